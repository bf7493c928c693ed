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
from functools import cached_property, lru_cache, partial
from itertools import accumulate
from typing import TYPE_CHECKING, Dict, List, Match, NamedTuple, Sequence, Tuple, Union

from .block_splitting import BRACKET, CLOSING, BlockText, label_text
from .expression_parsing import parse_expression
from .source_blocks import Body, NestedBlock, SourceAttribute
from .source_text import SourceError
from .text_blanking import IDENTIFIER

if TYPE_CHECKING:
    from lark import Token, Tree

_ATTRIBUTE = re.compile(rf"(?<![\w-])(?P<name>{IDENTIFIER})[ \t]*=[ \t]*(?P<expression>[^\s}}](?:[^\n}}]*[^\s}}])?)")
"""Once brackets have been taken out, an attribute ends with its line or its block."""
_WORD, _BLANKS = re.compile("x{2,}"), re.compile(r"[ \t]{2,}")
_RUN = re.compile(f"{_WORD.pattern}|{_BLANKS.pattern}")
_SAME_LINES = re.compile(r"(?<=\n)(?P<two>(?P<line>[ \t]?x[ \t]?=[ \t]?x[ \t]?\n+)(?P=line))(?P<more>(?P=line)+)")

MOST_NESTED = 32
"""Blocks within blocks; Terraform's own go four or five deep."""
_MOST_SHAPES = 1_000
_LONGEST_SHAPE = 5_000
"""Longer ones are not kept."""

_Span = Tuple[int, int]
"""A start and an end."""


class _BlockLayout(NamedTuple):
    """A nested block.

    Attributes:
        head: where in the shape its type and labels are.
        parts: what is in it; empty below the deepest level that is read.
    """

    head: Tuple[_Span, ...]
    parts: _Layout


_Layout = Sequence[Union[int, _BlockLayout]]
"""The parts of a body, in their order: of an attribute, where in the shape it starts."""


def read_block(block: BlockText) -> Body:
    """The block's body.

    Raises:
        SourceError: the grammar refuses it, or an attribute is there twice.
    """
    flat = _without_brackets(block.blank, block.start, block.end)
    attributes = [(found.span("name"), found.span("expression")) for found in _ATTRIBUTE.finditer(flat)]
    skeleton = _skeleton(flat, attributes)
    lines = _BLANKS.sub(" ", _WORD.sub("x", skeleton))
    same = list(_SAME_LINES.finditer(lines))
    shape = _SAME_LINES.sub(r"\g<two>", lines) if same else lines
    layout_of = _layout if len(shape) <= _LONGEST_SHAPE else _layout.__wrapped__
    try:
        layout = layout_of(shape)
    except ImportError as error:
        raise SourceError(f"{block.place}: the grammar of bc-python-hcl2 is not installed: {error}") from error
    if isinstance(layout, str):
        line = layout if not same else _layout.__wrapped__(lines)
        raise SourceError(f"{block.place}: python-hcl2's grammar stops in line {line} of the block")
    return _BlockReader(block, attributes, skeleton, same).whole(layout)


def _without_brackets(blank: str, start: int, end: int) -> str:
    """The block with `xxx` for brackets and what is in them, every other character at its place."""
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
    return "".join([*pieces, blank[done:end]])


def _skeleton(flat: str, attributes: Sequence[Tuple[_Span, _Span]]) -> str:
    """The block with each attribute as `xxx = xxx`, every other character at its place."""
    pieces: List[str] = []
    done = 0
    for (name, name_end), (expression, end) in attributes:
        pieces += [flat[done:name], "x" * (name_end - name), flat[name_end:expression], "x" * (end - expression)]
        done = end
    return "".join([*pieces, flat[done:]])


def _opens_block(blank: str, bracket: int) -> bool:
    """The bracket is the `{` of a block: that follows the block's type or label, which no expression's does."""
    before = bracket - 1
    while blank[before] in " \t":
        before -= 1
    return blank[bracket] == "{" and (blank[before].isalnum() or blank[before] in '"_-')


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
    return [_block(shape, part, depth) if part.data == "block" else part.meta.start_pos for part in _trees(tree)]


