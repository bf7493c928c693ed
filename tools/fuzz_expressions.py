"""Random expressions over things that wait for the apply, and what they come to once those are known.

A `World` is one way in which things may turn out: each of its names has a value as it is before
the apply, and the one that it turns out to have. A `Writer` makes the text of an expression of
those names, and `admits` tells whether a value before the apply leaves room for one after it.
Whether a list is a tuple, and a map an object, does not count: a conditional may leave that open.
"""

from __future__ import annotations

from random import Random
from typing import Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from ecr_privatelink.evaluation.expression_evaluation import evaluate
from ecr_privatelink.evaluation.member_equality import set_of
from ecr_privatelink.evaluation.resource_symbols import Symbol
from ecr_privatelink.evaluation.symbolic_values import (
    Bag,
    EvaluationError,
    JsonText,
    Key,
    LimitError,
    ListValue,
    MapValue,
    ModuleValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
    identical,
    is_known,
    is_scalar,
    one_of,
)
from ecr_privatelink.evaluation.type_constraints import STRING, convert
from ecr_privatelink.plan.plan_address import Index
from ecr_privatelink.plan.plan_index import MANAGED, BlockName, Resource
from ecr_privatelink.source.expression_parsing import parse_expression
from ecr_privatelink.source.expression_tree import Expression

_TEXTS = ("a", "b", "ab", "", "1", "true", "subnet-0")
_MOST_STEPS = 20_000


class Guess(NamedTuple):
    """A value as it is known before the apply, and what it turns out to be."""

    before: Value
    after: Value


