variable "vpc_id" {}
variable "subnets" {}
variable "group" {}
variable "table" {}

resource "aws_vpc_endpoint" "this" {
  for_each            = toset(["ecr.dkr"])
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.subnets
  security_group_ids  = [var.group]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = var.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = []
}
