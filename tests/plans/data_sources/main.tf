# A VPC, its subnets and tables, and a logs endpoint read by data sources; the other endpoints are managed here.
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

data "aws_subnets" "app" {
  filter {
    name   = "vpc-id"
    values = [data.aws_vpc.shared.id]
  }
}

data "aws_subnet" "app" {
  for_each = toset(["a1", "a2", "b1"])
  vpc_id   = data.aws_vpc.shared.id
  tags     = { Name = each.key }
}

data "aws_route_table" "app" {
  for_each  = data.aws_subnet.app
  subnet_id = each.value.id
}

data "aws_vpc_endpoint" "logs" {
  vpc_id       = data.aws_vpc.shared.id
  service_name = "com.amazonaws.eu-west-1.logs"
}

resource "aws_security_group" "endpoints" {
  vpc_id = data.aws_vpc.shared.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = [data.aws_vpc.shared.cidr_block]
  }
}

# Both subnets are in eu-west-1a.
resource "aws_vpc_endpoint" "ecr_dkr" {
  vpc_id              = data.aws_vpc.shared.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [data.aws_subnet.app["a1"].id, data.aws_subnet.app["a2"].id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "ecr_api" {
  vpc_id              = data.aws_vpc.shared.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [data.aws_subnet.app["a2"].id, data.aws_subnet.app["b1"].id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = data.aws_vpc.shared.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = distinct([for table in data.aws_route_table.app : table.id])
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

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets = data.aws_subnets.app.ids
  }
}
