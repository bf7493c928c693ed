# ruff: noqa: E501 - lines of Terraform are as long as its formatter leaves them
"""Terraform source trees in the shape of what teams have: large public modules, and roots that call them.

``one`` is one root of some 6,000 lines with its modules. ``many`` is fifty roots that share
those modules.

The modules are like the large public ones in what costs time: a long list of variables with
descriptions and object types, as long a list of outputs with ``try``, resources under
``count`` and ``for_each`` with conditions over many variables, ``dynamic`` blocks, locals.
"""

from __future__ import annotations

from pathlib import Path
from typing import Dict, Iterator, List, Sequence, Tuple

ROOTS = 50

_Files = Dict[str, str]
_Variable = Tuple[str, str, str, str]
"""Name, type, default ("" for none) and description."""
_Output = Tuple[str, str, str]
"""Name, value and description."""

_TIERS = ("public", "private", "database", "cache", "warehouse", "internal")
_MAP, _LIST, _TEXT, _FLAG, _NUMBER = "map(string)", "list(string)", "string", "bool", "number"

_VERSIONS = """\
terraform {
  required_version = ">= 1.3"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}
"""


def write_one(folder: Path) -> None:
    """Write one root with its modules."""
    _write(folder, {**_modules("modules"), **_root("shop", "10.20", "./modules", 3)})


def write_many(folder: Path) -> List[Path]:
    """Write fifty roots that share their modules, and return the roots' folders."""
    _write(folder, _modules("modules"))
    (folder / ".git").mkdir(exist_ok=True)  # of one repository, so that roots may read the modules beside them
    roots = [folder / "roots" / f"team-{number:02}" for number in range(ROOTS)]
    for number, root in enumerate(roots):
        _write(root, _root(root.name, f"10.{number}", "../../modules", 2 + number % 3))
    return roots


def _write(folder: Path, files: _Files) -> None:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _modules(folder: str) -> _Files:
    made = {
        "vpc": (_vpc_main(), _vpc_variables(), _vpc_outputs()),
        "endpoints": (_ENDPOINTS_MAIN, _ENDPOINTS_VARIABLES, _ENDPOINTS_OUTPUTS),
        "security-group": (_group_main(), _group_variables(), _GROUP_OUTPUTS),
        "ecs/cluster": (_CLUSTER_MAIN, _CLUSTER_VARIABLES, _CLUSTER_OUTPUTS),
        "ecs/service": (_SERVICE_MAIN, _service_variables(), _SERVICE_OUTPUTS),
        "ecs": (_ECS_MAIN, _ecs_variables(), _ECS_OUTPUTS),
    }
    files: _Files = {}
    for name, (main, variables, outputs) in made.items():
        files[f"{folder}/{name}/main.tf"] = main
        files[f"{folder}/{name}/variables.tf"] = _declared(variables)
        files[f"{folder}/{name}/outputs.tf"] = _told(outputs)
        files[f"{folder}/{name}/versions.tf"] = _VERSIONS
    files[f"{folder}/security-group/known_ports.tf"] = _known_ports()
    return files


def _declared(variables: Sequence[_Variable]) -> str:
    return "\n".join(_variable(*variable) for variable in variables)


def _variable(name: str, kind: str, default: str, about: str) -> str:
    lines = [("description", f'"{about}"'), ("type", kind), *([("default", default)] if default else [])]
    text = "".join(f"  {key if chr(10) in value else key.ljust(11)} = {value}\n" for key, value in lines)
    return f'variable "{name}" {{\n{text}}}\n'


def _told(outputs: Sequence[_Output]) -> str:
    return "\n".join(
        f'output "{name}" {{\n  description = "{about}"\n  value       = {value}\n}}\n'
        for name, value, about in outputs
    )


def _headed(title: str, text: str) -> str:
    rule = "#" * 80
    return f"{rule}\n# {title}\n{rule}\n\n{text}"


# The VPC: six tiers of subnets, each with tables, lists of rules and gateways of its own.


def _vpc_main() -> str:
    parts = [_headed("Network", _VPC_HEAD)]
    for tier in _TIERS:
        text = _PUBLIC_TABLES if tier == "public" else _TIER_TABLES
        parts.append(_headed(f"Subnets: {tier}", (_TIER + text + _TIER_LIST).replace("@tier@", tier)))
    parts += [_headed("Gateways", _VPC_GATEWAYS), _headed("Flow log", _VPC_FLOW_LOG)]
    return "\n".join(parts)


_VPC_HEAD = """\
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

  tags = merge(
    { "Name" = var.name },
    var.tags,
    var.vpc_tags,
  )
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

  tags = merge(
    { "Name" = var.name },
    var.tags,
    var.dhcp_options_tags,
  )
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
      self             = lookup(egress.value, "self", null)
      cidr_blocks      = compact(split(",", lookup(egress.value, "cidr_blocks", "")))
      ipv6_cidr_blocks = compact(split(",", lookup(egress.value, "ipv6_cidr_blocks", "")))
      prefix_list_ids  = compact(split(",", lookup(egress.value, "prefix_list_ids", "")))
      security_groups  = compact(split(",", lookup(egress.value, "security_groups", "")))
      description      = lookup(egress.value, "description", null)
      from_port        = lookup(egress.value, "from_port", 0)
      to_port          = lookup(egress.value, "to_port", 0)
      protocol         = lookup(egress.value, "protocol", "-1")
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
"""

_TIER = """\
locals {
  count_@tier@ = max(length(var.@tier@_subnets), length(var.@tier@_subnet_ipv6_prefixes))
  has_@tier@   = local.has_vpc && local.count_@tier@ > 0
}

resource "aws_subnet" "@tier@" {
  count = local.has_@tier@ && (!var.nat_gateway_per_zone || local.count_@tier@ >= length(var.zones)) ? local.count_@tier@ : 0

  vpc_id               = local.vpc_id
  availability_zone    = length(regexall("^[a-z]{2}-", element(var.zones, count.index))) > 0 ? element(var.zones, count.index) : null
  availability_zone_id = length(regexall("^[a-z]{2}-", element(var.zones, count.index))) == 0 ? element(var.zones, count.index) : null
  cidr_block           = var.@tier@_subnet_ipv6_native ? null : element(concat(var.@tier@_subnets, [""]), count.index)

  assign_ipv6_address_on_creation                = var.with_ipv6 && var.@tier@_subnet_ipv6_native ? true : var.@tier@_subnet_assign_ipv6
  enable_dns64                                   = var.with_ipv6 && var.@tier@_subnet_dns64
  enable_resource_name_dns_aaaa_record_on_launch = var.with_ipv6 && var.@tier@_subnet_aaaa_record
  enable_resource_name_dns_a_record_on_launch    = !var.@tier@_subnet_ipv6_native && var.@tier@_subnet_a_record
  ipv6_cidr_block                                = var.with_ipv6 && length(var.@tier@_subnet_ipv6_prefixes) > 0 ? cidrsubnet(aws_vpc.this[0].ipv6_cidr_block, 8, var.@tier@_subnet_ipv6_prefixes[count.index]) : null
  ipv6_native                                    = var.with_ipv6 && var.@tier@_subnet_ipv6_native
  private_dns_hostname_type_on_launch            = var.@tier@_subnet_hostname_type

  tags = merge(
    {
      Name = try(
        var.@tier@_subnet_names[count.index],
        format("${var.name}-${var.@tier@_subnet_suffix}-%s", element(var.zones, count.index))
      )
    },
    var.tags,
    var.@tier@_subnet_tags,
    lookup(var.@tier@_subnet_tags_by_zone, element(var.zones, count.index), {}),
  )

  lifecycle {
    ignore_changes = [map_public_ip_on_launch]
  }
}

"""

_PUBLIC_TABLES = """\
locals {
  tables_@tier@ = var.table_per_@tier@_subnet ? local.count_@tier@ : 1
}

resource "aws_route_table" "@tier@" {
  count = local.has_@tier@ ? local.tables_@tier@ : 0

  vpc_id = local.vpc_id

  tags = merge(
    {
      "Name" = var.table_per_@tier@_subnet ? format(
        "${var.name}-${var.@tier@_subnet_suffix}-%s",
        element(var.zones, count.index),
      ) : "${var.name}-${var.@tier@_subnet_suffix}"
    },
    var.tags,
    var.@tier@_table_tags,
  )
}

resource "aws_route_table_association" "@tier@" {
  count = local.has_@tier@ ? local.count_@tier@ : 0

  subnet_id      = element(aws_subnet.@tier@[*].id, count.index)
  route_table_id = element(aws_route_table.@tier@[*].id, var.table_per_@tier@_subnet ? count.index : 0)
}

resource "aws_route" "@tier@_to_internet" {
  count = local.has_@tier@ && var.with_internet_gateway ? local.tables_@tier@ : 0

  route_table_id         = aws_route_table.@tier@[count.index].id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this[0].id

  timeouts {
    create = "5m"
  }
}

"""

