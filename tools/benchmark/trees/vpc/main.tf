################################################################################
# Network
################################################################################

locals {
  has_vpc = var.create && var.accepts_terms

  widest_tier = max(
    local.count_public,
    local.count_private,
    local.count_database,
    local.count_cache,
    local.count_warehouse,
    local.count_internal,
  )

  nat_gateways = var.one_nat_gateway ? 1 : var.nat_gateway_per_zone ? length(var.zones) : local.widest_tier
  vpc_id       = try(aws_vpc_ipv4_cidr_block_association.more[0].vpc_id, aws_vpc.this[0].id, "")
}

resource "aws_vpc" "this" {
  count = local.has_vpc ? 1 : 0

  cidr_block          = var.use_ipam ? null : var.cidr
  ipv4_ipam_pool_id   = var.ipam_pool_id
  ipv4_netmask_length = var.ipam_netmask_length

  assign_generated_ipv6_cidr_block = var.with_ipv6 && !var.use_ipam ? true : null
  instance_tenancy                 = var.tenancy
  enable_dns_hostnames             = var.dns_hostnames
  enable_dns_support               = var.dns_support

  tags = merge({ "Name" = var.name }, var.tags, var.vpc_tags)
}

resource "aws_vpc_ipv4_cidr_block_association" "more" {
  count = local.has_vpc && length(var.more_cidrs) > 0 ? length(var.more_cidrs) : 0

  vpc_id     = aws_vpc.this[0].id # not the local: that one waits for this resource
  cidr_block = element(var.more_cidrs, count.index)
}

resource "aws_vpc_dhcp_options" "this" {
  count = local.has_vpc && var.with_dhcp_options ? 1 : 0

  domain_name         = var.dhcp_domain_name
  domain_name_servers = var.dhcp_name_servers
  ntp_servers         = var.dhcp_ntp_servers

  tags = merge({ "Name" = var.name }, var.tags, var.dhcp_options_tags)
}

resource "aws_vpc_dhcp_options_association" "this" {
  count = local.has_vpc && var.with_dhcp_options ? 1 : 0

  vpc_id          = local.vpc_id
  dhcp_options_id = aws_vpc_dhcp_options.this[0].id
}

