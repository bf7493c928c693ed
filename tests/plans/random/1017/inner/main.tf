variable "vpc_id" {
  type = string
}

variable "object_thingmap" {
  type = any
}

variable "subnet_listmap" {
  type = any
}

variable "table_thingmap" {
  type = map(object({ id = string, tags = object({ tier = string }), nothing = optional(string, "none") }))
  default = null
}

variable "table_id" {
  type = string
}

variable "table_thing" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "subnet_map" {
  type = map(string)
}

variable "group_list" {
  type = list(string)
}

variable "table_list" {
  type = list(any)
}

resource "aws_ecs_service" "private" {
  for_each = var.subnet_map
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  network_configuration {
    subnets = [for k, x in { for x in setunion([for x in values(var.subnet_listmap) : element(x, 0)], setunion(try(var.subnet_listmap["data"], []))) : x => x... } : x[0]]
    security_groups = [for n1 in [split("|", "q|1")[1]] : { "x.y" = slice([var.group_list[0], var.group_list[length(range(0))]], 1, length([var.group_list[0], var.group_list[length(range(0))]]))[index(sort(reverse([strrev(strrev("app"))])), "app")], "1" = zipmap([for n in toset([keys({ "x.y" = 1 })[0]]) : n], var.group_list)["x.y"], "b" = zipmap(tolist(toset([one(["db"]), replace("z!", "!", "")])), [var.group_list[0], var.group_list[tonumber("0")]])[substr("xydb", 2, -1)] }[n1]]
  }
}

output "vpc_list" {
  value = [[var.vpc_id, var.vpc_id][length([0])]]
}

output "subnet_listmap" {
  value = var.subnet_listmap
}

output "group_list" {
  value = { "app" = [var.group_list[0], var.group_list[0]], "data" = var.group_list }["data"]
}

output "table_thing" {
  value = { for i, x in [var.table_thing] : "k${i}" => x }[{ v = "k0" }["v"]]
}

output "table_thingmap" {
  value = var.table_thingmap
}

output "table_list" {
  value = (anytrue([false, true]) ? var.table_list : var.table_list)
}
