"""Expressions with their values, and the places where they can be named."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeVar

SUBNET = "subnet"
GROUP = "group"
TABLE = "table"
VPC = "vpc"
ENDPOINT = "endpoint"
TIE = "tie"
MODULE = "module"
OBJECT = "object"
KNOWN = "known"

Item = TypeVar("Item")


class NotHereError(Exception):
    """The way of making a term does not work with what is there."""


@dataclass(frozen=True, order=True)
class Id:
    """An id that the apply makes, or a literal one."""

    name: str


Thing = dict[str, Any]
"""What is known of a resource by attribute: its ids, and strings."""


@dataclass(frozen=True)
class Term:
    """An expression.

    Attributes:
        values: its value in each world.
        firm: whether a plan knows it, but for the ids in it.
    """

    text: str
    values: tuple[Any, ...]
    firm: bool = True

    @property
    def shortest(self) -> int:
        """The least length that it has in any world."""
        return min((len(value) for value in self.values), default=0)

    @property
    def common_keys(self) -> list[str]:
        """The keys that it has in every world."""
        return sorted(set.intersection(*(set(value) for value in self.values))) if self.values else []

    @property
    def steppable(self) -> str:
        """Its text where an index may follow: after a splat, that would be part of the splat."""
        return f"({self.text})" if re.search(r"(\[\*\]|\.\*)(\.\w+|\[\d+\])*$", self.text) else self.text


class Context:
    """The terms that can be named in some place.

    Attributes:
        random: what decides.
        worlds: how many there are.
    """

    def __init__(self, random: Random, worlds: int, outer: Context | None = None, places: Sequence[int] = ()) -> None:
        self.random = random
        self.worlds = worlds
        self._outer = outer
        self._places = places
        self._terms: dict[tuple[str, str], list[Term]] = {}
        self.depth: int = outer.depth + 1 if outer else 0

    def chance(self, percent: int) -> bool:
        """True so often."""
        return self.random.randrange(100) < percent

    def inside(self, places: Sequence[int]) -> Context:
        """The context of a loop or of a block's instances, each of whose worlds is in one of this context."""
        return Context(self.random, len(places), self, places)

    def add(self, kind: str, shape: str, term: Term) -> None:
        """Let the term be named."""
        self._terms.setdefault((kind, shape), []).append(term)

    def find(self, kind: str, shape: str) -> list[Term]:
        """All terms of that kind and shape."""
        outer = [self._lifted(term) for term in self._outer.find(kind, shape)] if self._outer else []
        return self._terms.get((kind, shape), []) + outer

    def has(self, kind: str) -> bool:
        """Whether there is any term of that kind."""
        return any(kind == other for other, _ in self._terms) or (self._outer is not None and self._outer.has(kind))

    def _lifted(self, term: Term) -> Term:
        return replace(term, values=tuple(term.values[place] for place in self._places))

    def pick(self, kind: str, shape: str) -> Term:
        """One of the terms of that kind and shape.

        Raises:
            NotHereError: there is none.
        """
        return self.choose(self.find(kind, shape))

    def choose(self, items: Sequence[Item]) -> Item:
        """One of the items.

        Raises:
            NotHereError: there is none.
        """
        if not items:
            raise NotHereError
        return self.random.choice(items)

    def regroup(self, places: Sequence[int], values: Iterable[Any]) -> tuple[list[Any], ...]:
        """Values in the worlds of a context inside, gathered by the worlds of this one."""
        groups: tuple[list[Any], ...] = tuple([] for _ in range(self.worlds))
        for place, value in zip(places, values):
            groups[place].append(value)
        return groups


def quoted(text: str) -> str:
    """A string as a literal."""
    return json.dumps(text)


def step(key: str, random: Random) -> str:
    """`.key` or `["key"]`."""
    bare = re.fullmatch(r"[a-z_]\w*", key) and random.choice([True, False])
    return f".{key}" if bare else f"[{quoted(key)}]"


def sorted_values(value: dict[str, Any]) -> list[Any]:
    """The values of a map in Terraform's order."""
    return [value[key] for key in sorted(value)]


def attempt(way: Callable[..., Item], *arguments: Any) -> Item | None:
    """What a way gives, None where it does not work with what is there."""
    try:
        return way(*arguments)
    except NotHereError:
        return None
