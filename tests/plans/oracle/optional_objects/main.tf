# Objects with optional attributes and nested defaults, nullable = false, null for an argument, and a set made from a tuple.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "this" {
  cidr_block           = "10.64.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  count             = 3
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.64.${count.index}.0/24"
  availability_zone = "eu-west-1${["a", "b", "a"][count.index]}"
}

resource "aws_route_table" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_security_group" "default" {
  vpc_id = aws_vpc.this.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.64.0.0/16"]
  }
}

resource "aws_security_group" "dkr" {
  vpc_id = aws_vpc.this.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.64.0.0/16"]
  }
}

module "endpoints" {
  source = "./modules/endpoints"

  vpc_id   = aws_vpc.this.id
  subnets  = [aws_subnet.this[0].id, aws_subnet.this[1].id, aws_subnet.this[0].id]
  defaults = null # the module's own default, as the variable is not nullable

  fallback = { network = { groups = [aws_security_group.default.id] } }

  endpoints = {
    "ecr.api" = {}
    "ecr.dkr" = {
      network = { groups = [aws_security_group.dkr.id], subnets = [aws_subnet.this[2].id, aws_subnet.this[1].id] }
    }
    "logs" = { network = null }
    "s3" = {
      type    = "Gateway"
      network = { tables = [aws_route_table.this.id] }
    }
  }
}

resource "aws_route_table_association" "this" {
  count          = 3
  subnet_id      = aws_subnet.this[count.index].id
  route_table_id = aws_route_table.this.id
}
