variable "subnets" {
  type = map(list(string))
}

variable "group" {
  type = string
}

locals {
  role = "arn:aws:iam::123456789012:role/any"
  jobs = { nightly = "cron(0 3 * * ? *)" }
}

resource "aws_eks_node_group" "this" {
  cluster_name    = "main"
  node_group_name = "main"
  node_role_arn   = local.role
  subnet_ids      = var.subnets["nodes"]

  scaling_config {
    desired_size = 1
    max_size     = 1
    min_size     = 1
  }
}

resource "aws_eks_fargate_profile" "this" {
  cluster_name           = "main"
  fargate_profile_name   = "pods"
  pod_execution_role_arn = local.role
  subnet_ids             = try(var.subnets.pods, var.subnets.nodes)

  selector {
    namespace = "default"
  }
}

resource "aws_scheduler_schedule" "this" {
  for_each            = local.jobs
  name                = each.key
  schedule_expression = each.value

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = "arn:aws:ecs:eu-west-1:123456789012:cluster/main"
    role_arn = local.role

    ecs_parameters {
      task_definition_arn = "arn:aws:ecs:eu-west-1:123456789012:task-definition/job:1"
      launch_type         = "FARGATE"

      dynamic "network_configuration" {
        for_each = [for ids in var.subnets[*].jobs : ids]
        content {
          subnets         = network_configuration.value
          security_groups = [var.group]
        }
      }
    }
  }
}

output "node_subnets" {
  value = aws_eks_node_group.this.subnet_ids
}
