variable "context" { type = any }
variable "attributes" { type = list(string) }
variable "cidr" { type = string }
variable "zones" { type = list(string) }

module "label" {
  source     = "../label"
  context    = var.context
  attributes = var.attributes
}

locals {
  enabled = module.label.enabled
  e       = local.enabled ? 1 : 0
}

resource "aws_vpc" "default" {
  count                = local.e
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = local.enabled ? length(var.zones) : 0
  vpc_id            = join("", aws_vpc.default.*.id)
  availability_zone = var.zones[count.index]
  cidr_block        = cidrsubnet(var.cidr, 8, count.index)
}

resource "aws_route_table" "private" {
  count  = local.enabled ? length(var.zones) : 0
  vpc_id = one(aws_vpc.default[*].id)
}

resource "aws_route_table_association" "private" {
  count          = length(aws_subnet.private)
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = element(aws_route_table.private.*.id, count.index)
}

resource "aws_security_group" "endpoint" {
  count  = local.e
  vpc_id = join("", aws_vpc.default[*].id)
}

resource "aws_vpc_security_group_ingress_rule" "endpoint" {
  count             = local.enabled ? length(aws_subnet.private) : 0
  security_group_id = join("", aws_security_group.endpoint.*.id)
  cidr_ipv4         = aws_subnet.private[count.index].cidr_block
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

output "vpc_id" { value = join("", aws_vpc.default.*.id) }
output "private_subnet_ids" { value = aws_subnet.private.*.id }
output "private_route_table_ids" { value = aws_route_table.private.*.id }
output "endpoint_group_id" { value = try(aws_security_group.endpoint[0].id, null) }
output "named_private_subnets_map" {
  value = zipmap([for i in range(length(aws_subnet.private)) : format("%s-%d", module.label.id, i + 1)], aws_subnet.private.*.id)
}
