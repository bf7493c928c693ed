"""Whether a VPC has an endpoint that serves; shared by the checks that one is missing."""

from __future__ import annotations

import re
from typing import Callable, Iterator, List, Mapping, Optional, Sequence, Tuple

from ..facts.network_nouns import ENDPOINT
from ..facts.service_names import ECR_SERVICES
from ..network.endpoint_reading import INTERFACE
from ..network.network_model import Consumer, Endpoint, Network, Scope, Subnet, Vpc
from ..plan.open_reasons import CENTRAL, OTHER_REGION, OTHER_ZONES
from ..plan.printable_text import reasons
from ..wiring.plan_facts import Known, Relation
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed

_ZONE = re.compile(r"(?P<region>[a-z]{2}(?:-[a-z]+)+-[0-9]+)(?:[a-z]|-[a-z]+-[0-9]+[a-z])")
"""An availability zone, or a Local or Wavelength Zone. Source: AWS, "Regions and Zones"."""


def judge_interface(network: Network, service: str) -> Iterator[Verdict]:
    """One verdict per VPC in use: whether it has an interface endpoint for the service."""
    return judge_scopes(network, lambda scope: judge_scope(network, scope, service), service=service)


def judge_scopes(
    network: Network,
    judge_one: Callable[[Scope], Optional[Verdict]],
    concerns: Callable[[Consumer], bool] = lambda _: True,
    service: str = "",
) -> Iterator[Verdict]:
    """The verdict of each VPC in use, and what is open about the others.

    A VPC that may be in use, or a consumer that may be in several, raises a question only
    where the answer matters: not if nothing is wrong with the VPC anyway. An ECR endpoint that
    may be in none of these VPCs has one of its own to ask about.

    Args:
        judge_one: judges one VPC; None where the check has nothing to say of it.
        concerns: whether it matters to the check where a consumer runs.
        service: what a VPC must have; an endpoint that serves it is in one that has.
    """
    verdicts = {scope.vpc: judge_one(scope) for scope in network.scopes}
    for scope in network.scopes:
        verdict = verdicts[scope.vpc]
        if scope.in_use and verdict is not None:
            yield verdict
        elif scope.maybe_in_use and isinstance(verdict, (Failed, Undecided)):
            yield Undecided(scope.row, f"whether {scope.vpc.address} is in use: {reasons(scope.maybe_in_use)}")
    asked = {endpoint for scope in network.scopes if scope.maybe_in_use for endpoint in scope.possible_endpoints}
    for endpoint in network.endpoints:
        if not endpoint.managed or endpoint.serves not in ECR_SERVICES or endpoint.vpc.exact or endpoint in asked:
            continue
        is_the_one = endpoint.serves == service and not any(_useless_because(endpoint))
        if not is_the_one and _matters(endpoint.vpc, verdicts):
            yield Undecided(endpoint.address, f"which VPC it is in: {endpoint.vpc.why}")
    instances = any(consumer.is_instance for consumer in network.consumers)
    for consumer in network.consumers:
        shown_by_instances = instances and consumer.on_instances == Known(True)
        another_stacks = consumer.only_outside and not consumer.subnets.empty
        if consumer.vpc.exact or shown_by_instances or another_stacks or not concerns(consumer):
            continue
        if _matters(consumer.vpc, verdicts):
            yield Undecided(consumer.address, f"which VPC it runs in: {consumer.vpc.why}")


def _matters(where: Relation[Vpc], verdicts: Mapping[Vpc, Optional[Verdict]]) -> bool:
    """Whether the answer depends on which of several VPCs something is in."""
    judged = [verdicts[vpc] for vpc in where.everything if vpc in verdicts]
    return not where.closed or not all(isinstance(verdict, Passed) for verdict in judged)


def judge_scope(network: Network, scope: Scope, service: str, hint: str = "") -> Verdict:
    """Whether one VPC has an interface endpoint for the service."""
    because = {endpoint: _unsettled_because(scope, endpoint, service) for endpoint in scope.endpoints}
    unsettled = list(filter(None, because.values()))
    settled = [endpoint for endpoint, why in because.items() if endpoint.serves == service and not why]
    useless = [(endpoint, why) for endpoint in settled for why in _useless_because(endpoint)]
    if len(useless) < len(settled):
        return Passed(scope.row)
    unsettled += possible_elsewhere(scope, service) + absence_unproven(network, scope, service)
    if unsettled:
        return Undecided(scope.row, f"whether {scope.vpc.address} has an endpoint for {service}: {reasons(unsettled)}")
    return Failed(scope.row, _message(scope, service, useless, hint))


