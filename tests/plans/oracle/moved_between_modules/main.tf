# A second plan in which endpoints move to another module and get a new subnet there: known ids beside unknown ones.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  subnets = concat([aws_subnet.a.id], values(aws_subnet.more)[*].id)
  first   = slice(local.subnets, 0, 2)
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "more" {
  for_each          = { b = "10.0.2.0/24", c = "10.0.3.0/24" }
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key == "c" ? "a" : each.key}"
}

resource "aws_security_group" "tls" {
  name   = "tls"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
}

module "new" {
  source   = "./endpoints"
  vpc_id   = aws_vpc.main.id
  services = { for service in ["api", "dkr"] : "ecr.${service}" => service == "api" ? local.first : local.subnets }
  groups   = aws_security_group.tls[*].id
}

moved {
  from = module.old
  to   = module.new
}
