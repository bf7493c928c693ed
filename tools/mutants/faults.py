"""Faulty mutants: each operator edits one place, and the same in the facts, by which the fault is known."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ecr_privatelink.plan.plan_address import InstanceKey

from .cases import Case
from .edits import WAITS, AddNested, AddResource, Assign, Block, Edit, RemoveBlock, RemoveNested
from .plan_editing import NotEditableError, matching
from .source_editing import constants_in, place_of
from .source_text import body_parts
from .spec_model import OPEN, GroupFacts, Model, Places, Row, RuleFacts, failing, perhaps_untied, seen_in_part

_GROUPS = ("aws_security_group", "aws_default_security_group")
_RULES = ("aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")
_TIES = (
    "aws_vpc_endpoint_subnet_association",
    "aws_vpc_endpoint_security_group_association",
    "aws_vpc_endpoint_route_table_association",
)
_ADDED = "added_by_mutation"


@dataclass(frozen=True)
class Fault:
    """One faulty mutant.

    Attributes:
        operator: the kind of edit.
        place: what it is made on.
        expected: the rows that must fail, and did not before; each with the endpoints that a plan
            alone may ask about instead, as it does not know that they belong to the row.
        allowed: all rows that may fail by the rule book; `allowed_alone` those that may beside them of a
            plan alone, which does not show all that is written.
    """

    operator: str
    place: str
    edits: tuple[Edit, ...]
    expected: Mapping[Row, frozenset[str]]
    allowed: frozenset[Row]
    allowed_alone: frozenset[Row] = frozenset()


Change = tuple[str, str, tuple[Edit, ...], Model]
Operator = Callable[[Case], Iterator[Change]]


def faults_of(case: Case) -> Iterator[Fault]:
    """Every faulty mutant of a case; an edit that the rule book lets pass is none."""
    before = failing(case.model)
    for operator in OPERATORS:
        for name, place, edits, model in operator(case):
            after = failing(model)
            if after - before:
                expected = {row: _asked_about(model, row[1]) for row in sorted(after - before)}
                allowed = frozenset(after | before | perhaps_untied(model))
                yield Fault(name, place, edits, expected, allowed, frozenset(seen_in_part(model)))


def _asked_about(model: Model, address: str) -> frozenset[str]:
    """The row's own resource, its VPC, and the endpoints and consumers of that VPC or group."""
    of = model.endpoints.get(address)
    vpc = of.vpc if of else address
    endpoints = [e.address for e in model.endpoints.values() if e.vpc == vpc or address in e.groups]
    consumers = [consumer.address for consumer in model.consumers.values() if consumer.vpc == vpc]
    return frozenset({address, vpc, *endpoints, *consumers})


@dataclass(frozen=True)
class _New:
    """What an attribute becomes; see `Assign`."""

    name: str
    attribute: str
    hcl: str | None
    value: Any
    references: tuple[str, ...] = ()


def _assignments(case: Case, block: Block, new: _New, change: Callable[[Model, str], None]) -> Iterator[Change]:
    """The assignment in the whole block, and in each of its instances."""
    for key in case.keys(block):
        model = copy.deepcopy(case.model)
        for address in case.addresses(block, key):
            change(model, address)
        place = f"{block}" if key is None else f"{block}[{key!r}]"
        yield new.name, place, (Assign(block, (new.attribute,), new.hcl, new.value, new.references, key),), model


def _of_endpoints(new: _New, fact: str, becomes: Any, only: Callable[[Any], bool]) -> Operator:
    """An operator that gives an attribute of endpoints another value, and the fact with it."""

    def operator(case: Case) -> Iterator[Change]:
        for block in case.blocks_of("aws_vpc_endpoint"):
            fits = all(only(case.model.endpoints[address]) for address in case.addresses(block))
            if fits and not _set_elsewhere(case, block, fact):
                yield from _assignments(case, block, new, lambda model, address: _set(model, address, fact, becomes))

    return operator


