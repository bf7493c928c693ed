# Fallbacks: try over missing keys and indexes, can as a condition, coalesce with null and "", lookup with a default id.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "settings" {
  type = any
  default = {
    api  = { subnets = "dedicated" }
    dkr  = { subnets = "shared", group = "strict" }
    logs = {}
  }
}

locals {
  services = { api = "ecr.api", dkr = "ecr.dkr", logs = "logs" }
  pools = {
    dedicated = [aws_subnet.endpoint.id]
    shared    = [aws_subnet.app["a"].id, aws_subnet.app["b"].id]
  }
  groups = { strict = aws_security_group.strict.id, unset = "" }
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/20"
  enable_dns_hostnames = true
}

resource "aws_subnet" "app" {
  for_each          = { a = 0, b = 1 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet("10.0.0.0/20", 4, each.value)
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_subnet" "endpoint" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.15.0/24"
  availability_zone = "eu-west-1c"
}

resource "aws_route_table" "app" {
  count  = 1
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "app" {
  for_each       = aws_subnet.app
  subnet_id      = each.value.id
  route_table_id = try(aws_route_table.app[1].id, aws_route_table.app[0].id)
}

resource "aws_security_group" "strict" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/20"]
  }
}

resource "aws_security_group" "loose" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each            = local.services
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.value}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = can(var.settings[each.key].private_dns) ? var.settings[each.key].private_dns : true
  subnet_ids = can(tolist(local.pools[var.settings[each.key].subnets])) ? (
    local.pools[var.settings[each.key].subnets]
    ) : try(
    [local.pools.none[0]],
    [tonumber("no number") > 0 ? aws_subnet.endpoint.id : null],
    concat(local.pools.dedicated, slice(local.pools.shared, 0, 1)),
  )
  security_group_ids = [coalesce(
    try(local.groups[var.settings[each.key].group], null),
    local.groups.unset,
    lookup(local.groups, "default", aws_security_group.loose.id),
  )]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = try(tolist(aws_route_table.app[0].id), [aws_route_table.app[0].id])
}
