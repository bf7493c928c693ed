"""Shared by the readers of each noun: things by place, and relations between things."""

from __future__ import annotations

from typing import Callable, Iterator, List, Mapping, Tuple, TypeVar

from ..plan.json_shape import Json
from ..plan.plan_address import natural_order
from ..plan.plan_index import Resource
from ..wiring.place_index import Place
from ..wiring.plan_facts import Relation

T = TypeVar("T")


def with_things(relation: Relation[Place], thing_at: Callable[[Place], T]) -> Relation[T]:
    """The same relation, to the things at its places."""
    return Relation(
        tuple(map(thing_at, relation.certain)),
        tuple(map(thing_at, relation.possible)),
        relation.open_because,
        relation.trail,
        relation.possible_because,
        tuple([tuple(map(thing_at, places)) for places in relation.alternatives]),
        relation.never_empty,
    )


def in_order(places: Mapping[Place, T]) -> Tuple[T, ...]:
    """The things by the natural order of their addresses."""
    return tuple(places[place] for place in sorted(places, key=natural_order))


def paths_named(resource: Resource, names: frozenset[str]) -> Iterator[Tuple[str, ...]]:
    """Where attributes of these names stand in a resource: what is known, what waits, what is configured."""
    seen = set()
    waiting: List[Tuple[Tuple[str, ...], Json]] = [((), resource.values), ((), resource.unknown)]
    if resource.config:
        waiting.append(((), resource.config.expressions))
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, list):
            waiting.extend((path, part) for part in value if isinstance(part, dict))
        elif isinstance(value, dict):
            for name, part in value.items():
                if name not in names:
                    if part and isinstance(part, (dict, list)):
                        waiting.append(((*path, name), part))
                elif part is not None and (*path, name) not in seen:
                    seen.add((*path, name))
                    yield (*path, name)
