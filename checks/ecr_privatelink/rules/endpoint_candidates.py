"""Which endpoints a check judges, on which row, and what keeps that from being settled."""

from __future__ import annotations

from typing import FrozenSet, Iterator, NamedTuple, Optional

from ..facts.service_names import ECR_SERVICES
from ..network.endpoint_reading import INTERFACE
from ..network.network_model import Endpoint, Network
from ..wiring.plan_facts import Known, Unknown
from .rule_verdicts import Failed, Undecided, Verdict

_INTERFACE = Known(INTERFACE)


class Candidate(NamedTuple):
    """An endpoint that a check judges.

    Attributes:
        row: the address on which it reports, None where none is there for that.
        question: why it may not be the check's business; "" where it certainly is.
    """

    endpoint: Endpoint
    row: Optional[str]
    question: str = ""

    def settled(self, verdict: Verdict) -> Verdict:
        """The verdict, if it is certain that the check judges this endpoint: a fault is undecided otherwise."""
        if self.question and isinstance(verdict, Failed):
            return Undecided(verdict.resource, self.question)
        return verdict


def interface_endpoints(network: Network, services: Optional[FrozenSet[str]] = None) -> Iterator[Candidate]:
    """The interface endpoints for any of the services, or for any at all."""
    for endpoint in network.endpoints:
        of_services = services is None or endpoint.serves is None or endpoint.serves in services
        if of_services and _may_be_interface(endpoint):
            yield Candidate(endpoint, row_of(network, endpoint), _question(endpoint, of_any=services is None))


def row_of(network: Network, endpoint: Endpoint) -> Optional[str]:
    """Where an endpoint's fault is reported: one read by a data source has no row of its own.

    Then the first ECR endpoint or consumer of its VPC stands in, or the VPC itself.
    """
    if endpoint.managed:
        return endpoint.address
    for scope in network.scopes:
        if scope.vpc in endpoint.vpc.certain:
            ecr = [other.address for other in scope.endpoints if other.managed and other.serves in ECR_SERVICES]
            return [*ecr, *(consumer.address for consumer in scope.consumers), scope.row][0]
    return None


def _may_be_interface(endpoint: Endpoint) -> bool:
    return isinstance(endpoint.kind, Unknown) or endpoint.kind == _INTERFACE


def _question(endpoint: Endpoint, *, of_any: bool) -> str:
    if endpoint.maybe_absent:
        return f"whether {endpoint.address} is there: {endpoint.maybe_absent}"
    if isinstance(endpoint.kind, Unknown):
        return f"whether {endpoint.address} is an interface endpoint: {endpoint.kind.because}"
    if isinstance(endpoint.service, Unknown) and not of_any:
        return f"which service {endpoint.address} is for: {endpoint.service.because}"
    return ""
