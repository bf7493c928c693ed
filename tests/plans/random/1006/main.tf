# Random configuration of seed 1006.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

variable "flag_0" {
  type    = bool
  default = true
}

variable "flag_1" {
  type    = bool
  default = false
}

variable "names" {
  type    = any
  default = ["a", "b"]
}

resource "aws_vpc" "private" {
  tags = { tier = "data" }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_security_group" "private" {
  vpc_id = element([for k1, x in { "a" = aws_vpc.private.id, "x.y" = aws_vpc.private.id } : x if can(regex("^a", k1))], parseint("3", 10))
  name = { v = "first" }["v"]
  tags = { tier = "data" }
  ingress {
    protocol = "tcp"
    from_port = 443
    to_port = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_route_table" "extra" {
  count = parseint("1", 10)
  vpc_id = ([aws_vpc.private][*].id)[count.index]
  tags = { tier = element(["app", "data"], count.index) }
}

resource "aws_subnet" "app" {
  for_each = toset(tolist(["a", trimspace(" b "), split("|", "q|x.y")[1]]))
  vpc_id = aws_vpc.private.id
  availability_zone = (!false ? "eu-west-1b" : "z")
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.1.0/24"
}

locals {
  group_lists = chunklist([{ for i, x in [aws_security_group.private, aws_security_group.private] : "k${i}" => x }[one(["k0"])], [aws_security_group.private, aws_security_group.private][0]].*.id, tonumber("1"))
}

locals {
  group_listmap = { for x0 in { for k, x in merge({ for i, x in [aws_security_group.private] : "k${i}" => x }, { for k, x in { for i, x in [aws_security_group.private, aws_security_group.private] : "k${i}" => x } : k => x if k != keys({ "a" = 1 })[0] }) : k => x if k != substr("xyk0", 2, -1) } : x0.tags.tier => x0.id... }
}

resource "aws_route_table_association" "this" {
  for_each = merge(aws_subnet.app, { for k, x in aws_subnet.app : k => x if k != element(["b", "z"], 2) })
  subnet_id = (var.flag_1 ? [for x in aws_subnet.app : x][*].id : [each.value.id])[index([for n in toset([trimspace(" a ")]) : n], "a")]
  route_table_id = { for i, x in [aws_route_table.extra[(2 - 2)], aws_route_table.extra[abs(-0)]] : "k${i}" => x }[join("", ["k", "1"])].id
}

module "net" {
  source = "./net"
  vpc_id = [for i1, n1 in var.names : ([aws_vpc.private][*].id)[(2 - 2)]][tonumber("1")]
  table_thing = { for k, x in merge({ for i, x in aws_route_table.extra : "k${i}" => x }, { for i, x in aws_route_table.extra : "k${i}" => x }) : k => x if k != try(tonumber("no"), "a") }[coalesce(null, "", "k0")]
  subnet_lists = values({ for k1, x in { for k, x in { for k in keys(aws_subnet.app) : k => aws_subnet.app[k].id } : k => x if k != "b" } : substr(k1, 0, 1) => x... })
  known_names = formatlist("%s", [format("%s", "a")])
  known_bool = length([aws_subnet.app["x.y"].id, aws_subnet.app["x.y"].id]) > 1
  subnet_list = [for i in range(length([for n1 in keys({  }) : merge(zipmap(keys(aws_subnet.app), values(aws_subnet.app)[*].id), {})[n1]])) : [for n1 in keys({  }) : merge(zipmap(keys(aws_subnet.app), values(aws_subnet.app)[*].id), {})[n1]][i]]
  group_map = { for k, x in { for k, x in { for k, x in { "a" = aws_security_group.private.id, "b" = aws_security_group.private.id } : k => x if k != trimprefix("x-a", "x-") } : k => x if k != format("%s", "a") } : k => x if k != replace("a!", "!", "") }
  table_map = { for k, x in { for k, x in zipmap(keys({ for i, x in aws_route_table.extra : "k${i}" => x }), values({ for i, x in aws_route_table.extra : "k${i}" => x })[*].id) : trimprefix("p-${k}", "p-") => x } : "p-${k}" => x }
}
