# In part undecided: conditions on attributes that the apply computes; what is the same in both branches is known.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  first_zone = aws_subnet.main["a"].availability_zone_id == "euw1-az1"
  tags       = { for key, s in aws_subnet.main : key => s.tags.Role }
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
  for_each          = { a = 1, b = 2 }
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${each.value}.0/24"
  availability_zone = "eu-west-1${each.key}"
  tags              = { Role = each.key == "a" ? "tasks" : "spare" }
}

resource "aws_route_table" "main" {
  for_each = aws_subnet.main
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table_association" "main" {
  for_each       = aws_route_table.main
  subnet_id      = aws_subnet.main[each.key].id
  route_table_id = each.value.id
}

resource "aws_vpc_endpoint" "ecr" {
  for_each            = toset(["ecr.api", "ecr.dkr"])
  vpc_id              = local.first_zone ? aws_vpc.main.id : aws_subnet.main["b"].vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = each.key == "ecr.api" ? values(aws_subnet.main)[*].id : [local.first_zone ? aws_subnet.main["a"].id : aws_subnet.main["b"].id]
  security_group_ids  = [for group in [aws_security_group.tls] : group.id if length(group.ingress) > 0]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [for key, table in aws_route_table.main : table.id if local.tags[key] == "tasks"]
}

resource "aws_ecs_service" "settled" {
  name            = "settled"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = [for key, role in local.tags : aws_subnet.main[key].id if role == "tasks"]
  }
}

resource "aws_ecs_service" "open" {
  name            = "open"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = [local.first_zone ? aws_subnet.main["a"].id : aws_subnet.main["b"].id]
  }
}
