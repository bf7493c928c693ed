# A single table for all private subnets by an index condition, and database tables that fall back to it by coalescelist.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "network" {
  source = "./modules/network"

  cidr             = "10.20.0.0/16"
  azs              = ["eu-west-1a", "eu-west-1b"]
  private_subnets  = ["10.20.1.0/24", "10.20.2.0/24", "10.20.3.0/24"]
  database_subnets = ["10.20.21.0/24"]
  single_table     = true
}

resource "aws_security_group" "endpoint" {
  vpc_id = module.network.vpc_id

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.20.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "ecr" {
  for_each = toset(["api", "dkr"])

  vpc_id              = module.network.vpc_id
  service_name        = "com.amazonaws.eu-west-1.ecr.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = slice(module.network.private_subnets, 0, length(module.network.azs))
  security_group_ids  = aws_security_group.endpoint.*.id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = module.network.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = distinct(concat(module.network.private_route_table_ids, module.network.database_route_table_ids))
}

resource "aws_ecs_service" "worker" {
  name            = "worker"
  cluster         = "jobs"
  task_definition = "worker:1"
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = module.network.private_subnets
    security_groups = [element(concat(aws_security_group.endpoint[*].id, [""]), 0)]
  }
}
