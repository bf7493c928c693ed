variable "ids" {}
output "ids" { value = var.ids }
