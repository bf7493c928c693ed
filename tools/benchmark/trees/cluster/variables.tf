variable "settings" {
  description = "The settings of the cluster"
  type = list(object({
    name  = string
    value = optional(string, "enabled")
  }))
  default = [
    {
      name  = "containerInsights"
      value = "enabled"
    },
  ]
}
