"""No group of an ECR path endpoint has a rule on TCP 443."""

from __future__ import annotations

from typing import Iterator, List

from ..facts.service_names import PATH_SERVICES
from ..network.network_model import Endpoint, Network, SecurityGroup
from ..plan.printable_text import reasons
from .endpoint_candidates import interface_endpoints
from .endpoint_groups import admits_https, maybe_rules
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed, unless_left_out

_CURES = (
    "aws_security_group_rule",
    "aws_vpc_security_group_ingress_rule",
    "aws_vpc_endpoint_security_group_association",
)


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per ECR path endpoint that has a group."""
    for candidate in interface_endpoints(network, PATH_SERVICES):
        if candidate.row and not candidate.endpoint.groups.empty:
            verdict = candidate.settled(_judge_endpoint(candidate.endpoint, candidate.row))
            yield unless_left_out(network, verdict, _CURES)


def _judge_endpoint(endpoint: Endpoint, row: str) -> Verdict:
    groups = endpoint.groups
    if any(_admits(group) for group in groups.certain):
        return Passed(row)
    if not groups.closed:
        return Undecided(row, f"which security groups it has: {groups.why}")
    admitting = [group.address for group in groups.possible if _admits(group)]
    if not groups.certain and len(admitting) == len(groups.possible):
        return Passed(row)  # whichever of them it has
    questions = [question for group in groups.everything for question in _questions(group)]
    if admitting:
        questions.append(f"{listed(admitting)} admits it and may be attached; {groups.why}")
    if questions:
        return Undecided(row, f"whether a group of {endpoint.address} admits TCP 443: {reasons(questions)}")
    return Failed(
        row,
        f"no security group of {endpoint.address} ({listed(group.address for group in groups.everything)}) has an "
        "ingress rule on TCP 443; admit TCP 443 from the app subnets or their security groups",
    )


def _admits(group: SecurityGroup) -> bool:
    return any(admits_https(rule) for rule in group.rules if not rule.egress)


def _questions(group: SecurityGroup) -> List[str]:
    """Why a group may still have such a rule."""
    found = [f"{group.address}: {why}" for why in group.unread_ingress]
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