_TIER_TABLES = """\
locals {
  own_table_@tier@ = local.has_@tier@ && var.own_@tier@_table
  tables_@tier@    = local.own_table_@tier@ ? (var.one_nat_gateway || var.@tier@_internet_route ? 1 : local.count_@tier@) : 0
}

resource "aws_route_table" "@tier@" {
  count = local.tables_@tier@

  vpc_id = local.vpc_id

  tags = merge(
    {
      "Name" = var.one_nat_gateway ? "${var.name}-${var.@tier@_subnet_suffix}" : format(
        "${var.name}-${var.@tier@_subnet_suffix}-%s",
        element(var.zones, count.index),
      )
    },
    var.tags,
    var.@tier@_table_tags,
  )
}

resource "aws_route_table_association" "@tier@" {
  count = local.has_@tier@ ? local.count_@tier@ : 0

  subnet_id = element(aws_subnet.@tier@[*].id, count.index)
  route_table_id = element(
    coalescelist(aws_route_table.@tier@[*].id, aws_route_table.public[*].id),
    local.own_table_@tier@ && !var.one_nat_gateway ? count.index : 0,
  )
}

resource "aws_route" "@tier@_to_nat" {
  count = local.own_table_@tier@ && var.with_nat_gateway && var.@tier@_nat_route ? local.tables_@tier@ : 0

  route_table_id         = element(aws_route_table.@tier@[*].id, count.index)
  destination_cidr_block = var.nat_destination
  nat_gateway_id         = element(aws_nat_gateway.this[*].id, count.index)

  timeouts {
    create = "5m"
  }
}

"""

_TIER_LIST = """\
resource "aws_network_acl" "@tier@" {
  count = local.has_@tier@ && var.own_@tier@_acl ? 1 : 0

  vpc_id     = local.vpc_id
  subnet_ids = aws_subnet.@tier@[*].id

  tags = merge(
    { "Name" = "${var.name}-${var.@tier@_subnet_suffix}" },
    var.tags,
    var.@tier@_acl_tags,
  )
}

resource "aws_network_acl_rule" "@tier@_inbound" {
  count = local.has_@tier@ && var.own_@tier@_acl ? length(var.@tier@_inbound_rules) : 0

  network_acl_id = aws_network_acl.@tier@[0].id

  egress          = false
  rule_number     = var.@tier@_inbound_rules[count.index]["rule_number"]
  rule_action     = var.@tier@_inbound_rules[count.index]["rule_action"]
  from_port       = lookup(var.@tier@_inbound_rules[count.index], "from_port", null)
  to_port         = lookup(var.@tier@_inbound_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.@tier@_inbound_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.@tier@_inbound_rules[count.index], "icmp_type", null)
  protocol        = var.@tier@_inbound_rules[count.index]["protocol"]
  cidr_block      = lookup(var.@tier@_inbound_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.@tier@_inbound_rules[count.index], "ipv6_cidr_block", null)
}

resource "aws_network_acl_rule" "@tier@_outbound" {
  count = local.has_@tier@ && var.own_@tier@_acl ? length(var.@tier@_outbound_rules) : 0

  network_acl_id = aws_network_acl.@tier@[0].id

  egress          = true
  rule_number     = var.@tier@_outbound_rules[count.index]["rule_number"]
  rule_action     = var.@tier@_outbound_rules[count.index]["rule_action"]
  from_port       = lookup(var.@tier@_outbound_rules[count.index], "from_port", null)
  to_port         = lookup(var.@tier@_outbound_rules[count.index], "to_port", null)
  icmp_code       = lookup(var.@tier@_outbound_rules[count.index], "icmp_code", null)
  icmp_type       = lookup(var.@tier@_outbound_rules[count.index], "icmp_type", null)
  protocol        = var.@tier@_outbound_rules[count.index]["protocol"]
  cidr_block      = lookup(var.@tier@_outbound_rules[count.index], "cidr_block", null)
  ipv6_cidr_block = lookup(var.@tier@_outbound_rules[count.index], "ipv6_cidr_block", null)
}
"""

_VPC_GATEWAYS = """\
resource "aws_internet_gateway" "this" {
  count = local.has_public && var.with_internet_gateway ? 1 : 0

  vpc_id = local.vpc_id

  tags = merge(
    { "Name" = var.name },
    var.tags,
    var.internet_gateway_tags,
  )
}

resource "aws_egress_only_internet_gateway" "this" {
  count = local.has_vpc && var.with_egress_only_gateway && var.with_ipv6 ? 1 : 0

  vpc_id = local.vpc_id

  tags = merge(
    { "Name" = var.name },
    var.tags,
    var.internet_gateway_tags,
  )
}

locals {
  nat_addresses = var.keep_nat_addresses ? var.nat_address_ids : aws_eip.nat[*].id
}

resource "aws_eip" "nat" {
  count = local.has_vpc && var.with_nat_gateway && !var.keep_nat_addresses ? local.nat_gateways : 0

  domain = "vpc"

  tags = merge(
    {
      "Name" = format(
        "${var.name}-%s",
        element(var.zones, var.one_nat_gateway ? 0 : count.index),
      )
    },
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
    {
      "Name" = format(
        "${var.name}-%s",
        element(var.zones, var.one_nat_gateway ? 0 : count.index),
      )
    },
    var.tags,
    var.nat_gateway_tags,
  )

  depends_on = [aws_internet_gateway.this]
}

resource "aws_customer_gateway" "this" {
  for_each = var.customer_gateways

  bgp_asn     = each.value["bgp_asn"]
  ip_address  = each.value["ip_address"]
  device_name = lookup(each.value, "device_name", null)
  type        = "ipsec.1"

  tags = merge(
    { Name = "${var.name}-${each.key}" },
    var.tags,
    var.customer_gateway_tags,
  )
}

resource "aws_vpn_gateway" "this" {
  count = local.has_vpc && var.with_vpn_gateway ? 1 : 0

  vpc_id            = local.vpc_id
  amazon_side_asn   = var.vpn_gateway_asn
  availability_zone = var.vpn_gateway_zone

  tags = merge(
    { "Name" = var.name },
    var.tags,
    var.vpn_gateway_tags,
  )
}

resource "aws_vpn_gateway_route_propagation" "private" {
  count = local.has_vpc && var.propagate_private_vgw && (var.with_vpn_gateway || var.vpn_gateway_id != "") ? local.count_private : 0

  route_table_id = element(aws_route_table.private[*].id, count.index)
  vpn_gateway_id = element(concat(aws_vpn_gateway.this[*].id, [var.vpn_gateway_id]), 0)
}
"""

_VPC_FLOW_LOG = """\
locals {
  has_flow_log       = local.has_vpc && var.with_flow_log
  own_flow_log_role  = local.has_flow_log && var.flow_log_to != "s3" && var.own_flow_log_role
  own_flow_log_group = local.has_flow_log && var.flow_log_to != "s3" && var.own_flow_log_group

  flow_log_destination = local.own_flow_log_group ? try(aws_cloudwatch_log_group.flow_log[0].arn, null) : var.flow_log_destination_arn
  flow_log_role        = local.own_flow_log_role ? try(aws_iam_role.flow_log[0].arn, null) : var.flow_log_role_arn
}

resource "aws_flow_log" "this" {
  count = local.has_flow_log ? 1 : 0

  log_destination_type     = var.flow_log_to
  log_destination          = local.flow_log_destination
  log_format               = var.flow_log_format
  iam_role_arn             = local.flow_log_role
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

resource "aws_cloudwatch_log_group" "flow_log" {
  count = local.own_flow_log_group ? 1 : 0

  name              = "${var.flow_log_group_prefix}${local.vpc_id}"
  retention_in_days = var.flow_log_retention
  kms_key_id        = var.flow_log_kms_key_id

  tags = merge(var.tags, var.flow_log_tags)
}

resource "aws_iam_role" "flow_log" {
  count = local.own_flow_log_role ? 1 : 0

  name_prefix          = "flow-log-"
  assume_role_policy   = data.aws_iam_policy_document.flow_log_trust[0].json
  permissions_boundary = var.flow_log_permissions_boundary

  tags = merge(var.tags, var.flow_log_tags)
}

data "aws_iam_policy_document" "flow_log_trust" {
  count = local.own_flow_log_role ? 1 : 0

  statement {
    sid = "FlowLogsMayAssume"

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }

    effect  = "Allow"
    actions = ["sts:AssumeRole"]
  }
}
"""


