# Endpoints from maps that are merged: defaults under each, overrides by name, some left out, others added.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "overrides" {
  description = "Settings by service; null leaves the service out"
  type        = map(any)
  default     = {}
}

locals {
  defaults = {
    type    = "Interface"
    dns     = true
    subnets = [for s in aws_subnet.endpoint : s.id]
    groups  = [aws_security_group.endpoint.id]
  }

  wanted = merge(
    { for name in ["ecr.api", "ecr.dkr", "logs", "sts", "ssm"] : name => {} },
    {
      "ecr.dkr" = { subnets = [aws_subnet.endpoint["a"].id] }
      "logs"    = { groups = [aws_security_group.endpoint.id, aws_security_group.logs.id] }
      "sts"     = { dns = false, subnets = concat(values(aws_subnet.endpoint)[*].id, [aws_subnet.extra.id]) }
      "ssm"     = null
      "s3"      = { type = "Gateway", tables = [aws_vpc.this.main_route_table_id], dns = null }
    },
    var.overrides,
  )

  endpoints = { for name, settings in local.wanted : name => merge(local.defaults, settings) if settings != null }
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "endpoint" {
  for_each          = { a = 1, b = 2 }
  vpc_id            = aws_vpc.this.id
  availability_zone = "eu-west-1${each.key}"
  cidr_block        = "10.0.${each.value}.0/24"
}

resource "aws_subnet" "extra" {
  vpc_id            = aws_vpc.this.id
  availability_zone = "eu-west-1b"
  cidr_block        = "10.0.9.0/24"
}

resource "aws_security_group" "endpoint" {
  vpc_id = aws_vpc.this.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "logs" {
  vpc_id = aws_vpc.this.id
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each            = local.endpoints
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = each.value.type
  private_dns_enabled = each.value.dns
  subnet_ids          = each.value.type == "Interface" ? each.value.subnets : null
  security_group_ids  = each.value.type == "Interface" ? each.value.groups : null
  route_table_ids     = lookup(each.value, "tables", null)
}
