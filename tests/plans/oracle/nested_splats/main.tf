# Splats of both kinds, over lists, over single values and null, one inside the other, and indexes behind them.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

module "zone" {
  source = "./zone"
  count  = 2
  vpc_id = aws_vpc.main.id
  zone   = ["eu-west-1a", "eu-west-1b"][count.index]
  number = count.index
}

resource "aws_security_group" "tls" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = flatten(module.zone[*].subnets[*].cidr_block)
  }
}

locals {
  nobody = null
  zones  = [for z in module.zone : { subnets = z.subnets, tables = z.table[*] }]
}

resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = module.zone.*.subnets.0.id
  security_group_ids  = concat(aws_security_group.tls[*].id, local.nobody[*])
}

resource "aws_vpc_endpoint" "dkr" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = module.zone[*].subnets[1].id
  security_group_ids  = aws_security_group.tls.*.id
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [local.zones.*.subnets[0][0].id, local.zones[1].subnets[1].id]
  security_group_ids  = aws_security_group.tls.*.id[0][*]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = flatten(local.zones[*].tables[*].id)
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = flatten([for z in local.zones : z.subnets[*].id])
  }
}
