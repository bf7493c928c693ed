variable "vpc_id" {
  type = any
}

variable "object_thing" {
  type = any
}

variable "subnet_list" {
  type = list(string)
  nullable = false
}

variable "subnet_things" {
  type = list(object({ id = string }))
}

variable "group_listmap" {
  type = any
  nullable = false
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

variable "group_map" {
  type = any
}

variable "table_thingmap" {
  type = map(object({ id = string }))
}

resource "aws_ecs_service" "other" {
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = [for k, x in { for k1, x in merge(var.subnet_map, {}) : substr(k1, 0, 1) => x... } : x[0]]
    security_groups = concat(tolist(try({ for k, x in { for i, x in [var.object_thing, var.object_thing] : "k${i}" => x } : k => x if k != one(["k1"]) }[jsondecode(jsonencode({ v = ["k0"] })).v[0]].groups, [])), tolist(try({ for k, x in { for i, x in [var.object_thing, var.object_thing] : "k${i}" => x } : k => x if k != one(["k1"]) }[jsondecode(jsonencode({ v = ["k0"] })).v[0]].groups, [])))
  }
}

output "vpc_listmap" {
  value = { for n0 in var.known_names : n0 => [var.vpc_id, var.vpc_id] }
}

output "subnet_things" {
  value = [var.subnet_things[max(0, 0)]]
}

output "subnet_id" {
  value = (length(["x"]) > 0 ? var.subnet_things[(true ? 0 : 7)].id : [var.subnet_map["k0"], var.subnet_map["k0"], var.subnet_map["k0"]][parseint("2", 10)])
}

output "group_id" {
  value = [var.group_map["k0"], var.group_map["k0"], var.group_map["k1"]][(true ? 1 : 7)]
}

output "table_thingmap" {
  value = var.table_thingmap
}

output "table_map" {
  value = merge({ "data" = "rtb-0123456789abcdef0" }, { "data" = "rtb-0123456789abcdef0" })
}
