"""Terraform's functions between text and other forms of it: JSON, YAML, Base64, CSV, URLs, hashes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
import uuid
from dataclasses import replace
from fractions import Fraction
from typing import Any, Callable, Iterable, Iterator, List, Mapping, NoReturn, Tuple, Union
from urllib.parse import quote_plus

from .function_calling import Function, check_characters, check_members, normalized, takes
from .number_text import is_short, number_text, parsed_number
from .symbolic_values import (
    Bag,
    EvaluationError,
    JsonText,
    LimitError,
    ListValue,
    MapValue,
    OneOf,
    SetValue,
    Unsettled,
    Value,
    in_order,
    is_collection,
    is_known,
    one_of,
    sorted_keys,
    why_unsettled,
)
from .type_constraints import ANY, STRING

_MOST_DEPTH = 100
_ESCAPES = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
}
_CSV_FIELD = re.compile(r'"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>[^",\n]*)')
_ESCAPED = re.compile('["\\\\\x00-\x1f<>&\u2028\u2029]')
_ENCODINGS = {
    "UTF-8": "utf-8",
    "UTF-16LE": "utf-16-le",
    "UTF-16BE": "utf-16-be",
    "ISO-8859-1": "iso-8859-1",
}
_NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", re.IGNORECASE)


# JSON


class _NotWrittenError(Exception):
    """A value whose JSON is not settled; the message says why."""


def json_text(value: Value) -> Union[str, Unsettled]:
    """A value as Terraform writes it in JSON: keys in order, without spaces.

    Raises:
        LimitError: it is too long.
    """
    if not is_known(value):
        return Unsettled(why_unsettled(value))
    pieces: List[str] = []
    size = 0
    try:
        for piece in _json_pieces(value):
            pieces.append(piece)
            size += len(piece)
            check_characters(size)
    except _NotWrittenError as reason:
        return Unsettled(str(reason))
    return "".join(pieces)


def _json_pieces(value: Value) -> Iterator[str]:
    if isinstance(value, MapValue):
        keys = sorted_keys(value)
        yield from _enclosed("{}", ((f"{_json_string(key)}:", value.entries[key]) for key in keys))
    elif is_collection(value):
        members = in_order(value)
        if members is None:
            raise _NotWrittenError("the order of a set is not settled")
        yield from _enclosed("[]", (("", member) for member in members))
    else:
        yield _json_scalar(value)


def _enclosed(brackets: str, members: Iterable[Tuple[str, Value]]) -> Iterator[str]:
    yield brackets[0]
    for place, (before, member) in enumerate(members):
        yield f",{before}" if place else before
        yield from _json_pieces(member)
    yield brackets[1]


def _json_scalar(value: Value) -> str:
    if isinstance(value, str):
        return _json_string(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, (int, Fraction)) and is_short(value):
        return number_text(value)
    raise _NotWrittenError("the digits of a number are not followed")


def _json_string(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04x}"


def jsonencode(value: Value) -> Value:
    """The JSON text of a value; of a collection with parts that wait, one that `jsondecode` can open again."""
    if isinstance(value, (ListValue, SetValue, MapValue)) and not is_known(value):
        return JsonText(_plain(value))
    return json_text(value)


def _plain(value: Value) -> Value:
    """A value as it comes back from JSON: of tuples and objects."""
    if isinstance(value, (ListValue, SetValue)):
        members = in_order(value)
        inside = tuple(map(_plain, value.members if members is None else members))
        return Bag(inside) if members is None else ListValue(inside)
    if isinstance(value, MapValue):
        entries = {key: _plain(entry) for key, entry in value.entries.items()}
        return MapValue(entries, False, value.possible, value.open_because)
    if isinstance(value, Bag):
        certain, possible = tuple(map(_plain, value.certain)), tuple(map(_plain, value.possible))
        return replace(value, certain=certain, possible=possible, is_set=False)
    return one_of(map(_plain, value.options), value.because) if isinstance(value, OneOf) else value


def opened_json(text: Value) -> Value:
    """What `jsondecode` gives: of a text that waits in part, the value that it was made of."""
    return text.of if isinstance(text, JsonText) else takes(STRING)(jsondecode)(text)


def jsondecode(text: str) -> Value:
    """The value that a JSON text holds: objects and tuples."""
    try:
        parsed = json.loads(text, parse_int=parsed_number, parse_float=parsed_number, parse_constant=_refuse)
    except RecursionError as error:
        raise LimitError("JSON that is nested too deeply") from error
    except ValueError as error:
        raise EvaluationError(f"it is no JSON: {error}") from error
    return _from_json(parsed, _MOST_DEPTH)


def _refuse(_: str) -> NoReturn:
    raise EvaluationError("it is no JSON")


def _from_json(parsed: Any, depth: int) -> Value:  # noqa: ANN401 - JSON has every shape
    if depth == 0:
        raise LimitError("JSON that is nested too deeply")
    if isinstance(parsed, list):
        check_members(len(parsed))
        return ListValue(tuple(_from_json(member, depth - 1) for member in parsed))
    if isinstance(parsed, dict):
        check_members(len(parsed))
        return MapValue({_from_json_text(key): _from_json(entry, depth - 1) for key, entry in parsed.items()})
    if isinstance(parsed, str):
        return _from_json_text(parsed)
    scalar: Value = parsed
    return scalar


def _from_json_text(text: str) -> str:
    """A text of JSON, half a pair of surrogates replaced."""
    whole = text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return str(normalized(whole))


def yamldecode(text: str) -> Value:
    """The value that a YAML text holds."""
    from .yaml_decoding import decoded_yaml  # noqa: PLC0415 - PyYAML takes long to load, and few sources need it

    return decoded_yaml(text)


# Base64


def base64encode(text: str) -> Value:
    """The bytes of the text in Base64."""
    return _base64(text.encode("utf-8", "replace"))


def base64decode(text: str) -> Value:
    """The text whose bytes these are in Base64."""
    return _decoded(_base64_bytes(text), "utf-8")


def textencodebase64(text: str, encoding: str) -> Value:
    """The bytes of the text in an encoding, in Base64."""
    codec = _ENCODINGS.get(encoding.upper())
    if codec is None:
        return Unsettled("such an encoding is not followed")
    try:
        return _base64(text.encode(codec))
    except UnicodeEncodeError as error:
        raise EvaluationError("the text has characters that the encoding has not") from error


def textdecodebase64(text: str, encoding: str) -> Value:
    """The text whose bytes these are in an encoding and in Base64."""
    codec = _ENCODINGS.get(encoding.upper())
    if codec is None:
        return Unsettled("such an encoding is not followed")
    return _decoded(_base64_bytes(text), codec)


def _base64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _base64_bytes(text: str) -> bytes:
    try:
        return base64.b64decode(re.sub("[\r\n]", "", text), validate=True)
    except (ValueError, binascii.Error) as error:
        raise EvaluationError("it is no Base64") from error


def _decoded(raw: bytes, codec: str) -> str:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError as error:
        raise EvaluationError("the bytes are no text") from error


# CSV and URLs


def csvdecode(text: str) -> Value:
    """The rows of a CSV text as objects, named by its first row."""
    rows = list(_csv_rows(text.replace("\r\n", "\n").removesuffix("\r")))
    if not rows:
        raise EvaluationError("csvdecode() needs a row of names")
    names, *others = rows
    check_members(len(others) * len(names))
    if len(set(names)) < len(names) or any(len(row) != len(names) for row in others):
        raise EvaluationError("a row of csvdecode() does not fit the row of names, or a name is there twice")
    return ListValue(tuple(MapValue(dict(zip(names, row))) for row in others), is_list=True)


def _csv_rows(text: str) -> Iterator[List[str]]:
    """The rows of a CSV text with their fields; empty lines are none."""
    row: List[str] = []
    place = 0
    while place < len(text):
        if not row and text[place] == "\n":
            place += 1
            continue
        field = _CSV_FIELD.match(text, place)
        end = field.end() if field else place
        if field is None or text[end : end + 1] not in ("", ",", "\n"):
            raise EvaluationError("quotes stand where csvdecode() takes none")
        quoted = field["quoted"]
        row.append(field["plain"] if quoted is None else quoted.replace('""', '"'))
        place = end + 1
        if text[end : end + 1] != ",":
            yield row
            row = []
    if row:
        yield [*row, ""]  # the text ends in a comma


def urlencode(text: str) -> Value:
    """The text as a part of a URL's query."""
    return quote_plus(text)


