# The style of a context that is handed from module to module: enabled flags, join("", x.*.id), labels, local.enabled in for_each.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "this" {
  source    = "./modules/label"
  namespace = "eg"
  stage     = "ue1"
}

module "vpc" {
  source     = "./modules/vpc"
  context    = module.this.context
  attributes = ["net"]
  cidr       = "10.0.0.0/16"
  zones      = ["eu-west-1a", "eu-west-1b", "eu-west-1c"]
}

module "endpoints" {
  source  = "./modules/endpoints"
  context = module.this.context
  vpc_id  = module.vpc.vpc_id

  interface_vpc_endpoints = {
    "ecr.api" = { name = "ecr.api", subnet_ids = module.vpc.private_subnet_ids, security_group_ids = [module.vpc.endpoint_group_id] }
    "ecr.dkr" = { name = "ecr.dkr", subnet_ids = slice(module.vpc.private_subnet_ids, 1, 3), security_group_ids = [module.vpc.endpoint_group_id] }
    "logs"    = { name = "logs", subnet_ids = [module.vpc.named_private_subnets_map["eg-ue1-net-2"]], security_group_ids = [] }
  }
  gateway_vpc_endpoints = {
    "s3" = { name = "s3", route_table_ids = module.vpc.private_route_table_ids }
  }
}

module "disabled" {
  source                  = "./modules/endpoints"
  context                 = merge(module.this.context, { enabled = false })
  vpc_id                  = module.vpc.vpc_id
  interface_vpc_endpoints = { "sts" = { name = "sts", subnet_ids = module.vpc.private_subnet_ids, security_group_ids = [] } }
}
