# Things that are there or not by a flag: one(x[*].id), x[0].id behind the same flag, and two subnets chosen between.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "dedicated" {
  type    = bool
  default = true
}

variable "enabled" {
  type    = bool
  default = true
}

variable "separate_group" {
  type    = bool
  default = false
}

locals {
  subnet_a = var.dedicated ? one(aws_subnet.dedicated[*].id) : aws_subnet.shared.id
  group_id = var.separate_group ? aws_security_group.separate[0].id : aws_security_group.shared.id
  on       = var.enabled && !false
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "shared" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1b"
}

resource "aws_subnet" "dedicated" {
  count             = var.dedicated ? 1 : 0
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "shared" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
}

resource "aws_security_group" "separate" {
  count  = var.separate_group ? 1 : 0
  vpc_id = aws_vpc.main.id
}

resource "aws_vpc_endpoint" "api" {
  count               = local.on ? 1 : 0
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [local.subnet_a, aws_subnet.shared.id]
  security_group_ids  = [local.group_id]
}

resource "aws_vpc_endpoint" "dkr" {
  count               = var.enabled ? 1 : 0
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.dedicated ? aws_subnet.dedicated[*].id : [aws_subnet.shared.id]
  security_group_ids  = concat([aws_security_group.shared.id], aws_security_group.separate[*].id)
}

resource "aws_vpc_endpoint" "logs" {
  count               = var.enabled == true ? 1 : 0
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = compact([one(aws_subnet.dedicated[*].id), var.dedicated ? "" : aws_subnet.shared.id])
  security_group_ids  = var.separate_group ? aws_security_group.separate.*.id : [aws_security_group.shared.id]
}

resource "aws_vpc_endpoint" "s3" {
  count           = var.enabled ? 1 : 0
  vpc_id          = join("", aws_vpc.main.*.id)
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}

resource "aws_ecs_service" "app" {
  count           = local.on ? 1 : 0
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = [var.dedicated && local.on ? aws_subnet.shared.id : local.subnet_a]
    security_groups = [local.group_id]
  }
}
