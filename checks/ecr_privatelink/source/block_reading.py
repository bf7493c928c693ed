"""A block of the native syntax, read with the grammar of python-hcl2 that Checkov brings.

The grammar gives attributes and nested blocks with their positions; expressions are taken as
source text by position. It is given each name and expression as one plain word: what it makes of
an expression is not used, takes most of the time, and would refuse some that Terraform takes
(`!!a`, or an attribute `if`).

Most blocks then differ in nothing but the lengths of words and of the spaces between them, and in
how many attributes follow one another. Neither means anything to the grammar. So it is asked once
about each shape of a block: words and spaces cut to one character, and lines of attributes that
are the same by then cut to two. The answer is laid over every block of that shape.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Dict, List, Match, NamedTuple, Sequence, Tuple, Union

from .block_splitting import BRACKET, CLOSING, BlockText, label_text
from .expression_parsing import parse_expression
from .source_blocks import Body, NestedBlock, SourceAttribute
from .source_text import SourceError
from .text_blanking import IDENTIFIER

if TYPE_CHECKING:
    from lark import Token, Tree

_ATTRIBUTE = re.compile(
    rf"(?<![\w-])(?P<name>{IDENTIFIER})(?P<equals>[ \t]*=[ \t]*)(?P<expression>[^\s}}](?:[^\n}}]*[^\s}}])?)"
)
"""Once brackets have been taken out, an attribute ends with its line or its block."""
_RUN = re.compile(r"x{2,}|[ \t]{2,}")
_SAME_LINES = re.compile(r"(?<=\n)(?P<two>(?P<line>[ \t]?x[ \t]?=[ \t]?x[ \t]?\n+)(?P=line))(?P<more>(?P=line)+)")

_ONCE = (0,)

MOST_NESTED = 32
"""Blocks within blocks; Terraform's own go four or five deep."""
_MOST_SHAPES = 1_000
_LONGEST_SHAPE = 5_000
"""Longer ones are not kept."""

_Span = Tuple[int, int]
"""A start and an end in a block's shape."""


class _AttributeLayout(NamedTuple):
    name: _Span
    expression: _Span


class _BlockLayout(NamedTuple):
    """A nested block.

    Attributes:
        head: its type and labels.
        parts: what is in it; empty below the deepest level that is read.
    """

    head: Tuple[_Span, ...]
    parts: Sequence[Union[_AttributeLayout, _BlockLayout]]


_Layout = Sequence[Union[_AttributeLayout, _BlockLayout]]
"""The parts of a body, in their order."""


def read_block(block: BlockText) -> Body:
    """The block's body.

    Raises:
        SourceError: the grammar refuses it, or an attribute is there twice.
    """
    skeleton = _skeleton(block.blank, block.start, block.end)
    lines = _RUN.sub(_first, skeleton)
    shape = _SAME_LINES.sub(r"\g<two>", lines)
    layout_of = _layout if len(shape) <= _LONGEST_SHAPE else _layout.__wrapped__
    try:
        layout = layout_of(shape)
    except ImportError as error:
        raise SourceError(f"{block.place}: the grammar of bc-python-hcl2 is not installed: {error}") from error
    if isinstance(layout, str):
        line = layout if shape == lines else _layout.__wrapped__(lines)
        raise SourceError(f"{block.place}: python-hcl2's grammar stops in line {line} of the block")
    return _BlockReader(block, skeleton, lines).body(layout, MOST_NESTED)


def _skeleton(blank: str, start: int, end: int) -> str:
    """The block with each attribute as `xxx = xxx`, every other character at its place."""
    pieces: List[str] = []
    done, depth, opened = start, 0, start
    for bracket in BRACKET.finditer(blank, start, end):
        opens = bracket.group() in CLOSING
        if depth:
            depth += 1 if opens else -1
            if not depth:
                pieces += [blank[done:opened], "x" * (bracket.end() - opened)]
                done = bracket.end()
        elif opens and not _opens_block(blank, bracket.start()):
            depth, opened = 1, bracket.start()
    return _ATTRIBUTE.sub(_words, "".join([*pieces, blank[done:end]]))


def _words(attribute: Match[str]) -> str:
    return "x" * len(attribute["name"]) + attribute["equals"] + "x" * len(attribute["expression"])


def _opens_block(blank: str, bracket: int) -> bool:
    """The bracket is the `{` of a block: that follows the block's type or label, which no expression's does."""
    before = bracket - 1
    while blank[before] in " \t":
        before -= 1
    return blank[bracket] == "{" and (blank[before].isalnum() or blank[before] in '"_-')


def _first(run: Match[str]) -> str:
    return run.group()[0]


