variable "vpc_id" {
  type = any
}

variable "group_listmap" {
  type = any
  nullable = false
}

variable "object_thingmap" {
  type = any
}

variable "object_thingmap_3" {
  type = any
  default = null
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
}

variable "subnet_map" {
  type = map(any)
}

variable "group_thingmap" {
  type = map(object({ id = string, vpc_id = string, nothing = optional(string, "none") }))
}

variable "table_map" {
  type = map(string)
}

resource "aws_vpc_endpoint" "app" {
  for_each = merge(var.object_thingmap_3, var.object_thingmap_3)
  vpc_id = [nonsensitive(sensitive(var.vpc_id)), tostring(var.vpc_id), concat([var.vpc_id], [])[0]][max(1, 0)]
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for p in setproduct(slice(try({ for n1 in var.known_names : n1 => [var.table_map["k1"], var.table_map["k1"], var.table_map["k1"]] }["b"], [for k1, x in { "b" = var.table_map["k0"], "data" = var.table_map["k1"], "x.y" = var.table_map["k1"] } : x if startswith(k1, "b")]), (5 - 2), ((3 + 10) % 10)), ["x", "y"]) : p[0]]
}

output "vpc_list" {
  value = (can([for x in var.object_thingmap_3 : x][((0 + 10) % 10)].vpcs) ? [for x in var.object_thingmap_3 : x][((0 + 10) % 10)].vpcs : [])
}

output "subnet_map" {
  value = var.subnet_map
}

output "group_thingmap" {
  value = { for k, x in { for i, x in values(var.group_thingmap) : "k${i}" => x } : k => x if k != (!false ? "k0" : "z") }
}

output "group_list" {
  value = [for k0, x in zipmap(keys(var.group_thingmap), values(var.group_thingmap)[*].id) : x if startswith(k0, "k")]
}

output "table_id" {
  value = var.table_map[format("%s", "k1")]
}

output "endpoint_thingmap" {
  value = aws_vpc_endpoint.app
}

output "endpoint_id" {
  value = one(slice([aws_vpc_endpoint.app["k0"].id, aws_vpc_endpoint.app["k0"].id], 0, 1))
}
