resource "aws_security_group_rule" "KIND" {
  count = var.create ? COUNT : 0

  security_group_id = local.group_id
  type              = "DIRECTION"
  description       = lookup(var.KIND[count.index], "description", "DIRECTION rule")

  ARGUMENT = VALUE

  from_port = lookup(
    var.KIND[count.index],
    "from_port",
    var.rules[lookup(var.KIND[count.index], "rule", "_")].from,
  )
  to_port = lookup(
    var.KIND[count.index],
    "to_port",
    var.rules[lookup(var.KIND[count.index], "rule", "_")].to,
  )
  protocol = lookup(
    var.KIND[count.index],
    "protocol",
    var.rules[lookup(var.KIND[count.index], "rule", "_")].protocol,
  )
}
