"""The wiring that the engine tells of a plan, held against what Terraform makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

EXACT = "exact"
SUPERSET = "superset"
UNKNOWN = "unknown"
WRONG = "wrong"

Told = dict[str, Any]
Truth = dict[str, dict[str, Any]]

_RELATIONS = {
    "endpoints": ("subnets", "security_groups", "route_tables"),
    "consumers": ("subnets", "security_groups"),
}


class Wire(NamedTuple):
    """One relation of one thing, such as the subnets of an endpoint.

    Attributes:
        verdict: what is told of it, `exact`, `superset` or `unknown`, where that holds of the
            true one; else `wrong`.
        detail: why it is not exact.
    """

    name: str
    verdict: str
    detail: str = ""


def compare(told: Told, truth: Truth) -> Iterator[Wire]:
    """Yield every wire of the true wiring with what `explain --format json` tells of it."""
    for kind, relations in _RELATIONS.items():
        things = {thing["address"]: thing for thing in told[kind]}
        for address, true in truth[kind].items():
            if address in things:
                yield from _things_wires(things[address], true, relations)
            elif kind == "endpoints":
                yield Wire(address, WRONG, "it is not told")
    subnets = {subnet["address"]: subnet for subnet in told["subnets"]}
    for address, true in truth["subnets"].items():
        yield from _subnets_wires(address, subnets.get(address), true)


def _things_wires(told: Told, true: Told, relations: Iterable[str]) -> Iterator[Wire]:
    address = told["address"]
    if "vpc" in true:
        yield _single(f"{address}.vpc", told["vpc"], true["vpc"])
    for relation in relations:
        yield _relation(f"{address}.{relation}", told[relation], true[relation])


def _subnets_wires(address: str, told: Told | None, true: Told) -> Iterator[Wire]:
    if told is None:
        yield Wire(address, WRONG, "it is not told")
        return
    yield _single(f"{address}.vpc", told["vpc"], true["vpc"])
    if true["route_table"] != "main":  # the truth tells associations alone
        yield _single(f"{address}.route_table", told["route_table"], true["route_table"])


def _single(name: str, told: str | None, true: str | None) -> Wire:
    if told == true:
        return Wire(name, EXACT)
    return Wire(name, UNKNOWN, f"it is {true}") if told is None else Wire(name, WRONG, f"told {told}, but it is {true}")


def _relation(name: str, told: Told, true: Iterable[str]) -> Wire:
    places, true_places = _places(told["addresses"]), _places(true)
    state = told["state"]
    holds = {
        EXACT: places == true_places,
        SUPERSET: places >= true_places,
        UNKNOWN: bool(told["why"]),
    }
    if not holds[state]:
        return Wire(name, WRONG, f"told {state} {sorted(places)}, but it is {sorted(true_places)}")
    return Wire(name, state, told["why"] if state != EXACT else "")


def _places(addresses: Iterable[str]) -> frozenset[str]:
    """A new VPC's main route table is its default one; a mock apply gives them different ids."""
    return frozenset(address.replace(".main_route_table_id", ".default_route_table_id") for address in addresses)