def _block(shape: str, tree: Tree[Token], depth: int) -> _BlockLayout:
    head = tuple(_span(shape, part) for part in tree.children[:-1])
    return _BlockLayout(head, _parts(shape, _trees(tree)[-1], depth - 1) if depth else ())


def _span(shape: str, part: Union[Tree[Token], Token]) -> _Span:
    """Where a part is, without the comments and line ends that the grammar counts to it."""
    span = part if isinstance(part, str) else part.meta
    start = span.start_pos or 0
    return start, start + len(shape[start : span.end_pos].rstrip())


def _trees(tree: Tree[Token]) -> List[Tree[Token]]:
    return [child for child in tree.children if not isinstance(child, str)]


class _BlockReader:
    """Lays what the grammar made of a block's shape over the block.

    Args:
        attributes: where in the skeleton the name and the expression of each are, in their order.
        same: the lines that the shape has not all of.
    """

    def __init__(
        self, block: BlockText, attributes: Sequence[Tuple[_Span, _Span]], skeleton: str, same: Sequence[Match[str]]
    ) -> None:
        self._block = block
        self._attributes = iter(attributes)
        self._skeleton = skeleton
        self._lines_cut = [0, *accumulate(len(found["more"]) for found in same)]
        self._same_lines = [found.end("two") - cut for found, cut in zip(same, self._lines_cut)]
        self._further = {
            end - len(found["line"].lstrip(" \t")): len(found["more"]) // len(found["line"])
            for found, end in zip(same, self._same_lines)
        }

    def whole(self, layout: _Layout) -> Body:
        """The body of the block that has this layout."""
        body = self._body(layout, MOST_NESTED)
        if next(self._attributes, None) is not None:
            raise self._mixed_up()
        return body

    def _mixed_up(self) -> SourceError:
        return SourceError(f"{self._block.place}: its attributes cannot be told apart")

    def _body(self, layout: _Layout, depth: int) -> Body:
        attributes: Dict[str, SourceAttribute] = {}
        blocks = []
        for part in layout:
            if isinstance(part, _BlockLayout):
                blocks.append(self._nested(part, depth - 1))
                continue
            for _ in range(1 + self._further.get(part, 0)):
                attribute = self._attribute()
                if attribute.name in attributes:
                    raise SourceError(f"{attribute.place}: `{attribute.name}` is set twice")
                attributes[attribute.name] = attribute
        return Body(attributes, blocks)

    def _nested(self, layout: _BlockLayout, depth: int) -> NestedBlock:
        file = self._block.file
        head = [(self._offset(start), self._offset(end)) for start, end in layout.head]
        place = file.place(head[0][0])
        if not depth:
            raise SourceError(f"{place}: more than {MOST_NESTED} blocks within each other")
        type_name, *labels = (label_text(file.text[start:end]) for start, end in head)
        return NestedBlock(type_name, tuple(labels), place, self._body(layout.parts, depth))

    def _attribute(self) -> SourceAttribute:
        """The next attribute."""
        found = next(self._attributes, None)
        if found is None:
            raise self._mixed_up()
        name, expression = found
        start, file = self._block.start, self._block.file
        parse = partial(parse_expression, file.text[start + expression[0] : start + expression[1]])
        locate = partial(file.place, start + name[0])
        return SourceAttribute(file.text[start + name[0] : start + name[1]], locate, parse)

    def _offset(self, place: int) -> int:
        """Where a place in the shape is in the file."""
        in_lines = place + self._lines_cut[bisect_right(self._same_lines, place)]
        starts, cut = self._runs
        return self._block.start + in_lines + cut[bisect_left(starts, in_lines)]

    @cached_property
    def _runs(self) -> Tuple[List[int], List[int]]:
        """Where in the lines a word or blanks are that were cut, and how much was cut before each and at the end."""
        runs = [run.span() for run in _RUN.finditer(self._skeleton)]
        cut = [0, *accumulate(end - start - 1 for start, end in runs)]
        return [start - before for (start, _), before in zip(runs, cut)], cut
