# One subnet per zone: grouped by zone with "...", then the first of each group; the second endpoint forgets to do so.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  layout = [
    { name = "app-1", zone = "eu-west-1a" },
    { name = "app-2", zone = "eu-west-1a" },
    { name = "app-3", zone = "eu-west-1b" },
    { name = "app-4", zone = "eu-west-1c" },
    { name = "app-5", zone = "eu-west-1c" },
  ]
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "app" {
  for_each          = { for index, subnet in local.layout : subnet.name => merge(subnet, { index = index }) }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value.index)
  availability_zone = each.value.zone
  tags              = { Name = each.key }
}

locals {
  by_az     = { for s in aws_subnet.app : s.availability_zone => s.id... }
  one_per   = [for az, ids in local.by_az : ids[0]]
  last_per  = [for ids in values(local.by_az) : element(ids, length(ids) - 1)]
  all_in_ac = flatten([for az in ["eu-west-1a", "eu-west-1c"] : local.by_az[az]])
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = values(aws_subnet.app)[*].cidr_block
  }
}

resource "aws_vpc_endpoint" "ecr_api" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = local.one_per
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "ecr_dkr" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = local.last_per
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = local.all_in_ac
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = aws_vpc.main[*].main_route_table_id
}
