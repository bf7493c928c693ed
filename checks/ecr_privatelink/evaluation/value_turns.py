"""Going through a value, as `for`, splats and `dynamic` blocks do, and gathering what comes of it."""

from __future__ import annotations

from typing import Dict, List, NamedTuple, Set, Tuple

from .member_equality import all_differ
from .resource_symbols import Symbol
from .symbolic_values import (
    Bag,
    EvaluationError,
    JsonText,
    Key,
    ListValue,
    MapValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
    contents,
    in_order,
    is_collection,
    is_scalar,
    one_of,
    same,
    sorted_keys,
    why_unsettled,
)
from .value_steps import as_key


class Turn(NamedTuple):
    """One turn: the member's key and value, and whether the member is certainly there."""

    key: Value
    value: Value
    certain: bool


class Turns(NamedTuple):
    """All turns, in order or, where not `ordered`, in one that is not settled; `open_because` there may be others."""

    members: Tuple[Turn, ...] = ()
    ordered: bool = True
    open_because: str = ""


class Result(NamedTuple):
    """What one turn gives, whether it certainly does, and why not; `key` where an object is made."""

    certain: bool
    value: Value
    key: Value = None
    because: str = ""


def turns_of(source: Value) -> Turns:
    """The turns through a value; a module instance is opened before.

    Raises:
        EvaluationError: Terraform cannot go through it.
    """
    if isinstance(source, MapValue):
        return _turns_of_map(source)
    if is_scalar(source) or isinstance(source, Text) or (isinstance(source, Symbol) and source.is_name):
        raise EvaluationError("it is nothing to go through")
    is_set = isinstance(source, SetValue) or (isinstance(source, Bag) and source.is_set)
    members = in_order(source) if is_collection(source) else None
    if members is not None:
        return Turns(tuple(Turn(value if is_set else place, value, True) for place, value in enumerate(members)))
    bag = contents(source)
    place = Unsettled("its position is not settled")
    certain = tuple(Turn(value if is_set else place, value, True) for value in bag.certain)
    possible = tuple(Turn(value if is_set else place, value, False) for value in bag.possible)
    return Turns(certain + possible, False, bag.open_because)


def _turns_of_map(source: MapValue) -> Turns:
    if source.settled:
        return Turns(tuple(Turn(key, source.entries[key], True) for key in sorted_keys(source)))
    members = tuple(Turn(key, entry, key not in source.possible) for key, entry in source.entries.items())
    return Turns(members, len(members) <= 1 and not source.open_because, source.open_because)


def collected(results: List[Result], turns: Turns) -> Value:
    """The tuple of the results; a bag where one may be missing, or their order is not settled."""
    certain = tuple(result.value for result in results if result.certain)
    possible = tuple(result.value for result in results if not result.certain)
    if possible or turns.open_because or not (turns.ordered or len(certain) <= 1):
        because = next((result.because for result in results if result.because), "")
        return Bag(certain, possible, turns.open_because, possible_because=because)
    return ListValue(certain)


def keyed(results: List[Result], turns: Turns) -> Value:
    """The object of the results by key.

    Raises:
        EvaluationError: two results have one key.
    """
    entries: Dict[Key, Value] = {}
    possible: Set[Key] = set()
    open_because = turns.open_because
    for result in results:
        if isinstance(result.key, (Unsettled, OneOf, JsonText)):
            open_because = open_because or why_unsettled(result.key)
            continue
        key = as_key(result.key)
        settled = key in entries and key not in possible
        if settled and result.certain and _are_apart(turns):
            raise EvaluationError("two entries have one key")
        entries[key] = one_of([entries[key], result.value]) if key in entries else result.value
        if not result.certain and not settled:
            possible.add(key)
        elif result.certain:
            possible.discard(key)
    if open_because:  # where one that may be missing is, another entry may have its key
        entries.update({key: one_of([entries[key], Unsettled(open_because)]) for key in possible})
    return MapValue(entries, possible=frozenset(possible), open_because=open_because)


def _are_apart(turns: Turns) -> bool:
    """No two turns can turn out to be one, as those through a set can."""
    what = (turn.value if isinstance(turn.key, Unsettled) else turn.key for turn in turns.members)
    return turns.ordered or all_differ(tuple(what))


def grouped(results: List[Result], turns: Turns) -> Value:
    """The object of the lists of results that have a key in common."""
    groups: Dict[Key, List[Result]] = {}
    for result in results:
        if isinstance(result.key, (Unsettled, OneOf, JsonText)):
            return MapValue(open_because=why_unsettled(result.key))
        groups.setdefault(as_key(result.key), []).append(result)
    waiting = [key for key in groups if not isinstance(key, str)]
    if any(same(key, other) is None for key in waiting for other in groups if other is not key):
        return MapValue(open_because=f"which groups are one is not settled: {why_unsettled(waiting[0])}")
    if turns.open_because:
        return MapValue(open_because=turns.open_because)
    possible = frozenset(key for key, group in groups.items() if not any(result.certain for result in group))
    return MapValue({key: collected(group, turns) for key, group in groups.items()}, possible=possible)
