# In part undecided: a file, a template file and the clock choose table, group and subnet; none of them is opened or asked.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
locals {
  tier  = trimspace(file("${path.module}/tier.txt"))
  group = templatefile("${path.module}/group.tftpl", { strict = true }) == "strict\n" ? aws_security_group.tls : aws_security_group.other
  names = { for name in ["app", "db"] : name => upper(name) }
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

resource "aws_security_group" "other" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.1.0/24"]
  }
}

resource "aws_subnet" "main" {
  for_each          = local.names
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${length(each.key)}.0/24"
  availability_zone = each.key == "app" ? "eu-west-1a" : "eu-west-1b"
}

resource "aws_route_table" "main" {
  for_each = local.names
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table_association" "main" {
  for_each       = local.names
  subnet_id      = aws_subnet.main[each.key].id
  route_table_id = aws_route_table.main[each.key].id
}

resource "aws_vpc_endpoint" "ecr" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = each.key == "logs" ? [timestamp() == "" ? aws_subnet.main["app"].id : aws_subnet.main["db"].id] : [for s in aws_subnet.main : s.id]
  security_group_ids  = [local.group.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = local.tier == "app" ? [aws_route_table.main["app"].id] : [aws_route_table.main["db"].id]
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = [aws_subnet.main["app"].id]
  }
}
