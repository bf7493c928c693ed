# In part undecided: data sources with depends_on on a module wait for the apply; what they are asked for can be followed.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "network" {
  source = "./network"
}

data "aws_vpc" "selected" {
  id         = module.network.vpc_id
  depends_on = [module.network]
}

data "aws_subnets" "private" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.selected.id]
  }
  depends_on = [module.network]
}

locals {
  vpc_id = data.aws_vpc.selected.id
  late   = data.aws_subnets.private.ids
}

resource "aws_security_group" "tls" {
  vpc_id = local.vpc_id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [data.aws_vpc.selected.cidr_block]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each = {
    "ecr.api" = { subnets = module.network.subnets }
    "ecr.dkr" = { subnets = local.late }
    "logs"    = { subnets = slice(module.network.subnets, 0, 1) }
  }
  vpc_id              = module.network.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = each.value.subnets
  security_group_ids  = [aws_security_group.tls.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = local.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [module.network.table]
}
