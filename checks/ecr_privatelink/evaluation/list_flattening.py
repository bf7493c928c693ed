"""Flattening lists, of which a member that waits may turn out to be a list, too."""

from __future__ import annotations

from typing import List, Optional, Union

from .collection_arguments import first_reason, loose_list, possible_reason, sequence_in
from .function_calling import check_members
from .resource_symbols import Symbol
from .symbolic_values import (
    Bag,
    ListValue,
    OneOf,
    SetValue,
    Unsettled,
    Value,
    contents,
    identical,
    in_order,
    why_unsettled,
)

_MOST_PAIRS = 100_000


def flatten(sequence: Value) -> Value:
    """The members of a list and of the lists, tuples and sets in it, at any depth."""
    found = sequence_in(sequence)
    ordered = _flat_members(found)
    if ordered is not None:
        return ListValue(tuple(ordered))
    return loose_list(_flat(found), is_list=False)


def _flat_members(sequence: Union[ListValue, SetValue, Bag]) -> Optional[List[Value]]:
    """The members in order, None where that is not settled."""
    members = in_order(sequence)
    if members is None:
        return None
    flat: List[Value] = []
    for member in members:
        if isinstance(member, (ListValue, SetValue, Bag)):
            inner = _flat_members(member)
            if inner is None:
                return None
            flat += inner
        elif _may_be_sequence(member):
            return None
        else:
            flat.append(member)
        check_members(len(flat))
    return flat


def _may_be_sequence(member: Value) -> bool:
    if isinstance(member, OneOf):
        return any(
            isinstance(option, (ListValue, SetValue, Bag)) or _may_be_sequence(option) for option in member.options
        )
    if isinstance(member, Symbol):
        return bool(member.path) and not member.is_name
    return isinstance(member, Unsettled)


def _flat(value: Value) -> Bag:
    """What is in a value once it is flattened; a single thing is in itself."""
    if isinstance(value, (ListValue, SetValue, Bag)):
        bag = contents(value)
        certain = [_flat(member) for member in bag.certain]
        possible = [_flat(member) for member in bag.possible]
        check_members(sum(len(part.certain) + len(part.possible) for part in certain + possible))
        return Bag(
            tuple(member for part in certain for member in part.certain),
            tuple(member for part in certain for member in part.possible)
            + tuple(member for part in possible for member in part.certain + part.possible),
            bag.open_because or first_reason(certain + possible),
            possible_because=possible_reason([bag, *certain, *possible]),
        )
    if not _may_be_sequence(value):
        return Bag((value,))
    if isinstance(value, OneOf):
        return _either([_flat(option) for option in value.options], value.because)
    return Bag((), () if isinstance(value, Unsettled) else (value,), why_unsettled(value))


def _either(bags: List[Bag], because: str) -> Bag:
    """One of these bags: what all have is certain, and the rest possible."""
    certain = list(bags[0].certain)
    possible: List[Value] = list(bags[0].possible)
    for bag in bags[1:]:
        theirs = list(bag.certain)
        shared: List[Value] = []
        countable = len(certain) * len(theirs) <= _MOST_PAIRS
        for member in certain:
            (shared if countable and _taken(theirs, member) else possible).append(member)
        possible += [*theirs, *bag.possible]
        certain = shared
    return Bag(tuple(certain), tuple(possible), first_reason(bags), possible_because=because or possible_reason(bags))


def _taken(members: List[Value], member: Value) -> bool:
    """Take one such member out, and tell whether there was one."""
    for place, other in enumerate(members):
        if identical(other, member):
            del members[place]
            return True
    return False
