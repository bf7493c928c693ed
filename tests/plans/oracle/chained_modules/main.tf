# Modules chained by for_each = module.vpc: each VPC of a map gets its endpoints from its own module's outputs.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  environments = {
    dev  = { number = 1, zones = ["a"], s3 = true }
    prod = { number = 2, zones = ["a", "b"], s3 = true }
    demo = { number = 3, zones = ["c"], s3 = false }
  }
}

module "vpc" {
  source   = "./vpc"
  for_each = local.environments
  number   = each.value.number
  zones    = each.value.zones
}

module "endpoints" {
  source   = "./endpoints"
  for_each = module.vpc
  vpc      = each.value
  s3       = local.environments[each.key].s3
  group    = each.key == "dev" ? module.vpc["dev"].group : lookup(each.value, "group", null)
}

# Only prod runs anything.
resource "aws_ecs_service" "prod" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = [for key, vpc in module.vpc : vpc.subnets if key == "prod"][0]
    security_groups = module.vpc["prod"][*].group
  }
}
