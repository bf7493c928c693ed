# A network that settings.yaml describes: nothing is wrong, and nothing can be proven without that file.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

locals {
  settings     = yamldecode(file("${path.root}/settings.yaml"))
  app_subnets  = { for name, subnet in local.settings.subnets : name => subnet if !subnet.endpoints }
  endpoint_ids = [for name, subnet in local.settings.subnets : aws_subnet.this[name].id if subnet.endpoints]
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "this" {
  for_each          = local.settings.subnets
  vpc_id            = aws_vpc.this.id
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, each.value.block)
  availability_zone = "eu-west-1${each.value.zone}"
}

resource "aws_route_table" "this" {
  for_each = toset([for subnet in local.settings.subnets : subnet.table])
  vpc_id   = aws_vpc.this.id
}

resource "aws_route_table_association" "this" {
  for_each       = local.settings.subnets
  subnet_id      = aws_subnet.this[each.key].id
  route_table_id = aws_route_table.this[each.value.table].id
}

module "endpoints" {
  source          = "./modules/endpoints"
  vpc_id          = aws_vpc.this.id
  subnet_ids      = local.endpoint_ids
  route_table_ids = [for table in distinct(values(local.app_subnets)[*].table) : aws_route_table.this[table].id]
}

resource "aws_ecs_cluster" "this" {
  name = "app"
}

resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([{
    name             = "app"
    image            = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1"
    logConfiguration = { logDriver = "awslogs", options = {} }
  }])
}

resource "aws_security_group" "app" {
  vpc_id = aws_vpc.this.id
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = [for name in keys(local.app_subnets) : aws_subnet.this[name].id]
    security_groups = [aws_security_group.app.id]
  }
}
