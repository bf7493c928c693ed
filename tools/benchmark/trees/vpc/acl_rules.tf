resource "aws_network_acl_rule" "TIER_DIRECTION" {
  count = local.has_TIER && var.own_TIER_acl ? length(var.TIER_DIRECTION_rules) : 0

  network_acl_id = aws_network_acl.TIER[0].id

  egress          = EGRESS
  rule_number     = var.TIER_DIRECTION_rules[count.index]["rule_number"]
  rule_action     = var.TIER_DIRECTION_rules[count.index]["rule_action"]
  from_port       = lookup(var.TIER_DIRECTION_rules[count.index], "from_port", null)
  to_port         = lookup(var.TIER_DIRECTION_rules[count.index], "to_port", null)
  protocol        = var.TIER_DIRECTION_rules[count.index]["protocol"]
  cidr_block      = lookup(var.TIER_DIRECTION_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.TIER_DIRECTION_rules[count.index], "ipv6_cidr_block", null)
}
