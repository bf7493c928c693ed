# Whole modules and whole resources as values: net = module.net, then var.net.this.subnets["ep"].id.
provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
module "net" {
  source = "./modules/net"
}

module "endpoints" {
  source = "./modules/endpoints"
  net    = module.net
  groups = aws_security_group.tls
}

resource "aws_security_group" "tls" {
  for_each = toset(["wanted", "other"])
  name     = each.key
  vpc_id   = module.net.this.vpc.id

  dynamic "ingress" {
    for_each = each.key == "wanted" ? [443] : [22, 443]
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = [module.net.this["vpc"].cidr_block]
    }
  }
}
