"""Private hosted zones and Route 53 profiles that answer for a service's names.

Where endpoints are shared between VPCs, private DNS is off and such a zone takes its place.
Source: AWS whitepaper "Building a Scalable and Secure Multi-VPC AWS Network Infrastructure",
"Centralized access to VPC private endpoints".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Iterator, List, Mapping, NamedTuple, Optional, Set, Tuple

from ..evaluation.resource_symbols import Symbol
from ..facts.network_nouns import ENDPOINT, HOSTED_ZONE, VPC
from ..facts.service_names import ECR_DKR, Service
from ..plan.json_shape import Json
from ..plan.plan_index import Resource
from ..wiring.place_index import Place
from ..wiring.plan_facts import Fact, Known, Relation
from ..wiring.plan_wiring import Wiring
from ..wiring.reached_values import Literal

_ADDRESS_RECORDS = frozenset({"A", "AAAA", "CNAME"})
"""The types of records that lead to an address."""


class NameService(NamedTuple):
    """What answers for one endpoint's names, by address.

    Attributes:
        served: zones and profiles that do.
        half_served: zones without the record that clients ask for, for `ecr.dkr` the wildcard, or with one
            that leads to another service.
        maybe: why another may, where that is not settled.
        elsewhere: those of `served` that are seen in other VPCs than the endpoint's own alone.
    """

    served: Tuple[str, ...] = ()
    half_served: Tuple[str, ...] = ()
    maybe: Tuple[str, ...] = ()
    elsewhere: Tuple[str, ...] = ()


class _Record(NamedTuple):
    """A record of one zone, or one that may be in it; what it leads to."""

    name: Fact[Json]
    certain: bool
    endpoints: Relation[Place]

    def leads_away(self, service: Service, services: Mapping[Place, Service]) -> bool:
        """It certainly leads to endpoints of other services than this one, and to nothing else."""
        targets = self.endpoints
        others = [services[place].name != service.name for place in targets.certain if place in services]
        return targets.exact and bool(others) and all(others) and len(others) == len(targets.certain)


@dataclass(frozen=True)
class _Zone:
    """A private zone with the VPCs that it is associated with."""

    address: str
    managed: bool
    name: Fact[Json]
    vpcs: Relation[Place]
    records: Tuple[_Record, ...]

    def leads_to(self, endpoint: Place, vpc: Relation[Place]) -> Optional[bool]:
        """Whether it stands for this endpoint: it is seen in its VPC, or a record leads there; None if unsettled."""
        targets = [record.endpoints for record in self.records]
        if set(self.vpcs.certain) & set(vpc.certain) or any(endpoint in target.certain for target in targets):
            return True
        settled = self.managed and self.vpcs.closed and vpc.closed and all(target.closed for target in targets)
        possible = set(self.vpcs.everything) & set(vpc.everything) or any(endpoint in each.possible for each in targets)
        return False if settled and not possible else None

    def is_elsewhere(self, vpc: Relation[Place]) -> bool:
        """It is certainly not seen in this VPC."""
        return self.managed and _are_others(self.vpcs, vpc)

    def name_of(self, record: Known[Json]) -> str:
        """A record's full name; within a zone it may be written without the zone's."""
        name, zone = _plain(record), _plain(self.name) if isinstance(self.name, Known) else ""
        return name if name == zone or name.endswith("." + zone) else f"{name}.{zone}" if name else zone

    def may_cover(self, service: Service) -> bool:
        """Whether a service's name is the zone's own, or below it, as far as both names are known."""
        if not isinstance(self.name, Known):
            return True
        if not service.known_region:
            return service.may_be_named_below(_plain(self.name))
        return f".{service.dns_name}".endswith("." + _plain(self.name))

    def has_record(self, name: str, service: Service, services: Mapping[Place, Service]) -> Optional[bool]:
        """Whether it has a record of this full name that may lead to the service; None where that is not settled."""
        leading = [record for record in self.records if not record.leads_away(service, services)]
        found = [record for record in leading if isinstance(record.name, Known) and self.name_of(record.name) == name]
        if any(record.certain for record in found):
            return True
        return None if found or any(not isinstance(record.name, Known) for record in leading) else False


class HostedZones:
    """Every private zone and every profile association of the plan."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._associations = [
            (wiring.one(tie, HOSTED_ZONE, "zone_id"), wiring.one(tie, VPC, "vpc_id"))
            for tie in wiring.plan.of_types("aws_route53_zone_association")
        ]
        self._records = [
            (record, wiring.one(record, HOSTED_ZONE, "zone_id"))
            for record in wiring.plan.of_types("aws_route53_record")
            if _may_lead_to_an_address(wiring.fact(record, "type"))
        ]
        self._zones = [zone for zone in map(self._zone, wiring.things(HOSTED_ZONE)) if zone is not None]
        self._profile_vpcs = [
            (self._profile_of(tie), wiring.one(tie, VPC, "resource_id"))
            for tie in wiring.plan.of_types("aws_route53profiles_association")
        ]
        self._profiled = [
            (resource, self._endpoints_behind(resource, "arn", "resource_arn"), self._vpcs_of_profile(resource))
            for resource in wiring.plan.of_types("aws_route53profiles_resource_association")
        ]

    def serving(
        self, endpoint: Place, vpc: Relation[Place], service: Fact[Service], services: Mapping[Place, Service]
    ) -> NameService:
        """What answers for the names of an endpoint's service.

        Args:
            services: those of all endpoints, as far as they are known.
        """
        serving = [(resource.address, vpcs) for resource, of, vpcs in self._profiled if endpoint in of.certain]
        served = [address for address, _ in serving]
        maybe = [resource.address for resource, of, _ in self._profiled if endpoint in of.possible or not of.closed]
        half: List[str] = []
        elsewhere = [address for address, vpcs in serving if vpcs.everything and _are_others(vpcs, vpc)]
        if not isinstance(service, Known):
            return NameService(tuple(served), (), tuple(maybe), tuple(elsewhere))
        for zone in self._zones:
            leads = zone.leads_to(endpoint, vpc)
            if leads is False or not zone.may_cover(service.value):
                continue
            if not service.value.known_region and isinstance(zone.name, Known):
                maybe.append(f"{zone.address}, if the region is that of its name,")
                continue
            complete = self._complete(zone, service.value, services)
            if not isinstance(zone.name, Known):
                maybe.append(f"{zone.address}, whose name is known only after the apply")
            elif leads is None or complete is None:
                maybe.append(f"{zone.address}, whose VPCs or records are not settled")
            else:
                (served if complete else half).append(zone.address)
                if complete and zone.is_elsewhere(vpc):
                    elsewhere.append(zone.address)
        return NameService(tuple(served), tuple(half), tuple(maybe), tuple(elsewhere))

    @staticmethod
    def _complete(zone: _Zone, service: Service, services: Mapping[Place, Service]) -> Optional[bool]:
        """Whether the zone answers for what clients ask: image hosts for `ecr.dkr`, else the service's own name.

        The records of a zone that is read by a data source are taken to be there.
        """
        if not zone.managed:
            return True
        name = f"*.{service.dns_name}" if service.name == ECR_DKR else service.dns_name
        return zone.has_record(name, service, services)

    def _profile_of(self, tie: Resource) -> Optional[str]:
        """The profile that an association is of; None where it is not settled, or made elsewhere."""
        reached = self._wiring.reached(tie, "profile_id")
        if reached.open_because or len(reached.items) != 1 or not reached.certain:
            return None
        [item] = reached.items
        profiles = self._wiring.plan.of_types("aws_route53profiles_profile")
        named = (each for each in profiles if item == Literal(each.identity) or item == Symbol(each, ("id",)))
        return next((profile.address for profile in named), None)

    def _vpcs_of_profile(self, tie: Resource) -> Relation[Place]:
        """The VPCs that see the profile of an association."""
        profile = self._profile_of(tie)
        vpcs: Relation[Place] = Relation()
        for other, vpc in self._profile_vpcs:
            if None in (profile, other):
                return Relation(open_because=("a profile of it is not settled, or made elsewhere",))
            if profile == other:
                vpcs = vpcs.and_also(vpc)
        return vpcs

    def _zone(self, resource: Resource) -> Optional[_Zone]:
        """The zone, if it is private."""
        wiring = self._wiring
        place = wiring.place_of_thing(HOSTED_ZONE, resource)
        vpcs = wiring.many(resource, VPC, "vpc", "vpc_id")
        for of_zone, other in self._associations:
            if place in of_zone.certain:
                vpcs = vpcs.and_also(other)
            elif place in of_zone.possible or not of_zone.closed:
                vpcs = vpcs.and_also(Relation((), other.everything, of_zone.open_because + other.open_because))
        private = not vpcs.empty if resource.managed else resource.values.get("private_zone") is True
        if not private:
            return None
        name = wiring.fact(resource, "name")
        return _Zone(resource.address, resource.managed, name, vpcs, tuple(self._records_of(place)))

    def _records_of(self, zone: Place) -> Iterator[_Record]:
        for resource, of_zone in self._records:
            if zone in of_zone.everything or not of_zone.closed:
                targets = self._endpoints_behind(resource, "dns_name", "alias", "name").and_also(
                    self._endpoints_behind(resource, "dns_name", "records")
                )
                name = self._wiring.fact(resource, "name")
                yield _Record(name, zone in of_zone.certain, targets)

    def _endpoints_behind(self, resource: Resource, known_as: str, *path: str) -> Relation[Place]:
        """The endpoints whose names or ARN an attribute refers to.

        Args:
            known_as: `dns_name` or `arn`: what an endpoint that exists already has the value as.
        """
        reached = self._wiring.reached(resource, *path)
        symbols = [symbol.resource for symbol in reached.symbols if symbol.resource.type in ENDPOINT.types]
        texts = {text for item in reached.items if isinstance(item, Literal) for text in item.strings()}
        symbols += [
            endpoint
            for endpoint in self._wiring.plan.of_types(*ENDPOINT.types)
            if texts & _names_of(endpoint, known_as)
        ]
        found = tuple(self._wiring.place_of_thing(ENDPOINT, thing) for thing in symbols)
        if len(set(found)) == 1 and not reached.open_because:
            return Relation(found[:1])
        return Relation((), tuple(dict.fromkeys(found)), reached.open_because)


def _are_others(vpcs: Relation[Place], vpc: Relation[Place]) -> bool:
    """They are certainly none of those that something may be in."""
    return vpcs.closed and vpc.closed and not set(vpcs.everything) & set(vpc.everything)


def _names_of(endpoint: Resource, known_as: str) -> Set[str]:
    entries = endpoint.values.get("dns_entry")
    values = [entry.get(known_as) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return {str(value) for value in (*values, endpoint.values.get(known_as)) if value}


def _may_lead_to_an_address(kind: Fact[Json]) -> bool:
    return not isinstance(kind, Known) or kind.value in _ADDRESS_RECORDS


def _plain(name: Known[Json]) -> str:
    return str(name.value).rstrip(".")
