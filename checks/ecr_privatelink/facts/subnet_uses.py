"""Where resources take subnets and security groups, as far as the checks must know.

Source: schema of hashicorp/aws 5.100. `tests/test_provider_schema.py` fails when the provider
gains an attribute by such a name that is classified nowhere.
"""

from __future__ import annotations

SUBNETS_WITHOUT_APPS = frozenset(
    {
        "aws_alb",
        "aws_db_subnet_group",
        "aws_dax_subnet_group",
        "aws_dms_replication_subnet_group",
        "aws_docdb_subnet_group",
        "aws_ec2_transit_gateway_vpc_attachment",
        "aws_elasticache_subnet_group",
        "aws_elb",
        "aws_lb",
        "aws_memorydb_subnet_group",
        "aws_nat_gateway",
        "aws_neptune_subnet_group",
        "aws_networkfirewall_firewall",
        "aws_redshift_subnet_group",
    }
)
"""Databases, caches, attachments, firewalls, NAT gateways and load balancers: subnets that they
alone use hold no tasks."""

ENDPOINT_TYPES = frozenset({"aws_vpc_endpoint", "aws_vpc_endpoint_subnet_association"})
"""What puts an endpoint's interfaces into subnets."""

NOT_A_USE_OF_SUBNETS = frozenset({"aws_network_acl", "aws_network_acl_association", "aws_route_table_association"})
"""They name subnets and put nothing into them."""

SUBNET_ATTRIBUTES = frozenset(
    {
        "client_subnets",
        "default_subnet_id",
        "preferred_subnet_id",
        "staging_area_subnet_id",
        "subnet_arn",
        "subnet_arns",
        "subnet_id",
        "subnet_ids",
        "subnets",
        "target_vpc_subnet_id",
        "vpc_subnet_ids",
        "vpc_subnets",
        "vpc_zone_identifier",
    }
)
"""How the attributes are named by which a resource takes subnets."""

GROUP_ATTRIBUTES = frozenset(
    {
        "additional_master_security_groups",
        "additional_slave_security_groups",
        "custom_security_group_id",
        "custom_security_group_ids",
        "db_security_group_memberships",
        "emr_managed_master_security_group",
        "emr_managed_slave_security_group",
        "engine_security_group_id",
        "replacement_security_group_ids",
        "replication_servers_security_groups_ids",
        "security_group_arns",
        "security_group_id",
        "security_group_id_list",
        "security_group_ids",
        "security_groups",
        "security_groups_ids",
        "service_access_security_group",
        "vpc_security_group_ids",
        "vpc_security_group_memberships",
        "workspace_security_group_id",
    }
)
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

_PLACELESS_SERVICES = (
    "aws_acm_",
    "aws_api_gateway_",
    "aws_appautoscaling_",
    "aws_cloudfront_",
    "aws_cloudwatch_log_",
    "aws_cloudwatch_metric_",
    "aws_cognito_",
    "aws_dynamodb_",
    "aws_ecr_",
    "aws_iam_",
    "aws_kms_",
    "aws_route53_record",
    "aws_route53_zone",
    "aws_s3_",
    "aws_secretsmanager_",
    "aws_sns_",
    "aws_sqs_",
    "aws_ssm_",
    "aws_wafv2_",
)
"""Prefixes of types: what they name is in no VPC, or joined to one by ids of another kind."""

_PLACELESS_TYPES = frozenset(
    {
        "aws_internet_gateway",
        "aws_route",
        "aws_route_table",
        "aws_subnet",
        "aws_vpc",
    }
)
"""They are the network itself."""


def is_placeless(type_name: str) -> bool:
    """Whether resources of a type certainly take neither subnets nor security groups, by any of these names."""
    return type_name in _PLACELESS_TYPES or type_name.startswith(_PLACELESS_SERVICES)
