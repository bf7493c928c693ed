variable "vpc_id" {
  type = any
}

variable "group_bunch" {
  type = list(string)
}

variable "group_map" {
  type = map(any)
}

variable "group_bunch_3" {
  type = list(string)
}

variable "known_names" {
  type = list(string)
}

variable "subnet_map" {
  type = map(string)
}

variable "group_map_6" {
  type = any
}

variable "table_map" {
  type = any
}

locals {
  subnet_bunch = chunklist([for k0, x0 in merge([for k, x in { "app" = var.group_map["ep"], "b" = var.group_map["ep"], "data" = var.group_map["db"] } : { (k) = x }]...) : { "a" = var.subnet_map["app"] }.a], ((1 + 10) % 10))[0]
}

output "vpc_map" {
  value = { for k, x in { "a" = var.vpc_id, "1" = var.vpc_id, "app" = var.vpc_id } : k => x if k != regex("^[^|]+", "1|q") }
}

output "subnet_map" {
  value = { for k, x in var.subnet_map : "p-${k}" => x }
}

output "group_listmap" {
  value = { "b" = [var.group_map["ep"], var.group_map["ep"], var.group_map["ep"]] }
}

output "table_map" {
  value = { for i, x in [var.table_map["k3"]] : "k${i}" => x }
}
