"""An endpoint on the ECR path has private DNS off, so that clients do not find it."""

from __future__ import annotations

from typing import FrozenSet, Iterator, Optional

from ..facts.service_names import CORE_SERVICES, ECR_DKR, PATH_SERVICES, S3
from ..network.endpoints import INTERFACE
from ..network.network_model import Endpoint, Network
from ..wiring.plan_facts import UNSET, Known, Unknown
from .verdicts import Failed, Passed, Undecided, Verdict, listed


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per managed interface endpoint that a pull, or a known consumer, depends on."""
    for endpoint in network.endpoints:
        if endpoint.managed and endpoint.kind == Known(INTERFACE) and _judged(network, endpoint):
            verdict = _judge_endpoint(endpoint)
            if verdict is not None:
                yield verdict


def _judged(network: Network, endpoint: Endpoint) -> bool:
    return endpoint.serves in CORE_SERVICES or endpoint.serves in (_needed(network, endpoint) & PATH_SERVICES) - {S3}


def _needed(network: Network, endpoint: Endpoint) -> FrozenSet[str]:
    """What the consumers in the endpoint's VPC certainly call."""
    consumers = [
        consumer for consumer in network.consumers for vpc in consumer.vpc.certain if vpc in endpoint.vpc.certain
    ]
    return frozenset(service for consumer in consumers for service in consumer.needs)


def _judge_endpoint(endpoint: Endpoint) -> Optional[Verdict]:
    if endpoint.private_dns == Known(True):
        return Passed(endpoint.address)
    if endpoint.names_served:
        return None
    if isinstance(endpoint.private_dns, Unknown):
        return Undecided(endpoint.address, f"whether private DNS is on: {endpoint.private_dns.because}")
    if endpoint.maybe_names_served:
        zones = listed(endpoint.maybe_names_served)
        return Undecided(endpoint.address, f"private DNS is off, and {zones} may answer for its names instead")
    state = "unset, which the provider sends as false" if endpoint.private_dns == UNSET else "false"
    wildcard = ""
    if endpoint.serves == ECR_DKR and endpoint.names_half_served:
        wildcard = (
            f"; {listed(endpoint.names_half_served)} has no wildcard record, which image hosts "
            "(<account>.dkr.ecr.<region>) need"
        )
    return Failed(
        endpoint.address,
        f"private_dns_enabled of {endpoint.address} ({endpoint.serves}) is {state}, so clients still resolve "
        f"the public address{wildcard}; set private_dns_enabled = true",
    )
