# Random configuration of seed 1124.
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
  default = ["app"]
}

resource "aws_vpc" "this" {
  tags = { tier = trimprefix("x-data", "x-") }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route_table" "this" {
  for_each = toset(keys({ "data" = 0, "x.y" = 1 }))
  vpc_id = (endswith(each.key, "y") ? aws_vpc.this.id : element([aws_vpc.this.id, aws_vpc.this.id], 3))
  tags = { tier = strrev(strrev("data")) }
}

resource "aws_subnet" "other" {
  for_each = toset(concat(slice([substr("xydata", 2, -1)], 0, 1), slice([substr("xydata", 2, -1)], 1, 1)))
  vpc_id = { for i, x in [aws_vpc.this] : "k${i}" => x }["k0"]["id"]
  availability_zone = trimprefix("x-eu-west-1a", "x-")
  tags = { tier = "data" }
  cidr_block = "10.0.1.0/24"
}

resource "aws_security_group" "this" {
  vpc_id = { for i, x in [aws_vpc.this.id, aws_vpc.this.id, aws_vpc.this.id] : "k${i}" => x }["k1"]
  name = keys({ "first" = 1 })[0]
  tags = { tier = strrev(strrev("data")) }
  ingress {
    protocol = "tcp"
    from_port = 443
    to_port = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

locals {
  group_thingmap = { for k, x in { for i, x in [[aws_security_group.this][length("")]] : "k${i}" => x } : k => x if k != base64decode(base64encode("k0")) }
}

locals {
  subnet_listmap = { "app" = slice([for k, x in { "b" = values(aws_subnet.other)[*].id, "data" = values(aws_subnet.other)[*].id } : x[0]], 1, length([for k, x in { "b" = values(aws_subnet.other)[*].id, "data" = values(aws_subnet.other)[*].id } : x[0]])), "b" = values(aws_subnet.other).*.id, "data" = [for i0, x0 in [for x in aws_subnet.other : x] : x0["id"]] }
}

locals {
  subnet_id = (length((aws_security_group.this.name == trimprefix("x-first", "x-") ? [for n0 in sort(setunion([], [])) : { "b" = aws_security_group.this.id }[n0]] : { "a" = [aws_security_group.this.id, aws_security_group.this.id, aws_security_group.this.id], "b" = [], "app" = [aws_security_group.this.id, aws_security_group.this.id, aws_security_group.this.id] }.app)) > 1 ? [[for x in aws_subnet.other : x][ceil(0)], values(aws_subnet.other)[(true ? 0 : 7)]][sum([1, 0])].id : values({ for p in [for k, x in { for k in keys(aws_subnet.other) : k => aws_subnet.other[k].id } : { key = k, id = x }] : p.key => p.id })[abs(-0)])
}

resource "aws_route_table_association" "private" {
  subnet_id = { k = values(aws_subnet.other)[min(0, 9)]["id"], z = null }.k
  route_table_id = values(aws_route_table.this)[(true ? 0 : 7)].id
}

locals {
  objects = {
    "app" = { subnets = ([for p in setproduct(var.names, [local.subnet_id, local.subnet_id]) : p[1]] == null ? [] : [for p in setproduct(var.names, [local.subnet_id, local.subnet_id]) : p[1]]), groups = lookup({ for x0 in [aws_security_group.this, aws_security_group.this] : x0.tags["tier"] => x0.id... }, "eu-west-1b", [[aws_security_group.this.id]][0]), tables = flatten([for i0, x0 in flatten([for x in values(local.subnet_listmap) : x]) : [for k1, x in { for k, x in aws_route_table.this : k => x.id } : x if k1 != (!false ? "b" : "z")]]), zone = "eu-west-1b" }
  }
}

resource "aws_vpc_endpoint" "app" {
  for_each = { for k, v in local.objects : k => v }
  vpc_id = format("%s", [for k, x in { "b" = [aws_vpc.this.id] } : x[0]][index(reverse(reverse([replace("a!", "!", "")])), "a")])
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for k, x in { for x in distinct(tolist([for k1, x in { for k, x in { for k in keys(aws_route_table.this) : k => aws_route_table.this[k].id } : "p-${k}" => x } : x if !contains(["a"], k1)])) : x => x... } : k]
}

module "net" {
  source = "./net"
  vpc_id = [for x in { for i, x in [for x in aws_vpc_endpoint.app : x] : "k${i}" => x } : x][ceil(0)].vpc_id
  subnet_listmap = { for n1 in [try(tonumber("no"), "data"), substr("xy1", 2, -1)] : n1 => { for x2 in [aws_subnet.other[substr("xydata", 2, -1)], aws_subnet.other[base64decode(base64encode("data"))]] : x2.tags.tier => x2.id... }.data }
  object_thingmap = { for k, v in local.objects : k => v }
  subnet_bunch = []
  known_names = var.names
  known_bool = !(var.flag_1)
  subnet_list = try({ for n1 in var.names : n1 => [[local.subnet_id]][0] }["app"], concat(values({ for n1 in [for n in [{ v = "data" }["v"], one(["1"]), format("%s", "app")] : n] : n1 => values(aws_subnet.other)[*].id })...))
  group_thingmap = { for i, x in [for x in local.group_thingmap : x] : "k${i}" => x }
  table_thingmap = { for i, x in [for x in aws_route_table.this : x] : "k${i}" => x }
}

resource "aws_vpc_endpoint" "other" {
  count = length(concat([[for k, x in module.net.subnet_listmap : x[0]], [for k0, x in { "app" = local.subnet_id, "data" = local.subnet_id, "b" = local.subnet_id } : x if startswith(k0, "a")]]...))
  vpc_id = merge({ for k, x in { "1" = aws_vpc.this.id, "b" = module.net.vpc_id } : k => x if k != one(["b"]) }, {})[split("|", "q|1")[1]]
  service_name = "com.amazonaws.eu-west-1.${element(["ecr.api", "ecr.dkr", "logs"], count.index)}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = distinct(reverse([for k1, x1 in zipmap(formatlist("%s", [strrev(strrev("ep")), jsondecode(jsonencode({ v = ["app"] })).v[0], replace("data!", "!", "")]), [local.subnet_id, local.subnet_id, local.subnet_id]) : (contains(var.names, k1) ? [local.subnet_id][sum([0, 0])] : aws_subnet.other[coalesce(null, "", "data")].id)]))
  security_group_ids = (contains(values(aws_subnet.other).*.id, aws_subnet.other[replace("data!", "!", "")].id)) ? flatten(chunklist({ for k, v in local.objects : k => v }[jsondecode(jsonencode({ v = ["app"] })).v[0]].groups, 2)) : null
}
