# Random configuration of seed 1085.
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
  default = ["x.y", "app", "data"]
}

resource "aws_vpc" "main" {
  for_each = toset(sort(setunion([format("%s", "a")], [])))
  tags = { tier = lookup({ v = "app" }, "v", "z") }
  cidr_block = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_security_group" "extra" {
  vpc_id = [aws_vpc.main[trimspace(" a ")], aws_vpc.main[split("|", "q|a")[1]]][((1 + 10) % 10)]["id"]
  name = join("", ["s", "econd"])
  tags = { tier = substr("xyapp", 2, -1) }
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

module "part" {
  source = "./part"
  for_each = { for k, x in { for k, x in { for i, x in [aws_security_group.extra] : "k${i}" => x } : k => x if k != { v = "a" }["v"] } : k => x.id }
  vpc_id = aws_security_group.extra.vpc_id
  group_bunch = [for p in setproduct(flatten([tolist(toset([each.value, aws_security_group.extra.id]))]), ["x", "y"]) : p[0]]
  group_bunch_2 = { for i, x in [aws_security_group.extra] : "k${i}" => x }[each.key][*].id
  known_names = var.names
  known_bool = aws_security_group.extra.name == strrev(strrev("second"))
  group_map = { for k, x in { for k, x in { for k, x in { "b" = aws_security_group.extra.id, "x.y" = each.value, "a" = aws_security_group.extra.id } : "p-${k}" => x } : k => x if k != jsondecode(jsonencode({ v = ["a"] })).v[0] } : "p-${k}" => x }
}

locals {
  group_id = module.part["k0"].group_id
}

locals {
  subnet_listmap = module.part["k0"].subnet_listmap
}

locals {
  subnet_list = [for i0, n0 in var.names : [for x in module.part["k0"].subnet_thingmap : x][sum([1, 0])]["id"]]
}

resource "aws_route_table_association" "other" {
  for_each = zipmap(keys({ for k, x in module.part["k0"].subnet_thingmap : k => x if k != coalesce(null, "", "k0") }), values({ for k, x in module.part["k0"].subnet_thingmap : k => x if k != coalesce(null, "", "k0") })[*].id)
  subnet_id = try({ for k, x in { for k, x in module.part["k0"].subnet_thingmap : k => x.id } : "p-${k}" => x }["a"], [for x in module.part["k0"].subnet_thingmap : x][(2 - 2)]["id"])
  route_table_id = merge({ for i, x in module.part["k0"].table_things : "k${i}" => x }, { for i, x in module.part["k0"].table_things : "k${i}" => x })[each.key].id
}

locals {
  objects = {
    "app" = { groups = flatten([for n0 in sort(reverse([element(["b", "z"], 2), keys({ "data" = 1 })[0]])) : { "data" = aws_security_group.extra.id, "b" = local.group_id, "a" = aws_security_group.extra.id }[n0]]), tables = ([local.subnet_list[0], module.part["k0"].subnet_thingmap["k0"].id][abs(-0)] == module.part["k0"].subnet_thingmap[lookup({ v = "k1" }, "v", "z")].id ? [for p in setproduct([for n in formatlist("x-%s", [sort(["data"])[0], lookup({ v = "a" }, "v", "z")]) : trimprefix(n, "x-")], module.part["k0"].table_things[*].id) : p[1]] : concat(module.part["k0"].table_things[*].id, module.part["k0"].table_things.*.id)), zone = "eu-west-1b" }
    "data" = { groups = distinct(concat([[module.part["k0"].group_id], values(module.part)[*].group_id]...)), tables = (module.part["k0"].table_listmap["app"] == null ? [] : module.part["k0"].table_listmap["app"]), zone = "eu-west-1a" }
  }
}

resource "aws_vpc_endpoint" "other" {
  for_each = { for k in keys({ for i, x in [aws_security_group.extra, aws_security_group.extra] : "k${i}" => x }) : k => { for i, x in [aws_security_group.extra, aws_security_group.extra] : "k${i}" => x }[k].id }
  vpc_id = module.part["k0"].vpc_id
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = values(local.objects)[length(range(1))].tables
}

resource "aws_ecs_service" "app" {
  for_each = local.objects
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = setunion(setintersection(setsubtract(setunion([local.subnet_list[length([0])], local.subnet_list[(true ? 1 : 7)], local.subnet_list[length("xx")]], values(module.part["k0"].subnet_thingmap).*.id), lookup([for x in local.objects : x][length("")], "subnets", [])), [for x1 in local.subnet_listmap.data : x1 if each.key != "app"]), [for x1 in [for k, x in { for x in toset(values(module.part["k0"].subnet_thingmap).*.id) : x => x... } : x[0]] : x1 if (contains(var.names, each.key)) || (((anytrue([false, true])) || (var.flag_0)) || (var.flag_1))])
    security_groups = flatten(chunklist(tolist(local.objects[each.key].groups), 2))
  }
}

module "part_10" {
  source = "./part_10"
  vpc_id = (slice([aws_vpc.main[(!false ? "a" : "z")]], 0, 1)[*].id)[0]
  subnet_thingmap = module.part["k0"].subnet_thingmap
  subnet_bunch = [for k1, x in zipmap(keys(module.part["k0"].subnet_thingmap), values(module.part["k0"].subnet_thingmap)[*].id) : x if upper(k1) != "A"]
  known_names = var.names
  subnet_thingmap_4 = [for i1, x1 in [for x in module.part : x] : x1 if aws_security_group.extra.name == element(["second", "z"], 2)][length([])].subnet_thingmap
  group_list = values({ for i, x in [aws_security_group.extra, aws_security_group.extra] : "k${i}" => x })[length([])][*].id
  table_list = tolist(lookup({ for n1 in reverse(reverse([one(["data"]), trimprefix("x-a", "x-"), jsondecode(jsonencode({ v = ["app"] })).v[0]])) : n1 => [module.part["k0"].table_things[0].id] }, "a", [for i1, x1 in [aws_security_group.extra] : [module.part["k0"].table_things[0].id, module.part["k0"].table_things[0].id][i1]]))
}