class World:
    """One way in which things may turn out."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - nothing secret
        self._truths: Dict[str, MapValue] = {}
        self.blocks = self._blocks()
        self.names = self._names()

    def before(self) -> WorldNames:
        """The names as they are before the apply."""
        return WorldNames({name: guess.before for name, guess in {**self.blocks, **self.names}.items()})

    def after(self) -> WorldNames:
        """The names as they turn out."""
        return WorldNames({name: guess.after for name, guess in {**self.blocks, **self.names}.items()})

    # Resources

    def _blocks(self) -> Dict[str, Guess]:
        single = {f"aws_subnet.{name}": self._instance(f"aws_subnet.{name}") for name in "ab"}
        counted = [self._instance(f"aws_subnet.c[{place}]") for place in range(self.random.randint(1, 3))]
        each = {key: self._instance(f'aws_subnet.e["{key}"]') for key in "ab"[: self.random.randint(1, 2)]}
        return {
            **single,
            "aws_lb.l": self._instance("aws_lb.l"),
            "aws_subnet.c": Guess(*(ListValue(tuple(side)) for side in zip(*counted))),
            "aws_subnet.e": Guess(
                MapValue({key: guess.before for key, guess in each.items()}),
                MapValue({key: guess.after for key, guess in each.items()}),
            ),
        }

    def _instance(self, address: str) -> Guess:
        kind, _, name = address.partition(".")
        resource = Resource(address, (), BlockName(MANAGED, kind, name), None, {}, {"id": True}, None, None)
        zones = [ListValue(tuple(self.random.choices(_TEXTS, k=self.random.randint(0, 2))), is_list=True), None]
        truth = MapValue(
            {
                "id": f"{kind[4:]}-{len(self._truths) + 1}",
                "zone": self.random.choice([*_TEXTS, None]),
                "zones": self.random.choice(zones),
                "tags": MapValue({"a": self.random.choice(_TEXTS)}, is_map=True),
            }
        )
        self._truths[address] = truth
        return Guess(Symbol(resource, ()), truth)

    def truth_of(self, symbol: Symbol) -> Value:
        """What a symbol turns out to be; unsettled where there is nothing at its path."""
        found: Value = self._truths[symbol.resource.address]
        for step in symbol.path:
            if isinstance(step, Index) and isinstance(step.key, int):
                members = found.members if isinstance(found, ListValue) else ()
                found = members[step.key] if 0 <= step.key < len(members) else Unsettled("nothing is there")
            else:
                key = str(step.key) if isinstance(step, Index) else step
                found = found.entries.get(key, Unsettled("nothing is there")) if isinstance(found, MapValue) else None
        return found

    # Variables

    def _names(self) -> Dict[str, Guess]:
        makers: Mapping[str, Callable[[], Guess]] = {
            "text": self.text,
            "number": self.number,
            "bool": self.truth,
            "list": self.list,
            "set": self.set,
            "map": self.map,
            "lists": lambda: self._tuple(self.list),
            "maps": lambda: self._object(self.list),
            "objects": lambda: self._tuple(self.map),
        }
        return {f"var.{kind}{place}": self._wrapped(make) for kind, make in makers.items() for place in (1, 2)}

    def _wrapped(self, make: Callable[[], Guess]) -> Guess:
        """What is made; now and then one of several, or anything."""
        if self._chance(0.1):
            return Guess(Unsettled("unknown"), make().after)
        if self._chance(0.2):
            options = [make() for _ in range(self.random.randint(1, 3))]
            return Guess(one_of(option.before for option in options), self.random.choice(options).after)
        return make()

    def text(self) -> Guess:
        """Text, null, or what may be either."""
        if self._chance(0.5):
            known = self.random.choice([*_TEXTS, None])
            return Guess(known, known)
        if self._chance(0.8):
            whole = self.random.choice([guess.before for guess in self.blocks.values()])
            symbols = [whole] if isinstance(whole, Symbol) else []
            resource = symbols[0].resource if symbols else None
            if resource is None:
                return self.text()
            symbol = Symbol(resource, (self.random.choice(["id", "id", "zone"]),))
            return Guess(symbol, self.truth_of(symbol))
        return Guess(Unsettled("unknown"), self.random.choice([*_TEXTS, None]))

    def number(self) -> Guess:
        """A small number."""
        known = self.random.randint(-1, 3)
        return Guess(known, known) if self._chance(0.7) else Guess(Unsettled("unknown"), known)

    def truth(self) -> Guess:
        """A bool."""
        known = self._chance(0.5)
        return Guess(known, known) if self._chance(0.5) else Guess(Unsettled("unknown"), known)

    def list(self) -> Guess:
        """A tuple or list, or a bag of what may be in it."""
        if self._chance(0.3):
            return self._bag(is_set=False)
        members = self._some(self.text, 3)
        is_list = self._chance(0.5)
        return Guess(*(ListValue(side, is_list) for side in _sides(members)))

    def set(self) -> Guess:
        """A set, or a bag of what may be in it."""
        if self._chance(0.3):
            return self._bag(is_set=True)
        return Guess(*map(set_of, _sides(self._some(self.text, 3))))

    def map(self) -> Guess:
        """An object or map, of which entries may be missing or others be there."""
        found = self._object(self.text)
        before, after = found
        if not (isinstance(before, MapValue) and isinstance(after, MapValue)):
            return found
        is_map = self._chance(0.5)
        possible = frozenset(key for key in before.entries if self._chance(0.15))
        gone = {key for key in possible if isinstance(key, str) and self._chance(0.5)}
        names = {self._true_key(key) for key in gone}
        because = "open" if self._chance(0.15) else ""
        entries = {key: entry for key, entry in after.entries.items() if key not in names}
        if because and self._chance(0.5):
            entries.setdefault("c", self.random.choice(_TEXTS))
        return Guess(MapValue(before.entries, is_map, possible, because), MapValue(entries, is_map))

    def _true_key(self, key: Key) -> Value:
        return self.truth_of(key) if isinstance(key, Symbol) else key

    def _tuple(self, make: Callable[[], Guess]) -> Guess:
        return Guess(*(ListValue(side) for side in _sides(self._some(make, 2))))

    def _object(self, make: Callable[[], Guess]) -> Guess:
        ids = [
            Symbol(guess.before.resource, ("id",)) for guess in self.blocks.values() if isinstance(guess.before, Symbol)
        ]
        keys: List[Key] = ["a", "b", "zone", *ids]
        before: Dict[Key, Value] = {}
        after: Dict[Key, Value] = {}
        for key in self.random.sample(keys, self.random.randint(0, 3)):
            entry = make()
            before[key] = entry.before
            after[str(self._true_key(key))] = entry.after
        return Guess(MapValue(before), MapValue(after))

    def _bag(self, *, is_set: bool) -> Guess:
        certain, possible = self._some(self.text, 2), self._some(self.text, 2)
        is_open = self._chance(0.3)
        if is_set:
            certain = [guess for place, guess in enumerate(certain) if guess.before not in _sides(certain[:place])[0]]
        true = [guess.after for guess in certain]
        true += [guess.after for guess in possible if self._chance(0.5)]
        true += [self.random.choice(_TEXTS) for _ in range(self.random.randint(0, 2)) if is_open]
        self.random.shuffle(true)
        before = Bag(_sides(certain)[0], _sides(possible)[0], "open" if is_open else "", is_set)
        return Guess(before, set_of(true) if is_set else ListValue(tuple(true), self._chance(0.5)))

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _some(self, make: Callable[[], Guess], most: int) -> List[Guess]:
        return [make() for _ in range(self.random.randint(0, most))]

    # What may have turned out

    def admits(self, before: Value, after: Value) -> bool:  # noqa: PLR0911 - one for each kind of value
        """Whether a value may have turned out so."""
        if isinstance(before, OneOf):
            return any(self.admits(option, after) for option in before.options)
        if isinstance(before, (Symbol, Text)):
            return self._is_truth(before, after)
        if (
            isinstance(before, (ListValue, SetValue))
            and isinstance(after, (ListValue, SetValue))
            and not before.members
            and not after.members
        ):
            return True
        if isinstance(before, ListValue):
            members = after.members if isinstance(after, ListValue) else None
            return (
                members is not None
                and len(members) == len(before.members)
                and all(map(self.admits, before.members, members))
            )
        if isinstance(before, SetValue):
            return isinstance(after, SetValue) and self._fits(Bag(before.members), after.members)
        if isinstance(before, Bag):
            return isinstance(after, SetValue if before.is_set else (ListValue, SetValue)) and self._fits(
                before, after.members
            )
        if isinstance(before, MapValue):
            return isinstance(after, MapValue) and self._fits_map(before, after)
        return isinstance(before, (Unsettled, JsonText)) or identical(before, after)

    def _is_truth(self, before: Union[Symbol, Text], after: Value) -> bool:
        if isinstance(before, Symbol):
            return _stands_for(self.truth_of(before), after)
        parts = [part if isinstance(part, str) else _as_text(self.truth_of(part)) for part in before.parts]
        return None not in parts and "".join(map(str, parts)) == after

    def _fits(self, bag: Bag, members: Sequence[Value]) -> bool:
        known = bag.certain + bag.possible
        return all(any(self.admits(each, member) for member in members) for each in bag.certain) and (
            bool(bag.open_because) or all(any(self.admits(each, member) for each in known) for member in members)
        )

    def _fits_map(self, before: MapValue, after: MapValue) -> bool:
        named = [(self._key_text(key), key, entry) for key, entry in before.entries.items()]
        if any(name not in after.entries and key not in before.possible for name, key, _ in named):
            return False
        for name, entry in after.entries.items():
            candidates = [value for other, _, value in named if other == name]
            if candidates and not any(self.admits(value, entry) for value in candidates):
                return False
            if not (candidates or before.open_because):
                return False
        return True

    def _key_text(self, key: Key) -> Optional[str]:
        if isinstance(key, Text):
            parts = [part if isinstance(part, str) else _as_text(self.truth_of(part)) for part in key.parts]
            return None if None in parts else "".join(map(str, parts))
        return _as_text(self.truth_of(key)) if isinstance(key, Symbol) else key


def _sides(guesses: Sequence[Guess]) -> Tuple[Tuple[Value, ...], Tuple[Value, ...]]:
    return tuple(guess.before for guess in guesses), tuple(guess.after for guess in guesses)


def _as_text(value: Value) -> Optional[str]:
    text = convert(value, STRING) if is_scalar(value) else None
    return text if isinstance(text, str) else None


def _stands_for(truth: Value, after: Value) -> bool:
    """Whether a value is the true one, converted or not: a symbol stands for it in any type."""
    if isinstance(truth, Unsettled) or identical(truth, after):
        return True
    if is_scalar(truth) and is_scalar(after):
        return _as_text(truth) is not None and _as_text(truth) == _as_text(after)
    if isinstance(truth, (ListValue, SetValue)) and isinstance(after, (ListValue, SetValue)):
        return set(map(_as_text, truth.members)) == set(map(_as_text, after.members))
    if isinstance(truth, MapValue) and isinstance(after, MapValue):
        return truth.entries == after.entries
    return False


class WorldNames:
    """The names of a world, before or after."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values
        self._steps = 0

    def named(self, kind: str, name: str) -> Value:
        """A variable."""
        return self._value(f"{kind}.{name}")

    def block(self, block: BlockName) -> Value:
        """A whole block."""
        return self._value(str(block))

    def _value(self, name: str) -> Value:
        if name not in self._values:
            raise EvaluationError(f"{name} is not given")
        return self._values[name]

    def attribute_of(self, whole: Union[Symbol, ModuleValue], name: str) -> Value:
        """An attribute that waits."""
        if not isinstance(whole, Symbol) or name not in ("id", "zone", "zones", "tags"):
            raise EvaluationError(f"there is no {name}")
        return Symbol(whole.resource, (name,))

    def opened(self, module: ModuleValue) -> Value:
        """There are no modules."""
        raise EvaluationError(f"{module} is not there")

    def file_text(self, path: str) -> Value:
        """There are no files."""
        raise EvaluationError(f"{path} is not there")

    def take_step(self) -> None:
        """Count a step.

        Raises:
            LimitError: there were too many.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise LimitError("too many steps")

    holds_secret = False

    def keep_secret(self, value: Value) -> None:
        """Nothing is hidden."""


class UnsoundError(Exception):
    """An answer before the apply that leaves no room for what it turns out to be."""


def is_compared(world: World, text: str) -> bool:
    """Hold an expression's answers before and after against each other, where Terraform does not refuse it.

    Raises:
        UnsoundError: they do not agree.
        ExpressionError: the text is no expression.
    """
    expression = parse_expression(text)
    before, after = _answer(expression, world.before()), _answer(expression, world.after())
    if isinstance(after, (EvaluationError, LimitError)) or not is_known(after) or isinstance(before, LimitError):
        return False
    if isinstance(before, EvaluationError) or not world.admits(before, after):
        raise UnsoundError(f"{text} comes to {after!r}, after {before!r}")
    return True


def _answer(expression: Expression, names: WorldNames) -> Union[Value, EvaluationError, LimitError]:
    try:
        return evaluate(expression, names)
    except (EvaluationError, LimitError) as error:
        return error


_GRAMMAR = r"""
any:
    {text}
    {number}
    {bool}
    {list}
    {set}
    {map}
    {lists}
    {maps}
    {objects}
    {block}
    null
