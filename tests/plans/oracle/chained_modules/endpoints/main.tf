variable "vpc" {
  type = object({ id = string, subnets = list(string), table = string })
}

variable "s3" {
  type = bool
}

variable "group" {
  type = string
}

resource "aws_vpc_endpoint" "ecr" {
  for_each            = toset(["api", "dkr"])
  vpc_id              = var.vpc.id
  service_name        = "com.amazonaws.eu-west-1.ecr.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.vpc.subnets
  security_group_ids  = [var.group]
}

resource "aws_vpc_endpoint" "s3" {
  count           = var.s3 ? 1 : 0
  vpc_id          = var.vpc.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [var.vpc.table]
}
