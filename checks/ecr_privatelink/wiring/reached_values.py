"""What an expression can stand for: known values, and things that get their id at apply."""

from __future__ import annotations

from typing import Iterable, Iterator, Mapping, NamedTuple, Optional, Tuple, Union

from ..evaluation.resource_symbols import Symbol
from ..plan.json_shape import Json
from ..plan.plan_address import InstanceKey

Trail = Tuple[str, ...]
"""The references that were followed, from the attribute to where it ended."""


class Literal(NamedTuple):
    """A value that the plan knows."""

    value: Json

    def strings(self) -> Iterator[str]:
        """Every string in the value, however deep."""
        waiting = [self.value]
        while waiting:
            value = waiting.pop()
            if isinstance(value, str):
                yield value
            elif isinstance(value, dict):
                waiting.extend(reversed(list(value.values())))
            elif isinstance(value, list):
                waiting.extend(reversed(value))


Item = Union[Literal, Symbol]


class Reached(NamedTuple):
    """All that an expression can stand for.

    Attributes:
        items: what the value may be, or hold.
        certain: every item is in the value, and none was chosen among others.
        keyed: the items by instance key, where the expression is one whole block of
            instances (`aws_subnet.a` under `for_each` or `count`).
        beside: where one instance was picked from a block by a key: the other instances, which
            a list-valued expression (`[for k, s in block : s.id if k != each.key]`) may mean.
        alone: it names its one thing as conditional resources are named (`x[0]` of one, `x[*]`), or
            whole: beside other references (`try`, `coalesce`, a filter) it may be passed over.
        chosen: something that is none of the items may decide whether any of them is in it: what the
            plan does not print, an attribute of one, or which part is meant of a value made of several.
        open_because: why there may be more than the items; empty when there cannot.
        trail: the references that were followed.
    """

    items: Tuple[Item, ...] = ()
    certain: bool = False
    keyed: Optional[Mapping[InstanceKey, Item]] = None
    beside: Tuple[Item, ...] = ()
    alone: bool = False
    chosen: bool = False
    open_because: Tuple[str, ...] = ()
    trail: Trail = ()

    @property
    def known(self) -> bool:
        """Nothing in it waits for the apply."""
        return not (self.open_because or self.symbols)

    @property
    def names_one_thing(self) -> bool:
        """It is one attribute of one resource that waits for the apply, chosen among no others."""
        return (
            self.certain
            and len(self.items) == 1
            and isinstance(self.items[0], Symbol)
            and not (self.open_because or self.beside or self.whole)
        )

    @property
    def whole(self) -> bool:
        """It names a whole block or instance: an expression may go through it, and take of it what it likes."""
        return self.keyed is not None or (self.alone and any(not symbol.path for symbol in self.symbols))

    @property
    def symbols(self) -> Tuple[Symbol, ...]:
        """The items that wait for the apply."""
        return tuple([item for item in self.items if isinstance(item, Symbol)])


def stopped(reason: str, trail: Trail = ()) -> Reached:
    """A reference that could not be followed."""
    return Reached(open_because=(reason,), trail=trail)


def known_value(value: Json, trail: Trail = ()) -> Reached:
    """A value that the plan knows."""
    return Reached(items=(Literal(value),), certain=True, trail=trail)


def union(parts: Iterable[Reached]) -> Reached:
    """What several references of one expression stand for together.

    It is certain when each part is, and stands for one plain id: then the expression lists them.
    """
    parts = tuple(parts)
    if len(parts) == 1:
        return parts[0]
    return Reached(
        items=_distinct(item for part in parts for item in part.items),
        certain=all(part.certain and not part.alone for part in parts),
        beside=_distinct(item for part in parts for item in part.beside),
        chosen=any(part.chosen for part in parts),
        open_because=tuple(dict.fromkeys(reason for part in parts for reason in part.open_because)),
        trail=tuple(dict.fromkeys(step for part in parts for step in part.trail)),
    )


def _distinct(items: Iterable[Item]) -> Tuple[Item, ...]:
    seen = []
    marks = set()
    for item in items:
        mark = (id(item.resource), item.path) if isinstance(item, Symbol) else (repr(item.value), ())
        if mark not in marks:
            marks.add(mark)
            seen.append(item)
    return tuple(seen)
