"""One value of one attribute: known, unset, or unknown until the apply."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Generic, Sequence, Tuple, TypeVar, Union

from ..plan.open_reasons import LISTED
from ..plan.printable_text import reasons

T = TypeVar("T")


@dataclass(frozen=True)
class Known(Generic[T]):
    """The plan knows the value; a sensitive one counts as any other, and is not shown."""

    value: T
    sensitive: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return "(sensitive)" if self.sensitive else str(self.value)


@dataclass(frozen=True)
class Unset:
    """Absent from the configuration, or null: the provider's or AWS's default applies."""

    def __str__(self) -> str:
        return "unset"


@dataclass(frozen=True)
class Unknown:
    """Not known before the apply, and the references do not settle it.

    Attributes:
        because: where the trail ended, as part of a sentence.
    """

    because: str

    def __str__(self) -> str:
        return "unknown"


Fact = Union[Known[T], Unset, Unknown]
UNSET = Unset()


class Waiting:
    """In JSON, a part that waits for the apply, or is not settled."""


WAITING = Waiting()


@dataclass  # not frozen: there are many, and each frozen field costs time
class Relation(Generic[T]):
    """What one thing is tied to.

    Attributes:
        certain: it is tied to each of these.
        possible: beyond the certain ones, it may be tied to these.
        open_because: why it may be tied to others still; empty when it cannot be.
        trail: the references that were followed.
        possible_because: why it is not settled which of the possible ones it is tied to, where
            that is not for the plan's reference lists.
        alternatives: where it is one of a few sets, and it is not settled which: those sets.
        never_empty: nothing decides whether it is tied to any of the possible or unknown ones, only to which.
    """

    certain: Tuple[T, ...] = ()
    possible: Tuple[T, ...] = ()
    open_because: Tuple[str, ...] = ()
    trail: Tuple[str, ...] = ()
    possible_because: str = ""
    alternatives: Tuple[Tuple[T, ...], ...] = ()
    never_empty: bool = False

    @property
    def everything(self) -> Tuple[T, ...]:
        """All that are certain or possible."""
        return self.certain + self.possible

    @property
    def closed(self) -> bool:
        """Nothing can be tied to it beyond `everything`."""
        return not self.open_because

    @property
    def exact(self) -> bool:
        """Known to the last member."""
        return not (self.open_because or self.possible)

    @property
    def empty(self) -> bool:
        """Provably tied to nothing."""
        return self.exact and not self.certain

    @property
    def filled(self) -> bool:
        """Provably tied to something."""
        return bool(self.certain) or (bool(self.alternatives) and all(self.alternatives))

    @property
    def holds_some(self) -> bool:
        """Tied to something: provably, or to some of the possible or unknown ones, whichever these are."""
        return self.filled or (self.never_empty and bool(self.possible or self.open_because))

    def together(self, one: T, other: T) -> bool:
        """Whether it may be tied to both of these at once."""
        return not self.alternatives or any(one in places and other in places for places in self.alternatives)

    @property
    def state(self) -> str:
        """`exact`, `superset` or `unknown`."""
        if self.exact:
            return "exact"
        return "superset" if self.closed else "unknown"

    @property
    def why(self) -> str:
        """What keeps it from being exact, in a few words."""
        if self.open_because:
            return reasons(self.open_because)
        if self.possible and self.possible_because:
            return self.possible_because
        if self.possible:
            named = [step for step in self.trail if not step.endswith(("count.index", "each.key"))]
            end = named[-1] if named else "the configuration"
            if len(self.everything) == 1:
                return f"{LISTED} ({end}), and cannot tell whether its value is used"
            return f"{LISTED}s ({end}), and cannot tell all from some of them"
        return ""

    def and_also(self, other: Relation[T]) -> Relation[T]:
        """Both together: what an attribute and an association resource add up to.

        An empty side adds nothing but its trail, where the other has none. Else `alternatives` are given up:
        which sets are left when those of both sides add up is not kept.
        """
        if self.empty or other.empty:
            kept, left = (other, self) if self.empty else (self, other)
            return replace(kept, trail=left.trail) if left.trail and not kept.trail else kept
        certain = tuple(dict.fromkeys(self.certain + other.certain))
        possible = tuple(place for place in dict.fromkeys(self.possible + other.possible) if place not in certain)
        return Relation(
            certain,
            possible,
            tuple(dict.fromkeys(self.open_because + other.open_because)),
            tuple(dict.fromkeys(self.trail + other.trail)),
            self.possible_because or other.possible_because,
            never_empty=self.holds_some or other.holds_some,
        )

    @staticmethod
    def one_of(relations: Sequence[Relation[T]]) -> Relation[T]:
        """One of these single-valued relations holds, and it is not settled which."""
        both: Relation[T] = Relation()
        for relation in relations:
            both = both.and_also(relation.only_possibly())
        if both.closed and len(both.possible) == 1 and all(relation.certain for relation in relations):
            return Relation(both.possible, trail=both.trail)
        return both

    def only_possibly(self) -> Relation[T]:
        """The same, when it is not certain that the tie itself is there."""
        return Relation((), self.everything, self.open_because, self.trail, self.possible_because)
