# Whole resources in a map and in a tuple, as inputs of a module: a step into the input is none into the resource.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }

resource "aws_subnet" "app" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1a"
}
resource "aws_security_group" "app" {
  vpc_id = aws_vpc.main.id
}

module "m" {
  source  = "./m"
  subnets = { k0 = aws_subnet.app }
  groups  = [aws_security_group.app]
}

resource "aws_vpc_endpoint" "a" {
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = [module.m.subnet_id]
  security_group_ids = [module.m.group_id]
}
resource "aws_vpc_endpoint" "b" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type = "Interface"
}
resource "aws_vpc_endpoint_subnet_association" "b" {
  vpc_endpoint_id = aws_vpc_endpoint.b.id
  subnet_id       = module.m.subnet_id
}
resource "aws_ecs_service" "a" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"
  network_configuration {
    subnets         = [aws_subnet.app.id]
    security_groups = [module.m.group_id]
  }
}
