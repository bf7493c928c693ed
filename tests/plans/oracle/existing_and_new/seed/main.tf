# What another stack made: a VPC with three subnets in two zones, and a table for them.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_vpc" "shared" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "shared" }
}

resource "aws_subnet" "a1" {
  vpc_id            = aws_vpc.shared.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
  tags              = { Name = "a1" }
}

resource "aws_subnet" "a2" {
  vpc_id            = aws_vpc.shared.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1a"
  tags              = { Name = "a2" }
  depends_on        = [aws_subnet.a1]
}

resource "aws_subnet" "b1" {
  vpc_id            = aws_vpc.shared.id
  cidr_block        = "10.0.3.0/24"
  availability_zone = "eu-west-1b"
  tags              = { Name = "b1" }
  depends_on        = [aws_subnet.a2]
}
