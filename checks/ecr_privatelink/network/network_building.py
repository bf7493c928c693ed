"""From the wiring of a plan to the typed network."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import (
    DefaultDict,
    Dict,
    FrozenSet,
    Generic,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Protocol,
    Sequence,
    Set,
    Tuple,
    TypeVar,
)

from ..evaluation.resource_symbols import Symbol
from ..facts.consumer_types import EKS_CLUSTER, INSTANCE_KINDS
from ..facts.network_nouns import ENDPOINT, SUBNET, VPC
from ..facts.service_names import ECR_SERVICES, Service, parse_service_name
from ..facts.subnet_uses import GROUP_ATTRIBUTES, SUBNET_ATTRIBUTES, is_placeless
from ..plan.json_shape import Json, list_in
from ..plan.open_reasons import FORGOTTEN, NO_SUBNETS, NO_ZONE, OUTSIDE
from ..plan.plan_address import Index
from ..plan.plan_index import DATA, Plan, Resource
from ..wiring.place_index import Place
from ..wiring.plan_facts import UNSET, Known, Relation, Unknown
from ..wiring.plan_wiring import Wiring
from .app_subnets import SubnetUses, app_subnets
from .consumer_reading import FoundConsumer, find_consumers
from .endpoint_reading import EndpointReader, FoundEndpoint
from .hosted_zones import HostedZones
from .network_model import Consumer, Endpoint, Network, Scope, Subnet, Vpc, ZoneInList
from .network_places import in_order, with_things
from .route_tables import RouteTables
from .security_groups import SecurityGroups
from .vpc_joins import joins_by_vpc

_LIST_AND_PLACE = 2
_LETTER_OF_REGION = re.compile(r"(?P<region>\$\{[^{}]+\})(?P<letter>[a-z])")


def build_network(wiring: Wiring, *, every_vpc: bool = False) -> Network:
    """The network of a plan.

    Args:
        every_vpc: count each `aws_vpc` as in use, as AWS Security Hub's EC2.55 and EC2.56 do.
    """
    return _Building(wiring).network(every_vpc=every_vpc)


class _Building:
    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._vpcs: Dict[Place, Vpc] = {}
        self._subnets: Dict[Place, Subnet] = {}
        self._tables = RouteTables(wiring)
        self._users = tuple(wiring.plan.naming(SUBNET_ATTRIBUTES | GROUP_ATTRIBUTES, without=is_placeless))
        self._groups = SecurityGroups(wiring, self._users)
        self._hosted_zones = HostedZones(wiring)
        self._zone_names = _zone_names_by_id(wiring)

    def network(self, *, every_vpc: bool) -> Network:
        for thing in self._wiring.things(VPC):
            self._vpc_at(self._wiring.place_of_thing(VPC, thing))
        for thing in self._wiring.things(SUBNET):
            self._subnet_at(self._wiring.place_of_thing(SUBNET, thing))
        read = list(self._found_endpoints())
        services = {found.place: found.service.value for found in read if isinstance(found.service, Known)}
        endpoints = {found.resource.address: self._endpoint(found, services) for found in read}
        consumers = {found.address: self._consumer(found) for found in find_consumers(self._wiring)}
        in_endpoints = {group.address: group for found in endpoints.values() for group in found.groups.everything}
        ordered_endpoints, ordered_consumers = in_order(endpoints), in_order(consumers)
        return Network(
            scopes=tuple(self._scopes(ordered_endpoints, ordered_consumers, every_vpc=every_vpc)),
            vpcs=in_order(self._vpcs),
            subnets=in_order(self._subnets),
            groups=in_order(in_endpoints),
            endpoints=ordered_endpoints,
            consumers=ordered_consumers,
            left_out=_left_out(self._wiring.plan),
            incomplete_because=self._wiring.plan.incomplete_because,
        )

    def _found_endpoints(self) -> Iterable[FoundEndpoint]:
        default_groups: FrozenSet[Place] = frozenset(
            self._wiring.owned_place(place, "default_security_group_id") for place in self._vpcs
        )
        return EndpointReader(self._wiring, default_groups).endpoints()

    def _vpc_at(self, place: Place) -> Vpc:
        if place not in self._vpcs:
            resource = self._wiring.thing_at(place)
            if resource is None:
                outside = _not_here(place)
                self._vpcs[place] = Vpc(place, None, outside, outside)
            else:
                support = self._wiring.fact(resource, "enable_dns_support")
                hostnames = self._wiring.fact(resource, "enable_dns_hostnames")
                on_by_default = hostnames == UNSET and resource.managed and resource.type == "aws_default_vpc"
                self._vpcs[place] = Vpc(
                    address=place,
                    row=place if resource.managed else None,
                    dns_support=Known(True) if support == UNSET and resource.managed else support,
                    dns_hostnames=Known(True) if on_by_default else hostnames,
                )
        return self._vpcs[place]

    def _subnet_at(self, place: Place) -> Subnet:
        if place not in self._subnets:
            resource = self._wiring.thing_at(place)
            managed = resource is not None and resource.managed
            vpc = self._vpc_of(place, resource)
            outside = _not_here(place)
            zone = self._wiring.fact(resource, "availability_zone") if resource else outside
            zone_id = self._wiring.fact(resource, "availability_zone_id") if resource else outside
            if isinstance(zone_id, Known) and not isinstance(zone, Known) and zone_id.value in self._zone_names:
                zone = Known(self._zone_names[zone_id.value], zone_id.sensitive)
            if zone == UNSET and isinstance(zone_id, Unknown):
                zone = zone_id
            settled = isinstance(zone, Known) or isinstance(zone_id, Known)
            why = "tells its zone otherwise" if settled else f"{NO_ZONE}, so AWS chooses one at apply"
            unset = Unknown(f"{place} {why}")
            self._subnets[place] = Subnet(
                address=place,
                managed=managed,
                vpc=with_things(vpc, self._vpc_at),
                zone=unset if zone == UNSET else zone,
                zone_id=unset if zone_id == UNSET else zone_id,
                route_table=with_things(self._tables.effective(place, vpc, managed=managed), self._tables.at),
                zone_in_list=_zone_in_list(self._wiring, resource) if resource and managed and not settled else None,
            )
        return self._subnets[place]

    def _vpc_of(self, place: Place, resource: Optional[Resource]) -> Relation[Place]:
        if resource is None:
            return Relation(open_because=(f"{place} {OUTSIDE}, and so its VPC is not known",))
        if resource.type == "aws_default_subnet" and resource.identity is None and self._wiring.plan.one_region:
            region = self._wiring.fact(resource, "region")  # an argument of every resource since version 6
            vpcs = self._wiring.plan.of_types("aws_default_vpc")
            default = [vpc for vpc in vpcs if self._wiring.fact(vpc, "region") == region]
            if len(default) == 1:
                return Relation((self._wiring.place_of_thing(VPC, default[0]),))
        return self._wiring.one(resource, VPC, "vpc_id")

    def _endpoint(self, found: FoundEndpoint, services: Mapping[Place, Service]) -> Endpoint:
        subnets = with_things(found.subnets, self._subnet_at)
        names = self._hosted_zones.serving(found.place, found.vpc, found.service, services)
        return Endpoint(
            address=found.resource.address,
            managed=found.resource.managed,
            service=found.service,
            kind=found.kind,
            vpc=with_things(found.vpc, self._vpc_at),
            subnets=subnets,
            groups=with_things(found.groups, self._groups.at),
            route_tables=with_things(self._tables.settled(found.route_tables), self._tables.at),
            private_dns=found.private_dns,
            only_inbound=found.only_inbound,
            taken=frozenset(subnet for subnet in subnets.everything if subnet.address in found.taken),
            names_served=names.served,
            names_half_served=names.half_served,
            maybe_names_served=names.maybe,
            names_served_elsewhere=names.elsewhere,
            maybe_absent=self._wiring.plan.unsettled.get(found.resource.address, ""),
        )

    def _consumer(self, found: FoundConsumer) -> Consumer:
        subnets = with_things(found.subnets, self._subnet_at)
        vpc = _common_vpc(found.address, subnets)
        if found.maybe_because:
            vpc = replace(vpc.only_possibly(), possible_because=found.maybe_because)
        return Consumer(
            address=found.address,
            kind=found.kind,
            vpc=vpc,
            subnets=subnets,
            groups=with_things(found.groups, self._groups.at),
            on_instances=found.on_instances,
            logs=found.logs,
            needs=found.needs,
            is_instance=found.kind in INSTANCE_KINDS,
        )

    def _scopes(
        self, endpoints: Sequence[Endpoint], consumers: Sequence[Consumer], *, every_vpc: bool
    ) -> Iterable[Scope]:
        uses = SubnetUses(self._wiring, self._users, self._tables.associated)
        joins = joins_by_vpc(self._wiring)
        subnets_of = _ByVpc(in_order(self._subnets))
        endpoints_of = _ByVpc(endpoints)
        consumers_of = _ByVpc(consumers)
        for vpc in in_order(self._vpcs):
            inside, maybe = endpoints_of.certain[vpc], endpoints_of.possible_in(vpc)
            running = consumers_of.certain[vpc]
            may_run = [consumer for consumer in consumers_of.possible_in(vpc) if _may_run_in(consumer, vpc)]
            if running:  # which may as well be the nodes of a cluster
                may_run = [consumer for consumer in may_run if consumer.kind != EKS_CLUSTER.kind]
            subnets = [*subnets_of.certain[vpc], *subnets_of.possible_in(vpc)]
            ecr = [endpoint for endpoint in inside if endpoint.serves in ECR_SERVICES]
            row = vpc.row or next((endpoint.address for endpoint in ecr if endpoint.managed), None)
            if row is None:
                continue  # another stack's matter
            absent = self._wiring.plan.unsettled.get(vpc.address, "")
            in_use = bool(ecr or running) or (every_vpc and vpc.managed and not absent)
            yield Scope(
                vpc=vpc,
                row=row,
                in_use=in_use,
                maybe_in_use=() if in_use else (*filter(None, [absent]), *_maybe_in_use(inside, maybe, may_run)),
                endpoints=tuple(inside),
                possible_endpoints=tuple(maybe),
                consumers=tuple(running),
                possible_consumers=tuple(may_run),
                app_subnets=app_subnets(vpc, running, may_run, subnets, uses),
                joined_by=tuple(joins[vpc.address] + joins[""]),
            )


def _not_here(place: Place) -> Unknown:
    return Unknown(f"{place} {OUTSIDE} (a data source for it would tell)")


def _zone_in_list(wiring: Wiring, subnet: Resource) -> Optional[ZoneInList]:
    """The zone that a subnet takes from a list of a data source's, which names each zone once, or from a region's name.

    Where one of two attributes has it, and a condition decides which, it is that zone all the same.
    """
    of_region = _LETTER_OF_REGION.fullmatch(wiring.text(subnet, "availability_zone") or "")
    if of_region:
        return ZoneInList(of_region["region"], of_region["letter"])
    found = set()
    for attribute in ("availability_zone", "availability_zone_id"):
        for item in wiring.reached(subnet, attribute).items:
            if isinstance(item, Symbol) and item.resource is not subnet:
                found.add((item.resource, item.path))
    if len(found) != 1:
        return None
    resource, path = found.pop()
    names, place = path if len(path) == _LIST_AND_PLACE else ("", None)
    if resource.type != "aws_availability_zones" or names not in ("names", "zone_ids") or not isinstance(place, Index):
        return None
    return ZoneInList(f"{resource.address}.{names}", place.key) if isinstance(place.key, int) else None


def _zone_names_by_id(wiring: Wiring) -> Dict[str, str]:
    """Availability zone names by zone id, as data sources have read them; none where two accounts' may differ.

    Source: Amazon EC2 user guide, "AZ IDs": a name may stand for another zone in another account.
    """
    if wiring.plan.several_accounts:
        return {}
    names: DefaultDict[str, Set[str]] = defaultdict(set)
    for zone_id, name in _zones_read(wiring):
        if isinstance(zone_id, str) and isinstance(name, str):
            names[zone_id].add(name)
    return {zone_id: next(iter(found)) for zone_id, found in names.items() if len(found) == 1}


def _zones_read(wiring: Wiring) -> Iterator[Tuple[Json, Json]]:
    """Zone ids and names, of each zone together; a data source that has not been read tells neither."""
    for resource in wiring.plan.of_types("aws_availability_zones", mode=DATA):
        yield from zip(list_in(resource.values, "zone_ids"), list_in(resource.values, "names"))
    for resource in wiring.plan.of_types("aws_availability_zone", mode=DATA):
        yield resource.values.get("zone_id"), resource.values.get("name")
    for resource in wiring.plan.of_types("aws_subnet", mode=DATA):
        yield resource.values.get("availability_zone_id"), resource.values.get("availability_zone")


def _left_out(plan: Plan) -> Mapping[str, str]:
    """What there may be beside what the plan makes: by type, a sentence that names a resource."""
    last_first = sorted(plan.forgotten, key=lambda resource: resource.address, reverse=True)  # so that the first counts
    forgotten = {_kind_left_out(resource): f"{resource.address} {FORGOTTEN}" for resource in last_first}
    unplanned = {name: f"{plan.incomplete_because}, and leaves out {plan.left_out[name]}" for name in plan.left_out}
    return {**forgotten, **unplanned}


def _kind_left_out(resource: Resource) -> str:
    """The type of a resource; of an endpoint whose service is known, with that."""
    service = resource.values.get("service_name")
    known = resource.type in ENDPOINT.types and isinstance(service, str)
    return f"{resource.type} {parse_service_name(str(service)).name}" if known else resource.type


def _common_vpc(address: str, subnets: Relation[Subnet]) -> Relation[Vpc]:
    """The VPC of a consumer: all its subnets are in one."""
    for subnet in subnets.certain:
        if subnet.vpc.exact and subnet.vpc.certain:
            return subnet.vpc
    if subnets.empty:
        return Relation(open_because=(f"{address} {NO_SUBNETS}",))
    vpcs = Relation.one_of([subnet.vpc for subnet in subnets.everything])
    if not subnets.closed:
        vpcs = vpcs.only_possibly()
    open_because = vpcs.open_because + subnets.open_because
    return Relation(vpcs.certain, vpcs.possible, open_because, subnets.trail, subnets.why or vpcs.why)


class _InVpc(Protocol):
    @property
    def vpc(self) -> Relation[Vpc]: ...


Thing = TypeVar("Thing", bound=_InVpc)


class _ByVpc(Generic[Thing]):
    """Things by the VPC that they are certainly in, and those whose VPC is not settled."""

    def __init__(self, things: Iterable[Thing]) -> None:
        self.certain: DefaultDict[Vpc, List[Thing]] = defaultdict(list)
        self._unsettled: List[Thing] = []
        for thing in things:
            for vpc in thing.vpc.certain:
                self.certain[vpc].append(thing)
            if not thing.vpc.exact:
                self._unsettled.append(thing)

    def possible_in(self, vpc: Vpc) -> List[Thing]:
        """The things that may be in a VPC, and are not certainly in it."""
        return [thing for thing in self._unsettled if vpc not in thing.vpc.certain and _may_be_in(thing.vpc, vpc)]


def _may_be_in(relation: Relation[Vpc], vpc: Vpc) -> bool:
    return vpc in relation.everything or not relation.closed


def _may_run_in(consumer: Consumer, vpc: Vpc) -> bool:
    """Whether a consumer whose VPC is not settled may be in this one.

    One that names no subnets, or only those of another stack, is told of by itself.
    """
    return not (consumer.subnets.empty or (vpc.managed and consumer.only_outside))


def _maybe_in_use(inside: Sequence[Endpoint], maybe: Sequence[Endpoint], may_run: Sequence[Consumer]) -> Iterable[str]:
    """Why a VPC without a certain ECR endpoint or consumer may have one."""
    for endpoint in inside:
        if endpoint.serves is None:
            yield endpoint.service_question
    for endpoint in maybe:
        if endpoint.serves is None or endpoint.serves in ECR_SERVICES:
            yield f"{endpoint.address} may be in it ({endpoint.vpc.why})"
    for consumer in may_run:
        yield f"{consumer.address} may run in it ({consumer.vpc.why})"