def _vpc_variables() -> List[_Variable]:
    found: List[_Variable] = [
        ("create", _FLAG, "true", "Whether anything of this module is made; affects nearly every resource of it"),
        ("accepts_terms", _FLAG, "true", "Whether the terms of use of this module are accepted"),
        ("name", _TEXT, '""', "The name that all resources carry, each with a suffix of its own"),
        ("cidr", _TEXT, '"10.0.0.0/16"', "The IPv4 block of the VPC; it is taken from a pool where one is given"),
        ("more_cidrs", _LIST, "[]", "Further IPv4 blocks that are associated with the VPC"),
        ("zones", _LIST, "[]", "Names or ids of the availability zones in the region"),
        ("use_ipam", _FLAG, "false", "Whether the block comes from an address pool"),
        ("ipam_pool_id", _TEXT, "null", "The id of the address pool that the block is taken from"),
        ("ipam_netmask_length", _NUMBER, "null", "How long the mask of a block from the address pool is"),
        ("with_ipv6", _FLAG, "false", "Whether the VPC has a block of IPv6 addresses that Amazon gives"),
        ("tenancy", _TEXT, '"default"', "Where the instances that are launched into the VPC run"),
        ("dns_hostnames", _FLAG, "true", "Whether the VPC gives host names in its DNS"),
        ("dns_support", _FLAG, "true", "Whether the VPC resolves names at all"),
        ("tags", _MAP, "{}", "Tags that every resource has"),
        ("vpc_tags", _MAP, "{}", "Further tags of the VPC"),
        ("with_dhcp_options", _FLAG, "false", "Whether the VPC has DHCP options of its own"),
        ("dhcp_domain_name", _TEXT, "null", "The domain name that DHCP tells"),
        ("dhcp_name_servers", _LIST, '["AmazonProvidedDNS"]', "The name servers that DHCP tells"),
        ("dhcp_ntp_servers", _LIST, "[]", "The time servers that DHCP tells"),
        ("dhcp_options_tags", _MAP, "{}", "Further tags of the DHCP options"),
        ("adopt_default_group", _FLAG, "true", "Whether the default security group is managed here"),
        ("default_group_name", _TEXT, "null", "The name that the default security group is tagged with"),
        ("default_group_ingress", "list(map(string))", "[]", "Rules for what the default security group lets in"),
        ("default_group_egress", "list(map(string))", "[]", "Rules for what the default security group lets out"),
        ("default_group_tags", _MAP, "{}", "Further tags of the default security group"),
        ("adopt_default_table", _FLAG, "true", "Whether the default route table is managed here"),
        ("default_table_name", _TEXT, "null", "The name that the default route table is tagged with"),
        ("default_table_vgws", _LIST, "[]", "Gateways whose routes the default route table takes over"),
        ("default_table_routes", "list(map(string))", "[]", "The routes of the default route table"),
        ("default_table_tags", _MAP, "{}", "Further tags of the default route table"),
        ("with_internet_gateway", _FLAG, "true", "Whether public subnets get a gateway to the internet"),
        ("with_egress_only_gateway", _FLAG, "true", "Whether there is a gateway for IPv6 that lets nothing in"),
        ("internet_gateway_tags", _MAP, "{}", "Further tags of the gateways to the internet"),
        ("with_nat_gateway", _FLAG, "false", "Whether private subnets reach the internet through gateways"),
        ("one_nat_gateway", _FLAG, "false", "Whether one gateway serves all zones"),
        ("nat_gateway_per_zone", _FLAG, "false", "Whether each zone has a gateway; there must be as many subnets"),
        ("nat_destination", _TEXT, '"0.0.0.0/0"', "What is routed to the gateways for private subnets"),
        ("keep_nat_addresses", _FLAG, "false", "Whether the gateways use addresses that were made elsewhere"),
        ("nat_address_ids", _LIST, "[]", "The addresses that were made elsewhere"),
        ("nat_address_tags", _MAP, "{}", "Further tags of the gateways' addresses"),
        ("nat_gateway_tags", _MAP, "{}", "Further tags of the gateways"),
        ("customer_gateways", "map(map(any))", "{}", "Gateways at the other end of a VPN, by name"),
        ("customer_gateway_tags", _MAP, "{}", "Further tags of the gateways at the other end"),
        ("with_vpn_gateway", _FLAG, "false", "Whether the VPC has a gateway for VPNs"),
        ("vpn_gateway_id", _TEXT, '""', "The id of a gateway for VPNs that was made elsewhere"),
        ("vpn_gateway_asn", _TEXT, '"64512"', "The number of the autonomous system at Amazon's side"),
        ("vpn_gateway_zone", _TEXT, "null", "The zone that the gateway for VPNs is in"),
        ("vpn_gateway_tags", _MAP, "{}", "Further tags of the gateway for VPNs"),
        ("propagate_private_vgw", _FLAG, "false", "Whether private tables take over the routes of the VPN"),
        ("with_flow_log", _FLAG, "false", "Whether the traffic of the VPC is logged"),
        ("flow_log_to", _TEXT, '"cloud-watch-logs"', "Where the log of the traffic goes"),
        ("flow_log_format", _TEXT, "null", "The fields of an entry, in their order"),
        ("flow_log_traffic", _TEXT, '"ALL"', "Which traffic is logged: ACCEPT, REJECT or ALL"),
        ("flow_log_interval", _NUMBER, "600", "Seconds that an entry covers at most"),
        ("flow_log_destination_arn", _TEXT, '""', "The log group or bucket, where it was made elsewhere"),
        ("flow_log_role_arn", _TEXT, '""', "The role that writes the log, where it was made elsewhere"),
        ("own_flow_log_role", _FLAG, "false", "Whether the role that writes the log is made here"),
        ("own_flow_log_group", _FLAG, "false", "Whether the log group is made here"),
        ("flow_log_group_prefix", _TEXT, '"/aws/vpc-flow-log/"', "What the name of the log group starts with"),
        ("flow_log_retention", _NUMBER, "null", "Days that entries are kept"),
        ("flow_log_kms_key_id", _TEXT, "null", "The key that the entries are encrypted with"),
        ("flow_log_file_format", _TEXT, '"plain-text"', "The format of files in a bucket"),
        ("flow_log_hive_partitions", _FLAG, "false", "Whether files in a bucket have prefixes as Hive wants them"),
        ("flow_log_hourly_partitions", _FLAG, "false", "Whether there is a prefix for each hour"),
        ("flow_log_permissions_boundary", _TEXT, "null", "The boundary of the role that writes the log"),
        ("flow_log_tags", _MAP, "{}", "Further tags of the log of the traffic"),
    ]
    for tier in _TIERS:
        found += _tier_variables(tier)
    return found


_ANY_RULE = """[
    {
      rule_number = 100
      rule_action = "allow"
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      cidr_block  = "0.0.0.0/0"
    },
  ]"""


def _tier_variables(tier: str) -> Iterator[_Variable]:
    yield f"{tier}_subnets", _LIST, "[]", f"The IPv4 blocks of the {tier} subnets inside the VPC"
    yield f"{tier}_subnet_ipv6_prefixes", _LIST, "[]", f"Numbers of the IPv6 blocks of the {tier} subnets"
    yield f"{tier}_subnet_ipv6_native", _FLAG, "false", f"Whether the {tier} subnets have no IPv4 addresses at all"
    yield f"{tier}_subnet_assign_ipv6", _FLAG, "false", f"Whether what starts in the {tier} subnets gets IPv6 addresses"
    yield f"{tier}_subnet_dns64", _FLAG, "true", f"Whether IPv4 alone can be reached from IPv6 in the {tier} subnets"
    yield f"{tier}_subnet_aaaa_record", _FLAG, "true", f"Whether the {tier} subnets answer with AAAA records"
    yield f"{tier}_subnet_a_record", _FLAG, "false", f"Whether the {tier} subnets answer with A records"
    yield f"{tier}_subnet_hostname_type", _TEXT, "null", f"What host names in the {tier} subnets are made of"
    yield f"{tier}_subnet_names", _LIST, "[]", f"Names of the {tier} subnets; they are made up where none are given"
    yield f"{tier}_subnet_suffix", _TEXT, f'"{tier}"', f"What the names of the {tier} subnets end in"
    yield f"{tier}_subnet_tags", _MAP, "{}", f"Further tags of the {tier} subnets"
    yield f"{tier}_subnet_tags_by_zone", "map(map(string))", "{}", f"Tags of the {tier} subnets in a zone"
    yield f"{tier}_table_tags", _MAP, "{}", f"Further tags of the {tier} route tables"
    if tier == "public":
        yield "table_per_public_subnet", _FLAG, "false", "Whether each public subnet has a route table of its own"
    else:
        own = "true" if tier in ("private", "internal") else "false"
        yield f"own_{tier}_table", _FLAG, own, f"Whether the {tier} subnets have tables of their own"
        yield f"{tier}_internet_route", _FLAG, "false", f"Whether the {tier} subnets reach the internet directly"
        yield f"{tier}_nat_route", _FLAG, "true", f"Whether the {tier} subnets reach the internet by gateways"
    yield f"own_{tier}_acl", _FLAG, "false", f"Whether the {tier} subnets have a list of rules of their own"
    yield f"{tier}_acl_tags", _MAP, "{}", f"Further tags of the {tier} subnets' list of rules"
    yield (
        f"{tier}_inbound_rules",
        "list(map(string))",
        _ANY_RULE,
        f"What the list of rules lets into the {tier} subnets",
    )
    yield f"{tier}_outbound_rules", "list(map(string))", _ANY_RULE, f"What it lets out of the {tier} subnets"


