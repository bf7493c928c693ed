"""Random calls: whatever what waits turns out to be, the true answer is among those that were left open."""

from __future__ import annotations

from random import Random
from typing import Callable, Dict, List, Mapping, NamedTuple, Sequence, Union

import pytest
from ecr_privatelink.evaluation.collection_functions import COLLECTION_FUNCTIONS
from ecr_privatelink.evaluation.member_equality import set_of
from ecr_privatelink.evaluation.resource_symbols import Symbol
from ecr_privatelink.evaluation.symbolic_values import (
    Bag,
    EvaluationError,
    Key,
    ListValue,
    MapValue,
    OneOf,
    SetValue,
    Unsettled,
    Value,
    identical,
    is_known,
    one_of,
)
from evaluating import new_id, new_resource

A, B = new_id("aws_subnet.a"), new_id("aws_subnet.b")
NAME = Symbol(new_resource("aws_lb.l"), ("arn",))
ATTRIBUTE = Symbol(new_resource("aws_lb.m"), ("zone_id",))
TEXTS = ("a", "b", "c", "", "1")

PARAMETERS: Mapping[str, str] = {
    **dict.fromkeys(["chunklist", "element"], "cn"),
    **dict.fromkeys(["contains", "index"], "ct"),
    **dict.fromkeys(["keys", "values"], "m"),
    **dict.fromkeys(["coalescelist", "concat", "setintersection", "setproduct", "setsubtract", "setunion"], "cc"),
    **dict.fromkeys(["compact", "distinct", "flatten", "length", "one", "reverse", "sort"], "c"),
    "coalesce": "ttt",
    "lookup": "mtt",
    "matchkeys": "ccc",
    "merge": "mm",
    "slice": "cnn",
    "zipmap": "cc",
}
"""The kinds of arguments: a collection, a map, a number, or text."""

FOLLOWING = [name for name, kinds in PARAMETERS.items() if kinds[0] != "t"]
"""What can be asked of a list or map that another function gave."""


class Pair(NamedTuple):
    """A value as it is known before the apply, and what it turns out to be."""

    before: Value
    after: Value


