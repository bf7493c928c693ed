# dynamic blocks: ingress with an iterator, network_configuration from an object or a fallback, subnet_configuration from a map.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  subnets = {
    a = { zone = "eu-west-1a", ip = 10 }
    b = { zone = "eu-west-1b", ip = 10 }
  }
  rules = [
    { port = 443, from = ["10.5.0.0/24"] },
    { port = 443, from = ["10.5.1.0/24"] },
  ]
}

resource "aws_vpc" "main" {
  cidr_block           = "10.5.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  for_each          = local.subnets
  vpc_id            = aws_vpc.main.id
  availability_zone = each.value.zone
  cidr_block        = "10.5.${each.key == "a" ? 0 : 1}.0/24"
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = local.rules
    iterator = rule
    content {
      description = "rule ${rule.key}"
      from_port   = rule.value.port
      to_port     = rule.value["port"]
      protocol    = "tcp"
      cidr_blocks = rule.value.from
    }
  }

  dynamic "egress" {
    for_each = []
    content {
      from_port = 0
      to_port   = 0
      protocol  = "-1"
    }
  }
}

resource "aws_vpc_endpoint" "ecr" {
  for_each            = toset(["api", "dkr"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.endpoints.id]

  dynamic "subnet_configuration" {
    for_each = { for key, subnet in aws_subnet.main : key => subnet if each.key == "api" || key == "b" }
    content {
      ipv4      = cidrhost(subnet_configuration.value.cidr_block, local.subnets[subnet_configuration.key].ip)
      subnet_id = subnet_configuration.value.id
    }
  }
}

module "service" {
  source   = "./service"
  for_each = { app = ["a", "b"], batch = ["b"] }
  name     = each.key
  network = {
    subnets = [for key in each.value : aws_subnet.main[key].id]
    groups  = each.key == "app" ? [aws_security_group.endpoints.id] : null
  }
}

module "no_network" {
  source   = "./service"
  name     = "bare"
  network  = null
  fallback = [aws_subnet.main["a"].id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
