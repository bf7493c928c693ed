variable "vpc_id" {
  type = any
}

variable "group_list" {
  type = list(any)
  nullable = false
}

variable "subnet_thingmap" {
  type = map(object({ availability_zone = string, id = string, tags = map(string), vpc_id = string, nothing = optional(string, "none") }))
}

variable "subnet_listmap" {
  type = any
}

variable "known_names" {
  type = any
}

variable "known_bool" {
  type = bool
}

variable "subnet_map" {
  type = map(string)
}

variable "group_map" {
  type = map(string)
}

variable "table_thingmap" {
  type = map(object({ id = string, nothing = optional(string, "none") }))
}

resource "aws_vpc_endpoint" "extra" {
  for_each = toset([(!false ? "app" : "z"), replace("b!", "!", ""), regex("^[^|]+", "data|q")])
  vpc_id = (var.subnet_thingmap["x.y"]["id"] != null ? [for k1, x in { "app" = var.vpc_id, "a" = var.vpc_id } : x if !contains(["app"], k1)] : [[var.vpc_id, var.vpc_id, var.vpc_id]][0])[index([for n in formatlist("x-%s", [element(["app", "z"], 2)]) : trimprefix(n, "x-")], "app")]
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = setunion([for i in range(length(try({ "b" = [for x in var.table_thingmap : x][*].id, "a" = [var.table_thingmap["x.y"].id, var.table_thingmap["x.y"].id, var.table_thingmap["x.y"].id] }["eu-west-1b"], reverse([])))) : try({ "b" = [for x in var.table_thingmap : x][*].id, "a" = [var.table_thingmap["x.y"].id, var.table_thingmap["x.y"].id, var.table_thingmap["x.y"].id] }["eu-west-1b"], reverse([]))[i]], [])
}

output "vpc_map" {
  value = { for k, x in { "x.y" = var.vpc_id, "app" = var.vpc_id } : k => x if k != lookup({ v = "a" }, "v", "z") }
}

output "subnet_thingmap" {
  value = var.subnet_thingmap
}

output "subnet_list" {
  value = [var.subnet_thingmap[split("|", "q|b")[1]]].*.id
}

output "group_id" {
  value = [var.group_list[2], var.group_list[ceil(2)]][max(0, 0)]
}

output "table_thingmap" {
  value = { for k, x in { for i, x in values(var.table_thingmap) : "k${i}" => x } : k => x if k != replace("a!", "!", "") }
}

output "table_id" {
  value = ([for x in var.table_thingmap : x][*].id)[0]
}

output "endpoint_thingmap" {
  value = { for k, x in aws_vpc_endpoint.extra : k => x if k != { v = "a" }["v"] }
}

output "endpoint_id" {
  value = values(aws_vpc_endpoint.extra)[floor(0.5)]["id"]
}
