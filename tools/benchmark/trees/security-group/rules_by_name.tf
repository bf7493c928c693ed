################################################################################
# Rules: DIRECTION
################################################################################

resource "aws_security_group_rule" "DIRECTION_by_name" {
  count = var.create ? length(var.DIRECTION_rules) : 0

  security_group_id = local.group_id
  type              = "DIRECTION"

  cidr_blocks      = var.DIRECTION_cidr_blocks
  ipv6_cidr_blocks = var.DIRECTION_ipv6_cidr_blocks
  prefix_list_ids  = var.DIRECTION_prefix_list_ids
  description      = var.rules[var.DIRECTION_rules[count.index]].about

  from_port = var.rules[var.DIRECTION_rules[count.index]].from
  to_port   = var.rules[var.DIRECTION_rules[count.index]].to
  protocol  = var.rules[var.DIRECTION_rules[count.index]].protocol
}
