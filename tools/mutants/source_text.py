"""Where things stand in the text of Terraform sources: top-level blocks and what is in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecr_privatelink.source.block_splitting import BlockText, split_blocks
from ecr_privatelink.source.source_text import SourceText
from ecr_privatelink.source.text_blanking import blanked

_HEAD = re.compile(r'\s*(?P<name>[\w-]+)(?P<labels>(?:[ \t]+(?:"x*"|[\w-]+))*)[ \t]*(?P<opens>[={])(?!=)')
_BRACKETS = {"{": 1, "[": 1, "(": 1, "}": -1, "]": -1, ")": -1}


@dataclass(frozen=True)
class Part:
    """An attribute or a nested block of a body.

    Attributes:
        start: where its name starts; `inside` where its expression or its brace starts.
        end: just after it.
    """

    name: str
    nested: bool
    start: int
    inside: int
    end: int


def top_blocks(text: str) -> list[BlockText]:
    """The top-level blocks of a file."""
    return list(split_blocks(SourceText("text", text)))


def blank(text: str) -> str:
    """The text with strings and comments blanked out."""
    return blanked(SourceText("text", text))


def body_parts(text: str, start: int, end: int) -> Iterator[Part]:
    """The parts of the body whose braces are at `start` and just before `end`."""
    hidden = blank(text)
    position = start + 1
    while True:
        head = _HEAD.match(hidden, position, end - 1)
        if head is None:
            return
        nested = head["opens"] == "{"
        inside = head.start("opens") if nested else _skip_space(hidden, head.end())
        position = _end(hidden, inside, end - 1, nested=nested)
        yield Part(head["name"], nested, head.start("name"), inside, position)


def brace_of(block: BlockText) -> int:
    """Where the body of a top-level block opens."""
    return block.blank.index("{", block.start)


def _skip_space(hidden: str, position: int) -> int:
    while hidden[position] in " \t":
        position += 1
    return position


def _end(hidden: str, position: int, last: int, *, nested: bool) -> int:
    """The end of an expression or a nested block: its line's, unless a bracket is open."""
    depth = 0
    while position < last:
        character = hidden[position]
        depth += _BRACKETS.get(character, 0)
        position += 1
        if nested and not depth:
            return position
        if not nested and not depth and position < last and hidden[position] == "\n":
            return _trimmed(hidden, position)
    return _trimmed(hidden, last)


def _trimmed(hidden: str, end: int) -> int:
    while hidden[end - 1].isspace():
        end -= 1
    return end
