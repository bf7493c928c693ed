"""The network that a plan describes: VPCs, subnets, endpoints, groups, tables, consumers.

Relations hold the things themselves, so that a rule never looks anything up; what is not
known says why. A thing is one object, however many relations lead to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import FrozenSet, Mapping, NamedTuple, Optional, Tuple, Union

from ..facts.service_names import Service
from ..wiring.plan_facts import Fact, Known, Relation, Unknown


@dataclass(frozen=True, eq=False)
class Vpc:
    """A VPC of the plan, of a data source, or known only by its id.

    Attributes:
        address: where it is, or its id.
        row: the address to report on; None where the plan does not manage it.
    """

    address: str
    row: Optional[str]
    dns_support: Fact[bool]
    dns_hostnames: Fact[bool]

    @property
    def managed(self) -> bool:
        """Made by this plan."""
        return self.row is not None


@dataclass(frozen=True, eq=False)
class RouteTable:
    """A route table; `block` and `module` tell which ones are of one kind.

    Attributes:
        to_internet: addresses of what gives it a route to an internet gateway.
        maybe_to_internet: why it may have such a route, where that is not settled.
    """

    address: str
    managed: bool
    block: str
    module: str
    to_internet: Tuple[str, ...] = ()
    maybe_to_internet: Tuple[str, ...] = ()


class ZoneInList(NamedTuple):
    """A zone that is known by its place among different zones: `data.aws_availability_zones.a.names[0]`.

    Attributes:
        list_address: a list of zones, or, as `${data.aws_region.r.name}`, the region that a letter is put behind.
        place: the position in the list, or the letter.
    """

    list_address: str
    place: Union[int, str]

    def __str__(self) -> str:
        return self.list_address + (self.place if isinstance(self.place, str) else f"[{self.place}]")


@dataclass(frozen=True, eq=False)
class Subnet:
    """A subnet with its zone and the route table that is in effect for it.

    Attributes:
        zone_in_list: its zone where no name or id of it is known.
    """

    address: str
    managed: bool
    vpc: Relation[Vpc]
    zone: Fact[str]
    zone_id: Fact[str]
    route_table: Relation[RouteTable]
    zone_in_list: Optional[ZoneInList] = None


class Rule(NamedTuple):
    """One ingress or egress rule.

    Attributes:
        written_on: the address of the group or rule resource that states it.
        protocol: in lower case, `-1` for all.
        of_group_why: what keeps its security group from being known, "" where it is.
    """

    written_on: str
    egress: bool
    protocol: Fact[str]
    from_port: Fact[int]
    to_port: Fact[int]
    of_group_why: str = ""


@dataclass(frozen=True, eq=False)
class SecurityGroup:
    """A security group with its rules from all sources of rules.

    Attributes:
        row: the address to report on; None where the plan does not manage it.
        rules: the rules that it certainly has.
        possible_rules: rules that may be its own: what their `security_group_id` refers to is not settled.
        unread_ingress: why its ingress rules cannot be read, where they cannot; `unread_egress` the same of egress.
        used_by: what else than an endpoint it is certainly attached to.
        maybe_used_by: what else than an endpoint it may be attached to.
    """

    address: str
    row: Optional[str]
    rules: Tuple[Rule, ...] = ()
    possible_rules: Tuple[Rule, ...] = ()
    unread_ingress: Tuple[str, ...] = ()
    unread_egress: Tuple[str, ...] = ()
    used_by: Tuple[str, ...] = ()
    maybe_used_by: Tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Endpoint:
    """A VPC endpoint, with what association resources add.

    Attributes:
        service: what it leads to; Unknown where the name is known only after the apply.
        kind: `Interface`, `Gateway`, …
        only_inbound: private DNS answers only the inbound resolver (S3).
        names_served: the addresses of private hosted zones or profiles that answer for the
            service's names; `names_half_served` those that lack the record clients ask for.
        maybe_names_served: why such a zone may be there, where that is not settled.
        names_served_elsewhere: those of `names_served` that other VPCs see, and its own does not.
        maybe_absent: why it may not be there at all.
        taken: those of its subnets that it has had before the plan; no two of them are in one zone.
    """

    address: str
    managed: bool
    service: Fact[Service]
    kind: Fact[str]
    vpc: Relation[Vpc]
    subnets: Relation[Subnet]
    groups: Relation[SecurityGroup]
    route_tables: Relation[RouteTable]
    private_dns: Fact[bool]
    only_inbound: Fact[bool]
    names_served: Tuple[str, ...] = ()
    names_half_served: Tuple[str, ...] = ()
    maybe_names_served: Tuple[str, ...] = ()
    names_served_elsewhere: Tuple[str, ...] = ()
    maybe_absent: str = ""
    taken: FrozenSet[Subnet] = frozenset()

    @cached_property
    def serves(self) -> Optional[str]:
        """The service's name, None where it is unknown."""
        return self.service.value.name if isinstance(self.service, Known) else None

    @property
    def service_question(self) -> str:
        """What to say where the service is not known."""
        return self._not_settled("service", self.service)

    @property
    def kind_question(self) -> str:
        """What to say where the kind is not known."""
        return self._not_settled("type", self.kind)

    def _not_settled(self, what: str, fact: object) -> str:
        because = f" ({fact.because})" if isinstance(fact, Unknown) else ""
        return f"the {what} of {self.address} is not settled{because}"


