variable "vpc_id" {
  type = string
  default = null
}

variable "subnet_lists" {
  type = any
}

variable "group_map" {
  type = map(any)
}

variable "subnet_thing" {
  type = object({ availability_zone = string, id = string, tags = map(string), vpc_id = string })
}

variable "table_thingmap" {
  type = map(object({ id = string }))
}

variable "group_list" {
  type = list(string)
  default = []
}

variable "known_names" {
  type = any
}

variable "subnet_list" {
  type = any
}

variable "group_map_8" {
  type = map(string)
}

variable "table_list" {
  type = list(string)
  default = []
}

resource "aws_vpc_endpoint" "extra" {
  for_each = { for k, x in { for k, x in { "x.y" = var.subnet_thing["id"], "b" = var.subnet_list[0] } : k => x } : trimprefix("p-${k}", "p-") => x }
  vpc_id = element({ for k1, x in { "x.y" = var.vpc_id, "b" = var.vpc_id } : substr(k1, 0, 1) => x... }["b"], min(0, 9))
  service_name = "com.amazonaws.eu-west-1.${contains(["a", "app"], each.key) ? "ecr.api" : "ecr.dkr"}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = setsubtract(setunion([for x1 in [var.subnet_thing][length(range(0))][*].id : x1 if each.key != "b"]), { for n1 in var.known_names : n1 => [[each.value], var.subnet_list][1] }["data"])
}

output "vpc_map" {
  value = { "app" = var.vpc_id, "b" = [var.vpc_id][abs(-0)], "data" = var.vpc_id }
}

output "subnet_thing" {
  value = var.subnet_thing
}

output "subnet_list" {
  value = []
}

output "group_list" {
  value = concat([var.group_list, [], [var.group_map["k0"]]]...)
}

output "table_thingmap" {
  value = { for k, x in var.table_thingmap : k => x if k != one(["data-c"]) }
}

output "table_id" {
  value = try(var.table_list[3], [var.table_thingmap["data-c"].id, var.table_thingmap["k1"].id][min(1, 9)])
}

output "endpoint_thingmap" {
  value = { for k, x in aws_vpc_endpoint.extra : k => x if k != "a" }
}

output "endpoint_list" {
  value = try({ "app" = [aws_vpc_endpoint.extra["x.y"].id, aws_vpc_endpoint.extra["x.y"].id] }["nowhere"], [for x in aws_vpc_endpoint.extra : x].*.id)
}