class World:
    """One way in which things may turn out, and random values in it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - nothing secret
        self.truth: Dict[Value, Value] = {
            A: "subnet-1",
            B: "subnet-2",
            NAME: self.random.choice(["arn", "a", "subnet-1"]),
            ATTRIBUTE: self.random.choice(["a", "b", "", None, "subnet-1"]),
        }

    def text(self) -> Pair:
        kind = self.random.random()
        if kind < 0.4:
            known = self.random.choice(TEXTS)
            return Pair(known, known)
        if kind < 0.8:
            symbol = self.random.choice(list(self.truth))
            return Pair(symbol, self.truth[symbol])
        if kind < 0.9:
            return Pair(Unsettled("unknown"), self.random.choice(TEXTS))
        options = self._some(self.text, 1, 3)
        return Pair(one_of(option.before for option in options), self.random.choice(options).after)

    def number(self) -> Pair:
        known = self.random.randint(0, 3)
        return Pair(known if self.random.random() < 0.9 else Unsettled("unknown"), known)

    def collection(self) -> Pair:
        members = self._some(self._member, 0, 3)
        kind = self.random.random()
        if kind < 0.5:
            return (
                Pair(*(ListValue(tuple(side)) for side in zip(*members))) if members else Pair(ListValue(), ListValue())
            )
        if kind < 0.65:
            return Pair(set_of(each.before for each in members), set_of(each.after for each in members))
        return self._bag(members)

    def _member(self) -> Pair:
        return self.text() if self.random.random() < 0.9 else Pair(ListValue(("a",)), ListValue(("a",)))

    def _bag(self, members: Sequence[Pair]) -> Pair:
        members = [each for each in members if not isinstance(each.before, ListValue)]
        possible = self._some(self.text, 0, 2)
        is_open, is_set = self.random.random() < 0.3, self.random.random() < 0.3
        true = [each.after for each in [*members, *(each for each in possible if self.random.random() < 0.5)]]
        true += [self.random.choice(TEXTS) for _ in range(self.random.randint(0, 2)) if is_open]
        self.random.shuffle(true)
        before = Bag(
            tuple(each.before for each in members),
            tuple(each.before for each in possible),
            "open" if is_open else "",
            is_set,
        )
        return Pair(before, set_of(true) if is_set else ListValue(tuple(true)))

    def mapping(self) -> Pair:
        before: Dict[Key, Value] = {}
        after: Dict[Key, Value] = {}
        possible: List[Key] = []
        taken: List[Value] = []
        keys: List[Key] = ["a", "b", A, B, NAME]
        for key in self.random.sample(keys, self.random.randint(0, 3)):
            true = self.truth.get(key, key)
            if true in taken or not isinstance(true, str):
                continue
            taken.append(true)
            entry = self.text()
            before[key] = entry.before
            if self.random.random() < 0.2:
                possible.append(key)
            if key not in possible or self.random.random() < 0.5:
                after[true] = entry.after
        is_open = self.random.random() < 0.2
        if is_open and "c" not in taken:
            after["c"] = "c"
        return Pair(MapValue(before, False, frozenset(possible), "open" if is_open else ""), MapValue(after))

    def _some(self, make: Callable[[], Pair], least: int, most: int) -> List[Pair]:
        return [make() for _ in range(self.random.randint(least, most))]

    def argument(self, kind: str) -> Pair:
        makers = {"c": self.collection, "m": self.mapping, "n": self.number, "t": self.text}
        return makers[kind]()

    def admits(self, before: Value, after: Value) -> bool:
        """Whether a value may have turned out so."""
        if isinstance(before, OneOf):
            return any(self.admits(option, after) for option in before.options)
        if isinstance(before, ListValue):
            same_kind = isinstance(after, ListValue) and before.is_list is after.is_list
            return same_kind and self._all_admitted(before.members, after)
        if isinstance(before, SetValue):
            return isinstance(after, SetValue) and self._fits(Bag(before.members), after.members)
        if isinstance(before, Bag):
            return isinstance(after, (ListValue, SetValue)) and self._fits(before, after.members)
        if isinstance(before, MapValue):
            return isinstance(after, MapValue) and self._fits_map(before, after)
        return isinstance(before, Unsettled) or identical(self.truth.get(before, before), after)

    def _all_admitted(self, before: Sequence[Value], after: Value) -> bool:
        members = after.members if isinstance(after, ListValue) else ()
        return len(before) == len(members) and all(map(self.admits, before, members))

    def _fits(self, bag: Bag, members: Sequence[Value]) -> bool:
        known = bag.certain + bag.possible
        return all(any(self.admits(each, member) for member in members) for each in bag.certain) and (
            bool(bag.open_because) or all(any(self.admits(each, member) for each in known) for member in members)
        )

    def _fits_map(self, before: MapValue, after: MapValue) -> bool:
        named = [(self.truth.get(key, key), key, entry) for key, entry in before.entries.items()]
        if any(name not in after.entries and key not in before.possible for name, key, _ in named):
            return False
        for name, entry in after.entries.items():
            candidates = [value for other, _, value in named if other == name]
            if candidates and not any(self.admits(value, entry) for value in candidates):
                return False
            if not (candidates or before.open_because):
                return False
        return True


def answer(name: str, arguments: Sequence[Value]) -> Union[Value, EvaluationError]:
    try:
        return COLLECTION_FUNCTIONS[name](*arguments)
    except EvaluationError as error:
        return error


def check_calls(world: World, name: str, further: Sequence[str]) -> int:
    """Call a function, and others on what it gives; the count of answers that were compared."""
    arguments = [world.argument(kind) for kind in PARAMETERS[name]]
    compared = 0
    for following in [*further, ""]:
        before = answer(name, [argument.before for argument in arguments])
        after = answer(name, [argument.after for argument in arguments])
        if isinstance(after, EvaluationError) or not is_known(after):
            break
        assert not isinstance(before, EvaluationError), (name, arguments, after)
        assert world.admits(before, after), (name, arguments, before, after)
        compared += 1
        if not following:
            break
        name = following
        arguments = [Pair(before, after), *(world.argument(kind) for kind in PARAMETERS[name][1:])]
    return compared


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_true_answer_is_among_those_that_are_left_open(name: str) -> None:
    worlds = (World(seed) for seed in range(250))
    compared = [check_calls(world, name, world.random.sample(FOLLOWING, 2)) for world in worlds]
    assert sum(compared) > 30


def test_every_function_of_collections_that_takes_text_is_tried() -> None:
    assert set(COLLECTION_FUNCTIONS) - set(PARAMETERS) == {"alltrue", "anytrue", "range", "transpose"}
