"""An interface endpoint is given no security group, so the VPC's default group applies."""

from __future__ import annotations

from typing import Iterator, Optional

from ..facts.service_names import ECR_SERVICES
from ..network.network_model import Endpoint, Network
from ..plan.open_reasons import NO_GROUP
from .endpoint_candidates import interface_endpoints
from .rule_verdicts import Failed, Passed, Undecided, Verdict, unless_left_out

_CURES = ("aws_vpc_endpoint_security_group_association",)


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per interface endpoint of the plan in a VPC in use, whatever its service."""
    uses = _Uses(network)
    for candidate in interface_endpoints(network):
        in_use = uses.of_vpc_of(candidate.endpoint)
        if candidate.endpoint.managed and in_use is not False:
            verdict = candidate.settled(_judge_endpoint(candidate.endpoint, in_use=in_use))
            yield unless_left_out(network, verdict, _CURES)


def _judge_endpoint(endpoint: Endpoint, *, in_use: Optional[bool]) -> Verdict:
    if endpoint.groups.holds_some:
        return Passed(endpoint.address)
    if not endpoint.groups.empty:
        return Undecided(endpoint.address, f"which security groups it has: {endpoint.groups.why}")
    if in_use is None:
        why = endpoint.vpc.why or "no ECR endpoint or consumer is certainly in it"
        return Undecided(endpoint.address, f"{NO_GROUP}; whether its VPC is in use: {why}")
    service = "service unknown" if endpoint.serves is None else str(endpoint.service)
    return Failed(
        endpoint.address,
        f"{endpoint.address} ({service}) names no security group, so the VPC's default group applies, which admits "
        "only its own members; set security_group_ids to a group that admits TCP 443",
    )


class _Uses:
    """Which VPCs are in use."""

    def __init__(self, network: Network) -> None:
        self._used = {scope.vpc for scope in network.scopes if scope.in_use}
        self._maybe_used = {scope.vpc for scope in network.scopes if scope.maybe_in_use}
        elsewhere = any(other.serves in ECR_SERVICES and not other.vpc.exact for other in network.endpoints)
        self._any = bool(self._used or self._maybe_used or elsewhere)

    def of_vpc_of(self, endpoint: Endpoint) -> Optional[bool]:
        """Whether an endpoint's VPC is in use, None where that is not settled; its being ECR's own settles it."""
        if endpoint.serves in ECR_SERVICES:
            return True
        candidates = set(endpoint.vpc.everything)
        if endpoint.vpc.closed and candidates and candidates <= self._used:
            return True
        if endpoint.vpc.closed:
            return None if candidates & (self._used | self._maybe_used) else False
        return None if self._any else False
