################################################################################
# Group
################################################################################

locals {
  has_group = var.create && var.own_group
  group_id  = var.own_group ? concat(aws_security_group.this[*].id, aws_security_group.prefixed[*].id, [""])[0] : var.group_id
}

resource "aws_security_group" "this" {
  count = local.has_group && !var.use_name_prefix ? 1 : 0

  name                   = var.name
  description            = var.description
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = var.revoke_rules_on_delete

  tags = merge({ "Name" = format("%s", var.name) }, var.tags)

  timeouts {
    create = var.create_timeout
    delete = var.delete_timeout
  }
}

resource "aws_security_group" "prefixed" {
  count = local.has_group && var.use_name_prefix ? 1 : 0

  name_prefix            = "${var.name}-"
  description            = var.description
  vpc_id                 = var.vpc_id
  revoke_rules_on_delete = var.revoke_rules_on_delete

  tags = merge({ "Name" = format("%s", var.name) }, var.tags)

  lifecycle {
    create_before_destroy = true
  }

  timeouts {
    create = var.create_timeout
    delete = var.delete_timeout
  }
}
