# In part undecided: keys and filters that hang on computed attributes; a lookup then gives any of the map's values.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  zone_id = aws_subnet.main["a"].availability_zone_id
  tables  = { app = aws_route_table.main["a"].id, rest = aws_route_table.main["b"].id }
  table   = lookup({ "euw1-az1" = local.tables.app }, local.zone_id, local.tables.rest)
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
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

resource "aws_subnet" "main" {
  for_each          = { a = "eu-west-1a", b = "eu-west-1b", c = "eu-west-1a" }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, index(["a", "b", "c"], each.key))
  availability_zone = each.value
}

resource "aws_route_table" "main" {
  for_each = toset(["a", "b"])
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table_association" "main" {
  for_each       = aws_subnet.main
  subnet_id      = each.value.id
  route_table_id = local.tables["app"]
}

# a surely, b and c perhaps; a and c share a zone.
resource "aws_vpc_endpoint" "api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for key, s in aws_subnet.main : s.id if key == "a" || s.availability_zone_id != local.zone_id]
  security_group_ids  = [aws_security_group.tls.id]
}

# b surely, a perhaps: two zones.
resource "aws_vpc_endpoint" "dkr" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for key, s in aws_subnet.main : s.id if key == "b" || (local.zone_id == "euw1-az1" && key != "c")]
  security_group_ids  = [aws_security_group.tls.id]
}

# c surely: what is unknown stands beside a false.
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for key, s in aws_subnet.main : s.id if key == "c" || (local.zone_id == "euw1-az1" && false)]
  security_group_ids  = [aws_security_group.tls.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [local.table]
}
