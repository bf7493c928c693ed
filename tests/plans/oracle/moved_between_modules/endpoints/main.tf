variable "vpc_id" {}
variable "services" { type = map(list(string)) }
variable "groups" {}

resource "aws_vpc_endpoint" "this" {
  for_each            = var.services
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = each.value
  security_group_ids  = var.groups
}
