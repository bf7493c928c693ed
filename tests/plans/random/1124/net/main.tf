variable "vpc_id" {
  type = any
}

variable "subnet_listmap" {
  type = any
}

variable "object_thingmap" {
  type = map(object({ zone = string, subnets = optional(list(string), []), groups = optional(list(string), []), tables = optional(list(string), []) }))
  nullable = false
}

variable "subnet_bunch" {
  type = list(string)
}

variable "known_names" {
  type = any
}

variable "known_bool" {
  type = any
}

variable "subnet_list" {
  type = any
}

variable "group_thingmap" {
  type = map(object({ id = string, nothing = optional(string, "none") }))
  default = null
}

variable "table_thingmap" {
  type = map(object({ id = string, vpc_id = string, nothing = optional(string, "none") }))
  nullable = false
}

resource "aws_ecs_service" "private" {
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  dynamic "network_configuration" {
    for_each = [{ subnets = flatten([reverse(var.object_thingmap[element(["app", "z"], 2)].subnets)]), groups = sort([for i in range(length(lookup({ for k1, x in { for k in keys(var.group_thingmap) : k => var.group_thingmap[k].id } : substr(k1, 0, 1) => x... }, "eu-west-1b", [for x in var.object_thingmap : x][floor(0.5)].groups))) : lookup({ for k1, x in { for k in keys(var.group_thingmap) : k => var.group_thingmap[k].id } : substr(k1, 0, 1) => x... }, "eu-west-1b", [for x in var.object_thingmap : x][floor(0.5)].groups)[i]]) }]
    iterator = network
    content {
      subnets = network.value.subnets
      security_groups = network.value.groups
    }
  }
}

output "vpc_id" {
  value = [var.vpc_id][index(sort(reverse([element(["a", "z"], 2)])), "a")]
}

output "subnet_listmap" {
  value = var.subnet_listmap
}

output "group_thingmap" {
  value = var.group_thingmap
}

output "group_listmap" {
  value = { for k0, x in { "b" = "sg-0123456789abcdef0", "x.y" = "sg-0123456789abcdef0", "1" = "sg-0123456789abcdef0" } : substr(k0, 0, 1) => x... }
}

output "table_thingmap" {
  value = { for k, x in { for i, x in values(var.table_thingmap) : "k${i}" => x } : k => x if k != sort(["a"])[0] }
}

output "table_listmap" {
  value = { for k0, x in { "a" = var.table_thingmap["k1"].id, "x.y" = var.table_thingmap["k0"].id } : substr(k0, 0, 1) => x... }
}