def _vpc_outputs() -> List[_Output]:
    found: List[_Output] = []
    for name, value, about in (
        ("id", "aws_vpc.this[0].id", "The id of the VPC"),
        ("arn", "aws_vpc.this[0].arn", "The ARN of the VPC"),
        ("cidr_block", "aws_vpc.this[0].cidr_block", "The IPv4 block of the VPC"),
        ("default_group_id", "aws_vpc.this[0].default_security_group_id", "The group that AWS made with the VPC"),
        ("default_acl_id", "aws_vpc.this[0].default_network_acl_id", "The list of rules that AWS made with the VPC"),
        ("default_table_id", "aws_vpc.this[0].default_route_table_id", "The route table that AWS made with the VPC"),
        ("main_table_id", "aws_vpc.this[0].main_route_table_id", "The main route table of the VPC"),
        ("ipv6_association_id", "aws_vpc.this[0].ipv6_association_id", "The association of the IPv6 block"),
        ("ipv6_cidr_block", "aws_vpc.this[0].ipv6_cidr_block", "The IPv6 block of the VPC"),
        ("owner_id", "aws_vpc.this[0].owner_id", "The account that the VPC is in"),
        ("dhcp_options_id", "aws_vpc_dhcp_options.this[0].id", "The DHCP options of the VPC"),
        ("internet_gateway_id", "aws_internet_gateway.this[0].id", "The gateway to the internet"),
        ("internet_gateway_arn", "aws_internet_gateway.this[0].arn", "The ARN of the gateway to the internet"),
        ("egress_only_gateway_id", "aws_egress_only_internet_gateway.this[0].id", "The gateway for IPv6"),
        ("vpn_gateway_id", "aws_vpn_gateway.this[0].id", "The gateway for VPNs"),
        ("flow_log_id", "aws_flow_log.this[0].id", "The log of the traffic"),
    ):
        found.append((name, f"try({value}, null)", about))
    for tier in _TIERS:
        subnets, tables = f"aws_subnet.{tier}", f"aws_route_table.{tier}"
        instead = tables if tier == "public" else "aws_route_table.public"
        found += [
            (f"{tier}_subnets", f"{subnets}[*].id", f"The ids of the {tier} subnets"),
            (f"{tier}_subnet_arns", f"{subnets}[*].arn", f"The ARNs of the {tier} subnets"),
            (f"{tier}_subnet_blocks", f"compact({subnets}[*].cidr_block)", f"The IPv4 blocks of the {tier} subnets"),
            (
                f"{tier}_subnet_ipv6_blocks",
                f"compact({subnets}[*].ipv6_cidr_block)",
                f"The IPv6 blocks of the {tier} subnets",
            ),
            (
                f"{tier}_table_ids",
                f"try(coalescelist({tables}[*].id, {instead}[*].id), [])",
                f"The ids of the {tier} subnets' route tables",
            ),
            (
                f"{tier}_association_ids",
                f"aws_route_table_association.{tier}[*].id",
                f"The associations of the {tier} subnets with their tables",
            ),
            (f"{tier}_acl_id", f"try(aws_network_acl.{tier}[0].id, null)", f"The list of rules of the {tier} subnets"),
            (f"{tier}_acl_arn", f"try(aws_network_acl.{tier}[0].arn, null)", f"Its ARN, for the {tier} subnets"),
        ]
        if tier != "public":
            found.append(
                (f"{tier}_nat_route_ids", f"aws_route.{tier}_to_nat[*].id", f"The {tier} tables' routes to gateways")
            )
    return [
        *found,
        ("nat_address_ids", "aws_eip.nat[*].id", "The ids of the gateways' addresses"),
        (
            "nat_addresses",
            "var.keep_nat_addresses ? var.nat_address_ids : aws_eip.nat[*].public_ip",
            "The addresses that traffic of private subnets comes from",
        ),
        ("nat_gateway_ids", "aws_nat_gateway.this[*].id", "The ids of the gateways"),
        ("customer_gateway_ids", "[for each in aws_customer_gateway.this : each.id]", "The other ends of VPNs"),
        ("zones", "var.zones", "The zones that were given"),
        ("name", "var.name", "The name that was given"),
    ]


# Endpoints: one for each entry of a map, and a group for those with interfaces.

_ENDPOINTS_MAIN = """\
locals {
  endpoints = { for key, endpoint in var.endpoints : key => endpoint if var.create && try(endpoint.create, true) }
  group_ids = var.create && var.own_group ? concat(var.group_ids, [aws_security_group.this[0].id]) : var.group_ids
}

resource "aws_vpc_endpoint" "this" {
  for_each = local.endpoints

  vpc_id            = var.vpc_id
  service_name      = try(each.value.service_endpoint, "com.amazonaws.${var.region}.${each.value.service}")
  vpc_endpoint_type = try(each.value.service_type, "Interface")
  auto_accept       = try(each.value.auto_accept, null)
  ip_address_type   = try(each.value.ip_address_type, null)

  security_group_ids  = try(each.value.service_type, "Interface") == "Interface" ? length(distinct(concat(local.group_ids, lookup(each.value, "group_ids", [])))) > 0 ? distinct(concat(local.group_ids, lookup(each.value, "group_ids", []))) : null : null
  subnet_ids          = try(each.value.service_type, "Interface") == "Interface" ? distinct(concat(var.subnet_ids, lookup(each.value, "subnet_ids", []))) : null
  route_table_ids     = try(each.value.service_type, "Interface") == "Gateway" ? lookup(each.value, "route_table_ids", null) : null
  policy              = try(each.value.policy, null)
  private_dns_enabled = try(each.value.service_type, "Interface") == "Interface" ? try(each.value.private_dns, null) : null

  dynamic "dns_options" {
    for_each = try([each.value.dns_options], [])

    content {
      dns_record_ip_type                             = try(dns_options.value.record_ip_type, null)
      private_dns_only_for_inbound_resolver_endpoint = try(dns_options.value.inbound_only, null)
    }
  }

  tags = merge(
    var.tags,
    { "Name" = replace(each.key, ".", "-") },
    try(each.value.tags, {}),
  )

  timeouts {
    create = try(var.timeouts.create, "10m")
    update = try(var.timeouts.update, "10m")
    delete = try(var.timeouts.delete, "10m")
  }
}

resource "aws_security_group" "this" {
  count = var.create && var.own_group ? 1 : 0

  name        = var.group_name
  name_prefix = var.group_name_prefix
  description = var.group_description
  vpc_id      = var.vpc_id

  tags = merge(
    var.tags,
    var.group_tags,
    { "Name" = try(coalesce(var.group_name, var.group_name_prefix), "") },
  )

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "this" {
  for_each = { for key, rule in var.group_rules : key => rule if var.create && var.own_group }

  security_group_id = aws_security_group.this[0].id
  protocol          = try(each.value.protocol, "tcp")
  from_port         = try(each.value.from_port, 443)
  to_port           = try(each.value.to_port, 443)
  type              = try(each.value.type, "ingress")

  description              = try(each.value.description, null)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = try(each.value.self, null)
  source_security_group_id = lookup(each.value, "source_group_id", null)
}
"""

_ENDPOINTS_VARIABLES: List[_Variable] = [
    ("create", _FLAG, "true", "Whether any resource of this module is made"),
    ("region", _TEXT, "", "The region that the services are in"),
    ("vpc_id", _TEXT, "null", "The VPC that the endpoints are in"),
    ("endpoints", "any", "{}", "The endpoints by name, each with its service and what else it needs"),
    ("group_ids", _LIST, "[]", "Groups that every endpoint with interfaces is in"),
    ("subnet_ids", _LIST, "[]", "Subnets that every endpoint with interfaces is in"),
    ("own_group", _FLAG, "false", "Whether the endpoints have a group of their own"),
    ("group_name", _TEXT, "null", "The name of the endpoints' own group"),
    ("group_name_prefix", _TEXT, "null", "What the name of the endpoints' own group starts with"),
    ("group_description", _TEXT, "null", "The description of the endpoints' own group"),
    ("group_rules", "any", "{}", "The rules of the endpoints' own group, by name"),
    ("group_tags", _MAP, "{}", "Further tags of the endpoints' own group"),
    ("tags", _MAP, "{}", "Tags that every resource has"),
    ("timeouts", _MAP, "{}", "How long making, changing and deleting an endpoint may take"),
]

_ENDPOINTS_OUTPUTS: List[_Output] = [
    ("endpoints", "aws_vpc_endpoint.this", "All that is known of the endpoints, by name"),
    ("group_id", "try(aws_security_group.this[0].id, null)", "The id of the endpoints' own group"),
    ("group_arn", "try(aws_security_group.this[0].arn, null)", "The ARN of the endpoints' own group"),
]


# A security group: a long table of ports by name, and every way to write a rule.

_PORTS = (
    *(("http", 80), ("https", 443), ("proxy", 3128), ("admin", 8443), ("metrics", 9090), ("exporter", 9100)),
    *(("mysql", 3306), ("postgresql", 5432), ("oracle", 1521), ("mssql", 1433), ("mongodb", 27017), ("redis", 6379)),
    *(("memcached", 11211), ("kafka", 9092), ("kafka_tls", 9094), ("zookeeper", 2181), ("cassandra", 9042)),
    *(("search", 9200), ("search_nodes", 9300), ("kibana", 5601), ("rabbit", 5672), ("rabbit_tls", 5671)),
    *(("rabbit_admin", 15672), ("ldap", 389), ("ldaps", 636), ("nfs", 2049), ("ssh", 22), ("rdp", 3389)),
    *(("winrm", 5985), ("winrm_tls", 5986), ("consul", 8500), ("consul_rpc", 8300), ("nomad", 4646), ("vault", 8200)),
    *(("puppet", 8140), ("splunk", 8089), ("splunk_in", 9997), ("smtp", 25), ("smtps", 465), ("submission", 587)),
    *(("web_app", 8080), ("graphite", 2003), ("statsd", 8125), ("docker", 2376), ("etcd", 2379), ("kubelet", 10250)),
)
_WAYS = ("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids")
_DIRECTIONS = ("ingress", "egress")


def _known_ports() -> str:
    entries = [
        f"    {name}-tcp = {{\n      from     = {port}\n      to       = {port}\n      protocol = "
        f'"tcp"\n      about    = "{name.replace("_", " ")}"\n    }}\n'
        for name, port in _PORTS
    ]
    rules = f'variable "rules" {{\n  description = "Rules by name"\n  type        = map(any)\n  default = {{\n{"".join(entries)}    all-all = {{\n      from     = -1\n      to       = -1\n      protocol = "-1"\n      about    = "everything"\n    }}\n  }}\n}}\n'
    groups = [
        f'    {name} = {{\n      ingress_rules = ["{name}-tcp"]\n      egress_rules  = ["all-all"]\n    }}\n'
        for name, _ in _PORTS
    ]
    return f'{rules}\nvariable "sets_of_rules" {{\n  description = "Sets of rules by name"\n  type        = map(map(list(string)))\n  default = {{\n{"".join(groups)}  }}\n}}\n'


