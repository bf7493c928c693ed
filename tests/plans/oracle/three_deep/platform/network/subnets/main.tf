variable "vpc_id" {}
variable "zones" {}
variable "cidr" {}
variable "offset" {}
variable "route_table" {}

resource "aws_subnet" "this" {
  for_each          = toset(var.zones)
  vpc_id            = var.vpc_id
  availability_zone = each.value
  cidr_block        = cidrsubnet(var.cidr, 8, var.offset + index(var.zones, each.value))
}

resource "aws_route_table" "this" {
  count  = var.route_table ? 1 : 0
  vpc_id = var.vpc_id
}

resource "aws_route_table_association" "this" {
  for_each       = { for zone, subnet in aws_subnet.this : zone => subnet.id if var.route_table }
  subnet_id      = each.value
  route_table_id = aws_route_table.this[0].id
}

output "ids" {
  value = [for zone in sort(var.zones) : aws_subnet.this[zone].id]
}

output "table" {
  value = one(aws_route_table.this[*].id)
}
