"""Text of a stranger's in one line, without what a terminal or a log would take for a command."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text, with a question mark for each character that is not printed."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "?" for character in text)
