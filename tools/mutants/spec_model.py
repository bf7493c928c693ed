"""The rule book over plain facts: which rows must fail, told apart from the engine's own rules.

A mutant is made by an edit of the plan or the sources and by the same edit of these facts; what
the rule book then says is what the engine must say.  A fact that is not known is `OPEN`, and
nothing is expected where one would decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, Optional, Union

from ecr_privatelink.plan.plan_address import natural_order

OPEN: Final = "?"
Text = Optional[str]
Flag = Union[bool, None, Literal["?"]]
"""True, false, None for unset, or not known."""
Places = Union[frozenset[str], Literal["?"]]
Row = tuple[str, str]

CORE = ("ecr.dkr", "ecr.api", "logs")
ECR = ("ecr.dkr", "ecr.api")
PATH = (
    *CORE, "s3", "sts", "ecs", "ecs-agent", "ecs-telemetry", "ssm", "ssmmessages", "secretsmanager",
    "kms", "ec2", "eks", "eks-auth",
)  # fmt: skip
_MISSING = {"ecr.dkr": "CKV_ECRPL_101", "ecr.api": "CKV_ECRPL_102", "logs": "CKV_ECRPL_103"}
HTTPS = 443


@dataclass
class VpcFacts:
    """A VPC; `joined` by a peering or an attachment, through which central endpoints may serve it."""

    address: str
    row: Text
    dns_support: Flag
    dns_hostnames: Flag
    joined: bool
    app_subnets: Places
    of_consumers: bool


@dataclass
class EndpointFacts:
    """An endpoint with the places of what it is tied to; `served` where a hosted zone answers for it."""

    address: str
    managed: bool
    service: str
    kind: str
    vpc: str
    subnets: Places
    groups: Places
    tables: Places
    private_dns: Flag
    only_inbound: Flag
    served: Flag

    @property
    def interface(self) -> bool:
        """It is one, for certain."""
        return self.kind == "Interface"

    @property
    def gateway(self) -> bool:
        """It is S3's gateway."""
        return self.kind == "Gateway" and self.service == "s3"

    @property
    def counts_as_s3(self) -> bool:
        """It answers for S3 inside its VPC."""
        answers = self.private_dns is True and self.only_inbound is False
        return self.interface and self.service == "s3" and answers and bool(self.subnets)


@dataclass
class SubnetFacts:
    """A subnet with its zone and its table in effect."""

    address: str
    zone: str
    table: str


@dataclass
class RuleFacts:
    """A rule of a group: where it is written, and what it admits."""

    written_on: str
    egress: bool
    protocol: Union[str, None]
    from_port: Union[int, str, None]
    to_port: Union[int, str, None]

    @property
    def open(self) -> bool:
        """Something of it is not known."""
        return OPEN in (self.protocol, self.from_port, self.to_port)

    @property
    def wide(self) -> bool:
        """It admits more, or something else, than TCP 443."""
        return (self.protocol, self.from_port, self.to_port) != ("tcp", HTTPS, HTTPS)

    @property
    def admits(self) -> bool:
        """It admits TCP 443."""
        if self.protocol == "-1":
            return True
        ports = isinstance(self.from_port, int) and isinstance(self.to_port, int)
        return self.protocol == "tcp" and ports and int(self.from_port or 0) <= HTTPS <= int(self.to_port or 0)


@dataclass
class GroupFacts:
    """A group; `unread` where it may have more rules, `shared` where more than endpoints use it."""

    address: str
    row: Text
    rules: list[RuleFacts]
    unread: bool
    shared: Flag


@dataclass
class ConsumerFacts:
    """What pulls; `logs` with awslogs or not."""

    address: str
    vpc: str
    logs: Flag
    needs: frozenset[str]


@dataclass
class Model:
    """All facts of one configuration.

    Attributes:
        ties: what associations add: their address, the endpoint, the attribute, the other end.
        associations: of route tables: subnet and table by address.
        dns_settings: the endpoint of each resource that sets private DNS for one, by address.
    """

    vpcs: dict[str, VpcFacts]
    endpoints: dict[str, EndpointFacts]
    subnets: dict[str, SubnetFacts]
    groups: dict[str, GroupFacts]
    consumers: dict[str, ConsumerFacts]
    ties: list[tuple[str, str, str, str]] = field(default_factory=list)
    associations: dict[str, tuple[str, str]] = field(default_factory=dict)
    dns_settings: dict[str, str] = field(default_factory=dict)


