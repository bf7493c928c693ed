r"""Terraform's regular expressions (RE2 syntax), run by Python's `re` where both mean the same.

Python's engine goes back and tries again, which RE2 never does: a pattern that could take long
on a subject is not run.  Neither is one whose meaning may differ, such as `\pL`.

Source: RE2's documented syntax, and answers of terraform console.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Callable, Dict, Iterator, List, Optional, Pattern, Set, Tuple

from .function_calling import Function, check_characters, check_members, takes
from .symbolic_values import EvaluationError, Key, ListValue, MapValue, Unsettled, Value
from .type_constraints import STRING

_MOST_REPEATS = 1000
_MOST_STEPS = 30_000_000
_MOST_SUBJECT = 10_000
_MOST_PATTERN = 1_000
_MOST_DEPTH = 50
_LAST_CODE = 0x10FFFF

_SHORTHANDS = {"d": "0-9", "w": "0-9A-Za-z_", "s": r"\t\n\f\r "}
_POSIX = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_CONTROLS = {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ANCHORS = {"A": r"\A", "z": r"\Z", "b": r"\b", "B": r"\B"}
_REPEAT = re.compile(r"\{([0-9]+)(,?)([0-9]*)\}")
_GROUP = re.compile(r"\(\?(?:(?P<plain>:)|P?<(?P<name>[A-Za-z_][A-Za-z0-9_]*)>|(?P<look>[=!]|<[=!]))")
_LEADING_FLAGS = re.compile(r"\(\?([ims]+)\)")


class UnsettledPatternError(Exception):
    """A pattern that is not followed: the message says why."""


@dataclass(frozen=True)
class _Piece:
    """A part of a pattern in Python's syntax.

    Attributes:
        loops: how many unbounded repetitions are in it.
        choices: in how many ways its bounded parts can match.
    """

    text: str
    loops: int = 0
    choices: int = 1
    is_anchor: bool = False


@dataclass(frozen=True)
class Expression:
    """A compiled pattern."""

    pattern: Pattern[str]
    loops: int
    choices: int
    ascii_only: bool

    def check(self, subject: str) -> None:
        """Make sure that running it is quick, and means the same.

        Raises:
            UnsettledPatternError: it may not be.
        """
        if len(subject) > _MOST_SUBJECT:
            raise UnsettledPatternError(f"regular expressions are not run on more than {_MOST_SUBJECT:,} characters")
        if self.choices * (len(subject) + 1) ** (self.loops + 1) > _MOST_STEPS:
            raise UnsettledPatternError("the regular expression may take too long")
        if self.ascii_only and not subject.isascii():
            raise UnsettledPatternError("upper and lower case are not followed in regular expressions beyond ASCII")

    def matches(self, subject: str) -> Iterator[re.Match[str]]:
        """Every match; an empty one that touches the one before does not count."""
        place, end_before = 0, -1
        while place <= len(subject):
            found = self.pattern.search(subject, place)
            if found is None:
                return
            is_empty = found.end() == place
            if not (is_empty and found.start() == end_before):
                yield found
            place = place + 1 if is_empty else found.end()
            end_before = found.end()


def compiled(pattern: str) -> Expression:
    """A pattern ready to run.

    Raises:
        EvaluationError: RE2 refuses it.
        UnsettledPatternError: it is not followed.
    """
    if len(pattern) > _MOST_PATTERN:
        raise UnsettledPatternError(f"regular expressions of more than {_MOST_PATTERN:,} characters are not run")
    return _Translation(pattern).result()


class _Translation:
    """One pattern on its way from RE2's syntax to Python's: recursive descent, a method per form."""

    def __init__(self, pattern: str) -> None:
        leading = _LEADING_FLAGS.match(pattern)
        self._flags = leading[1] if leading else ""
        self._pattern = pattern
        self._place = leading.end() if leading else 0
        self._depth = 0
        self._names: Set[str] = set()

    def result(self) -> Expression:
        piece = self._alternatives()
        if self._place < len(self._pattern):
            raise EvaluationError("a ) in the regular expression closes nothing")
        flags = re.ASCII
        for letter in self._flags:
            flags |= {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}[letter]
        folds = "i" in self._flags
        if folds and not self._pattern.isascii():
            raise UnsettledPatternError("upper and lower case are not followed in regular expressions beyond ASCII")
        try:
            pattern = re.compile(piece.text, flags)
        except (re.error, OverflowError, RecursionError) as error:
            raise UnsettledPatternError(f"the regular expression is not followed: {error}") from error
        return Expression(pattern, piece.loops, piece.choices, folds)

    def _ahead(self) -> str:
        return self._pattern[self._place : self._place + 1]

    def _take(self) -> str:
        character = self._ahead()
        if not character:
            raise EvaluationError("the regular expression ends too early")
        self._place += 1
        return character

    def _alternatives(self) -> _Piece:
        branches = [self._sequence()]
        while self._ahead() == "|":
            self._place += 1
            branches.append(self._sequence())
        if len(branches) == 1:
            return branches[0]
        text = "|".join(branch.text for branch in branches)
        loops, choices = sum(branch.loops for branch in branches), sum(branch.choices for branch in branches)
        return _Piece(text, loops, choices)

    def _sequence(self) -> _Piece:
        text, loops, choices = [], 0, 1
        while self._ahead() not in ("", "|", ")"):
            piece = self._repeated(self._atom())
            text.append(piece.text)
            loops += piece.loops
            choices *= piece.choices
        return _Piece("".join(text), loops, choices)

    def _repeated(self, piece: _Piece) -> _Piece:
        bounds = self._bounds()
        if bounds is None:
            return piece
        text, least, most = bounds
        if piece.is_anchor:
            raise UnsettledPatternError("a repeated anchor in a regular expression is not followed")
        if self._ahead() == "?":
            self._place += 1
            text += "?"
        if self._bounds() is not None:
            raise EvaluationError("the regular expression repeats a repetition")
        if most is None:
            if piece.loops or piece.choices > 1:
                raise UnsettledPatternError("a repetition within a repetition is not followed in regular expressions")
            return _Piece(piece.text + text, 1)
        choices = min(piece.choices**most * (most - least + 1), _MOST_STEPS + 1) if most else 1
        return _Piece(piece.text + text, piece.loops * most, choices)

    def _bounds(self) -> Optional[Tuple[str, int, Optional[int]]]:
        """A repetition as text, its least and its most; None where there is none."""
        simple: Dict[str, Tuple[int, Optional[int]]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if self._ahead() in simple:
            character = self._take()
            return (character, *simple[character])
        counted = _REPEAT.match(self._pattern, self._place)
        if counted is None:
            return None
        least = int(counted[1])
        most = int(counted[3]) if counted[3] else (None if counted[2] else least)
        if max(least, most or 0) > _MOST_REPEATS or (most is not None and most < least):
            raise EvaluationError("a repetition in the regular expression is out of bounds")
        self._place = counted.end()
        return counted[0], least, most

    def _atom(self) -> _Piece:
        if self._ahead() == "(":
            return self._group()
        if self._bounds() is not None:
            raise EvaluationError("the regular expression repeats nothing")
        character = self._take()
        if character == "[":
            return _Piece(self._class())
        if character == "\\":
            return self._escape()
        if character == "^":
            return _Piece("^", is_anchor=True)
        if character == "$":
            return _Piece("$" if "m" in self._flags else r"\Z", is_anchor=True)
        return _Piece("." if character == "." else re.escape(character))

    def _group(self) -> _Piece:
        self._depth += 1
        if self._depth > _MOST_DEPTH:
            raise UnsettledPatternError("the regular expression is nested too deeply")
        opening = self._opening()
        inner = self._alternatives()
        if self._ahead() != ")":
            raise EvaluationError("a ( in the regular expression is not closed")
        self._place += 1
        self._depth -= 1
        return _Piece(f"{opening}{inner.text})", inner.loops, inner.choices)

    def _opening(self) -> str:
        if not self._pattern.startswith("(?", self._place):
            self._place += 1
            return "("
        found = _GROUP.match(self._pattern, self._place)
        if found is None:
            raise UnsettledPatternError("flags within a regular expression are not followed")
        self._place = found.end()
        if found["look"]:
            raise EvaluationError("the regular expression looks around, which RE2 does not")
        if not found["name"]:
            return "(?:"
        if found["name"] in self._names:
            raise UnsettledPatternError("two groups of a regular expression have one name")
        self._names.add(found["name"])
        return f"(?P<{found['name']}>"

    def _escape(self) -> _Piece:
        letter = self._take()
        if letter in _ANCHORS:
            return _Piece(_ANCHORS[letter], is_anchor=True)
        if letter.lower() in _SHORTHANDS:
            inverted = "^" if letter.isupper() else ""
            return _Piece(f"[{inverted}{_SHORTHANDS[letter.lower()]}]")
        if letter == "Q":
            end = self._pattern.find("\\E", self._place)
            raw = self._pattern[self._place : end if end >= 0 else None]
            self._place = end + 2 if end >= 0 else len(self._pattern)
            return _Piece(f"(?:{re.escape(raw)})")
        return _Piece(re.escape(self._escaped(letter)))

    def _escaped(self, letter: str) -> str:
        """The one character that an escape stands for."""
        if letter in _CONTROLS:
            return _CONTROLS[letter]
        if letter == "x":
            return self._hexadecimal()
        if letter in "pPE0" or (letter in "1234567" and self._ahead().isdigit()):
            raise UnsettledPatternError(f"\\{letter} is not followed in regular expressions")
        if letter.isalnum() or not letter.isascii():
            raise EvaluationError("the regular expression has an escape that there is not")
        return letter

    def _hexadecimal(self) -> str:
        found = re.compile(r"\{([0-9A-Fa-f]{1,6})\}|([0-9A-Fa-f]{2})").match(self._pattern, self._place)
        code = int(found[1] or found[2], 16) if found else _LAST_CODE + 1
        if found is None or code > _LAST_CODE:
            raise EvaluationError("the regular expression has a malformed \\x")
        self._place = found.end()
        return chr(code)

    def _class(self) -> str:
        inverted = self._ahead() == "^"
        if inverted:
            self._place += 1
        members: List[str] = []
        while self._ahead() != "]" or not members:
            members.append(self._class_member())
        self._place += 1
        return f"[{'^' if inverted else ''}{''.join(members)}]"

    def _class_member(self) -> str:
        named = re.compile(r"\[:(\^?)(\w+):\]").match(self._pattern, self._place)
        if named is not None:
            if named[2] not in _POSIX:
                raise EvaluationError("the regular expression has a class that there is not")
            if named[1]:
                raise UnsettledPatternError("an inverted class within a class is not followed in regular expressions")
            self._place = named.end()
            return _POSIX[named[2]]
        shorthand = self._pattern[self._place + 1 : self._place + 2]
        if self._ahead() == "\\" and shorthand.lower() in _SHORTHANDS and shorthand:
            if shorthand.isupper():
                raise UnsettledPatternError("an inverted class within a class is not followed in regular expressions")
            self._place += 2
            return _SHORTHANDS[shorthand]
        return self._range()

    def _range(self) -> str:
        first = self._class_character()
        if self._ahead() != "-" or self._pattern.startswith("-]", self._place):
            return re.escape(first)
        self._place += 1
        last = self._class_character()
        if last < first:
            raise EvaluationError("a range in the regular expression runs backwards")
        return f"{re.escape(first)}-{re.escape(last)}"

    def _class_character(self) -> str:
        character = self._take()
        return self._escaped(self._take()) if character == "\\" else character


def regex(pattern: Value, subject: Value) -> Value:
    """The first match: its text, or its groups.

    Raises:
        EvaluationError: there is none.
    """
    return _run(pattern, subject, _first_match)


def regexall(pattern: Value, subject: Value) -> Value:
    """Every match, each as `regex` gives it."""
    return _run(pattern, subject, lambda expression, text: ListValue(_all_matches(expression, text), is_list=True))


def replaced(subject: str, pattern: str, replacement: str) -> Value:
    """The subject with every match replaced, where `$1` and `${name}` stand for groups."""
    return _run(pattern, subject, lambda expression, text: _replace(expression, text, replacement))


def _run(pattern: Value, subject: Value, use: Callable[[Expression, str], Value]) -> Value:
    text = str(subject)
    try:
        expression = compiled(str(pattern))
        expression.check(text)
    except UnsettledPatternError as reason:
        return Unsettled(str(reason))
    return use(expression, text)


def _first_match(expression: Expression, subject: str) -> Value:
    _check_groups(expression)
    found = expression.pattern.search(subject)
    if found is None:
        raise EvaluationError("the regular expression matches nothing")
    return _captured(found)


def _all_matches(expression: Expression, subject: str) -> Tuple[Value, ...]:
    _check_groups(expression)
    found = tuple(map(_captured, expression.matches(subject)))
    check_members(len(found))
    return found


def _check_groups(expression: Expression) -> None:
    named = len(expression.pattern.groupindex)
    if named and named != expression.pattern.groups:
        raise EvaluationError("the regular expression has groups with and without a name")


def _captured(found: re.Match[str]) -> Value:
    if found.re.groupindex:
        entries: Dict[Key, Value] = {name: found[name] for name in found.re.groupindex}
        return MapValue(entries)
    return ListValue(found.groups()) if found.re.groups else found[0]


_REFERENCE = re.compile(r"\$(?:(\$)|(\w+)|\{(\w+)\})")
_GROUP_NUMBER = re.compile("0|[1-9][0-9]{0,7}")


def _replace(expression: Expression, subject: str, replacement: str) -> Value:
    pieces: List[str] = []
    size, place = 0, 0
    for found in expression.matches(subject):
        pieces += [subject[place : found.start()], _expanded(replacement, found)]
        size += len(pieces[-1]) + len(pieces[-2])
        check_characters(size)
        place = found.end()
    return "".join([*pieces, subject[place:]])


def _expanded(replacement: str, found: re.Match[str]) -> str:
    def value(reference: re.Match[str]) -> str:
        if reference[1]:
            return "$"
        name = reference[2] or reference[3]
        if _GROUP_NUMBER.fullmatch(name):
            return (found[int(name)] or "") if int(name) <= found.re.groups else ""
        return (found[name] or "") if name in found.re.groupindex else ""

    return _REFERENCE.sub(value, replacement)


PATTERN_FUNCTIONS: Dict[str, Function] = {
    "regex": takes(STRING, STRING)(regex),
    "regexall": takes(STRING, STRING)(regexall),
}
