variable "namespace" { default = null }
variable "stage" { default = null }
variable "attributes" { default = [] }
variable "enabled" { default = null }

variable "context" {
  type    = any
  default = { enabled = true, namespace = null, stage = null, attributes = [] }
}

locals {
  input = {
    enabled    = var.enabled == null ? var.context.enabled : var.enabled
    namespace  = var.namespace == null ? var.context.namespace : var.namespace
    stage      = var.stage == null ? var.context.stage : var.stage
    attributes = compact(distinct(concat(coalesce(var.context.attributes, []), coalesce(var.attributes, []))))
  }
  id = lower(join("-", compact(concat([local.input.namespace, local.input.stage], local.input.attributes))))
}

output "enabled" { value = local.input.enabled }
output "id" { value = local.input.enabled ? local.id : "" }
output "context" { value = local.input }
