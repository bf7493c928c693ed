variable "names" {
  type = list(string)
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_id" {
  type = string
}

# A name that is no service stands for one that this project does not judge.
resource "aws_vpc_endpoint" "this" {
  for_each            = toset(var.names)
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${startswith(each.key, "a[") ? "email-smtp" : each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = var.subnet_ids
  security_group_ids  = [var.security_group_id]
}
