variable "subnets" {}
variable "groups" {}
output "subnet_id" { value = var.subnets["k0"].id }
output "group_id" { value = var.groups[0].id }
