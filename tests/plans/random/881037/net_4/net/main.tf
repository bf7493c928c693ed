variable "vpc_id" {
  type = any
  nullable = false
}

variable "subnet_thing" {
  type = any
}

variable "subnet_bunch" {
  type = list(string)
}

variable "known_names" {
  type = any
}

variable "known_bool" {
  type = bool
}

variable "subnet_thingmap" {
  type = map(object({ id = string }))
  default = null
}

variable "group_map" {
  type = map(any)
}

variable "table_thingmap" {
  type = any
  nullable = false
}

resource "aws_route_table" "private" {
  for_each = toset([base64decode(base64encode("a")), jsondecode(jsonencode({ v = ["b"] })).v[0]])
  vpc_id = one([{ "b" = var.vpc_id }[lookup({ v = "b" }, "v", "z")]])
  tags = { tier = contains(["a", "app"], each.value) ? "app" : "data" }
}

module "inner" {
  source = "./inner"
  for_each = toset(var.known_names)
  vpc_id = (nonsensitive(sensitive((each.key == coalesce(null, "", "data") ? tomap({ "x.y" = var.vpc_id, "a" = var.vpc_id, "b" = var.vpc_id }) : tomap({ "a" = var.vpc_id, "1" = var.vpc_id, "x.y" = var.vpc_id }))["x.y"])))
  group_bunch = [for x1 in setintersection([for k1, x in var.group_map : x if upper(k1) != "DB"], [for x1 in [var.group_map["ep"], var.group_map["ep"]] : x1 if contains([x1], [x1, x1, x1][parseint("1", 10)])]) : x1 if can(((each.key != trimspace(" data ")) || (startswith(each.key, "d")) ? tomap({ for k in keys(var.subnet_thingmap) : k => var.subnet_thingmap[k].id }) : tomap(zipmap(keys({ "1" = var.subnet_thing.id, "app" = var.subnet_thing.id }), values({ "1" = var.subnet_thing.id, "app" = var.subnet_thing.id }))))["b"])]
  group_map = var.group_map
  group_bunch_3 = [for i1, x1 in values(merge({ for i, x in [for x in var.subnet_thingmap : x] : "k${i}" => x }, { for i, x in [var.subnet_thing] : "k${i}" => x })) : (i1 % 2 == 0 ? [var.group_map["ep"]][(2 - 2)] : [var.group_map["ep"]][abs(-0)])]
  known_names = var.known_names
  subnet_map = { for k, x in merge([for k, x in { "b" = var.subnet_thing.id, "app" = var.subnet_thing.id } : { (k) = x }]...) : k => x if k != trimprefix("x-a", "x-") }
  group_map_6 = var.group_map
  table_map = { for i, x in reverse(flatten([[var.table_thingmap["k1"].id, var.table_thingmap["k1"].id], [var.table_thingmap["k1"].id, var.table_thingmap["k1"].id, var.table_thingmap["k0"].id]])) : "k${i}" => x }
}

output "vpc_list" {
  value = [for k0, x in { "x.y" = var.vpc_id, "1" = var.vpc_id } : x if upper(k0) != "B"]
}

output "subnet_thing" {
  value = [for x in var.subnet_thingmap : x][sum([0, 0])]
}

output "subnet_thingmap" {
  value = { for k, x in var.subnet_thingmap : k => x if k != "k1" }
}

output "subnet_map" {
  value = (1 != 2 && !(2 >= 3) ? tomap({ "b" = var.subnet_thing["id"], "1" = var.subnet_thing.id }) : tomap(zipmap(keys(var.subnet_thingmap), values(var.subnet_thingmap)[*].id)))
}

output "group_id" {
  value = [var.group_map["ep"], var.group_map["db"]][tonumber("1")]
}

output "table_thingmap" {
  value = aws_route_table.private
}

output "table_map" {
  value = zipmap(keys({ for i, x in values(var.table_thingmap) : "k${i}" => x }), values({ for i, x in values(var.table_thingmap) : "k${i}" => x })[*].id)
}
