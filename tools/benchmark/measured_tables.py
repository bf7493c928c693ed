"""What a measurement found: a table for a page, and the targets that were missed."""

from __future__ import annotations

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
        rule = ("---",) * len(self.header)
        return "\n".join([f"## {self.title}", "", *(_line(row) for row in (self.header, rule, *self.rows)), ""])


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
