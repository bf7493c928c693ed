# Subnets read by data sources are grouped by zone and mixed with a new one, so that the list is unknown as a whole.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
data "aws_vpc" "shared" {
  tags = { Name = "shared" }
}

data "aws_subnet" "shared" {
  for_each = toset(["a1", "a2", "b1"])
  vpc_id   = data.aws_vpc.shared.id
  tags     = { Name = each.key }
}

locals {
  existing = { for name, s in data.aws_subnet.shared : s.availability_zone => s.id... }
  one_each = concat([for az, ids in local.existing : ids[0]], aws_subnet.c[*].id)
}

resource "aws_subnet" "c" {
  vpc_id            = data.aws_vpc.shared.id
  cidr_block        = cidrsubnet(data.aws_vpc.shared.cidr_block, 8, 30)
  availability_zone = "eu-west-1c"
}

resource "aws_route_table" "all" {
  vpc_id = data.aws_vpc.shared.id
}

resource "aws_route_table_association" "all" {
  for_each       = merge({ for name, s in data.aws_subnet.shared : name => s.id }, { c = aws_subnet.c.id })
  subnet_id      = each.value
  route_table_id = aws_route_table.all.id
}

resource "aws_security_group" "tls" {
  vpc_id = data.aws_vpc.shared.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [data.aws_vpc.shared.cidr_block]
  }
}

resource "aws_vpc_endpoint" "this" {
  for_each = {
    "ecr.api" = local.one_each
    "ecr.dkr" = [local.existing["eu-west-1a"][1], aws_subnet.c.id]
    "logs"    = flatten([values(local.existing), aws_subnet.c.id])
  }
  vpc_id              = data.aws_vpc.shared.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = each.value
  security_group_ids  = [aws_security_group.tls.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = data.aws_vpc.shared.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = distinct([for a in aws_route_table_association.all : a.route_table_id])
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = concat(values(data.aws_subnet.shared)[*].id, [aws_subnet.c.id])
  }
}
