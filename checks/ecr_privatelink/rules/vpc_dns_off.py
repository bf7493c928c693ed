"""The VPC's DNS is off beside an endpoint with private DNS, which AWS refuses."""

from __future__ import annotations

from typing import Iterator, List, Tuple

from ..network.endpoints import INTERFACE
from ..network.network_model import Endpoint, Network, Vpc
from ..wiring.plan_facts import UNSET, Known, Unknown
from .verdicts import Failed, Passed, Undecided, Verdict, listed, reasons


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC that has an interface endpoint with private DNS on."""
    for vpc in network.vpcs:
        private = [
            endpoint for endpoint in network.endpoints if _has_private_dns(endpoint) and vpc in endpoint.vpc.certain
        ]
        rows = [vpc.row] if vpc.row else [endpoint.address for endpoint in private if endpoint.managed]
        if private and rows:
            yield _judge_vpc(str(rows[0]), vpc, private)


def _has_private_dns(endpoint: Endpoint) -> bool:
    return endpoint.kind == Known(INTERFACE) and endpoint.private_dns == Known(True)


def _judge_vpc(row: str, vpc: Vpc, private: List[Endpoint]) -> Verdict:
    settings = (("enable_dns_support", vpc.dns_support), ("enable_dns_hostnames", vpc.dns_hostnames))
    off: List[Tuple[str, str]] = [
        (name, "unset, which AWS takes as false" if fact == UNSET else "false")
        for name, fact in settings
        if fact in (UNSET, Known(False), Known(False, sensitive=True))
    ]
    if off:
        states = listed(f"{name} is {state}" for name, state in off)
        return Failed(
            row,
            f"{states} on {vpc.address} while {listed(endpoint.address for endpoint in private)} "
            f"has private DNS on, which AWS refuses; set {listed(f'{name} = true' for name, _ in off)}",
        )
    unknown = [f"{name}: {fact.because}" for name, fact in settings if isinstance(fact, Unknown)]
    if unknown:
        return Undecided(row, f"whether DNS of {vpc.address} allows private DNS: {reasons(unknown)}")
    return Passed(row)
