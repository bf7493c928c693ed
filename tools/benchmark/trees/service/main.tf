locals {
  is_fargate    = var.launch_type == "FARGATE"
  is_external   = var.launch_type == "EXTERNAL"
  needs_network = var.network_mode == "awsvpc"
  own_task      = var.create && var.own_task_definition
  own_role      = local.own_task && var.own_role
  own_group     = var.create && var.own_group && local.needs_network
  own_log_group = local.own_task && var.own_log_group
  scales        = var.create && var.with_scaling && var.scheduling == "REPLICA"

  family          = coalesce(var.family, var.name)
  log_group_name  = "/ecs/${local.family}"
  task_definition = local.own_task ? try(aws_ecs_task_definition.this[0].arn, null) : var.task_definition_arn
  group_ids       = flatten(concat([try(aws_security_group.this[0].id, [])], var.group_ids))

  role_name    = local.family
  role_service = "ecs-tasks.amazonaws.com"
  role_statements = concat(
    var.with_logs_policy ? [local.may_log] : [],
    var.with_registry_policy ? [local.may_pull] : [],
    var.role_statements,
  )

  may_pull = {
    sid = "Registry"
    actions = [
      "ecr:BatchCheckLayerAvailability",
      "ecr:BatchGetImage",
      "ecr:GetAuthorizationToken",
      "ecr:GetDownloadUrlForLayer",
    ]
    resources = ["*"]
  }

  containers = [
    for name, container in var.containers : {
      name                   = name
      image                  = container.image
      cpu                    = try(container.cpu, 0)
      memory                 = try(container.memory, null)
      memoryReservation      = try(container.memory_reservation, null)
      essential              = try(container.essential, true)
      command                = try(container.command, [])
      environment            = [for key in sort(keys(try(container.environment, {}))) : { name = key, value = container.environment[key] }]
      portMappings           = try(container.port_mappings, [])
      readonlyRootFilesystem = try(container.read_only, true)
      logConfiguration = try(container.with_logs, true) ? {
        logDriver = "awslogs"
        options = {
          awslogs-region        = var.region
          awslogs-group         = try(aws_cloudwatch_log_group.this[0].name, "")
          awslogs-stream-prefix = name
        }
      } : null
    }
  ]
}

resource "aws_ecs_service" "this" {
  count = var.create ? 1 : 0

  name                               = var.name
  cluster                            = var.cluster_arn
  task_definition                    = local.task_definition
  desired_count                      = var.scheduling == "DAEMON" ? null : var.desired_count
  launch_type                        = length(var.capacity_strategies) > 0 ? null : var.launch_type
  platform_version                   = local.is_fargate ? var.platform_version : null
  scheduling_strategy                = local.is_fargate ? "REPLICA" : var.scheduling
  propagate_tags                     = var.propagate_tags
  enable_ecs_managed_tags            = var.managed_tags
  enable_execute_command             = var.execute_command
  deployment_maximum_percent         = local.is_external ? null : var.maximum_percent
  deployment_minimum_healthy_percent = var.minimum_healthy_percent
  force_new_deployment               = local.is_external ? null : var.force_deployment
  health_check_grace_period_seconds  = var.grace_period
  wait_for_steady_state              = var.wait_for_steady_state

  dynamic "network_configuration" {
    for_each = local.needs_network ? [{ subnets = var.subnet_ids, security_groups = local.group_ids, public = var.assign_public_ip }] : []

    content {
      assign_public_ip = network_configuration.value.public
      security_groups  = network_configuration.value.security_groups
      subnets          = network_configuration.value.subnets
    }
  }

  dynamic "capacity_provider_strategy" {
    for_each = var.capacity_strategies

    content {
      base              = try(capacity_provider_strategy.value.base, null)
      capacity_provider = capacity_provider_strategy.value.provider
      weight            = try(capacity_provider_strategy.value.weight, null)
    }
  }

  dynamic "deployment_circuit_breaker" {
    for_each = length(var.circuit_breaker) > 0 ? [var.circuit_breaker] : []

    content {
      enable   = deployment_circuit_breaker.value.enable
      rollback = deployment_circuit_breaker.value.rollback
    }
  }

  dynamic "load_balancer" {
    for_each = { for key, balancer in var.load_balancers : key => balancer if !local.is_external }

    content {
      container_name   = load_balancer.value.container_name
      container_port   = load_balancer.value.container_port
      target_group_arn = try(load_balancer.value.target_group_arn, null)
    }
  }

  timeouts {
    create = try(var.timeouts.create, null)
    update = try(var.timeouts.update, null)
    delete = try(var.timeouts.delete, null)
  }

  tags = merge(var.tags, var.service_tags)

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_ecs_task_definition" "this" {
  count = local.own_task ? 1 : 0

  family                   = local.family
  container_definitions    = jsonencode(local.containers)
  cpu                      = var.cpu
  memory                   = var.memory
  network_mode             = var.network_mode
  execution_role_arn       = local.role_arn
  task_role_arn            = var.task_role_arn
  requires_compatibilities = var.compatibilities
  ipc_mode                 = local.is_fargate ? null : var.ipc_mode
  pid_mode                 = var.pid_mode
  skip_destroy             = var.skip_destroy

  dynamic "runtime_platform" {
    for_each = length(var.runtime_platform) > 0 ? [var.runtime_platform] : []

    content {
      cpu_architecture        = try(runtime_platform.value.cpu_architecture, null)
      operating_system_family = try(runtime_platform.value.operating_system_family, null)
    }
  }

  dynamic "volume" {
    for_each = { for key, volume in var.volumes : key => volume }

    content {
      name      = try(volume.value.name, volume.key)
      host_path = try(volume.value.host_path, null)

      dynamic "efs_volume_configuration" {
        for_each = try([volume.value.efs], [])

        content {
          file_system_id     = efs_volume_configuration.value.file_system_id
          root_directory     = try(efs_volume_configuration.value.root_directory, null)
          transit_encryption = try(efs_volume_configuration.value.transit_encryption, null)
        }
      }
    }
  }

  tags = merge(var.tags, var.task_tags)

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_appautoscaling_target" "this" {
  count = local.scales ? 1 : 0

  min_capacity       = min(var.scaling_minimum, var.desired_count)
  max_capacity       = max(var.scaling_maximum, var.desired_count)
  resource_id        = "service/${element(split("/", var.cluster_arn), 1)}/${var.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"

  tags = var.tags
}

resource "aws_appautoscaling_policy" "this" {
  for_each = { for key, policy in var.scaling_policies : key => policy if local.scales }

  name               = try(each.value.name, each.key)
  policy_type        = try(each.value.policy_type, "TargetTrackingScaling")
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace

  dynamic "target_tracking_scaling_policy_configuration" {
    for_each = try([each.value.target_tracking], [])

    content {
      disable_scale_in   = try(target_tracking_scaling_policy_configuration.value.disable_scale_in, null)
      scale_in_cooldown  = try(target_tracking_scaling_policy_configuration.value.scale_in_cooldown, 300)
      scale_out_cooldown = try(target_tracking_scaling_policy_configuration.value.scale_out_cooldown, 60)
      target_value       = try(target_tracking_scaling_policy_configuration.value.target_value, 75)

      predefined_metric_specification {
        predefined_metric_type = target_tracking_scaling_policy_configuration.value.metric
      }
    }
  }
}
