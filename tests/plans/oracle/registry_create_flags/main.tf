# Two calls of one VPC module of which one is switched off, so that its outputs fall back; the endpoints take whichever is left.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "vpc_old" {
  source     = "./modules/vpc"
  create_vpc = false
  cidr       = "10.8.0.0/16"
}

module "vpc_new" {
  source = "./modules/vpc"
  cidr   = "10.9.0.0/16"
}

module "endpoints" {
  source = "./modules/vpc-endpoints"

  vpc_id     = coalesce(module.vpc_old.vpc_id, module.vpc_new.vpc_id)
  subnet_ids = compact(concat([module.vpc_old.first_subnet], module.vpc_new.subnets))

  create_security_group = true
  security_group_rules = {
    ingress_https = {
      description = "HTTPS from VPC"
      cidr_blocks = [module.vpc_new.cidr]
    }
  }

  endpoints = {
    ecr_api = { service = "ecr.api" }
    ecr_dkr = { service = "ecr.dkr" }
    logs    = { service = "logs" }
    s3 = {
      service         = "s3"
      service_type    = "Gateway"
      route_table_ids = concat(module.vpc_old.route_table_ids, module.vpc_new.route_table_ids)
    }
  }
}
