resource "aws_subnet" "tier" {
  for_each          = local.plan
  vpc_id            = local.net.vpc
  cidr_block        = each.value.cidr
  availability_zone = each.value.zone
}

resource "aws_route_table" "tier" {
  for_each = local.tiers
  vpc_id   = local.net.vpc
}

resource "aws_route_table_association" "tier" {
  for_each       = local.plan
  subnet_id      = aws_subnet.tier[each.key].id
  route_table_id = one(local.tables_of[each.value.tier])
}

locals {
  tiers     = toset([for p in values(local.plan) : p.tier])
  tables_of = { for tier, table in aws_route_table.tier : tier => [table.id] }
  of_tier   = { for key, p in local.plan : p.tier => aws_subnet.tier[key].id... }
  first     = local.of_tier.endpoint
  second    = [local.of_tier["endpoint"][1]]
  net       = { vpc = aws_vpc.main.id, cidr = local.cidr }
}
