variable "vpc_id" {}

variable "network" {
  type      = map(string)
  sensitive = true
}

resource "aws_vpc_endpoint" "this" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [var.network["subnet"]]
  security_group_ids  = [var.network.group]
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = var.vpc_id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = compact([var.network.table])
}

output "subnets" {
  value     = [var.network.subnet]
  sensitive = true
}
