r"""The tokens of Terraform expressions and templates.

What a character means depends on where it stands, so the scanner keeps a stack of what is open:

- code: in an expression; newlines are tokens only at its top and in `{ }` that is no `for`;
- quoted: between `"` and `"`, where a backslash escapes and a newline is an error;
- lines: in a heredoc or a bare template, where a backslash is a backslash, and each line is a
  text of its own, as Terraform strips and unindents text by text.

In both kinds of text `${` and `%{` lead back to code until their `}`, and `$${` and `%%{` stand for `${` and `%{`.

Source: HCL native syntax specification, "Lexical Elements" and "Template Literals"; terraform 1.11.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Callable, ClassVar, List, Mapping, Match, NamedTuple, NoReturn, Pattern

from .expression_tree import ExpressionError

SPACES = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
"""What Terraform strips as white space from texts; Python's own notion has four control characters more."""


MOST_TOKENS = 200_000
"""In one expression; each takes some microseconds."""


class Kind(Enum):
    """What a token is."""

    NAME = auto()
    NUMBER = auto()
    MARK = auto()  # operators, brackets and the like
    NEWLINE = auto()  # one or more, where they end or part something
    OPEN = auto()  # of a template: `"`, `<<` or `<<-`
    CLOSE = auto()
    TEXT = auto()  # of a template, without escapes
    INTERPOLATION = auto()  # `${` or `${~`
    DIRECTIVE = auto()  # `%{` or `%{~`
    SEQUENCE_END = auto()  # `}` or `~}` of one of these
    END = auto()


_MARK, _NAME_KIND = Kind.MARK, Kind.NAME  # at hand: an enumeration's members are slow to get at


class Token(NamedTuple):
    """One token; its line counts from 1."""

    kind: Kind
    text: str
    line: int


def expression_tokens(text: str) -> List[Token]:
    """The tokens of an expression, END last.

    Raises:
        ExpressionError: no token can start with the next character, or brackets or quotes do not pair.
    """
    return _Scanner(text, _TOP).scan()


def template_tokens(text: str) -> List[Token]:
    """The tokens of a template that stands without quotes, END last.

    Raises:
        ExpressionError: as for expressions, in its `${ }` and `%{ }`.
    """
    return _Scanner(text, _BARE).scan()


def refuse(line: int, problem: str) -> NoReturn:
    """Raise the error for a problem in a line."""
    raise ExpressionError(f"line {line}: {problem}")


