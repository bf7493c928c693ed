variable "vpc_id" {
  type = string
}

variable "endpoint_id" {
  type = any
  nullable = false
}

variable "subnet_thingmap" {
  type = map(object({ availability_zone = string, id = string, tags = object({ tier = string }), vpc_id = string }))
}

variable "subnet_thingmap_3" {
  type = any
}

variable "object_thingmap" {
  type = map(object({ zone = string, subnets = optional(list(string)), groups = optional(list(string), []), tables = optional(list(string), []) }))
  nullable = false
}

variable "known_names" {
  type = any
}

variable "known_bool" {
  type = any
}

variable "subnet_map" {
  type = map(any)
}

variable "group_list" {
  type = list(string)
  default = []
}

variable "table_thingmap" {
  type = any
}

resource "aws_ecs_service" "extra" {
  for_each = var.object_thingmap
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = setintersection(setunion(setunion(setsubtract(values(var.subnet_thingmap_3).*.id, [var.subnet_map["k0"]]), []), values({ for k, x in { "x.y" = var.subnet_thingmap["k1"].id } : "p-${k}" => x })), tolist(toset([for k1, x in { for k, x in var.subnet_thingmap : k => x.id } : x if can(regex("^a", k1))])))
    security_groups = [[var.object_thingmap[each.key], var.object_thingmap[base64decode(base64encode("a"))]][((1 + 10) % 10)].groups][0]
  }
}

output "vpc_listmap" {
  value = { "b" = [], "app" = [var.vpc_id, var.vpc_id], "a" = [var.vpc_id, var.vpc_id] }
}

output "subnet_thingmap" {
  value = { for i, x in [for x in var.subnet_thingmap_3 : x] : "k${i}" => x }
}

output "subnet_map" {
  value = merge({ for k, x in var.subnet_thingmap : k => x.id }, zipmap(keys(var.subnet_thingmap_3), values(var.subnet_thingmap_3)[*].id))
}

output "group_listmap" {
  value = { for k0, x in { "a" = "sg-0123456789abcdef0" } : substr(k0, 0, 1) => x... }
}

output "table_thingmap" {
  value = { for i, x in [for x in var.table_thingmap : x] : "k${i}" => x }
}

output "table_listmap" {
  value = { "b" = [for x in var.table_thingmap : x][*].id, "data" = [var.table_thingmap["k1"].id] }
}

output "endpoint_list" {
  value = [for x in [var.endpoint_id, var.endpoint_id, var.endpoint_id] : x if x != ""]
}
