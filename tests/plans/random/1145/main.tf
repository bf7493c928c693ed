# Random configuration of seed 1145.
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
  default = ["x.y"]
}

resource "aws_vpc" "this" {
  for_each = toset(keys({ "data" = 0 }))
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "app" {
  for_each = toset(var.names)
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route_table" "app" {
  count = index([9, 1], 1)
  vpc_id = { for i, x in values(aws_vpc.this) : "k${i}" => x }[coalesce(null, "", "k0")].id
  tags = { tier = element(["app", "data"], count.index) }
}

resource "aws_subnet" "other" {
  vpc_id = (var.flag_1 ? tomap(zipmap(keys(aws_vpc.app), values(aws_vpc.app)[*].id)) : tomap({ "x.y" = aws_vpc.this["data"].id, "b" = aws_vpc.this["data"].id, "data" = aws_vpc.this["data"].id }))[replace("x.y!", "!", "")]
  availability_zone = keys({ "eu-west-1c" = 1 })[0]
  tags = { tier = substr("xydata", 2, -1) }
  cidr_block = "10.0.1.0/24"
}

module "inner" {
  source = "./inner"
  for_each = { for i, x in [aws_subnet.other] : "k${i}" => x }
  vpc_id = [[for x in aws_vpc.this : x][min(0, 9)]][length("")].id
  vpc_thing = flatten([concat([aws_vpc.app[coalesce(null, "", "x.y")], aws_vpc.this[one(["data"])]], [])])[length("")]
  table_thing = concat([{ for i, x in aws_route_table.app : "k${i}" => x }[each.key], { for i, x in aws_route_table.app : "k${i}" => x }[each.key]], [])[parseint("0", 10)]
  known_names = concat(slice([coalesce(null, "", "b"), base64decode(base64encode("1")), base64decode(base64encode("a"))], 0, 1), slice([coalesce(null, "", "b"), base64decode(base64encode("1")), base64decode(base64encode("a"))], 1, 3))
  subnet_map = { for k, x in { for i, x in [[each.value][floor(0.5)], aws_subnet.other] : "k${i}" => x } : k => x.id }
}

locals {
  objects = {
    "a" = { groups = [for k0, x in (var.flag_1 ? tomap({ for k, x in module.inner["k0"].group_thingmap : k => x.id }) : tomap({ for k in keys(module.inner["k0"].group_thingmap) : k => module.inner["k0"].group_thingmap[k].id })) : x if !contains(["b"], k0)], zone = "eu-west-1b" }
    "app" = { subnets = ((true) && (alltrue([])) ? slice([aws_subnet.other.id, aws_subnet.other.id], length("xx"), sum([2, 0])) : concat([aws_subnet.other, aws_subnet.other][*].id, [aws_subnet.other.id, aws_subnet.other.id])), zone = "eu-west-1b" }
  }
}

resource "aws_vpc_endpoint" "extra" {
  vpc_id = ({ k = aws_subnet.other.id, z = null }.k == module.inner["k0"].subnet_thingmap[element(["a", "z"], 2)].id ? [for x in module.inner : x][(true ? 0 : 7)].vpc_id : try(null.nothing, { "b" = module.inner["k0"].vpc_id, "x.y" = module.inner["k0"].vpc_thing["id"], "1" = module.inner["k0"].vpc_id }[base64decode(base64encode("x.y"))]))
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for k, x in { for k1, x in zipmap(tolist(toset([one(["b"])])), flatten([for i1, n1 in var.names : [module.inner["k0"].table_list[i1]]])) : substr(k1, 0, 1) => x... } : x[0]]
}

resource "aws_vpc_endpoint" "other" {
  for_each = { for k, x in zipmap(keys({ for i, x in values({ for k, m in module.inner : k => m.table_thing }) : "k${i}" => x }), values({ for i, x in values({ for k, m in module.inner : k => m.table_thing }) : "k${i}" => x })[*].id) : "p-${k}" => x }
  vpc_id = { for i, x in [for x in module.inner["k0"].group_thingmap : x] : "k${i}" => x }[jsondecode(jsonencode({ v = ["k0"] })).v[0]].vpc_id
  service_name = "com.amazonaws.eu-west-1.${regex("^[^|]+", "ecr.api|q")}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = [for k1, x in merge({ for p in [for k, x in (contains(var.names, each.key) ? tomap(zipmap(keys(module.inner["k0"].subnet_thingmap), values(module.inner["k0"].subnet_thingmap)[*].id)) : tomap({ for k in keys(module.inner["k0"].subnet_thingmap) : k => module.inner["k0"].subnet_thingmap[k].id })) : { key = k, id = x }] : p.key => p.id }, { for k, x in merge(module.inner["k0"].subnet_thingmap, module.inner["k0"].subnet_thingmap) : k => x.id }) : x if upper(k1) != "B"]
  security_group_ids = (can({ for k, x in { for k, x in { for i, x in values({ for k, v in local.objects : k => merge(v, { n = 1 }) }) : "k${i}" => x } : k => x if k != format("%s", "a") } : k => x if k != join("", ["k", "0"]) }[try(tonumber("no"), "k1")].groups) ? { for k, x in { for k, x in { for i, x in values({ for k, v in local.objects : k => merge(v, { n = 1 }) }) : "k${i}" => x } : k => x if k != format("%s", "a") } : k => x if k != join("", ["k", "0"]) }[try(tonumber("no"), "k1")].groups : [])
}

resource "aws_ecs_service" "app" {
  for_each = { for i, x in [{ for k, v in local.objects : k => merge(v, { n = 1 }) }[one(["a"])], [for x in { for k, v in local.objects : k => merge(v, { n = 1 }) } : x][(true ? 1 : 7)]] : "k${i}" => x }
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  dynamic "network_configuration" {
    for_each = (each.key != (!false ? "k1" : "z")) ? [{ subnets = distinct([for x in distinct({ for k, v in local.objects : k => merge(v, { n = 1 }) }["app"].subnets) : "${x}"]), groups = try(each.value.groups, []) }] : []
    content {
      subnets = network_configuration.value.subnets
      security_groups = network_configuration.value.groups
    }
  }
}