text:
    {text}
    {text}
    "${{{text}}}"
    "{word}-${{{text}}}"
    "${{{text}}}${{{text}}}"
    tostring({number})
    "%{{ if {bool} }}{word}%{{ else }}${{{text}}}%{{ endif }}"
    "%{{ for x in {list} }}${{x}},%{{ endfor }}"
    {bool} ? {text} : {text}
    try({text}, {text})
    coalesce({text}, {text})
    {list}[{number}]
    element({list}, {number})
    {map}[{text}]
    {map}["a"]
    {map}.b
    lookup({map}, {text}, {text})
    join("{word}", {list})
    format("%s-%v", {text}, {text})
    lower({text})
    upper({text})
    replace({text}, "a", "b")
    one({list})
    one({set})
    {block}.id
    {block}.zone
    {block}.zones[{number}]
    aws_subnet.c[{number}].id
    aws_subnet.e["{word}"].id
    jsonencode({any})
    {objects}[{number}].a
    try({any}, {text})
    trimprefix({text}, {text})
    {lists}[{number}][{number}]
    {maps}["a"][0]
    jsondecode(jsonencode({any}))
    split({text}, {text})[0]
    substr({text}, 0, 2)
    max({number}, {number})
    try({map}.zone, {text})
    {block}.tags.a
    sort({list})[0]
