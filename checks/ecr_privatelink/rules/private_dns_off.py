"""An endpoint on the ECR path has private DNS off, so that clients do not find it."""

from __future__ import annotations

from typing import FrozenSet, Iterator, Optional

from ..facts.service_names import CORE_SERVICES, ECR_DKR, PATH_SERVICES, S3
from ..network.network_model import Endpoint, Network
from ..wiring.plan_facts import UNSET, Known, Unknown
from .endpoint_candidates import interface_endpoints
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per interface endpoint that a pull, or a known consumer, depends on."""
    for candidate in interface_endpoints(network, PATH_SERVICES - {S3}):
        endpoint, row = candidate.endpoint, candidate.row
        if row and (endpoint.serves is None or endpoint.serves in CORE_SERVICES | _needed(network, endpoint)):
            verdict = _judge_endpoint(endpoint, row)
            if verdict is not None:
                yield candidate.settled(verdict)


def _needed(network: Network, endpoint: Endpoint) -> FrozenSet[str]:
    """What the consumers in the endpoint's VPC certainly call."""
    consumers = [
        consumer for consumer in network.consumers for vpc in consumer.vpc.certain if vpc in endpoint.vpc.certain
    ]
    return frozenset(service for consumer in consumers for service in consumer.needs)


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
    missing = "record of the service's name"
    if endpoint.serves == ECR_DKR:
        missing = "wildcard record, which image hosts (<account>.dkr.ecr.<region>) need"
    return f"; {listed(endpoint.names_half_served)} has no {missing}"
