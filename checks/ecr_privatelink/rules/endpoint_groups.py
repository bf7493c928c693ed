"""What the rules of endpoint security groups admit; shared by the checks of the 400 family."""

from __future__ import annotations

import re
from typing import Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from ..facts.service_names import PATH_SERVICES
from ..network.network_model import Network, Rule, SecurityGroup
from ..plan.printable_text import reasons
from ..wiring.plan_facts import Fact, Known
from .endpoint_candidates import Candidate, interface_endpoints
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed

HTTPS = 443
"""The one port of every ECR path endpoint. Source: Amazon ECR user guide, "Create the VPC endpoints"."""
_NUMBER = re.compile("-?[0-9]{1,9}")


class Attached(NamedTuple):
    """A group with the ECR path endpoints that have it, and those that may, with the reason."""

    group: SecurityGroup
    certain: Tuple[Candidate, ...]
    possible: Tuple[Tuple[Candidate, str], ...]

    @property
    def rows(self) -> List[str]:
        """Where its endpoints report."""
        found = [*self.certain, *(candidate for candidate, _ in self.possible)]
        return [candidate.row for candidate in found if candidate.row]


def attached_groups(network: Network) -> Iterator[Attached]:
    """The security groups of ECR path endpoints, by address; not those that have no row at all."""
    certain: Dict[SecurityGroup, List[Candidate]] = {group: [] for group in network.groups}
    possible: Dict[SecurityGroup, List[Tuple[Candidate, str]]] = {group: [] for group in network.groups}
    for found in interface_endpoints(network, PATH_SERVICES):
        for group in found.endpoint.groups.certain:
            if found.question:
                possible[group].append((found, found.question))
            else:
                certain[group].append(found)
        for group in found.endpoint.groups.possible:
            possible[group].append((found, found.question or found.endpoint.groups.why))
    for group in network.groups:
        attached = Attached(group, tuple(certain[group]), tuple(possible[group]))
        if attached.rows or (group.row and (attached.certain or attached.possible)):
            yield attached


def open_groups(network: Network) -> Iterator[Undecided]:
    """The ECR path endpoints that may have groups which are not known."""
    for found in interface_endpoints(network, PATH_SERVICES):
        if found.row and not found.endpoint.groups.closed:
            yield Undecided(found.row, f"which security groups it has: {found.endpoint.groups.why}")


def judge_width(attached: Attached, *, egress: bool, cure: str) -> Verdict:
    """Whether a group admits (or lets out) anything but TCP 443.

    The verdict is on the group, or on an endpoint of the plan where the group is made
    elsewhere or cannot be read.

    Args:
        cure: what the message ends with.
    """
    group = attached.group
    way = "egress" if egress else "ingress"
    row = group.row or attached.rows[0]
    rules = [rule for rule in group.rules if rule.egress is egress]
    wide = [rule for rule in rules if wider_than_https(rule)]
    if wide and attached.certain:
        users = listed(found.endpoint.address for found in attached.certain)
        rules_in_words = listed(f"{describe(rule)}{_source(rule, group)}" for rule in wide)
        return Failed(row, f"{way} of {group.address} ({users}) is open to more than TCP 443: {rules_in_words}; {cure}")
    if wide:
        users = listed(found.endpoint.address for found, _ in attached.possible)
        why = reasons([why for _, why in attached.possible])
        return Undecided(row, f"whether {group.address}, whose {way} is wide, belongs to {users}: {why}")
    maybe = [rule for rule in group.possible_rules if rule.egress is egress and wider_than_https(rule) is not False]
    questions = maybe_rules(group, maybe) + [
        f"a rule of {rule.written_on} ({describe(rule)}) is not settled before the apply"
        for rule in rules
        if wider_than_https(rule) is None
    ]
    unread = group.unread_egress if egress else group.unread_ingress
    if unread:
        row = next(iter(attached.rows), row)
        questions += [f"{group.address}: {why}" for why in unread]
    if questions:
        return Undecided(row, f"whether {way} of {group.address} is TCP 443 alone: {reasons(questions)}")
    return Passed(row)


def maybe_rules(group: SecurityGroup, rules: Sequence[Rule]) -> List[str]:
    """The question that rules raise when it is not settled whose they are."""
    own = [rule for rule in rules if rule.written_on == group.address]
    others = [rule for rule in rules if rule.written_on != group.address]
    questions = [f"{group.address} may lack a rule of its own ({rule.of_group_why})" for rule in own[:1]]
    written_on = listed(dict.fromkeys(rule.written_on for rule in others))
    return questions + [f"{written_on} may belong to {group.address} ({rule.of_group_why})" for rule in others[:1]]


def wider_than_https(rule: Rule) -> Optional[bool]:
    """Whether a rule admits anything but TCP 443; None where that is not settled."""
    if isinstance(rule.protocol, Known) and rule.protocol.value != "tcp":
        return True
    ports = [port.value for port in (rule.from_port, rule.to_port) if isinstance(port, Known)]
    if any(_number(port) != HTTPS for port in ports):
        return True
    settled = isinstance(rule.from_port, Known) and isinstance(rule.to_port, Known) and isinstance(rule.protocol, Known)
    return False if settled else None


def admits_https(rule: Rule) -> Optional[bool]:
    """Whether a rule admits TCP 443; None where that is not settled."""
    if isinstance(rule.protocol, Known) and rule.protocol.value not in ("tcp", "-1"):
        return False
    if rule.protocol == Known("-1"):
        return True
    first = _number(rule.from_port.value) if isinstance(rule.from_port, Known) else None
    last = _number(rule.to_port.value) if isinstance(rule.to_port, Known) else None
    if (first is not None and first > HTTPS) or (last is not None and last < HTTPS):
        return False
    return True if first is not None and last is not None and isinstance(rule.protocol, Known) else None


def describe(rule: Rule) -> str:
    """A rule in words: `TCP 0-65535`, `all protocols`."""
    if any(isinstance(fact, Known) and fact.sensitive for fact in (rule.protocol, rule.from_port, rule.to_port)):
        return "(sensitive)"
    if rule.protocol == Known("-1"):
        return "all protocols"
    protocol = str(rule.protocol).upper() if isinstance(rule.protocol, Known) else "unknown protocol"
    first, last = (_port_in_words(port) for port in (rule.from_port, rule.to_port))
    return f"{protocol} {first if first == last else f'{first}-{last}'}"


def _port_in_words(port: Fact[int]) -> str:
    return str(port) if isinstance(port, Known) else "unknown"


def _source(rule: Rule, group: SecurityGroup) -> str:
    return "" if rule.written_on == group.address else f" by {rule.written_on}"


def _number(port: object) -> int:
    return int(str(port)) if _NUMBER.fullmatch(str(port)) else -1
