variable "vpc_id" {
  type = string
}

variable "table_id" {
  type = any
  nullable = false
}

variable "table_id_2" {
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
  type = map(string)
  nullable = false
}

variable "group_list" {
  type = set(string)
}

variable "table_map" {
  type = map(string)
  default = null
}

locals {
  objects = {
    "x.y" = { subnets = distinct((var.known_bool ? [var.subnet_map["app"], var.subnet_map["data"], var.subnet_map["data"]] : [var.subnet_map["a"], var.subnet_map["a"]])), groups = [for k, x in { for k0, x in { "data" = "sg-0123456789abcdef0" } : substr(k0, 0, 1) => x... } : x[0]], tables = slice(concat([var.table_id_2, var.table_id_2, var.table_id_2], [var.table_id, var.table_id]), length([0, 0, 0, 0]), length("xxxxx")), zone = "eu-west-1a" }
  }
}

resource "aws_vpc_endpoint" "app" {
  for_each = toset(tolist([base64decode(base64encode("app")), jsondecode(jsonencode({ v = ["b"] })).v[0], lookup({ v = "data" }, "v", "z")]))
  vpc_id = merge([(contains(var.known_names, each.key) ? tomap({ "1" = var.vpc_id, "x.y" = var.vpc_id }) : tomap({ "x.y" = var.vpc_id, "app" = var.vpc_id })), { for i, x in [var.vpc_id, var.vpc_id] : format("k%d", i) => x }]...)[coalesce(null, "", "app")]
  service_name = "com.amazonaws.eu-west-1.s3"
  route_table_ids = try({ "app" = distinct([for x in [] : x]), "b" = [for i1, n1 in formatlist("%s", [split("|", "q|1")[1], coalesce(null, "", "data")]) : var.table_id if 1 < 2], "a" = ([var.subnet_map["a"], var.subnet_map["app"], var.subnet_map["data"]][min(2, 9)] == [var.subnet_map["data"], var.subnet_map["data"], var.subnet_map["app"]][length(range(0))] ? coalescelist([], [var.table_id_2, var.table_id]) : (contains(["a"], "a") ? [var.table_id, var.table_id_2] : [var.table_id_2, var.table_id_2])) }["a"], [([var.table_id, var.table_id, var.table_id_2] == null ? [] : [var.table_id, var.table_id, var.table_id_2]), [for k1, x1 in { "app" = var.subnet_map["a"] } : var.table_id if var.known_bool], values(local.objects)[min(0, 9)].tables][0])
}

output "vpc_id" {
  value = try([var.vpc_id][2], var.vpc_id)
}

output "subnet_id" {
  value = [var.subnet_map["data"]][length(range(0))]
}

output "group_id" {
  value = try(["sg-0123456789abcdef0", "sg-0123456789abcdef0"][3], ["sg-0123456789abcdef0", "sg-0123456789abcdef0", "sg-0123456789abcdef0"][ceil(0)])
}

output "table_map" {
  value = zipmap(keys(var.table_map), values(var.table_map))
}

output "endpoint_thingmap" {
  value = { for k, x in aws_vpc_endpoint.app : k => x if k != split("|", "q|b")[1] }
}

output "endpoint_id" {
  value = { for k, x in aws_vpc_endpoint.app : k => x.id }.data
}
