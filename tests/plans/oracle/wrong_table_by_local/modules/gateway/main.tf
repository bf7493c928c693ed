variable "vpc" {
  type = object({ id = string })
}

variable "tables" {
  type = list(string)
}

resource "aws_vpc_endpoint" "this" {
  vpc_id            = var.vpc.id
  vpc_endpoint_type = "Gateway"
  service_name      = "com.amazonaws.eu-west-1.s3"
  route_table_ids   = var.tables
}