_GROUP_HEAD = """\
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

  tags = merge(
    { "Name" = format("%s", var.name) },
    var.tags,
  )

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

  tags = merge(
    { "Name" = format("%s", var.name) },
    var.tags,
  )

  lifecycle {
    create_before_destroy = true
  }

  timeouts {
    create = var.create_timeout
    delete = var.delete_timeout
  }
}

"""

_GROUP_BY_NAME = """\
resource "aws_security_group_rule" "@direction@_by_name" {
  count = var.create ? length(var.@direction@_rules) : 0

  security_group_id = local.group_id
  type              = "@direction@"

  cidr_blocks      = var.@direction@_cidr_blocks
  ipv6_cidr_blocks = var.@direction@_ipv6_cidr_blocks
  prefix_list_ids  = var.@direction@_prefix_list_ids
  description      = var.rules[var.@direction@_rules[count.index]].about

  from_port = var.rules[var.@direction@_rules[count.index]].from
  to_port   = var.rules[var.@direction@_rules[count.index]].to
  protocol  = var.rules[var.@direction@_rules[count.index]].protocol
}

"""

_GROUP_WITH = """\
resource "aws_security_group_rule" "@computed@@direction@_with_@way@" {
  count = var.create ? @number@ : 0

  security_group_id = local.group_id
  type              = "@direction@"

  @argument@ = @source@
  description = lookup(
    var.@computed@@direction@_with_@way@[count.index],
    "description",
    "@direction@ rule",
  )

  from_port = lookup(
    var.@computed@@direction@_with_@way@[count.index],
    "from_port",
    var.rules[lookup(var.@computed@@direction@_with_@way@[count.index], "rule", "_")].from,
  )
  to_port = lookup(
    var.@computed@@direction@_with_@way@[count.index],
    "to_port",
    var.rules[lookup(var.@computed@@direction@_with_@way@[count.index], "rule", "_")].to,
  )
  protocol = lookup(
    var.@computed@@direction@_with_@way@[count.index],
    "protocol",
    var.rules[lookup(var.@computed@@direction@_with_@way@[count.index], "rule", "_")].protocol,
  )
}

"""


def _group_main() -> str:
    parts = [_headed("Group", _GROUP_HEAD)]
    for direction in _DIRECTIONS:
        parts.append(_headed(f"Rules by name: {direction}", _GROUP_BY_NAME.replace("@direction@", direction)))
        for computed, way in _rule_kinds():
            title = f"Rules: {direction}, {way}{', computed' if computed else ''}"
            parts.append(_headed(title, _rules_with(direction, computed, way)))
    return "".join(parts)


def _rule_kinds() -> Iterator[Tuple[str, str]]:
    for computed in ("", "computed_"):
        for way in (*_WAYS, "self", "source_group"):
            yield computed, way


def _rules_with(direction: str, computed: str, way: str) -> str:
    name = f"var.{computed}{direction}_with_{way}"
    number = f"var.number_of_{computed}{direction}_with_{way}" if computed else f"length({name})"
    argument, source = way, f'split(",", lookup({name}[count.index], "{way}", join(",", var.{direction}_cidr_blocks)))'
    if way == "self":
        source = f'lookup({name}[count.index], "self", true)'
    elif way == "source_group":
        argument, source = "source_security_group_id", f'{name}[count.index]["source_group_id"]'
    text = _GROUP_WITH
    for mark, value in (
        ("number", number),
        ("argument", argument),
        ("source", source),
        ("computed", computed),
        ("direction", direction),
        ("way", way),
    ):
        text = text.replace(f"@{mark}@", value)
    return text


def _group_variables() -> List[_Variable]:
    found: List[_Variable] = [
        ("create", _FLAG, "true", "Whether the group and all its rules are made"),
        ("own_group", _FLAG, "true", "Whether the group is made here, or was made elsewhere"),
        ("group_id", _TEXT, "null", "The group that was made elsewhere"),
        ("vpc_id", _TEXT, "null", "The VPC that the group is in"),
        ("name", _TEXT, "null", "The name of the group"),
        ("use_name_prefix", _FLAG, "true", "Whether AWS adds to the name of the group, so that it can be replaced"),
        ("description", _TEXT, '"A group of this stack"', "The description of the group"),
        ("revoke_rules_on_delete", _FLAG, "false", "Whether the rules are taken out before the group is deleted"),
        ("tags", _MAP, "{}", "Tags of the group"),
        ("create_timeout", _TEXT, '"10m"', "How long making the group may take"),
        ("delete_timeout", _TEXT, '"15m"', "How long deleting the group may take"),
    ]
    for direction in _DIRECTIONS:
        blocks = "[]" if direction == "ingress" else '["0.0.0.0/0"]'
        found += [
            (f"{direction}_rules", _LIST, "[]", f"Names of {direction} rules, out of the table of rules"),
            (f"{direction}_cidr_blocks", _LIST, blocks, f"IPv4 blocks that {direction} rules use"),
            (f"{direction}_ipv6_cidr_blocks", _LIST, "[]", f"IPv6 blocks that {direction} rules use"),
            (f"{direction}_prefix_list_ids", _LIST, "[]", f"Prefix lists that {direction} rules use"),
        ]
        for computed, way in _rule_kinds():
            name = f"{computed}{direction}_with_{way}"
            found.append((name, "list(map(string))", "[]", f"Rules for {direction}, each with its own {way}"))
            if computed:
                found.append((f"number_of_{name}", _NUMBER, "0", f"How many {name.replace('_', ' ')} there are"))
    return found


_GROUP_OUTPUTS: List[_Output] = [
    (
        f"group_{attribute}",
        f"try(aws_security_group.this[0].{attribute}, aws_security_group.prefixed[0].{attribute}, null)",
        f"The {attribute} of the group",
    )
    for attribute in ("id", "arn", "vpc_id", "owner_id", "name", "description")
]


# Services: a cluster, and a module that is called for each service.

_CLUSTER_MAIN = """\
locals {
  own_logging = {
    logging = "OVERRIDE"
    log_configuration = {
      cloud_watch_log_group_name = try(aws_cloudwatch_log_group.this[0].name, null)
    }
  }

  logging = { for key, value in local.own_logging : key => value if var.own_log_group }
}

resource "aws_ecs_cluster" "this" {
  count = var.create ? 1 : 0

  name = var.name

  dynamic "configuration" {
    for_each = length(merge(local.logging, var.configuration)) > 0 ? [merge(local.logging, var.configuration)] : []

    content {
      dynamic "execute_command_configuration" {
        for_each = [configuration.value]

        content {
          kms_key_id = try(execute_command_configuration.value.kms_key_id, null)
          logging    = try(execute_command_configuration.value.logging, "DEFAULT")

          dynamic "log_configuration" {
            for_each = try([execute_command_configuration.value.log_configuration], [])

            content {
              cloud_watch_encryption_enabled = try(log_configuration.value.cloud_watch_encryption_enabled, null)
              cloud_watch_log_group_name     = try(log_configuration.value.cloud_watch_log_group_name, null)
              s3_bucket_name                 = try(log_configuration.value.s3_bucket_name, null)
              s3_key_prefix                  = try(log_configuration.value.s3_key_prefix, null)
            }
          }
        }
      }
    }
  }

  dynamic "setting" {
    for_each = var.settings

    content {
      name  = setting.value.name
      value = setting.value.value
    }
  }

  tags = var.tags
}

resource "aws_cloudwatch_log_group" "this" {
  count = var.create && var.own_log_group ? 1 : 0

  name              = try(coalesce(var.log_group_name, "/aws/ecs/${var.name}"), "")
  retention_in_days = var.log_group_retention
  kms_key_id        = var.log_group_kms_key_id

  tags = merge(var.tags, var.log_group_tags)
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  count = var.create && length(var.capacity_providers) > 0 ? 1 : 0

  cluster_name       = aws_ecs_cluster.this[0].name
  capacity_providers = distinct(keys(var.capacity_providers))

  dynamic "default_capacity_provider_strategy" {
    for_each = { for name, strategy in var.capacity_providers : name => strategy if length(strategy) > 0 }

    content {
      capacity_provider = default_capacity_provider_strategy.key
      base              = try(default_capacity_provider_strategy.value.base, null)
      weight            = try(default_capacity_provider_strategy.value.weight, null)
    }
  }
}
"""

_CLUSTER_VARIABLES: List[_Variable] = [
    ("create", _FLAG, "true", "Whether any resource of this module is made"),
    ("name", _TEXT, '""', "The name of the cluster, of up to 255 letters, digits, hyphens and underscores"),
    ("configuration", "any", "{}", "How commands are run in the containers of the cluster"),
    (
        "settings",
        'list(object({\n    name  = string\n    value = optional(string, "enabled")\n  }))',
        '[\n    {\n      name  = "containerInsights"\n      value = "enabled"\n    }\n  ]',
        "The settings of the cluster",
    ),
    ("capacity_providers", "map(any)", "{}", "Strategies by provider of capacity"),
    ("own_log_group", _FLAG, "true", "Whether the log group for commands is made here"),
    ("log_group_name", _TEXT, "null", "The name of the log group for commands"),
    ("log_group_retention", _NUMBER, "90", "Days that the log group keeps entries"),
    ("log_group_kms_key_id", _TEXT, "null", "The key that the log group is encrypted with"),
    ("log_group_tags", _MAP, "{}", "Further tags of the log group"),
    ("tags", _MAP, "{}", "Tags that every resource has"),
]

