"""Functions that go by the order and the length of lists."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from fractions import Fraction
from typing import List, Optional, Tuple

from ..plan.plan_address import Index
from .collection_arguments import (
    Number,
    any_of,
    first_reason,
    list_in,
    loose_list,
    number_in,
    ordered_in,
    possible_reason,
    sequence_in,
    unified,
    whole_number_in,
)
from .function_calling import check_members
from .member_equality import all_differ
from .number_text import rounded
from .resource_symbols import Symbol
from .symbolic_values import (
    Bag,
    EvaluationError,
    ListValue,
    MapValue,
    ModuleValue,
    SetValue,
    Text,
    Unsettled,
    Value,
    contents,
    in_order,
    one_of,
    same,
    why_unsettled,
)
from .type_constraints import STRING

_MOST_IN_RANGE = 1024
_FIRST_COMBINING_MARK = "\u0300"


def chunklist(sequence: Value, size: Value) -> Value:
    """The members in lists of at most so many; one list of all for 0."""
    found = list_in(sequence)
    width = whole_number_in(size)
    if isinstance(width, Unsettled):
        return Bag(open_because=width.because)
    if width < 0:
        raise EvaluationError("chunklist() takes no negative size")
    members = in_order(found)
    if members is None:
        return Bag(open_because=why_unsettled(found))
    step = width or max(len(members), 1)
    check_members(len(members))
    chunks = [ListValue(members[start : start + step], is_list=True) for start in range(0, len(members), step)]
    return ListValue(tuple(chunks), is_list=True)


def concat(*sequences: Value) -> Value:
    """The members of several lists or tuples one after the other: a list where all are lists of one type."""
    if not sequences:
        raise EvaluationError("concat() takes one list or more")
    parts = [ordered_in(sequence) for sequence in sequences]
    bags = [contents(part) for part in parts]
    check_members(sum(len(bag.certain) + len(bag.possible) for bag in bags))
    members = [member for bag in bags for member in bag.certain]
    may_be_list = not any(isinstance(part, ListValue) and not part.is_list for part in parts)
    others = [Unsettled(first_reason(bags))] if first_reason(bags) else []
    converted = _of_one_type([*members, *others]) if may_be_list else None
    if all(isinstance(part, ListValue) for part in parts):
        return ListValue(tuple(members if converted is None else converted), is_list=converted is not None)
    either = tuple(one_of(pair) for pair in zip(members, members if converted is None else converted))
    possible = tuple(member for bag in bags for member in bag.possible)
    joined = Bag(either, possible, first_reason(bags), possible_because=possible_reason(bags))
    return loose_list(joined, is_list=False)


def _of_one_type(members: List[Value]) -> Optional[Tuple[Value, ...]]:
    """The members of lists in the type that all can have, None where there is none: then they make a tuple."""
    try:
        return unified(members)
    except EvaluationError:
        return None


def element(sequence: Value, position: Value) -> Value:
    """The member at a position, which starts over behind the last one."""
    found = ordered_in(sequence)
    place = whole_number_in(position)
    bag = contents(found)
    members = in_order(found)
    if not (bag.certain or bag.possible or bag.open_because):
        raise EvaluationError("an empty list has no element")
    if members is None or isinstance(place, Unsettled):
        empty = "the list may be empty" if not bag.certain else ""
        return any_of(bag.certain + bag.possible, bag.open_because or empty)
    member = members[place % len(members)]
    if place < 0 and not (isinstance(found, ListValue) and found.is_list):
        return one_of([member, Unsettled("versions of Terraform differ on a negative position in a tuple")])
    return member


def index(sequence: Value, value: Value) -> Value:
    """The first position of a value."""
    if value is None:
        raise EvaluationError("index() looks for no null")
    found = ordered_in(sequence)
    members = in_order(found)
    if members is None:
        return Unsettled(why_unsettled(found))
    candidates: List[Value] = []
    for place, member in enumerate(members):
        equal = same(member, value)
        if equal:
            return any_of([*candidates, place])
        if equal is None:
            candidates.append(place)
    if not candidates:
        raise EvaluationError("the list does not have the value")
    return any_of(candidates, "the list may not have the value")


def length(value: Value) -> Value:
    """The number of members, entries or characters."""
    if isinstance(value, str):
        return _characters(value)
    if isinstance(value, (Unsettled, Symbol, Text, ModuleValue)):
        return Unsettled(why_unsettled(value))
    if isinstance(value, ListValue):
        return len(value.members)
    if isinstance(value, SetValue):
        return _count(value.members, "members of the set may be equal")
    if isinstance(value, MapValue):
        certain = value.settled or (not (value.possible or value.open_because) and all_differ(tuple(value.entries)))
        return len(value.entries) if certain else Unsettled(value.open_because or "its keys are not settled")
    if isinstance(value, Bag):
        # A list that was made of a set may hold two members that turn out to be one.
        why = why_unsettled(value)
        return Unsettled(why) if value.possible or value.open_because else _count(value.certain, why)
    raise EvaluationError("it has no length")


def _count(members: Tuple[Value, ...], because: str) -> Value:
    """How many there are of members that may turn out to be equal: one at least."""
    return len(members) if all_differ(members) else one_of(range(1, len(members) + 1), because)


def _characters(text: str) -> Value:
    """The count of characters as they are seen; where marks or joiners may combine, it is not counted."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n")
    if any(character >= _FIRST_COMBINING_MARK for character in composed):
        return Unsettled("its characters are not counted")
    return len(composed)


