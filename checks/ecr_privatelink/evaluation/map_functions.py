"""Functions of maps and objects, of which keys may wait for the apply and entries may be missing."""

from __future__ import annotations

from fractions import Fraction
from typing import Dict, Hashable, Iterable, List, Sequence, Set, Tuple

from .collection_arguments import any_of, list_in, loose_list, map_in, ordered_in, unified
from .function_calling import check_members
from .member_equality import all_differ, distinct_of
from .resource_symbols import Symbol
from .symbolic_values import (
    Bag,
    EvaluationError,
    Key,
    LimitError,
    ListValue,
    MapValue,
    SetValue,
    Text,
    Unsettled,
    Value,
    contents,
    identical,
    in_order,
    is_scalar,
    one_of,
    same,
    sorted_keys,
    why_unsettled,
)
from .type_constraints import BOOL, NUMBER, STRING, convert

_MOST_COMPARISONS = 50_000


def keys(mapping: Value) -> Value:
    """The keys, sorted: a list of a map's, a tuple of an object's."""
    found = map_in(mapping)
    if found.settled:
        return ListValue(tuple(sorted_keys(found)), found.is_map)
    certain = tuple(key for key in found.entries if key not in found.possible)
    possible = tuple(key for key in found.entries if key in found.possible)
    return loose_list(Bag(certain, possible, found.open_because), is_list=found.is_map)


def values(mapping: Value) -> Value:
    """The entries in the order of their keys: a list of a map's, a tuple of an object's."""
    found = map_in(mapping)
    if found.settled:
        return ListValue(in_order(found) or (), found.is_map)
    bag = contents(found)
    if all_differ(tuple(found.entries)):
        return loose_list(bag, is_list=found.is_map)
    return Bag((), bag.certain + bag.possible, bag.open_because)  # of two keys that turn out equal, one entry stays


def lookup(mapping: Value, key: Value, *default: Value) -> Value:
    """The entry of a key, or the default."""
    if len(default) > 1:
        raise EvaluationError("lookup() takes two or three arguments")
    if key is None:
        raise EvaluationError("lookup() looks for no null")
    found = map_in(mapping)
    sought = convert(key, STRING)
    otherwise = [_in_type_of(found, value) for value in default]
    equal = {other: same(other, sought) for other in found.entries}
    options = [found.entries[other] for other, answer in equal.items() if answer is not False]
    if any(answer and other not in found.possible for other, answer in equal.items()):
        return any_of(options)
    if not (options or otherwise or found.open_because):
        raise EvaluationError("the map does not have the key")
    refused = "" if otherwise else "the map may not have the key"
    return any_of([*options, *otherwise], found.open_because or refused)


def _in_type_of(found: MapValue, default: Value) -> Value:
    """The default in the type of a map's entries, as far as they show it; an object's may be of any type.

    Raises:
        EvaluationError: it cannot have that type.
    """
    entry = next((entry for entry in found.entries.values() if entry is not None), None)
    if not found.is_map or entry is None or default is None:
        return default
    if isinstance(entry, (str, Text)):
        return convert(default, STRING)
    if is_scalar(entry):
        return convert(default, BOOL if isinstance(entry, bool) else NUMBER)
    unchanged, converted = unified([entry, default])
    if not identical(unchanged, entry):  # the default's type is another one than the entries'
        return any_of([default], "Terraform may refuse the default")
    return converted


def merge(*mappings: Value) -> Value:
    """The entries of several maps, of which a later one counts: a map where all are maps of one type."""
    merged = _Entries()
    for mapping in mappings:
        if mapping is not None:
            merged.put_all(map_in(mapping))
    are_maps = bool(mappings) and all(isinstance(mapping, MapValue) and mapping.is_map for mapping in mappings)
    return merged.value(is_map=are_maps and _have_one_shape(mappings))


def object_of(entries: Sequence[Tuple[Value, Value]]) -> Value:
    """The object of these keys and what stands behind each, of which a later one of the same key counts."""
    settled: Dict[Key, Value] = {key: one_of([entry]) for key, entry in entries if isinstance(key, str)}
    if len(settled) < len(entries):
        return merge(*(_object_of_one(key, entry) for key, entry in entries))
    check_members(len(settled))
    return MapValue(settled)


def _object_of_one(key: Value, entry: Value) -> MapValue:
    if isinstance(key, (str, Symbol, Text)):
        return MapValue({key: entry})
    return MapValue(open_because=why_unsettled(key))


def _have_one_shape(mappings: Tuple[Value, ...]) -> bool:
    """As far as the entries of maps show, they are of one type."""
    entries = (entry for mapping in mappings if isinstance(mapping, MapValue) for entry in mapping.entries.values())
    return len({_shape(entry) for entry in entries} - {None}) <= 1