def shown(text: str) -> str:
    """A piece of the source for a message: short, and on one line."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")


_SHOWN = 30

_TOP = "top"
_BARE = "bare"
_FOR = "{for"
_CLOSED_BY = {"(": ")", "[": "]", "{": "}", _FOR: "}"}
_IN_CODE = frozenset((_TOP, "${", "%{", *_CLOSED_BY))

_NAME = r"[^\x00-@\[-\^`{-\x7f][^\x00-,./:-@\[-\^`{-\x7f]*"
"""Letters, digits, `_`, `-`, and all beyond ASCII, told by what is none: ranges beyond ASCII take long to compile."""
_BLANK = r"[\ \t]*(?:(?:\#|//)[^\n]*)?"
_CODE = re.compile(
    rf"""
    {_BLANK}(?:
      (?P<comment>/\*)
    | (?P<newline>\r?\n)
    | (?P<name>{_NAME})
    | (?P<number>[0-9](?:\.*(?:[0-9]|[eE][+-]?[0-9]))*)
    | (?P<quote>")
    | (?P<heredoc><<(?P<flush>-?)(?P<marker>{_NAME})\r?\n)
    | (?P<open>[(\[{{])
    | (?P<close>[)\]}}]|~}})
    | (?P<mark>\|\||&&|==|!=|<=|>=|=>|\.\.\.|::|[-+*/%!<>=?:.,])
    | (?P<nothing>\Z)
    )
    """,
    re.VERBOSE,
)
_SEQUENCES = r"(?P<doubled>\$\$\{|%%\{)|(?P<sequence>[$%]\{~?)"
_QUOTED = re.compile(
    _SEQUENCES
    + r'|(?P<plain>[^"\\$%\r\n]+|[$%])|(?P<escape>\\(?:[nrt"\\]|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}))|(?P<unquote>")'
)
_PLAIN_TEXT = re.compile(r'([^"\\$%\r\n]*)"')
"""The rest of a quoted text in which nothing is special."""
_LINES = re.compile(_SEQUENCES + r"|(?P<cut>[$%][\x00-\x09\x0b-z|}~\x7f](?=\n))|(?P<plain>[^$%\n]+|[$%])|(?P<line>\n)")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}


class _Scanner:
    def __init__(self, text: str, outermost: str) -> None:
        self._text = text
        self._position = 0
        self._line = 1
        self._open = [outermost]
        self._pieces: List[str] = []
        self._tokens: List[Token] = []

    def scan(self) -> List[Token]:
        while self._position < len(self._text):
            if self._open[-1] in _IN_CODE:
                self._scan_code()
            elif self._open[-1] == '"' or not self._at_marker():
                self._step_in_text(_QUOTED if self._open[-1] == '"' else _LINES)
            if len(self._tokens) > MOST_TOKENS:
                refuse(self._line, f"the expression has more than {MOST_TOKENS:,} parts")
        if len(self._open) > 1:
            refuse(self._line, f"the text ends within {shown(self._open[-1])}")
        self._end_text()
        self._emit(Kind.END, "")
        return self._tokens

    def _scan_code(self) -> None:
        """The tokens up to the end of the code; names and marks, which most are, with no detour.

        A token is made as the tuple that it is: its class would take twice as long.
        """
        text, position, tokens = self._text, self._position, self._tokens
        code, new, handlers = _CODE.match, tuple.__new__, self._HANDLERS
        while position < len(text) and len(tokens) <= MOST_TOKENS:
            match = code(text, position)
            if match is None:
                unexpected = text[position:].lstrip(" \t")[0]
                refuse(self._line, f"{shown(unexpected)} is not expected here")
            position = match.end()
            kind = match.lastgroup
            if kind == "mark":
                tokens.append(new(Token, (_MARK, match["mark"], self._line)))
            elif kind == "name" and match["name"] != "for" and match["name"].isascii():
                tokens.append(new(Token, (_NAME_KIND, match["name"], self._line)))
            else:
                self._position = position
                handlers[str(kind)](self, match)
                position = self._position
                if self._open[-1] not in _IN_CODE:
                    return
        self._position = position

    def _step_in_text(self, pattern: Pattern[str]) -> None:
        match = pattern.match(self._text, self._position)
        if match is None:
            refuse(self._line, f"{shown(self._text[self._position])} is not expected here")
        self._position = match.end()
        self._HANDLERS[str(match.lastgroup)](self, match)

    def _emit(self, kind: Kind, text: str) -> None:
        self._tokens.append(tuple.__new__(Token, (kind, text, self._line)))

    def _on_nothing(self, match: Match[str]) -> None:
        """The end of the text, after what is blank."""

    # Code.

    def _on_comment(self, match: Match[str]) -> None:
        end = self._text.find("*/", match.end())
        if end < 0:
            refuse(self._line, "a comment has no end")
        self._line += self._text.count("\n", match.end(), end)
        self._position = end + len("*/")

    def _on_newline(self, match: Match[str]) -> None:
        before = self._tokens[-1] if self._tokens else None
        ends_something = before is not None and before.kind is not Kind.NEWLINE and not _is_mark(before, "{")
        if ends_something and self._open[-1] in (_TOP, "{"):
            self._emit(Kind.NEWLINE, match["newline"])
        self._line += 1

    def _on_name(self, match: Match[str]) -> None:
        name = match["name"]
        if not name.isascii() and not name.replace("-", "_").isidentifier():
            refuse(self._line, f"{shown(name)} is no name")
        if name == "for" and self._open[-1] == "{" and _is_mark(self._tokens[-1], "{"):
            self._open[-1] = _FOR
        self._emit(Kind.NAME, name)

    def _on_number(self, match: Match[str]) -> None:
        self._emit(Kind.NUMBER, match["number"])

    def _on_open(self, match: Match[str]) -> None:
        self._emit(Kind.MARK, match["open"])
        self._open.append(match["open"])

    def _on_close(self, match: Match[str]) -> None:
        mark, innermost = match["close"], self._open[-1]
        if innermost in ("${", "%{") and mark.endswith("}"):
            self._emit(Kind.SEQUENCE_END, mark)
        elif _CLOSED_BY.get(innermost) == mark:
            self._emit(Kind.MARK, mark)
        else:
            refuse(self._line, f"{shown(mark)} closes nothing")
        self._open.pop()

    def _on_quote(self, _: Match[str]) -> None:
        self._emit(Kind.OPEN, '"')
        plain = _PLAIN_TEXT.match(self._text, self._position)
        if plain is None:
            self._open.append('"')
            return
        if plain[1]:
            self._emit(Kind.TEXT, plain[1])
        self._emit(Kind.CLOSE, "")
        self._position = plain.end()

    def _on_heredoc(self, match: Match[str]) -> None:
        self._emit(Kind.OPEN, "<<" + match["flush"])
        self._open.append("<<" + match["marker"])
        self._line += 1

    # Text.

    def _on_plain(self, match: Match[str]) -> None:
        self._pieces.append(match.group())

    def _on_doubled(self, match: Match[str]) -> None:
        self._pieces.append(match.group()[1:])

    def _on_escape(self, match: Match[str]) -> None:
        escape = match.group()
        self._pieces.append(_ESCAPES.get(escape[1]) or self._character(escape))

    def _character(self, escape: str) -> str:
        r"""What `\u` or `\U` stands for; halves of a surrogate pair are no characters."""
        number = int(escape.lstrip("\\uU"), 16)
        if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:  # noqa: PLR2004 (Unicode's own limits)
            refuse(self._line, f"{shown(escape)} is no character")
        return chr(number)

    def _on_cut(self, match: Match[str]) -> None:
        """Terraform takes the newline after `$` or `%` and one ASCII character for a text of its own."""
        self._pieces.append(match.group())
        self._end_text()

    def _on_line(self, match: Match[str]) -> None:
        self._pieces.append(match.group())
        self._end_text()
        self._line += 1

    def _on_sequence(self, match: Match[str]) -> None:
        self._end_text()
        mark = match.group()
        self._emit(Kind.INTERPOLATION if mark.startswith("$") else Kind.DIRECTIVE, mark)
        self._open.append(mark[:2])

    def _on_unquote(self, _: Match[str]) -> None:
        self._close_template()

    def _at_marker(self) -> bool:
        """Whether this line is the end of the heredoc; then the heredoc is closed."""
        innermost = self._open[-1]
        if not innermost.startswith("<<") or self._text[self._position - 1] != "\n":
            return False
        line_end = self._text.find("\n", self._position)
        line = self._text[self._position : line_end if line_end >= 0 else None]
        if line.strip(SPACES) != innermost[2:]:
            return False
        self._position += len(line)
        self._close_template()
        return True

    def _close_template(self) -> None:
        self._end_text()
        self._emit(Kind.CLOSE, "")
        self._open.pop()

    def _end_text(self) -> None:
        if self._pieces:
            self._emit(Kind.TEXT, "".join(self._pieces))
            self._pieces.clear()

    _HANDLERS: ClassVar[Mapping[str, Callable[[_Scanner, Match[str]], None]]] = {
        "comment": _on_comment,
        "newline": _on_newline,
        "name": _on_name,
        "number": _on_number,
        "quote": _on_quote,
        "heredoc": _on_heredoc,
        "open": _on_open,
        "close": _on_close,
        "nothing": _on_nothing,
        "doubled": _on_doubled,
        "sequence": _on_sequence,
        "plain": _on_plain,
        "escape": _on_escape,
        "unquote": _on_unquote,
        "cut": _on_cut,
        "line": _on_line,
    }


def _is_mark(token: Token, text: str) -> bool:
    return token.text == text and token.kind is _MARK