def _set_elsewhere(case: Case, block: Block, fact: str) -> bool:
    """Something beside the attribute decides."""
    if fact == "private_dns":
        return any(case.blocks_of("aws_vpc_endpoint_private_dns"))
    return fact == "subnets" and any(values.get("subnet_configuration") for _, _, values in case.instances(block))


def _set(model: Model, address: str, fact: str, becomes: Any) -> None:
    """The fact; what associations add to a place stays."""
    if isinstance(becomes, frozenset):
        tied = {other for _, endpoint, of, other in model.ties if (endpoint, of) == (address, fact)}
        becomes = OPEN if OPEN in tied else becomes | tied
        if fact == "subnets":
            _unsure_of_apps(model)
    setattr(model.endpoints[address], fact, becomes)


def _other_services(case: Case) -> Iterator[Change]:
    """An endpoint is for another service, one with a similar name."""
    for block in case.blocks_of("aws_vpc_endpoint"):
        names = {values.get("service_name") for _, _, values in case.instances(block)}
        known = [name for name in names if isinstance(name, str) and re.search(r"-\d\.", name)]
        for service in ("ecs", "guardduty-data", "s3express", "ecr.api") if known else ():
            full = f"{re.split(r'(?<=-[0-9])[.]', min(known))[0]}.{service}"

            def change(model: Model, address: str, service: str = service) -> None:
                model.endpoints[address].service = service

            new = _New(f"service becomes {service}", "service_name", f'"{full}"', full)
            yield from _assignments(case, block, new, change)


def _removed(case: Case) -> Iterator[Change]:
    """An endpoint, an association or a rule goes, with what refers to it alone; or one instance of it."""
    for block in case.blocks_of("aws_vpc_endpoint", *_TIES, "aws_route_table_association", *_RULES):
        for key in case.keys(block):
            model = copy.deepcopy(case.model)
            referring = _referring(case, block)
            if any(other.type not in (*_TIES, *_RULES) for other in referring) or (referring and key is not None):
                continue
            if isinstance(key, int) and key != max(len(case.keys(block)) - 2, 0):
                continue
            edits = [RemoveBlock(other) for other in referring]
            for other in referring:
                for address in case.addresses(other):
                    _remove(case, model, other.type, address)
            for address in case.addresses(block, key):
                _remove(case, model, block.type, address)
            place = f"{block}" if key is None else f"{block}[{key!r}]"
            yield f"{block.type} goes", place, (*edits, RemoveBlock(block, key)), model


def _referring(case: Case, block: Block) -> list[Block]:
    """The blocks that name this one; a block that stands for what else may do so: outputs, locals, modules."""
    if not case.texts:
        return []
    found: list[Block] = []
    name = re.compile(rf"\b{block.type}\.{re.escape(block.name)}\b")
    others = [other for other in case.blocks if other.folder == block.folder and other != block]
    counted = 0
    for other in others:
        try:
            path, start, end, _ = place_of(case.texts, other)
        except NotEditableError:
            continue
        hits = len(name.findall(case.texts[path][start:end]))
        counted += hits
        if hits:
            found.append(other)
    every = sum(len(name.findall(text)) for path, text in case.texts.items() if path.parent == block.folder)
    own_path, own_start, own_end, _ = place_of(case.texts, block)
    every -= len(name.findall(case.texts[own_path][own_start:own_end]))
    return found if every == counted else [block._replace(type="output")]


def _remove(case: Case, model: Model, type_name: str, address: str) -> None:
    if type_name == "aws_vpc_endpoint":
        del model.endpoints[address]
    elif type_name in _TIES:
        _untie(model, address)
    elif type_name == "aws_route_table_association":
        _disassociate(model, address)
    else:
        for group in model.groups.values():
            _without_copies(case, group, address)
            group.rules = [rule for rule in group.rules if rule.written_on != address]


def _untie(model: Model, address: str) -> None:
    for tie in [tie for tie in model.ties if tie[0] == address]:
        model.ties.remove(tie)
        _, endpoint, fact, other = tie
        if OPEN in (endpoint, other):
            for facts in model.endpoints.values():
                setattr(facts, fact, OPEN)
        elif endpoint in model.endpoints and getattr(model.endpoints[endpoint], fact) != OPEN:
            setattr(model.endpoints[endpoint], fact, getattr(model.endpoints[endpoint], fact) - {other})


