"""A block of the native syntax, read with the grammar of python-hcl2 that Checkov brings.

The grammar gives attributes and nested blocks with their positions; expressions are taken as
source text by position. It is given each name and expression as one plain word: what it makes of
an expression is not used, takes most of the time, and would refuse some that Terraform takes
(`!!a`, or an attribute `if`).
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Dict, List, Match, Union

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

MOST_NESTED = 32
"""Blocks within blocks; Terraform's own go four or five deep."""


def read_block(block: BlockText) -> Body:
    """The block's body.

    Raises:
        SourceError: the grammar refuses it, or an attribute is there twice.
    """
    skeleton = _skeleton(block.blank, block.start, block.end)
    return _BlockReader(block, skeleton).whole(_parsed(block, skeleton))


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


def _parsed(block: BlockText, skeleton: str) -> Tree[Token]:
    # Imported here: it takes a second, and a plan that needs no sources must not wait for it.
    try:
        from hcl2.parser import Hcl2  # noqa: PLC0415
        from lark.exceptions import UnexpectedInput  # noqa: PLC0415
    except ImportError as error:
        raise SourceError(f"{block.place}: the grammar of bc-python-hcl2 is not installed: {error}") from error
    try:
        return Hcl2.lark_parser.parse(skeleton + "\n")
    except UnexpectedInput as error:
        raise SourceError(f"{block.place}: python-hcl2's grammar stops in line {error.line} of the block") from error


class _BlockReader:
    """Turns the grammar's tree of one block into the model."""

    def __init__(self, block: BlockText, skeleton: str) -> None:
        self._block = block
        self._skeleton = skeleton

    def whole(self, tree: Tree[Token]) -> Body:
        """The body of the one block that the tree is of."""
        (file,) = _trees(tree)
        (block,) = _trees(file)
        return self._body(_trees(block)[-1], MOST_NESTED)

    def _body(self, tree: Tree[Token], depth: int) -> Body:
        attributes: Dict[str, SourceAttribute] = {}
        blocks = []
        for part in _trees(tree):
            if part.data == "block":
                blocks.append(self._nested(part, depth - 1))
                continue
            attribute = self._attribute(part)
            if attribute.name in attributes:
                raise SourceError(f"{attribute.place}: `{attribute.name}` is set twice")
            attributes[attribute.name] = attribute
        return Body(attributes, blocks)

    def _nested(self, tree: Tree[Token], depth: int) -> NestedBlock:
        place = self._place(tree)
        if not depth:
            raise SourceError(f"{place}: more than {MOST_NESTED} blocks within each other")
        head, body = tree.children[:-1], _trees(tree)[-1]
        type_name, *labels = (label_text(self._source(part)) for part in head)
        return NestedBlock(type_name, tuple(labels), place, self._body(body, depth))

    def _attribute(self, tree: Tree[Token]) -> SourceAttribute:
        name, expression = _trees(tree)
        parse = partial(parse_expression, self._source(expression))
        return SourceAttribute(self._source(name), self._place(tree), parse)

    def _place(self, tree: Tree[Token]) -> str:
        return self._block.file.place(self._block.start + tree.meta.start_pos)

    def _source(self, part: Union[Tree[Token], Token]) -> str:
        """The text of a part, without the comments and line ends that the grammar counts to it."""
        span = part if isinstance(part, str) else part.meta
        start = span.start_pos or 0
        length = len(self._skeleton[start : span.end_pos].rstrip())
        start += self._block.start
        return self._block.file.text[start : start + length]


def _trees(tree: Tree[Token]) -> List[Tree[Token]]:
    return [child for child in tree.children if not isinstance(child, str)]
