variable "net" {
  description = "The value of the module net, as it is"
}

variable "groups" {
  type = any
}

locals {
  services = ["ecr.api", "ecr.dkr", "logs"]
}

resource "aws_vpc_endpoint" "this" {
  count               = length(local.services)
  vpc_id              = var.net.this.vpc.id
  service_name        = join(".", ["com.amazonaws.eu-west-1", local.services[count.index]])
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [var.net.this.subnets["ep"].id, var.net.this.subnets.app.id]
  security_group_ids  = [var.groups["wanted"].id]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = var.net["this"].vpc["id"]
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [var.net.this.table.id]
}
