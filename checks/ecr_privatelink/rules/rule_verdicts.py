"""What a rule yields: a fault, its proven absence, or why neither can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Iterable, Iterator, Union

from ..network.network_model import Network
from ..plan.printable_text import reasons


@dataclass(frozen=True)
class Failed:
    """The fault is proven.

    Attributes:
        resource: the address that a person would change.
        message: one sentence: what is wrong, the other end's address, the fix.
    """

    resource: str
    message: str


@dataclass(frozen=True)
class Passed:
    """The fault is proven to be absent."""

    resource: str


@dataclass(frozen=True)
class Undecided:
    """Neither can be proven.

    Attributes:
        because: which attribute or reference stopped the proof, and what would help.
    """

    resource: str
    because: str


Verdict = Union[Failed, Passed, Undecided]
Judge = Callable[[Network], Iterator[Verdict]]
"""A rule: short, without memory, over the network alone."""


def unless_left_out(network: Network, verdict: Verdict, types: Iterable[str]) -> Verdict:
    """The verdict, where nothing is left out of the plan that could cure its fault: it is undecided otherwise.

    Args:
        types: of which such a resource would be.
    """
    cures = [network.left_out[name] for name in types if name in network.left_out]
    if not (cures and isinstance(verdict, Failed)):
        return verdict
    return Undecided(verdict.resource, f"whether it is so after all: {reasons(cures)}; as planned, {verdict.message}")


def listed(words: Iterable[object], most: int = 4) -> str:
    """`a, b and c`; a long list is cut and says by how much."""
    texts = [str(word) for word in words]
    if len(texts) > most:
        texts = [*texts[: most - 1], f"{len(texts) - most + 1} more"]
    return " and ".join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))
