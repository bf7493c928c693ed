"""Where resources take subnets and security groups, as far as the checks must know.

Source: schema of hashicorp/aws 5.100; `tests/test_provider_schema.py` fails when the
provider gains an attribute that is classified nowhere.
"""

from __future__ import annotations

SUBNETS_WITHOUT_APPS = {
    "aws_db_subnet_group": (("subnet_ids",),),
    "aws_dax_subnet_group": (("subnet_ids",),),
    "aws_docdb_subnet_group": (("subnet_ids",),),
    "aws_elasticache_subnet_group": (("subnet_ids",),),
    "aws_memorydb_subnet_group": (("subnet_ids",),),
    "aws_neptune_subnet_group": (("subnet_ids",),),
    "aws_redshift_subnet_group": (("subnet_ids",),),
    "aws_ec2_transit_gateway_vpc_attachment": (("subnet_ids",),),
    "aws_networkfirewall_firewall": (("subnet_mapping", "subnet_id"),),
    "aws_nat_gateway": (("subnet_id",),),
    "aws_alb": (("subnets",), ("subnet_mapping", "subnet_id")),
    "aws_lb": (("subnets",), ("subnet_mapping", "subnet_id")),
    "aws_elb": (("subnets",),),
}
"""Databases, caches, attachments, firewalls, NAT gateways and load balancers: what they alone
use holds no tasks."""

ENDPOINT_SUBNETS = {
    "aws_vpc_endpoint": (("subnet_ids",), ("subnet_configuration", "subnet_id")),
    "aws_vpc_endpoint_subnet_association": (("subnet_id",),),
}

SUBNET_ATTRIBUTES = frozenset({"subnet_id", "subnet_ids", "subnets", "vpc_zone_identifier", "subnet_mapping"})
"""How the attributes are named by which any other resource takes subnets."""

NOT_A_USE_OF_SUBNETS = frozenset({"aws_route_table_association", "aws_network_acl", "aws_network_acl_association"})

GROUP_ATTRIBUTES = frozenset({"security_groups", "security_group_ids", "vpc_security_group_ids", "security_group_id"})
"""How the attributes are named by which a resource attaches security groups to its interfaces."""

NOT_AN_ATTACHMENT = frozenset(
    {
        "aws_default_security_group",
        "aws_security_group",
        "aws_security_group_rule",
        "aws_vpc_endpoint",
        "aws_vpc_endpoint_security_group_association",
        "aws_vpc_security_group_egress_rule",
        "aws_vpc_security_group_ingress_rule",
        "aws_vpc_security_group_rules_exclusive",
        "aws_vpc_security_group_vpc_association",
    }
)
"""They name groups as endpoint groups, as owners of rules, or as sources in them."""
