"""The things of a network, by the resource types and ids that stand for them.

Types: schema of hashicorp/aws 5.100. Ids: the prefixes that EC2 gives.
"""

from __future__ import annotations

from typing import NamedTuple, Tuple


class Noun(NamedTuple):
    """One kind of thing.

    Attributes:
        name: as a message calls it.
        types: managed resource types.
        data_types: data sources that stand for one such thing each.
        id_prefix: how EC2's ids of it begin.
        id_attribute: where a data source takes the id from, so that one that is read during
            the apply can still be followed to what its id refers to.
    """

    name: str
    types: Tuple[str, ...]
    data_types: Tuple[str, ...]
    id_prefix: str
    id_attribute: str = "id"

    def is_named_by(self, attribute: str) -> bool:
        """Whether another thing of the network names such a thing, or several, by an attribute of this name."""
        name = self.name.lower().replace(" ", "_")
        return attribute in (f"{name}_id", f"{name}_ids")


VPC = Noun("VPC", ("aws_vpc", "aws_default_vpc"), ("aws_vpc",), "vpc-")
SUBNET = Noun("subnet", ("aws_subnet", "aws_default_subnet"), ("aws_subnet",), "subnet-")
SECURITY_GROUP = Noun(
    "security group", ("aws_security_group", "aws_default_security_group"), ("aws_security_group",), "sg-"
)
ROUTE_TABLE = Noun(
    "route table", ("aws_route_table", "aws_default_route_table"), ("aws_route_table",), "rtb-", "route_table_id"
)
ENDPOINT = Noun("VPC endpoint", ("aws_vpc_endpoint",), ("aws_vpc_endpoint",), "vpce-")
INTERNET_GATEWAY = Noun("internet gateway", ("aws_internet_gateway",), ("aws_internet_gateway",), "igw-")
HOSTED_ZONE = Noun("hosted zone", ("aws_route53_zone",), ("aws_route53_zone",), "Z", "zone_id")

NOUNS = (VPC, SUBNET, SECURITY_GROUP, ROUTE_TABLE, ENDPOINT, INTERNET_GATEWAY, HOSTED_ZONE)

GROUPS_MADE_WITH = {"aws_eks_cluster": ("vpc_config", "cluster_security_group_id")}
"""The security group that AWS makes with a resource, which is then none of the others: where it stands, by type.

Source: Amazon EKS user guide, "View Amazon EKS security group requirements for clusters".
"""

RULE_TYPES = (
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_security_group_egress_rule",
)
"""Resources that give a security group a rule."""

NETWORK_TYPES = frozenset(
    type_name for noun in NOUNS for type_name in noun.types + tuple(f"data.{name}" for name in noun.data_types)
)
"""Types whose attributes are all understood: one that is not an id names no other thing."""

TIED_TO_NONE = frozenset(name for noun in NOUNS if noun not in (VPC, ENDPOINT) for name in noun.types)
"""Managed types whose own attributes tie them to no subnet, security group or route table, as an endpoint's do."""