number:
    {number}
    {digit}
    {digit}
    length({list})
    length({set})
    length({map})
    {number} + {number}
    {number} - {number}
    {bool} ? {number} : {number}
    tonumber({text})
    try({number}, {digit})
    -{number}
    index({list}, {text})
    max({number}, length({list}))
    sum([{number}, {number}])
    min({number}, {digit})
    length({text})
    {number} % 2
    try(tonumber({text}), {digit})
    sum({list})
    {number} * {number}
bool:
    {bool}
    true
    false
    {text} == {text}
    {text} != {text}
    {number} < {number}
    {number} >= {number}
    !{bool}
    {bool} && {bool}
    {bool} || {bool}
    contains({list}, {text})
    contains({set}, {text})
    can({any})
    can({text})
    can({list}[{number}])
    can({map}[{text}])
    {any} == {any}
    {list} == {list}
    {text} == null
    alltrue([for x in {list} : x == {text}])
    anytrue([for x in {list} : x != {text}])
    {bool} ? {bool} : {bool}
    contains(keys({map}), {text})
    startswith({text}, {text})
    try({bool}, {bool})
    length({list}) == {digit}
    can({bool} ? {any} : {any})
    {map} == {map}
    {set} == {set}
    can(tonumber({text}))
    can(regex({text}, {text}))
    {number} == {number}
