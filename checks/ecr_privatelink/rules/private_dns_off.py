"""An endpoint on the ECR path has private DNS off, so that clients do not find it."""

from __future__ import annotations

from collections import defaultdict
from typing import DefaultDict, Iterator, List, Optional, Sequence, Set, Tuple

from ..facts.service_names import CORE_SERVICES, ECR_DKR, PATH_SERVICES, S3
from ..network.network_model import Endpoint, Network, Vpc
from ..plan.open_reasons import NAMES_SERVED
from ..wiring.plan_facts import UNSET, Known, Unknown
from .endpoint_candidates import interface_endpoints
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed, unless_left_out

_CURES = (
    "aws_vpc_endpoint_private_dns",
    "aws_route53_zone",
    "aws_route53_record",
    "aws_route53_zone_association",
    "aws_route53profiles_association",
    "aws_route53profiles_resource_association",
)


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per interface endpoint that a pull, or a known consumer, depends on."""
    needed = _needed(network)
    users = _users(network)
    for candidate in interface_endpoints(network, PATH_SERVICES - {S3}):
        endpoint, row = candidate.endpoint, candidate.row
        depended_on = endpoint.serves is None or endpoint.serves in CORE_SERVICES
        if row and (depended_on or any((vpc, endpoint.serves) in needed for vpc in endpoint.vpc.certain)):
            verdict = _judge_endpoint(endpoint, row, [user for vpc in endpoint.vpc.certain for user in users[vpc]])
            if verdict is not None:
                yield unless_left_out(network, candidate.settled(verdict), _CURES)


def _needed(network: Network) -> Set[Tuple[Vpc, Optional[str]]]:
    """What the consumers of each VPC certainly call."""
    return {
        (vpc, service) for consumer in network.consumers for vpc in consumer.vpc.certain for service in consumer.needs
    }


def _users(network: Network) -> DefaultDict[Vpc, List[str]]:
    """What certainly pulls in each VPC."""
    found: DefaultDict[Vpc, List[str]] = defaultdict(list)
    for consumer in network.consumers:
        for vpc in consumer.vpc.certain:
            found[vpc].append(consumer.address)
    return found


def _judge_endpoint(endpoint: Endpoint, row: str, users: Sequence[str]) -> Optional[Verdict]:
    """The verdict; None where the names are served otherwise.

    Args:
        users: what pulls in its VPC, to which a zone or profile that other VPCs see is no help.
    """
    if endpoint.private_dns == Known(True):
        return Passed(row)
    unseen = endpoint.names_served_elsewhere if users else ()
    if set(endpoint.names_served) - set(unseen):
        return None
    if isinstance(endpoint.private_dns, Unknown):
        return Undecided(row, f"whether private DNS is on: {endpoint.private_dns.because}")
    if endpoint.maybe_names_served:
        zones = listed(endpoint.maybe_names_served)
        return Undecided(row, f"private DNS is off, and {zones} {NAMES_SERVED}")
    return Failed(
        row,
        f"private_dns_enabled of {endpoint.address} ({endpoint.service}) is {_state(endpoint)}, so clients still "
        f"resolve the public address{_half_served(endpoint)}{_unseen(unseen, users)}; set private_dns_enabled = true",
    )


def _unseen(zones: Sequence[str], users: Sequence[str]) -> str:
    return f"; {listed(zones)} answers in other VPCs alone, and not to {users[0]}" if zones else ""


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
