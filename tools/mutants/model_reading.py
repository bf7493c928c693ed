"""The facts of a case as it is kept: its wiring, which real Terraform has confirmed, in plain values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ecr_privatelink.facts.network_nouns import ENDPOINT, ROUTE_TABLE, SECURITY_GROUP, SUBNET, Noun
from ecr_privatelink.facts.subnet_uses import GROUP_ATTRIBUTES, is_placeless
from ecr_privatelink.network.network_model import Consumer, Endpoint, Network, Rule, Scope, SecurityGroup, Subnet, Vpc
from ecr_privatelink.network.security_groups import SecurityGroups
from ecr_privatelink.wiring.plan_facts import UNSET, Fact, Known, Relation
from ecr_privatelink.wiring.plan_wiring import Wiring

from .spec_model import (
    OPEN,
    ConsumerFacts,
    EndpointFacts,
    Flag,
    GroupFacts,
    Model,
    Places,
    RuleFacts,
    SubnetFacts,
    VpcFacts,
)

TIES = {
    "aws_vpc_endpoint_subnet_association": ("subnets", SUBNET, "subnet_id"),
    "aws_vpc_endpoint_security_group_association": ("groups", SECURITY_GROUP, "security_group_id"),
    "aws_vpc_endpoint_route_table_association": ("tables", ROUTE_TABLE, "route_table_id"),
}
"""The associations of endpoints: the fact that they add to, what they name, and where."""


def read_model(network: Network, wiring: Wiring) -> Model:
    """The facts of a network; what is not exact is open."""
    scopes = {scope.vpc.address: scope for scope in network.scopes}
    return Model(
        vpcs={vpc.address: _vpc(vpc, scopes.get(vpc.address)) for vpc in network.vpcs},
        endpoints={endpoint.address: _endpoint(endpoint) for endpoint in network.endpoints},
        subnets={subnet.address: _subnet(subnet) for subnet in _subnets(network)},
        groups={group.address: _group(group) for group in _groups(network, wiring)},
        consumers={consumer.address: _consumer(consumer) for consumer in network.consumers},
        ties=list(_ties(wiring)),
        associations=dict(_associations(wiring)),
        dns_settings={
            resource.address: _one(wiring.one(resource, ENDPOINT, "vpc_endpoint_id"))
            for resource in wiring.plan.of_types("aws_vpc_endpoint_private_dns")
        },
    )


def _flag(fact: Fact[Any]) -> Flag:
    if fact == UNSET:
        return None
    return bool(fact.value) if isinstance(fact, Known) else OPEN


def _text(fact: Fact[Any]) -> str:
    return str(fact.value) if isinstance(fact, Known) else OPEN


def _one(relation: Relation[Any]) -> str:
    one = relation.certain[0] if relation.exact and len(relation.certain) == 1 else OPEN
    return one if isinstance(one, str) else str(one.address)


def _many(relation: Relation[Any]) -> Places:
    if not relation.exact:
        return OPEN
    return frozenset(part if isinstance(part, str) else str(part.address) for part in relation.certain)


def _vpc(vpc: Vpc, scope: Scope | None) -> VpcFacts:
    app = scope.app_subnets if scope else None
    settled = app is not None and not app.possible and not app.open_because
    return VpcFacts(
        address=vpc.address,
        row=vpc.row,
        dns_support=_flag(vpc.dns_support),
        dns_hostnames=_flag(vpc.dns_hostnames),
        joined=bool(scope and scope.joined_by),
        app_subnets=frozenset(subnet.address for subnet in app.certain) if app and settled else OPEN,
        of_consumers=bool(app and app.of_consumers),
    )


def _endpoint(endpoint: Endpoint) -> EndpointFacts:
    return EndpointFacts(
        address=endpoint.address,
        managed=endpoint.managed,
        service=endpoint.serves or OPEN,
        kind=_text(endpoint.kind),
        vpc=_one(endpoint.vpc),
        subnets=_many(endpoint.subnets),
        groups=_many(endpoint.groups),
        tables=_many(endpoint.route_tables),
        private_dns=_flag(endpoint.private_dns),
        only_inbound=_flag(endpoint.only_inbound),
        served=OPEN if endpoint.maybe_names_served else bool(endpoint.names_served),
    )


def _subnets(network: Network) -> Iterator[Subnet]:
    yield from network.subnets
    for endpoint in network.endpoints:
        yield from endpoint.subnets.everything


def _subnet(subnet: Subnet) -> SubnetFacts:
    return SubnetFacts(subnet.address, _text(subnet.zone), _one(subnet.route_table))


def _groups(network: Network, wiring: Wiring) -> Iterator[SecurityGroup]:
    """Every group that the engine knows, and those of the plan that no endpoint has yet."""
    groups = SecurityGroups(wiring, tuple(wiring.plan.naming(GROUP_ATTRIBUTES, without=is_placeless)))
    known = {group.address for group in network.groups}
    yield from network.groups
    for resource in wiring.plan.of_types(*SECURITY_GROUP.types):
        if resource.address not in known and resource.identity is None:
            yield groups.at(resource.address)


def _group(group: SecurityGroup) -> GroupFacts:
    return GroupFacts(
        address=group.address,
        row=group.row,
        rules=[_rule(rule) for rule in group.rules],
        unread=bool(group.unread_ingress or group.unread_egress or group.possible_rules),
        shared=True if group.used_by else OPEN if group.maybe_used_by else False,
    )


def _rule(rule: Rule) -> RuleFacts:
    first, last = (_port(port) for port in (rule.from_port, rule.to_port))
    return RuleFacts(rule.written_on, rule.egress, _text(rule.protocol), first, last)


def _port(fact: Fact[Any]) -> int | str | None:
    if fact == UNSET:
        return None
    return int(fact.value) if isinstance(fact, Known) else OPEN


def _consumer(consumer: Consumer) -> ConsumerFacts:
    return ConsumerFacts(consumer.address, _one(consumer.vpc), _flag(consumer.logs), consumer.needs)


def _ties(wiring: Wiring) -> Iterator[tuple[str, str, str, str]]:
    for type_name, (attribute, noun, name) in TIES.items():
        for resource in wiring.plan.of_types(type_name):
            endpoint = _one(wiring.one(resource, ENDPOINT, "vpc_endpoint_id"))
            yield resource.address, endpoint, attribute, _one(wiring.one(resource, noun, name))


def _associations(wiring: Wiring) -> Iterator[tuple[str, tuple[str, str]]]:
    for resource in wiring.plan.of_types("aws_route_table_association"):
        ends: list[tuple[Noun, str]] = [(SUBNET, "subnet_id"), (ROUTE_TABLE, "route_table_id")]
        subnet, table = (_one(wiring.one(resource, noun, name)) for noun, name in ends)
        yield resource.address, (subnet, table)
