"""An evaluated value as what the rooms behind the wiring take: a fact, its leaves, all it can stand for."""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, product
from math import prod
from typing import Iterator, List, NamedTuple, Optional, Tuple, Union

from ..evaluation.resource_symbols import Symbol
from ..evaluation.symbolic_values import (
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
    why_unsettled,
)
from ..plan.json_shape import Json
from .plan_facts import UNSET, Fact, Known, Unknown
from .reached_values import Item, Literal, Reached
from .source_values import Evaluated

Leaf = Union[Item, Text]


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


class Waiting:
    """In JSON, a part that waits for the apply, or is not settled."""


WAITING = Waiting()


def json_of(value: Value) -> Json:
    """A value as JSON, with `WAITING` for each part that is not known."""
    if isinstance(value, MapValue) and value.settled:
        return {str(key): json_of(entry) for key, entry in value.entries.items()}
    members = in_order(value) if isinstance(value, (ListValue, SetValue)) else None
    if members is not None:
        return [json_of(member) for member in members]
    return _json(value) if is_scalar(value) else WAITING


def fact_of(evaluated: Evaluated) -> Fact[Json]:
    """An evaluated value as the fact that it is for an attribute that takes one."""
    value = evaluated.value
    if isinstance(value, ListValue) and len(value.members) <= 1:  # of a nested block that may stand once
        value = value.members[0] if value.members else None
    if value is None:
        return UNSET
    if is_scalar(value):
        return Known(_json(value))
    return Unknown(unsettled_because(evaluated))


def reached_of(evaluated: Evaluated) -> Reached:
    """All that an evaluated value can stand for."""
    leaves = leaves_of(evaluated.value)
    items = tuple(leaf for leaf in (*leaves.certain, *leaves.possible) if not isinstance(leaf, Text))
    waiting = [why_unsettled(leaf) for leaf in (*leaves.certain, *leaves.possible) if isinstance(leaf, Text)]
    because = tuple(dict.fromkeys(leaves.open_because + waiting))
    if evaluated.value is None:
        return Reached((Literal(None),), certain=True, trail=evaluated.trail)
    return Reached(items, not (leaves.possible or because), open_because=because, trail=evaluated.trail)


def unsettled_because(evaluated: Evaluated) -> str:
    """Why a value is not settled, with the references that lead there."""
    return f"{why_unsettled(evaluated.value)} ({' <- '.join(evaluated.trail)})"


def is_nothing(value: Value) -> bool:
    """Null, or a list without members, which the provider takes for it."""
    return value is None or (isinstance(value, (ListValue, SetValue)) and not value.members)