@lru_cache(_MOST_SHAPES)
def _layout(shape: str) -> Union[_Layout, str]:
    """What the grammar makes of the one block that has this shape; the line where it stops if it refuses it.

    Raises:
        ImportError: the grammar is not there.
    """
    # Imported here: it takes a second, and a plan that needs no sources must not wait for it.
    from hcl2.parser import Hcl2  # noqa: PLC0415
    from lark.exceptions import UnexpectedInput  # noqa: PLC0415

    try:
        tree = Hcl2.lark_parser.parse(shape + "\n")
    except UnexpectedInput as error:
        return str(error.line)
    (file,) = _trees(tree)
    (block,) = _trees(file)
    return _parts(shape, _trees(block)[-1], MOST_NESTED)


def _parts(shape: str, tree: Tree[Token], depth: int) -> _Layout:
    return [_block(shape, part, depth) if part.data == "block" else _attribute(shape, part) for part in _trees(tree)]


def _block(shape: str, tree: Tree[Token], depth: int) -> _BlockLayout:
    head = tuple(_span(shape, part) for part in tree.children[:-1])
    return _BlockLayout(head, _parts(shape, _trees(tree)[-1], depth - 1) if depth else ())


def _attribute(shape: str, tree: Tree[Token]) -> _AttributeLayout:
    name, expression = _trees(tree)
    return _AttributeLayout(_span(shape, name), _span(shape, expression))


def _span(shape: str, part: Union[Tree[Token], Token]) -> _Span:
    """Where a part is, without the comments and line ends that the grammar counts to it."""
    span = part if isinstance(part, str) else part.meta
    start = span.start_pos or 0
    return start, start + len(shape[start : span.end_pos].rstrip())


def _trees(tree: Tree[Token]) -> List[Tree[Token]]:
    return [child for child in tree.children if not isinstance(child, str)]


class _BlockReader:
    """Lays what the grammar made of a block's shape over the block."""

    def __init__(self, block: BlockText, skeleton: str, lines: str) -> None:
        self._block = block
        runs = [run.span() for run in _RUN.finditer(skeleton)]
        self._cut = [0, *accumulate(end - start - 1 for start, end in runs)]
        self._runs = [start - cut for (start, _), cut in zip(runs, self._cut)]
        same = list(_SAME_LINES.finditer(lines))
        self._lines_cut = [0, *accumulate(len(found["more"]) for found in same)]
        self._same_lines = [found.end("two") - cut for found, cut in zip(same, self._lines_cut)]
        self._repeated = {
            found.end("two") - len(found["line"].lstrip(" \t")) - cut: range(
                0, len(found["more"]) + 1, len(found["line"])
            )
            for found, cut in zip(same, self._lines_cut)
        }

    def body(self, layout: _Layout, depth: int) -> Body:
        """The body that has this layout, with so many levels of blocks in it at most."""
        attributes: Dict[str, SourceAttribute] = {}
        blocks = []
        for part in layout:
            if isinstance(part, _BlockLayout):
                blocks.append(self._nested(part, depth - 1))
                continue
            for further in self._repeated.get(part.name[0], _ONCE):
                attribute = self._attribute(part, further)
                if attribute.name in attributes:
                    raise SourceError(f"{attribute.place}: `{attribute.name}` is set twice")
                attributes[attribute.name] = attribute
        return Body(attributes, blocks)

    def _nested(self, layout: _BlockLayout, depth: int) -> NestedBlock:
        place = self._place(layout.head[0])
        if not depth:
            raise SourceError(f"{place}: more than {MOST_NESTED} blocks within each other")
        type_name, *labels = (label_text(self._source(span)) for span in layout.head)
        return NestedBlock(type_name, tuple(labels), place, self.body(layout.parts, depth))

    def _attribute(self, layout: _AttributeLayout, further: int) -> SourceAttribute:
        """The attribute that has this layout, in a line so many characters further in."""
        parse = partial(parse_expression, self._source(layout.expression, further))
        return SourceAttribute(self._source(layout.name, further), self._place(layout.name, further), parse)

    def _place(self, span: _Span, further: int = 0) -> str:
        return self._block.file.place(self._offset(span[0], further))

    def _source(self, span: _Span, further: int = 0) -> str:
        return self._block.file.text[self._offset(span[0], further) : self._offset(span[1], further)]

    def _offset(self, place: int, further: int) -> int:
        """Where a place in the shape is in the file."""
        in_lines = place + further + (self._lines_cut[bisect_right(self._same_lines, place)] if self._same_lines else 0)
        return self._block.start + in_lines + self._cut[bisect_left(self._runs, in_lines)]
