# A rules module: names of rules are looked up in a map of ports, and each kind of source has its own counted list.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  count             = 2
  vpc_id            = aws_vpc.main.id
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  availability_zone = format("eu-west-1%s", substr("abc", count.index, 1))
}

module "endpoint_sg" {
  source = "./modules/security-group"

  name                = "endpoints"
  vpc_id              = aws_vpc.main.id
  ingress_cidr_blocks = [aws_vpc.main.cidr_block]
  ingress_rules       = ["https-443-tcp"]

  computed_ingress_with_source_security_group_id = [
    {
      rule                     = "https-443-tcp"
      source_security_group_id = module.app_sg.security_group_id
    },
  ]
  number_of_computed_ingress_with_source_security_group_id = 1
}

module "app_sg" {
  source = "./modules/security-group"

  name              = "app"
  vpc_id            = aws_vpc.main.id
  use_name_prefix   = false
  egress_rules      = ["all-all"]
  ingress_with_self = [{ rule = "http-8080-tcp" }, { from_port = 9000, to_port = 9010, protocol = 6 }]
}

# The wide one: a list of named rules, of which the second opens all ports.
module "legacy_sg" {
  source = "./modules/security-group"

  name                = "legacy"
  vpc_id              = aws_vpc.main.id
  ingress_cidr_blocks = ["10.0.0.0/16"]
  ingress_rules       = ["https-443-tcp", "all-tcp"]
}

resource "aws_vpc_endpoint" "interface" {
  for_each = {
    "ecr.api" = module.endpoint_sg.security_group_id
    "ecr.dkr" = module.endpoint_sg.security_group_id
    "logs"    = module.legacy_sg.security_group_id
  }

  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = aws_subnet.main[*].id
  security_group_ids  = [each.value]
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets         = aws_subnet.main[*].id
    security_groups = [module.app_sg.security_group_id]
  }
}
