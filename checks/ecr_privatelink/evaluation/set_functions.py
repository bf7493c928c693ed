"""Functions that make sets, of which some members may turn out to be equal."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import List, Optional, Sequence, Tuple

from .collection_arguments import (
    first_reason,
    list_in,
    loose_list,
    loose_set,
    possible_reason,
    sequence_in,
    unified_bags,
)
from .function_calling import check_members
from .member_equality import BagLookup, distinct_of
from .symbolic_values import (
    Bag,
    EvaluationError,
    ListValue,
    SetValue,
    Value,
    contents,
    in_order,
    is_known,
    why_unsettled,
)


def setunion(first: Value, *others: Value) -> Value:
    """Everything that is in one of the sets."""
    bags = _sets_in((first, *others))
    certain = tuple(member for bag in bags for member in bag.certain)
    possible = tuple(member for bag in bags for member in bag.possible)
    check_members(len(certain) + len(possible))
    return loose_set(Bag(certain, possible, first_reason(bags), possible_because=possible_reason(bags)))


def setintersection(first: Value, *others: Value) -> Value:
    """What is in all of the sets."""
    bags = _sets_in((first, *others))
    closed = [bag for bag in bags if not bag.open_because]
    candidates = distinct_of(member for bag in closed or bags for member in bag.certain + bag.possible).members
    lookups = [BagLookup(bag) for bag in bags]
    answers = [_of_all([lookup.holds(candidate) for lookup in lookups]) for candidate in candidates]
    certain = tuple(candidate for candidate, answer in zip(candidates, answers) if answer)
    doubtful = tuple(candidate for candidate, answer in zip(candidates, answers) if answer is None)
    because = possible_reason(bags) or _why_any(bags)
    return loose_set(Bag(certain, doubtful, "" if closed else first_reason(bags), possible_because=because))


def setsubtract(kept: Value, dropped: Value) -> Value:
    """What is in the first set and not in the second."""
    bag, without = _sets_in((kept, dropped))
    lookup = BagLookup(without)
    certain = tuple(member for member in bag.certain if lookup.holds(member) is False)
    doubtful = [member for member in bag.certain if lookup.holds(member) is None]
    doubtful += [member for member in bag.possible if lookup.holds(member) is not True]
    because = possible_reason([bag, without]) or _why_any([without, bag])
    return loose_set(Bag(certain, tuple(doubtful), bag.open_because, possible_because=because))


def _why_any(bags: Sequence[Bag]) -> str:
    """Why it is not settled what some of these have in common."""
    waiting = (member for bag in bags for member in bag.certain + bag.possible if not is_known(member))
    return first_reason(bags) or next((why_unsettled(member) for member in waiting), "")


def _sets_in(values: Sequence[Value]) -> List[Bag]:
    """The sets as bags, their members in the one type that all can have.

    Raises:
        EvaluationError: one is no list, tuple or set, or there is no such type.
    """
    return unified_bags([contents(list_in(value)) for value in values])


def _of_all(answers: Sequence[Optional[bool]]) -> Optional[bool]:
    if False in answers:
        return False
    return None if None in answers else True


def setproduct(*sequences: Value) -> Value:
    """Every combination of a member of each: a set where one of them is a set, else a list."""
    if len(sequences) < 2:  # noqa: PLR2004 - the combinations of one list are the list
        raise EvaluationError("setproduct() takes two lists or sets or more")
    makes_set = any(_is_set(sequence_in(sequence)) for sequence in sequences)
    parts = [list_in(sequence) for sequence in sequences]
    bags = [contents(part) for part in parts]
    if any(part == ListValue((), is_list=True) for part in parts):
        return SetValue() if makes_set else ListValue((), is_list=True)
    check_members(prod(len(bag.certain) + len(bag.possible) for bag in bags))
    certain, possible = _combinations(bags)
    combined = Bag(certain, possible, first_reason(bags), possible_because=possible_reason(bags))
    if makes_set:
        return loose_set(combined)
    if all(in_order(part) is not None for part in parts):
        return ListValue(certain, is_list=True)
    return loose_list(combined)


def _is_set(value: Value) -> bool:
    return isinstance(value, SetValue) or (isinstance(value, Bag) and value.is_set)


def _combinations(bags: Sequence[Bag]) -> Tuple[Tuple[Value, ...], Tuple[Value, ...]]:
    """The tuples of a member of each bag: those of certain members, and the others."""
    flagged = [
        [(member, True) for member in bag.certain] + [(member, False) for member in bag.possible] for bag in bags
    ]
    certain: List[Value] = []
    possible: List[Value] = []
    for combination in product(*flagged):
        row = ListValue(tuple(member for member, _ in combination))
        (certain if all(is_certain for _, is_certain in combination) else possible).append(row)
    return tuple(certain), tuple(possible)
