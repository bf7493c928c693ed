variable "cidr" {}
variable "azs" { type = list(string) }
variable "private_subnets" { type = list(string) }
variable "database_subnets" { default = [] }
variable "single_table" { default = false }
variable "create_database_route_table" { default = false }

locals {
  max_subnet_length = max(
    length(var.private_subnets),
    length(var.database_subnets),
  )
  table_count = var.single_table ? 1 : local.max_subnet_length
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count = length(var.private_subnets)

  vpc_id            = aws_vpc.this.id
  cidr_block        = var.private_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}

resource "aws_subnet" "database" {
  count = length(var.database_subnets)

  vpc_id            = aws_vpc.this.id
  cidr_block        = var.database_subnets[count.index]
  availability_zone = element(var.azs, count.index)
}

resource "aws_route_table" "private" {
  count = local.max_subnet_length > 0 ? local.table_count : 0

  vpc_id = aws_vpc.this.id
}

resource "aws_route_table" "database" {
  count = var.create_database_route_table && length(var.database_subnets) > 0 ? 1 : 0

  vpc_id = aws_vpc.this.id
}

resource "aws_route_table_association" "private" {
  count = length(var.private_subnets)

  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(aws_route_table.private[*].id, var.single_table ? 0 : count.index)
}

resource "aws_route_table_association" "database" {
  count = length(var.database_subnets) > 0 ? length(var.database_subnets) : 0

  subnet_id = element(aws_subnet.database[*].id, count.index)
  route_table_id = element(
    coalescelist(aws_route_table.database[*].id, aws_route_table.private[*].id),
    var.create_database_route_table ? (var.single_table ? 0 : count.index) : count.index,
  )
}

output "azs" {
  value = var.azs
}

output "vpc_id" {
  value = concat(aws_vpc.this.*.id, [""])[0]
}

output "private_subnets" {
  value = aws_subnet.private.*.id
}

output "private_route_table_ids" {
  value = aws_route_table.private.*.id
}

output "database_route_table_ids" {
  value = length(aws_route_table.database[*].id) > 0 ? aws_route_table.database[*].id : aws_route_table.private[*].id
}
