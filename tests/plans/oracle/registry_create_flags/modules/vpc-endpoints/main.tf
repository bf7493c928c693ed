variable "vpc_id" {}
variable "subnet_ids" { default = [] }
variable "security_group_ids" { default = [] }
variable "endpoints" { type = any }

variable "create_security_group" {
  type    = bool
  default = false
}

variable "security_group_rules" {
  type    = any
  default = {}
}

locals {
  security_group_ids = var.create_security_group ? concat(var.security_group_ids, [aws_security_group.this[0].id]) : var.security_group_ids
}

resource "aws_security_group" "this" {
  count = var.create_security_group ? 1 : 0

  name   = "vpc-endpoints"
  vpc_id = var.vpc_id
}

resource "aws_security_group_rule" "this" {
  for_each = { for k, v in var.security_group_rules : k => v if var.create_security_group }

  security_group_id        = aws_security_group.this[0].id
  protocol                 = try(each.value.protocol, "tcp")
  from_port                = try(each.value.from_port, 443)
  to_port                  = try(each.value.to_port, 443)
  type                     = try(each.value.type, "ingress")
  description              = try(each.value.description, null)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  source_security_group_id = lookup(each.value, "source_security_group_id", null)
}

resource "aws_vpc_endpoint" "this" {
  for_each = var.endpoints

  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.value.service}"
  vpc_endpoint_type   = lookup(each.value, "service_type", "Interface")
  subnet_ids          = lookup(each.value, "service_type", "Interface") == "Interface" ? distinct(concat(var.subnet_ids, try(each.value.subnet_ids, []))) : null
  security_group_ids  = lookup(each.value, "service_type", "Interface") == "Interface" && length(local.security_group_ids) > 0 ? local.security_group_ids : null
  route_table_ids     = try(each.value.route_table_ids, null)
  private_dns_enabled = lookup(each.value, "service_type", "Interface") == "Interface" ? lookup(each.value, "private_dns_enabled", true) : null
}
