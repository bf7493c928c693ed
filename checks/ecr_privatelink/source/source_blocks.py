"""Blocks, bodies and attributes of the sources: the same for both syntaxes, each read once, when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Callable, FrozenSet, Mapping, Sequence, Tuple, Union

from ..plan.plan_address import Path
from .expression_references import references_of
from .expression_tree import Expression, ExpressionError
from .source_text import SourceError


@dataclass(frozen=True, eq=False)
class SourceAttribute:
    """`name = expression`.

    Attributes:
        place: `modules/x/main.tf:12`; without a line in JSON syntax.
        parse: makes the tree, or raises ExpressionError.
    """

    name: str
    place: str
    parse: Callable[[], Expression]

    @property
    def expression(self) -> Expression:
        """The expression's tree, parsed on first use.

        Raises:
            SourceError: it is no expression of the grammar.
        """
        if isinstance(self._parsed, SourceError):
            raise self._parsed.with_traceback(None)
        return self._parsed

    @cached_property
    def references(self) -> FrozenSet[Path]:
        """What the expression refers to.

        Raises:
            SourceError: it is no expression of the grammar.
        """
        return references_of(self.expression)

    @cached_property
    def _parsed(self) -> Union[Expression, SourceError]:
        try:
            return self.parse()
        except ExpressionError as error:
            return SourceError(f"{self.place}: `{self.name}`: {error}")


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