def _disassociate(model: Model, address: str) -> None:
    """The subnet's table is then its VPC's main one, which no gateway has as long as nothing adopts it."""
    subnet, _ = model.associations.pop(address)
    tables = {facts.table for facts in model.subnets.values()}.union(*(e.tables for e in model.endpoints.values()))
    adopted = any(re.search(r"\b(aws_)?(default|main)_route_table", table) for table in tables)
    for facts in model.subnets.values():
        if subnet in (facts.address, OPEN):
            facts.table = OPEN if adopted or subnet == OPEN else "the main route table"
    for vpc in model.vpcs.values():
        if not vpc.of_consumers:
            vpc.app_subnets = OPEN


def _moved_subnets(case: Case) -> Iterator[Change]:
    """A subnet moves into the zone of another that shares an endpoint with it."""
    derived = any(re.search(r"\.availability_zone\b|\bs\.zone\b", text) for text in case.texts.values())
    for block in case.blocks_of("aws_subnet", "aws_default_subnet"):
        zones = {address: case.model.subnets[address].zone for address in case.addresses(block)}
        if derived or OPEN in zones.values() or any("availability_zone_id" in v for _, _, v in _written(case, block)):
            continue
        for zone in sorted(_zones_beside(case, set(zones)) - set(zones.values())):

            def change(model: Model, address: str, zone: str = zone) -> None:
                model.subnets[address].zone = zone

            new = _New("subnet moves to another's zone", "availability_zone", f'"{zone}"', zone)
            yield from _assignments(case, block, new, change)


def _written(case: Case, block: Block) -> list[tuple[str, InstanceKey, Any]]:
    return [(a, k, {n: v for n, v in values.items() if v is not None}) for a, k, values in case.instances(block)]


def _zones_beside(case: Case, subnets: set[str]) -> set[str]:
    zones = set()
    for endpoint in case.model.endpoints.values():
        if endpoint.subnets != OPEN and subnets & set(endpoint.subnets):
            zones |= {case.model.subnets[other].zone for other in endpoint.subnets}
    return {zone for zone in zones if re.search(r"-\d[a-z]$", zone)}


def _dns_off(case: Case) -> Iterator[Change]:
    """The VPC's DNS is off, or left unset."""
    for block in case.blocks_of("aws_vpc", "aws_default_vpc"):
        for attribute, fact in (("enable_dns_support", "dns_support"), ("enable_dns_hostnames", "dns_hostnames")):

            def off(model: Model, address: str, fact: str = fact) -> None:
                setattr(model.vpcs[address], fact, False)

            def unset(model: Model, address: str, fact: str = fact) -> None:
                setattr(model.vpcs[address], fact, None)

            yield from _assignments(case, block, _New(f"{attribute} off", attribute, "false", False), off)
            if attribute == "enable_dns_hostnames" and block.type == "aws_vpc":
                yield from _assignments(case, block, _New(f"{attribute} unset", attribute, None, WAITS), unset)


def _swapped(case: Case) -> Iterator[Change]:
    """An endpoint is tied to something else: another group, subnets of one zone, another table, another VPC."""
    for block in case.blocks_of("aws_vpc_endpoint"):
        for other in _singles(case, block, "aws_security_group"):
            yield from _tied_to(case, block, "groups", [other])
        for other in _singles(case, block, "aws_route_table", "aws_default_route_table"):
            yield from _tied_to(case, block, "tables", [other])
        subnets = _singles(case, block, "aws_subnet")
        for place, one in enumerate(subnets):
            for two in subnets[place + 1 :]:
                yield from _tied_to(case, block, "subnets", [one, two])
        for vpc in _singles(case, block, "aws_vpc"):
            yield from _in_another_vpc(case, block, vpc)


