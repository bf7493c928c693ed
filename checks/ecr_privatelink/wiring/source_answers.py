"""The answers of the sources, in the terms of the wiring: a fact, places, all that a value can stand for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, product
from math import prod
from typing import Callable, Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Tuple, Union

from ..evaluation.resource_symbols import Symbol
from ..evaluation.symbolic_values import (
    Bag,
    JsonText,
    ListValue,
    MapValue,
    ModuleValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
    contents,
    in_order,
    is_collection,
    is_scalar,
    unsettled_reasons,
    why_unsettled,
)
from ..plan.json_shape import Json
from ..plan.plan_address import ModulePath, Path
from ..plan.plan_index import Resource
from .place_index import Place
from .plan_facts import UNSET, WAITING, Fact, Known, Relation, Unknown
from .reached_values import Item, Literal, Reached
from .source_values import SourceValues

Leaf = Union[Item, Text]
PlacesOf = Callable[[Item, List[str]], Sequence[Place]]


class Leaves(NamedTuple):
    """All single things in a value.

    Attributes:
        certain: each is in it; `possible`: each may be.
        open_because: why there may be others.
        alternatives: where the value is one of a few, and it is not settled which: all that is in each.
    """

    certain: List[Leaf]
    possible: List[Leaf]
    open_because: List[str]
    alternatives: Tuple[Tuple[Leaf, ...], ...] = ()


_Alternatives = Tuple[Tuple[Leaf, ...], ...]
_MOST_ALTERNATIVES = 32


def leaves_of(value: Value) -> Leaves:
    """The scalars, symbols and texts in a value; null is nothing."""
    alternatives = _alternatives(value)
    if alternatives is not None and len(alternatives) > 1:
        every = list(dict.fromkeys(leaf for leaves in alternatives for leaf in leaves))
        certain = [leaf for leaf in every if all(leaf in leaves for leaves in alternatives)]
        return Leaves(certain, [leaf for leaf in every if leaf not in certain], [], alternatives)
    found = Leaves([], [], [])
    for leaf, is_certain in _walk(value, certain=True):
        if isinstance(leaf, str):
            found.open_because.append(leaf)
        else:
            (found.certain if is_certain else found.possible).append(leaf)
    return found


def _alternatives(value: Value) -> Optional[_Alternatives]:
    """What may be in a value, as a whole: one entry where it is settled; None where that cannot be listed."""
    if isinstance(value, OneOf):
        options = [_alternatives(option) for option in value.options]
        listed = [leaves for option in options if option is not None for leaves in option]
        return tuple(dict.fromkeys(listed)) if None not in options and len(listed) <= _MOST_ALTERNATIVES else None
    if isinstance(value, (Unsettled, ModuleValue, JsonText)):
        return None
    if not is_collection(value):
        return (tuple(leaf for leaf, _ in _walk(value, certain=True) if not isinstance(leaf, str)),)
    bag = contents(value)
    inside = [_alternatives(member) for member in bag.certain]
    several = [found for found in inside if found is not None and len(found) > 1]
    if bag.possible or bag.open_because or None in inside or prod(map(len, several)) > _MOST_ALTERNATIVES:
        return None
    settled = [leaf for found in inside if found is not None and len(found) == 1 for leaf in found[0]]
    return tuple((*settled, *chain.from_iterable(chosen)) for chosen in product(*several))


def _walk(value: Value, *, certain: bool) -> Iterator[Tuple[Union[Leaf, str], bool]]:
    """Each leaf, and whether it is certain; a plain string is a reason why there may be others."""
    if isinstance(value, (Symbol, Text)):
        yield value, certain
    elif isinstance(value, (ModuleValue, JsonText)) or (isinstance(value, Unsettled) and value.among is None):
        yield "a whole module is named" if isinstance(value, ModuleValue) else why_unsettled(value), certain
    elif isinstance(value, (OneOf, Unsettled)):
        for option in value.options if isinstance(value, OneOf) else value.among or ():
            yield from _walk(option, certain=False)
    elif is_collection(value):
        bag = contents(value)
        for member in bag.certain:
            yield from _walk(member, certain=certain)
        for member in bag.possible:
            yield from _walk(member, certain=False)
        if bag.open_because:
            yield bag.open_because, certain
    elif value is not None:
        yield Literal(_json(value)), certain


def _json(value: Value) -> Json:
    return float(value) if isinstance(value, Fraction) else value


def json_of(value: Value) -> Json:
    """A value as JSON, with `WAITING` for each part that is not known."""
    if isinstance(value, MapValue) and value.settled:
        return {str(key): json_of(entry) for key, entry in value.entries.items()}
    members = in_order(value) if isinstance(value, (ListValue, SetValue)) else None
    if members is not None:
        return [json_of(member) for member in members]
    return _json(value) if is_scalar(value) else WAITING


@dataclass(frozen=True)
class Answer:
    """What the sources say of an attribute, in the terms of the wiring."""

    _value: Value
    _trail: Tuple[str, ...]
    _secret: bool = False

    @property
    def fact(self) -> Fact[Json]:
        """As the fact that it is for an attribute that takes one."""
        value = self._value
        if isinstance(value, ListValue) and len(value.members) <= 1:  # of a nested block that may stand once
            value = value.members[0] if value.members else None
        if value is None:
            return UNSET
        if is_scalar(value):
            return Known(_json(value), self._secret)
        return Unknown(self._unsettled_because)

    @property
    def nothing(self) -> bool:
        """Null, or a list without members, which the provider takes for it."""
        value = self._value
        return value is None or (isinstance(value, (ListValue, SetValue)) and not value.members)

    @property
    def reached(self) -> Reached:
        """All that it can stand for."""
        leaves = leaves_of(self._value)
        items = tuple(leaf for leaf in (*leaves.certain, *leaves.possible) if not isinstance(leaf, Text))
        waiting = [why_unsettled(leaf) for leaf in (*leaves.certain, *leaves.possible) if isinstance(leaf, Text)]
        because = tuple(dict.fromkeys(leaves.open_because + waiting))
        if self._value is None:
            return Reached((Literal(None),), certain=True, trail=self._trail)
        return Reached(items, not (leaves.possible or because), open_because=because, trail=self._trail)

    @property
    def encoded(self) -> Json:
        """What it holds as JSON text that waits in part, with `WAITING` for each part that does."""
        return json_of(self._value.of) if isinstance(self._value, JsonText) else WAITING

    @property
    def text(self) -> Optional[str]:
        """Its text around parts that wait, each as `${address.attribute}`; None where it is no such text."""
        return str(self._value) if isinstance(self._value, Text) and not self._secret else None

    @property
    def whole_text(self) -> Optional[str]:
        """The same, or a text that is known, be it sensitive; None where it is none. Not to be shown."""
        return str(self._value) if isinstance(self._value, (str, Text)) else None

    def relation(self, places_of: PlacesOf) -> Relation[Place]:
        """The places that it names.

        Args:
            places_of: the places that one item names; it adds to the reasons what it cannot tell.
        """
        leaves = leaves_of(self._value)
        because: List[str] = [f"{reason} ({' <- '.join(self._trail)})" for reason in leaves.open_because]
        certain = self._places(places_of, leaves.certain, because)
        possible = self._places(places_of, leaves.possible, because)
        if because and any(unsettled_reasons(self._value)):  # else what is only possible stands for its reason
            because.insert(0, self._unsettled_because)
        return Relation(
            certain,
            tuple(place for place in possible if place not in certain),
            tuple(dict.fromkeys(because)),
            self._trail,
            self._unsettled_because if possible else "",
            tuple(self._places(places_of, places, because) for places in leaves.alternatives),
            never_empty=isinstance(self._value, Bag) and self._value.never_empty,
        )

    def _places(self, places_of: PlacesOf, leaves: Iterable[Leaf], because: List[str]) -> Tuple[Place, ...]:
        places: Dict[Place, None] = {}
        for leaf in leaves:
            reasons = len(because)
            found = [] if isinstance(leaf, Text) else places_of(leaf, because)
            places.update(dict.fromkeys(found))
            if found or isinstance(leaf, Literal) or len(because) > reasons:
                continue
            shown = isinstance(leaf, Text) and not self._secret  # the leaf is the value itself
            because.append(f"{leaf} is known only after the apply" if shown else why_unsettled(leaf))
        return tuple(places)

    @property
    def _unsettled_because(self) -> str:
        return f"{why_unsettled(self._value)} ({' <- '.join(self._trail)})"


class SourceAnswers:
    """What a plan's sources say of its attributes."""

    def __init__(self, sources: SourceValues) -> None:
        self._sources = sources

    @property
    def drafted(self) -> bool:
        """The plan was drafted from these very sources."""
        return self._sources.drafted

    def on(self, resource: Resource, path: Path) -> Optional[Answer]:
        """The answer on an attribute; None where no sources of its module can be used."""
        found = self._sources.attribute(resource, tuple(str(step) for step in path))
        return Answer(found.value, found.trail, found.secret) if found is not None else None

    def why_unusable(self, module: ModulePath) -> str:
        """Why the sources of a module are not used, as part of a sentence; "" where they are."""
        return self._sources.why_unusable(module)

    def take_secrets(self) -> Iterator[str]:
        """The texts found since the last call that the sources mark as sensitive."""
        for secret in self._sources.take_secrets():
            for leaf in (*(leaves := leaves_of(secret)).certain, *leaves.possible):
                if isinstance(leaf, Literal):
                    yield from leaf.strings()
