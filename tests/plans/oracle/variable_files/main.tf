# Values of variables from terraform.tfvars, *.auto.tfvars and *.auto.tfvars.json; the later file wins.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
resource "aws_vpc" "main" {
  cidr_block           = var.vpc.cidr
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  for_each          = var.vpc.subnets
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id

  dynamic "ingress" {
    for_each = var.ports
    iterator = port

    content {
      from_port   = port.value
      to_port     = port.value
      protocol    = "tcp"
      cidr_blocks = [var.vpc.cidr]
    }
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = var.endpoint_subnets
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [for name in each.value : aws_subnet.main[name].id]
  security_group_ids  = [aws_security_group.endpoints.id]
}

resource "aws_vpc_endpoint" "s3" {
  count           = var.s3 ? 1 : 0
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_vpc.main.main_route_table_id]
}
