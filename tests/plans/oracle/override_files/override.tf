locals {
  group = aws_security_group.tight.id
}

resource "aws_vpc" "main" {
  enable_dns_hostnames = true
}

module "rest" {
  subnets = concat(local.subnets, [aws_subnet.b.id])
}