@dataclass(frozen=True, eq=False)
class Consumer:
    """What pulls images from ECR through the VPC.

    Attributes:
        kind: in words, such as `ECS service`.
        on_instances: whether its tasks run on container instances, whose interfaces pull; its
            own subnets then say where it is, not where the image comes in.
        logs: whether a task logs with the `awslogs` driver.
        needs: services beyond the core that it certainly calls.
        is_instance: it is such an instance, or a group of them.
    """

    address: str
    kind: str
    vpc: Relation[Vpc]
    subnets: Relation[Subnet]
    groups: Relation[SecurityGroup]
    on_instances: Fact[bool]
    logs: Fact[bool]
    needs: FrozenSet[str] = frozenset()
    is_instance: bool = False

    @property
    def only_outside(self) -> bool:
        """It runs in subnets that this plan does not make, and knows by their ids."""
        return self.subnets.exact and not any(subnet.managed for subnet in self.subnets.certain)


class AppSubnets(NamedTuple):
    """The subnets from which images are pulled.

    Attributes:
        of_consumers: found by the consumers; otherwise guessed from routes and uses.
        open_because: why there may be more.
        possible_because: why it is not settled in which of the possible ones consumers run.
        of_endpoints: those that hold nothing but endpoint interfaces, in a guess that has others as well.
    """

    certain: Tuple[Subnet, ...] = ()
    possible: Tuple[Subnet, ...] = ()
    of_consumers: bool = False
    open_because: Tuple[str, ...] = ()
    of_endpoints: FrozenSet[Subnet] = frozenset()
    possible_because: Tuple[str, ...] = ()


class Scope(NamedTuple):
    """One VPC with everything that belongs to it.

    Attributes:
        row: the address on which a fault of the VPC is reported.
        in_use: it has an ECR endpoint or a consumer.
        maybe_in_use: why it may have one, where that is not settled.
        joined_by: peerings and transit gateway attachments, through which central endpoints may serve it.
    """

    vpc: Vpc
    row: str
    in_use: bool
    endpoints: Tuple[Endpoint, ...]
    possible_endpoints: Tuple[Endpoint, ...]
    consumers: Tuple[Consumer, ...]
    possible_consumers: Tuple[Consumer, ...]
    app_subnets: AppSubnets
    joined_by: Tuple[str, ...] = ()
    maybe_in_use: Tuple[str, ...] = ()


class Network(NamedTuple):
    """All that the plan says of ECR over PrivateLink.

    Attributes:
        scopes: one per VPC that is in use, or counts for other reasons, by address.
        left_out: what there may be beside what the plan makes: by type, of an endpoint also with its service as in
            `aws_vpc_endpoint logs`, a sentence that names a resource.
        incomplete_because: why absence proves nothing; "" where it does.
    """

    scopes: Tuple[Scope, ...]
    vpcs: Tuple[Vpc, ...]
    subnets: Tuple[Subnet, ...]
    groups: Tuple[SecurityGroup, ...]
    endpoints: Tuple[Endpoint, ...]
    consumers: Tuple[Consumer, ...]
    left_out: Mapping[str, str]
    incomplete_because: str = ""
