# The VPC's default table and default group, adopted in a module and handed on by outputs and locals.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "base" {
  source = "./base"
  cidr   = "10.0.0.0/16"
}

locals {
  base   = module.base
  groups = { adopted = local.base.default_group, own = aws_security_group.own.id }
  tables = { for kind in ["adopted", "own"] : kind => kind == "own" ? aws_route_table.own.id : local.base.default_table }
}

resource "aws_subnet" "main" {
  for_each          = { a = "own", b = "adopted" }
  vpc_id            = local.base.vpc.id
  cidr_block        = "10.0.${each.key == "a" ? 1 : 2}.0/24"
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_route_table" "own" {
  vpc_id = local.base.vpc.id
}

resource "aws_route_table_association" "main" {
  for_each       = { for key, subnet in aws_subnet.main : key => subnet.id if key == "a" }
  subnet_id      = each.value
  route_table_id = local.tables.own
}

resource "aws_security_group" "own" {
  vpc_id = local.base.vpc.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [local.base.vpc.cidr_block]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each            = { "ecr.api" = "own", "ecr.dkr" = "own", "logs" = "adopted" }
  vpc_id              = local.base.vpc.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = values(aws_subnet.main).*.id
  security_group_ids  = [local.groups[each.value]]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = local.base.vpc.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = values(local.tables)
}
