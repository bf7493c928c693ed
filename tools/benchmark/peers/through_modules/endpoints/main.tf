variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "group_id" {
  type = string
}

variable "services" {
  type = set(string)
}

variable "private_dns" {
  type = bool
}

resource "aws_vpc_endpoint" "this" {
  for_each            = var.services
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = var.private_dns
  subnet_ids          = var.subnet_ids
  security_group_ids  = [var.group_id]
}
