################################################################################
# Subnets: TIER
################################################################################

locals {
  count_TIER     = max(length(var.TIER_subnets), length(var.TIER_subnet_ipv6_prefixes))
  has_TIER       = local.has_vpc && local.count_TIER > 0
  own_table_TIER = local.has_TIER && var.own_TIER_table
  tables_TIER    = local.own_table_TIER ? (var.one_nat_gateway || var.TIER_internet_route ? 1 : local.count_TIER) : 0
}

resource "aws_subnet" "TIER" {
  count = local.has_TIER && (!var.nat_gateway_per_zone || local.count_TIER >= length(var.zones)) ? local.count_TIER : 0

  vpc_id               = local.vpc_id
  availability_zone    = length(regexall("^[a-z]{2}-", element(var.zones, count.index))) > 0 ? element(var.zones, count.index) : null
  availability_zone_id = length(regexall("^[a-z]{2}-", element(var.zones, count.index))) == 0 ? element(var.zones, count.index) : null
  cidr_block           = var.TIER_subnet_ipv6_native ? null : element(concat(var.TIER_subnets, [""]), count.index)

  assign_ipv6_address_on_creation                = var.with_ipv6 && var.TIER_subnet_ipv6_native ? true : var.TIER_subnet_assign_ipv6
  enable_dns64                                   = var.with_ipv6 && var.TIER_subnet_dns64
  enable_resource_name_dns_aaaa_record_on_launch = var.with_ipv6 && var.TIER_subnet_aaaa_record
  enable_resource_name_dns_a_record_on_launch    = !var.TIER_subnet_ipv6_native && var.TIER_subnet_a_record
  ipv6_cidr_block                                = var.with_ipv6 && length(var.TIER_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.TIER_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                                    = var.with_ipv6 && var.TIER_subnet_ipv6_native
  private_dns_hostname_type_on_launch            = var.TIER_subnet_hostname_type

  tags = merge(
    {
      Name = try(
        var.TIER_subnet_names[count.index],
        format("${var.name}-${var.TIER_subnet_suffix}-%s", element(var.zones, count.index))
      )
    },
    var.tags,
    var.TIER_subnet_tags,
    lookup(var.TIER_subnet_tags_by_zone, element(var.zones, count.index), {}),
  )

  lifecycle {
    ignore_changes = [map_public_ip_on_launch]
  }
}

resource "aws_route_table" "TIER" {
  count = local.tables_TIER

  vpc_id = local.vpc_id

  tags = merge(
    {
      "Name" = var.one_nat_gateway ? "${var.name}-${var.TIER_subnet_suffix}" : format("${var.name}-${var.TIER_subnet_suffix}-%s", element(var.zones, count.index))
    },
    var.tags,
    var.TIER_table_tags,
  )
}

resource "aws_route_table_association" "TIER" {
  count = local.has_TIER ? local.count_TIER : 0

  subnet_id = element(aws_subnet.TIER[*].id, count.index)
  route_table_id = element(
    coalescelist(aws_route_table.TIER[*].id, aws_route_table.public[*].id),
    local.own_table_TIER && !var.one_nat_gateway ? count.index : 0,
  )
}

resource "aws_route" "TIER_to_internet" {
  count = local.own_table_TIER && var.with_internet_gateway && var.TIER_internet_route ? local.tables_TIER : 0

  route_table_id         = aws_route_table.TIER[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id

  timeouts {
    create = "5m"
  }
}

resource "aws_route" "TIER_to_nat" {
  count = local.own_table_TIER && var.with_nat_gateway && var.TIER_nat_route ? local.tables_TIER : 0

  route_table_id         = element(aws_route_table.TIER[*].id, count.index)
  destination_cidr_block = var.nat_destination
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)
}

resource "aws_network_acl" "TIER" {
  count = local.has_TIER && var.own_TIER_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.TIER[*].id

  tags = merge({ "Name" = "${var.name}-${var.TIER_subnet_suffix}" }, var.tags, var.TIER_acl_tags)
}
