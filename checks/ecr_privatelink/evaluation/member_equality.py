"""Which of many values are equal: by a hash where that settles it, pair by pair for the others."""

from __future__ import annotations

from fractions import Fraction
from typing import Callable, Hashable, Iterable, List, NamedTuple, Optional, Sequence, Set, Tuple

from .resource_symbols import Symbol
from .symbolic_values import Bag, ListValue, MapValue, SetValue, Value, same, sorted_keys

_MOST_COMPARISONS = 50_000


class Members:
    """Values among which others are looked up.

    After 50,000 comparisons pair by pair it is not settled any more whether one of them is equal.
    """

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self._tokens: Set[Hashable] = set()
        self._all: List[Value] = []
        self._waiting: List[Value] = []
        self._comparisons = 0
        for value in values:
            self.add(value)

    def add(self, value: Value) -> None:
        """Make it one of them."""
        token = _token(value)
        self._all.append(value)
        if token is None:
            self._waiting.append(value)
        else:
            self._tokens.add(token)

    def holds(self, value: Value) -> Optional[bool]:
        """Whether one of them is equal to the value, None where that is not settled."""
        token = _token(value)
        if token is not None and token in self._tokens:
            return True
        answer: Optional[bool] = False
        for other in self._all if token is None else self._waiting:
            self._comparisons += 1
            if self._comparisons > _MOST_COMPARISONS:
                return None
            equal = same(value, other)
            if equal:
                return True
            answer = None if equal is None else answer
        return answer


class BagLookup:
    """What tells whether a bag has a value."""

    def __init__(self, bag: Bag) -> None:
        self._certain = Members(bag.certain)
        self._possible = Members(bag.possible)
        self._is_open = bool(bag.open_because)

    def holds(self, value: Value) -> Optional[bool]:
        """Whether the value is in it, None where that is not settled."""
        held = self._certain.holds(value)
        if held is False and (self._is_open or self._possible.holds(value) is not False):
            return None
        return held


class Distinct(NamedTuple):
    """Values without those that are certainly equal to an earlier one; `settled` no others can be equal."""

    members: Tuple[Value, ...]
    settled: bool


def distinct_of(values: Iterable[Value]) -> Distinct:
    """The first of each of these values."""
    found = Members()
    kept: List[Value] = []
    settled = True
    for value in values:
        held = found.holds(value)
        if held:
            continue
        settled = settled and held is False
        found.add(value)
        kept.append(value)
    return Distinct(tuple(kept), settled)


def set_of(members: Iterable[Value]) -> SetValue:
    """A set of these, without those that are certainly equal to another."""
    return SetValue(distinct_of(members).members)


def all_differ(values: Tuple[Value, ...]) -> bool:
    """No two of these can be equal."""
    found = distinct_of(values)
    return found.settled and len(found.members) == len(values)


def _token(value: Value) -> Optional[Hashable]:
    """What two values share exactly when they are equal; None for one that has to be compared."""
    if value is None or isinstance(value, bool):
        return ("scalar", str(value))  # apart from 0 and 1, which Python takes for equal
    if isinstance(value, (int, Fraction, str)):
        return value
    if isinstance(value, Symbol) and value.is_new_id:
        return value
    return _token_of_collection(value)


def _token_of_collection(value: Value) -> Optional[Hashable]:
    if isinstance(value, ListValue):
        return _joint_token("list" if value.is_list else "tuple", value.members, tuple)
    if isinstance(value, SetValue):
        return _joint_token("set", value.members, frozenset)
    if isinstance(value, MapValue) and value.settled:
        keys = sorted_keys(value)
        kind = f"{'map' if value.is_map else 'object'} {keys}"
        return _joint_token(kind, [value.entries[key] for key in keys], tuple)
    return None


def _joint_token(kind: str, parts: Sequence[Value], join: Callable[[List[Hashable]], Hashable]) -> Optional[Hashable]:
    tokens = [_token(part) for part in parts]
    return None if None in tokens else (kind, join(tokens))
