"""A judgement as text that a person reads in a terminal."""

from __future__ import annotations

from typing import Iterator, List, Sequence

from ..judging.plan_judging import Judgement
from ..network.network_model import Consumer, Endpoint, Scope, Subnet
from ..plan.printable_text import printable
from ..wiring.plan_facts import UNSET, Fact, Known, Relation
from .plan_report import Thing, Value, sorted_addresses

_INDENT = "  "


def table(judgement: Judgement) -> str:
    """The VPCs with their endpoints, app subnets and consumers, then the findings."""
    lines: List[str] = []
    network = judgement.network
    for scope in network.scopes:
        lines += [*_scope(scope), ""]
    elsewhere = [endpoint for endpoint in network.endpoints if not endpoint.vpc.exact]
    if elsewhere:
        lines += ["VPC not settled", *_endpoints(elsewhere), ""]
    if not network.scopes and not elsewhere:
        lines += ["The plan holds no VPC of its own, and no ECR endpoint in another.", ""]
    if judgement.sources_not_used:
        lines += [*(note[0].upper() + note[1:] for note in judgement.sources_not_used), ""]
    findings = judgement.findings
    lines.append(f"{len(findings)} finding{'' if len(findings) == 1 else 's'}")
    for finding in findings:
        lines += [f"{_INDENT}{finding.check}  {finding.resource}", f"{_INDENT * 2}{finding.message}"]
    return "\n".join(map(printable, lines))


def _scope(scope: Scope) -> Iterator[str]:
    yield f"VPC {scope.vpc.address} ({_use(scope)})"
    yield f"{_INDENT}DNS support {_state(scope.vpc.dns_support)}, DNS hostnames {_state(scope.vpc.dns_hostnames)}"
    yield from _endpoints(scope.endpoints)
    yield from _consumers(scope.consumers)
    app = scope.app_subnets
    if app.certain or app.possible:
        found_by = "of the consumers" if app.of_consumers else "without a route to the internet"
        yield f"{_INDENT}App subnets ({found_by})"
        yield from _rows(
            [_subnet_row(subnet) for subnet in app.certain]
            + [_subnet_row(subnet, "possibly") for subnet in app.possible]
        )


def _use(scope: Scope) -> str:
    if scope.in_use:
        return "in use"
    return "perhaps in use" if scope.maybe_in_use else "not in use: no ECR endpoint, no consumer"


def _endpoints(endpoints: Sequence[Endpoint]) -> Iterator[str]:
    if endpoints:
        yield f"{_INDENT}Endpoints"
    for endpoint in endpoints:
        service = "service unknown" if endpoint.serves is None else str(endpoint.service)
        dns = f", private DNS {_state(endpoint.private_dns)}" if endpoint.kind == Known("Interface") else ""
        yield f"{_INDENT * 2}{service} ({_state(endpoint.kind)}{dns})  {endpoint.address}"
        if not endpoint.vpc.exact:
            yield f"{_INDENT * 3}VPC              {_related(endpoint.vpc)}"
        if endpoint.kind != Known("Gateway"):
            yield f"{_INDENT * 3}subnets          {_subnets(endpoint.subnets)}"
            yield f"{_INDENT * 3}security groups  {_related(endpoint.groups)}"
        if endpoint.kind != Known("Interface"):
            yield f"{_INDENT * 3}route tables     {_related(endpoint.route_tables)}"


def _consumers(consumers: Sequence[Consumer]) -> Iterator[str]:
    if consumers:
        yield f"{_INDENT}Consumers"
    for consumer in consumers:
        yield f"{_INDENT * 2}{consumer.kind}  {consumer.address}"
        yield f"{_INDENT * 3}subnets          {_subnets(consumer.subnets)}"


def _subnet_row(subnet: Subnet, note: str = "") -> List[str]:
    return [subnet.address, note or _zone(subnet), f"route table {_related(subnet.route_table)}"]


def _zone(subnet: Subnet) -> str:
    return str(subnet.zone if isinstance(subnet.zone, Known) else subnet.zone_id)


def _subnets(relation: Relation[Subnet]) -> str:
    zones = {subnet.address: _zone(subnet) for subnet in relation.everything}
    return _in_words(relation, [f"{address} ({zones[address]})" for address in sorted_addresses(relation.everything)])


def _related(relation: Relation[Thing]) -> str:
    return _in_words(relation, sorted_addresses(relation.everything))


def _in_words(relation: Relation[Thing], words: Sequence[str]) -> str:
    """`a, b`, `one of a, b`, `some of a, b`, or `unknown`, with the reason."""
    names = ", ".join(words)
    if relation.exact:
        return names or "none"
    if relation.closed:
        one = bool(relation.alternatives) and all(len(things) == 1 for things in relation.alternatives)
        return f"{'one' if one else 'some'} of {names} [{relation.why}]"
    return f"unknown{', perhaps ' + names if names else ''} [{relation.why}]"


def _state(fact: Fact[Value]) -> str:
    if isinstance(fact, Known) and isinstance(fact.value, bool) and not fact.sensitive:
        return "on" if fact.value else "off"
    return "unset (off)" if fact == UNSET else str(fact)


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows in columns as wide as their longest cell."""
    widths = [max(map(len, column)) for column in zip(*rows)]
    for row in rows:
        yield _INDENT * 2 + "  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