def _shape(entry: Value) -> Hashable:
    if isinstance(entry, ListValue):
        return ("list", 0) if entry.is_list else ("tuple", len(entry.members))
    if isinstance(entry, MapValue) and entry.settled:
        return ("map",) if entry.is_map else ("object", *sorted_keys(entry))
    if isinstance(entry, (str, Text)) or (isinstance(entry, Symbol) and entry.is_name):
        return "text"
    if isinstance(entry, SetValue) or (is_scalar(entry) and entry is not None):
        return "number" if isinstance(entry, Fraction) else type(entry).__name__
    return None


def zipmap(names: Value, entries: Value) -> Value:
    """The entries by the keys at the same positions: a map where they are a list, else an object."""
    found, given = list_in(names, STRING), ordered_in(entries)
    is_map = isinstance(given, ListValue) and given.is_list
    places, members = in_order(found), in_order(given)
    if places is None:
        return MapValue(is_map=is_map, open_because=why_unsettled(found))
    if None in places:
        raise EvaluationError("zipmap() takes no null for a key")
    if members is None:
        bag = contents(given)
        members = (any_of(bag.certain + bag.possible, bag.open_because),) * len(places)
    if len(places) != len(members):
        raise EvaluationError("zipmap() takes as many keys as values")
    zipped = _Entries()
    for place, member in zip(places, members):
        zipped.put(place, member)
    return zipped.value(is_map=is_map)


def transpose(mapping: Value) -> Value:
    """A map of lists of text turned round: by each member, the keys of the lists that have it."""
    found = map_in(mapping)
    if not found.settled:
        return MapValue(is_map=True, open_because=why_unsettled(found))
    lists = {key: list_in(entry, STRING) for key, entry in found.entries.items()}
    members = tuple(member for entry in lists.values() for member in contents(entry).certain)
    if None in members:
        raise EvaluationError("transpose() takes no null")
    ordered = all(in_order(entry) is not None for entry in lists.values())
    are_keys = all(isinstance(member, (str, Symbol, Text)) for member in members)
    if not (ordered and are_keys and distinct_of(members).settled):
        return MapValue(is_map=True, open_because=why_unsettled(found))
    turned: Dict[Value, List[Value]] = {}
    for name in sorted_keys(found):
        for member in contents(lists[name]).certain:
            turned.setdefault(member, []).append(name)
    built = _Entries()
    for member, owners in turned.items():
        built.put(member, ListValue(tuple(owners), is_list=True))
    return built.value(is_map=True)


class _Entries:
    """A map while it is being put together, of which later entries replace earlier ones."""

    def __init__(self) -> None:
        self._entries: Dict[Key, List[Value]] = {}  # one of these each
        self._possible: Set[Key] = set()
        self._open_because = ""
        self._waiting: List[Key] = []
        self._comparisons = 0

    def put_all(self, mapping: MapValue) -> None:
        """Put the entries of a map in."""
        if mapping.open_because:
            self._open_up(mapping.open_because)
        check_members(len(self._entries) + len(mapping.entries))
        for key, entry in mapping.entries.items():
            self.put(key, entry, certain=key not in mapping.possible)

    def put(self, key: Value, entry: Value, *, certain: bool = True) -> None:
        """Put an entry in; it may replace that of another key that may turn out to be the same."""
        if not isinstance(key, (str, Symbol, Text)):
            self._open_up(why_unsettled(key))
            return
        for other in self._rivals(key):
            self._entries[other].append(entry)
        if key not in self._entries and _may_be_another(key):
            self._waiting.append(key)
        if certain:
            self._possible.discard(key)
            self._entries[key] = [entry]
        elif key in self._entries:
            self._entries[key].append(entry)
        else:
            self._possible.add(key)
            self._entries[key] = [entry, *([Unsettled(self._open_because)] if self._open_because else [])]

    def _open_up(self, because: str) -> None:
        """Let there be entries of any key, which replace what is there."""
        for entries in self._entries.values():
            entries.append(Unsettled(because))
        self._open_because = self._open_because or because

    def _rivals(self, key: Key) -> List[Key]:
        """The other keys that may turn out to be this one."""
        others: Iterable[Key] = self._entries if _may_be_another(key) else self._waiting
        rivals: List[Key] = []
        for other in others:
            self._comparisons += 1
            if self._comparisons > _MOST_COMPARISONS:
                raise LimitError("a map would have too many keys that wait for the apply")
            if same(other, key) is None:
                rivals.append(other)
        return rivals

    def value(self, *, is_map: bool) -> MapValue:
        """The map, or object."""
        entries = {key: any_of(options) for key, options in self._entries.items()}
        return MapValue(entries, is_map, frozenset(self._possible), self._open_because)


def _may_be_another(key: Key) -> bool:
    """It waits, and may turn out to be equal to a key that is known or waits, too."""
    return isinstance(key, Text) or (isinstance(key, Symbol) and not key.is_new_id)
