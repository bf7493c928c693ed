"""A file's text cut into its top-level blocks, without parsing what is in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator, List, Tuple

from .source_text import SourceError, SourceText
from .text_blanking import IDENTIFIER, blanked

CLOSING = {"{": "}", "[": "]", "(": ")"}
BRACKET = re.compile(r"[][(){}]")

_LABEL = re.compile(rf'[ \t]*"x*"|[ \t]+{IDENTIFIER}')
_HEAD = re.compile(rf"\s*(?P<type>{IDENTIFIER})(?P<labels>(?:{_LABEL.pattern})*)[ \t]*\{{")


@dataclass(frozen=True, eq=False)
class BlockText:
    """One top-level block: its head, and where its text is.

    Attributes:
        blank: the whole file, blanked.
    """

    type: str
    labels: Tuple[str, ...]
    file: SourceText
    blank: str
    start: int
    end: int

    @property
    def place(self) -> str:
        """Where the block starts."""
        return self.file.place(self.start)


def split_blocks(file: SourceText) -> Iterator[BlockText]:
    """The top-level blocks of a file in Terraform's native syntax.

    Raises:
        SourceError: brackets or strings do not close, or something else than a block stands there.
    """
    blank = blanked(file)
    position = 0
    head = _HEAD.match(blank)
    while head:
        labels = _labels(file, blank, *head.span("labels"))
        position = _end_of_block(file, blank, head.end() - 1)
        yield BlockText(head["type"], labels, file, blank, head.start("type"), position)
        head = _HEAD.match(blank, position)
    rest = blank[position:]
    if rest.strip():
        start = position + len(rest) - len(rest.lstrip())
        raise SourceError(f"{file.place(start)}: a block was expected")


def _labels(file: SourceText, blank: str, start: int, end: int) -> Tuple[str, ...]:
    found = _LABEL.finditer(blank, start, end)
    return tuple(label_text(file.text[label.start() : label.end()].strip()) for label in found)


def label_text(written: str) -> str:
    """A block's label without its quotes."""
    return written[1:-1] if written.startswith('"') else written


def _end_of_block(file: SourceText, blank: str, start: int) -> int:
    missing: List[str] = []
    for bracket in BRACKET.finditer(blank, start):
        found = bracket.group()
        if found in CLOSING:
            missing.append(CLOSING[found])
            continue
        if missing.pop() != found:
            raise SourceError(f"{file.place(bracket.start())}: `{found}` closes nothing")
        if not missing:
            return bracket.end()
    raise SourceError(f"{file.place(start)}: `{{` that is not closed")
