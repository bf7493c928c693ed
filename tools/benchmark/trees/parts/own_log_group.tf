################################################################################
# Own log group
################################################################################

locals {
  may_log = {
    sid       = "Logs"
    actions   = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
    resources = ["*"]
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count = local.own_log_group ? 1 : 0

  name              = try(coalesce(var.log_group_name, local.log_group_name), "")
  retention_in_days = var.log_group_retention
  kms_key_id        = var.log_group_kms_key_id

  tags = merge(var.tags, var.log_group_tags)
}