list:
    {list}
    {list}
    []
    [{text}]
    [{text}, {text}]
    [{text}, {text}, {text}]
    [for x in {list} : x if {bool}]
    [for x in {list} : x if x == {text}]
    [for i, x in {list} : x if i < {number}]
    [for k, v in {map} : v]
    [for k, v in {map} : k if v != {text}]
    [for x in {list} : {text}]
    {list}[*]
    [for x in {set} : x]
    [for x in {lists} : x[0]]
    flatten([{list}, {text}, {list}])
    flatten({lists})
    concat({list}, {list})
    concat({list}, [{text}])
    slice({list}, 0, {number})
    slice({list}, {number}, {number})
    distinct({list})
    compact({list})
    sort({list})
    reverse({list})
    tolist({list})
    tolist({set})
    keys({map})
    values({map})
    {bool} ? {list} : {list}
    try({list}, {list})
    {bool} ? {list} : []
    coalescelist({list}, {list})
    matchkeys({list}, {list}, {list})
    [for x in chunklist({list}, 2) : x[0]]
    aws_subnet.c[*].id
    values(aws_subnet.e)[*].id
    [for k, s in aws_subnet.e : s.id if {bool}]
    [for s in aws_subnet.c : s.id if s.zone == {text}]
    {block}.zones
    {text}[*]
    {maps}[{text}]
    lookup({maps}, {text}, {list})
    flatten(values({maps}))
    flatten([for k, v in {maps} : v])
    {objects}[*].a
    [for p in setproduct({list}, {list}) : p[1]]
    split("-", {text})
    range({number})
    [for i in range({number}) : {list}[i]]
    {block}[*].id
    [for x in {list} : try({list}[0], x)]
    tolist([{text}, {number}])
    concat([{text}], {lists}...)
    try([for x in {list} : {list}[x]], {list})
    merge({maps}, {maps})[{text}]
    try({maps}.a, [])
    formatlist("%s-{word}", {list})
    flatten([{bool} ? {list} : {text}])
set:
    {set}
    toset({list})
    toset({set})
    setunion({set}, {list})
    setintersection({set}, {list})
    setsubtract({set}, {list})
    {bool} ? {set} : {set}
    toset(keys({map}))
    toset([{text}, {text}])
    try({set}, {set})
    setproduct({set}, {list})
    toset([for k, v in {map} : v])
