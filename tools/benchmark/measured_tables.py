"""What a measurement found: a table for a page, and the targets that were missed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Table:
    """Rows under a header, printed as markdown.

    Attributes:
        missed: a sentence for each target that was missed.
    """

    title: str
    header: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        """Add a row."""
        self.rows.append(tuple(str(cell) for cell in cells))

    def hold(self, name: str, found: float, most: float) -> None:
        """Note it where a figure exceeds its target."""
        if found > most:
            self.missed.append(f"{self.title}: {name} is {found:.3f}, and should be at most {most:g}")

    def __str__(self) -> str:
        return f"## {self.title}\n\n{self.text}"

    @property
    def text(self) -> str:
        """The table without its title, in markdown."""
        rule = ("---",) * len(self.header)
        return "".join(f"{_line(row)}\n" for row in (self.header, rule, *self.rows))


def renewed(page: str, title: str, text: str) -> str:
    """The text of a page in which what follows the comment with a title, up to an empty line, is made anew."""
    comment = re.escape(f"<!-- {title} -->\n")
    return re.sub(rf"({comment})(?:.+\n)*", lambda found: found[1] + text, page)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
