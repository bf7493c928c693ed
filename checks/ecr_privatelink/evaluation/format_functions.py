"""Terraform's `format` and `formatlist`.

Source: Terraform's reference of `format`, and answers of terraform console: `%t` has no width,
`%v` no precision, and zeros fill text too.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Callable, Iterator, List, Mapping, Optional, Sequence, Tuple, Union

from .encoding_functions import json_text
from .function_calling import Function, Part, check_characters, check_members, parts_of, takes, text_of
from .function_options import over_options
from .number_text import Number, fixed_text, rounded
from .resource_symbols import Symbol
from .symbolic_values import (
    Bag,
    EvaluationError,
    ListValue,
    SetValue,
    Unsettled,
    Value,
    in_order,
    is_collection,
    why_unsettled,
)
from .type_constraints import ANY, BOOL, NUMBER, STRING, convert

_VERB = re.compile(
    r"%(?P<flags>[-+ #0]*)(?P<width>[1-9][0-9]{0,6})?(?:\.(?P<precision>[0-9]{0,6}))?"
    r"(?:\[(?P<place>[0-9]{1,6})\])?(?P<letter>.)",
    re.DOTALL,
)
_PREFIXES = {"b": "0b", "o": "0", "x": "0x", "X": "0X"}
_NOT_FOLLOWED = frozenset("eEgG")

Formatted = Union[Tuple[Part, ...], Unsettled]


class _Verb:
    """One `%…` of a format."""

    def __init__(self, found: re.Match[str]) -> None:
        self.flags = found["flags"]
        self.width = int(found["width"] or 0)
        self.precision: Optional[int] = None if found["precision"] is None else int(found["precision"] or 0)
        self.place = int(found["place"]) if found["place"] else None
        self.letter = found["letter"]
        check_characters(max(self.width, self.precision or 0))

    @property
    def is_plain(self) -> bool:
        """It has no flags and no measures."""
        return not (self.flags or self.width) and self.precision is None

    def filled(self, text: str, sign: str = "") -> str:
        """The text in the width of the verb; zeros come after the sign."""
        if "-" in self.flags:
            return (sign + text).ljust(self.width)
        if "0" in self.flags:
            return sign + text.rjust(self.width - len(sign), "0")
        return (sign + text).rjust(self.width)


def format_(template: Value, *arguments: Value) -> Value:
    """The template with each verb filled in from the arguments.

    Raises:
        EvaluationError: a verb and its argument do not fit, or an argument is left over.
    """
    if not isinstance(template, str):
        return Unsettled(why_unsettled(template))
    return over_options(lambda *chosen: _formatted(template, chosen), arguments)


def _formatted(template: str, arguments: Sequence[Value]) -> Value:
    parts: List[Part] = []
    used = following = 0
    unsettled: List[Unsettled] = []
    for piece in _pieces(template):
        if isinstance(piece, str):
            parts.append(piece)
            continue
        place = following if piece.place is None else piece.place - 1
        if not 0 <= place < len(arguments):
            raise EvaluationError(f"format() has no argument {place + 1}")
        following = place + 1
        used = max(used, following)
        filled = _fill(piece, arguments[place])
        if isinstance(filled, Unsettled):
            unsettled.append(filled)
        else:
            parts += filled
    if used < len(arguments):
        raise EvaluationError("format() has an argument too many")
    return unsettled[0] if unsettled else text_of(parts)


def _pieces(template: str) -> Iterator[Union[str, _Verb]]:
    place = 0
    while place < len(template):
        start = template.find("%", place)
        if start < 0:
            yield template[place:]
            return
        yield template[place:start]
        if template.startswith("%%", start):
            yield "%"
            place = start + 2
            continue
        found = _VERB.match(template, start)
        if found is None:
            raise EvaluationError("format() has a malformed verb")
        yield _Verb(found)
        place = found.end()


def _fill(verb: _Verb, argument: Value) -> Formatted:
    if argument is None:
        return _null(verb)
    if verb.letter in _NOT_FOLLOWED:
        return Unsettled("a verb of format() is not followed")
    if verb.letter not in _FILLS:
        raise EvaluationError("format() has no such verb")
    return _FILLS[verb.letter](verb, argument)


def _truth(_: _Verb, argument: Value) -> Formatted:
    answer = convert(argument, BOOL)
    return ("true" if answer else "false",) if isinstance(answer, bool) else _waits(argument)


def _null(verb: _Verb) -> Formatted:
    if verb.letter == "v":
        return Unsettled("whether null has a type, which format() asks, is not followed")
    raise EvaluationError("format() takes no null")


def _waits(argument: Value) -> Unsettled:
    return Unsettled(why_unsettled(argument))


def _as_value(verb: _Verb, argument: Value) -> Formatted:
    """`%v`: text as it is, anything else as in JSON."""
    if isinstance(argument, Symbol) and not argument.is_name:
        return _waits(argument)
    if is_collection(argument) or "#" in verb.flags:
        written = json_text(argument)
        return written if isinstance(written, Unsettled) else _measured(verb, written)
    text = convert(argument, STRING)
    return _measured(verb, text) if isinstance(text, str) else _text(verb, text)


def _text(verb: _Verb, argument: Value) -> Formatted:
    """`%s` and `%q`, or `%v` of text that waits."""
    text = convert(argument, STRING)
    if not isinstance(text, str):
        parts = parts_of(text)
        return _waits(text) if parts is None or not verb.is_plain or verb.letter == "q" else parts
    if verb.precision is not None:
        if not text.isascii():
            return Unsettled("format() does not cut text beyond ASCII")
        text = text[: verb.precision]
    written = json_text(text) if verb.letter == "q" else text
    return written if isinstance(written, Unsettled) else _measured(verb, written)


def _measured(verb: _Verb, text: str) -> Formatted:
    if verb.width and not text.isascii():
        return Unsettled("the width of text beyond ASCII is not followed in format()")
    return (verb.filled(text),)


def _integer(verb: _Verb, argument: Value) -> Formatted:
    number = convert(argument, NUMBER)
    if not isinstance(number, (int, Fraction)):
        return _waits(argument)
    if isinstance(number, Fraction):
        raise EvaluationError("a verb of format() takes a whole number")
    if verb.precision is not None and "0" in verb.flags:
        return Unsettled("zeros beside a precision are not followed in format()")
    digits = "" if number == verb.precision == 0 else format(abs(number), verb.letter)
    digits = digits.rjust(verb.precision or 0, "0")
    if "#" in verb.flags:
        if "0" in verb.flags:
            return Unsettled("zeros beside a prefix are not followed in format()")
        digits = _PREFIXES.get(verb.letter, "") + digits
    return (verb.filled(digits, _sign(verb, number)),)


def _decimal(verb: _Verb, argument: Value) -> Formatted:
    number = convert(argument, NUMBER)
    if not isinstance(number, (int, Fraction)):
        return _waits(argument)
    held = rounded(number)
    text = fixed_text(-held if held < 0 else held, 6 if verb.precision is None else verb.precision)
    return (verb.filled(text, _sign(verb, number)),)


def _sign(verb: _Verb, number: Number) -> str:
    if number < 0:
        return "-"
    if "+" in verb.flags:
        return "+"
    return " " if " " in verb.flags else ""


_FILLS: Mapping[str, Callable[[_Verb, Value], Formatted]] = {
    **dict.fromkeys("bdoxX", _integer),
    "f": _decimal,
    "q": _text,
    "s": _text,
    "t": _truth,
    "v": _as_value,
}


def formatlist(template: Value, *arguments: Value) -> Value:
    """`format` once for each member of the lists among the arguments, which are of one length."""
    rows = [_rows(argument) for argument in arguments]
    lists = [row for row in rows if isinstance(row, tuple)]
    waiting = next((row for row in rows if isinstance(row, Unsettled)), None)
    if waiting is not None:
        return Bag(open_because=waiting.because)
    count = len(lists[0]) if lists else 1
    if any(len(row) != count for row in lists):
        raise EvaluationError("the lists of formatlist() are of different lengths")
    check_members(count)
    made: List[Value] = []
    size = 0
    for place in range(count):
        chosen = [row[place] if isinstance(row, tuple) else argument for row, argument in zip(rows, arguments)]
        made.append(format_(template, *chosen))
        size += len(str(made[-1]))
        check_characters(size)
    return ListValue(tuple(made), is_list=True)


def _rows(argument: Value) -> Union[Tuple[Value, ...], Unsettled, None]:
    """The members of a list; None for what stands for itself in every row."""
    if isinstance(argument, (ListValue, SetValue, Bag)):
        members = in_order(argument)
        return _waits(argument) if members is None else members
    if isinstance(argument, Symbol) and not argument.is_name:
        return _waits(argument)
    return None


FORMAT_FUNCTIONS: Mapping[str, Function] = {
    "format": takes(STRING, rest=ANY, waiting=True)(format_),
    "formatlist": takes(STRING, rest=ANY, waiting=True)(formatlist),
}
