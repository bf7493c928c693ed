variable "create" {
  type    = bool
  default = true
}

variable "vpc_id" {
  type    = string
  default = null
}

variable "endpoints" {
  description = "A map of interface and/or gateway endpoints containing their properties"
  type        = any
  default     = {}
}

variable "security_group_ids" {
  type    = list(string)
  default = []
}

variable "subnet_ids" {
  type    = list(string)
  default = []
}

data "aws_region" "current" {}

locals {
  endpoints = { for k, v in var.endpoints : k => v if var.create && try(v.create, true) }
}

resource "aws_vpc_endpoint" "this" {
  for_each = local.endpoints

  vpc_id            = var.vpc_id
  service_name      = try(each.value.service_endpoint, "com.amazonaws.${data.aws_region.current.name}.${each.value.service}")
  vpc_endpoint_type = try(each.value.service_type, "Interface")
  auto_accept       = try(each.value.auto_accept, null)

  security_group_ids = try(each.value.service_type, "Interface") == "Interface" ? (
    length(distinct(concat(var.security_group_ids, lookup(each.value, "security_group_ids", [])))) > 0 ?
    distinct(concat(var.security_group_ids, lookup(each.value, "security_group_ids", []))) : null
  ) : null
  subnet_ids = try(each.value.service_type, "Interface") == "Interface" ? (
    distinct(concat(var.subnet_ids, lookup(each.value, "subnet_ids", [])))
  ) : null
  route_table_ids     = try(each.value.service_type, "Interface") == "Gateway" ? lookup(each.value, "route_table_ids", null) : null
  policy              = try(each.value.policy, null)
  private_dns_enabled = try(each.value.service_type, "Interface") == "Interface" ? try(each.value.private_dns_enabled, null) : null
}

output "endpoints" {
  value = aws_vpc_endpoint.this
}
