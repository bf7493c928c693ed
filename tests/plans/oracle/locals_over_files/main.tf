# Locals over several files, each referring to locals of the others, eight deep and out of order.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "main" {
  cidr_block           = local.cidr
  enable_dns_hostnames = true
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = local.interface
  vpc_id              = local.net.vpc
  service_name        = "${local.prefix}.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = each.value.subnets
  security_group_ids  = each.value.groups
}

resource "aws_vpc_endpoint" "gateway" {
  for_each        = local.gateway
  vpc_id          = local.net.vpc
  service_name    = "${local.prefix}.${each.key}"
  route_table_ids = each.value
}
