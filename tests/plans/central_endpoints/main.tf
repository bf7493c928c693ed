# Central endpoints: a spoke that reaches a hub through a transit gateway, a hub whose private zones stand in for
# private DNS, and a hub whose zone for ecr.dkr lacks the wildcard record.
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

resource "aws_ec2_transit_gateway" "this" {}

resource "aws_vpc" "spoke" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "spoke" {
  vpc_id            = aws_vpc.spoke.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "spoke_transit" {
  vpc_id            = aws_vpc.spoke.id
  cidr_block        = "10.0.2.0/28"
  availability_zone = "eu-west-1a"
}

resource "aws_ec2_transit_gateway_vpc_attachment" "spoke" {
  transit_gateway_id = aws_ec2_transit_gateway.this.id
  vpc_id             = aws_vpc.spoke.id
  subnet_ids         = [aws_subnet.spoke_transit.id]
}

resource "aws_route_table" "spoke" {
  vpc_id = aws_vpc.spoke.id

  route {
    cidr_block         = "10.0.0.0/8"
    transit_gateway_id = aws_ec2_transit_gateway.this.id
  }
}

resource "aws_route_table_association" "spoke" {
  subnet_id      = aws_subnet.spoke.id
  route_table_id = aws_route_table.spoke.id
}

# A gateway endpoint does not reach across: each spoke has its own.
resource "aws_vpc_endpoint" "spoke_s3" {
  vpc_id          = aws_vpc.spoke.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.spoke.id]
}

resource "aws_ecs_service" "spoke" {
  name            = "spoke"
  cluster         = aws_ecs_cluster.this.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets = [aws_subnet.spoke.id]
  }
}

module "hub" {
  for_each = {
    with_wildcard    = true
    without_wildcard = false
  }
  source   = "./modules/hub"
  wildcard = each.value
}
