"""Blocks, bodies and attributes of the sources: the same for both syntaxes, each read once, when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Callable, FrozenSet, Mapping, Optional, Sequence, Tuple, Union

from ..plan.plan_address import Path
from .expression_references import references_of
from .expression_tree import Expression, ExpressionError
from .source_text import SourceError


class SourceAttribute:
    """`name = expression`. There are thousands in a tree, so that this is no dataclass with cached properties.

    Args:
        locate: gives the place.
        parse: makes the tree, or raises ExpressionError.
    """

    __slots__ = ("_locate", "_parse", "_parsed", "_references", "name")

    def __init__(self, name: str, locate: Callable[[], str], parse: Callable[[], Expression]) -> None:
        self.name = name
        self._locate = locate
        self._parse = parse
        self._parsed: Union[Expression, SourceError, None] = None
        self._references: Optional[FrozenSet[Path]] = None

    @property
    def place(self) -> str:
        """`modules/x/main.tf:12`; without a line in JSON syntax."""
        return self._locate()

    @property
    def expression(self) -> Expression:
        """The expression's tree, parsed on first use.

        Raises:
            SourceError: it is no expression of the grammar.
        """
        if self._parsed is None:
            try:
                self._parsed = self._parse()
            except ExpressionError as error:
                self._parsed = SourceError(f"{self.place}: `{self.name}`: {error}")
        if isinstance(self._parsed, SourceError):
            raise self._parsed.with_traceback(None)
        return self._parsed

    @property
    def references(self) -> FrozenSet[Path]:
        """What the expression refers to.

        Raises:
            SourceError: it is no expression of the grammar.
        """
        if self._references is None:
            self._references = references_of(self.expression)
        return self._references


@dataclass(frozen=True, eq=False)
class NestedBlock:
    """A block within a block; `dynamic "ingress"` has the label `ingress` and a `content` block within."""

    type: str
    labels: Tuple[str, ...]
    place: str
    body: Body


@dataclass(frozen=True, eq=False)
class Body:
    """What stands between a block's braces; nested blocks in their order in the source."""

    attributes: Mapping[str, SourceAttribute]
    blocks: Sequence[NestedBlock]


@dataclass(frozen=True, eq=False)
class SourceBlock:
    """A top-level block: `resource`, `data`, `module`, `variable`, `output`, `locals` or another.

    Attributes:
        read: makes the body, or raises SourceError.
    """

    type: str
    labels: Tuple[str, ...]
    place: str
    read: Callable[[], Body]

    @property
    def body(self) -> Body:
        """The block's body, read on first use.

        Raises:
            SourceError: it cannot be read.
        """
        if isinstance(self._read, SourceError):
            raise self._read.with_traceback(None)
        return self._read

    @cached_property
    def _read(self) -> Union[Body, SourceError]:
        try:
            return self.read()
        except SourceError as error:
            return error
