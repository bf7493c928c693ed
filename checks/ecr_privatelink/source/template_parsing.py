"""The parts of a template, put together to one expression.

    template  = { text | expression | if | for } ;
    if        = "%{if" expression "}" template [ "%{else}" template ] "%{endif}" ;
    for       = "%{for" [ name "," ] name "in" expression "}" template "%{endfor}" ;

Source: HCL native syntax specification, "Templates"; terraform 1.11 for what the specification leaves open.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from itertools import groupby
from typing import List, Optional, Union

from .expression_tokens import SPACES, refuse
from .expression_tree import Conditional, Constant, Expression, Template, TemplateFor


@dataclass(frozen=True)
class IfStart:
    """`%{ if condition }`."""

    condition: Expression


@dataclass(frozen=True)
class ForStart:
    """`%{ for key, value in collection }`."""

    key: Optional[str]
    value: str
    collection: Expression


@dataclass(frozen=True)
class Turn:
    """`%{ else }`, `%{ endif }` or `%{ endfor }`."""

    word: str
    line: int


Part = Union[str, Expression]
Item = Union[Part, IfStart, ForStart, Turn]


@dataclass
class _Level:
    """A directive that is not at its end yet; the template itself has none.

    Attributes:
        yes: the parts before `%{ else }`, once that was met.
    """

    start: Union[IfStart, ForStart, None]
    parts: List[Part] = field(default_factory=list)
    yes: Optional[List[Part]] = None


def build_template(items: List[Item], end_line: int) -> Expression:
    """The expression of a template's items, of which the white space is stripped already.

    Raises:
        ExpressionError: directives do not pair.
    """
    levels = [_Level(None)]
    for item in items:
        if isinstance(item, (IfStart, ForStart)):
            levels.append(_Level(item))
        elif isinstance(item, Turn):
            _turn(levels, item)
        else:
            levels[-1].parts.append(item)
    if len(levels) > 1:
        refuse(end_line, "the template ends within `%{ if }` or `%{ for }`")
    only = items[0] if len(items) == 1 else ""
    return _joined(levels[0].parts) if isinstance(only, (str, IfStart, ForStart, Turn)) else only


def _turn(levels: List[_Level], turn: Turn) -> None:
    level = levels[-1]
    if isinstance(level.start, IfStart) and turn.word == "else" and level.yes is None:
        level.yes, level.parts = level.parts, []
    elif isinstance(level.start, IfStart) and turn.word == "endif":
        levels.pop()
        yes, no = (level.parts, []) if level.yes is None else (level.yes, level.parts)
        levels[-1].parts.append(Conditional(level.start.condition, _joined(yes), _joined(no)))
    elif isinstance(level.start, ForStart) and turn.word == "endfor":
        levels.pop()
        start = level.start
        levels[-1].parts.append(TemplateFor(start.key, start.value, start.collection, _joined(level.parts)))
    else:
        refuse(turn.line, f"`%{{ {turn.word} }}` has no start")


def _joined(parts: List[Part]) -> Expression:
    """The text that the parts make together: a Template, or a Constant where no part is an expression."""
    if all(isinstance(part, str) for part in parts):
        return _text(parts)
    members: List[Expression] = []
    for is_text, run in groupby(parts, key=lambda part: isinstance(part, str)):
        run_parts = list(run)
        members += [_text(run_parts)] if is_text else [part for part in run_parts if not isinstance(part, str)]
    return Template(tuple(members))


def _text(parts: List[Part]) -> Constant:
    return constant_text("".join(part for part in parts if isinstance(part, str)))


def constant_text(text: str) -> Constant:
    """A text; Terraform keeps all text in Unicode's normal form C."""
    return Constant(unicodedata.normalize("NFC", text))


def without_indent(items: List[Item]) -> List[Item]:
    """The items of a `<<-` heredoc with the smallest indent of its lines taken from each.

    A line of white space alone has no indent. A line that starts with `${` or `%{` has none to take,
    and what follows a newline that `~}` stripped is no start of a line.
    """
    starts = [index for index, item in enumerate(items) if _starts_line(items, index) and not _is_blank(item)]
    indent = min((_indent(items[index]) for index in starts), default=0)
    flush = list(items)
    for index in starts:
        item = items[index]
        flush[index] = item[indent:] if isinstance(item, str) else item
    return flush


def _starts_line(items: List[Item], index: int) -> bool:
    before = items[index - 1] if index else "\n"
    return isinstance(before, str) and before.endswith("\n")


def _is_blank(item: Item) -> bool:
    return isinstance(item, str) and item.endswith("\n") and not item.strip(SPACES)


def _indent(item: Item) -> int:
    return len(item) - len(item.lstrip(SPACES)) if isinstance(item, str) else 0
