variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "route_table_ids" {
  type = list(string)
}

locals {
  services = jsondecode(file("${path.module}/services.json"))
}

resource "aws_security_group" "this" {
  vpc_id = var.vpc_id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(local.services.interface)
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.subnet_ids
  security_group_ids  = [aws_security_group.this.id]
}

resource "aws_vpc_endpoint" "gateway" {
  for_each        = toset(local.services.gateway)
  vpc_id          = var.vpc_id
  service_name    = "com.amazonaws.eu-west-1.${each.key}"
  route_table_ids = var.route_table_ids
}