def _singles(case: Case, beside: Block, *types: str) -> list[tuple[str, str]]:
    """The reference and the address of each resource in the same module instance that has no key."""
    if len(beside.calls) != 1:
        return []
    found = []
    for block in case.blocks_of(*types):
        instances = case.instances(block)
        if block.calls == beside.calls and len(instances) == 1 and instances[0][1] is None:
            found.append((f"{block.type}.{block.name}", instances[0][0]))
    return found


_ATTRIBUTES = {
    "groups": ("another group", "security_group_ids"),
    "tables": ("another table", "route_table_ids"),
    "subnets": ("two other subnets", "subnet_ids"),
}


def _tied_to(case: Case, block: Block, fact: str, others: list[tuple[str, str]]) -> Iterator[Change]:
    interface = fact != "tables"
    if any(case.model.endpoints[a].interface is not interface for a in case.addresses(block)):
        return
    if _set_elsewhere(case, block, fact):
        return
    what, attribute = _ATTRIBUTES[fact]
    becomes = frozenset(address for _, address in others)
    hcl = f"[{', '.join(f'{reference}.id' for reference, _ in others)}]"
    references = tuple(part for reference, _ in others for part in (f"{reference}.id", reference))
    new = _New(f"tied to {what}", attribute, hcl, WAITS, references)
    yield from _assignments(case, block, new, lambda model, address: _set(model, address, fact, becomes))


def _unsure_of_apps(model: Model) -> None:
    """Where no consumer tells, endpoints' subnets have a part in what counts as an app subnet."""
    for vpc in model.vpcs.values():
        if not vpc.of_consumers:
            vpc.app_subnets = OPEN


def _in_another_vpc(case: Case, block: Block, vpc: tuple[str, str]) -> Iterator[Change]:
    def change(model: Model, address: str) -> None:
        model.endpoints[address].vpc = vpc[1]
        model.endpoints[address].served = OPEN
        _unsure_of_apps(model)

    new = _New("in another VPC", "vpc_id", f"{vpc[0]}.id", WAITS, (f"{vpc[0]}.id", vpc[0]))
    yield from _assignments(case, block, new, change)


_PORTS = ("from_port", "to_port")
_WIDER: tuple[tuple[str, dict[str, Any]], ...] = (
    ("from port 0", {"from_port": 0}),
    ("to port 65535", {"to_port": 65535}),
    ("port range 443-444", {"to_port": 444}),
    ("port 80", {"from_port": 80, "to_port": 80}),
    ("UDP", {"protocol": "udp"}),
    ("all protocols", {"protocol": "-1", "from_port": 0, "to_port": 0}),
)


def _wider_rules(case: Case) -> Iterator[Change]:
    """A rule resource admits something else."""
    for block in case.blocks_of(*_RULES):
        for name, new in _WIDER:
            for key in case.keys(block):
                model = copy.deepcopy(case.model)
                modern = block.type.startswith("aws_vpc")
                values = _as_written(new, modern=modern)
                if key is not None and None in values.values():
                    continue
                for address in case.addresses(block, key):
                    for group in model.groups.values():
                        _without_copies(case, group, address)
                        _rewrite(group, address, None, values)
                edits = tuple(
                    Assign(block, (attribute,), _hcl(value), value, key=key) for attribute, value in values.items()
                )
                place = f"{block}" if key is None else f"{block}[{key!r}]"
                yield f"rule resource: {name}", place, edits, model


def _as_written(new: dict[str, Any], *, modern: bool) -> dict[str, Any]:
    """The newer resources call the protocol otherwise, and take no ports with all of them."""
    if not modern:
        return dict(new)
    every = new.get("protocol") == "-1"
    names = {"protocol": "ip_protocol"}
    return {names.get(name, name): None if every and name in _PORTS else value for name, value in new.items()}


def _hcl(value: Any) -> str | None:
    if value is None:
        return None
    return f'"{value}"' if isinstance(value, str) else str(value)


