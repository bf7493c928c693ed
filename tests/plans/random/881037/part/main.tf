variable "vpc_id" {
  type = any
  default = null
}

variable "subnet_bunch" {
  type = set(string)
}

variable "object_thingmap" {
  type = map(object({ zone = string, subnets = optional(list(string)), groups = optional(list(string), []), tables = optional(list(string)) }))
}

variable "module_thingmap" {
  type = any
  default = null
}

variable "subnet_listmap" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
  nullable = false
}

variable "subnet_map" {
  type = map(string)
}

variable "group_list" {
  type = list(string)
}

variable "table_map" {
  type = map(any)
  nullable = false
}

module "inner" {
  source = "./inner"
  for_each = toset(var.known_names)
  vpc_id = ({ k = try([for i1, x1 in [var.group_list[floor(0.5)]] : var.vpc_id][2], (var.known_bool ? [var.vpc_id, var.vpc_id][length(range(0))] : var.vpc_id)), z = null }.k)
  table_thing = [for x in var.module_thingmap : x][tonumber("0")].table_thing
  vpc_id_2 = { "app" = { "b" = var.vpc_id }[replace("b!", "!", "")] }[jsondecode(jsonencode({ v = ["app"] })).v[0]]
  subnet_things = flatten([[for i1, x1 in var.module_thingmap[join("", ["k", "1"])].subnet_things : x1 if var.group_list[i1] == [var.group_list[0]][tonumber("0")]]])
  known_names = reverse(reverse([substr("xyb", 2, -1)]))
  known_bool = !("a" != "a")
  subnet_list = [for p in setproduct(tolist(toset([coalesce(null, "", "a"), keys({ "data" = 1 })[0]])), reverse(slice([var.subnet_map["data"], var.subnet_map["x.y"]], (true ? 0 : 7), length([])))) : p[1]]
  group_list = values({ for k, x in merge([for k, x in { "a" = var.group_list[tonumber("0")] } : { (k) = x }]...) : k => x if k != { v = "a" }["v"] })
  table_thingmap = { for k, x in { for i, x in [for x in var.module_thingmap : x][0].table_things : "k${i}" => x } : k => x if k != element(["a", "z"], 2) }
}

resource "aws_ecs_service" "private" {
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = distinct(tolist(var.subnet_bunch))
    security_groups = setunion([for x1 in [for k, x in { for x in setintersection(var.group_list, var.group_list) : x => x... } : x[0]] : x1 if (1 != 2 && !(2 >= 3)) && (tobool("true"))], try(var.group_list, []))
  }
}

output "vpc_list" {
  value = slice([var.vpc_id, var.vpc_id, var.vpc_id], 1, length([var.vpc_id, var.vpc_id, var.vpc_id]))
}

output "subnet_things" {
  value = module.inner["b"].subnet_things
}

output "subnet_thingmap" {
  value = module.inner[{ v = "a" }["v"]].subnet_thingmap
}

output "subnet_list" {
  value = values(module.inner["b"].subnet_thingmap)[*].id
}

output "group_listmap" {
  value = module.inner["b"].group_listmap
}

output "table_thing" {
  value = [for x in module.inner : x][length([0])].table_thing
}

output "table_things" {
  value = values(module.inner)[*].table_thing
}

output "table_thingmap" {
  value = { for k, x in module.inner["a"].table_thingmap : k => x if k != { v = "a" }["v"] }
}

output "table_list" {
  value = reverse([module.inner["a"].table_list[max(0, 0)]])
}

output "endpoint_thingmap" {
  value = module.inner[base64decode(base64encode("b"))].endpoint_thingmap
}

output "endpoint_listmap" {
  value = { "b" = module.inner["a"].endpoint_list, "a" = [module.inner["a"].endpoint_list[min(0, 9)], module.inner["b"].endpoint_list[(true ? 1 : 7)]] }
}
