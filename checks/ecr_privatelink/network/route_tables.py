"""Route tables, and which of them is in effect for a subnet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import DefaultDict, Dict, List, Mapping, Optional, Set, Tuple

from ..facts.network_nouns import INTERNET_GATEWAY, ROUTE_TABLE, SUBNET, VPC
from ..plan.json_shape import Json
from ..plan.open_reasons import NOT_READ, OUTSIDE, ROUTES_OUTSIDE
from ..plan.plan_address import ModulePath
from ..plan.plan_index import DATA, Resource
from ..wiring.place_index import Place
from ..wiring.plan_facts import Relation
from ..wiring.plan_wiring import Wiring
from .network_model import RouteTable

_READ_ELSEWHERE = f"its route table {OUTSIDE}"


class RouteTables:
    """Every route table of the plan, with its routes to an internet gateway."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._tables: Dict[Place, RouteTable] = {}
        self._certain_routes: DefaultDict[Place, List[str]] = defaultdict(list)
        self._possible_routes: DefaultDict[Place, List[str]] = defaultdict(list)
        self._routes_anywhere: List[str] = []
        self._associations = _Associations(wiring)
        self._read_routes()

    def at(self, place: Place) -> RouteTable:
        """The route table at a place; one that AWS made, or that is read elsewhere, too."""
        if place not in self._tables:
            resource = self._wiring.thing_at(place)
            managed = resource is not None and resource.managed
            self._tables[place] = RouteTable(
                address=place,
                managed=managed,
                block=f"{_module(resource.module)}.{resource.block}" if resource else place,
                module=_module(resource.module) if resource else "",
                to_internet=tuple(self._certain_routes[place]),
                maybe_to_internet=(
                    *self._possible_routes[place],
                    *self._routes_anywhere,
                    *self._unseen(place, resource),
                ),
            )
        return self._tables[place]

    @property
    def associated(self) -> Set[Place]:
        """The subnets that association resources name, or may."""
        return self._associations.named

    def settled(self, tables: Relation[Place]) -> Relation[Place]:
        """The same, with each table that a data source will read by its subnet replaced by that subnet's own."""
        read = {place: self._read_by_subnet(place) for place in tables.everything}
        if not any(read.values()):
            return tables
        found: Relation[Place] = Relation((), (), tables.open_because, tables.trail)
        for place, of_subnet in read.items():
            own = of_subnet or Relation((place,))
            found = found.and_also(own if place in tables.certain else own.only_possibly())
        return replace(found, possible_because=found.possible_because or tables.possible_because)

    def _read_by_subnet(self, place: Place) -> Optional[Relation[Place]]:
        """The table of the subnet that a data source will read it by, None where it is read or made."""
        thing = self._wiring.thing_at(place)
        if thing is None or thing.managed or thing.values.get("route_table_id") is not None:
            return None
        subnet = self._wiring.one(thing, SUBNET, "subnet_id")
        if not (subnet.exact and subnet.certain):
            return Relation(open_because=(f"{place} {NOT_READ}",))
        associated = self._associations.of(subnet.certain[0])
        if associated is None or not associated.certain_tie:
            return Relation(open_because=(f"no association of {subnet.certain[0]} is in this plan",))
        return associated.tables

    def effective(self, subnet: Place, vpc: Relation[Place], *, managed: bool) -> Relation[Place]:
        """The route table in effect for a subnet: its association's, else the VPC's main one.

        Source: Amazon VPC user guide, "Subnet route tables".
        """
        associated = self._associations.of(subnet)
        if associated is not None and associated.certain_tie:
            return associated.tables
        if not managed and not self._is_let_go(subnet):
            found = self._as_read(subnet)
            if found is not None:
                return Relation((found,))
            if associated is None or associated.tables.closed:
                unread = Relation[Place](open_because=(f"{subnet}: {_READ_ELSEWHERE}",))
                return unread if associated is None else unread.and_also(associated.tables.only_possibly())
        main = self._main_of(vpc)
        return main if associated is None else main.only_possibly().and_also(associated.tables.only_possibly())

    def _main_of(self, vpc: Relation[Place]) -> Relation[Place]:
        if not (vpc.exact and len(vpc.certain) == 1):
            several = f"its VPC may be any of {', '.join(vpc.everything) or 'several'}"
            why = vpc.open_because or (vpc.why if len(vpc.everything) == 1 else several,)
            return Relation(open_because=why, trail=vpc.trail)
        place = vpc.certain[0]
        replaced: Relation[Place] = Relation()
        for resource in self._wiring.plan.of_types("aws_main_route_table_association"):
            of = self._wiring.one(resource, VPC, "vpc_id")
            table = self._wiring.one(resource, ROUTE_TABLE, "route_table_id")
            if of.exact and of.certain == (place,):
                return table
            if not of.closed or place in of.possible:
                replaced = replaced.and_also(table.only_possibly())
        thing = self._wiring.thing_at(place)
        main: Optional[Json] = thing.values.get("main_route_table_id") if thing else None
        identity = thing.identity if thing else None
        leaves = self._wiring.plan.gone_naming("aws_main_route_table_association", "vpc_id", identity)
        if isinstance(main, str) and not leaves:
            own = self._wiring.place_of(ROUTE_TABLE, main)
        elif thing is not None and thing.managed:
            own = self._wiring.owned_place(place, "main_route_table_id")
        else:
            return Relation(open_because=(f"{place}: its main route table {OUTSIDE}",))
        if replaced.everything or not replaced.closed:
            return Relation((), (own,)).and_also(replaced)
        return Relation((own,))

    def _is_let_go(self, subnet: Place) -> bool:
        """An association that the plan deletes has tied the subnet, which a data source shows still."""
        thing = self._wiring.thing_at(subnet)
        identity = thing.identity if thing else subnet
        return bool(self._wiring.plan.gone_naming("aws_route_table_association", "subnet_id", identity))

    def _as_read(self, subnet: Place) -> Optional[Place]:
        """The table that a data source found for a subnet that this plan does not make."""
        thing = self._wiring.thing_at(subnet)
        identity = thing.identity if thing else subnet
        for resource in self._wiring.plan.of_types("aws_route_table", mode=DATA):
            associations = resource.values.get("associations")
            found = [entry.get("subnet_id") for entry in associations or () if isinstance(entry, dict)]
            if identity is not None and (resource.values.get("subnet_id") == identity or identity in found):
                known = resource.values.get("route_table_id")
                return self._wiring.place_of(ROUTE_TABLE, known) if isinstance(known, str) else resource.address
        return None

    def _read_routes(self) -> None:
        for resource in self._wiring.plan.of_types(*ROUTE_TABLE.types):
            table: Relation[Place] = Relation((self._place(resource),))
            if resource.address in self._wiring.plan.unsettled:  # a VPC's own table may be without these routes
                table = table.only_possibly()
            self._add_route(table, self._inline(resource), f"{resource.address}.route")
        for resource in self._wiring.plan.of_types("aws_route_table", mode=DATA):
            if any(_is_internet(route.get("gateway_id")) for route in _objects(resource.values.get("routes"))):
                self._certain_routes[self._place(resource)].append(resource.address)
        for resource in self._wiring.plan.of_types("aws_route"):
            gateway = self._wiring.one(resource, INTERNET_GATEWAY, "gateway_id")
            if not gateway.certain and not gateway.possible and self._leads_elsewhere(resource):
                continue
            known = tuple(place for place in gateway.certain if self._is_gateway(place))
            possible = tuple(place for place in gateway.possible if self._is_gateway(place))
            tables = self._wiring.one(resource, ROUTE_TABLE, "route_table_id")
            self._add_route(tables, Relation(known, possible, gateway.open_because), resource.address)

    def _inline(self, resource: Resource) -> Relation[Place]:
        """The internet gateways of a table's inline routes.

        Where the routes are not written inline, the provider has copied them from `aws_route`
        resources; what such a resource no longer makes is taken away.
        """
        routes = [route for route in _objects(resource.values.get("route")) if _is_internet(route.get("gateway_id"))]
        waiting = resource.unknown.get("route")
        waits = any(route.get("gateway_id") is True for route in _objects(waiting))
        written = self._wiring.is_written(resource, "route")
        if not written and not waits:
            former = self._wiring.plan.gone_naming("aws_route", "route_table_id", resource.identity)
            leaving = [_key_of(gone.values) for gone in former]
            routes = [route for route in routes if _key_of(route) not in leaving]
        known = tuple(str(route["gateway_id"]) for route in routes)
        if not written:  # what waits all the same comes from a dynamic block, of which a plan has no references
            because = (f"{resource.address}.route is known only after the apply",) if waits else ()
            return Relation(known, (), because)
        if known or not (waits or waiting is True):
            return Relation(known)
        reached = self._wiring.reached(resource, "route")
        types = [symbol.resource.type for symbol in reached.symbols]
        gateways = tuple(
            symbol.resource.address for symbol in reached.symbols if symbol.resource.type in INTERNET_GATEWAY.types
        )
        if gateways and waiting is not True and not reached.open_because and "aws_vpn_gateway" not in types:
            return Relation(gateways[:1], gateways[1:])
        return Relation((), gateways, reached.open_because)

    def _is_gateway(self, place: Place) -> bool:
        return _is_internet(place) or self._wiring.thing_at(place) is not None

    def _leads_elsewhere(self, resource: Resource) -> bool:
        """The target is a resource of the plan, and no internet gateway."""
        reached = self._wiring.reached(resource, "gateway_id")
        return not reached.open_because and all(symbol.resource.managed for symbol in reached.symbols)

    def _add_route(self, tables: Relation[Place], gateways: Relation[Place], source: str) -> None:
        if gateways.empty:
            return
        certain = bool(gateways.certain)
        for place in tables.certain:
            (self._certain_routes if certain else self._possible_routes)[place].append(source)
        for place in tables.possible:
            self._possible_routes[place].append(source)
        if not tables.closed:
            self._routes_anywhere.append(f"{source} ({'; '.join(tables.open_because)})")

    def _place(self, resource: Resource) -> Place:
        identity = resource.values.get("route_table_id") or resource.identity
        return self._wiring.place_of(ROUTE_TABLE, identity) if isinstance(identity, str) else resource.address

    def _unseen(self, place: Place, resource: Optional[Resource]) -> Tuple[str, ...]:
        """Why a table that this plan does not make may have other routes; AWS gives a new VPC's own table none."""
        if resource is not None:
            read = resource.managed or isinstance(resource.values.get("routes"), list)
        else:
            owner = self._wiring.thing_at(place.rpartition(".")[0])
            read = owner is not None and owner.managed
        return () if read else (ROUTES_OUTSIDE,)


