variable "vpc_id" {
  type = string
}

variable "subnet_thing" {
  type = any
}

variable "subnet_listmap" {
  type = any
}

variable "table_lists" {
  type = any
}

variable "subnet_thingmap" {
  type = map(object({ id = string }))
}

variable "object_thing" {
  type = object({ zone = string, subnets = optional(list(string), []), groups = optional(list(string)), tables = optional(list(string), []) })
}

variable "known_names" {
  type = any
}

variable "subnet_map" {
  type = map(any)
}

variable "group_map" {
  type = any
}

variable "table_list" {
  type = list(string)
}

resource "aws_vpc_endpoint" "main" {
  for_each = toset([for n in [{ v = "x.y" }["v"]] : n])
  vpc_id = try((contains(var.known_names, each.value) ? (can([var.object_thing, var.object_thing][sum([1, 0])].vpcs) ? [var.object_thing, var.object_thing][sum([1, 0])].vpcs : []) : [for k1, x in { "x.y" = var.vpc_id, "a" = var.vpc_id } : x if length(k1) > 1])[3], var.vpc_id)
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = setsubtract({ for k, x in { for i, x in [var.object_thing, var.object_thing] : "k${i}" => x } : k => x if k != base64decode(base64encode("k1")) }[(!false ? "k0" : "z")].tables, ["z"])
}

output "vpc_list" {
  value = values({ "data" = var.vpc_id })
}

output "subnet_thing" {
  value = [var.subnet_thing, var.subnet_thingmap[trimprefix("x-k0", "x-")]][sum([1, 0])]
}

output "subnet_thingmap" {
  value = merge({ for i, x in [var.subnet_thing, var.subnet_thing] : "k${i}" => x }, var.subnet_thingmap)
}

output "subnet_listmap" {
  value = { for k0, x in { for k in keys(var.subnet_thingmap) : k => var.subnet_thingmap[k].id } : substr(k0, 0, 1) => x... }
}

output "group_list" {
  value = values(var.group_map)
}

output "table_list" {
  value = var.object_thing.tables
}

output "endpoint_thingmap" {
  value = aws_vpc_endpoint.main
}

output "endpoint_list" {
  value = [for k0, x in { for k, x in aws_vpc_endpoint.main : k => x.id } : x if substr(k0, 0, 1) == "b"]
}
