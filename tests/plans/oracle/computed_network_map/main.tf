# The whole network from one computed map: cidrsubnet(s), flatten of nested for, keys made of tier and zone.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  cidr  = "10.32.0.0/16"
  zones = ["a", "b"]
  tiers = { app = { bits = 4, routed = true }, endpoint = { bits = 8, routed = false } }

  blocks = zipmap(sort(keys(local.tiers)), cidrsubnets(local.cidr, 2, 2))

  subnets = merge(flatten([
    for tier, settings in local.tiers : [
      for number, zone in local.zones : {
        "${tier}/${zone}" = {
          tier   = tier
          zone   = "eu-west-1${zone}"
          cidr   = cidrsubnet(local.blocks[tier], settings.bits, number)
          routed = settings.routed
        }
      }
    ]
  ])...)

  ids = { for tier in keys(local.tiers) : tier => [for key, s in local.subnets : aws_subnet.this[key].id if s.tier == tier] }
}

resource "aws_vpc" "this" {
  cidr_block           = local.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = local.subnets
  vpc_id            = aws_vpc.this.id
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone
}

resource "aws_route_table" "this" {
  for_each = { for k, v in local.subnets : v.zone => v... if v.routed }
  vpc_id   = aws_vpc.this.id
}

resource "aws_route_table_association" "this" {
  for_each       = { for k, v in local.subnets : k => v.zone if v.routed }
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.value].id
}

resource "aws_security_group" "this" {
  vpc_id = aws_vpc.this.id
}

resource "aws_security_group_rule" "in" {
  security_group_id = aws_security_group.this.id
  type              = "ingress"
  protocol          = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_blocks       = [local.blocks["app"]]
}

resource "aws_vpc_endpoint" "this" {
  for_each            = toset(formatlist("com.amazonaws.eu-west-1.%s", ["ecr.api", "ecr.dkr"]))
  vpc_id              = aws_vpc.this.id
  service_name        = each.key
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = local.ids.endpoint
  security_group_ids  = [aws_security_group_rule.in.security_group_id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.this.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for association in aws_route_table_association.this : association.route_table_id]
}

resource "aws_ecs_service" "this" {
  for_each        = toset(local.zones)
  name            = "app-${each.key}"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = [for key, subnet in aws_subnet.this : subnet.id if endswith(key, "/${each.key}") && !startswith(key, "endpoint")]
    security_groups = []
  }
}
