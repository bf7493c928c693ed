"""Security groups, their rules from all sources of rules, and what they are attached to."""

from __future__ import annotations

from collections import defaultdict
from typing import (
    DefaultDict,
    Dict,
    FrozenSet,
    Iterable,
    Iterator,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Sequence,
    Tuple,
)

from ..facts.network_nouns import GROUPS_MADE_WITH, RULE_TYPES, SECURITY_GROUP
from ..facts.subnet_uses import GROUP_ATTRIBUTES, NOT_AN_ATTACHMENT
from ..plan.json_shape import Json, objects_in
from ..plan.open_reasons import RULES_OUTSIDE, RULES_UNTOLD, TAKEN_ALONG
from ..plan.plan_index import Resource
from ..plan.planned_values import any_unknown
from ..wiring.place_index import Place
from ..wiring.plan_facts import UNSET, Fact, Known, Unknown
from ..wiring.plan_wiring import Wiring
from ..wiring.reached_values import Literal
from .network_model import Rule, SecurityGroup
from .network_places import paths_named

_PROTOCOL_NUMBERS = {"6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6", "all": "-1"}
"""The provider takes names and IANA numbers; `aws_vpc_security_group_*_rule` keeps them as written."""

_SOURCE_ATTRIBUTES = (
    "cidr_blocks",
    "ipv6_cidr_blocks",
    "prefix_list_ids",
    "security_groups",
    "source_security_group_id",
    "cidr_ipv4",
    "cidr_ipv6",
    "prefix_list_id",
    "referenced_security_group_id",
)

_RuleKey = Tuple[str, ...]


class _Inline(NamedTuple):
    """The rules that stand in a group itself, those that may, and why those of a direction cannot be read."""

    rules: Tuple[Rule, ...] = ()
    possible: Tuple[Rule, ...] = ()
    unread_ingress: Tuple[str, ...] = ()
    unread_egress: Tuple[str, ...] = ()


class SecurityGroups:
    """Every security group of the plan.

    Args:
        users: the managed resources that name security groups, or more.
    """

    def __init__(self, wiring: Wiring, users: Iterable[Resource]) -> None:
        self._wiring = wiring
        self._groups: Dict[Place, SecurityGroup] = {}
        self._certain: DefaultDict[Place, List[Rule]] = defaultdict(list)
        self._possible: DefaultDict[Place, List[Rule]] = defaultdict(list)
        self._anywhere: List[Rule] = []
        self._used_by: DefaultDict[Place, List[str]] = defaultdict(list)
        self._maybe_used_by: DefaultDict[Place, List[str]] = defaultdict(list)
        self._used_anywhere: List[str] = []
        for resource in wiring.plan.of_types(*RULE_TYPES):
            self._read_rule(resource)
        for resource in wiring.plan.of_types(*GROUPS_MADE_WITH):
            place = wiring.group_made_with(resource)
            if place is not None:
                self._used_by[place].append(resource.address)
        for resource in users:
            if resource.type not in NOT_AN_ATTACHMENT:
                self._read_attachments(resource)

    def at(self, place: Place) -> SecurityGroup:
        """The security group at a place; one that is not in the plan too."""
        if place not in self._groups:
            resource = self._wiring.thing_at(place)
            managed = resource is not None and resource.managed
            inline = self._inline(place, resource)
            self._groups[place] = SecurityGroup(
                address=place,
                row=place if managed else None,
                rules=(*inline.rules, *self._certain[place]),
                possible_rules=(*inline.possible, *self._possible[place], *self._anywhere),
                unread_ingress=inline.unread_ingress,
                unread_egress=inline.unread_egress,
                used_by=tuple(dict.fromkeys(self._used_by[place])),
                maybe_used_by=tuple(dict.fromkeys((*self._maybe_used_by[place], *self._used_anywhere))),
            )
        return self._groups[place]

    def _read_rule(self, resource: Resource) -> None:
        plain = resource.type == "aws_security_group_rule"
        kind = self._wiring.fact(resource, "type") if plain else UNSET
        unsettled = isinstance(kind, Unknown)
        groups = self._wiring.one(resource, SECURITY_GROUP, "security_group_id")
        ways = [kind.value] if isinstance(kind, Known) else [resource.type.rsplit("_", 2)[1]]
        for way in ("ingress", "egress") if unsettled else ways:
            rule = Rule(
                written_on=resource.address,
                egress=way == "egress",
                protocol=_protocol(self._wiring.fact(resource, "protocol" if plain else "ip_protocol")),
                from_port=self._wiring.fact(resource, "from_port"),
                to_port=self._wiring.fact(resource, "to_port"),
                of_group_why=kind.because if isinstance(kind, Unknown) else groups.why,
            )
            for place in groups.certain:
                (self._possible if unsettled else self._certain)[place].append(rule)
            for place in groups.possible:
                self._possible[place].append(rule)
            if not groups.closed:
                self._anywhere.append(rule)

    def _read_attachments(self, resource: Resource) -> None:
        for path in paths_named(resource, GROUP_ATTRIBUTES):
            groups = self._wiring.many(resource, SECURITY_GROUP, *path)
            for place in groups.certain:
                self._used_by[place].append(resource.address)
            for place in groups.possible:
                self._maybe_used_by[place].append(resource.address)
            if not groups.closed:
                self._used_anywhere.append(resource.address)

    def _inline(self, place: Place, resource: Optional[Resource]) -> _Inline:
        """The rules that stand in the group itself, and why they cannot be read."""
        if resource is None:
            owner = self._wiring.thing_at(place.rpartition(".")[0])
            if owner is not None and owner.managed and owner.identity is None:
                return _Inline(tuple(_rules_of_a_new_default_group(place)))
            return _not_readable(RULES_OUTSIDE)
        if not resource.managed:
            return _not_readable(RULES_UNTOLD)
        if resource.address in self._wiring.plan.unsettled:  # of a VPC's own group, AWS's rules stand otherwise
            return _not_readable(self._wiring.plan.unsettled[resource.address])
        rules: List[Rule] = []
        possible: List[Rule] = []
        unread: Dict[str, Tuple[str, ...]] = {}
        for attribute in ("ingress", "egress"):
            if resource.unknown.get(attribute) is True:
                fact = self._wiring.fact(resource, attribute)
                if isinstance(fact, Unknown):
                    unread[attribute] = (f"its {attribute} rules are known only after the apply ({fact.because})",)
                continue
            for rule in self._shown(resource, attribute):
                (possible if rule.of_group_why else rules).append(rule)
        return _Inline(tuple(rules), tuple(possible), unread.get("ingress", ()), unread.get("egress", ()))

    def _shown(self, group: Resource, attribute: str) -> Iterator[Rule]:
        """The rules that the plan shows for a group and that stay; one that may be missing says why."""
        leaving = self._leaving(group, attribute)
        waiting = group.unknown.get(attribute)
        before = objects_in(group.before or {}, attribute)
        for position, value in enumerate(objects_in(group.values, attribute)):
            unknown = waiting[position] if isinstance(waiting, list) and position < len(waiting) else {}
            rule = _inline_rule(group, attribute, value, unknown)
            going_with = leaving.of(value) if leaving else ()
            if leaving is None or not going_with or (leaving.written and value not in before):
                yield rule
            elif leaving.written:
                yield rule._replace(of_group_why=f"{', '.join(going_with)}, {TAKEN_ALONG}")

    def _leaving(self, group: Resource, attribute: str) -> Optional[_Leaving]:
        """What rule resources take along that this plan deletes or, where the group states no rules, changes."""
        plan = self._wiring.plan
        rules = [
            former
            for name in RULE_TYPES
            for former in plan.gone_naming(name, "security_group_id", group.identity)
            if attribute == _direction(former)
        ]
        if not rules:
            return None
        written = self._wiring.is_written(group, attribute)
        return _Leaving(group.identity, list(filter(plan.destroys, rules)) if written else rules, written=written)


