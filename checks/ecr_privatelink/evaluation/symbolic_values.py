"""The values of Terraform's expressions, with what is known only after the apply standing for itself.

Known scalars are Python's own: None, bool, int, Fraction (a number that is not whole) and str.
`[aws_subnet.a.id, aws_subnet.b.id]` is a list of two symbols: its length is known, its members
are told apart, and it can be sliced, filtered and grouped like any other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from types import MappingProxyType
from typing import FrozenSet, Iterable, Iterator, List, Mapping, Optional, Tuple, Union

from ..plan.plan_address import ModulePath
from .resource_symbols import Symbol


class EvaluationError(Exception):
    """Terraform itself would refuse this expression; `try` and `can` catch it.

    The message holds no value: it may be a secret.
    """


class LimitError(Exception):
    """The evaluation would take more than it may; nothing inside an expression catches it."""


Scalar = Union[None, bool, int, Fraction, str]


@dataclass(frozen=True)
class Text:
    """A string with parts that are known only after the apply: `"x-${aws_vpc.v.id}"`, two parts or more."""

    parts: Tuple[Union[str, Symbol], ...]

    def __str__(self) -> str:
        return "".join(part if isinstance(part, str) else f"${{{part}}}" for part in self.parts)


@dataclass(frozen=True)
class Unsettled:
    """A value of which nothing is known.

    Attributes:
        because: why, as part of a sentence.
        among: whatever its shape is, it holds nothing but these; None where that is not known either.
    """

    because: str
    among: Optional[Tuple[Value, ...]] = field(default=None, compare=False)


_MOST_PARTS = 250_000
_DEEPEST = 64


class _Compound:
    """A value that holds others, and knows how much it holds; a part that is shared counts each time."""

    weight: int
    depth: int

    def _measure(self, parts: Iterable[Value]) -> None:
        weight, depth = 1, 0
        for part in parts:
            weight += part.weight if isinstance(part, _Compound) else 1
            depth = max(depth, part.depth) if isinstance(part, _Compound) else depth
        if weight > _MOST_PARTS:
            raise LimitError(f"a value would hold more than {_MOST_PARTS:,} parts")
        if depth >= _DEEPEST:
            raise LimitError(f"a value would be nested more than {_DEEPEST} levels deep")
        object.__setattr__(self, "weight", weight)
        object.__setattr__(self, "depth", depth + 1)


_CHARACTERS_LIKE_A_PART = 100


def size_of(value: Value) -> int:
    """How much there is to go through in a value, in parts."""
    if isinstance(value, _Compound):
        return value.weight
    if isinstance(value, Text):
        return len(value.parts)
    return len(value) // _CHARACTERS_LIKE_A_PART if isinstance(value, str) else 0


@dataclass(frozen=True)
class OneOf(_Compound):
    """One of these values, two or more; make it with `one_of`.

    Attributes:
        because: why it is not settled which, where that is known.
    """

    options: Tuple[Value, ...]
    because: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        self._measure(self.options)


@dataclass(frozen=True)
class ListValue(_Compound):
    """A tuple, or a list where `is_list`, with its length and order known."""

    members: Tuple[Value, ...] = ()
    is_list: bool = False

    def __post_init__(self) -> None:
        self._measure(self.members)


@dataclass(frozen=True)
class SetValue(_Compound):
    """A set; members that are not settled may turn out to be equal. Make it with `member_equality.set_of`."""

    members: Tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        self._measure(self.members)


@dataclass(frozen=True)
class Bag(_Compound):
    """A list, tuple or set of which the order, the length, or some members are not settled.

    Attributes:
        certain: each of these is in it.
        possible: each of these may be in it.
        open_because: why there may be others; empty where there cannot.
        is_set: it is a set, so that no member is in it twice.
        possible_because: why it is not settled which of the possible ones are in it, where that is known.
        never_empty: some of the possible ones are in it, whichever these are.
    """

    certain: Tuple[Value, ...] = ()
    possible: Tuple[Value, ...] = ()
    open_because: str = ""
    is_set: bool = False
    possible_because: str = field(default="", compare=False)
    never_empty: bool = False

    def __post_init__(self) -> None:
        self._measure(self.certain + self.possible)


Key = Union[str, Symbol, Text]
"""A key of a map; one that is a symbol or text is known only after the apply."""


@dataclass(frozen=True)
class MapValue(_Compound):
    """An object, or a map where `is_map`.

    Attributes:
        entries: by key, in no order that counts: Terraform goes through them by sorted key.
        possible: the keys of `entries` that may be missing.
        open_because: why there may be other entries; empty where there cannot.
    """

    entries: Mapping[Key, Value] = field(default_factory=lambda: MappingProxyType({}))
    is_map: bool = False
    possible: FrozenSet[Key] = frozenset()
    open_because: str = ""

    def __post_init__(self) -> None:
        self._measure(self.entries.values())

    @property
    def settled(self) -> bool:
        """Its keys are known, to the last one."""
        return not (self.possible or self.open_because) and all(isinstance(key, str) for key in self.entries)


@dataclass(frozen=True)
class ModuleValue:
    """The outputs of one module instance, evaluated when they are asked for."""

    module: ModulePath


@dataclass(frozen=True)
class JsonText:
    """The JSON text of a value of which some parts wait, as `jsonencode` gives it."""

    of: Value


Value = Union[Scalar, Symbol, Text, Unsettled, OneOf, ListValue, SetValue, Bag, MapValue, ModuleValue, JsonText]

_MOST_OPTIONS = 32


def one_of(options: Iterable[Value], because: str = "") -> Value:
    """The value that is one of these; the value itself where all are the same."""
    options = tuple(options)
    if len(options) == 1 and not isinstance(options[0], OneOf):
        return options[0]
    found: List[Value] = []
    for option in options:
        because = because or (option.because if isinstance(option, OneOf) else "")
        for value in option.options if isinstance(option, OneOf) else (option,):
            if not any(identical(value, other) for other in found):
                found.append(value)
            if len(found) > _MOST_OPTIONS:
                return Unsettled(f"more than {_MOST_OPTIONS} values are possible")
    if not found:
        return Unsettled("no value is possible")
    return found[0] if len(found) == 1 else OneOf(tuple(found), because)


def is_scalar(value: Value) -> bool:
    """A known null, bool, number or string."""
    return type(value) in _SCALARS  # to ask whether it is an instance of Fraction takes many times as long


_SCALARS = frozenset({type(None), bool, int, Fraction, str})


def is_collection(value: Value) -> bool:
    """A list, tuple, set, map or object, however much of it is settled."""
    return isinstance(value, (ListValue, SetValue, Bag, MapValue))


def is_known(value: Value) -> bool:
    """Nothing in the value waits for the apply or is unsettled."""
    if isinstance(value, (ListValue, SetValue)):
        return all(is_known(member) for member in value.members)
    if isinstance(value, MapValue):
        return value.settled and all(is_known(entry) for entry in value.entries.values())
    return is_scalar(value)


def why_unsettled(value: Value) -> str:
    """Why a value is not known, as part of a sentence; of a collection, its first such member's reason."""
    if isinstance(value, Unsettled):
        return value.because
    if isinstance(value, Text):
        return why_unsettled(next(part for part in value.parts if isinstance(part, Symbol)))  # the rest may be secret
    if isinstance(value, Symbol):
        return value.why_open
    if isinstance(value, JsonText):
        return why_unsettled(value.of)
    reason = next(unsettled_reasons(value), "")
    if reason or isinstance(value, OneOf):
        return reason or "which of several values it has is not settled"
    inside: Iterable[Value] = ()
    if isinstance(value, (ListValue, SetValue)):
        inside = value.members
    elif isinstance(value, Bag):
        inside = value.certain + value.possible
    elif isinstance(value, MapValue):
        inside = value.entries.values()
    waiting = (why_unsettled(member) for member in inside if not is_known(member))
    return next(waiting, "its members or their order are not settled")


