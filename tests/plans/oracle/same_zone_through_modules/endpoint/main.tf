variable "service" {}
variable "vpc_id" {}
variable "group" {}
variable "subnets" { type = list(string) }
variable "all" {
  type    = list(string)
  default = null
}

resource "aws_vpc_endpoint" "this" {
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${var.service}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.all != null ? var.all : var.subnets
  security_group_ids  = [var.group]
}
