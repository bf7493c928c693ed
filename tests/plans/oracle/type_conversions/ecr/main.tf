variable "vpc" {
  type = object({ id = string })
}

variable "subnets" {
  type = set(string)
}

variable "groups" {
  type = map(any)
}

variable "tables" {
  type    = list(string)
  default = ["rtb-0123456789abcdef0"]
}

variable "numbers" {
  type = set(number)
}

variable "services" {
  type    = set(string)
  default = ["logs", "ecr.dkr", "ecr.api"]
}

resource "aws_vpc_endpoint" "this" {
  for_each            = var.services
  vpc_id              = var.vpc.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = tobool("true")
  subnet_ids          = length(var.numbers) == 1 ? tolist(var.subnets) : []
  security_group_ids  = [for name, value in var.groups : value if can(regex("^m", name))]
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each          = toset([for number in var.numbers : tostring(number)])
  security_group_id = var.groups["main"]
  ip_protocol       = "tcp"
  from_port         = each.key
  to_port           = tonumber(var.groups["port"])
  cidr_ipv4         = "10.0.0.0/16"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = var.vpc["id"]
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = var.tables
}
