variable "tiers" {
  type = map(list(string))
}

locals {
  subnets = merge([
    for tier, zones in var.tiers : { for i, zone in zones : "${tier}-${zone}" => { tier = tier, zone = zone, i = i } }
  ]...)
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_security_group" "this" {
  vpc_id = aws_vpc.this.id
  ingress {
    from_port = 443
    to_port   = 443
    protocol  = "tcp"
    self      = true
  }
}

resource "aws_subnet" "this" {
  for_each          = local.subnets
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value.i + 16 * index(keys(var.tiers), each.value.tier))
  availability_zone = each.value.zone
}

resource "aws_route_table" "this" {
  for_each = var.tiers
  vpc_id   = aws_vpc.this.id
}

resource "aws_route_table_association" "this" {
  for_each       = local.subnets
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.value.tier].id
}

output "vpc" {
  value = { id = aws_vpc.this.id, group = aws_security_group.this.id }
}

output "subnets" {
  value = { for tier in keys(var.tiers) : tier => [for key, s in local.subnets : aws_subnet.this[key].id if s.tier == tier] }
}

output "route_tables" {
  value = {
    for tier in keys(var.tiers) : tier => [
      for key, s in local.subnets : aws_route_table_association.this[key].route_table_id if s.tier == tier
    ]
  }
}
