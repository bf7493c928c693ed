"""Terraform's functions of text, but for `format`."""

from __future__ import annotations

import re
from typing import Callable, List, Mapping, Tuple

from .function_calling import (
    Function,
    Part,
    check_characters,
    check_members,
    parts_of,
    takes,
    text_of,
)
from .function_options import over_options
from .number_text import Number, whole
from .regular_expressions import replaced
from .resource_symbols import Symbol
from .symbolic_values import EvaluationError, ListValue, Unsettled, Value, why_unsettled
from .type_constraints import NUMBER, STRING, list_of

_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_LONE_CHARACTERS = re.compile(
    "[\x00-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2100-\u2bff"
    "\u3001-\u3029\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\U0001f300-\U0001f3fa\U0001f400-\U0001faff]*"
)


def chomp(text: str) -> Value:
    """Without the line ends at the end."""
    return text.rstrip("\r\n")


def trimspace(text: str) -> Value:
    """Without the white space at both ends."""
    return text.strip(_SPACE)


def trim(text: str, characters: str) -> Value:
    """Without any of the characters at both ends."""
    return text.strip(characters) if characters else text


def trimprefix(text: str, prefix: str) -> Value:
    """Without the prefix, once."""
    return text.removeprefix(prefix)


def trimsuffix(text: str, suffix: str) -> Value:
    """Without the suffix, once."""
    return text.removesuffix(suffix)


def _by_character(text: str, change: Callable[[str], str]) -> Value:
    """Every character changed alone: none becomes two, as Go's mapping has it."""
    if text.isascii():
        return "".join(map(change, text))
    changed = [change(character) for character in text]
    if any(len(character) != 1 for character in changed):
        return Unsettled("a letter has no single one in the other case")
    return "".join(changed)


def lower(text: str) -> Value:
    """In lower case."""
    return _by_character(text, str.lower)


def upper(text: str) -> Value:
    """In upper case."""
    return _by_character(text, str.upper)


def title(text: str) -> Value:
    """With the first letter of each word in title case."""
    before = " "
    changed = []
    for character in text:
        changed.append(character.title() if _parts_words(before) else character)
        before = character
    if any(len(character) != 1 for character in changed):
        return Unsettled("a letter has no single one in title case")
    return "".join(changed)


def _parts_words(character: str) -> bool:
    if character.isascii():
        return not (character.isalnum() or character == "_")
    return character in _SPACE


def strrev(text: str) -> Value:
    """Its characters from the last to the first."""
    return text[::-1] if has_lone_characters(text) else _clusters_unsettled()


def substr(text: str, offset: Number, length: Number) -> Value:
    """A part of the text; a negative offset counts from the end, a negative length takes the rest."""
    start, count = whole(offset, "the offset"), whole(length, "the length")
    if not has_lone_characters(text):
        return _clusters_unsettled()
    start = max(start + len(text), 0) if start < 0 else start
    return text[start:] if count < 0 else text[start : start + count]


def has_lone_characters(text: str) -> bool:
    """Whether what a reader takes for a character is one code point throughout."""
    return _LONE_CHARACTERS.fullmatch(text) is not None and "\r\n" not in text


def _clusters_unsettled() -> Unsettled:
    return Unsettled("characters of several code points are not followed")


def indent(spaces: Number, text: str) -> Value:
    """With so many spaces at the start of each line but the first."""
    count = whole(spaces, "the number of spaces")
    if count < 0:
        raise EvaluationError("a negative number of spaces")
    check_characters(len(text) + text.count("\n") * count)
    return text.replace("\n", "\n" + " " * count)


def replace(text: str, old: str, new: str) -> Value:
    """With every occurrence of a text, or every match of a `/pattern/`, replaced."""
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        return replaced(text, old[1:-1], new)
    check_characters(len(text) + text.count(old) * (len(new) - len(old)))
    return text.replace(old, new)


def startswith(text: str, prefix: str) -> Value:
    """Whether it starts with the prefix."""
    return text.startswith(prefix)


def endswith(text: str, suffix: str) -> Value:
    """Whether it ends with the suffix."""
    return text.endswith(suffix)


def strcontains(text: str, part: str) -> Value:
    """Whether the part is in it."""
    return part in text


def split(separator: Value, text: Value) -> Value:
    """The pieces between the separators; a text that waits is cut where no id can hold the separator."""
    if not isinstance(separator, str):
        return Unsettled(why_unsettled(separator))
    if isinstance(text, str):
        check_members(text.count(separator) + 1)
        pieces = text.split(separator) if separator else list(text)
        return ListValue(tuple(pieces), is_list=True)
    parts = parts_of(text)
    if parts is None or not separator or _ID_CHARACTERS & set(separator) or not all(map(_is_id_or_text, parts)):
        return Unsettled(why_unsettled(text))
    return ListValue(tuple(map(text_of, _cut(parts, separator))), is_list=True)


def _is_id_or_text(part: Part) -> bool:
    return isinstance(part, str) or part.is_new_id


def _cut(parts: Tuple[Part, ...], separator: str) -> List[List[Part]]:
    pieces: List[List[Part]] = [[]]
    for part in parts:
        if isinstance(part, Symbol):
            pieces[-1].append(part)
            continue
        first, *others = part.split(separator)
        pieces[-1].append(first)
        pieces += [[other] for other in others]
    check_members(len(pieces))
    return pieces


def join(separator: Value, *lists: Value) -> Value:
    """The members of the lists as one text, with the separator between them."""
    if not lists:
        raise EvaluationError("join() takes a list")
    members: List[Value] = []
    for each in lists:
        if not isinstance(each, ListValue):
            return Unsettled(why_unsettled(each))
        members += each.members
    if None in members:
        raise EvaluationError("join() takes no null")
    check_members(len(members))
    return over_options(_joined, [separator, *members])


def _joined(separator: Value, *members: Value) -> Value:
    between = parts_of(separator)
    parts: List[Part] = []
    for place, member in enumerate(members):
        own = parts_of(member)
        if own is None or between is None:
            return Unsettled(why_unsettled(separator if between is None else member))
        parts += own if place == 0 else between + own
    return text_of(parts)


def _of_ids_the_same(function: Function) -> Function:
    """A function that leaves EC2's ids as they are: they are of small letters, digits and dashes."""

    def called(*given: Value) -> Value:
        is_id = len(given) == 1 and isinstance(given[0], Symbol) and given[0].is_new_id
        return given[0] if is_id else takes(STRING)(function)(*given)

    return called


STRING_FUNCTIONS: Mapping[str, Function] = {
    "chomp": _of_ids_the_same(chomp),
    "endswith": takes(STRING, STRING)(endswith),
    "indent": takes(NUMBER, STRING)(indent),
    "join": takes(STRING, rest=list_of(STRING), waiting=True)(join),
    "lower": _of_ids_the_same(lower),
    "replace": takes(STRING, STRING, STRING)(replace),
    "split": takes(STRING, STRING, waiting=True)(split),
    "startswith": takes(STRING, STRING)(startswith),
    "strcontains": takes(STRING, STRING)(strcontains),
    "strrev": takes(STRING)(strrev),
    "substr": takes(STRING, NUMBER, NUMBER)(substr),
    "title": takes(STRING)(title),
    "trim": takes(STRING, STRING)(trim),
    "trimprefix": takes(STRING, STRING)(trimprefix),
    "trimspace": _of_ids_the_same(trimspace),
    "trimsuffix": takes(STRING, STRING)(trimsuffix),
    "upper": takes(STRING)(upper),
}
