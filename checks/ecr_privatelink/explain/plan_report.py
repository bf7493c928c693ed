"""A judgement as one JSON object; its keys may grow and never change."""

from __future__ import annotations

from typing import Dict, List, Optional, Protocol, Sequence, TypeVar

from ..judging.plan_judging import Judgement
from ..network.network_model import Consumer, Endpoint, Subnet, Vpc
from ..plan.json_shape import Json
from ..plan.plan_address import natural_order
from ..wiring.plan_facts import UNSET, Fact, Known, Relation


class _Addressed(Protocol):
    @property
    def address(self) -> str: ...


Thing = TypeVar("Thing", bound=_Addressed)
Value = TypeVar("Value")


def report(judgement: Judgement) -> Dict[str, Json]:
    """Endpoints, subnets and consumers with their wiring, and the findings."""
    network = judgement.network
    return {
        "vpcs": [_vpc(vpc) for vpc in network.vpcs],
        "endpoints": [_endpoint(endpoint) for endpoint in network.endpoints],
        "subnets": [_subnet(subnet) for subnet in network.subnets],
        "consumers": [_consumer(consumer) for consumer in network.consumers],
        "findings": [
            {"id": finding.check, "resource": finding.resource, "message": finding.message}
            for finding in judgement.findings
        ],
        "sources_not_used": list(judgement.sources_not_used),
    }


def _vpc(vpc: Vpc) -> Dict[str, Json]:
    return {
        "address": vpc.address,
        "dns_support": _flag(vpc.dns_support),
        "dns_hostnames": _flag(vpc.dns_hostnames),
    }


def _endpoint(endpoint: Endpoint) -> Dict[str, Json]:
    return {
        "address": endpoint.address,
        "service": _known(endpoint.service),
        "type": _known(endpoint.kind),
        "vpc": _one(endpoint.vpc),
        "subnets": _relation(endpoint.subnets),
        "security_groups": _relation(endpoint.groups),
        "route_tables": _relation(endpoint.route_tables),
        "private_dns": _flag(endpoint.private_dns),
    }


def _subnet(subnet: Subnet) -> Dict[str, Json]:
    return {
        "address": subnet.address,
        "zone": _known(subnet.zone) or _known(subnet.zone_id),
        "route_table": _one(subnet.route_table),
        "vpc": _one(subnet.vpc),
    }


def _consumer(consumer: Consumer) -> Dict[str, Json]:
    return {
        "address": consumer.address,
        "kind": consumer.kind,
        "vpc": _one(consumer.vpc),
        "subnets": _relation(consumer.subnets),
        "security_groups": _relation(consumer.groups),
    }


def _relation(relation: Relation[Thing]) -> Dict[str, Json]:
    return {
        "state": relation.state,
        "addresses": sorted_addresses(relation.everything),
        "why": relation.why,
        "trail": list(relation.trail),
    }


def sorted_addresses(things: Sequence[Thing]) -> List[str]:
    """The addresses in natural order."""
    if len(things) == 1:
        return [things[0].address]
    return sorted((thing.address for thing in things), key=natural_order)


def _one(relation: Relation[Thing]) -> Optional[str]:
    return relation.certain[0].address if relation.exact and len(relation.certain) == 1 else None


def _known(fact: Fact[Value]) -> Optional[str]:
    return str(fact) if isinstance(fact, Known) else None


def _flag(fact: Fact[bool]) -> Optional[bool]:
    """False when unset, as AWS and the provider take it; None only when unknown, or sensitive."""
    if fact == UNSET:
        return False
    return fact.value is True if isinstance(fact, Known) and not fact.sensitive else None
