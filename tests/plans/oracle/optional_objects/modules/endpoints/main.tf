variable "vpc_id" {
  type = string
}

variable "subnets" {
  type = set(string)
}

variable "defaults" {
  type = object({
    type        = optional(string, "Interface")
    private_dns = optional(bool, true)
  })
  default  = {}
  nullable = false
}

variable "fallback" {
  type = object({
    network = optional(object({
      groups  = optional(list(string), [])
      subnets = optional(set(string))
    }), {})
  })
  default = {}
}

variable "endpoints" {
  type = map(object({
    type = optional(string)
    network = optional(object({
      subnets = optional(set(string))
      groups  = optional(list(string))
      tables  = optional(list(string), [])
    }), {})
  }))
}

locals {
  resolved = {
    for service, wanted in var.endpoints : service => {
      type    = coalesce(wanted.type, var.defaults.type)
      subnets = try(coalesce(wanted.network.subnets), var.fallback.network.subnets, null)
      groups  = try(wanted.network.groups, null)
      tables  = try(wanted.network.tables, [])
    }
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each = local.resolved

  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = each.value.type
  private_dns_enabled = each.value.type == "Interface" ? var.defaults.private_dns : null
  subnet_ids          = each.value.type != "Interface" ? null : each.value.subnets != null ? each.value.subnets : var.subnets
  security_group_ids  = each.value.type != "Interface" ? null : each.value.groups != null ? each.value.groups : var.fallback.network.groups
  route_table_ids     = each.value.type == "Gateway" ? each.value.tables : null
}
