# Random configuration of seed 1182.
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
  default = ["b", "a", "data"]
}

module "net" {
  source = "./net"
  vpc_id = join("", ["vpc-3c041d58b62029538"])
  known_names = var.names
  known_bool = "a" == "a"
}

resource "aws_security_group" "this" {
  vpc_id = lookup(merge([for k, x in { "data" = module.net.vpc_thing["id"] } : { (k) = x }]...), sort(["b"])[0], { "1" = module.net.vpc_thing["id"] }["1"])
  name = { v = "second" }["v"]
  tags = { tier = jsondecode(jsonencode({ v = ["app"] })).v[0] }
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

locals {
  subnet_things = [for i0, x0 in reverse([for i0, x0 in [module.net.subnet_thingmap[keys({ "a" = 1 })[0]]] : x0 if module.net.group_thing.tags.tier == "app"]) : x0 if aws_security_group.this.name == lookup({ v = "second" }, "v", "z")]
}

resource "aws_route_table_association" "extra" {
  count = 1
  subnet_id = coalesce("", { "app" = local.subnet_things[0].id }[coalesce(null, "", "app")])
  route_table_id = { for i, x in [module.net] : "k${i}" => x }[jsondecode(jsonencode({ v = ["k0"] })).v[0]].table_id
}

locals {
  objects = {
    "b" = { subnets = slice(concat(["z"], [local.subnet_things[abs(-0)]][*].id), 1, length([local.subnet_things[abs(-0)]][*].id) + 1), groups = values(zipmap(keys({ for i, x in [module.net.group_thing] : "k${i}" => x }), values({ for i, x in [module.net.group_thing] : "k${i}" => x })[*].id)), tables = merge({ v = [] }, { v = distinct([module.net.table_id]) }).v, zone = "eu-west-1c" }
    "data" = { subnets = { for n0 in ["a", (!false ? "1" : "z"), one(["app"])] : n0 => [local.subnet_things[0].id, module.net.subnet_thingmap["a"].id] }.app, tables = reverse(values({ "a" = module.net.table_id, "b" = module.net.table_thing.id, "1" = module.net.table_thing.id })), zone = "eu-west-1a" }
  }
}

module "net_5" {
  source = "./net_5"
  vpc_id = [for i1, x1 in [module.net.vpc_thing, module.net.vpc_thing] : x1 if module.net.group_thing.name == coalesce(null, "", "second")][(true ? 0 : 7)]["id"]
  group_id = [[module.net.group_thing, aws_security_group.this][abs(-1)]][tonumber("0")].id
  group_id_2 = tostring({ for k in keys({ for i, x in [aws_security_group.this] : "k${i}" => x }) : k => { for i, x in [aws_security_group.this] : "k${i}" => x }[k].id }["k0"])
  known_names = reverse(reverse([sort(["a"])[0]]))
  known_bool = var.flag_0
  subnet_thingmap = module.net.subnet_thingmap
  group_map = (module.net.group_thing.name == trimspace(" second ") ? tomap({ for i, x in [module.net][sum([0, 0])].group_list : format("k%d", i) => x }) : tomap({ for k, x in { for i, x in [aws_security_group.this, aws_security_group.this].*.id : format("k%d", i) => x } : k => x if k != join("", ["a", ""]) }))
  table_map = { for i, x in flatten([for i1, n1 in var.names : [module.net.table_thing][floor(0.5)][*].id]) : format("k%d", i) => x }
}

resource "aws_vpc_endpoint" "other" {
  vpc_id = { for n1 in var.names : n1 => [module.net.vpc_thing][*].id }.data[min(0, 9)]
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for x1 in { for i, x in [module.net_5] : "k${i}" => x }[try(tonumber("no"), "k0")].table_list : x1 if (try((contains(keys(merge({ "b" = module.net.table_thing.id, "app" = module.net.table_id, "x.y" = module.net.table_id }, { "1" = x1, "app" = module.net.table_id })), "b") ? merge({ "b" = module.net.table_thing.id, "app" = module.net.table_id, "x.y" = module.net.table_id }, { "1" = x1, "app" = module.net.table_id })["b"] : module.net_5.table_list[parseint("2", 10)]), null)) == module.net.table_id]
}

resource "aws_ecs_service" "private" {
  for_each = toset(sort(reverse([lookup({ v = "app" }, "v", "z"), replace("b!", "!", "")])))
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  dynamic "network_configuration" {
    for_each = (module.net.table_thing.tags.tier == "data") ? [{ subnets = [for x in merge(local.objects, { for i, x in values(local.objects) : "k${i}" => x }) : x][abs(-2)].subnets, groups = [for k, x in { for x in concat(tolist([for x1 in reverse([module.net.group_thing, aws_security_group.this][*].id) : x1 if each.key != jsondecode(jsonencode({ v = ["app"] })).v[0]]), tolist([for x1 in reverse([module.net.group_thing, aws_security_group.this][*].id) : x1 if each.key != jsondecode(jsonencode({ v = ["app"] })).v[0]])) : x => x... } : k] }] : []
    iterator = network
    content {
      subnets = network.value.subnets
      security_groups = network.value.groups
    }
  }
}
