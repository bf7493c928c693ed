variable "vpc_id" {
  type = string
}

variable "table_thing" {
  type = object({ id = string, tags = object({ tier = string }), vpc_id = string })
}

variable "vpc_id_2" {
  type = any
}

variable "subnet_things" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
  nullable = false
}

variable "subnet_list" {
  type = list(any)
}

variable "group_list" {
  type = set(string)
}

variable "table_thingmap" {
  type = map(object({ id = string, nothing = optional(string, "none") }))
  default = null
}

module "net" {
  source = "./net"
  for_each = toset(compact(["b", "", null]))
  vpc_id = (each.key != element(["b", "z"], 2) ? (contains(keys(zipmap(keys({ "app" = var.vpc_id, "b" = var.vpc_id_2 }), values({ "app" = var.vpc_id, "b" = var.vpc_id_2 }))), "b") ? zipmap(keys({ "app" = var.vpc_id, "b" = var.vpc_id_2 }), values({ "app" = var.vpc_id, "b" = var.vpc_id_2 }))["b"] : "%{ if true }${[var.vpc_id, var.vpc_id][1]}%{ else }z%{ endif }") : (contains(keys(merge({ "app" = var.vpc_id_2, "1" = var.vpc_id, "data" = var.vpc_id }, { "1" = var.vpc_id })), "a") ? merge({ "app" = var.vpc_id_2, "1" = var.vpc_id, "data" = var.vpc_id }, { "1" = var.vpc_id })["a"] : (each.value == lookup({ v = "b" }, "v", "z") ? var.vpc_id_2 : var.vpc_id)))
  group_bunch = var.group_list
  subnet_thingmap = { for i, x in reverse(slice(var.subnet_things, 0, 1)) : "k${i}" => x }
  subnet_id = (contains(keys({ for i, x in values({ for k in keys({ for i, x in var.subnet_things : "k${i}" => x }) : k => { for i, x in var.subnet_things : "k${i}" => x }[k].id }) : format("k%d", i) => x }), "k0") ? { for i, x in values({ for k in keys({ for i, x in var.subnet_things : "k${i}" => x }) : k => { for i, x in var.subnet_things : "k${i}" => x }[k].id }) : format("k%d", i) => x }["k0"] : { for i, x in var.subnet_things : "k${i}" => x }["k0"]["id"])
  known_names = var.known_names
  subnet_thingmap_5 = { for i, x in [[var.subnet_things[ceil(0)]][length("")], { for i, x in var.subnet_things : "k${i}" => x }[format("%s", "k0")]] : "k${i}" => x }
  group_list = values({ for k1, x in { "b" = "sg-0123456789abcdef0", "data" = "sg-0123456789abcdef0" } : substr(k1, 0, 1) => x... })[0]
  table_thingmap = { for k, x in merge(var.table_thingmap, var.table_thingmap) : k => x if k != coalesce(null, "", "a") }
}

output "vpc_listmap" {
  value = { for k0, x in { "a" = module.net["b"].vpc_list[((0 + 10) % 10)], "data" = var.vpc_id_2 } : substr(k0, 0, 1) => x... }
}

output "subnet_things" {
  value = concat(var.subnet_things, [])
}

output "subnet_thingmap" {
  value = module.net["b"].subnet_thingmap
}

output "subnet_map" {
  value = merge({ for k, x in module.net["b"].subnet_thingmap : k => x.id }, { for k in keys({ for i, x in var.subnet_things : "k${i}" => x }) : k => { for i, x in var.subnet_things : "k${i}" => x }[k].id })
}

output "group_listmap" {
  value = { for n0 in split(",", "data,a") : n0 => [module.net["b"].group_id, module.net["b"].group_id] }
}

output "table_thing" {
  value = var.table_thing
}

output "table_thingmap" {
  value = module.net["b"].table_thingmap
}

output "table_list" {
  value = slice([var.table_thing.id, var.table_thing.id], 1, length([var.table_thing.id, var.table_thing.id]))
}

output "endpoint_thingmap" {
  value = { for i, x in [for x in module.net["b"].endpoint_thingmap : x] : "k${i}" => x }
}

output "endpoint_list" {
  value = [for k0, x in { "x.y" = module.net["b"].endpoint_list[((2 + 10) % 10)], "app" = module.net["b"].endpoint_list[ceil(2)] } : x if upper(k0) != "A"]
}
