variable "vpc_id" {
  type = string
  nullable = false
}

variable "subnet_things" {
  type = list(object({ id = string, nothing = optional(string, "none") }))
}

variable "subnet_listmap" {
  type = any
  nullable = false
}

variable "table_things" {
  type = any
}

variable "table_thingmap" {
  type = map(object({ id = string, nothing = optional(string, "none") }))
  default = null
}

variable "subnet_id" {
  type = string
}

variable "object_thingmap" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
  default = null
}

variable "subnet_map" {
  type = map(string)
  nullable = false
}

variable "group_list" {
  type = list(any)
  default = null
}

variable "table_list" {
  type = list(string)
}

module "part" {
  source = "./part"
  for_each = toset(keys({ "a" = 0 }))
  vpc_id = { "x.y" = one(slice([var.vpc_id], 0, 1)), "1" = "vpc-ed884e6e6450701e8" }[jsondecode(jsonencode({ v = ["x.y"] })).v[0]]
  object_thing = var.object_thingmap[substr("xyx.y", 2, -1)]
  subnet_list = [values(var.object_thingmap)[length(range(1))], [for x in var.object_thingmap : x][length("")]][length([0])].subnets
  subnet_things = var.subnet_things
  group_listmap = { for n1 in var.known_names : n1 => [for n2 in jsondecode(jsonencode([regex("^[^|]+", "data|q")])) : merge([{ "data" = var.group_list[sum([0, 0])], "1" = var.group_list[tonumber("0")] }, { "1" = var.group_list[abs(-0)], "app" = var.group_list[max(0, 0)] }]...)[n2]] }
  known_names = var.known_names
  known_bool = null == null
  subnet_map = { for k in keys(merge({ for i, x in [for x in { for i, x in var.subnet_things : "k${i}" => x } : x] : "k${i}" => x }, { for k, x in { for i, x in var.subnet_things : "k${i}" => x } : k => x if k != lookup({ v = "a" }, "v", "z") })) : k => merge({ for i, x in [for x in { for i, x in var.subnet_things : "k${i}" => x } : x] : "k${i}" => x }, { for k, x in { for i, x in var.subnet_things : "k${i}" => x } : k => x if k != lookup({ v = "a" }, "v", "z") })[k].id }
  group_map = (contains(var.known_names, each.value) ? tomap({ for i, x in concat([var.group_list[sum([0, 0])], var.group_list[length([])]], []) : "k${i}" => x }) : tomap(zipmap(tolist([trimspace(" b ")]), [for k1, x1 in { "b" = var.group_list[length("")] } : var.group_list[(2 - 2)]])))
  table_thingmap = var.table_thingmap
}

output "vpc_id" {
  value = (var.known_bool ? [var.vpc_id][0] : [var.vpc_id, var.vpc_id, var.vpc_id][((0 + 10) % 10)])
}

output "subnet_things" {
  value = var.subnet_things
}

output "subnet_list" {
  value = [module.part["a"].subnet_things[max(0, 0)], module.part["a"].subnet_things[((0 + 10) % 10)]][*].id
}

output "group_listmap" {
  value = { "app" = [for m in module.part : m.group_id], "b" = [for m in module.part : m.group_id] }
}

output "table_things" {
  value = var.table_things
}

output "table_thingmap" {
  value = merge(var.table_thingmap, module.part["a"].table_thingmap)
}

output "table_listmap" {
  value = { for x0 in { for i, x in [for x in var.table_thingmap : x] : "k${i}" => x } : x0.tags.tier => x0.id... }
}