def unsettled_reasons(value: Value) -> Iterator[str]:
    """Why parts of a value may be anything; what only waits for the apply is no such part."""
    if isinstance(value, Unsettled):
        yield value.because
        return
    parts: Iterable[Value] = (value.of,) if isinstance(value, JsonText) else ()
    if isinstance(value, (Bag, MapValue)) and value.open_because:
        yield value.open_because
    if isinstance(value, Bag) and value.possible_because:
        yield value.possible_because
    if isinstance(value, OneOf):
        if value.because:
            yield value.because
        parts = value.options
    elif isinstance(value, (ListValue, SetValue)):
        parts = value.members
    elif isinstance(value, Bag):
        parts = value.certain + value.possible
    elif isinstance(value, MapValue):
        parts = value.entries.values()
    for part in parts:
        yield from unsettled_reasons(part)


def identical(one: Value, other: Value) -> bool:
    """The same value in the same state of knowledge; `1`, `true` and `"1"` are different values."""
    if isinstance(one, bool) is not isinstance(other, bool):
        return False
    if type(one) is not type(other):
        return False
    if isinstance(one, MapValue) and isinstance(other, MapValue):
        return (
            (one.is_map, one.possible, one.open_because) == (other.is_map, other.possible, other.open_because)
            and one.entries.keys() == other.entries.keys()
            and all(identical(entry, other.entries[key]) for key, entry in one.entries.items())
        )
    if isinstance(one, (ListValue, SetValue, OneOf)) and isinstance(other, (ListValue, SetValue, OneOf)):
        mine, theirs = _parts(one), _parts(other)
        same_kind = not isinstance(one, ListValue) or one.is_list == getattr(other, "is_list", None)
        return same_kind and len(mine) == len(theirs) and all(map(identical, mine, theirs))
    return one == other


def _parts(value: Union[ListValue, SetValue, OneOf]) -> Tuple[Value, ...]:
    return value.options if isinstance(value, OneOf) else value.members


