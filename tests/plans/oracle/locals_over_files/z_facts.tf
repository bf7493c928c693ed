locals {
  prefix         = join(".", concat(["com", "amazonaws"], [local.region]))
  region         = local.region_of["prod"]
  region_of      = { prod = "eu-west-1" }
  names          = ["ecr.api", "ecr.dkr"]
  cidr           = "10.0.0.0/16"
  default_groups = aws_security_group.endpoints[*].id
  plan = {
    for i, tier in ["app", "app", "endpoint", "endpoint"] : "${tier}${i % 2}" => {
      tier = tier
      cidr = cidrsubnet(local.cidr, 8, i)
      zone = "${local.region}${i % 2 == 0 ? "a" : "b"}"
    }
  }
}

resource "aws_security_group" "endpoints" {
  vpc_id = local.net["vpc"]
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = [local.net.cidr]
  }
}
