"""No group of an ECR path endpoint has a rule on TCP 443."""

from __future__ import annotations

from typing import Iterator, List

from ..network.network_model import Endpoint, Network, SecurityGroup
from .endpoint_groups import admits_https, maybe_rules, path_endpoints
from .verdicts import Failed, Passed, Undecided, Verdict, listed, reasons


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per managed ECR path endpoint that has a group."""
    for endpoint in path_endpoints(network):
        if endpoint.managed and not endpoint.groups.empty:
            yield _judge_endpoint(endpoint)


def _judge_endpoint(endpoint: Endpoint) -> Verdict:
    if any(_admits(group) for group in endpoint.groups.certain):
        return Passed(endpoint.address)
    if not endpoint.groups.closed:
        return Undecided(endpoint.address, f"which security groups it has: {endpoint.groups.why}")
    questions = [question for group in endpoint.groups.everything for question in _questions(group)]
    admitting = [group.address for group in endpoint.groups.possible if _admits(group)]
    if admitting:
        questions.append(f"{listed(admitting)} admits it and may be attached; {endpoint.groups.why}")
    if questions:
        return Undecided(endpoint.address, f"whether a group admits TCP 443: {reasons(questions)}")
    groups = listed(group.address for group in endpoint.groups.everything)
    return Failed(
        endpoint.address,
        f"no security group of {endpoint.address} ({groups}) has an ingress rule on TCP 443; "
        "admit TCP 443 from the app subnets or their security groups",
    )


def _admits(group: SecurityGroup) -> bool:
    return any(admits_https(rule) for rule in group.rules if not rule.egress)


def _questions(group: SecurityGroup) -> List[str]:
    """Why a group may still have such a rule."""
    found = [f"{group.address}: {why}" for why in group.unread]
    maybe = [rule for rule in group.possible_rules if not rule.egress and admits_https(rule) is not False]
    return (
        maybe_rules(group, maybe)
        + found
        + [
            f"the ports of {rule.written_on} are not settled before the apply"
            for rule in group.rules
            if not rule.egress and admits_https(rule) is None
        ]
    )
