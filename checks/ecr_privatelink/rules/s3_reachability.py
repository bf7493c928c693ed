"""How a VPC reaches S3, from which image layers come; shared by the checks of the 500 family."""

from __future__ import annotations

from typing import List, Tuple

from ..facts.service_names import S3
from ..network.endpoint_reading import GATEWAY, INTERFACE
from ..network.network_model import Endpoint, Scope
from ..wiring.plan_facts import Known, Unknown


def gateways(scope: Scope) -> Tuple[Endpoint, ...]:
    """The S3 gateway endpoints that are certainly in the VPC."""
    return tuple(e for e in scope.endpoints if e.serves == S3 and e.kind == Known(GATEWAY))


def counts_as_s3(endpoint: Endpoint) -> bool:
    """Whether an S3 interface endpoint answers for S3's names inside its VPC.

    AWS lets private DNS answer the inbound resolver alone unless that is turned off, and
    then in-VPC clients need a gateway.
    Source: AWS PrivateLink guide, "Create an interface endpoint"; ECR's guide names only the
    gateway, so this works in practice and is not documented for ECR.
    """
    return (
        endpoint.serves == S3
        and endpoint.kind == Known(INTERFACE)
        and endpoint.private_dns == Known(True)
        and endpoint.only_inbound == Known(False)
        and endpoint.subnets.holds_some
    )


def unsettled_s3(scope: Scope) -> List[str]:
    """Why it is not certain that nothing in the VPC leads to S3."""
    found = []
    for endpoint in scope.endpoints:
        if endpoint.serves is None:
            found.append(endpoint.service_question)
        elif endpoint.serves == S3 and not isinstance(endpoint.kind, Known):
            found.append(endpoint.kind_question)
        elif endpoint.serves == S3 and endpoint.kind == Known(INTERFACE):
            found += _unsettled_interface(endpoint)
    return found


def _unsettled_interface(endpoint: Endpoint) -> List[str]:
    """Why an S3 interface endpoint may count; nothing where a setting rules it out."""
    settings = ((endpoint.private_dns, Known(True)), (endpoint.only_inbound, Known(False)))
    if any(fact != wanted and not isinstance(fact, Unknown) for fact, wanted in settings) or endpoint.subnets.empty:
        return []
    found = [f"{endpoint.address}: {fact.because}" for fact, _ in settings if isinstance(fact, Unknown)]
    if not endpoint.subnets.holds_some:
        found.append(f"whether {endpoint.address} has subnets is not settled ({endpoint.subnets.why})")
    return found