class _Leaving:
    """What goes of the rules that a group shows, by protocol and ports.

    Args:
        group: its id.
        rules: the rule resources that go.
        written: the group states its rules itself, and lacks until the next apply what goes.
    """

    def __init__(self, group: Optional[str], rules: Sequence[Resource], *, written: bool) -> None:
        self.written = written
        self._group = group
        self._rules: DefaultDict[_RuleKey, List[Resource]] = defaultdict(list)
        for rule in rules:
            self._rules[_key_of(rule.values)].append(rule)

    def of(self, rule: Mapping[str, Json]) -> Sequence[str]:
        """The addresses of the resources with which a rule of the group goes; none where it stays."""
        going = self._rules.get(_key_of(rule), ())
        ends = frozenset(end for each in going for end in _sources(each.values, self._group))
        return [each.address for each in going] if _sources(rule, self._group) <= ends else ()


def _direction(rule: Resource) -> Json:
    return "egress" if rule.type.endswith("egress_rule") else rule.values.get("type", "ingress")


def _not_readable(because: str) -> _Inline:
    return _Inline(unread_ingress=(because,), unread_egress=(because,))


def _inline_rule(resource: Resource, attribute: str, value: Mapping[str, Json], unknown: Json) -> Rule:
    waiting = unknown if isinstance(unknown, dict) else {}

    def fact(name: str) -> Fact[Json]:
        if any_unknown(waiting.get(name)):
            return Unknown(f"{resource.address}.{attribute}: {name} is known only after the apply")
        return UNSET if value.get(name) is None else Known(value[name], any_unknown(resource.sensitive.get(attribute)))

    return Rule(
        written_on=resource.address,
        egress=attribute == "egress",
        protocol=_protocol(fact("protocol")),
        from_port=fact("from_port"),
        to_port=fact("to_port"),
    )


def _rules_of_a_new_default_group(place: Place) -> Iterator[Rule]:
    """All traffic from its own members in, all traffic out.

    Source: Amazon VPC user guide, "Default security groups for your VPCs".
    """
    for egress in (False, True):
        yield Rule(place, egress, Known("-1"), Known(0), Known(0))


def _protocol(fact: Fact[Json]) -> Fact[str]:
    if not isinstance(fact, Known):
        return fact
    name = str(fact.value).lower()
    return Known(_PROTOCOL_NUMBERS.get(name, name), fact.sensitive)


def _key_of(values: Mapping[str, Json]) -> _RuleKey:
    """Protocol and ports, by which the provider gathers rules in a group's attributes."""
    protocol = str(values.get("protocol", values.get("ip_protocol"))).lower()
    ports = tuple("0" if values.get(name) in (None, -1) else str(values[name]) for name in ("from_port", "to_port"))
    return (_PROTOCOL_NUMBERS.get(protocol, protocol), *ports)


def _sources(values: Mapping[str, Json], group: Optional[str]) -> FrozenSet[str]:
    """What a rule names as its other end; a group that names itself is `self`."""
    found = set()
    for name in _SOURCE_ATTRIBUTES:
        found |= set(Literal(values.get(name)).strings())
    if values.get("self") is True or group in found:
        found = (found - {str(group)}) | {"self"}
    return frozenset(found)
