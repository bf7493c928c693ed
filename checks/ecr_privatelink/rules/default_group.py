"""An interface endpoint is given no security group, so the VPC's default group applies."""

from __future__ import annotations

from typing import Iterator, Optional

from ..facts.service_names import ECR_SERVICES
from ..network.endpoints import INTERFACE
from ..network.network_model import Endpoint, Network
from ..wiring.plan_facts import Known
from .verdicts import Failed, Passed, Undecided, Verdict


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per managed interface endpoint in a VPC in use, whatever its service."""
    for endpoint in network.endpoints:
        if endpoint.managed and endpoint.kind == Known(INTERFACE):
            in_use = _in_use(network, endpoint)
            if in_use is not False:
                yield _judge_endpoint(endpoint, in_use=in_use)


def _judge_endpoint(endpoint: Endpoint, *, in_use: Optional[bool]) -> Verdict:
    if endpoint.groups.certain:
        return Passed(endpoint.address)
    if not endpoint.groups.empty:
        return Undecided(endpoint.address, f"which security groups it has: {endpoint.groups.why}")
    if in_use is None:
        return Undecided(endpoint.address, f"it has no security group; whether its VPC is in use: {endpoint.vpc.why}")
    return Failed(
        endpoint.address,
        f"{endpoint.address} ({endpoint.service}) names no security group, so the VPC's default "
        "group applies, which admits only its own members; set security_group_ids to a group that admits TCP 443",
    )


def _in_use(network: Network, endpoint: Endpoint) -> Optional[bool]:
    """Whether the endpoint's VPC is in use; its being ECR's own settles it."""
    if endpoint.serves in ECR_SERVICES:
        return True
    used = {scope.vpc for scope in network.scopes if scope.in_use}
    if used & set(endpoint.vpc.certain):
        return True
    possible = used & set(endpoint.vpc.possible) or (used and not endpoint.vpc.closed)
    return None if possible else False
