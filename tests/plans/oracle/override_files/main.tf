# Override files: main_override.tf and override.tf replace arguments, a local, a variable's default and a module's argument.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "single" {
  type    = bool
  default = true
}

locals {
  subnets = [aws_subnet.a.id]
  group   = aws_security_group.wide.id
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = false
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "b" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_security_group" "wide" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_security_group" "tight" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 0
    to_port     = 65535
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.single ? local.subnets : [aws_subnet.a.id, aws_subnet.b.id]
  security_group_ids  = [local.group]
}

module "rest" {
  source  = "./net"
  vpc_id  = aws_vpc.main.id
  subnets = [aws_subnet.b.id]
  group   = aws_security_group.wide.id
  table   = aws_vpc.main.main_route_table_id
}
