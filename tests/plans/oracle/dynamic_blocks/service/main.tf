variable "name" {
  type = string
}

variable "network" {
  type = object({
    subnets = list(string)
    groups  = optional(list(string), [])
  })
}

variable "fallback" {
  type    = set(string)
  default = []
}

resource "aws_ecs_service" "this" {
  name            = var.name
  cluster         = "main"
  task_definition = var.name
  launch_type     = "FARGATE"

  dynamic "network_configuration" {
    for_each = concat(var.network[*], var.network == null ? [{ subnets = tolist(var.fallback), groups = [] }] : [])
    content {
      subnets         = network_configuration.value.subnets
      security_groups = network_configuration.value.groups
    }
  }
}
