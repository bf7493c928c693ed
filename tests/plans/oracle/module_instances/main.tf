# Modules with for_each and count: one(module.x[*].y), module.x["k"].out, values(module.x)[*].id and flatten over modules.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "v" {
  cidr_block           = "172.16.0.0/16"
  enable_dns_hostnames = true
}

module "subnet" {
  source   = "./subnet"
  for_each = { a = 1, b = 2, c = 3 }
  vpc_id   = aws_vpc.v.id
  zone     = "eu-west-1${each.key}"
  number   = each.value
}

module "group" {
  count  = 1
  source = "./group"
  vpc    = aws_vpc.v
}

module "no_group" {
  count  = 0
  source = "./group"
  vpc    = aws_vpc.v
}

resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = values(module.subnet)[*].id
  security_group_ids  = [one(module.group[*].id)]
}

resource "aws_vpc_endpoint" "dkr" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [module.subnet["a"].id, module.subnet["c"].id]
  security_group_ids  = flatten([for m in concat(module.group, module.no_group) : m.ids])
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = flatten([for k, m in module.subnet : m.ids if k != "b"])
  security_group_ids  = compact([one(module.no_group[*].id), one(module.group[*].id)])
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.v.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for m in module.subnet : m.table]
}
