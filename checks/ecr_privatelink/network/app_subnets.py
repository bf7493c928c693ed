"""Which subnets images are pulled from, in one VPC.

Where consumers run, or, when the plan shows none, the subnets without a way to an internet
gateway that nothing but databases, load balancers and the like uses.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import DefaultDict, Dict, Iterable, List, Mapping, NamedTuple, Sequence, Set, Tuple

from ..facts.network_nouns import SUBNET
from ..facts.subnet_uses import (
    ENDPOINT_TYPES,
    NOT_A_USE_OF_SUBNETS,
    SUBNET_ATTRIBUTES,
    SUBNETS_WITHOUT_APPS,
)
from ..plan.open_reasons import HIDDEN_INSTANCES
from ..plan.plan_index import Resource
from ..wiring.place_index import Place
from ..wiring.plan_facts import Known, Relation, Unknown
from ..wiring.plan_wiring import Wiring
from .network_model import AppSubnets, Consumer, Subnet, Vpc
from .network_places import paths_named

_APPS, _OTHERS, _ENDPOINTS = "apps", "others", "endpoints"


class SubnetUses:
    """What kinds of resources use each subnet.

    A reference to a whole block counts as a use of each of its subnets: it says what they are for.

    Args:
        users: the managed resources that name subnets, or more.
        associated: the subnets that have, or may have, a route table of their own.
    """

    def __init__(self, wiring: Wiring, users: Iterable[Resource], associated: Set[Place]) -> None:
        self._wiring = wiring
        self._users = users
        self._associated = associated

    @cached_property
    def _by_kind(self) -> Mapping[str, Set[Place]]:
        """The subnets that apps use, that others do, that endpoints do; found when a VPC shows no consumers."""
        found: DefaultDict[str, Set[Place]] = defaultdict(set)
        for resource in self._users:
            if resource.type not in NOT_A_USE_OF_SUBNETS:
                for path in paths_named(resource, SUBNET_ATTRIBUTES):
                    used = self._wiring.many(resource, SUBNET, *path).everything
                    found[_kind_of_use(resource.type)].update(used)
        return found

    def without_apps(self, subnet: Place) -> bool:
        """Only databases, load balancers and the like use it."""
        return subnet in self._by_kind[_OTHERS] and subnet not in self._by_kind[_APPS]

    def only_endpoints(self, subnet: Place) -> bool:
        """It holds endpoint interfaces alone."""
        return subnet in self._by_kind[_ENDPOINTS] and not (
            subnet in self._by_kind[_APPS] or subnet in self._by_kind[_OTHERS]
        )

    def only_endpoints_by_main_table(self, subnet: Place) -> bool:
        """It holds endpoint interfaces alone, and has no route table of its own."""
        return self.only_endpoints(subnet) and subnet not in self._associated


def _kind_of_use(type_name: str) -> str:
    if type_name in ENDPOINT_TYPES:
        return _ENDPOINTS
    return _OTHERS if type_name in SUBNETS_WITHOUT_APPS else _APPS


def app_subnets(
    vpc: Vpc,
    consumers: Sequence[Consumer],
    possible_consumers: Sequence[Consumer],
    subnets: Iterable[Subnet],
    uses: SubnetUses,
) -> AppSubnets:
    """The app subnets of a VPC."""
    if consumers or possible_consumers:
        return _of_consumers(consumers, possible_consumers)
    return _by_routes(vpc, subnets, uses)


def _of_consumers(consumers: Sequence[Consumer], possible_consumers: Sequence[Consumer]) -> AppSubnets:
    certain: Dict[str, Subnet] = {}
    possible: Dict[str, Subnet] = {}
    because: List[str] = []
    pulling = [consumer for consumer in consumers if consumer.on_instances != Known(True)]
    if not any(consumer.is_instance for consumer in consumers):
        because += [f"{consumer.address} {HIDDEN_INSTANCES}" for consumer in consumers if consumer not in pulling]
    for consumer in pulling:
        if isinstance(consumer.on_instances, Unknown):
            possible.update((subnet.address, subnet) for subnet in consumer.subnets.everything)
            because.append(consumer.on_instances.because)
            continue
        certain.update((subnet.address, subnet) for subnet in consumer.subnets.certain)
        possible.update((subnet.address, subnet) for subnet in consumer.subnets.possible)
        because += [f"{consumer.address}: {reason}" for reason in consumer.subnets.open_because]
    because += [f"{consumer.address} may run in this VPC ({consumer.vpc.why})" for consumer in possible_consumers]
    rest = tuple(subnet for address, subnet in possible.items() if address not in certain)
    return AppSubnets(
        tuple(certain.values()),
        rest,
        of_consumers=True,
        open_because=tuple(dict.fromkeys(because)),
        possible_because=tuple(f"{user.address}: {user.subnets.why}" for user in pulling if user.subnets.possible),
    )


class _Candidates(NamedTuple):
    """The subnets of a VPC that the plan makes, by what speaks for apps in them.

    Attributes:
        private: without a route to an internet gateway, and not used by databases and the like alone.
        perhaps_private: the same, where the routes or the VPC are not settled.
        otherwise_used: private, and used by databases and the like alone.
        some_public: there are public ones that apps may use.
        because: why the routes are not settled.
    """

    private: List[Subnet]
    perhaps_private: List[Subnet]
    otherwise_used: List[Subnet]
    some_public: bool
    because: List[str]


def _by_routes(vpc: Vpc, subnets: Iterable[Subnet], uses: SubnetUses) -> AppSubnets:
    """Guessed from what the plan shows; a subnet whose routes are not settled is only possible.

    Subnets of endpoints alone stand in where there are no others, and are only possible beside public ones.
    """
    found = _candidates(vpc, subnets, uses)
    if not (found.private or found.perhaps_private):
        return AppSubnets((), tuple(found.otherwise_used))
    apps = [subnet for subnet in found.private if not uses.only_endpoints_by_main_table(subnet.address)]
    possible = [subnet for subnet in found.perhaps_private if not uses.only_endpoints_by_main_table(subnet.address)]
    certain = apps or found.private
    if found.some_public and not apps:
        certain, possible = [], found.private + found.perhaps_private
    elif not (certain or possible):
        possible = found.perhaps_private
    of_endpoints = frozenset(subnet for subnet in (*certain, *possible) if uses.only_endpoints(subnet.address))
    if of_endpoints.issuperset(certain):
        of_endpoints = frozenset()
    return AppSubnets(tuple(certain), tuple(possible), False, tuple(dict.fromkeys(found.because)), of_endpoints)


def _candidates(vpc: Vpc, subnets: Iterable[Subnet], uses: SubnetUses) -> _Candidates:
    private: List[Subnet] = []
    perhaps_private: List[Subnet] = []
    otherwise_used: List[Subnet] = []
    some_public = False
    because: List[str] = []
    for subnet in subnets:
        inside = _in_vpc(subnet.vpc, vpc)
        settled, reasons = _is_private(subnet)
        if inside is None or not subnet.managed:
            continue
        if settled is False:
            some_public = some_public or not uses.without_apps(subnet.address)
        elif uses.without_apps(subnet.address):
            otherwise_used.append(subnet)
        else:
            (private if inside and settled else perhaps_private).append(subnet)
            because += [f"{subnet.address}: {reason}" for reason in reasons]
    return _Candidates(private, perhaps_private, otherwise_used, some_public, because)


def _in_vpc(relation: Relation[Vpc], vpc: Vpc) -> bool | None:
    """True, False for possibly, None for no."""
    if relation.exact:
        return True if vpc in relation.certain else None
    return False if vpc in relation.everything or not relation.closed else None


def _is_private(subnet: Subnet) -> Tuple[bool | None, Tuple[str, ...]]:
    """Whether no route of the subnet leads to an internet gateway; None and why where that is not settled."""
    tables = subnet.route_table
    public = [table for table in tables.everything if table.to_internet]
    if tables.closed and tables.everything and len(public) == len(tables.everything):
        return False, ()
    reasons = list(tables.open_because)
    if public:
        reasons.append(f"its route table may be {public[0].address}, which leads to the internet")
    for table in tables.everything:
        reasons += [f"{table.address} may have a route to the internet: {why}" for why in table.maybe_to_internet]
    return (None, tuple(reasons)) if reasons else (True, ())
