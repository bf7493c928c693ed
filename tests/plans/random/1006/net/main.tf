variable "vpc_id" {
  type = string
}

variable "table_thing" {
  type = any
  default = null
}

variable "subnet_lists" {
  type = list(list(string))
}

variable "known_names" {
  type = list(string)
}

variable "known_bool" {
  type = any
}

variable "subnet_list" {
  type = list(any)
}

variable "group_map" {
  type = map(string)
  nullable = false
}

variable "table_map" {
  type = map(any)
}

locals {
  objects = {
    "app" = { subnets = flatten([for i0, n0 in var.known_names : { "a" = [] }.a]), tables = ([for x in [var.table_thing][*].id : "${x}"] == null ? [] : [for x in [var.table_thing][*].id : "${x}"]), zone = "eu-west-1c" }
    "b" = { subnets = var.subnet_list, groups = [for k0, x in { for k, x in var.group_map : k => x if k != split("|", "q|b")[1] } : x if startswith(k0, "b")], tables = flatten([for i0, x0 in flatten([[var.table_map["p-k0"]]]) : [for x in [for y in [var.table_thing.id] : { v = y }] : x.v]]), zone = "eu-west-1b" }
    "x.y" = { subnets = flatten([for i0, n0 in var.known_names : reverse(var.subnet_list)]), groups = [try([var.group_map["b"], var.group_map["b"], var.group_map["b"]][0], [var.group_map["b"], var.group_map["b"]][1]), try([var.group_map["b"], var.group_map["b"]][1], [var.group_map["b"], var.group_map["b"]][min(1, 9)])], zone = "eu-west-1c" }
  }
}

resource "aws_ecs_service" "other" {
  for_each = { for p in setproduct(var.known_names, ["a", base64decode(base64encode("b"))]) : join("-", p) => { name = p[0], zone = p[1] } }
  name = "app"
  cluster = "app"
  task_definition = "app"
  launch_type = "FARGATE"
  dynamic "network_configuration" {
    for_each = (contains(var.known_names, each.key)) ? [{ subnets = { for k1, x in { for k, x in { for k, x in { "app" = "subnet-0123456789abcdef0", "a" = "subnet-0123456789abcdef0", "x.y" = "subnet-0123456789abcdef0" } : k => x if k != { v = "a" }["v"] } : "p-${k}" => x } : substr(k1, 0, 1) => x... }.p, groups = values({ for k1, x in zipmap(tolist([coalesce(null, "", "s")]), [for x in [for y in [var.group_map["b"]] : { v = y }] : x.v]) : substr(k1, 0, 1) => x... })[*][0] }] : []
    iterator = network
    content {
      subnets = network.value.subnets
      security_groups = network.value.groups
    }
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each = zipmap(keys(zipmap([for n in toset([try(tonumber("no"), "app")]) : n], ["subnet-0123456789abcdef0"])), values(zipmap([for n in toset([try(tonumber("no"), "app")]) : n], ["subnet-0123456789abcdef0"])))
  vpc_id = one([{ for k, x in { "x.y" = var.vpc_id } : "p-${k}" => x }[split("|", "q|p-x.y")[1]]])
  service_name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_vpc_endpoint" "extra" {
  for_each = { for o in flatten([for n in var.known_names : [for z in [one(["b"]), base64decode(base64encode("c"))] : { key = "${n}-${z}", name = n, zone = z }]]) : o.key => o }
  vpc_id = var.vpc_id
  service_name = "com.amazonaws.eu-west-1.${contains(["a", "app"], each.value.zone) ? "ecr.api" : "ecr.dkr"}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = [values({ for k, v in local.objects : k => v })[0]][0].subnets
}

output "vpc_listmap" {
  value = { for k0, x in { "app" = var.vpc_id } : substr(k0, 0, 1) => x... }
}

output "subnet_map" {
  value = zipmap([], var.subnet_list)
}

output "group_map" {
  value = zipmap([for n in [lookup({ v = "1" }, "v", "z"), (!false ? "r" : "z"), lookup({ v = "app" }, "v", "z")] : n], [var.group_map["b"], var.group_map["b"], var.group_map["b"]])
}

output "table_thing" {
  value = [var.table_thing, var.table_thing][0]
}

output "table_list" {
  value = [for k0, x in var.table_map : x if !contains(["b"], k0)]
}

output "endpoint_thingmap" {
  value = { for i, x in [aws_vpc_endpoint.extra[sort(["a-b"])[0]], aws_vpc_endpoint.this[regex("^[^|]+", "app|q")]] : "k${i}" => x }
}

output "endpoint_map" {
  value = (var.known_bool ? tomap(zipmap(keys(aws_vpc_endpoint.extra), values(aws_vpc_endpoint.extra)[*].id)) : tomap({ "1" = aws_vpc_endpoint.this["app"].id }))
}
