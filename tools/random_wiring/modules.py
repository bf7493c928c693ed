"""A module that is being written, and the instances of its blocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Union

from .expressions import Expressions
from .terms import Context, Id, Term
from .ways import expressions

Key = Union[None, int, str]

TOGETHER = {"thing": ("things", "thingmap"), "id": ("list", "map"), "list": ("lists", "listmap")}
"""The shapes of what several instances have: as a list under `count`, as a map under `for_each`."""

_PROVIDER = """provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"""


@dataclass(frozen=True)
class Turns:
    """The instances of a block or module call.

    Attributes:
        lines: its `count` or `for_each`.
        keys: the key of each instance, in the order of the worlds of `context`.
        places: the world of the module that each instance is in.
        context: what can be named in the block.
    """

    lines: tuple[str, ...]
    keys: tuple[Key, ...]
    places: tuple[int, ...]
    context: Context

    @property
    def counted(self) -> bool:
        """Whether it is `count`."""
        return self.lines[0].startswith("count")

    @property
    def expressions(self) -> Expressions:
        """What makes terms for the block."""
        return expressions(self.context)


class Module:
    """A module that is being written.

    Attributes:
        name: its folder's name, with those of the modules around it; "" for the root.
        tied: the subnets of the whole configuration that have a route table.
    """

    def __init__(self, name: str, context: Context, tied: set[Id]) -> None:
        self.name = name
        self.context = context
        self.random = context.random
        self.chance = context.chance
        self.expressions = expressions(context)
        self.tied = tied
        self.blocks: list[str] = []
        self.modules: list[Module] = []
        self._used: set[str] = set()

    @property
    def depth(self) -> int:
        """How many modules it is in."""
        return self.name.count("/") + 1 if self.name else 0

    def unused(self, names: Sequence[str], type_: str) -> str:
        """A name that nothing of that type has."""
        name = self.random.choice(names)
        while f"{type_}.{name}" in self._used:
            name = f"{name}_{len(self._used)}"
        self._used.add(f"{type_}.{name}")
        return name

    def let(self, kind: str, shape: str, turns: Turns, term: Term) -> None:
        """Let all that has those instances be named: one, a list of them, or a map of them.

        Args:
            term: its text names them all; its values are those of each instance.
        """
        if not turns.lines:
            self.context.add(kind, shape, term)
            return
        by_list, by_map = TOGETHER[shape]
        if turns.counted:
            listed = self.context.regroup(turns.places, term.values)
            self.context.add(kind, by_list, replace(term, values=tuple(map(tuple, listed))))
            return
        keyed = self.context.regroup(turns.places, zip(turns.keys, term.values))
        self.context.add(kind, by_map, replace(term, values=tuple(map(dict, keyed))))

    def write(self, header: str, lines: Iterable[str]) -> None:
        """Add a block."""
        body = "".join(f"  {line}\n" for text in lines for line in text.split("\n"))
        self.blocks.append(f"{header} {{\n{body}}}\n")

    def files(self) -> dict[str, str]:
        """The text of its file and of those of its modules, by path."""
        path = f"{self.name}/main.tf" if self.name else "main.tf"
        files = {path: "\n".join([*([] if self.name else [_PROVIDER]), *self.blocks])}
        for module in self.modules:
            files.update(module.files())
        return files
