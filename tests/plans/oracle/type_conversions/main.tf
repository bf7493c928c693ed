# Inputs that change type on the way: tuple to set, object to map(any), number to string, and null for an optional argument.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "v" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "s" {
  count             = 2
  vpc_id            = aws_vpc.v.id
  cidr_block        = "10.0.${tostring(count.index)}.0/24"
  availability_zone = { "0" = "eu-west-1a", "1" = "eu-west-1b" }[count.index]
}

resource "aws_security_group" "g" {
  vpc_id = aws_vpc.v.id
}

module "ecr" {
  source  = "./ecr"
  vpc     = { id = aws_vpc.v.id, name = "v", unused = [1, 2] }
  subnets = [aws_subnet.s[1].id, aws_subnet.s[0].id, aws_subnet.s[1].id]
  groups  = { main = aws_security_group.g.id, port = 443 }
  tables  = null
  numbers = ["443", 443, 443.0]
}
