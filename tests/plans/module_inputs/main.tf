# A VPC module with outputs and an endpoint module with inputs: what a list input hides and what a list in place shows.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}

module "vpc" {
  source = "./modules/vpc"
}

module "endpoints" {
  source            = "./modules/endpoints"
  vpc_id            = module.vpc.vpc_id
  subnet_ids        = [module.vpc.subnet_a_id, module.vpc.subnet_a2_id]
  subnet_a_id       = module.vpc.subnet_a_id
  subnet_a2_id      = module.vpc.subnet_a2_id
  subnet_b_id       = module.vpc.subnet_b_id
  security_group_id = module.vpc.security_group_id
  route_table_id    = module.vpc.route_table_id
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
    subnets = module.vpc.private_subnets
  }
}
