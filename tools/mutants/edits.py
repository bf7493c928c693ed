"""Edits of a configuration, written so that they can be made in a plan and in the sources alike."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Union

from ecr_privatelink.plan.plan_address import InstanceKey

Calls = tuple[str, ...]
WAITS = object()
"""The planned value of what is known only after the apply."""


class Block(NamedTuple):
    """A resource block: the folder of its module, its type and name, and the module calls that lead there."""

    folder: Path
    type: str
    name: str
    calls: tuple[Calls, ...]

    def __str__(self) -> str:
        return f"{'.'.join(self.calls[0])}:{self.type}.{self.name}".lstrip(":")


@dataclass(frozen=True)
class Assign:
    """An attribute gets another value, in all instances or in one.

    Attributes:
        path: the attribute, or a block type, the block's place among its kind, and the attribute in it.
        hcl: the new expression; None to leave the attribute out.
        value: what the plan shows.
        references: what the expression refers to; none for a constant.
        constants: of a nested block, those by which it is told from its like.
    """

    block: Block
    path: tuple[Union[str, int], ...]
    hcl: str | None
    value: Any
    references: tuple[str, ...] = ()
    key: InstanceKey = None
    constants: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class RemoveBlock:
    """A resource goes: the whole block, or one instance."""

    block: Block
    key: InstanceKey = None


@dataclass(frozen=True)
class RemoveNested:
    """The nested block of that type and place goes; it is told from its like by its constants."""

    block: Block
    type: str
    place: int
    constants: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class AddNested:
    """A nested block of constants is added to every instance."""

    block: Block
    type: str
    constants: tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class AddResource:
    """A resource is added to the module of a block.

    Attributes:
        expressions: by attribute a constant, or the address of the block with the attribute that is referred to.
    """

    beside: Block
    type: str
    name: str
    constants: tuple[tuple[str, Any], ...]
    references: tuple[tuple[str, str], ...]


Edit = Union[Assign, RemoveBlock, RemoveNested, AddNested, AddResource]
