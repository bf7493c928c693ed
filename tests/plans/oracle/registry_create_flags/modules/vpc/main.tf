variable "create_vpc" {
  type    = bool
  default = true
}

variable "cidr" {
  type = string
}

variable "azs" {
  type    = list(string)
  default = ["eu-west-1a", "eu-west-1b"]
}

locals {
  # Use local to tolerate that the VPC is not there.
  vpc_id = try(aws_vpc.this[0].id, "")
}

resource "aws_vpc" "this" {
  count                = var.create_vpc ? 1 : 0
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "private" {
  count             = var.create_vpc ? length(var.azs) : 0
  vpc_id            = local.vpc_id
  availability_zone = var.azs[count.index]
  cidr_block        = cidrsubnet(var.cidr, 4, count.index)
}

resource "aws_route_table" "private" {
  count  = var.create_vpc ? 1 : 0
  vpc_id = local.vpc_id
}

resource "aws_route_table_association" "private" {
  count          = var.create_vpc ? length(var.azs) : 0
  subnet_id      = element(aws_subnet.private[*].id, count.index)
  route_table_id = element(concat(aws_route_table.private[*].id, [""]), 0)
}

output "vpc_id" {
  value = local.vpc_id
}

output "cidr" {
  value = try(aws_vpc.this[0].cidr_block, "")
}

output "subnets" {
  value = aws_subnet.private[*].id
}

output "first_subnet" {
  value = element(concat(aws_subnet.private.*.id, [""]), 0)
}

output "route_table_ids" {
  value = aws_route_table.private[*].id
}