class _Associated:
    """The tables that association resources tie to one subnet."""

    def __init__(self, tables: Relation[Place], *, certain_tie: bool) -> None:
        self.tables = tables
        self.certain_tie = certain_tie


class _Associations:
    """`aws_route_table_association`: which tables each subnet has, or may have.

    AWS ties a subnet to one table at most. So when a block has as many associations as
    there are subnets they can name, each of those subnets has one of them.
    """

    def __init__(self, wiring: Wiring) -> None:
        self.named: Set[Place] = set()
        self._certain: Dict[Place, Relation[Place]] = {}
        self._possible: DefaultDict[Place, List[Relation[Place]]] = defaultdict(list)
        self._anywhere: List[Relation[Place]] = []
        blocks: DefaultDict[Tuple[ModulePath, str], List[Tuple[Relation[Place], Relation[Place]]]] = defaultdict(list)
        for resource in wiring.plan.of_types("aws_route_table_association"):
            subnet = wiring.one(resource, SUBNET, "subnet_id")
            table = wiring.one(resource, ROUTE_TABLE, "route_table_id")
            self.named.update(subnet.everything)
            if subnet.exact:
                self._certain.update((place, table) for place in subnet.certain)
            else:
                blocks[resource.module, str(resource.block)].append((subnet, table))
        for ties in blocks.values():
            self._read_block(ties)

    def of(self, subnet: Place) -> Optional[_Associated]:
        """What ties the subnet, None where nothing can."""
        if subnet in self._certain:
            return _Associated(self._certain[subnet], certain_tie=True)
        maybe = self._possible[subnet] + self._anywhere
        if not maybe:
            return None
        return _Associated(Relation.one_of(maybe), certain_tie=False)

    def _read_block(self, ties: List[Tuple[Relation[Place], Relation[Place]]]) -> None:
        candidates = {frozenset(subnet.possible) for subnet, _ in ties}
        only = next(iter(candidates))
        closed = all(subnet.closed for subnet, _ in ties)
        if len(candidates) == 1 and closed and len(only) == len(ties) and not only & set(self._certain):
            tables = Relation.one_of([table for _, table in ties])
            self._certain.update((place, tables) for place in only)
            return
        for subnet, table in ties:
            for place in subnet.possible:
                self._possible[place].append(table)
            if not subnet.closed:
                why = tuple(f"an association may be its own ({reason})" for reason in subnet.open_because)
                self._anywhere.append(Relation((), table.everything, table.open_because + why))


def _key_of(route: Mapping[str, Json]) -> Tuple[str, ...]:
    """Where a route leads and for what; inline routes and `aws_route` name the destination differently."""
    names = ("cidr_block", "destination_cidr_block", "ipv6_cidr_block", "destination_ipv6_cidr_block")
    return (str(route.get("gateway_id")), *(str(route[name]) for name in names if route.get(name)))


def _is_internet(gateway: Json) -> bool:
    return isinstance(gateway, str) and gateway.startswith("igw-")


def _objects(value: Json) -> List[Dict[str, Json]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _module(path: ModulePath) -> str:
    return ".".join(step.name for step in path)