map:
    {map}
    {map}
    {{}}
    {{ a = {text} }}
    {{ ({text}) = {text} }}
    {{ a = {text}, ({text}) = {text} }}
    {{ for x in {list} : x => {text} }}
    {{ for k, v in {map} : k => v if {bool} }}
    {{ for k, v in {map} : v => k }}
    {{ for k, v in {map} : k => v if v != {text} }}
    merge({map}, {map})
    merge({map}, {{ a = {text} }})
    zipmap({list}, {list})
    tomap({map})
    {bool} ? {map} : {map}
    {bool} ? {map} : {{}}
    try({map}, {map})
    {objects}[{number}]
    {{ for i, x in {list} : i => x }}
    merge({objects}...)
    {{ for s in aws_subnet.c : s.id => s.zone }}
    {block}.tags
    {{ for k, s in aws_subnet.e : k => s.id }}
    merge([for x in {list} : {{ (x) = {text} }}]...)
    {{ for x in {set} : x => x }}
maps:
    {maps}
    {{ for x in {list} : x => {text}... }}
    {{ for k, v in {map} : v => k... }}
    {{ for x in {list} : {text} => x... if {bool} }}
    {{ a = {list}, b = {list} }}
    transpose({maps})
    {{ for s in aws_subnet.c : s.zone => s.id... }}
    merge({maps}, {{ a = {list} }})
    {{ for k, v in {maps} : k => [for x in v : x if {bool}] }}
    tomap({maps})
    {bool} ? {maps} : {maps}
    zipmap({list}, {lists})
lists:
    {lists}
    [{list}, {list}]
    chunklist({list}, {number})
    values({maps})
    [for x in {list} : [x, {text}]]
    setproduct({list}, {list})
    [for k, v in {maps} : v if length(v) > {digit}]
    tolist({lists})
objects:
    {objects}
    [{map}, {map}]
    [for x in {list} : {{ a = x, b = {text} }}]
    [for k, v in {map} : {{ (k) = v }}]
    tolist({objects})
    concat({objects}, {objects})
"""
"""What an expression of each kind may look like, with others in the places of `{kind}`; doubled braces are braces."""


def _forms() -> Dict[str, List[str]]:
    found: Dict[str, List[str]] = {}
    kind = ""
    for line in _GRAMMAR.strip().splitlines():
        if line.startswith(" "):
            found[kind].append(line.strip())
        else:
            kind = line.rstrip(":")
            found[kind] = []
    return found


_FORMS = _forms()


class Writer:
    """Writes random expressions."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def _chance(self, share: float) -> bool:
        return self._random.random() < share

    def expression(self, kind: str = "any", depth: int = 3) -> str:
        """An expression of a kind, with others in it to a depth."""
        if self._chance(0.03):
            kind = self._random.choice([*_FORMS])
        if depth <= 0 and kind != "any":
            return self._shallow(kind)
        form = self._random.choice(_FORMS[kind])
        return form.format_map(_Slots(lambda slot: self._slot(slot, depth - 1)))

    def _slot(self, slot: str, depth: int) -> str:
        plain: Mapping[str, Callable[[], str]] = {
            "word": lambda: self._random.choice(["a", "b", "-", "ab"]),
            "digit": lambda: self._random.choice("0123"),
            "block": lambda: self._random.choice(["aws_subnet.a", "aws_subnet.b", "aws_lb.l"]),
        }
        if slot in plain:
            return plain[slot]()
        inner = self.expression(slot, depth)
        return inner if inner.replace(".", "").replace("_", "").isalnum() else f"({inner})"

    def _shallow(self, kind: str) -> str:
        if kind == "text" and self._chance(0.6):
            symbols = [
                "aws_subnet.a.id",
                "aws_subnet.b.id",
                "aws_lb.l.id",
                "aws_lb.l.zone",
                "aws_subnet.a.zone",
                "x",
                "k",
            ]
            texts = [f'"{text}"' for text in _TEXTS]
            return self._random.choice([*symbols, *texts, "null"])
        return f"var.{kind}{self._random.choice('12')}"


class _Slots(Dict[str, str]):
    def __init__(self, fill: Callable[[str], str]) -> None:
        super().__init__()
        self._fill = fill

    def __missing__(self, key: str) -> str:
        return self._fill(key)
