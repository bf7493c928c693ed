provider "aws" {
  region                      = var.region
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

locals {
  name = "STACK"

  private_subnets  = [for index, zone in var.zones : cidrsubnet(var.cidr, 8, index)]
  public_subnets   = [for index, zone in var.zones : cidrsubnet(var.cidr, 8, index + 10)]
  database_subnets = [for index, zone in var.zones : cidrsubnet(var.cidr, 8, index + 20)]

  interface_services = toset(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages", "kms"])

  tags = merge(var.tags, {
    Stack = local.name
    Team  = "platform"
  })
}

module "vpc" {
  source = "MODULES/vpc"

  name             = local.name
  cidr             = var.cidr
  zones            = var.zones
  private_subnets  = local.private_subnets
  public_subnets   = local.public_subnets
  database_subnets = local.database_subnets
  own_private_acl  = true
  with_flow_log    = true

  private_subnet_tags = { Tier = "private" }
  tags                = local.tags
}

module "endpoint_group" {
  source = "MODULES/security-group"

  name                = "${local.name}-endpoints"
  description         = "Lets the stack reach the endpoints"
  vpc_id              = module.vpc.id
  ingress_rules       = ["https-tcp"]
  ingress_cidr_blocks = [module.vpc.cidr_block]
  egress_cidr_blocks  = []
  tags                = local.tags
}

module "web_group" {
  source = "MODULES/security-group"

  name   = "${local.name}-web"
  vpc_id = module.vpc.id

  ingress_with_cidr_blocks = [
    { rule = "https-tcp", cidr_blocks = "0.0.0.0/0", description = "From everywhere" },
    { rule = "http-tcp", cidr_blocks = "10.0.0.0/8" },
  ]
  number_of_computed_ingress_with_source_group = 1
  computed_ingress_with_source_group = [
    { rule = "web_app-tcp", source_group_id = module.endpoint_group.group_id },
  ]
  egress_rules = ["all-all"]
  tags         = local.tags
}

module "endpoints" {
  source = "MODULES/endpoints"

  region     = var.region
  vpc_id     = module.vpc.id
  subnet_ids = module.vpc.private_subnets
  group_ids  = [module.endpoint_group.group_id]
  own_group  = false

  endpoints = merge(
    { for service in local.interface_services : service => { service = service, private_dns = true } },
    {
      s3 = {
        service         = "s3"
        service_type    = "Gateway"
        route_table_ids = flatten([module.vpc.private_table_ids, module.vpc.public_table_ids])
        tags            = { Name = "s3-gateway" }
      }
    },
  )

  tags = local.tags
}

resource "aws_ecr_repository" "app" {
  for_each = toset(["web", "worker"])

  name                 = "${local.name}/${each.key}"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  tags = local.tags
}

module "ecs" {
  source = "MODULES/ecs"

  region       = var.region
  vpc_id       = module.vpc.id
  cluster_name = local.name
  services     = { SERVICES }
  tags         = local.tags
}
