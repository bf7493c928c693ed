"""The VPC's DNS is off beside an endpoint with private DNS, which AWS refuses."""

from __future__ import annotations

from typing import Iterator, List, Tuple

from ..network.endpoints import INTERFACE
from ..network.network_model import Endpoint, Network, Vpc
from ..wiring.plan_facts import UNSET, Known, Unknown
from .verdicts import Failed, Passed, Undecided, Verdict, listed, reasons


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC that has an interface endpoint with private DNS on.

    Another stack's VPC is not judged, unless this plan manages an ECR endpoint in it.
    """
    for endpoint in network.endpoints:
        if (
            endpoint.managed
            and _has_private_dns(endpoint)
            and not endpoint.vpc.exact
            and _may_be_refused(network, endpoint)
        ):
            yield Undecided(endpoint.address, f"which VPC it is in: {endpoint.vpc.why}")
    judged = {scope.vpc for scope in network.scopes}
    for vpc in network.vpcs:
        private = [
            endpoint for endpoint in network.endpoints if _has_private_dns(endpoint) and vpc in endpoint.vpc.certain
        ]
        rows = [vpc.row] if vpc.row else [endpoint.address for endpoint in private if endpoint.managed]
        if private and rows and vpc in judged:
            yield _judge_vpc(str(rows[0]), vpc, private)


def _may_be_refused(network: Network, endpoint: Endpoint) -> bool:
    """Whether a VPC that it may be in is not known to have all its DNS on."""
    candidates = endpoint.vpc.everything if endpoint.vpc.closed else network.vpcs
    return not candidates or any(not _all_on(vpc) for vpc in candidates)


def _all_on(vpc: Vpc) -> bool:
    return vpc.dns_support == Known(True) and vpc.dns_hostnames == Known(True)


def _has_private_dns(endpoint: Endpoint) -> bool:
    return endpoint.kind == Known(INTERFACE) and endpoint.private_dns == Known(True)


def _judge_vpc(row: str, vpc: Vpc, private: List[Endpoint]) -> Verdict:
    settings = (("enable_dns_support", vpc.dns_support), ("enable_dns_hostnames", vpc.dns_hostnames))
    off: List[Tuple[str, str]] = [
        (name, "unset, which AWS takes as false" if fact == UNSET else "false")
        for name, fact in settings
        if fact in (UNSET, Known(False))
    ]
    if off:
        states = listed(f"{name} is {state}" for name, state in off)
        return Failed(
            row,
            f"{states} on {vpc.address}, and AWS refuses private DNS there, which is on for "
            f"{listed(endpoint.address for endpoint in private)}; set {listed(f'{name} = true' for name, _ in off)}",
        )
    unknown = [f"{name}: {fact.because}" for name, fact in settings if isinstance(fact, Unknown)]
    if unknown:
        return Undecided(row, f"whether DNS of {vpc.address} allows private DNS: {reasons(unknown)}")
    return Passed(row)
