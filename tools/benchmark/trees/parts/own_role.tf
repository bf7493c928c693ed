################################################################################
# Own role
################################################################################

locals {
  role_arn = local.own_role ? try(aws_iam_role.this[0].arn, null) : var.role_arn
}

data "aws_iam_policy_document" "trust" {
  count = local.own_role ? 1 : 0

  statement {
    sid     = "ServiceMayAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = [local.role_service]
    }
  }
}

resource "aws_iam_role" "this" {
  count = local.own_role ? 1 : 0

  name                  = var.role_use_name_prefix ? null : coalesce(var.role_name, local.role_name)
  name_prefix           = var.role_use_name_prefix ? "${coalesce(var.role_name, local.role_name)}-" : null
  path                  = var.role_path
  description           = coalesce(var.role_description, "Used by ${local.role_name}")
  assume_role_policy    = data.aws_iam_policy_document.trust[0].json
  max_session_duration  = var.role_session_duration
  permissions_boundary  = var.role_permissions_boundary
  force_detach_policies = true

  tags = merge(var.tags, var.role_tags)
}

resource "aws_iam_role_policy_attachment" "this" {
  for_each = { for key, policy in var.role_policies : key => policy if local.own_role }

  role       = aws_iam_role.this[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "this" {
  count = local.own_role && var.own_role_policy ? 1 : 0

  dynamic "statement" {
    for_each = local.role_statements

    content {
      sid       = try(statement.value.sid, null)
      actions   = try(statement.value.actions, null)
      effect    = try(statement.value.effect, null)
      resources = try(statement.value.resources, null)

      dynamic "condition" {
        for_each = try(statement.value.conditions, [])

        content {
          test     = condition.value.test
          values   = condition.value.values
          variable = condition.value.variable
        }
      }
    }
  }
}

resource "aws_iam_role_policy" "this" {
  count = local.own_role && var.own_role_policy ? 1 : 0

  name   = local.role_name
  role   = aws_iam_role.this[0].id
  policy = data.aws_iam_policy_document.this[0].json
}
