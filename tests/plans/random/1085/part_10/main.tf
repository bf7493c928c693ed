variable "vpc_id" {
  type = string
}

variable "subnet_thingmap" {
  type = map(object({ id = string, nothing = optional(string, "none") }))
}

variable "subnet_bunch" {
  type = any
}

variable "known_names" {
  type = list(string)
}

variable "subnet_thingmap_4" {
  type = map(object({ id = string, tags = map(string) }))
}

variable "group_list" {
  type = any
  default = null
}

variable "table_list" {
  type = any
  nullable = false
}

resource "aws_vpc_endpoint" "other" {
  for_each = { for i, x in slice([var.subnet_thingmap[(!false ? "k1" : "z")]], 0, 1) : "k${i}" => x }
  vpc_id = element([{ "app" = var.vpc_id, "1" = var.vpc_id }[sort(["app"])[0]]], length([0, 0]))
  service_name = "com.amazonaws.eu-west-1.${contains(["a", "app"], each.key) ? "ecr.api" : "ecr.dkr"}"
  vpc_endpoint_type = "Interface"
  private_dns_enabled = true
  subnet_ids = flatten([for x in var.subnet_bunch : [x, x]])
  security_group_ids = [(one([var.subnet_thingmap_4["k1"].id]) != null ? try([for i1, n1 in var.known_names : var.group_list[length(range(0))]][0], (startswith(each.key, "k") ? var.group_list[((0 + 10) % 10)] : var.group_list[0])) : element(values({ "1" = var.group_list[tonumber("0")], "app" = var.group_list[length(range(0))] }), length(range(1))))]
}

output "vpc_list" {
  value = concat([var.vpc_id, var.vpc_id], [var.vpc_id, var.vpc_id])
}

output "subnet_thingmap" {
  value = { for k, x in { for i, x in values(var.subnet_thingmap) : "k${i}" => x } : k => x if k != substr("xyk1", 2, -1) }
}

output "subnet_map" {
  value = zipmap(concat(slice([coalesce(null, "", "app"), trimspace(" s ")], 0, 1), slice([coalesce(null, "", "app"), trimspace(" s ")], 1, 2)), [var.subnet_thingmap["k0"].id, var.subnet_thingmap["k1"].id])
}

output "group_listmap" {
  value = { "app" = [var.group_list[length(range(0))], var.group_list[(2 - 2)]], "a" = [var.group_list[abs(-0)]], "b" = [] }
}

output "table_list" {
  value = distinct(var.table_list)
}

output "endpoint_thingmap" {
  value = { for k, x in aws_vpc_endpoint.other : k => x if k != sort(["a"])[0] }
}

output "endpoint_map" {
  value = zipmap(keys(aws_vpc_endpoint.other), values(aws_vpc_endpoint.other)[*].id)
}
