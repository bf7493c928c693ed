# Associations by for_each over a map of "table-endpoint" pairs from setproduct; zipmap turns lists of names and ids to maps.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  services = ["ecr.api", "ecr.dkr", "logs"]
  zones    = ["eu-west-1a", "eu-west-1c"]
}

resource "aws_vpc" "this" {
  cidr_block           = "10.3.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = zipmap(local.zones, range(length(local.zones)))
  vpc_id            = aws_vpc.this.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.this.cidr_block, 8, each.value)
}

resource "aws_route_table" "this" {
  for_each = toset(local.zones)
  vpc_id   = aws_vpc.this.id
}

resource "aws_security_group" "this" {
  vpc_id = aws_vpc.this.id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.this.cidr_block]
  }
}

locals {
  subnet_by_zone = zipmap(keys(aws_subnet.this), values(aws_subnet.this)[*].id)
  table_by_zone  = { for zone, table in aws_route_table.this : zone => table.id }

  endpoint_subnets = {
    for pair in setproduct(local.services, local.zones) : "${pair[0]}-${pair[1]}" => {
      service = pair[0]
      zone    = pair[1]
    }
  }
  gateways = { for pair in setproduct(["s3"], keys(local.table_by_zone)) : join("/", pair) => pair[1] }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(local.services)
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.eu-west-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  security_group_ids  = [aws_security_group.this.id]
}

resource "aws_vpc_endpoint_subnet_association" "this" {
  for_each        = local.endpoint_subnets
  vpc_endpoint_id = aws_vpc_endpoint.interface[each.value.service].id
  subnet_id       = local.subnet_by_zone[each.value.zone]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.this.id
  service_name = "com.amazonaws.eu-west-1.s3"
}

resource "aws_vpc_endpoint_route_table_association" "this" {
  for_each        = local.gateways
  vpc_endpoint_id = aws_vpc_endpoint.s3.id
  route_table_id  = local.table_by_zone[each.value]
}

resource "aws_route_table_association" "this" {
  for_each       = local.table_by_zone
  subnet_id      = lookup(local.subnet_by_zone, each.key, "none")
  route_table_id = each.value
}
