variable "context" { type = any }
variable "vpc_id" { type = string }

variable "interface_vpc_endpoints" {
  type = map(object({
    name                = string
    subnet_ids          = list(string)
    security_group_ids  = list(string)
    private_dns_enabled = optional(bool, true)
  }))
  default = {}
}

variable "gateway_vpc_endpoints" {
  type = map(object({
    name            = string
    route_table_ids = list(string)
  }))
  default = {}
}

module "label" {
  source  = "../label"
  context = var.context
}

locals {
  enabled   = module.label.enabled
  interface = local.enabled ? var.interface_vpc_endpoints : {}
  # service/table => both
  gateway_associations = {
    for pair in flatten([
      for name, e in var.gateway_vpc_endpoints : [
        for number, table in e.route_table_ids : { key = "${name}${number}", gateway = name, table = table }
      ]
    ]) : pair.key => pair if local.enabled
  }
}

resource "aws_security_group" "fallback" {
  count  = local.enabled ? 1 : 0
  name   = module.label.id
  vpc_id = var.vpc_id
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = local.interface
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.value.name}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = each.value.private_dns_enabled
  subnet_ids          = each.value.subnet_ids
  security_group_ids  = coalescelist(each.value.security_group_ids, aws_security_group.fallback.*.id)
}

resource "aws_vpc_endpoint" "gateway" {
  for_each     = local.enabled ? var.gateway_vpc_endpoints : {}
  vpc_id       = var.vpc_id
  service_name = "com.amazonaws.eu-west-1.${each.value.name}"
}

resource "aws_vpc_endpoint_route_table_association" "gateway" {
  for_each        = local.gateway_associations
  vpc_endpoint_id = aws_vpc_endpoint.gateway[each.value.gateway].id
  route_table_id  = each.value.table
}
