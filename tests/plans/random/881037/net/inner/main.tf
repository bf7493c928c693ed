variable "vpc_id" {
  type = string
  default = null
}

variable "subnet_thing" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "subnet_list" {
  type = list(string)
}

variable "group_list" {
  type = list(string)
}

resource "aws_route_table" "this" {
  for_each = toset(jsondecode(jsonencode([trimspace(" a "), try(tonumber("no"), "app"), coalesce(null, "", "data")])))
  vpc_id = try(tolist([var.vpc_id])[2], "vpc-375a1d9d09fb8acb1")
  tags = { tier = contains(["a", "app"], each.key) ? "app" : "data" }
}

output "vpc_list" {
  value = (length([]) > 0 ? [] : [var.vpc_id])
}

output "subnet_thing" {
  value = [var.subnet_thing, var.subnet_thing][index([9, 1], 1)]
}

output "subnet_list" {
  value = [var.subnet_thing, var.subnet_thing].*.id
}

output "group_map" {
  value = try({ "app" = var.group_list[length([])], "data" = var.group_list[(2 - 2)], "b" = var.group_list[parseint("0", 10)] }, {})
}

output "table_thingmap" {
  value = merge(aws_route_table.this, { for i, x in [for x in aws_route_table.this : x] : "k${i}" => x })
}

output "table_list" {
  value = [[aws_route_table.this["a"].id, aws_route_table.this["a"].id], []][0]
}
