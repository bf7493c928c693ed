# Two VPCs with services, one complete and one without endpoints, and two more from a module that lacks logs.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
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

resource "aws_vpc" "complete" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "complete" {
  vpc_id            = aws_vpc.complete.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_route_table" "complete" {
  vpc_id = aws_vpc.complete.id
}

resource "aws_route_table_association" "complete" {
  subnet_id      = aws_subnet.complete.id
  route_table_id = aws_route_table.complete.id
}

resource "aws_security_group" "complete" {
  vpc_id = aws_vpc.complete.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "complete" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = aws_vpc.complete.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.complete.id]
  security_group_ids  = [aws_security_group.complete.id]
}

resource "aws_vpc_endpoint" "complete_s3" {
  vpc_id          = aws_vpc.complete.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.complete.id]
}

resource "aws_ecs_service" "complete" {
  name            = "complete"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets = [aws_subnet.complete.id]
  }
}

resource "aws_vpc" "bare" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "bare" {
  vpc_id            = aws_vpc.bare.id
  cidr_block        = "10.1.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_ecs_service" "bare" {
  name            = "bare"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets = [aws_subnet.bare.id]
  }
}

# In use by nobody: not judged.
resource "aws_vpc" "unused" {
  cidr_block = "10.2.0.0/16"
}

module "registry" {
  count  = 2
  source = "./modules/registry"
  cidr   = "10.${count.index + 10}.0.0/16"
}
