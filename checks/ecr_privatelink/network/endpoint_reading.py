"""Reading the endpoints, with what association resources add to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import DefaultDict, Dict, FrozenSet, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Set, Tuple

from ..facts.network_nouns import ENDPOINT, ROUTE_TABLE, SECURITY_GROUP, SUBNET, VPC, Noun
from ..facts.service_names import Service, parse_service_name
from ..plan.open_reasons import OUTSIDE, TAKEN_ALONG
from ..plan.plan_index import Resource
from ..wiring.place_index import Place
from ..wiring.plan_facts import UNSET, Fact, Known, Relation, Unknown
from ..wiring.plan_wiring import Wiring
from ..wiring.reached_values import Literal

_NO_SERVICE = Service("no service")
"""What an endpoint without a name of one leads to: a resource configuration, or a service network."""

INTERFACE = "Interface"
GATEWAY = "Gateway"


class _Association(NamedTuple):
    """A kind of resource that ties something to an endpoint, and its attribute for that."""

    type: str
    attribute: str


_ASSOCIATIONS = {
    SUBNET: _Association("aws_vpc_endpoint_subnet_association", "subnet_id"),
    SECURITY_GROUP: _Association("aws_vpc_endpoint_security_group_association", "security_group_id"),
    ROUTE_TABLE: _Association("aws_vpc_endpoint_route_table_association", "route_table_id"),
}


class FoundEndpoint(NamedTuple):
    """An endpoint whose relations are still between places; see `network_model.Endpoint`."""

    resource: Resource
    place: Place
    service: Fact[Service]
    kind: Fact[str]
    vpc: Relation[Place]
    subnets: Relation[Place]
    groups: Relation[Place]
    route_tables: Relation[Place]
    private_dns: Fact[bool]
    only_inbound: Fact[bool]
    taken: FrozenSet[Place] = frozenset()


class _Tie(NamedTuple):
    """One association resource: which endpoint it names, and what it adds."""

    endpoint: Relation[Place]
    other: Relation[Place]


class _Ties:
    """The association resources of one type, by the endpoints that they name."""

    def __init__(self, ties: Iterable[_Tie]) -> None:
        self.every = tuple(ties)
        self._anywhere = [tie for tie in self.every if not tie.endpoint.closed]
        self._by_endpoint: DefaultDict[Place, List[_Tie]] = defaultdict(list)
        for tie in self.every:
            for place in tie.endpoint.everything:
                self._by_endpoint[place].append(tie)

    def on(self, endpoint: Place) -> Iterator[_Tie]:
        """Those that name an endpoint, or may."""
        named = self._by_endpoint.get(endpoint, [])
        yield from named
        yield from (tie for tie in self._anywhere if tie not in named)


class EndpointReader:
    """Reads every endpoint that the plan keeps, makes or reads.

    Args:
        default_groups: the default security groups of the VPCs in the plan.
    """

    def __init__(self, wiring: Wiring, default_groups: FrozenSet[Place]) -> None:
        self._wiring = wiring
        self._default_groups = default_groups
        self._ties = {noun: _Ties(self._read_ties(noun)) for noun in _ASSOCIATIONS}
        self._deleted = {noun: set(self._ids_that_go(noun)) for noun in _ASSOCIATIONS}
        self._associated_groups = {place for tie in self._ties[SECURITY_GROUP].every for place in tie.other.everything}
        self._private_dns_ties = [
            (resource, wiring.one(resource, ENDPOINT, "vpc_endpoint_id"))
            for resource in wiring.plan.of_types("aws_vpc_endpoint_private_dns")
        ]

    def endpoints(self) -> Iterator[FoundEndpoint]:
        """Each endpoint once: a data source of one that the plan manages, or destroys, is left out."""
        seen: Set[Place] = set()
        own: Set[Tuple[Place, Service]] = set()
        destroyed = {former.identity for former in self._wiring.plan.destroyed(*ENDPOINT.types)} - {None}
        for resource in self._wiring.things(ENDPOINT):
            place = self._wiring.place_of_thing(ENDPOINT, resource)
            if place in seen or (not resource.managed and resource.identity in destroyed):
                continue
            seen.add(place)
            found = self._read(resource, place)
            name = _vpc_and_service(found)
            if resource.managed:
                own.update(name)
            elif resource.identity is None and name and own.issuperset(name):
                continue  # not read yet: it asks for what the plan makes
            yield found

    def _read(self, resource: Resource, place: Place) -> FoundEndpoint:
        wiring = self._wiring
        kind = wiring.fact(resource, "vpc_endpoint_type")
        return FoundEndpoint(
            resource=resource,
            place=place,
            service=self._service(resource),
            kind=Known(GATEWAY) if kind == UNSET and resource.managed else kind,
            vpc=wiring.one(resource, VPC, "vpc_id"),
            subnets=self._tied(resource, place, SUBNET, "subnet_ids").and_also(self._configured_subnets(resource)),
            groups=self._without_default(resource, self._tied(resource, place, SECURITY_GROUP, "security_group_ids")),
            route_tables=self._tied(resource, place, ROUTE_TABLE, "route_table_ids"),
            private_dns=self._private_dns(resource, place),
            only_inbound=wiring.fact(resource, "dns_options", "private_dns_only_for_inbound_resolver_endpoint"),
            taken=self._taken(resource),
        )

    def _taken(self, resource: Resource) -> FrozenSet[Place]:
        """The subnets that an endpoint has already, and keeps or gives up: AWS took them together."""
        there = resource.before if resource.managed else resource.values
        if resource.identity is None or there is None:
            return frozenset()
        return frozenset(
            self._wiring.place_of(SUBNET, identity) for identity in Literal(there.get("subnet_ids")).strings()
        )

    def _configured_subnets(self, resource: Resource) -> Relation[Place]:
        """The subnets of `subnet_configuration` blocks; in a later plan it may be a copy of the last apply.

        What differs from that is none, though no block is written: a `dynamic` one makes it.
        """
        name = "subnet_configuration"
        changed = resource.before is not None and resource.values.get(name) != resource.before.get(name)
        if resource.before and not changed and not self._wiring.is_written(resource, name):
            return Relation()
        if not self._wiring.has_block(resource, name):
            return Relation()
        return self._wiring.many(resource, SUBNET, name, "subnet_id")

    def _service(self, resource: Resource) -> Fact[Service]:
        name = self._wiring.fact(resource, "service_name")
        if name == UNSET and resource.managed:
            return Known(_NO_SERVICE)
        if not isinstance(name, Known):
            return self._service_behind(resource) or name
        service = parse_service_name(str(name.value))
        region = self._wiring.fact(resource, "service_region")
        if isinstance(region, Known) and region.value:  # the state may hold an empty one
            service = Service(service.name, str(region.value))
        return Known(service, name.sensitive)

    def _service_behind(self, resource: Resource) -> Optional[Known[Service]]:
        """The service of a name that waits: of what gives it, or around a region that waits.

        A data source is asked for a service; a resource makes one, which is no service of AWS.
        """
        text = self._wiring.text(resource, "service_name")
        if text is not None:
            service = parse_service_name(text)
            return Known(service) if service.region else None
        reached = self._wiring.reached(resource, "service_name")
        asked = [symbol.resource for symbol in reached.symbols if symbol.path == ("service_name",)]
        if len(asked) == len(reached.items) == 1 and reached.certain and asked[0].type == "aws_vpc_endpoint_service":
            if asked[0].managed:
                return Known(Service(str(asked[0].block)))
            service_asked = self._wiring.fact(asked[0], "service")
            if isinstance(service_asked, Known):
                return Known(Service(str(service_asked.value)), service_asked.sensitive)
        return None

    def _tied(self, resource: Resource, place: Place, noun: Noun, attribute: str) -> Relation[Place]:
        """The inline attribute and the association resources together.

        Where the attribute is not written, the provider has copied the associations of the
        last apply into it: those that go, and things that are deleted, are taken away. So it is
        with what a data source has read. Where it is written, an association that is deleted takes
        its thing along until the next apply: the endpoint has it already, and is not updated.
        """
        wiring = self._wiring
        tied = wiring.many(resource, noun, attribute)
        association = _ASSOCIATIONS[noun]
        if not (resource.managed and wiring.is_written(resource, attribute)):
            leaving = {
                wiring.place_of(noun, str(former.values.get(association.attribute)))
                for former in self._former_ties(association, resource)
            }
            leaving |= self._deleted[noun]
            staying = tuple(other for other in tied.certain if other not in leaving)
            tied = Relation(staying, trail=tied.trail) if resource.managed else replace(tied, certain=staying)
        else:
            tied = self._without_deleted(tied, resource, noun, attribute)
        for tie in self._ties[noun].on(place):
            if place in tie.endpoint.certain:
                tied = tied.and_also(tie.other)
            else:
                tied = tied.and_also(tie.other.only_possibly())
        return tied

    def _without_deleted(
        self, tied: Relation[Place], resource: Resource, noun: Noun, attribute: str
    ) -> Relation[Place]:
        """What is written, less what associations take along that the plan deletes."""
        association = _ASSOCIATIONS[noun]
        has_already = (resource.before or {}).get(attribute)
        taken: Dict[Place, str] = {}
        for former in filter(self._wiring.plan.destroys, self._former_ties(association, resource)):
            identity = str(former.values.get(association.attribute))
            if identity in Literal(has_already).strings():
                taken[self._wiring.place_of(noun, identity)] = former.address
        if taken.keys().isdisjoint(tied.certain):
            return tied
        because = f"{', '.join(taken.values())}, {TAKEN_ALONG}"
        certain = tuple(place for place in tied.certain if place not in taken)
        possible = tuple(place for place in tied.certain if place in taken)
        return Relation(certain, (*tied.possible, *possible), tied.open_because, tied.trail, because)

    def _former_ties(self, association: _Association, endpoint: Resource) -> Sequence[Resource]:
        """The association resources of an endpoint that go, or change."""
        return self._wiring.plan.gone_naming(association.type, "vpc_endpoint_id", endpoint.identity)

    def _without_default(self, resource: Resource, groups: Relation[Place]) -> Relation[Place]:
        """Without the VPC's default group where the configuration names none: AWS has put it there.

        A group that is not in the plan may be that group, or one that was attached by hand.
        """
        if not resource.managed or self._wiring.is_written(resource, "security_group_ids"):
            return groups
        put_there = self._default_groups - self._associated_groups
        remaining = tuple(place for place in groups.certain if place not in put_there)
        outside = tuple(place for place in remaining if place.startswith(SECURITY_GROUP.id_prefix))
        named = tuple(place for place in remaining if place not in outside or place in self._associated_groups)
        unsettled = tuple(place for place in outside if place not in named)
        because = f"{', '.join(unsettled)} {OUTSIDE}" if unsettled else groups.possible_because
        return Relation(named, (*groups.possible, *unsettled), groups.open_because, groups.trail, because)

    def _private_dns(self, resource: Resource, place: Place) -> Fact[bool]:
        """`aws_vpc_endpoint_private_dns` overrides the endpoint's own attribute."""
        for setting, endpoint in self._private_dns_ties:
            if place in endpoint.certain:
                return self._wiring.fact(setting, "private_dns_enabled")
            if place in endpoint.possible or not endpoint.closed:
                return Unknown(f"{setting.address} may set it ({endpoint.why})")
        return self._wiring.fact(resource, "private_dns_enabled")

    def _ids_that_go(self, noun: Noun) -> Iterator[str]:
        """The ids of things that are deleted or replaced."""
        plan = self._wiring.plan
        staying = {thing.identity for thing in plan.of_types(*noun.types)}
        for thing in plan.gone(*noun.types):
            if thing.identity is not None and thing.identity not in staying:
                yield thing.identity

    def _read_ties(self, noun: Noun) -> Iterator[_Tie]:
        association = _ASSOCIATIONS[noun]
        for resource in self._wiring.plan.of_types(association.type):
            other = self._wiring.one(resource, noun, association.attribute)
            if resource.address not in self._wiring.plan.unsettled:
                other = replace(other, never_empty=True)  # there is no association without it
            yield _Tie(self._wiring.one(resource, ENDPOINT, "vpc_endpoint_id"), other)


def _vpc_and_service(endpoint: FoundEndpoint) -> Sequence[Tuple[Place, Service]]:
    """The VPC that an endpoint is certainly in, with its service, where that is known."""
    if not (endpoint.vpc.exact and isinstance(endpoint.service, Known)):
        return ()
    return [(place, endpoint.service.value) for place in endpoint.vpc.certain]
