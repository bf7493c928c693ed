# The public modules' usual pair: a counted VPC module, and endpoints by for_each over a map that is merged and filtered.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  name = "ex-registry"
  azs  = ["eu-west-1a", "eu-west-1b"]
}

module "vpc" {
  source = "./modules/vpc"

  name = local.name
  cidr = "10.0.0.0/16"
  azs  = local.azs

  private_subnets = [for k, v in local.azs : cidrsubnet("10.0.0.0/16", 8, k)]
  public_subnets  = [for k, v in local.azs : cidrsubnet("10.0.0.0/16", 8, k + 4)]

  enable_dns_hostnames = true
}

module "vpc_endpoints" {
  source = "./modules/vpc-endpoints"

  vpc_id             = module.vpc.vpc_id
  subnet_ids         = module.vpc.private_subnets
  security_group_ids = [aws_security_group.tls.id]

  endpoints = {
    s3 = {
      service         = "s3"
      service_type    = "Gateway"
      route_table_ids = flatten([module.vpc.private_route_table_ids, module.vpc.public_route_table_ids])
    }
    dynamodb = {
      create       = false
      service      = "dynamodb"
      service_type = "Gateway"
    }
    ecr_api = {
      service             = "ecr.api"
      private_dns_enabled = true
    }
    ecr_dkr = {
      service             = "ecr.dkr"
      private_dns_enabled = true
      subnet_ids          = module.vpc.private_subnets
    }
    logs = {
      service             = "logs"
      private_dns_enabled = true
      security_group_ids  = [aws_security_group.logs.id]
    }
  }
}

resource "aws_security_group" "tls" {
  name_prefix = "${local.name}-tls"
  vpc_id      = module.vpc.vpc_id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [module.vpc.vpc_cidr_block]
  }
}

resource "aws_security_group" "logs" {
  name_prefix = "${local.name}-logs"
  vpc_id      = module.vpc.vpc_id
}
