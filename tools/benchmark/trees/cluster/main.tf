locals {
  own_log_group  = var.create && var.own_log_group
  log_group_name = "/aws/ecs/${var.name}"

  own_logging = {
    logging = "OVERRIDE"
    log_configuration = {
      cloud_watch_log_group_name = try(aws_cloudwatch_log_group.this[0].name, null)
    }
  }

  logging = { for key, value in local.own_logging : key => value if var.own_log_group }
}

resource "aws_ecs_cluster" "this" {
  count = var.create ? 1 : 0

  name = var.name

  dynamic "configuration" {
    for_each = length(merge(local.logging, var.configuration)) > 0 ? [merge(local.logging, var.configuration)] : []

    content {
      dynamic "execute_command_configuration" {
        for_each = [configuration.value]

        content {
          kms_key_id = try(execute_command_configuration.value.kms_key_id, null)
          logging    = try(execute_command_configuration.value.logging, "DEFAULT")

          dynamic "log_configuration" {
            for_each = try([execute_command_configuration.value.log_configuration], [])

            content {
              cloud_watch_encryption_enabled = try(log_configuration.value.cloud_watch_encryption_enabled, null)
              cloud_watch_log_group_name     = try(log_configuration.value.cloud_watch_log_group_name, null)
              s3_bucket_name                 = try(log_configuration.value.s3_bucket_name, null)
              s3_key_prefix                  = try(log_configuration.value.s3_key_prefix, null)
            }
          }
        }
      }
    }
  }

  dynamic "setting" {
    for_each = var.settings

    content {
      name  = setting.value.name
      value = setting.value.value
    }
  }

  tags = var.tags
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  count = var.create && length(var.capacity_providers) > 0 ? 1 : 0

  cluster_name       = aws_ecs_cluster.this[0].name
  capacity_providers = distinct(keys(var.capacity_providers))

  dynamic "default_capacity_provider_strategy" {
    for_each = { for name, strategy in var.capacity_providers : name => strategy if length(strategy) > 0 }

    content {
      capacity_provider = default_capacity_provider_strategy.key
      base              = try(default_capacity_provider_strategy.value.base, null)
      weight            = try(default_capacity_provider_strategy.value.weight, null)
    }
  }
}