_CLUSTER_OUTPUTS: List[_Output] = [
    ("arn", "try(aws_ecs_cluster.this[0].arn, null)", "The ARN of the cluster"),
    ("id", "try(aws_ecs_cluster.this[0].id, null)", "The id of the cluster"),
    ("name", "try(aws_ecs_cluster.this[0].name, null)", "The name of the cluster"),
    ("log_group_name", "try(aws_cloudwatch_log_group.this[0].name, null)", "The name of the log group for commands"),
]

_SERVICE_MAIN = """\
locals {
  is_fargate      = var.launch_type == "FARGATE"
  is_external     = var.launch_type == "EXTERNAL"
  needs_network   = var.network_mode == "awsvpc"
  own_task        = var.create && var.own_task_definition
  own_role        = local.own_task && var.own_execution_role
  own_group       = var.create && var.own_group && local.needs_network
  scales          = var.create && var.with_scaling && var.scheduling == "REPLICA"
  family          = coalesce(var.family, var.name)
  task_definition = local.own_task ? try(aws_ecs_task_definition.this[0].arn, null) : var.task_definition_arn
  group_ids       = flatten(concat([try(aws_security_group.this[0].id, [])], var.group_ids))

  containers = [
    for name, container in var.containers : {
      name                   = name
      image                  = container.image
      cpu                    = try(container.cpu, 0)
      memory                 = try(container.memory, null)
      memoryReservation      = try(container.memory_reservation, null)
      essential              = try(container.essential, true)
      command                = try(container.command, [])
      environment            = [for key in sort(keys(try(container.environment, {}))) : { name = key, value = container.environment[key] }]
      portMappings           = try(container.port_mappings, [])
      readonlyRootFilesystem = try(container.read_only, true)
      logConfiguration = try(container.with_logs, true) ? {
        logDriver = "awslogs"
        options = {
          awslogs-region        = var.region
          awslogs-group         = try(aws_cloudwatch_log_group.this[0].name, "")
          awslogs-stream-prefix = name
        }
      } : null
    }
  ]
}

resource "aws_ecs_service" "this" {
  count = var.create ? 1 : 0

  name                               = var.name
  cluster                            = var.cluster_arn
  task_definition                    = local.task_definition
  desired_count                      = var.scheduling == "DAEMON" ? null : var.desired_count
  launch_type                        = length(var.capacity_strategies) > 0 ? null : var.launch_type
  platform_version                   = local.is_fargate ? var.platform_version : null
  scheduling_strategy                = local.is_fargate ? "REPLICA" : var.scheduling
  propagate_tags                     = var.propagate_tags
  enable_ecs_managed_tags            = var.managed_tags
  enable_execute_command             = var.execute_command
  deployment_maximum_percent         = local.is_external ? null : var.maximum_percent
  deployment_minimum_healthy_percent = var.minimum_healthy_percent
  force_new_deployment               = local.is_external ? null : var.force_deployment
  health_check_grace_period_seconds  = var.grace_period
  wait_for_steady_state              = var.wait_for_steady_state

  dynamic "network_configuration" {
    for_each = local.needs_network ? [{ subnets = var.subnet_ids, security_groups = local.group_ids, public = var.assign_public_ip }] : []

    content {
      assign_public_ip = network_configuration.value.public
      security_groups  = network_configuration.value.security_groups
      subnets          = network_configuration.value.subnets
    }
  }

  dynamic "capacity_provider_strategy" {
    for_each = var.capacity_strategies

    content {
      base              = try(capacity_provider_strategy.value.base, null)
      capacity_provider = capacity_provider_strategy.value.provider
      weight            = try(capacity_provider_strategy.value.weight, null)
    }
  }

  dynamic "deployment_circuit_breaker" {
    for_each = length(var.circuit_breaker) > 0 ? [var.circuit_breaker] : []

    content {
      enable   = deployment_circuit_breaker.value.enable
      rollback = deployment_circuit_breaker.value.rollback
    }
  }

  dynamic "load_balancer" {
    for_each = { for key, balancer in var.load_balancers : key => balancer if !local.is_external }

    content {
      container_name   = load_balancer.value.container_name
      container_port   = load_balancer.value.container_port
      target_group_arn = try(load_balancer.value.target_group_arn, null)
    }
  }

  dynamic "ordered_placement_strategy" {
    for_each = { for key, strategy in var.placement_strategies : key => strategy if !local.is_fargate }

    content {
      field = try(ordered_placement_strategy.value.field, null)
      type  = ordered_placement_strategy.value.type
    }
  }

  dynamic "placement_constraints" {
    for_each = { for key, constraint in var.placement_constraints : key => constraint if !local.is_fargate }

    content {
      expression = try(placement_constraints.value.expression, null)
      type       = placement_constraints.value.type
    }
  }

  dynamic "service_registries" {
    for_each = length(var.registries) > 0 ? [var.registries] : []

    content {
      container_name = try(service_registries.value.container_name, null)
      container_port = try(service_registries.value.container_port, null)
      port           = try(service_registries.value.port, null)
      registry_arn   = service_registries.value.registry_arn
    }
  }

  timeouts {
    create = try(var.timeouts.create, null)
    update = try(var.timeouts.update, null)
    delete = try(var.timeouts.delete, null)
  }

  tags = merge(var.tags, var.service_tags)

  lifecycle {
    ignore_changes = [desired_count]
  }
}

resource "aws_ecs_task_definition" "this" {
  count = local.own_task ? 1 : 0

  family                   = local.family
  container_definitions    = jsonencode(local.containers)
  cpu                      = var.cpu
  memory                   = var.memory
  network_mode             = var.network_mode
  execution_role_arn       = try(aws_iam_role.execution[0].arn, var.execution_role_arn)
  task_role_arn            = var.task_role_arn
  requires_compatibilities = var.compatibilities
  ipc_mode                 = local.is_fargate ? null : var.ipc_mode
  pid_mode                 = var.pid_mode
  skip_destroy             = var.skip_destroy

  dynamic "ephemeral_storage" {
    for_each = length(var.ephemeral_storage) > 0 ? [var.ephemeral_storage] : []

    content {
      size_in_gib = ephemeral_storage.value.size_in_gib
    }
  }

  dynamic "runtime_platform" {
    for_each = length(var.runtime_platform) > 0 ? [var.runtime_platform] : []

    content {
      cpu_architecture        = try(runtime_platform.value.cpu_architecture, null)
      operating_system_family = try(runtime_platform.value.operating_system_family, null)
    }
  }

  dynamic "volume" {
    for_each = { for key, volume in var.volumes : key => volume }

    content {
      name      = try(volume.value.name, volume.key)
      host_path = try(volume.value.host_path, null)

      dynamic "efs_volume_configuration" {
        for_each = try([volume.value.efs], [])

        content {
          file_system_id     = efs_volume_configuration.value.file_system_id
          root_directory     = try(efs_volume_configuration.value.root_directory, null)
          transit_encryption = try(efs_volume_configuration.value.transit_encryption, null)
        }
      }
    }
  }

  tags = merge(var.tags, var.task_tags)

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_cloudwatch_log_group" "this" {
  count = local.own_task && var.own_log_group ? 1 : 0

  name              = "/ecs/${local.family}"
  retention_in_days = var.log_retention
  kms_key_id        = var.log_kms_key_id

  tags = var.tags
}

data "aws_iam_policy_document" "trust" {
  count = local.own_role ? 1 : 0

  statement {
    sid     = "TasksMayAssume"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "execution" {
  count = local.own_role ? 1 : 0

  name                  = var.role_use_name_prefix ? null : coalesce(var.role_name, local.family)
  name_prefix           = var.role_use_name_prefix ? "${coalesce(var.role_name, local.family)}-" : null
  path                  = var.role_path
  description           = coalesce(var.role_description, "Runs the tasks of ${local.family}")
  assume_role_policy    = data.aws_iam_policy_document.trust[0].json
  max_session_duration  = var.role_session_duration
  permissions_boundary  = var.role_permissions_boundary
  force_detach_policies = true

  tags = merge(var.tags, var.role_tags)
}

resource "aws_iam_role_policy_attachment" "execution" {
  for_each = { for key, policy in var.role_policies : key => policy if local.own_role }

  role       = aws_iam_role.execution[0].name
  policy_arn = each.value
}

data "aws_iam_policy_document" "execution" {
  count = local.own_role && var.own_role_policy ? 1 : 0

  dynamic "statement" {
    for_each = var.with_logs_policy ? [1] : []

    content {
      sid       = "Logs"
      actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = var.with_registry_policy ? [1] : []

    content {
      sid = "Registry"
      actions = [
        "ecr:BatchCheckLayerAvailability",
        "ecr:BatchGetImage",
        "ecr:GetAuthorizationToken",
        "ecr:GetDownloadUrlForLayer",
      ]
      resources = ["*"]
    }
  }

  dynamic "statement" {
    for_each = var.role_statements

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

resource "aws_iam_role_policy" "execution" {
  count = local.own_role && var.own_role_policy ? 1 : 0

  name   = local.family
  role   = aws_iam_role.execution[0].id
  policy = data.aws_iam_policy_document.execution[0].json
}

resource "aws_security_group" "this" {
  count = local.own_group ? 1 : 0

  name        = var.group_use_name_prefix ? null : coalesce(var.group_name, var.name)
  name_prefix = var.group_use_name_prefix ? "${coalesce(var.group_name, var.name)}-" : null
  description = var.group_description
  vpc_id      = var.vpc_id

  tags = merge(
    var.tags,
    { "Name" = coalesce(var.group_name, var.name) },
    var.group_tags,
  )

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "this" {
  for_each = { for key, rule in var.group_rules : key => rule if local.own_group }

  security_group_id = aws_security_group.this[0].id
  protocol          = each.value.protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  type              = each.value.type

  description              = lookup(each.value, "description", null)
  cidr_blocks              = lookup(each.value, "cidr_blocks", null)
  ipv6_cidr_blocks         = lookup(each.value, "ipv6_cidr_blocks", null)
  prefix_list_ids          = lookup(each.value, "prefix_list_ids", null)
  self                     = lookup(each.value, "self", null)
  source_security_group_id = lookup(each.value, "source_group_id", null)
}

resource "aws_appautoscaling_target" "this" {
  count = local.scales ? 1 : 0

  min_capacity       = min(var.scaling_minimum, var.desired_count)
  max_capacity       = max(var.scaling_maximum, var.desired_count)
  resource_id        = "service/${element(split("/", var.cluster_arn), 1)}/${var.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  service_namespace  = "ecs"

  tags = var.tags
}

resource "aws_appautoscaling_policy" "this" {
  for_each = { for key, policy in var.scaling_policies : key => policy if local.scales }

  name               = try(each.value.name, each.key)
  policy_type        = try(each.value.policy_type, "TargetTrackingScaling")
  resource_id        = aws_appautoscaling_target.this[0].resource_id
  scalable_dimension = aws_appautoscaling_target.this[0].scalable_dimension
  service_namespace  = aws_appautoscaling_target.this[0].service_namespace

  dynamic "target_tracking_scaling_policy_configuration" {
    for_each = try([each.value.target_tracking], [])

    content {
      disable_scale_in   = try(target_tracking_scaling_policy_configuration.value.disable_scale_in, null)
      scale_in_cooldown  = try(target_tracking_scaling_policy_configuration.value.scale_in_cooldown, 300)
      scale_out_cooldown = try(target_tracking_scaling_policy_configuration.value.scale_out_cooldown, 60)
      target_value       = try(target_tracking_scaling_policy_configuration.value.target_value, 75)

      predefined_metric_specification {
        predefined_metric_type = target_tracking_scaling_policy_configuration.value.metric
      }
    }
  }
}
"""

