"""Text for people, in one line."""

from __future__ import annotations

from typing import Sequence


def printable(text: str) -> str:
    """A stranger's text, with a question mark for each character that is not printed.

    A terminal or a log would take some for commands.
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "?" for character in text)


def reasons(words: Sequence[str], most: int = 3) -> str:
    """Several reasons in one clause, each once; the last ones of many are only counted."""
    distinct = list(dict.fromkeys(words))
    if len(distinct) > most:
        more = len(distinct) - most
        distinct = [*distinct[:most], f"and {more} more reason{'' if more == 1 else 's'}"]
    return "; ".join(distinct)
