"""Random Terraform expressions that are well typed, and whose values the generator knows.

An expression is generated together with its value in every *world*: in every instance of
the module and of the block that it stands in, and for every element of a loop around it.
So an index is never out of range, and what is distinct is known.  Ids that only the apply
makes stand for themselves; a term is *firm* where a plan knows all but such ids, so that it
may decide how many instances there are.

The shapes of terms:

======== ==========================================================
id       one id
list     ids in a known order
bunch    ids in a list or set, in no order that counts
map      ids by name
lists    lists of ids
listmap  lists of ids by name
thing    a resource
things   resources in a known order
thingmap resources by name
names    known strings in a known order
======== ==========================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .guises import names_guise, text_guise
from .terms import GROUP, KNOWN, SUBNET, TABLE, Context, NotHereError, Term, attempt, quoted, sorted_values

_MOST_MEMBERS = 12
_LONGEST_TEXT = 1500
_TRIES = 4
_LEAST_DEPTH = -2
"""Below it, only what has a name is taken: the plain ways to make a shape lead to one another."""


class Ways(NamedTuple):
    """How terms can be made.

    Attributes:
        all: the ways to make each shape; one that stands there twice is taken twice as often.
        plain: those that need few steps.
        plainest: those that lead to no others.
        known_conditions: those that no id decides.
    """

    all: Mapping[str, Sequence[Way]]
    plain: Mapping[str, Sequence[Way]]
    plainest: Mapping[str, Sequence[Way]]
    conditions: Sequence[Test]
    known_conditions: Sequence[Test]


class Expressions:
    """Makes terms that can stand in a context."""

    def __init__(self, context: Context, ways: Ways) -> None:
        self.context = context
        self.random = context.random
        self.chance = context.chance
        self.ways = ways

    def inside(self, places: Sequence[int]) -> Expressions:
        """What makes terms in a loop or in a block's instances."""
        return Expressions(self.context.inside(places), self.ways)

    def term(self, kind: str, shape: str, depth: int) -> Term:
        """A term of that kind and shape, of at most so many steps.

        Raises:
            NotHereError: nothing there can give one.
        """
        ways = self.ways.all[shape] if depth > 0 else self.ways.plain[shape][:3]
        chosen = [self.random.choice(ways) for _ in range(_TRIES)] if depth > _LEAST_DEPTH else []
        last = (self.ways.plain if depth > _LEAST_DEPTH else self.ways.plainest)[shape]
        for way in [*chosen, *last]:
            term = self._by(way, kind, depth - 1)
            if term:
                return term
        raise NotHereError

    def _by(self, way: Way, kind: str, depth: int) -> Term | None:
        term = attempt(way, self, kind, depth)
        return None if term is None or _too_long(term) else term

    def condition(self, depth: int) -> Term:
        """A condition."""
        tests = self.ways.conditions if depth > 0 else self.ways.known_conditions
        for _ in range(_TRIES):
            term = self._by(lambda _, __, left: self.random.choice(tests)(self, left), KNOWN, depth - 1)
            if term:
                return term
        return self.same("true", True)

    def names(self) -> Term:
        """Some known strings."""
        if self.chance(60):
            return self.context.pick(KNOWN, "names")
        names = self.random.sample(["a", "b", "app", "data", "1"], self.random.randint(1, 3))
        return self.same(names_guise(self.random, names), tuple(names))

    def same(self, text: str, value: Any, *, firm: bool = True) -> Term:
        """A term that has one value in all worlds."""
        return Term(text, (value,) * self.context.worlds, firm)

    def any_kind(self) -> str:
        """A kind of which there is something.

        Raises:
            NotHereError: there is none.
        """
        kinds = [SUBNET, SUBNET, GROUP, TABLE]
        return self.context.choose([kind for kind in kinds if self.context.has(kind)])

    def apply(self, term: Term, text: str, change: Callable[[Any], Any], *, firm: bool = True) -> Term:
        """A term made from another, whose values are changed alike."""
        return Term(text, tuple(change(value) for value in term.values), term.firm and firm)

    def either(self, kind: str, shape: str, depth: int, wrap: str = "") -> Term:
        """One of two terms, by a condition."""
        test, one, other = self.condition(depth), self.term(kind, shape, depth), self.term(kind, shape, depth)
        left, right = (f"{wrap}({term.text})" if wrap else term.text for term in (one, other))
        values = tuple(yes if truth else no for truth, yes, no in zip(test.values, one.values, other.values))
        return Term(f"({test.text} ? {left} : {right})", values, test.firm and one.firm and other.firm)

    def key_of(self, term: Term) -> tuple[str, tuple[str, ...]]:
        """The text of a key that a map has in every world, and the key in each.

        Raises:
            NotHereError: there is none.
        """
        names = [name for name in self.context.find(KNOWN, "name") if name.firm]
        for name in self.random.sample(names, len(names)):
            for text, keys in self._keys_by(name, term):
                if all(key in value for key, value in zip(keys, term.values)) and self.chance(60):
                    return text, keys
        key = self.context.choose(term.common_keys)
        return text_guise(self.random, key), (key,) * self.context.worlds

    def _keys_by(self, name: Term, term: Term) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The name itself, and what begins with it: `"${each.key}-a"`."""
        yield name.text, name.values
        first = f"{name.values[0]}-" if name.values else ""
        for key in sorted(term.values[0]) if first else ():
            if key.startswith(first):
                rest = key[len(first) :]
                forms = [f'"${{{name.text}}}-{rest}"', f'join("-", [{name.text}, {quoted(rest)}])']
                yield self.random.choice(forms), tuple(f"{value}-{rest}" for value in name.values)

    def loop_places(self, lengths: Iterable[int]) -> list[int]:
        """The world in which each element of loops of these lengths is.

        Raises:
            NotHereError: there are no elements.
        """
        places = [world for world, length in enumerate(lengths) for _ in range(length)]
        if not places:
            raise NotHereError
        return places

    def loop_source(self, depth: int) -> Source:
        """Something to go through."""
        kind = self.any_kind()
        shape = self.random.choice(["things", "thingmap", "thingmap", "list", "map", "names", "names"])
        if shape == "names":
            return Source(self.names(), KNOWN, "name", self.variable("n"), self.variable("i"))
        item = "thing" if "thing" in shape else "id"
        by_key = self.variable("k") if "map" in shape else self.variable("i")
        return Source(self.term(kind, shape, depth), kind, item, self.variable("x"), by_key)

    def variable(self, letter: str) -> str:
        """The name of a loop's variable that hides no other."""
        return f"{letter}{self.context.depth}"


class Source(NamedTuple):
    """What a loop goes through."""

    term: Term
    kind: str
    item: str
    item_name: str
    key_name: str

    @property
    def names(self) -> str:
        """The loop's variables."""
        return f"{self.key_name}, {self.item_name}" if self.key_name else self.item_name

    def let(self, context: Context) -> None:
        """Let the loop's variables be named in a context whose worlds are its elements."""
        values = self.term.values
        by_name = any(isinstance(value, dict) for value in values)
        items = tuple(item for value in values for item in (sorted_values(value) if by_name else value))
        context.add(self.kind, self.item, Term(self.item_name, items, self.term.firm))
        keys = tuple(key for value in values for key in (sorted(value) if by_name else range(len(value))))
        if self.key_name:
            context.add(KNOWN, "name" if by_name else "number", Term(self.key_name, keys, self.term.firm))


def _too_long(term: Term) -> bool:
    sizes = [len(value) for value in term.values if isinstance(value, (tuple, dict, frozenset))]
    return len(term.text) > _LONGEST_TEXT or max(sizes, default=0) > _MOST_MEMBERS


Way = Callable[[Expressions, str, int], Term]
Test = Callable[[Expressions, int], Term]
