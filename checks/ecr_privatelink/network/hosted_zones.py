"""Private hosted zones and Route 53 profiles that answer for a service's names.

Where endpoints are shared between VPCs, private DNS is off and such a zone takes its place.
Source: AWS whitepaper "Building a Scalable and Secure Multi-VPC AWS Network Infrastructure",
"Centralized access to VPC private endpoints".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Optional, Tuple

from ..facts.network_nouns import ENDPOINT, HOSTED_ZONE
from ..facts.service_names import ECR_DKR, Service
from ..plan.plan_index import DATA, Resource
from ..wiring.plan_facts import Fact, Known, Relation
from ..wiring.plan_wiring import Place, Wiring


@dataclass(frozen=True)
class NameService:
    """What answers for one endpoint's names, by address.

    Attributes:
        served: zones and profiles that do.
        half_served: zones for `ecr.dkr` without the wildcard record that image hosts need.
        maybe: why another may, where that is not settled.
    """

    served: Tuple[str, ...] = ()
    half_served: Tuple[str, ...] = ()
    maybe: Tuple[str, ...] = ()


class HostedZones:
    """Every private zone and every profile association of the plan."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._zones = [zone for zone in self._all_zones() if self._is_private(zone)]
        self._records = [
            (record, wiring.one(record, HOSTED_ZONE, "zone_id"), wiring.fact(record, "name"))
            for record in wiring.plan.of_types("aws_route53_record")
        ]
        self._profiled = [
            (resource, self._endpoint_of(resource))
            for resource in wiring.plan.of_types("aws_route53profiles_resource_association")
        ]

    def serving(self, endpoint: Place, service: Fact[Service]) -> NameService:
        """What answers for the names of an endpoint's service."""
        served = [resource.address for resource, of in self._profiled if endpoint in of.certain]
        maybe = [resource.address for resource, of in self._profiled if endpoint in of.possible or not of.closed]
        half: List[str] = []
        if isinstance(service, Known) and service.value.region:
            for zone in self._zones:
                name = self._wiring.fact(zone, "name")
                if not isinstance(name, Known):
                    maybe.append(f"{zone.address}, whose name is known only after the apply")
                elif str(name.value).rstrip(".") == service.value.dns_name:
                    self._add_zone(zone, service.value, served, half, maybe)
        return NameService(tuple(served), tuple(half), tuple(maybe))

    def _add_zone(self, zone: Resource, service: Service, served: List[str], half: List[str], maybe: List[str]) -> None:
        if service.name != ECR_DKR or not zone.managed:
            served.append(zone.address)
            return
        wildcard = self._has_record(zone, f"*.{service.dns_name}")
        if wildcard is None:
            maybe.append(f"{zone.address}, whose wildcard record is not settled")
        else:
            (served if wildcard else half).append(zone.address)

    def _has_record(self, zone: Resource, name: str) -> Optional[bool]:
        unsettled = False
        place = self._wiring.place_of(HOSTED_ZONE, zone.identity or zone.address)
        for _, of_zone, record_name in self._records:
            if of_zone.exact and place not in of_zone.certain:
                continue
            if not isinstance(record_name, Known):
                unsettled = True
            elif str(record_name.value).rstrip(".") in (name, "*"):
                if place in of_zone.certain:
                    return True
                unsettled = True
        return None if unsettled else False

    def _all_zones(self) -> List[Resource]:
        plan = self._wiring.plan
        return [*plan.of_types("aws_route53_zone"), *plan.of_types("aws_route53_zone", mode=DATA)]

    def _is_private(self, zone: Resource) -> bool:
        if not zone.managed:
            return zone.values.get("private_zone") is True
        if zone.values.get("vpc") or zone.unknown.get("vpc") is True or self._wiring.is_written(zone, "vpc"):
            return True
        place = self._wiring.place_of(HOSTED_ZONE, zone.identity or zone.address)
        ties = self._wiring.plan.of_types("aws_route53_zone_association")
        return any(place in self._wiring.one(tie, HOSTED_ZONE, "zone_id").everything for tie in ties)

    def _endpoint_of(self, association: Resource) -> Relation[Place]:
        """The endpoint whose ARN a profile serves."""
        reached = self._wiring.reached(association, "resource_arn")
        endpoints = tuple(
            symbol.resource.address for symbol in reached.symbols if symbol.resource.type in ENDPOINT.types
        )
        known = tuple(
            resource.address
            for resource in self._wiring.plan.of_types(*ENDPOINT.types)
            for item in reached.items
            if resource.values.get("arn") is not None and resource.values.get("arn") == getattr(item, "value", None)
        )
        found = endpoints + known
        if len(found) == 1 and not reached.open_because:
            return Relation(found)
        return Relation((), found, reached.open_because)
