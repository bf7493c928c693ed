"""`yamldecode`: YAML as Terraform takes it, whose plain scalars mean other things than in Python's YAML.

What a plain scalar is, was asked of Terraform 1.11; what is not followed is unsettled.
"""

from __future__ import annotations

import re
from typing import ClassVar, Dict, Mapping, Set, Tuple

import yaml

from .function_calling import check_members, normalized
from .number_text import check_digits, parsed_number, rounded
from .symbolic_values import EvaluationError, Key, LimitError, ListValue, MapValue, Scalar, Unsettled, Value
from .type_constraints import STRING, convert

MOST_CHARACTERS = 250_000
_MOST_DEPTH = 60
_PLAIN = "plain"
_TAG = "tag:yaml.org,2002:"
_MERGED = "<<"
_NOT_FOLLOWED = "yamldecode() does not follow"

_WORDS: Mapping[str, Scalar] = {
    **dict.fromkeys(["", "~", "null", "Null", "NULL"]),
    **dict.fromkeys(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], True),
    **dict.fromkeys(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], False),
}
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_OTHER_BASES = re.compile(r"0(?:o(?P<octal>[0-7]+)|x(?P<hexadecimal>[0-9a-fA-F]+))")
_TIME_OR_NO_NUMBER = re.compile(r"[0-9]{4}-[0-9].*|[-+]?\.(inf|Inf|INF|nan|NaN|NAN)", re.DOTALL)
_HALF = re.compile("[\ud800-\udfff]")
"""Half of a pair that writes one character."""


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """PyYAML's reader, that leaves open what a plain scalar is; an escaped `/` is none, as in Terraform's."""

    ESCAPE_REPLACEMENTS: ClassVar[Mapping[str, str]] = {
        sign: text for sign, text in yaml.SafeLoader.ESCAPE_REPLACEMENTS.items() if sign != "/"
    }

    def resolve(self, kind: type, value: object, implicit: object) -> str:
        """The tag of what has none."""
        if kind is yaml.ScalarNode and isinstance(implicit, tuple) and implicit[0]:
            return _PLAIN
        return str(super().resolve(kind, value, implicit))


def decoded_yaml(text: str) -> Value:
    """The value that a YAML text holds: objects and tuples.

    Raises:
        EvaluationError: Terraform refuses it.
        LimitError: it is too long, or nested too deeply.
    """
    if text.startswith("%"):
        return Unsettled(f"{_NOT_FOLLOWED} a directive")
    if len(text) > MOST_CHARACTERS:
        raise LimitError(f"YAML of more than {MOST_CHARACTERS:,} characters")
    try:
        top = yaml.compose(text, Loader=_Loader)
    except RecursionError as error:
        raise LimitError("YAML that is nested too deeply") from error
    except (yaml.YAMLError, ValueError, OverflowError):  # the others for the number of no character
        return Unsettled(f"{_NOT_FOLLOWED} this text, which may be no YAML")
    if top is None:
        raise EvaluationError("there is nothing in the YAML")
    return _Decoding().value(top, _MOST_DEPTH)


class _Decoding:
    """The values of nodes; one that several aliases name is made once."""

    def __init__(self) -> None:
        self._made: Dict[int, Value] = {}
        self._open: Set[int] = set()

    def value(self, node: yaml.Node, depth: int) -> Value:
        """The value of a node."""
        if depth == 0:
            raise LimitError("YAML that is nested too deeply")
        place = id(node)
        if place in self._open:
            raise EvaluationError("an alias stands in what it names")
        if place not in self._made:
            self._open.add(place)
            self._made[place] = self._new(node, depth - 1)
            self._open.remove(place)
        return self._made[place]

    def _new(self, node: yaml.Node, depth: int) -> Value:
        tag = node.tag.removeprefix(_TAG)
        if isinstance(node, yaml.ScalarNode) and tag == _PLAIN:
            return plain_scalar(node.value)
        if isinstance(node, yaml.ScalarNode) and tag == "str":
            return Unsettled(f"{_NOT_FOLLOWED} this text") if _HALF.search(node.value) else normalized(node.value)
        if isinstance(node, yaml.SequenceNode) and tag == "seq":
            check_members(len(node.value))
            return ListValue(tuple(self.value(member, depth) for member in node.value))
        if isinstance(node, yaml.MappingNode) and tag == "map":
            check_members(len(node.value))
            return self._mapping(node.value, depth)
        return Unsettled(f"{_NOT_FOLLOWED} tags")

    def _mapping(self, pairs: Tuple[Tuple[yaml.Node, yaml.Node], ...], depth: int) -> Value:
        entries: Dict[Key, Value] = {}
        for key_node, node in pairs:
            key, value = self.value(key_node, depth), self.value(node, depth)
            if isinstance(key, Unsettled):
                return key
            if key != _MERGED:
                entries[_key(key)] = value
            elif isinstance(value, MapValue):  # counts where it stands, as Terraform has it
                entries.update(value.entries)
            else:
                return Unsettled(f"{_NOT_FOLLOWED} what is merged here")
        return MapValue(entries)


def plain_scalar(text: str) -> Value:
    """What a scalar without quotes is."""
    if text in _WORDS:
        return _WORDS[text]
    if _TIME_OR_NO_NUMBER.fullmatch(text):
        return Unsettled(f"{_NOT_FOLLOWED} times, and what is no number")
    if _DECIMAL.fullmatch(text):
        return parsed_number(text)
    other = _OTHER_BASES.fullmatch(text)
    if other:
        check_digits(len(text))
        return rounded(int(other["octal"], 8) if other["octal"] else int(other["hexadecimal"], 16))
    return normalized(text)


def _key(value: Value) -> str:
    """A key as text.

    Raises:
        EvaluationError: it is null, a list or a map.
    """
    key = convert(value, STRING)
    if not isinstance(key, str):
        raise EvaluationError("a key is null")
    return key