_CONTAINERS = """\
map(object({
    image              = string
    cpu                = optional(number, 256)
    memory             = optional(number, 512)
    memory_reservation = optional(number)
    essential          = optional(bool, true)
    command            = optional(list(string), [])
    environment        = optional(map(string), {})
    read_only          = optional(bool, true)
    with_logs          = optional(bool, true)
    port_mappings = optional(list(object({
      name          = optional(string)
      containerPort = number
      hostPort      = optional(number)
      protocol      = optional(string, "tcp")
    })), [])
  }))"""

_SCALING = """\
{
    cpu = {
      policy_type     = "TargetTrackingScaling"
      target_tracking = { metric = "ECSServiceAverageCPUUtilization" }
    }
    memory = {
      policy_type     = "TargetTrackingScaling"
      target_tracking = { metric = "ECSServiceAverageMemoryUtilization" }
    }
  }"""


def _service_variables() -> List[_Variable]:
    return [
        ("create", _FLAG, "true", "Whether any resource of this module is made"),
        ("region", _TEXT, "", "The region that the logs go to"),
        ("name", _TEXT, "null", "The name of the service, of up to 255 letters, digits, hyphens and underscores"),
        ("vpc_id", _TEXT, "null", "The VPC that the service's own group is in"),
        ("cluster_arn", _TEXT, '""', "The cluster that the service runs in"),
        ("family", _TEXT, "null", "The name under which versions of the task definition are kept"),
        ("containers", _CONTAINERS, "{}", "The containers of a task by name, each with its image and ports"),
        ("cpu", _NUMBER, "1024", "The units of CPU that a task uses"),
        ("memory", _NUMBER, "2048", "The MiB of memory that a task uses"),
        ("network_mode", _TEXT, '"awsvpc"', "The mode of the network that the containers are in"),
        ("compatibilities", _LIST, '["FARGATE"]', "What the task may be launched on"),
        ("launch_type", _TEXT, '"FARGATE"', "What the service is launched on"),
        ("platform_version", _TEXT, "null", "The version of the platform; the latest where none is given"),
        ("scheduling", _TEXT, '"REPLICA"', "Whether tasks are kept at a number or run on every instance"),
        ("desired_count", _NUMBER, "1", "How many tasks are to run"),
        ("capacity_strategies", "any", "{}", "Strategies for providers of capacity, by name"),
        ("circuit_breaker", "any", "{}", "When a deployment counts as failed, and whether it is taken back"),
        ("load_balancers", "any", "{}", "The balancers that send requests to the service, by name"),
        ("placement_strategies", "any", "{}", "How tasks are placed, by name"),
        ("placement_constraints", "any", "{}", "Where tasks may be placed, by name"),
        ("registries", "any", "{}", "Where the service is registered"),
        ("volumes", "any", "{}", "The volumes that containers of the task may mount, by name"),
        ("ephemeral_storage", "any", "{}", "How much storage a task has for its own time"),
        (
            "runtime_platform",
            "any",
            '{\n    operating_system_family = "LINUX"\n    cpu_architecture        = "X86_64"\n  }',
            "What the containers are made for",
        ),
        ("ipc_mode", _TEXT, "null", "Which containers share memory"),
        ("pid_mode", _TEXT, "null", "Which containers see each other's processes"),
        ("skip_destroy", _FLAG, "null", "Whether old versions of the task definition are kept"),
        ("propagate_tags", _TEXT, "null", "Where tasks get their tags from"),
        ("managed_tags", _FLAG, "true", "Whether Amazon tags the tasks"),
        ("execute_command", _FLAG, "false", "Whether commands may be run in the containers"),
        ("maximum_percent", _NUMBER, "200", "How many tasks may run during a deployment, in per cent"),
        ("minimum_healthy_percent", _NUMBER, "66", "How many tasks must run during a deployment, in per cent"),
        ("force_deployment", _FLAG, "true", "Whether each apply deploys anew"),
        ("grace_period", _NUMBER, "null", "Seconds in which failing health checks are ignored"),
        ("wait_for_steady_state", _FLAG, "null", "Whether an apply waits until the tasks run"),
        ("subnet_ids", _LIST, "[]", "The subnets that tasks are in"),
        ("group_ids", _LIST, "[]", "Groups that tasks are in besides their own"),
        ("assign_public_ip", _FLAG, "false", "Whether tasks have public addresses"),
        ("own_task_definition", _FLAG, "true", "Whether the task definition is made here"),
        ("task_definition_arn", _TEXT, "null", "The task definition that was made elsewhere"),
        ("own_execution_role", _FLAG, "true", "Whether the role that starts tasks is made here"),
        ("execution_role_arn", _TEXT, "null", "The role that starts tasks, where it was made elsewhere"),
        ("task_role_arn", _TEXT, "null", "The role that the containers have"),
        ("role_name", _TEXT, "null", "The name of the role that starts tasks"),
        ("role_use_name_prefix", _FLAG, "true", "Whether AWS adds to the name of that role"),
        ("role_path", _TEXT, "null", "The path of that role"),
        ("role_description", _TEXT, "null", "The description of that role"),
        ("role_session_duration", _NUMBER, "null", "Seconds that a session of that role lasts at most"),
        ("role_permissions_boundary", _TEXT, "null", "The boundary of that role"),
        ("role_policies", _MAP, "{}", "Further policies of that role by name"),
        ("role_statements", "any", "[]", "Further statements of that role's own policy"),
        ("role_tags", _MAP, "{}", "Further tags of that role"),
        ("own_role_policy", _FLAG, "true", "Whether that role has a policy of its own"),
        ("with_logs_policy", _FLAG, "true", "Whether that policy lets tasks write logs"),
        ("with_registry_policy", _FLAG, "true", "Whether that policy lets tasks pull images"),
        ("own_log_group", _FLAG, "true", "Whether the log group is made here"),
        ("log_retention", _NUMBER, "30", "Days that entries are kept"),
        ("log_kms_key_id", _TEXT, "null", "The key that the log group is encrypted with"),
        ("own_group", _FLAG, "true", "Whether the service has a group of its own"),
        ("group_name", _TEXT, "null", "The name of the service's own group"),
        ("group_use_name_prefix", _FLAG, "true", "Whether AWS adds to the name of that group"),
        ("group_description", _TEXT, "null", "The description of that group"),
        ("group_rules", "any", "{}", "The rules of that group by name"),
        ("group_tags", _MAP, "{}", "Further tags of that group"),
        ("with_scaling", _FLAG, "true", "Whether the number of tasks follows the load"),
        ("scaling_minimum", _NUMBER, "1", "How many tasks there are at least"),
        ("scaling_maximum", _NUMBER, "10", "How many tasks there are at most"),
        ("scaling_policies", "any", _SCALING, "What the number of tasks follows, by name"),
        ("timeouts", _MAP, "{}", "How long making, changing and deleting the service may take"),
        ("service_tags", _MAP, "{}", "Further tags of the service"),
        ("task_tags", _MAP, "{}", "Further tags of the task definition"),
        ("tags", _MAP, "{}", "Tags that every resource has"),
    ]


