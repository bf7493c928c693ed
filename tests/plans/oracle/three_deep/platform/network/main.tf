variable "zones" {
  type = list(string)
}

variable "cidr" {
  type = string
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

module "subnets" {
  source   = "./subnets"
  for_each = { app = 0, endpoint = 8 }

  vpc_id      = aws_vpc.this.id
  zones       = var.zones
  cidr        = var.cidr
  offset      = each.value
  route_table = each.key == "app"
}

output "vpc_id" {
  value = aws_vpc.this.id
}

output "by_tier" {
  value = { for tier, made in module.subnets : tier => made.ids }
}

output "tables" {
  value = { for tier, made in module.subnets : tier => made.table[*] }
}