def one(sequence: Value) -> Value:
    """The only member, null where there is none."""
    found = sequence_in(sequence)
    bag = contents(found)
    others = bag.possible or bag.open_because
    if not others and len(bag.certain) <= 1:
        return bag.certain[0] if bag.certain else None
    refused = EvaluationError("one() takes no list with several members")
    if isinstance(found, ListValue) or (len(bag.certain) > 1 and all_differ(bag.certain)):
        raise refused
    if bag.certain:
        return any_of(bag.certain, bag.open_because or str(refused))
    return any_of([None, *bag.possible], bag.open_because or (str(refused) if len(bag.possible) > 1 else ""))


def number_range(limit: Value, *others: Value) -> Value:
    """The numbers from a start to before an end, by a step; from 0 to before a single limit."""
    numbers: List[Number] = []
    for given in (limit, *others):
        number = number_in(given)
        if isinstance(number, Unsettled):
            return Bag(open_because=number.because)
        numbers.append(number)
    if len(numbers) == 1:
        numbers.insert(0, 0)
    start, end, *steps = numbers
    if len(steps) > 1:
        raise EvaluationError("range() takes one to three numbers")
    step = steps[0] if steps else (1 if end >= start else -1)
    return ListValue(_steps(start, end, step), is_list=True)


def _steps(start: Number, end: Number, step: Number) -> Tuple[Value, ...]:
    if start == end:
        return ()
    if step == 0 or (end > start) is not (step > 0):
        raise EvaluationError("range() steps away from its end")
    numbers: List[Value] = []
    number: Number = start
    while number < end if step > 0 else number > end:
        numbers.append(number)
        number = (
            number + step if isinstance(number, int) and isinstance(step, int) else rounded(Fraction(number + step))
        )
        if len(numbers) > _MOST_IN_RANGE:
            raise EvaluationError(f"range() gives at most {_MOST_IN_RANGE} numbers")
    return tuple(numbers)


def reverse(sequence: Value) -> Value:
    """The members from the last to the first."""
    found = sequence_in(sequence)
    members = None if isinstance(found, Bag) else in_order(found)
    if members is None:
        return replace(contents(found), is_set=False)
    is_tuple = isinstance(found, ListValue) and not found.is_list
    return ListValue(members[::-1], is_list=not is_tuple)


def slice_of(sequence: Value, start: Value, end: Value) -> Value:
    """The members from a position to before another.

    Of a list that waits they are so many at their places: with fewer, Terraform would refuse.
    """
    found = ordered_in(sequence)
    first, last = whole_number_in(start), whole_number_in(end)
    if (
        isinstance(sequence, Symbol)
        and sequence.path
        and isinstance(first, int)
        and isinstance(last, int)
        and 0 <= first <= last
    ):
        check_members(last - first)
        places = range(first, last)
        return ListValue(tuple(Symbol(sequence.resource, (*sequence.path, Index(place))) for place in places))
    size = length(found)
    if isinstance(first, Unsettled) or isinstance(last, Unsettled) or not isinstance(size, int):
        known = [limit for limit in (first, last) if isinstance(limit, int)]
        if min(known, default=0) < 0 or (len(known) > 1 and known[0] > known[1]):
            raise EvaluationError("slice() takes positions in order")
        waiting = next((limit for limit in (first, last) if isinstance(limit, Unsettled)), found)
        return _some_of(found, why_unsettled(waiting), never_empty=False)
    if not 0 <= first <= last <= size:
        raise EvaluationError("slice() goes beyond the list")
    members = in_order(found)
    if members is not None:
        return ListValue(members[first:last], isinstance(found, ListValue) and found.is_list)
    return found if last - first == size else _some_of(found, why_unsettled(found), never_empty=first < last)


def _some_of(found: Value, because: str, *, never_empty: bool) -> Value:
    bag = contents(found)
    possible = bag.certain + bag.possible
    some = Bag((), possible, bag.open_because, possible_because=because, never_empty=never_empty)
    return loose_list(some, is_list=False)


def sort(sequence: Value) -> Value:
    """The members as text, by code point."""
    found = list_in(sequence, STRING)
    bag = contents(found)
    if None in bag.certain:
        raise EvaluationError("sort() takes no null")
    known = [member for member in bag.certain if isinstance(member, str)]
    settled = isinstance(found, ListValue) or not (bag.possible or bag.open_because or not all_differ(bag.certain))
    if not settled or len(known) < len(bag.certain):
        return loose_list(bag)
    return ListValue(tuple(sorted(known)), is_list=True)
