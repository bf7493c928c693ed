"""HCL text with comments and the insides of strings blanked out, every character at its place.

What is left is structure alone: no bracket in it is part of a text, no quote is nested, and
python-hcl2's grammar, which knows little of templates, never sees one.

Source: HCL native syntax specification, "Comments and Whitespace", "Template Expressions"; the
end of a heredoc as Terraform 1.11 reads it: indented or not, and alone on a line that ends.
"""

from __future__ import annotations

import re
from typing import List, Match, Optional, Pattern

from .source_text import SourceError, SourceText

IDENTIFIER = r"[^\W\d][\w-]*"

_OPENING = (
    r'"[^"\\$%\n]*"|(?P<quote>")|#[^\n]*|//[^\n]*|/\*[\s\S]*?\*/|(?P<broken>/\*)'
    rf"|<<-?(?P<marker>{IDENTIFIER})\r?\n"
)
_LITERAL = r"\$\$\{|%%\{|(?P<code>[$%]\{)"
_CODE = re.compile(_OPENING)
_QUOTED = re.compile(rf'\\.|{_LITERAL}|(?P<end>")|(?P<broken>\n)')
_INTERPOLATED = re.compile(rf"(?P<end>\}})|(?P<code>\{{)|{_OPENING}")


def blanked(file: SourceText) -> str:
    """The file's text with comments as spaces and each string or heredoc as one string of `x`.

    Raises:
        SourceError: a string, heredoc or comment does not end.
    """
    text, pieces, position = file.text, [], 0
    opening = _CODE.search(text)
    while opening:
        start, end = opening.span()
        if opening.lastgroup:
            end = _end_of_template(file, opening)
        pieces += [text[position:start], _filler(text[start], end - start)]
        position = end
        opening = _CODE.search(text, position)
    pieces.append(text[position:])
    return "".join(pieces).replace("\r", " ")


def _filler(first: str, length: int) -> str:
    return " " * length if first in "#/" else '"' + "x" * (length - 2) + '"'


def _end_of_template(file: SourceText, opening: Match[str]) -> int:
    """The end of a quoted template or heredoc, which may hold code that holds templates."""
    inside: List[Pattern[str]] = []
    found: Optional[Match[str]] = opening
    while found and found.lastgroup != "broken":
        if found.lastgroup == "end":
            inside.pop()
        elif found.lastgroup:
            inside.append(_pattern_inside(found))
        if not inside:
            return found.end()
        found = inside[-1].search(file.text, found.end())
    raise SourceError(f"{file.place(opening.start())}: a string or comment that does not end")


def _pattern_inside(opening: Match[str]) -> Pattern[str]:
    """What may come next in what opens here."""
    if opening.lastgroup == "quote":
        return _QUOTED
    if opening.lastgroup == "code":
        return _INTERPOLATED
    marker = re.escape(opening["marker"])
    return re.compile(rf"{_LITERAL}|(?P<end>^[ \t]*{marker}(?=[ \t]*\r?\n))", re.MULTILINE)
