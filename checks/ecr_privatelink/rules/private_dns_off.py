"""An endpoint on the ECR path has private DNS off, so that clients do not find it."""

from __future__ import annotations

from typing import Iterator, Optional, Set, Tuple

from ..facts.service_names import CORE_SERVICES, ECR_DKR, PATH_SERVICES, S3
from ..network.network_model import Endpoint, Network, Vpc
from ..wiring.plan_facts import UNSET, Known, Unknown
from .endpoint_candidates import interface_endpoints
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per interface endpoint that a pull, or a known consumer, depends on."""
    needed = _needed(network)
    for candidate in interface_endpoints(network, PATH_SERVICES - {S3}):
        endpoint, row = candidate.endpoint, candidate.row
        depended_on = endpoint.serves is None or endpoint.serves in CORE_SERVICES
        if row and (depended_on or any((vpc, endpoint.serves) in needed for vpc in endpoint.vpc.certain)):
            verdict = _judge_endpoint(endpoint, row)
            if verdict is not None:
                yield candidate.settled(verdict)


def _needed(network: Network) -> Set[Tuple[Vpc, Optional[str]]]:
    """What the consumers of each VPC certainly call."""
    return {
        (vpc, service) for consumer in network.consumers for vpc in consumer.vpc.certain for service in consumer.needs
    }


def _judge_endpoint(endpoint: Endpoint, row: str) -> Optional[Verdict]:
    if endpoint.private_dns == Known(True):
        return Passed(row)
    if endpoint.names_served:
        return None
    if isinstance(endpoint.private_dns, Unknown):
        return Undecided(row, f"whether private DNS is on: {endpoint.private_dns.because}")
    if endpoint.maybe_names_served:
        zones = listed(endpoint.maybe_names_served)
        return Undecided(row, f"private DNS is off, and {zones} may answer for its names instead")
    return Failed(
        row,
        f"private_dns_enabled of {endpoint.address} ({endpoint.service}) is {_state(endpoint)}, so clients still "
        f"resolve the public address{_half_served(endpoint)}; set private_dns_enabled = true",
    )


def _state(endpoint: Endpoint) -> str:
    if endpoint.private_dns == UNSET:
        return "unset, which the provider sends as false"
    return str(endpoint.private_dns).lower()


def _half_served(endpoint: Endpoint) -> str:
    if not endpoint.names_half_served:
        return ""
    missing = "record of the service's name that leads to it"
    if endpoint.serves == ECR_DKR:
        missing = "wildcard record that leads to it, which image hosts (<account>.dkr.ecr.<region>) need"
    return f"; {listed(endpoint.names_half_served)} has no {missing}"
