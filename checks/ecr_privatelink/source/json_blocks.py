"""Blocks of Terraform's JSON syntax (`.tf.json`).

In this syntax only a block's schema tells its attributes from its nested blocks, so that all are
attributes here, save `dynamic`. Strings are templates, the names in an object too.

Source: Terraform's "JSON Configuration Syntax"; HCL JSON syntax specification.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Callable, Dict, Iterator, List, Mapping, Sequence, Tuple, Union

from .expression_parsing import parse_expression, parse_template
from .expression_tree import Constant, Expression, ExpressionError, ObjectOf, TupleOf
from .source_blocks import Body, NestedBlock, SourceAttribute, SourceBlock
from .source_text import SourceError, SourceText

TOP_LEVEL = {"resource": 2, "data": 2, "module": 1, "variable": 1, "output": 1, "locals": 0, "removed": 0}
"""How many labels a block has, by its type; types that say nothing of the network are left out."""
NESTED: Mapping[str, Mapping[str, int]] = {
    "resource": {"dynamic": 1},
    "data": {"dynamic": 1},
    "content": {"dynamic": 1},
    "dynamic": {"content": 0},
}
"""By a block's type, the nested blocks that its names alone tell, and how many labels they have."""
BARE_WORDS = {("variable", "type"), ("dynamic", "iterator")}
"""Attributes whose text is an expression, no template."""

MOST_NESTED = 64
_HUGE_NUMBER = re.compile(r".{100}|.*[eE][+-]?\d{4}")


@dataclass(frozen=True, eq=False)
class JsonObject:
    """An object as it is written: a name may be there twice."""

    pairs: Sequence[Tuple[str, JsonValue]]


JsonValue = Union[None, bool, int, Fraction, str, List["JsonValue"], JsonObject]


def json_blocks(file: SourceText) -> Iterator[SourceBlock]:
    """The blocks of one file.

    Raises:
        SourceError: the text is no JSON, or not of a configuration's shape.
    """
    for top in _objects(_decoded(file), file.name):
        for type_name, value in top.pairs:
            if type_name in TOP_LEVEL:
                for labels, body in _labelled(value, TOP_LEVEL[type_name], file.name):
                    yield SourceBlock(type_name, labels, file.name, partial(_body, body, type_name, file.name))


def json_body(file: SourceText) -> Body:
    """A file that holds the values of variables, a `.tfvars.json`: its texts are no templates.

    Raises:
        SourceError: the text is no JSON object.
    """
    value = _decoded(file)
    if not isinstance(value, JsonObject):
        raise SourceError(f"{file.name}: an object is missing")
    return _body(value, "variables", file.name, Constant)


def _decoded(file: SourceText) -> JsonValue:
    decode = partial(json.loads, object_pairs_hook=JsonObject)
    try:
        value: JsonValue = decode(file.text, parse_int=_number, parse_float=_number, parse_constant=_number)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{file.name}: this is no JSON: {error}") from error
    return value


def _number(written: str) -> Union[int, Fraction]:
    if _HUGE_NUMBER.match(written):
        raise ValueError("a number is too long")
    number = Fraction(written)
    return number.numerator if number.denominator == 1 else number


def _labelled(value: JsonValue, labels: int, place: str) -> Iterator[Tuple[Tuple[str, ...], JsonObject]]:
    """The bodies below so many labels, with the labels; each level may be a list of objects."""
    for found in _objects(value, place):
        if not labels:
            yield (), found
            continue
        for label, inner in found.pairs:
            if label != "//":
                for more, body in _labelled(inner, labels - 1, place):
                    yield (label, *more), body


def _objects(value: JsonValue, place: str) -> Sequence[JsonObject]:
    objects = value if isinstance(value, list) else [value]
    found = [member for member in objects if isinstance(member, JsonObject)]
    if len(found) != len(objects):
        raise SourceError(f"{place}: an object is missing where a block should be")
    return found


_OfText = Callable[[str], Expression]


def _body(written: JsonObject, type_name: str, place: str, of_text: _OfText = parse_template) -> Body:
    attributes: Dict[str, SourceAttribute] = {}
    blocks: List[NestedBlock] = []
    nested = NESTED.get(type_name, {})
    for name, value in written.pairs:
        if name in nested:
            for labels, inner in _labelled(value, nested[name], place):
                blocks.append(NestedBlock(name, labels, place, _body(inner, name, place)))
        elif name in attributes:
            raise SourceError(f"{place}: `{name}` is set twice")
        elif name != "//":
            parse = partial(_bare_words, value) if (type_name, name) in BARE_WORDS else partial(_tree, value, of_text)
            attributes[name] = SourceAttribute(name, partial(str, place), parse)
    return Body(attributes, blocks)


def _bare_words(value: JsonValue) -> Expression:
    if not isinstance(value, str):
        raise ExpressionError("text was expected")
    return parse_expression(value)


def _tree(value: JsonValue, of_text: _OfText, depth: int = MOST_NESTED) -> Expression:
    if not depth:
        raise ExpressionError(f"more than {MOST_NESTED} values within each other")
    if isinstance(value, str):
        return of_text(value)
    if isinstance(value, list):
        return TupleOf(tuple(_tree(member, of_text, depth - 1) for member in value))
    if isinstance(value, JsonObject):
        return ObjectOf(tuple((of_text(name), _tree(member, of_text, depth - 1)) for name, member in value.pairs))
    return Constant(value)
