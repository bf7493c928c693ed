# Random configuration of seed 1013.
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
  default = ["app", "b"]
}

resource "aws_vpc" "this" {
  for_each = toset(jsondecode(jsonencode([(!false ? "a" : "z")])))
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_security_group" "other" {
  count = min(1, 9)
  vpc_id = zipmap(concat(slice([format("%s", "db"), split("|", "q|z")[1]], 0, 1), slice([format("%s", "db"), split("|", "q|z")[1]], 1, 2)), [aws_vpc.this["a"].id, aws_vpc.this["a"].id])[jsondecode(jsonencode({ v = ["z"] })).v[0]]
  name = element(["first", "second"], count.index)
  tags = { tier = coalesce(null, "", "app") }
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

resource "aws_route_table" "this" {
  vpc_id = (var.flag_0 ? ([for x in aws_vpc.this : x][*].id)[abs(-0)] : values(aws_vpc.this)[0]["id"])
  tags = { tier = lookup({ v = "data" }, "v", "z") }
}

resource "aws_subnet" "app" {
  count = min(2, 9)
  vpc_id = (1 == 2 || false ? tomap(zipmap(keys(aws_vpc.this), values(aws_vpc.this)[*].id)) : tomap({ for k, x in aws_vpc.this : k => x.id })).a
  availability_zone = element(["eu-west-1a", "eu-west-1b", "eu-west-1c"], count.index)
  tags = { tier = element(["app", "data"], count.index) }
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "app_4" {
  for_each = { for i, x in aws_security_group.other : "k${i}" => x }
  vpc_id = [for x in aws_vpc.this : x][tonumber("0")].id
  availability_zone = contains(["a", "app"], each.key) ? "eu-west-1a" : "eu-west-1b"
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
  cidr_block = "10.0.1.0/24"
}

locals {
  table_bunch = [for x in flatten(chunklist(tolist(try({ for n0 in var.names : n0 => [aws_route_table.this.id, aws_route_table.this.id] }["b"], { "data" = [aws_route_table.this.id], "b" = [aws_route_table.this.id, aws_route_table.this.id, aws_route_table.this.id], "app" = [aws_route_table.this.id, aws_route_table.this.id] }["b"])), 2)) : x]
}

locals {
  subnet_things = [values(aws_subnet.app_4)[(true ? 0 : 7)]]
}

locals {
  group_list = [aws_security_group.other[max(0, 0)], { for i, x in [aws_security_group.other[tonumber("0")]] : "k${i}" => x }[split("|", "q|k0")[1]]].*.id
}

resource "aws_route_table_association" "extra" {
  subnet_id = element(split("/", "x/${aws_subnet.app_4[{ v = "k0" }["v"]].id}/y"), 1)
  route_table_id = [aws_route_table.this, [aws_route_table.this][tonumber("0")]][index([9, 1], 1)].id
}

locals {
  objects = {
    "x.y" = { subnets = matchkeys([{ for i, x in local.subnet_things : "k${i}" => x }[regex("^[^|]+", "k0|q")], local.subnet_things[length([])]][*].id, [{ for i, x in local.subnet_things : "k${i}" => x }[regex("^[^|]+", "k0|q")], local.subnet_things[length([])]][*].availability_zone, ["eu-west-1b"]), groups = values({ for p in [for k, x in { for k, x in { for i, x in aws_security_group.other : "k${i}" => x } : k => x.id } : { key = k, id = x }] : p.key => p.id }), tables = null, zone = "eu-west-1a" }
  }
}

resource "aws_vpc_endpoint" "extra" {
  for_each = { for k, x in { for i, x in values(local.objects) : "k${i}" => x } : k => x if k != (!false ? "k0" : "z") }
  vpc_id = (coalesce("", (contains(keys({ for k, x in { for k, x in aws_vpc.this : k => x.id } : "p-${k}" => x }), "nowhere") ? { for k, x in { for k, x in aws_vpc.this : k => x.id } : "p-${k}" => x }["nowhere"] : { for k in keys(aws_vpc.this) : k => aws_vpc.this[k].id }[each.key])))
  service_name = "com.amazonaws.eu-west-1.${trimprefix("x-logs", "x-")}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = [for n1 in jsondecode(jsonencode([])) : zipmap(reverse(reverse([])), ((tobool("true")) && (length([]) > 0) ? [aws_subnet.app_4[each.key]][*].id : slice(concat(["z"], [for x in aws_subnet.app_4 : x][*].id), 1, length([for x in aws_subnet.app_4 : x][*].id) + 1)))[n1]]
  security_group_ids = setintersection([for p in setproduct(var.names, slice([], floor(0.5), (true ? 0 : 7))) : p[1]], local.group_list)
}

module "net" {
  source = "./net"
  for_each = toset(jsondecode(jsonencode(["data", try(tonumber("no"), "b"), "a"])))
  vpc_id = nonsensitive(sensitive(aws_vpc.this[one(["a"])].id))
  group_listmap = { "b" = merge({ v = [] }, { v = [for k1, x1 in { "b" = local.group_list[length("")], "x.y" = local.group_list[min(0, 9)] } : x1 if var.flag_1] }).v, "data" = distinct([for p in setproduct(var.names, local.group_list) : p[1]]), "a" = [for i1, x1 in [aws_security_group.other[ceil(0)]] : x1 if lookup(x1.tags, "tier", "-") == "app"].*.id }
  object_thingmap = local.objects
  object_thingmap_3 = { for i, x in [for i1, x1 in [[for x in local.objects : x][sum([0, 0])]] : x1 if var.flag_0] : "k${i}" => x }
  known_names = var.names
  known_bool = var.flag_0
  subnet_map = zipmap(keys(aws_subnet.app_4), values(aws_subnet.app_4)[*].id)
  group_thingmap = { for i, x in aws_security_group.other : "k${i}" => x }
  table_map = { for i, x in [for x in { for i, x in [aws_route_table.this, aws_route_table.this] : "k${i}" => x } : x][*].id : format("k%d", i) => x }
}

resource "aws_ecs_service" "private" {
  for_each = toset(tolist(toset([keys({ "data" = 1 })[0], regex("^[^|]+", "x.y|q")])))
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  dynamic "network_configuration" {
    for_each = ((each.value == try(tonumber("no"), "data")) && (!true)) ? [{ subnets = [for x1 in local.subnet_things[*].id : x1 if var.flag_0], groups = [for x1 in setintersection([for k1, x in merge(zipmap(keys(module.net["data"].group_thingmap), values(module.net["data"].group_thingmap)[*].id), { "x.y" = local.group_list[length(range(0))] }) : x if !contains(["a"], k1)], tolist(toset(local.objects[regex("^[^|]+", "x.y|q")].groups))) : x1 if startswith("app-1", "app")] }] : []
    iterator = network
    content {
      subnets = network.value.subnets
      security_groups = network.value.groups
    }
  }
}