def same(one: Value, other: Value) -> Optional[bool]:
    """What `==` gives for two values, None where that is not settled.

    Values of different types are never equal, `[]` and a list included: a tuple is no list.
    """
    if isinstance(one, OneOf) or isinstance(other, OneOf):
        answers = {same(left, right) for left in _options(one) for right in _options(other)}
        return answers.pop() if len(answers) == 1 else None
    if is_scalar(one) and is_scalar(other):
        return identical(one, other)
    if isinstance(one, (Symbol, Text)) or isinstance(other, (Symbol, Text)):
        return _same_waiting(one, other)
    if isinstance(one, _NOT_COMPARED) or isinstance(other, _NOT_COMPARED):
        return None
    return _same_collections(one, other)


_NOT_COMPARED = (Unsettled, ModuleValue, JsonText)


def _same_collections(one: Value, other: Value) -> Optional[bool]:
    if isinstance(one, Bag) or isinstance(other, Bag):
        return None
    if isinstance(one, ListValue) and isinstance(other, ListValue):
        if one.is_list is not other.is_list or len(one.members) != len(other.members):
            return False
        return _all_same([same(mine, theirs) for mine, theirs in zip(one.members, other.members)])
    if isinstance(one, MapValue) and isinstance(other, MapValue):
        return _same_maps(one, other)
    if isinstance(one, SetValue) and isinstance(other, SetValue):
        return _same_sets(one, other)
    return False


def _same_sets(one: SetValue, other: SetValue) -> Optional[bool]:
    if not (is_known(one) and is_known(other)):
        return True if identical(one, other) else None
    return len(one.members) == len(other.members) and all(
        any(same(mine, theirs) for theirs in other.members) for mine in one.members
    )


def _options(value: Value) -> Tuple[Value, ...]:
    return value.options if isinstance(value, OneOf) else (value,)


def _same_waiting(one: Value, other: Value) -> Optional[bool]:
    if one == other and not (isinstance(one, Symbol) and not one.path):
        return True
    for waiting, beside in ((one, other), (other, one)):
        if isinstance(waiting, Symbol):
            if waiting.is_new_id and (is_scalar(beside) or (isinstance(beside, Symbol) and beside.is_new_id)):
                return False
            if waiting.is_name and (beside in (None, "") or isinstance(beside, (bool, int, Fraction))):
                return False
        if isinstance(waiting, Text):
            never_empty = any(part if isinstance(part, str) else part.is_name for part in waiting.parts)
            if beside is None or isinstance(beside, (bool, int, Fraction)) or (beside == "" and never_empty):
                return False
    if is_collection(one) or is_collection(other):
        return False if _is_text(one) or _is_text(other) else None
    return None


def _is_text(value: Value) -> bool:
    return isinstance(value, Text) or (isinstance(value, Symbol) and value.is_name)


def _same_maps(one: MapValue, other: MapValue) -> Optional[bool]:
    if one.is_map is not other.is_map:
        return False
    if not (one.settled and other.settled):
        return True if identical(one, other) and not (one.open_because or one.possible) else None
    if one.entries.keys() != other.entries.keys():
        return False
    return _all_same([same(entry, other.entries[key]) for key, entry in one.entries.items()])


def _all_same(answers: List[Optional[bool]]) -> Optional[bool]:
    if any(answer is False for answer in answers):
        return False
    return None if any(answer is None for answer in answers) else True


def in_order(value: Value) -> Optional[Tuple[Value, ...]]:
    """The members in the order in which Terraform goes through them, None where that is not settled.

    A set of strings is sorted by code point, one of numbers by value, null comes last; of a map, the values by key.
    """
    if isinstance(value, ListValue):
        return value.members
    if isinstance(value, SetValue):
        return _set_in_order(value.members)
    if isinstance(value, MapValue) and value.settled:
        return tuple(value.entries[key] for key in sorted_keys(value))
    if isinstance(value, Bag) and not (value.possible or value.open_because) and len(value.certain) <= 1:
        return value.certain
    return None


def _set_in_order(members: Tuple[Value, ...]) -> Optional[Tuple[Value, ...]]:
    rest = [member for member in members if member is not None]
    nulls: Tuple[Value, ...] = (None,) * (len(members) - len(rest))
    texts = [member for member in rest if isinstance(member, str)]
    bools = [member for member in rest if isinstance(member, bool)]
    numbers = [member for member in rest if isinstance(member, (int, Fraction)) and not isinstance(member, bool)]
    for ordered in (sorted(texts), sorted(bools), sorted(numbers)):
        if len(ordered) == len(rest):
            return (*ordered, *nulls)
    return (*rest, *nulls) if len(rest) <= 1 and not nulls else None


def sorted_keys(value: MapValue) -> List[str]:
    """The keys of a settled map in Terraform's order: by code point."""
    return sorted(key for key in value.entries if isinstance(key, str))


def contents(value: Value) -> Bag:
    """What is certainly, and what may be, in a list, set or map (of which the values count)."""
    if isinstance(value, Bag):
        return value
    if isinstance(value, (ListValue, SetValue)):
        return Bag(value.members, is_set=isinstance(value, SetValue))
    if isinstance(value, MapValue):
        certain = tuple(entry for key, entry in value.entries.items() if key not in value.possible)
        possible = tuple(entry for key, entry in value.entries.items() if key in value.possible)
        return Bag(certain, possible, value.open_because)
    return Bag(open_because=why_unsettled(value))