# Hashes


def _hash(algorithm: str, *, in_base64: bool = False) -> Callable[[str], Value]:
    def hashed(text: str) -> Value:
        digest = hashlib.new(algorithm, text.encode("utf-8", "replace"), usedforsecurity=False).digest()
        return _base64(digest) if in_base64 else digest.hex()

    return hashed


def uuidv5(namespace: str, name: str) -> Value:
    """The UUID of a name in a namespace."""
    space = _NAMESPACES.get(namespace)
    if space is None:
        bare = namespace[1:-1] if namespace.startswith("{") and namespace.endswith("}") else namespace
        if not _UUID.fullmatch(bare):
            return _unusual_namespace(namespace)
        space = uuid.UUID(bare)
    return str(uuid.uuid5(space, name))


def _unusual_namespace(namespace: str) -> Value:
    if namespace.lower().startswith("urn:"):
        return Unsettled("a namespace of uuidv5() that is a URN is not followed")
    raise EvaluationError("the namespace of uuidv5() is no UUID")


ENCODING_FUNCTIONS: Mapping[str, Function] = {
    "base64decode": takes(STRING)(base64decode),
    "base64encode": takes(STRING)(base64encode),
    "base64sha256": takes(STRING)(_hash("sha256", in_base64=True)),
    "base64sha512": takes(STRING)(_hash("sha512", in_base64=True)),
    "csvdecode": takes(STRING)(csvdecode),
    "jsondecode": opened_json,
    "jsonencode": takes(ANY, waiting=True)(jsonencode),
    "md5": takes(STRING)(_hash("md5")),
    "sha1": takes(STRING)(_hash("sha1")),
    "sha256": takes(STRING)(_hash("sha256")),
    "sha512": takes(STRING)(_hash("sha512")),
    "textdecodebase64": takes(STRING, STRING)(textdecodebase64),
    "textencodebase64": takes(STRING, STRING)(textencodebase64),
    "urlencode": takes(STRING)(urlencode),
    "uuidv5": takes(STRING, STRING)(uuidv5),
    "yamldecode": takes(STRING)(yamldecode),
}
