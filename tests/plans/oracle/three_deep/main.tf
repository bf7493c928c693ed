# Ids made three modules down come up through every level as outputs, and the endpoints stand in the root.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "platform" {
  source = "./platform"
  zones  = ["eu-west-1a", "eu-west-1b"]
}

locals {
  net = module.platform.network
}

resource "aws_security_group" "endpoints" {
  vpc_id = local.net.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.endpoints.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.1.0.0/16"
}

resource "aws_vpc_endpoint" "ecr" {
  for_each            = { api = "ecr.api", dkr = "ecr.dkr" }
  vpc_id              = local.net.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = local.net.subnets.endpoint
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = local.net.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [local.net.tables.app]
}
