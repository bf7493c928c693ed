"""Whether a VPC has an endpoint that serves; shared by the checks that one is missing."""

from __future__ import annotations

from typing import Iterator, List, Sequence, Tuple

from ..facts.service_names import ECR_SERVICES
from ..network.endpoints import INTERFACE
from ..network.network_model import Endpoint, Network, Scope
from ..wiring.plan_facts import Known
from .verdicts import Failed, Passed, Undecided, Verdict, listed, reasons


def judge_interface(network: Network, service: str, hint: str = "") -> Iterator[Verdict]:
    """One verdict per VPC in use: whether it has an interface endpoint for the service.

    Args:
        hint: what the message adds after saying that the endpoint is missing.
    """
    yield from unsettled_use(network)
    for scope in network.scopes:
        if scope.in_use:
            yield judge_scope(network, scope, service, hint)


def unsettled_use(network: Network) -> Iterator[Undecided]:
    """The VPCs that may be in use, and the consumers that may be in any."""
    for scope in network.scopes:
        if scope.maybe_in_use:
            yield Undecided(scope.row, f"whether {scope.vpc.address} is in use: {reasons(scope.maybe_in_use)}")
    instances = any(consumer.is_instance for consumer in network.consumers)
    for consumer in network.consumers:
        shown_by_instances = instances and consumer.on_instances == Known(True)
        another_stacks = consumer.only_outside and not consumer.subnets.empty
        if not (consumer.vpc.exact or shown_by_instances or another_stacks):
            yield Undecided(consumer.address, f"which VPC it runs in: {consumer.vpc.why}")


def judge_scope(network: Network, scope: Scope, service: str, hint: str = "") -> Verdict:
    """Whether one VPC has an interface endpoint for the service."""
    unsettled = list(filter(None, (_unsettled_because(endpoint, service) for endpoint in scope.endpoints)))
    settled = [e for e in scope.endpoints if e.serves == service and not _unsettled_because(e, service)]
    useless = [(endpoint, why) for endpoint in settled for why in _useless_because(endpoint)]
    if len(useless) < len(settled):
        return Passed(scope.row)
    unsettled += possible_elsewhere(scope, service) + absence_unproven(network, scope)
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


def absence_unproven(network: Network, scope: Scope) -> List[str]:
    """Why nothing can be called missing from this VPC."""
    found = []
    if not network.complete:
        found.append("the plan is not complete (it was made with -target, or a later plan must follow)")
    if scope.joined_by and not any(endpoint.serves in ECR_SERVICES for endpoint in scope.endpoints):
        found.append(f"central endpoints may serve it through {listed(scope.joined_by)}")
    return found


def _useless_because(endpoint: Endpoint) -> Iterator[str]:
    """Why an endpoint for the right service serves nobody, in one phrase; nothing if it may serve."""
    if isinstance(endpoint.kind, Known) and endpoint.kind.value != INTERFACE:
        yield f"is of type {endpoint.kind.value}"
    elif endpoint.subnets.empty:
        yield "has no subnets"


def _unsettled_because(endpoint: Endpoint, service: str) -> str:
    """Why it is not certain what an endpoint of the VPC is; "" where it is.

    References to subnets are taken to give it at least one of them.
    """
    if endpoint.serves is None:
        return f"the service of {endpoint.address} is known only after the apply"
    if endpoint.serves == service and not isinstance(endpoint.kind, Known):
        return f"the type of {endpoint.address} is known only after the apply"
    if endpoint.serves == service and not endpoint.subnets.everything and not endpoint.subnets.closed:
        return f"whether {endpoint.address} has subnets is not settled ({endpoint.subnets.why})"
    return ""


def _message(scope: Scope, service: str, useless: Sequence[Tuple[Endpoint, str]], hint: str) -> str:
    if useless:
        found = listed(f"{endpoint.address} {why}" for endpoint, why in useless)
        return (
            f"{scope.vpc.address} has no endpoint for {service} that serves it, as {found}; give it "
            f'vpc_endpoint_type = "Interface" and one subnet per availability zone{hint}'
        )
    return f"{scope.vpc.address} has no interface endpoint for {service}; add one with private DNS on{hint}"
