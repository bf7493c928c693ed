"""The VPC's DNS is off beside an endpoint with private DNS, which AWS refuses."""

from __future__ import annotations

from collections import defaultdict
from typing import DefaultDict, Iterator, List, Sequence

from ..facts.service_names import PATH_SERVICES
from ..network.network_model import Endpoint, Network, Vpc
from ..plan.printable_text import reasons
from ..wiring.plan_facts import UNSET, Fact, Known, Unknown
from .endpoint_candidates import Candidate, interface_endpoints
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC that has an ECR path endpoint with private DNS on.

    Another stack's VPC is not judged, unless this plan manages an ECR endpoint in it.
    """
    candidates = [found for found in interface_endpoints(network, PATH_SERVICES) if _may_be_private(found.endpoint)]
    for candidate in candidates:
        if candidate.row and not candidate.endpoint.vpc.exact and _may_be_refused(candidate.endpoint):
            yield Undecided(candidate.row, f"which VPC it is in: {candidate.endpoint.vpc.why}")
    candidates_of: DefaultDict[Vpc, List[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for vpc in candidate.endpoint.vpc.certain:
            candidates_of[vpc].append(candidate)
    for scope in network.scopes:
        inside = candidates_of[scope.vpc]
        if inside:
            yield _judge_vpc(scope.vpc, inside[0].row or scope.row, inside)


def _may_be_refused(endpoint: Endpoint) -> bool:
    """Whether a VPC that it may be in is not known to have all its DNS on."""
    return not endpoint.vpc.closed or any(not _all_on(vpc) for vpc in endpoint.vpc.everything)


def _all_on(vpc: Vpc) -> bool:
    return vpc.dns_support == Known(True) and vpc.dns_hostnames == Known(True)


def _may_be_private(endpoint: Endpoint) -> bool:
    return endpoint.private_dns == Known(True) or isinstance(endpoint.private_dns, Unknown)


def _judge_vpc(vpc: Vpc, stand_in: str, inside: Sequence[Candidate]) -> Verdict:
    private = [found for found in inside if found.endpoint.private_dns == Known(True) and not found.question]
    row = vpc.row or (private[0].row if private else None) or stand_in
    settings = (("enable_dns_support", vpc.dns_support), ("enable_dns_hostnames", vpc.dns_hostnames))
    off = [(name, _state(fact)) for name, fact in settings if fact in (UNSET, Known(False))]
    if off and private:
        states = listed(f"{name} is {state}" for name, state in off)
        return Failed(
            row,
            f"{states} on {vpc.address}, and AWS refuses private DNS there, which is on for "
            f"{listed(found.endpoint.address for found in private)}; "
            f"set {listed(f'{name} = true' for name, _ in off)}",
        )
    unknown = [f"{name}: {fact.because}" for name, fact in settings if isinstance(fact, Unknown)]
    if off:
        unknown = [_private_question(found) for found in inside]
    if unknown:
        return Undecided(row, f"whether DNS of {vpc.address} allows private DNS: {reasons(unknown)}")
    return Passed(row)


def _private_question(found: Candidate) -> str:
    private_dns = found.endpoint.private_dns
    return private_dns.because if isinstance(private_dns, Unknown) else found.question


def _state(fact: Fact[bool]) -> str:
    return "unset, which AWS takes as false" if fact == UNSET else str(fact).lower()
