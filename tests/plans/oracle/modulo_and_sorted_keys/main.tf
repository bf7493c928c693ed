# Subnets spread over endpoints by %, sort(keys()), index(), and element with a number that is too large.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "cells" {
  type = map(string)
  default = {
    zeta  = "eu-west-1a"
    alpha = "eu-west-1b"
    mid   = "eu-west-1c"
    beta  = "eu-west-1a"
  }
}

locals {
  names = sort(keys(var.cells))
  # alpha, beta, mid, zeta
  ids = [for name in local.names : aws_subnet.cell[name].id]
}

resource "aws_vpc" "main" {
  cidr_block           = "10.7.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "cell" {
  for_each          = var.cells
  vpc_id            = aws_vpc.main.id
  availability_zone = each.value
  cidr_block        = cidrsubnet("10.7.0.0/16", 8, index(local.names, each.key))
}

resource "aws_security_group" "tls" {
  count  = 2
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.7.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each            = { for i, s in ["ecr.api", "ecr.dkr", "logs"] : s => i }
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  # api: alpha, beta; dkr: beta, mid; logs: mid, zeta
  subnet_ids         = [element(local.ids, each.value + 4), local.ids[(each.value + 1) % length(local.ids)]]
  security_group_ids = [aws_security_group.tls[each.value % 2].id]
}

# beta and zeta are in one zone.
resource "aws_vpc_endpoint" "sts" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.sts"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for i, id in local.ids : id if i % 2 == 1]
  security_group_ids  = [element(aws_security_group.tls[*].id, length(local.ids) - 1)]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_vpc.main.default_route_table_id]
}
