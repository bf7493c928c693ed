variable "vpc_id" {
  type = any
}

variable "table_thing" {
  type = object({ id = string, tags = object({ tier = string }), vpc_id = string })
  default = null
}

variable "table_things" {
  type = any
}

variable "known_names" {
  type = any
}

variable "known_bool" {
  type = any
}

variable "subnet_thingmap" {
  type = map(object({ id = string }))
}

variable "group_list" {
  type = list(string)
}

variable "table_list" {
  type = list(any)
}

module "net" {
  source = "./net"
  for_each = toset(sort(reverse(["a"])))
  vpc_id = (contains(flatten(values({ "app" = [var.subnet_thingmap["k1"].id, var.subnet_thingmap["k1"].id, var.subnet_thingmap["k1"].id], "b" = [var.subnet_thingmap["k1"].id, var.subnet_thingmap["k1"].id, var.subnet_thingmap["k1"].id], "a" = [var.subnet_thingmap["k1"].id, var.subnet_thingmap["k1"].id] })), [for x in var.subnet_thingmap : x][0]["id"]) ? (contains(keys({ "1" = var.table_list[min(1, 9)], "data" = var.table_list[floor(1.5)], "a" = var.table_list[parseint("0", 10)] }), "nowhere") ? try([var.vpc_id][0], [var.vpc_id, var.vpc_id, var.vpc_id][max(1, 0)]) : element([var.vpc_id], min(2, 9))) : merge([{ "app" = var.vpc_id }, { "x.y" = var.vpc_id }]...)["app"])
  subnet_thing = [for x in var.subnet_thingmap : x][sum([0, 0])]
  subnet_bunch = [values(var.subnet_thingmap)[*].id][0]
  known_names = var.known_names
  known_bool = length([var.table_thing][*].id) > 1
  subnet_thingmap = merge({ for i, x in reverse(values(var.subnet_thingmap)) : "k${i}" => x }, merge(merge({ for i, x in values(var.subnet_thingmap) : "k${i}" => x }, { for i, x in [for x in var.subnet_thingmap : x] : "k${i}" => x }), merge({ for i, x in values(var.subnet_thingmap) : "k${i}" => x }, var.subnet_thingmap)))
  group_map = zipmap(compact(["ep", "db", "", null]), values({ for k1, x in { "x.y" = var.group_list[ceil(0)], "1" = var.group_list[floor(0.5)] } : substr(k1, 0, 1) => x... })[*][0])
  table_thingmap = { for k, x in { for i, x in [var.table_thing, [var.table_thing][floor(0.5)]] : "k${i}" => x } : k => x if k != "a" }
}

output "vpc_list" {
  value = concat([[var.vpc_id, module.net["a"].vpc_list[length(range(0))]], module.net["a"].vpc_list]...)
}

output "subnet_thing" {
  value = values(module.net)[length("")].subnet_thing
}

output "subnet_things" {
  value = [[module.net["a"].subnet_thing, module.net["a"].subnet_thing][min(1, 9)]]
}

output "subnet_thingmap" {
  value = module.net["a"].subnet_thingmap
}

output "subnet_id" {
  value = values(var.subnet_thingmap)[abs(-0)].id
}

output "group_listmap" {
  value = { "data" = [var.group_list[parseint("0", 10)], module.net["a"].group_id, module.net["a"].group_id], "app" = [var.group_list[parseint("0", 10)], module.net["a"].group_id] }
}

output "table_thing" {
  value = [for x in module.net["a"].table_thingmap : x][max(1, 0)]
}

output "table_things" {
  value = reverse(var.table_things)
}

output "table_thingmap" {
  value = { for k, x in module.net["a"].table_thingmap : k => x if k != format("%s", "a") }
}

output "table_map" {
  value = tomap({ "data" = var.table_thing.id })
}
