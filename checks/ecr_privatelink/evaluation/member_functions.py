"""Functions that look for, keep, or drop members by what they are."""

from __future__ import annotations

from dataclasses import replace
from typing import List, Optional

from .collection_arguments import any_of, list_in, loose_list, ordered_in, sequence_in, unified, unified_bags
from .member_equality import BagLookup, distinct_of
from .symbolic_values import (
    Bag,
    EvaluationError,
    ListValue,
    Unsettled,
    Value,
    contents,
    in_order,
    is_collection,
    is_known,
    is_scalar,
    same,
    why_unsettled,
)
from .type_constraints import BOOL, STRING


def alltrue(sequence: Value) -> Value:
    """Whether every member is true; null is not."""
    return _decided(sequence, deciding=False)


def anytrue(sequence: Value) -> Value:
    """Whether a member is true."""
    return _decided(sequence, deciding=True)


def _decided(sequence: Value, *, deciding: bool) -> Value:
    """The deciding answer where a member gives it, the other one where none can."""
    bag = contents(list_in(sequence, BOOL))
    certain = [False if member is None else member for member in bag.certain]
    possible = [False if member is None else member for member in bag.possible]
    if deciding in certain:
        return deciding
    if bag.open_because:
        return Unsettled(bag.open_because)
    waiting = [member for member in certain + possible if not isinstance(member, bool)]
    if waiting:
        return Unsettled(why_unsettled(waiting[0]))
    return Unsettled("its members are not settled") if deciding in possible else not deciding


def coalesce(*values: Value) -> Value:
    """The first that is neither null nor empty text, in the type that all can have."""
    given = [value for value in values if value is not None]
    if not given:
        raise EvaluationError("coalesce() takes a value that is not null")
    beside_null = len(given) < len(values) and any(map(is_collection, given))
    found: List[Value] = []
    for value in given if beside_null else unified(given):  # null without a type keeps collections as they are
        filled = _is_filled(value)
        if filled is not False:
            found.append(value)
        if filled:
            return any_of(found)
    if not found:
        raise EvaluationError("coalesce() finds only null and empty text")
    return any_of(found, "all that coalesce() is given may be null or empty")


def _is_filled(value: Value) -> Optional[bool]:
    """Whether it is neither null nor empty text, None where that is not settled."""
    if is_collection(value):
        return True
    answers = (same(value, None), same(value, ""))
    if True in answers:
        return False
    return None if None in answers else True


def coalescelist(*sequences: Value) -> Value:
    """The first list or tuple that is not empty."""
    if not sequences:
        raise EvaluationError("coalescelist() takes one list or more")
    bags = [contents(ordered_in(sequence)) for sequence in sequences]
    found: List[Value] = []
    for sequence, bag in zip(sequences, bags):
        if bag.certain or bag.possible or bag.open_because:
            found.append(sequence)
        if bag.certain:
            return any_of(found)
    if not found:
        raise EvaluationError("coalescelist() finds only empty lists")
    return any_of(found, "all lists that coalescelist() is given may be empty")


def compact(sequence: Value) -> Value:
    """The members as text, without null and empty text."""
    found = list_in(sequence, STRING)
    bag = contents(found)
    certain = tuple(member for member in bag.certain if _is_filled(member))
    doubtful = [member for member in bag.certain if _is_filled(member) is None]
    doubtful += [member for member in bag.possible if _is_filled(member) is not False]
    if in_order(found) is not None and not doubtful:
        return ListValue(certain, is_list=True)
    because = bag.possible_because or (why_unsettled(doubtful[0]) if doubtful else "")
    return loose_list(Bag(certain, tuple(doubtful), bag.open_because, possible_because=because))


def contains(sequence: Value, value: Value) -> Value:
    """Whether a list, tuple or set has a value, of exactly its type."""
    if value is None:
        raise EvaluationError("contains() looks for no null")
    bag = contents(sequence_in(sequence))
    answer = BagLookup(bag).holds(value)
    if answer is None:
        return Unsettled(bag.open_because or _why_not_told(bag, value))
    return answer


def _why_not_told(bag: Bag, value: Value) -> str:
    return why_unsettled(bag if is_scalar(value) else value)


def distinct(sequence: Value) -> Value:
    """The members without repetitions; some that wait may turn out to be repetitions of each other."""
    found = list_in(sequence)
    bag = contents(found)
    certain, settled = distinct_of(bag.certain)
    if settled and in_order(found) is not None:
        return ListValue(certain, is_list=True)
    return loose_list(replace(bag, certain=certain))


def matchkeys(values: Value, keys: Value, searched: Value) -> Value:
    """The values at whose positions the keys are among the searched ones."""
    found, names, sought = list_in(values), list_in(keys), list_in(searched)
    members, places = in_order(found), in_order(names)
    if members is None or places is None:
        bag = contents(found)
        because = why_unsettled(found if members is None else names)
        return loose_list(Bag((), bag.certain + bag.possible, bag.open_because, possible_because=because))
    if len(members) != len(places):
        raise EvaluationError("matchkeys() takes as many keys as values")
    places_bag, sought_bag = unified_bags([Bag(places), contents(sought)])
    lookup = BagLookup(sought_bag)
    answers = [lookup.holds(place) for place in places_bag.certain]
    certain = tuple(member for member, answer in zip(members, answers) if answer)
    doubtful = tuple(member for member, answer in zip(members, answers) if answer is None)
    if not doubtful:
        return ListValue(certain, is_list=True)
    because = why_unsettled(names if is_known(sought) else sought)
    return loose_list(Bag(certain, doubtful, possible_because=because))
