################################################################################
# Own group
################################################################################

resource "aws_security_group" "this" {
  count = local.own_group ? 1 : 0

  name        = var.group_use_name_prefix ? null : coalesce(var.group_name, var.name)
  name_prefix = var.group_use_name_prefix ? "${coalesce(var.group_name, var.name)}-" : null
  description = var.group_description
  vpc_id      = var.vpc_id

  tags = merge(var.tags, { "Name" = coalesce(var.group_name, var.name) }, var.group_tags)

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "this" {
  for_each = { for key, rule in var.group_rules : key => rule if local.own_group }

  security_group_id = aws_security_group.this[0].id
  protocol          = try(each.value.protocol, "tcp")
  from_port         = try(each.value.from_port, 443)
  to_port           = try(each.value.to_port, 443)
  type              = try(each.value.type, "ingress")

  description              = lookup(each.value, "description", null)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = try(each.value.self, null)
  source_security_group_id = lookup(each.value, "source_group_id", null)
}
