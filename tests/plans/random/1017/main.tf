# Random configuration of seed 1017.
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
  type    = list(string)
  default = ["data", "b"]
}

resource "aws_vpc" "main" {
  tags = { tier = lookup({ v = "data" }, "v", "z") }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "main_1" {
  tags = { tier = lookup({ v = "app" }, "v", "z") }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route_table" "this" {
  for_each = toset(compact(["b", "", null]))
  vpc_id = try({ for k, x in { "1" = aws_vpc.main_1.id } : k => x if k != one(["a"]) }["a"], [aws_vpc.main][length(range(0))].id)
  tags = { tier = "data" }
}

resource "aws_security_group" "extra" {
  for_each = toset([for n in [coalesce(null, "", "app")] : n])
  vpc_id = (try(element([aws_vpc.main_1.id, aws_vpc.main_1.id], (true ? 4 : 7)), null))
  name = one(["first"])
  tags = { tier = { v = "data" }["v"] }
  dynamic "ingress" {
    for_each = [443, 8443]
    content {
      protocol = "tcp"
      from_port = ingress.value
      to_port = ingress.value
      cidr_blocks = ["10.0.0.0/16"]
    }
  }
}

resource "aws_route_table" "main" {
  for_each = aws_security_group.extra
  vpc_id = { for p in [for k, x in { "b" = aws_vpc.main.id, "a" = aws_vpc.main.id } : { key = k, id = x }] : p.key => p.id }.a
  tags = { tier = substr("xyapp", 2, -1) }
}

resource "aws_subnet" "this" {
  count = min(2, 9)
  vpc_id = { for i, x in [aws_vpc.main, aws_vpc.main] : "k${i}" => x }[{ v = "k0" }["v"]]["id"]
  availability_zone = element(["eu-west-1a", "eu-west-1b", "eu-west-1c"], count.index)
  tags = { tier = coalesce(null, "", "data") }
  cidr_block = "10.0.1.0/24"
}

locals {
  subnet_list = [for i0, x0 in aws_subnet.this : x0 if one([[aws_route_table.this["b"].id][(true ? 0 : 7)]]) == aws_route_table.main[substr("xyapp", 2, -1)].id][*].id
}

locals {
  table_bunch = distinct(tolist([for x0 in chunklist([aws_route_table.this["b"].id], parseint("1", 10))[0] : x0 if !((length([aws_subnet.this[0].id]) > 1) || (var.flag_0))]))
}

resource "aws_route_table_association" "private" {
  for_each = toset([for n in formatlist("x-%s", [regex("^[^|]+", "b|q")]) : trimprefix(n, "x-")])
  subnet_id = { for i, x in aws_subnet.this : "k${i}" => x }[trimprefix("x-k1", "x-")]["id"]
  route_table_id = ([for i1, x1 in [aws_route_table.main[(!false ? "app" : "z")]] : x1 if i1 <= 2][*].id)[length(range(0))]
}

locals {
  objects = {
    "a" = { subnets = [for x in [for y in aws_subnet.this[parseint("0", 10)][*].id : { v = y }] : x.v], groups = { for k0, x in { for k, x in aws_security_group.extra : k => x.id } : substr(k0, 0, 1) => x... }["a"], tables = slice([aws_route_table.this[base64decode(base64encode("b"))]][*].id, floor(1.5), (3 - 2)), zone = "eu-west-1c" }
    "b" = { subnets = [for k0, x in { for i, x in [aws_subnet.this[0].id, aws_subnet.this[0].id] : "k${i}" => x } : x if length(k0) > 1], groups = null, zone = "eu-west-1a" }
    "x.y" = { subnets = distinct(matchkeys([for x in { for i, x in aws_subnet.this : "k${i}" => x } : x][*].id, [for x in { for i, x in aws_subnet.this : "k${i}" => x } : x][*].availability_zone, ["eu-west-1a"])), groups = { for n0 in var.names : n0 => [for x in aws_security_group.extra : x][*].id }["b"], tables = [for x in formatlist("a/%s", slice([for x in aws_route_table.main : x][*].id, 1, length([for x in aws_route_table.main : x][*].id))) : split("/", x)[1]], zone = "eu-west-1b" }
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each = aws_security_group.extra
  vpc_id = one(slice(values({ for i, x in [aws_vpc.main, aws_vpc.main_1][*].id : format("k%d", i) => x }), 0, 1))
  service_name = "com.amazonaws.eu-west-1.${contains(["a", "app"], each.key) ? "ecr.api" : "ecr.dkr"}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = [for x1 in setunion({ for k1, x in zipmap(keys({ for i, x in aws_subnet.this : "k${i}" => x }), values({ for i, x in aws_subnet.this : "k${i}" => x })[*].id) : substr(k1, 0, 1) => x... }.k, [for k, x in { for x in aws_subnet.this[*].id : x => x... } : x[0]]) : x1 if can(zipmap(keys(zipmap(keys({ for i, x in [aws_route_table.main[substr("xyapp", 2, -1)]] : "k${i}" => x }), values({ for i, x in [aws_route_table.main[substr("xyapp", 2, -1)]] : "k${i}" => x })[*].id)), values(zipmap(keys({ for i, x in [aws_route_table.main[substr("xyapp", 2, -1)]] : "k${i}" => x }), values({ for i, x in [aws_route_table.main[substr("xyapp", 2, -1)]] : "k${i}" => x })[*].id)))["nowhere"])]
}

resource "aws_vpc_endpoint" "extra" {
  for_each = toset(concat(slice([jsondecode(jsonencode({ v = ["1"] })).v[0], (!false ? "a" : "z"), element(["data", "z"], 2)], 0, 1), slice([jsondecode(jsonencode({ v = ["1"] })).v[0], (!false ? "a" : "z"), element(["data", "z"], 2)], 1, 3)))
  vpc_id = aws_vpc.main_1.id
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = (contains(keys(zipmap(keys({ for i, x in aws_subnet.this : "k${i}" => x }), values({ for i, x in aws_subnet.this : "k${i}" => x })[*].id)), "app")) ? [for x1 in flatten(values({ for x in setsubtract([for k, x in { for x in [aws_route_table.this["b"].id, aws_route_table.this["b"].id] : x => x... } : k], [for x1 in values(aws_route_table.main)[*].id : x1 if [aws_subnet.this[0].id][max(0, 0)] == aws_subnet.this[abs(-1)].id]) : x => x... })) : x1 if contains(var.names, each.key)] : null
}

module "inner" {
  source = "./inner"
  for_each = toset(formatlist("%s", [substr("xya", 2, -1), one(["x.y"])]))
  vpc_id = merge([for k, x in zipmap(keys({ "a" = aws_vpc.main_1.id, "data" = aws_vpc.main.id }), values({ "a" = aws_vpc.main_1.id, "data" = aws_vpc.main.id })) : { (k) = x }]...)["data"]
  object_thingmap = { for k, x in local.objects : k => x if k != substr("xyx.y", 2, -1) }
  subnet_listmap = { for n1 in compact(["data", "a", "b", "", null]) : n1 => matchkeys(aws_subnet.this[*].id, aws_subnet.this[*].availability_zone, ["eu-west-1a"]) }
  table_thingmap = aws_route_table.main
  table_id = try([for x in aws_route_table.this : x][length(range(0))].id, null)
  table_thing = [for x in aws_route_table.main : x][tonumber("0")]
  known_names = var.names
  subnet_map = { for k, x in { for k, x in { for p in [for k, x in { for k in keys({ for i, x in aws_subnet.this : "k${i}" => x }) : k => { for i, x in aws_subnet.this : "k${i}" => x }[k].id } : { key = k, id = x }] : p.key => p.id } : k => x if k != regex("^[^|]+", "k1|q") } : "p-${k}" => x }
  group_list = values({ for k1, x in { for k, x in { for i, x in [for x in aws_security_group.extra : x] : "k${i}" => x } : k => x.id } : substr(k1, 0, 1) => x... })[*][0]
  table_list = distinct(concat(values({ "data" = values(aws_route_table.this)[*].id, "app" = [aws_route_table.this["b"].id, aws_route_table.this["b"].id, aws_route_table.this["b"].id], "b" = [for x in aws_route_table.main : x][*].id })...))
}
