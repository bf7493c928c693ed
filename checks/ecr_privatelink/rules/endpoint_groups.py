"""What the rules of endpoint security groups admit; shared by the checks of the 400 family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterator, List, Optional, Sequence, Tuple

from ..facts.service_names import PATH_SERVICES
from ..network.endpoints import INTERFACE
from ..network.network_model import Endpoint, Network, Rule, SecurityGroup
from ..wiring.plan_facts import Fact, Known, Unknown
from .verdicts import Failed, Passed, Undecided, Verdict, listed, reasons

HTTPS = 443
"""The one port of every ECR path endpoint. Source: Amazon ECR user guide, "Create the VPC endpoints"."""


@dataclass(frozen=True)
class Attached:
    """A group with the ECR path endpoints that have it, and those that may."""

    group: SecurityGroup
    certain: Tuple[Endpoint, ...]
    possible: Tuple[Endpoint, ...]

    @property
    def endpoint_rows(self) -> List[str]:
        """The addresses of the endpoints that the plan manages."""
        return [endpoint.address for endpoint in self.certain + self.possible if endpoint.managed]


def path_endpoints(network: Network) -> Iterator[Endpoint]:
    """The interface endpoints of the services between a task and its image."""
    for endpoint in network.endpoints:
        if endpoint.kind == Known(INTERFACE) and endpoint.serves in PATH_SERVICES:
            yield endpoint


def attached_groups(network: Network) -> Iterator[Attached]:
    """The security groups of ECR path endpoints, by address; not those that this plan has no part in."""
    certain: Dict[SecurityGroup, List[Endpoint]] = {group: [] for group in network.groups}
    possible: Dict[SecurityGroup, List[Endpoint]] = {group: [] for group in network.groups}
    for endpoint in path_endpoints(network):
        for group in endpoint.groups.certain:
            certain[group].append(endpoint)
        for group in endpoint.groups.possible:
            possible[group].append(endpoint)
    for group in network.groups:
        attached = Attached(group, tuple(certain[group]), tuple(possible[group]))
        if (group.row and (certain[group] or possible[group])) or attached.endpoint_rows:
            yield attached


def unsettled_endpoints(network: Network) -> Iterator[Undecided]:
    """The endpoints that may be on the ECR path, or may have groups which are not known."""
    for endpoint in network.endpoints:
        of_interest = endpoint.serves is None or endpoint.serves in PATH_SERVICES
        if endpoint.managed and of_interest and isinstance(endpoint.kind, Unknown):
            yield Undecided(endpoint.address, f"whether it is an interface endpoint: {endpoint.kind.because}")
        elif endpoint.managed and endpoint.kind == Known(INTERFACE) and isinstance(endpoint.service, Unknown):
            yield Undecided(endpoint.address, f"which service it is for: {endpoint.service.because}")
    for endpoint in path_endpoints(network):
        if endpoint.managed and not endpoint.groups.closed:
            yield Undecided(endpoint.address, f"which security groups it has: {endpoint.groups.why}")


def judge_width(attached: Attached, *, egress: bool, cure: str) -> Verdict:
    """Whether a group admits (or lets out) anything but TCP 443.

    The verdict is on the group, or on an endpoint of the plan where the group is made
    elsewhere or cannot be read.

    Args:
        cure: what the message ends with.
    """
    group = attached.group
    way = "egress" if egress else "ingress"
    row = group.row or attached.endpoint_rows[0]
    rules = [rule for rule in group.rules if rule.egress is egress]
    wide = [rule for rule in rules if wider_than_https(rule)]
    if wide and attached.certain:
        users = listed(endpoint.address for endpoint in attached.certain)
        found = listed(f"{describe(rule)}{_source(rule, group)}" for rule in wide)
        return Failed(row, f"{way} of {group.address} ({users}) is open to more than TCP 443: {found}; {cure}")
    if wide:
        users = listed(endpoint.address for endpoint in attached.possible)
        why = attached.possible[0].groups.why
        return Undecided(row, f"whether {group.address}, whose {way} is wide, belongs to {users}: {why}")
    maybe = [rule for rule in group.possible_rules if rule.egress is egress and wider_than_https(rule) is not False]
    questions = maybe_rules(group, maybe) + [
        f"a rule of {rule.written_on} ({describe(rule)}) is known only after the apply"
        for rule in rules
        if wider_than_https(rule) is None
    ]
    if group.unread and attached.endpoint_rows:
        row = attached.endpoint_rows[0]
        questions += [f"{group.address}: {why}" for why in group.unread]
    if questions:
        return Undecided(row, f"whether its {way} is TCP 443 alone: {reasons(questions)}")
    return Passed(row)


def maybe_rules(group: SecurityGroup, rules: Sequence[Rule]) -> List[str]:
    """The question that rules raise when it is not settled whose they are."""
    if not rules:
        return []
    return [f"{listed(rule.written_on for rule in rules)} may belong to {group.address} ({rules[0].of_group_why})"]


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
    if not isinstance(rule.from_port, Known) or not isinstance(rule.to_port, Known):
        return None
    inside = _number(rule.from_port.value) <= HTTPS <= _number(rule.to_port.value)
    return inside if isinstance(rule.protocol, Known) or not inside else None


def describe(rule: Rule) -> str:
    """A rule in words: `TCP 0-65535`, `all protocols`."""
    if any(isinstance(fact, Known) and fact.sensitive for fact in (rule.protocol, rule.from_port, rule.to_port)):
        return "(sensitive)"
    if rule.protocol == Known("-1"):
        return "all protocols"
    protocol = str(rule.protocol).upper() if isinstance(rule.protocol, Known) else "a protocol"
    first, last = (_port_in_words(port) for port in (rule.from_port, rule.to_port))
    return f"{protocol} {first if first == last else f'{first}-{last}'}"


def _port_in_words(port: Fact[int]) -> str:
    return str(port) if isinstance(port, Known) else "a port"


def _source(rule: Rule, group: SecurityGroup) -> str:
    return "" if rule.written_on == group.address else f" by {rule.written_on}"


def _number(port: object) -> int:
    return int(str(port)) if str(port).lstrip("-").isdigit() else -1
