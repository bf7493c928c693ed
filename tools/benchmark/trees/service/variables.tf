variable "containers" {
  description = "The containers of a task by name, each with its image and ports"
  type = map(object({
    image              = string
    cpu                = optional(number, 256)
    memory             = optional(number, 512)
    memory_reservation = optional(number)
    essential          = optional(bool, true)
    command            = optional(list(string), [])
    environment        = optional(map(string), {})
    read_only          = optional(bool, true)
    with_logs          = optional(bool, true)
    port_mappings = optional(list(object({
      name          = optional(string)
      containerPort = number
      hostPort      = optional(number)
      protocol      = optional(string, "tcp")
    })), [])
  }))
  default = {}
}

variable "scaling_policies" {
  description = "What the number of tasks follows, by name"
  type        = any
  default = {
    cpu = {
      policy_type     = "TargetTrackingScaling"
      target_tracking = { metric = "ECSServiceAverageCPUUtilization" }
    }
    memory = {
      policy_type     = "TargetTrackingScaling"
      target_tracking = { metric = "ECSServiceAverageMemoryUtilization" }
    }
  }
}

variable "runtime_platform" {
  description = "What the containers are made for"
  type        = any
  default = {
    operating_system_family = "LINUX"
    cpu_architecture        = "X86_64"
  }
}
