# A faulty one: the gateway gets the tables of the tier "public" by the name of an output, and the tasks run in "private".
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "network" {
  source = "./modules/network"
  tiers  = { public = ["eu-west-1a"], private = ["eu-west-1a", "eu-west-1b"] }
}

locals {
  tables = { for tier, ids in module.network.route_tables : tier => distinct(ids) }
}

module "s3" {
  source = "./modules/gateway"
  vpc    = module.network.vpc
  tables = local.tables[keys(local.tables)[1]] # keys are sorted: private, public
}

module "s3_of_public" {
  source = "./modules/gateway"
  count  = 0
  vpc    = module.network.vpc
  tables = local.tables["private"]
}

resource "aws_vpc_endpoint" "this" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = module.network.vpc.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = module.network.subnets["private"]
  security_group_ids  = [module.network.vpc.group]
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = lookup(module.network.subnets, "private", [])
    security_groups = [module.network.vpc.group]
  }
}