def possible_elsewhere(scope: Scope, service: str) -> List[str]:
    """Endpoints that may be the missing one, because their VPC is not settled."""
    return [
        f"{endpoint.address} may be in it ({endpoint.vpc.why})"
        for endpoint in scope.possible_endpoints
        if endpoint.serves in (service, None)
    ]


def other_region(scope: Scope, endpoint: Endpoint) -> str:
    """Why an endpoint may not be for the VPC's own region; "" where nothing speaks against it.

    A plan does not tell a VPC's region: the zones of its subnets do, and the services of its other endpoints.
    """
    own = _region_of(endpoint)
    zones = {zone for subnet in (*endpoint.subnets.certain, *scope.app_subnets.certain) for zone in _region_in(subnet)}
    if not own or own in zones:
        return ""
    if zones:
        return f"{endpoint.address} is for {own}, {OTHER_ZONES} {listed(sorted(zones))}"
    others = sorted({_region_of(other) for other in scope.endpoints if other is not endpoint} - {""})
    if not others or own in others:
        return ""
    return f"{endpoint.address} is for {own}, {OTHER_REGION} {listed(others)}"


def _region_of(endpoint: Endpoint) -> str:
    return endpoint.service.value.known_region if isinstance(endpoint.service, Known) else ""


def _region_in(subnet: Subnet) -> Iterator[str]:
    """The region that the name of a subnet's zone begins with."""
    found = _ZONE.match(str(subnet.zone)) if isinstance(subnet.zone, Known) else None
    if found:
        yield found["region"]


def absence_unproven(network: Network, scope: Scope, service: str) -> List[str]:
    """Why no endpoint for a service can be called missing from this VPC."""
    found = []
    if network.incomplete_because:
        found.append(network.incomplete_because)
    else:
        kinds = (f"{name}{of}" for name in ENDPOINT.types for of in ("", f" {service}"))
        found += [network.left_out[kind] for kind in kinds if kind in network.left_out]
    if scope.joined_by and not any(endpoint.serves in ECR_SERVICES for endpoint in scope.endpoints):
        found.append(f"{CENTRAL} through {listed(scope.joined_by)}")
    return found


def _useless_because(endpoint: Endpoint) -> Iterator[str]:
    """Why an endpoint for the right service serves nobody, in one phrase; nothing if it may serve."""
    if isinstance(endpoint.kind, Known) and endpoint.kind.value != INTERFACE:
        yield f"is of type {endpoint.kind}"
    elif endpoint.subnets.empty:
        yield "has no subnets"


def _unsettled_because(scope: Scope, endpoint: Endpoint, service: str) -> str:
    """Why it is not certain what an endpoint of the VPC is; "" where it is."""
    if endpoint.serves is None:
        return endpoint.service_question
    if endpoint.serves == service and not isinstance(endpoint.kind, Known):
        return endpoint.kind_question
    if endpoint.serves != service or endpoint.kind != Known(INTERFACE) or endpoint.subnets.empty:
        return ""
    if not endpoint.subnets.holds_some:
        return f"whether {endpoint.address} has subnets is not settled ({endpoint.subnets.why})"
    return other_region(scope, endpoint)


def _message(scope: Scope, service: str, useless: Sequence[Tuple[Endpoint, str]], hint: str) -> str:
    if useless:
        found = listed(f"{endpoint.address} {why}" for endpoint, why in useless)
        typed = all(endpoint.kind == Known(INTERFACE) for endpoint, _ in useless)
        cure = "" if typed else 'vpc_endpoint_type = "Interface" and '
        return (
            f"{scope.vpc.address} has no endpoint for {service} that serves it, as {found}; "
            f"set {cure}subnet_ids, one subnet per availability zone{hint}"
        )
    return f"{scope.vpc.address} has no interface endpoint for {service}; add one with private DNS on{hint}"
