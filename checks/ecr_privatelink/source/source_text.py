"""One file of the sources as text, and places in it as messages give them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import List


class SourceError(ValueError):
    """A part of the sources cannot be used; the message says which and why, in one line."""


@dataclass(frozen=True, eq=False)
class SourceText:
    """What one file holds.

    Attributes:
        name: the file's path from the root module's folder, as messages give it.
    """

    name: str
    text: str

    def place(self, offset: int) -> str:
        """`modules/x/main.tf:12` for a place in the text."""
        return f"{self.name}:{bisect_left(self._line_ends, offset) + 1}"

    @cached_property
    def _line_ends(self) -> List[int]:
        return [end.start() for end in re.finditer("\n", self.text)]