_SERVICE_OUTPUTS: List[_Output] = [
    ("id", "try(aws_ecs_service.this[0].id, null)", "The id of the service"),
    ("name", "try(aws_ecs_service.this[0].name, null)", "The name of the service"),
    ("containers", "local.containers", "The containers as they are in the task definition"),
    ("task_arn", "local.task_definition", "The ARN of the task definition"),
    ("task_family", "try(aws_ecs_task_definition.this[0].family, null)", "The family of the task definition"),
    ("task_revision", "try(aws_ecs_task_definition.this[0].revision, null)", "Its revision"),
    ("role_arn", "try(aws_iam_role.execution[0].arn, var.execution_role_arn)", "The role that starts tasks"),
    ("role_name", "try(aws_iam_role.execution[0].name, null)", "The name of that role"),
    ("log_group_name", "try(aws_cloudwatch_log_group.this[0].name, null)", "The name of the log group"),
    ("group_id", "try(aws_security_group.this[0].id, null)", "The id of the service's own group"),
    ("group_arn", "try(aws_security_group.this[0].arn, null)", "The ARN of that group"),
    ("scaling_policies", "aws_appautoscaling_policy.this", "All that is known of the policies for scaling"),
]

_SERVICE_DEFAULTS = (
    *(("cpu", "1024"), ("memory", "2048"), ("network_mode", '"awsvpc"'), ("launch_type", '"FARGATE"')),
    *(("compatibilities", '["FARGATE"]'), ("platform_version", "null"), ("scheduling", '"REPLICA"')),
    *(("desired_count", "1"), ("capacity_strategies", "{}"), ("circuit_breaker", "{}"), ("load_balancers", "{}")),
    *(("placement_strategies", "{}"), ("placement_constraints", "{}"), ("registries", "{}"), ("volumes", "{}")),
    *(("execute_command", "false"), ("maximum_percent", "200"), ("minimum_healthy_percent", "66")),
    *(("subnet_ids", "[]"), ("group_ids", "[]"), ("assign_public_ip", "false"), ("own_group", "true")),
    *(("group_rules", "{}"), ("own_execution_role", "true"), ("execution_role_arn", "null"), ("role_policies", "{}")),
    *(("role_statements", "[]"), ("own_log_group", "true"), ("with_scaling", "true"), ("scaling_maximum", "10")),
)

_ECS_MAIN = f"""\
module "cluster" {{
  source = "./cluster"

  create             = var.create
  name               = var.cluster_name
  configuration      = var.cluster_configuration
  settings           = var.cluster_settings
  capacity_providers = var.capacity_providers
  own_log_group      = var.own_cluster_log_group
  tags               = merge(var.tags, var.cluster_tags)
}}

module "service" {{
  source   = "./service"
  for_each = {{ for name, service in var.services : name => service if var.create && try(service.create, true) }}

  region                  = var.region
  cluster_arn             = module.cluster.arn
  name                    = try(each.value.name, each.key)
  vpc_id                  = var.vpc_id
  containers              = each.value.containers
{"".join(f"  {name:23} = try(each.value.{name}, {default}){chr(10)}" for name, default in _SERVICE_DEFAULTS)}
  tags = merge(var.tags, try(each.value.tags, {{}}))
}}
"""


def _ecs_variables() -> List[_Variable]:
    return [
        ("create", _FLAG, "true", "Whether any resource of this module is made"),
        ("region", _TEXT, "", "The region that the logs go to"),
        ("vpc_id", _TEXT, "null", "The VPC that the services' own groups are in"),
        ("cluster_name", _TEXT, '""', "The name of the cluster"),
        ("cluster_configuration", "any", "{}", "How commands are run in the containers of the cluster"),
        (
            "cluster_settings",
            "any",
            '[\n    {\n      name  = "containerInsights"\n      value = "enabled"\n    }\n  ]',
            "The settings of the cluster",
        ),
        ("cluster_tags", _MAP, "{}", "Further tags of the cluster"),
        ("capacity_providers", "map(any)", "{}", "Strategies by provider of capacity"),
        ("own_cluster_log_group", _FLAG, "true", "Whether the log group for commands is made here"),
        ("services", "any", "{}", "The services of the cluster by name"),
        ("tags", _MAP, "{}", "Tags that every resource has"),
    ]


_ECS_OUTPUTS: List[_Output] = [
    ("cluster_arn", "module.cluster.arn", "The ARN of the cluster"),
    ("cluster_id", "module.cluster.id", "The id of the cluster"),
    ("cluster_name", "module.cluster.name", "The name of the cluster"),
    ("services", "module.service", "All that is known of the services, by name"),
]


# A root that calls them all.


def _root(name: str, prefix: str, modules: str, services: int) -> _Files:
    text = (
        _ROOT_MAIN + "".join(_ROOT_SERVICE.replace("@number@", str(number)) for number in range(services)) + _ROOT_END
    )
    for mark, value in (("name", name), ("modules", modules)):
        text = text.replace(f"@{mark}@", value)
    variables: List[_Variable] = [
        ("region", _TEXT, '"eu-central-1"', "The region of the stack"),
        ("cidr", _TEXT, f'"{prefix}.0.0/16"', "The IPv4 block of the VPC"),
        ("zones", _LIST, '["eu-central-1a", "eu-central-1b", "eu-central-1c"]', "The zones of the stack"),
        ("image_tag", _TEXT, '"1.4.2"', "The version of the images that run"),
        ("tags", _MAP, "{}", "Tags that every resource has"),
    ]
    outputs: List[_Output] = [
        ("vpc_id", "module.vpc.id", "The VPC of the stack"),
        ("private_subnets", "module.vpc.private_subnets", "The subnets that the services run in"),
        ("endpoints", "module.endpoints.endpoints", "The endpoints of the stack"),
        ("cluster", "module.ecs.cluster_name", "The cluster of the stack"),
    ]
    return {
        "main.tf": text,
        "variables.tf": _declared(variables),
        "outputs.tf": _told(outputs),
        "versions.tf": _VERSIONS,
    }


_ROOT_MAIN = """\
provider "aws" {
  region                      = var.region
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}

locals {
  name = "@name@"

  private_subnets  = [for index, zone in var.zones : cidrsubnet(var.cidr, 8, index)]
  public_subnets   = [for index, zone in var.zones : cidrsubnet(var.cidr, 8, index + 10)]
  database_subnets = [for index, zone in var.zones : cidrsubnet(var.cidr, 8, index + 20)]

  interface_services = toset(["ecr.api", "ecr.dkr", "logs", "secretsmanager", "ssm", "ssmmessages", "kms"])

  tags = merge(var.tags, {
    Stack = local.name
    Team  = "platform"
  })
}

module "vpc" {
  source = "@modules@/vpc"

  name             = local.name
  cidr             = var.cidr
  zones            = var.zones
  private_subnets  = local.private_subnets
  public_subnets   = local.public_subnets
  database_subnets = local.database_subnets
  own_private_acl  = true

  with_flow_log      = true
  own_flow_log_role  = true
  own_flow_log_group = true

  private_subnet_tags = { Tier = "private" }
  tags                = local.tags
}

module "endpoint_group" {
  source = "@modules@/security-group"

  name                = "${local.name}-endpoints"
  description         = "Lets the stack reach the endpoints"
  vpc_id              = module.vpc.id
  ingress_rules       = ["https-tcp"]
  ingress_cidr_blocks = [module.vpc.cidr_block]
  egress_cidr_blocks  = []
  tags                = local.tags
}

module "web_group" {
  source = "@modules@/security-group"

  name   = "${local.name}-web"
  vpc_id = module.vpc.id

  ingress_with_cidr_blocks = [
    { rule = "https-tcp", cidr_blocks = "0.0.0.0/0", description = "From everywhere" },
    { rule = "http-tcp", cidr_blocks = "10.0.0.0/8" },
  ]
  number_of_computed_ingress_with_source_group = 1
  computed_ingress_with_source_group = [
    { rule = "web_app-tcp", source_group_id = module.endpoint_group.group_id },
  ]
  egress_rules = ["all-all"]
  tags         = local.tags
}

module "endpoints" {
  source = "@modules@/endpoints"

  region     = var.region
  vpc_id     = module.vpc.id
  subnet_ids = module.vpc.private_subnets
  group_ids  = [module.endpoint_group.group_id]

  endpoints = merge(
    { for service in local.interface_services : service => { service = service, private_dns = true } },
    {
      s3 = {
        service         = "s3"
        service_type    = "Gateway"
        route_table_ids = flatten([module.vpc.private_table_ids, module.vpc.public_table_ids])
        tags            = { Name = "s3-gateway" }
      }
    },
  )

  tags = local.tags
}

resource "aws_ecr_repository" "app" {
  for_each = toset(["web", "worker"])

  name                 = "${local.name}/${each.key}"
  image_tag_mutability = "IMMUTABLE"

  image_scanning_configuration {
    scan_on_push = true
  }

  tags = local.tags
}

module "ecs" {
  source = "@modules@/ecs"

  region       = var.region
  vpc_id       = module.vpc.id
  cluster_name = local.name

  services = {
"""

_ROOT_SERVICE = """\
    service-@number@ = {
      desired_count = 2
      subnet_ids    = module.vpc.private_subnets
      group_ids     = [module.web_group.group_id]

      containers = {
        app = {
          image         = "${aws_ecr_repository.app["web"].repository_url}:${var.image_tag}"
          environment   = { STAGE = "production", NUMBER = "@number@" }
          port_mappings = [{ containerPort = 8080 }]
        }
      }

      group_rules = {
        to_endpoints = {
          type        = "egress"
          protocol    = "tcp"
          from_port   = 443
          to_port     = 443
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
    }
"""

_ROOT_END = """\
  }

  tags = local.tags
}
"""
