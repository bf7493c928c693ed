# The VPC and its groups in one module, its endpoints in another: on a first plan nothing but
# references through outputs and variables tells which belong together. Stack "b" has every fault.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "vpc_a" {
  source     = "./vpc"
  cidr       = "10.0.0.0/16"
  first_port = 443
}

module "endpoints_a" {
  source      = "./endpoints"
  vpc_id      = module.vpc_a.vpc_id
  subnet_ids  = module.vpc_a.subnet_ids
  group_id    = module.vpc_a.group_id
  services    = ["ecr.dkr", "ecr.api", "logs"]
  private_dns = true
}

module "vpc_b" {
  source     = "./vpc"
  cidr       = "10.1.0.0/16"
  first_port = 0
}

module "endpoints_b" {
  source      = "./endpoints"
  vpc_id      = module.vpc_b.vpc_id
  subnet_ids  = module.vpc_b.subnet_ids
  group_id    = module.vpc_b.group_id
  services    = ["ecr.dkr"]
  private_dns = false
}
