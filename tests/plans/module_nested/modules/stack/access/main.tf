variable "vpc_id" {
  type = string
}

variable "subnet_a" {
  type = string
}

variable "subnet_b" {
  type = string
}

variable "security_group_id" {
  type = string
}

variable "route_table_id" {
  type = string
}

module "endpoint" {
  for_each = {
    "inter[face" = ["ecr.api", "ecr.dkr", "logs", "a[\"b\"].c]"]
  }
  source            = "./endpoint"
  names             = each.value
  vpc_id            = var.vpc_id
  subnet_ids        = [var.subnet_a, var.subnet_b]
  security_group_id = var.security_group_id
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = var.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [var.route_table_id]
}
