"""The parts that a Terraform expression is made of.

Source: HCL native syntax specification, "Expressions" and "Templates".
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Optional, Tuple, Union


class ExpressionError(ValueError):
    """The text is no expression of the grammar; the message says where and why, in one line."""


@dataclass(frozen=True)
class Constant:
    """`null`, `true`, `5`, `1.5`, or text without interpolation.

    A number is an int where it is whole, else a Fraction.
    """

    value: Union[bool, int, Fraction, str, None]


@dataclass(frozen=True)
class Name:
    """The first step of a reference, `aws_subnet` in `aws_subnet.a.id`, or the variable of a `for`."""

    name: str


@dataclass(frozen=True)
class Attribute:
    """`source.name`."""

    source: Expression
    name: str


@dataclass(frozen=True)
class Element:
    """`source[key]`, and the old `source.0`."""

    source: Expression
    key: Expression


@dataclass(frozen=True)
class Parenthesized:
    """`(a.b)`: the reference in parentheses ends there, whatever steps follow. Kept for references alone."""

    inner: Expression


@dataclass(frozen=True)
class Splat:
    """`source[*].name[0]`, or `source.*.name`, where an index in brackets is of the result and no part of `each`.

    Attributes:
        each: what is taken of each member, as steps on `SplatMember`; that alone where nothing is.
    """

    source: Expression
    each: Expression


@dataclass(frozen=True)
class SplatMember:
    """The member that a splat is at."""


@dataclass(frozen=True)
class Template:
    """`"a-${b}"`: the parts' texts joined. A template of one interpolation alone is that expression, no Template."""

    parts: Tuple[Expression, ...]


@dataclass(frozen=True)
class TemplateFor:
    """`%{ for key, value in collection }body%{ endfor }` within a template: the body's texts joined."""

    key: Optional[str]
    value: str
    collection: Expression
    body: Expression


@dataclass(frozen=True)
class Call:
    """`function(arguments)`; `spread` where the last argument ends in `...`."""

    function: str
    arguments: Tuple[Expression, ...]
    spread: bool = False


@dataclass(frozen=True)
class Unary:
    """`-x` or `!x`."""

    operator: str
    operand: Expression


@dataclass(frozen=True)
class Binary:
    """`left operator right`, with one of `|| && == != < <= > >= + - * / %`."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Conditional:
    """`condition ? yes : no`; `%{ if }` in a template too."""

    condition: Expression
    yes: Expression
    no: Expression


@dataclass(frozen=True)
class TupleOf:
    """`[a, b]`."""

    members: Tuple[Expression, ...]


@dataclass(frozen=True)
class ObjectOf:
    """`{ key = value }`; a bare word as a key is a Constant, `(word)` and `"${word}"` are expressions."""

    entries: Tuple[Tuple[Expression, Expression], ...]


@dataclass(frozen=True)
class For:
    """`[for k, v in collection : result if condition]`, and `{for … : new_key => result...}`.

    Attributes:
        new_key: None in the list form.
        grouping: results of equal keys are gathered in a list (`...`).
    """

    key: Optional[str]
    value: str
    collection: Expression
    new_key: Optional[Expression]
    result: Expression
    condition: Optional[Expression]
    grouping: bool = False


Expression = Union[
    Constant,
    Name,
    Attribute,
    Element,
    Parenthesized,
    Splat,
    SplatMember,
    Template,
    TemplateFor,
    Call,
    Unary,
    Binary,
    Conditional,
    TupleOf,
    ObjectOf,
    For,
]
