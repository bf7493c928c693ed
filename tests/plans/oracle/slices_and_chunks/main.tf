# Parts of counted lists: slice, chunklist, reverse, and a rotation by element(..., count.index + 1).
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "zones" {
  type    = list(string)
  default = ["eu-west-1a", "eu-west-1b"]
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

# Two rounds through the zones: 0 and 1 hold tasks, 2 and 3 hold endpoints.
resource "aws_subnet" "all" {
  count             = 2 * length(var.zones)
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = element(var.zones, count.index)
}

resource "aws_route_table" "all" {
  count  = length(var.zones)
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "app" {
  count          = length(var.zones)
  subnet_id      = element(slice(aws_subnet.all[*].id, 0, 2), count.index + 1)
  route_table_id = reverse(aws_route_table.all[*].id)[count.index]
}

locals {
  rounds    = chunklist(aws_subnet.all[*].id, length(var.zones))
  app       = local.rounds[0]
  endpoints = local.rounds[length(local.rounds) - 1]
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = slice(aws_subnet.all.*.cidr_block, 0, length(var.zones))
  }
}

resource "aws_vpc_endpoint" "ecr" {
  count               = 2
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.${count.index == 0 ? "api" : "dkr"}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = count.index == 0 ? local.endpoints : [element(local.endpoints, count.index + 2)]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = slice(aws_route_table.all[*].id, 1, length(aws_route_table.all))
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = local.app
  }
}
