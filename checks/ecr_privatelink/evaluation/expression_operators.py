"""Terraform's operators, and what a conditional makes of its branches' types."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import Callable, Dict, Mapping, Optional, Union

from .function_options import over_options
from .number_text import rounded
from .symbolic_values import (
    EvaluationError,
    Key,
    ListValue,
    MapValue,
    OneOf,
    Text,
    Unsettled,
    Value,
    is_collection,
    is_scalar,
    one_of,
    same,
    why_unsettled,
)
from .type_constraints import BOOL, NUMBER, STRING, convert

Number = Union[int, Fraction]


def truth(value: Value) -> Optional[bool]:
    """A value as a condition, None where that is not settled.

    Raises:
        EvaluationError: it is null, or neither a bool nor text that is one.
    """
    if isinstance(value, OneOf):
        answers = {truth(option) for option in value.options}
        return answers.pop() if len(answers) == 1 else None
    if value is None:
        raise EvaluationError("a condition is null")
    answer = convert(value, BOOL)
    return answer if isinstance(answer, bool) else None


def unary(symbol: str, operand: Value) -> Value:
    """`!operand` or `-operand`."""
    if symbol == "!":
        answer = truth(operand)
        return Unsettled(why_unsettled(operand)) if answer is None else not answer
    number = _number(operand)
    return -number if not isinstance(number, Unsettled) else number


def binary(symbol: str, left: Value, right: Value) -> Value:
    """`left symbol right`; `&&` and `||` are settled by one side where they can be.

    Raises:
        EvaluationError: the operands are of the wrong type, or it divides by zero.
    """
    if symbol in ("==", "!="):
        answer = same(left, right)
        return Unsettled(_why(left, right)) if answer is None else answer is (symbol == "==")
    if symbol in ("&&", "||"):
        return _logical(symbol, left, right)
    one, other = _number(left), _number(right)
    if isinstance(one, Unsettled) or isinstance(other, Unsettled):
        return one if isinstance(one, Unsettled) else other
    return _COMPARISONS[symbol](one, other) if symbol in _COMPARISONS else _arithmetic(symbol, one, other)


_COMPARISONS: Mapping[str, Callable[[Number, Number], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _arithmetic(symbol: str, one: Number, other: Number) -> Value:
    if symbol == "%" and other == 0:
        return one
    if symbol == "/":
        if other == 0:
            raise EvaluationError("it divides by zero")
        return rounded(Fraction(one) / Fraction(other))
    if symbol == "%":
        quotient = Fraction(one) / Fraction(other)
        return rounded(Fraction(one) - int(quotient) * Fraction(other))  # the sign is the left side's
    calculate: Dict[str, Callable[[Fraction, Fraction], Fraction]] = {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
    }
    return rounded(calculate[symbol](Fraction(one), Fraction(other)))


def _logical(symbol: str, left: Value, right: Value) -> Value:
    deciding = symbol == "||"
    answers = (truth(left), truth(right))
    if deciding in answers:
        return deciding
    return Unsettled(_why(left, right)) if None in answers else not deciding


def _number(value: Value) -> Union[Number, Unsettled]:
    if value is None:
        raise EvaluationError("an operand is null")
    number = convert(value, NUMBER)
    if isinstance(number, (int, Fraction)):
        return number
    return Unsettled(why_unsettled(number))


def _why(left: Value, right: Value) -> str:
    return why_unsettled(right if is_scalar(left) else left)


def choice_of_branches(taken: Value, other: Value) -> Value:
    """The branch that a conditional takes, in the type that it gives both branches.

    Tuples of different lengths become lists, objects of different attributes become maps, and
    a number or bool beside text becomes text.
    """
    if isinstance(taken, OneOf):
        return over_options(lambda option: choice_of_branches(option, other), [taken])
    if isinstance(taken, ListValue) and isinstance(other, ListValue):
        as_list = taken.is_list or other.is_list or len(taken.members) != len(other.members)
        return ListValue(taken.members, as_list) if as_list is not taken.is_list else taken
    if isinstance(taken, MapValue) and isinstance(other, MapValue):
        return _as_map(taken) if not taken.is_map and _differ(taken.entries, other) else taken
    if isinstance(taken, (bool, int, Fraction)):
        return _beside(taken, other)
    return taken


def _beside(taken: Value, other: Value) -> Value:
    """A number or bool beside another branch: text where that is text, and either where it may be."""
    options = other.options if isinstance(other, OneOf) else (other,)
    waiting = [option for option in options if not is_scalar(option) and not is_collection(option)]
    texts = [option for option in options if isinstance(option, (str, Text))]
    if len(texts) == len(options):
        return convert(taken, STRING)
    return one_of([taken, convert(taken, STRING)]) if texts or waiting else taken


def _differ(entries: Mapping[Key, Value], other: MapValue) -> bool:
    return other.is_map or entries.keys() != other.entries.keys()


def _as_map(value: MapValue) -> MapValue:
    entries = dict(value.entries)
    if any(isinstance(entry, str) for entry in entries.values()):
        entries = {key: convert(entry, STRING) if is_scalar(entry) else entry for key, entry in entries.items()}
    return MapValue(entries, True, value.possible, value.open_because)