def _rewrite(group: GroupFacts, written_on: str, former: RuleFacts | None, values: dict[str, Any]) -> None:
    for rule in group.rules:
        if rule.written_on == written_on and former in (None, rule):
            rule.protocol = values.get("protocol", values.get("ip_protocol", rule.protocol))
            for name in _PORTS:
                if name in values:
                    setattr(rule, name, values[name])
            return


def _without_copies(case: Case, group: GroupFacts, written_on: str) -> None:
    """A rule that exists is in its group's attributes too; the provider takes that copy along."""
    if written_on in case.existing:
        copied = [(rule.egress, rule.protocol, rule.from_port) for rule in group.rules if rule.written_on == written_on]
        group.rules = [
            rule
            for rule in group.rules
            if rule.written_on != group.address or (rule.egress, rule.protocol, rule.from_port) not in copied
        ]


def _wider_inline(case: Case) -> Iterator[Change]:
    """An inline rule admits something else, or goes."""
    for block, type_name, place, constants in _inline_rules(case):
        former = RuleFacts("", type_name == "egress", *(_fact_of(constants.get(n)) for n in ("protocol", *_PORTS)))
        for name, new in _WIDER:
            model = copy.deepcopy(case.model)
            for address in case.addresses(block):
                former.written_on = address
                _rewrite(model.groups[address], address, copy.copy(former), new)
            edits = _rewritten(block, (type_name, place), constants, new)
            yield f"inline {type_name}: {name}", f"{block}.{type_name}[{place}]", edits, model
        model = copy.deepcopy(case.model)
        for address in case.addresses(block):
            former.written_on = address
            model.groups[address].rules.remove(former)
        removal = (RemoveNested(block, type_name, place, _told_by(constants)),)
        yield f"inline {type_name} goes", f"{block}.{type_name}[{place}]", removal, model


def _rewritten(
    block: Block, path: tuple[str, int], constants: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[Edit, ...]:
    """One attribute of a rule after the other."""
    edits: list[Edit] = []
    written = dict(constants)
    for attribute, value in new.items():
        edits.append(Assign(block, (*path, attribute), _hcl(value), value, constants=_told_by(written)))
        written[attribute] = value
    return tuple(edits)


def _told_by(constants: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, constants[name]) for name in ("protocol", *_PORTS))


def _inline_rules(case: Case) -> Iterator[tuple[Block, str, int, dict[str, Any]]]:
    """The inline rules that are written with constant ports, and told apart from the others by them."""
    for block in case.blocks_of(*_GROUPS):
        try:
            path, _, end, brace = place_of(case.texts, block)
        except NotEditableError:
            continue
        text = case.texts[path]
        for type_name in ("ingress", "egress"):
            nested = [part for part in body_parts(text, brace, end) if part.nested and part.name == type_name]
            for place, part in enumerate(nested):
                constants = constants_in(text, part.inside, part.end)
                if not {"protocol", *_PORTS} <= set(constants):
                    continue
                wanted = {name: {"constant_value": constants[name]} for name in ("protocol", *_PORTS)}
                try:
                    for _, _, values in case.instances(block):
                        matching(wanted, values.get(type_name))
                except NotEditableError:
                    continue
                yield block, type_name, place, constants


