"""What collection functions take and give: lists, sets, maps and numbers, however much of them is settled."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import islice
from typing import List, Sequence, Set, Tuple, Union

from .member_equality import distinct_of
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
    is_scalar,
    one_of,
    why_unsettled,
)
from .type_constraints import ANY, NUMBER, TypeConstraint, convert, list_of

_MOST_CHOICES = 1_000

Number = Union[int, Fraction]


def sequence_in(value: Value) -> Union[ListValue, SetValue, Bag]:
    """A list, tuple or set; of a value that waits, a bag of what it may hold.

    Raises:
        EvaluationError: it is none.
    """
    if isinstance(value, (ListValue, SetValue, Bag)):
        return value
    if is_single(value) or isinstance(value, (MapValue, ModuleValue)):
        raise EvaluationError("it is no list, tuple or set")
    return contents(value)


def ordered_in(value: Value) -> Union[ListValue, Bag]:
    """A list or tuple, as `sequence_in`.

    Raises:
        EvaluationError: it is none, a set included.
    """
    found = sequence_in(value)
    if isinstance(found, SetValue) or (isinstance(found, Bag) and found.is_set):
        raise EvaluationError("a set is no list")
    return found


def list_in(value: Value, member: TypeConstraint = ANY) -> Union[ListValue, Bag]:
    """A value in the place of a list of one type, its members converted.

    Raises:
        EvaluationError: Terraform cannot convert it.
    """
    found = sequence_in(value)
    if isinstance(found, Bag):
        return unified_bags([found])[0] if member == ANY else _converted_bag(found, member)
    return ordered_in(convert(found, list_of(member)))


def _converted_bag(bag: Bag, member: TypeConstraint) -> Bag:
    possible = [_converted_or_refusal(each, member) for each in bag.possible]
    refusals = [each for each in possible if isinstance(each, EvaluationError)]
    return replace(
        bag,
        certain=tuple(convert(each, member) for each in bag.certain),
        possible=tuple(each for each in possible if not isinstance(each, EvaluationError)),
        open_because=bag.open_because or (_may_be_refused(refusals[0]) if refusals else ""),
        is_set=False,
    )


def _converted_or_refusal(value: Value, constraint: TypeConstraint) -> Union[Value, EvaluationError]:
    try:
        return convert(value, constraint)
    except EvaluationError as error:
        return error


def _may_be_refused(error: EvaluationError) -> str:
    return f"Terraform may refuse it: {error}"


def unified(values: Sequence[Value]) -> Tuple[Value, ...]:
    """The values in the one type that all can have.

    Raises:
        EvaluationError: there is none.
    """
    converted = convert(ListValue(tuple(values)), list_of(ANY))
    return contents(converted).certain


def unified_bags(bags: Sequence[Bag]) -> List[Bag]:
    """The same for all members of bags, of which some are only possible and may change the type of the others.

    Raises:
        EvaluationError: those that are certain have no type in common.
    """
    certain = [member for bag in bags for member in bag.certain]
    possible = [member for bag in bags for member in bag.possible]
    reason = first_reason(bags)
    if not (possible or reason):
        return _in_bags(bags, unified(certain), ())
    waiting: List[Value] = [Unsettled(reason)]
    least = _unified_or_refusal(certain)
    most = _unified_or_refusal([*certain, *possible, *(waiting if reason else [])])
    if isinstance(most, EvaluationError):
        if isinstance(least, EvaluationError):
            raise most
        because = reason or _may_be_refused(most)
        opened = [replace(bag, possible=(), open_because=because) for bag in bags]
        return _in_bags(opened, unified([*certain, *waiting]), ())
    alone = most[: len(certain)] if isinstance(least, EvaluationError) else least
    either = [one_of(pair) for pair in zip([*alone, *possible], most)]
    return _in_bags(bags, either[: len(certain)], either[len(certain) :])


def _unified_or_refusal(values: Sequence[Value]) -> Union[Tuple[Value, ...], EvaluationError]:
    try:
        return unified(values)
    except EvaluationError as error:
        return error


def _in_bags(bags: Sequence[Bag], certain: Sequence[Value], possible: Sequence[Value]) -> List[Bag]:
    """The bags with these members in the place of their own."""
    of_certain, of_possible = iter(certain), iter(possible)
    return [
        replace(
            bag,
            certain=tuple(islice(of_certain, len(bag.certain))),
            possible=tuple(islice(of_possible, len(bag.possible))),
            is_set=False,
        )
        for bag in bags
    ]


def map_in(value: Value) -> MapValue:
    """A map or object; of a value that waits, a map of which no entry is known.

    Raises:
        EvaluationError: it is none.
    """
    if isinstance(value, MapValue):
        return value
    waits_whole = isinstance(value, Symbol) and not value.path
    if (is_single(value) and not waits_whole) or isinstance(value, (ListValue, SetValue, Bag)):
        raise EvaluationError("it is no map or object")
    return MapValue(open_because=why_unsettled(value))


def number_in(value: Value) -> Union[Number, Unsettled]:
    """A number.

    Raises:
        EvaluationError: it is none.
    """
    if value is None:
        raise EvaluationError("a number is null")
    number = convert(value, NUMBER)
    return number if isinstance(number, (int, Fraction)) else Unsettled(why_unsettled(number))


def whole_number_in(value: Value) -> Union[int, Unsettled]:
    """A whole number.

    Raises:
        EvaluationError: it is none.
    """
    number = number_in(value)
    if isinstance(number, Fraction):
        raise EvaluationError("a number is not whole")
    return number


def is_single(value: Value) -> bool:
    """Null, a scalar or a whole resource, known or not: nothing that holds members."""
    return (
        is_scalar(value) or isinstance(value, Text) or (isinstance(value, Symbol) and (value.is_name or not value.path))
    )


def first_reason(bags: Sequence[Bag]) -> str:
    """Why one of these may have other members; empty where none can."""
    return next((bag.open_because for bag in bags if bag.open_because), "")


def possible_reason(bags: Sequence[Bag]) -> str:
    """Why it is not settled which possible members these have, where that is known."""
    return next((bag.possible_because for bag in bags if bag.possible_because), "")


def loose_list(bag: Bag, *, is_list: bool = True) -> Value:
    """The list of these in an order that is not settled: a plain one where that does not matter."""
    if bag.possible or bag.open_because or len(bag.certain) > 1:
        return replace(bag, is_set=False)
    return ListValue(bag.certain, is_list)


def loose_set(bag: Bag) -> Value:
    """The set of these: a plain one where none is only possible."""
    members = distinct_of(bag.certain).members
    if bag.possible or bag.open_because:
        return replace(bag, certain=members, is_set=True)
    return SetValue(members)


def any_of(values: Sequence[Value], open_because: str = "") -> Value:
    """One of these; or, where there is a reason, anything."""
    options = _plainly_distinct(values)
    if len(options) > _MOST_CHOICES:
        return Unsettled(f"more than {_MOST_CHOICES:,} values are possible")
    return one_of([*options, Unsettled(open_because)] if open_because else options)


def _plainly_distinct(values: Sequence[Value]) -> List[Value]:
    """The values without the known scalars that are there already, so that few are compared in full."""
    seen: Set[Tuple[type, Value]] = set()
    kept: List[Value] = []
    for value in values:
        if is_scalar(value):
            if (type(value), value) in seen:
                continue
            seen.add((type(value), value))
        kept.append(value)
    return kept
