variable "zones" { type = list(string) }

module "network" {
  source = "./network"
  zones  = var.zones
  cidr   = "10.1.0.0/16"
}

output "network" {
  value = {
    vpc_id  = module.network.vpc_id
    subnets = module.network.by_tier
    tables  = { for tier, ids in module.network.tables : tier => one(ids) }
  }
}