resource "aws_default_security_group" "this" {
  count = local.has_vpc && var.adopt_default_group ? 1 : 0

  vpc_id = aws_vpc.this[0].id

  dynamic "ingress" {
    for_each = var.default_group_ingress
    content {
      self             = lookup(ingress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(ingress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(ingress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(ingress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(ingress.value, "security_groups", "")))
      description      = lookup(ingress.value, "description", null)
      from_port        = lookup(ingress.value, "from_port", 0)
      to_port          = lookup(ingress.value, "to_port", 0)
      protocol         = lookup(ingress.value, "protocol", "-1")
    }
  }

  dynamic "egress" {
    for_each = var.default_group_egress
    content {
      cidr_blocks = compact(split(",", lookup(egress.value, "cidr_blocks", "")))
      from_port   = lookup(egress.value, "from_port", 0)
      to_port     = lookup(egress.value, "to_port", 0)
      protocol    = lookup(egress.value, "protocol", "-1")
    }
  }

  tags = merge(
    { "Name" = coalesce(var.default_group_name, "${var.name}-default") },
    var.tags,
    var.default_group_tags,
  )
}

resource "aws_default_route_table" "default" {
  count = local.has_vpc && var.adopt_default_table ? 1 : 0

  default_route_table_id = aws_vpc.this[0].default_route_table_id
  propagating_vgws       = var.default_table_vgws

  dynamic "route" {
    for_each = var.default_table_routes
    content {
      cidr_block      = route.value.cidr_block
      ipv6_cidr_block = lookup(route.value, "ipv6_cidr_block", null)

      egress_only_gateway_id    = lookup(route.value, "egress_only_gateway_id", null)
      gateway_id                = lookup(route.value, "gateway_id", null)
      nat_gateway_id            = lookup(route.value, "nat_gateway_id", null)
      network_interface_id      = lookup(route.value, "network_interface_id", null)
      transit_gateway_id        = lookup(route.value, "transit_gateway_id", null)
      vpc_endpoint_id           = lookup(route.value, "vpc_endpoint_id", null)
      vpc_peering_connection_id = lookup(route.value, "vpc_peering_connection_id", null)
    }
  }

  timeouts {
    create = "5m"
    update = "5m"
  }

  tags = merge(
    { "Name" = coalesce(var.default_table_name, "${var.name}-default") },
    var.tags,
    var.default_table_tags,
  )
}

################################################################################
# Gateways
################################################################################

resource "aws_internet_gateway" "this" {
  count = local.has_public && var.with_internet_gateway ? 1 : 0

  vpc_id = local.vpc_id

  tags = merge({ "Name" = var.name }, var.tags, var.internet_gateway_tags)
}

resource "aws_egress_only_internet_gateway" "this" {
  count = local.has_vpc && var.with_egress_only_gateway && var.with_ipv6 ? 1 : 0

  vpc_id = local.vpc_id

  tags = merge({ "Name" = var.name }, var.tags, var.internet_gateway_tags)
}

locals {
  nat_addresses = var.keep_nat_addresses ? var.nat_address_ids : aws_eip.nat[*].id
}

resource "aws_eip" "nat" {
  count = local.has_vpc && var.with_nat_gateway && !var.keep_nat_addresses ? local.nat_gateways : 0

  domain = "vpc"

  tags = merge(
    { "Name" = format("${var.name}-%s", element(var.zones, var.one_nat_gateway ? 0 : count.index)) },
    var.tags,
    var.nat_address_tags,
  )

  depends_on = [aws_internet_gateway.this]
}

resource "aws_nat_gateway" "this" {
  count = local.has_vpc && var.with_nat_gateway ? local.nat_gateways : 0

  allocation_id = element(local.nat_addresses, var.one_nat_gateway ? 0 : count.index)
  subnet_id     = element(aws_subnet.public[*].id, var.one_nat_gateway ? 0 : count.index)

  tags = merge(
    { "Name" = format("${var.name}-%s", element(var.zones, var.one_nat_gateway ? 0 : count.index)) },
    var.tags,
    var.nat_gateway_tags,
  )

  depends_on = [aws_internet_gateway.this]
}

resource "aws_vpn_gateway" "this" {
  count = local.has_vpc && var.with_vpn_gateway ? 1 : 0

  vpc_id            = local.vpc_id
  amazon_side_asn   = var.vpn_gateway_asn
  availability_zone = var.vpn_gateway_zone

  tags = merge({ "Name" = var.name }, var.tags, var.vpn_gateway_tags)
}

################################################################################
# Flow log
################################################################################

locals {
  has_flow_log  = local.has_vpc && var.with_flow_log
  own_role      = local.has_flow_log && var.flow_log_to != "s3" && var.own_role
  own_log_group = local.has_flow_log && var.flow_log_to != "s3" && var.own_log_group

  role_name       = "${var.name}-flow-log"
  role_service    = "vpc-flow-logs.amazonaws.com"
  role_statements = concat([local.may_log], var.role_statements)
  log_group_name  = "/aws/vpc-flow-log/${local.vpc_id}"

  flow_log_destination = local.own_log_group ? try(aws_cloudwatch_log_group.this[0].arn, null) : var.flow_log_destination_arn
}

resource "aws_flow_log" "this" {
  count = local.has_flow_log ? 1 : 0

  log_destination_type     = var.flow_log_to
  log_destination          = local.flow_log_destination
  log_format               = var.flow_log_format
  iam_role_arn             = local.role_arn
  traffic_type             = var.flow_log_traffic
  vpc_id                   = local.vpc_id
  max_aggregation_interval = var.flow_log_interval

  dynamic "destination_options" {
    for_each = var.flow_log_to == "s3" ? [true] : []

    content {
      file_format                = var.flow_log_file_format
      hive_compatible_partitions = var.flow_log_hive_partitions
      per_hour_partition         = var.flow_log_hourly_partitions
    }
  }

  tags = merge(var.tags, var.flow_log_tags)
}
