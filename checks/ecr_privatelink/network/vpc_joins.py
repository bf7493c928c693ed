"""What joins a VPC to others, so that central endpoints may serve it.

Attachments are often made elsewhere, with the hub. A route to a transit gateway, a peering or a core network shows
that there is one, as AWS refuses it otherwise; a Route 53 profile, or a private zone for ECR's names, that the VPC's
clients are to find ECR somewhere else.
Source: Amazon VPC user guide, "Example routing options"; AWS whitepaper as in `hosted_zones`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import DefaultDict, Iterator, List, Set, Tuple

from ..facts.network_nouns import HOSTED_ZONE, ROUTE_TABLE, VPC
from ..plan.json_shape import Json
from ..plan.plan_index import DATA, MANAGED
from ..wiring.place_index import Place
from ..wiring.plan_facts import UNSET, Known, Relation
from ..wiring.plan_wiring import Wiring

_JOINING_TYPES = {
    "aws_networkmanager_vpc_attachment": ("vpc_arn",),
    "aws_ec2_transit_gateway_vpc_attachment": ("vpc_id",),
    "aws_route53profiles_association": ("resource_id",),
    "aws_vpc_peering_connection": ("vpc_id", "peer_vpc_id"),
    "aws_vpc_peering_connection_accepter": ("vpc_id",),
}
"""The types, with their attributes that name a VPC."""

_TARGETS = ("transit_gateway_id", "vpc_peering_connection_id", "core_network_arn")
"""The attributes of a route that lead to other VPCs."""

_ECR_ZONE = re.compile(r"((api|dkr)\.)?ecr\.[a-z0-9-]+\..+")


def joins_by_vpc(wiring: Wiring) -> DefaultDict[Place, List[str]]:
    """The addresses of what joins each VPC; under "" what joins one that is not settled."""
    joins: DefaultDict[Place, List[str]] = defaultdict(list)
    for address, vpc in (*_attachments(wiring), *_routes(wiring), *_zones(wiring)):
        for place in vpc.everything if vpc.closed and vpc.everything else ("",):
            known_as = place.rpartition("/")[2] if place.startswith("arn:") else place  # one of Cloud WAN has an ARN
            found = joins[wiring.place_of(VPC, known_as)]
            if address not in found:
                found.append(address)
    return joins


def _attachments(wiring: Wiring) -> Iterator[Tuple[str, Relation[Place]]]:
    for type_name, attributes in _JOINING_TYPES.items():
        for mode in (MANAGED, DATA):
            for resource in wiring.plan.of_types(type_name, mode=mode):
                for attribute in attributes:
                    yield resource.address, wiring.one(resource, VPC, attribute)


def _routes(wiring: Wiring) -> Iterator[Tuple[str, Relation[Place]]]:
    """Routes of their own, and those written in a route table; none in a table that is known by its id alone."""
    vpcs = [wiring.place_of_thing(VPC, vpc) for vpc in wiring.things(VPC)]
    owners = {wiring.owned_place(vpc, "default_route_table_id"): vpc for vpc in vpcs}

    def vpc_of(table: Place) -> Iterator[Relation[Place]]:
        thing = wiring.thing_at(table)
        if table in owners:
            yield Relation((owners[table],))
        elif thing is not None:
            yield wiring.one(thing, VPC, "vpc_id")

    for resource in wiring.plan.of_types("aws_route"):
        if any(wiring.fact(resource, target) != UNSET for target in _TARGETS):
            tables = wiring.one(resource, ROUTE_TABLE, "route_table_id")
            yield from ((resource.address, vpc) for table in tables.everything for vpc in vpc_of(table))
            if not tables.closed:
                yield resource.address, Relation(open_because=tables.open_because)
    for table in wiring.things(ROUTE_TABLE):
        attribute = "route" if table.managed else "routes"
        if _leads_on(table.values.get(attribute)) or _leads_on(table.unknown.get(attribute)):
            yield from ((table.address, vpc) for vpc in vpc_of(wiring.place_of_thing(ROUTE_TABLE, table)))


def _leads_on(routes: Json) -> bool:
    """One of the routes has such a target, or may have."""
    objects = [route for route in routes if isinstance(route, dict)] if isinstance(routes, list) else []
    return any(route.get(target) for route in objects for target in _TARGETS)


def _zones(wiring: Wiring) -> Iterator[Tuple[str, Relation[Place]]]:
    """Private zones for ECR's names, by what ties them to VPCs."""
    of_ecr: Set[Place] = set()
    for zone in wiring.things(HOSTED_ZONE):
        name = wiring.fact(zone, "name")
        if isinstance(name, Known) and _ECR_ZONE.match(str(name.value)):
            of_ecr.add(wiring.place_of_thing(HOSTED_ZONE, zone))
            vpcs = wiring.many(zone, VPC, "vpc", "vpc_id") if zone.managed else Relation[Place]()
            if not vpcs.empty:
                yield zone.address, vpcs
    for tie in wiring.plan.of_types("aws_route53_zone_association"):
        if of_ecr.intersection(wiring.one(tie, HOSTED_ZONE, "zone_id").everything):
            yield tie.address, wiring.one(tie, VPC, "vpc_id")