def _fact_of(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip("-").isdigit() and value != "-1":
        return int(value)
    return value


def _added_rules(case: Case) -> Iterator[Change]:
    """A group gets one rule more, inline or by a resource."""
    every: dict[str, Any] = {"protocol": "-1", "from_port": 0, "to_port": 0}
    ssh: dict[str, Any] = {"protocol": "tcp", "from_port": 22, "to_port": 22}
    for block in case.blocks_of(*_GROUPS):
        for name, egress, values in (
            ("SSH in", False, ssh),
            ("all out", True, every),
        ):
            way = "egress" if egress else "ingress"
            model = copy.deepcopy(case.model)
            for address in case.addresses(block):
                written = RuleFacts(address, egress, values["protocol"], values["from_port"], values["to_port"])
                model.groups[address].rules.append(written)
            constants = (*values.items(), ("cidr_blocks", ["10.9.0.0/16"]))
            yield f"inline rule added: {name}", f"{block}", (AddNested(block, way, constants),), model
            yield from _added_resource(case, block, name, way, values)


def _added_resource(case: Case, block: Block, name: str, way: str, values: dict[str, Any]) -> Iterator[Change]:
    if case.keys(block) != [None] or any(key is not None for _, key, _ in case.instances(block)):
        return
    reference = f"{block.type}.{block.name}.id"
    for type_name in ("aws_security_group_rule", f"aws_vpc_security_group_{way}_rule"):
        modern = type_name.startswith("aws_vpc")
        written = {n: v for n, v in _as_written(values, modern=modern).items() if v is not None}
        written.update({"cidr_ipv4": "10.9.0.0/16"} if modern else {"type": way, "cidr_blocks": ["10.9.0.0/16"]})
        model = copy.deepcopy(case.model)
        for address in case.addresses(block):
            rule = RuleFacts(_ADDED, way == "egress", values["protocol"], values["from_port"], values["to_port"])
            model.groups[address].rules.append(rule)
        edit = AddResource(block, type_name, _ADDED, tuple(written.items()), (("security_group_id", reference),))
        yield f"{type_name} added: {name}", f"{block}", (edit,), model


def _interface(endpoint: Any) -> bool:
    return bool(endpoint.interface)


def _gateway(endpoint: Any) -> bool:
    return bool(endpoint.gateway)


def _private_dns_by_resource(case: Case) -> Iterator[Change]:
    """What sets private DNS apart from the endpoint turns it off."""

    def change(model: Model, address: str) -> None:
        model.endpoints[model.dns_settings[address]].private_dns = False

    for block in case.blocks_of("aws_vpc_endpoint_private_dns"):
        new = _New("private DNS off, by a resource", "private_dns_enabled", "false", False)
        yield from _assignments(case, block, new, change)


_NOTHING: Places = frozenset()

_OTHER = "GatewayLoadBalancer"

_ENDPOINT_EDITS: tuple[tuple[_New, str, Any, Callable[[Any], bool]], ...] = (
    (_New("type becomes Gateway", "vpc_endpoint_type", '"Gateway"', "Gateway"), "kind", "Gateway", _interface),
    (_New("type unset", "vpc_endpoint_type", None, "Gateway"), "kind", "Gateway", _interface),
    (_New(f"type becomes {_OTHER}", "vpc_endpoint_type", f'"{_OTHER}"', _OTHER), "kind", _OTHER, _interface),
    (_New("gateway becomes Interface", "vpc_endpoint_type", '"Interface"', "Interface"), "kind", "Interface", _gateway),
    (_New("private DNS off", "private_dns_enabled", "false", False), "private_dns", False, _interface),
    (_New("private DNS unset", "private_dns_enabled", None, WAITS), "private_dns", None, _interface),
    (_New("private DNS null", "private_dns_enabled", "null", WAITS), "private_dns", None, _interface),
    (_New("no subnets", "subnet_ids", "[]", []), "subnets", _NOTHING, _interface),
    (_New("subnets unset", "subnet_ids", None, WAITS), "subnets", _NOTHING, _interface),
    (_New("no groups", "security_group_ids", "[]", []), "groups", _NOTHING, _interface),
    (_New("groups unset", "security_group_ids", None, WAITS), "groups", _NOTHING, _interface),
    (_New("groups null", "security_group_ids", "null", WAITS), "groups", _NOTHING, _interface),
    (_New("no route tables", "route_table_ids", "[]", []), "tables", _NOTHING, _gateway),
    (_New("route tables unset", "route_table_ids", None, WAITS), "tables", _NOTHING, _gateway),
)  # fmt: skip

OPERATORS: tuple[Operator, ...] = (
    _removed,
    _other_services,
    *(_of_endpoints(*edit) for edit in _ENDPOINT_EDITS),
    _private_dns_by_resource,
    _moved_subnets,
    _dns_off,
    _swapped,
    _wider_rules,
    _wider_inline,
    _added_rules,
)