def failing(model: Model) -> set[Row]:
    """The rows that the rule book calls faults, for certain."""
    return set(_Judge(model).rows())


def perhaps_untied(model: Model) -> set[Row]:
    """The gateways of VPCs whose app subnets no consumer shows: more than the facts decides about them."""
    vpcs = {vpc.address for vpc in model.vpcs.values() if not vpc.of_consumers}
    return {("CKV_ECRPL_502", e.address) for e in model.endpoints.values() if e.gateway and e.vpc in vpcs}


def seen_in_part(model: Model) -> set[Row]:
    """What a plan alone says of endpoints with a group that is written by its id: beside references it shows none."""
    written = [e for e in model.endpoints.values() if any(group.startswith("sg-") for group in e.groups)]
    return {("CKV_ECRPL_402", endpoint.address) for endpoint in written}


class _Judge:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.endpoints = [model.endpoints[name] for name in sorted(model.endpoints, key=natural_order)]
        self.interfaces = [endpoint for endpoint in self.endpoints if endpoint.interface]
        self.path = [endpoint for endpoint in self.interfaces if endpoint.service in PATH]

    def rows(self) -> Iterator[Row]:
        for vpc in self.model.vpcs.values():
            yield from self._of_vpc(vpc)
        for endpoint in self.interfaces:
            yield from self._of_interface(endpoint)
        for endpoint in self.path:
            yield from self._of_path(endpoint)
        for group in self.model.groups.values():
            yield from self._of_group(group)

    def _inside(self, vpc: VpcFacts) -> list[EndpointFacts]:
        return [endpoint for endpoint in self.endpoints if endpoint.vpc == vpc.address]

    def _pulling(self, vpc: VpcFacts) -> list[ConsumerFacts]:
        return [consumer for consumer in self.model.consumers.values() if consumer.vpc == vpc.address]

    def _in_use(self, vpc: VpcFacts) -> bool:
        return any(endpoint.service in ECR for endpoint in self._inside(vpc)) or bool(self._pulling(vpc))

    def row(self, vpc: VpcFacts) -> Text:
        """Where a fault of the VPC is reported."""
        ecr = [endpoint.address for endpoint in self._inside(vpc) if endpoint.managed and endpoint.service in ECR]
        return vpc.row or next(iter(ecr), None)

    def _anything_open(self, vpc: VpcFacts) -> bool:
        """An endpoint may be here that is not known to be."""
        if vpc.joined and not any(endpoint.service in ECR for endpoint in self._inside(vpc)):
            return True
        return any(
            endpoint.vpc == OPEN or (endpoint.vpc == vpc.address and OPEN in (endpoint.service, endpoint.kind))
            for endpoint in self.endpoints
        )

    def _of_vpc(self, vpc: VpcFacts) -> Iterator[Row]:
        row = self.row(vpc)
        if row and self._in_use(vpc):
            if not self._anything_open(vpc):
                yield from ((check, row) for check in self._missing(vpc))
            yield from self._untied(vpc, row)
        private = [endpoint for endpoint in self.path if endpoint.vpc == vpc.address and endpoint.private_dns is True]
        off = not all(flag in (True, OPEN) for flag in (vpc.dns_support, vpc.dns_hostnames))
        place = vpc.row or next((endpoint.address for endpoint in private if endpoint.managed), None)
        if private and off and row and place:
            yield "CKV_ECRPL_202", place

    def _missing(self, vpc: VpcFacts) -> Iterator[str]:
        inside = self._inside(vpc)
        for service, check in _MISSING.items():
            serving = [e for e in inside if e.interface and e.service == service and e.subnets]
            if not serving and (service != "logs" or self._may_log(vpc)):
                yield check
        s3 = any(e.gateway or e.counts_as_s3 for e in inside)
        unsure = any(e.service == "s3" and OPEN in (e.private_dns, e.only_inbound) for e in inside)
        hub = vpc.joined and not self._pulling(vpc)  # its endpoints may be there for VPCs with an S3 endpoint each
        if not s3 and not unsure and not hub and (vpc.row or self._makes_a_table(vpc)):
            yield "CKV_ECRPL_501"

    def _makes_a_table(self, vpc: VpcFacts) -> bool:
        """The table of an app subnet is a resource of this plan, so that a gateway belongs here too."""
        tables = [self.model.subnets[subnet].table for subnet in vpc.app_subnets if subnet != OPEN]
        return any(re.search(r"(^|[.\]])aws_(default_)?route_table\.", t) and "data." not in t for t in tables)

    def _may_log(self, vpc: VpcFacts) -> bool:
        logs = [consumer.logs for consumer in self._pulling(vpc)]
        return not logs or any(flag is not False for flag in logs)

    def _untied(self, vpc: VpcFacts, row: str) -> Iterator[Row]:
        inside = self._inside(vpc)
        gateways = [endpoint for endpoint in inside if endpoint.gateway]
        unsure = any(e.vpc == OPEN and e.service in ("s3", OPEN) for e in self.endpoints)
        if not gateways or unsure or any(endpoint.counts_as_s3 for endpoint in inside):
            return
        place = next((endpoint.address for endpoint in gateways if endpoint.managed), row)
        ties = union(endpoint.tables for endpoint in gateways)
        if ties != OPEN and (not ties or self._left_out(vpc, ties)):
            yield "CKV_ECRPL_502", place

    def _left_out(self, vpc: VpcFacts, ties: frozenset[str]) -> bool:
        """An app subnet's table is not tied; where no consumer shows the app subnets, none of theirs is."""
        if vpc.app_subnets == OPEN or not vpc.app_subnets:
            return False
        tables = [self.model.subnets[subnet].table for subnet in vpc.app_subnets]
        untied = [table != OPEN and table not in ties for table in tables]
        return any(untied) if vpc.of_consumers else all(untied)

    def _of_interface(self, endpoint: EndpointFacts) -> Iterator[Row]:
        if not endpoint.managed:
            return
        if endpoint.subnets != OPEN:
            zones = [self.model.subnets[subnet].zone for subnet in endpoint.subnets]
            known = [zone for zone in zones if zone != OPEN]
            if len(set(known)) < len(known):
                yield "CKV_ECRPL_301", endpoint.address
        vpc = self.model.vpcs.get(endpoint.vpc)
        if endpoint.groups == frozenset() and vpc and self._in_use(vpc):
            yield "CKV_ECRPL_403", endpoint.address

    def _of_path(self, endpoint: EndpointFacts) -> Iterator[Row]:
        needed = {
            service
            for consumer in self.model.consumers.values()
            if consumer.vpc == endpoint.vpc != OPEN
            for service in consumer.needs
        }
        if not endpoint.managed:
            return
        judged = endpoint.service in CORE or (endpoint.service in needed and endpoint.service != "s3")
        if judged and endpoint.private_dns in (False, None) and endpoint.served is False:
            yield "CKV_ECRPL_201", endpoint.address
        if endpoint.groups != OPEN and endpoint.groups:
            groups = [self.model.groups[group] for group in endpoint.groups]
            open_ = any(group.unread or any(rule.open for rule in group.rules) for group in groups)
            if not open_ and not any(rule.admits for group in groups for rule in group.rules if not rule.egress):
                yield "CKV_ECRPL_402", endpoint.address

    def _of_group(self, group: GroupFacts) -> Iterator[Row]:
        attached = [endpoint for endpoint in self.path if endpoint.groups != OPEN and group.address in endpoint.groups]
        if not attached or not group.row:
            return
        wide = [rule for rule in group.rules if rule.wide and not rule.open]
        if any(not rule.egress for rule in wide):
            yield "CKV_ECRPL_401", group.row
        if any(rule.egress for rule in wide) and group.shared is False:
            yield "CKV_ECRPL_405", group.row


def union(parts: Iterable[Places]) -> Places:
    """All of them together; not known where one is not."""
    together: frozenset[str] = frozenset()
    for part in parts:
        if part == OPEN:
            return OPEN
        together |= frozenset(part)
    return together
