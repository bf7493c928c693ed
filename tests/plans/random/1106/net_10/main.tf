variable "vpc_id" {
  type = any
  default = null
}

variable "table_id" {
  type = string
}

variable "group_bunch" {
  type = set(string)
  nullable = false
}

variable "subnet_things" {
  type = list(object({ availability_zone = string, id = string, tags = any, vpc_id = string, nothing = optional(string, "none") }))
}

variable "known_names" {
  type = any
  default = null
}

variable "known_bool" {
  type = any
  default = null
}

variable "subnet_map" {
  type = any
  default = null
}

variable "group_list" {
  type = list(string)
}

variable "table_thingmap" {
  type = any
}

resource "aws_vpc_endpoint" "extra" {
  for_each = merge(merge({ for i, x in values(var.table_thingmap) : "k${i}" => x }, var.table_thingmap), { for i, x in values(var.table_thingmap) : "k${i}" => x })
  vpc_id = ("subnet-0123456789abcdef0" != "" ? tomap({ for k, x in { "b" = var.vpc_id } : k => x if k != one(["a"]) }) : tomap({ for i, x in [] : format("k%d", i) => x }))[each.key]
  service_name = "com.amazonaws.eu-west-1.${contains(["a", "app"], each.key) ? "ecr.api" : "ecr.dkr"}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = flatten(values({ for x in toset(toset(distinct(tolist(var.subnet_things.*.id)))) : x => x... }))
  security_group_ids = ((true) && (var.known_bool)) ? [for x in values({ "a" = lookup({ "data" = [] }, "nowhere", flatten([for x in values({ "a" = var.group_list, "data" = var.group_list }) : x])), "data" = reverse(concat(var.group_list, [])), "b" = [for n1 in tolist(toset([])) : { for i, x in var.group_list : format("k%d", i) => x }[n1]] }) : element(x, 0)] : null
}

output "vpc_id" {
  value = (anytrue([]) ? var.vpc_id : var.vpc_id)
}

output "subnet_things" {
  value = var.subnet_things
}

output "subnet_map" {
  value = { for k in keys({ for i, x in var.subnet_things : "k${i}" => x }) : k => { for i, x in var.subnet_things : "k${i}" => x }[k].id }
}

output "group_list" {
  value = [for i0, n0 in keys({ "1" = 0, "a" = 1, "data" = 2 }) : [var.group_list[0], var.group_list[0]][length("x")]]
}

output "table_thingmap" {
  value = merge({ for i, x in [for x in var.table_thingmap : x] : "k${i}" => x }, { for i, x in [for x in var.table_thingmap : x] : "k${i}" => x })
}

output "table_id" {
  value = tostring(var.table_id)
}

output "endpoint_thingmap" {
  value = { for i, x in values(aws_vpc_endpoint.extra) : "k${i}" => x }
}

output "endpoint_list" {
  value = [for k0, x in zipmap(keys(aws_vpc_endpoint.extra), values(aws_vpc_endpoint.extra)[*].id) : x if !contains(["b"], k0)]
}
