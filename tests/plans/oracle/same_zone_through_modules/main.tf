# A faulty one: zones wrap round by %, a for takes "every other" subnet, and the endpoint module gets two of one zone.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "subnets_per_zone" {
  type    = number
  default = 2
}

locals {
  zones  = ["eu-west-1a", "eu-west-1b"]
  number = var.subnets_per_zone * length(local.zones)
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

module "subnets" {
  source = "./subnets"
  vpc    = aws_vpc.main
  zones  = [for i in range(local.number) : local.zones[i % length(local.zones)]]
}

resource "aws_security_group" "tls" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

module "endpoint" {
  source   = "./endpoint"
  for_each = { "ecr.api" = 1, "ecr.dkr" = 2, "logs" = 3 }
  service  = each.key
  vpc_id   = module.subnets.vpc_id
  group    = aws_security_group.tls.id
  # ecr.dkr: 0 and 2, which share a zone; logs: 0 and 3; ecr.api: what is given as all
  subnets = [for i, id in module.subnets.ids : id if i % each.value == 0]
  all     = each.value == 1 ? slice(module.subnets.ids, 1, 3) : null
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = module.subnets.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
