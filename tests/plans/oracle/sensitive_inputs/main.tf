# Ids that pass through sensitive variables and outputs, nonsensitive, a validation, and variables of defaults that are null.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
variable "chosen" {
  type      = string
  default   = "b"
  sensitive = true

  validation {
    condition     = contains(["a", "b"], var.chosen)
    error_message = "Either a or b."
  }
}

variable "override_group" {
  type    = string
  default = null
}

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  for_each          = toset(["a", "b"])
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.${each.key == "a" ? 1 : 2}.0/24"
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_route_table" "main" {
  for_each = aws_subnet.main
  vpc_id   = aws_vpc.main.id
}

resource "aws_route_table_association" "main" {
  for_each       = aws_subnet.main
  subnet_id      = each.value.id
  route_table_id = aws_route_table.main[each.key].id
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

module "endpoints" {
  source = "./endpoints"
  vpc_id = aws_vpc.main.id
  network = {
    subnet = aws_subnet.main[nonsensitive(var.chosen)].id
    group  = var.override_group != null ? var.override_group : aws_security_group.tls.id
    table  = lookup({ for key, t in aws_route_table.main : key => t.id }, var.chosen, null)
  }
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = "app"
  task_definition = "app"
  launch_type     = "FARGATE"

  network_configuration {
    subnets = nonsensitive(module.endpoints.subnets)
  }
}
