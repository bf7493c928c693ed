# The main table is replaced by aws_main_route_table_association, chosen in a local; the gateway is tied to another one.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  role   = "private"
  tables = { for name, table in aws_route_table.all : name => table.id }
  main   = lookup(local.tables, local.role, aws_vpc.main.default_route_table_id)
  tied   = [for name, id in local.tables : id if name != local.role]
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "good" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_route_table" "all" {
  for_each = toset(["private", "spare"])
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table" "good" {
  vpc_id = aws_vpc.good.id
}

resource "aws_main_route_table_association" "main" {
  vpc_id         = aws_vpc.main.id
  route_table_id = local.main
}

resource "aws_main_route_table_association" "good" {
  vpc_id         = one([for vpc in [aws_vpc.main, aws_vpc.good] : vpc.id if vpc.cidr_block == "10.1.0.0/16"])
  route_table_id = coalesce(null, aws_route_table.good.id)
}

resource "aws_subnet" "app" {
  for_each          = { main = aws_vpc.main, good = aws_vpc.good }
  vpc_id            = each.value.id
  cidr_block        = cidrsubnet(each.value.cidr_block, 8, 1)
  availability_zone = "eu-west-1a"
}

resource "aws_vpc_endpoint" "s3" {
  for_each        = { main = local.tied, good = aws_route_table.good[*].id }
  vpc_id          = { main = aws_vpc.main.id, good = aws_vpc.good.id }[each.key]
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = each.value
}

resource "aws_vpc_endpoint" "ecr" {
  for_each = {
    for pair in setproduct(["main", "good"], ["api", "dkr"]) : join("-", pair) => { net = pair[0], service = pair[1] }
  }
  vpc_id              = aws_subnet.app[each.value.net].vpc_id
  service_name        = "com.amazonaws.eu-west-1.ecr.${each.value.service}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.app[each.value.net].id]
  security_group_ids  = [aws_security_group.tls[each.value.net].id]
}

resource "aws_security_group" "tls" {
  for_each = aws_subnet.app
  vpc_id   = each.value.vpc_id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [each.value.cidr_block]
  }
}
