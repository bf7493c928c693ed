variable "cidr" {
  type = string
}

variable "first_port" {
  type = number
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = toset(["a", "b"])
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet(var.cidr, 8, each.key == "a" ? 0 : 1)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_security_group" "this" {
  name   = "endpoints"
  vpc_id = aws_vpc.this.id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  security_group_id = aws_security_group.this.id
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = var.first_port
  to_port           = 443
}

output "vpc_id" {
  value = aws_vpc.this.id
}

output "subnet_ids" {
  value = [for subnet in aws_subnet.this : subnet.id]
}

output "group_id" {
  value = aws_security_group.this.id
}
