"""Terraform's functions of numbers."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Mapping

from .function_calling import Function, takes
from .number_text import Number, check_digits, rounded, whole
from .symbolic_values import (
    EvaluationError,
    MapValue,
    Unsettled,
    Value,
    contents,
    is_collection,
)
from .type_constraints import ANY, NUMBER, convert

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_EXACT = 2**53
_MOST_POWER = 1024
_NEAR = 1e-9


def absolute(number: Number) -> Value:
    """The number without its sign."""
    return -number if number < 0 else number


def ceil(number: Number) -> Value:
    """The next whole number that is no less."""
    return math.ceil(number)


def floor(number: Number) -> Value:
    """The next whole number that is no greater."""
    return math.floor(number)


def log(number: Number, base: Number) -> Value:
    """The logarithm of a number; Terraform takes it from 53 bits."""
    if number <= 0 or base <= 0 or base == 1:
        raise EvaluationError("log() is not defined there")
    try:
        result = math.log(float(number)) / math.log(float(base))
    except (OverflowError, ZeroDivisionError, ValueError):
        return Unsettled("log() of such a number is not followed")
    nearest = round(result)
    if abs(result - nearest) < _NEAR and not (nearest == 0 or _is_power_of_two(number, base)):
        return Unsettled("log() is not followed where its last digit counts")
    exact = Fraction(result)
    return nearest if exact == nearest else exact


def _is_power_of_two(*numbers: Number) -> bool:
    return all(isinstance(number, int) and number & (number - 1) == 0 for number in numbers)


def power(base: Number, exponent: Number) -> Value:
    """A number to a power, where 53 bits hold the result; Terraform's others are not followed."""
    unsettled = Unsettled("pow() is followed only where its result is exact in 53 bits")
    if not isinstance(exponent, int) or abs(exponent) > _MOST_POWER or (base == 0 and exponent < 0):
        return unsettled
    result = Fraction(base) ** exponent
    if max(abs(result.numerator), result.denominator) > _MOST_EXACT or result.denominator & (result.denominator - 1):
        return unsettled
    return rounded(result)


def signum(number: Number) -> Value:
    """-1, 0 or 1 by the sign of a whole number."""
    value = whole(number, "the argument of signum()")
    return (value > 0) - (value < 0)


def parseint(text: Value, base: Number) -> Value:
    """The whole number that a text is in a base from 2 to 62."""
    radix = whole(base, "the base")
    least, most = 2, len(_DIGITS)
    if not isinstance(text, str) or not least <= radix <= most:
        raise EvaluationError("parseint() takes text and a base from 2 to 62")
    digits = text[1:] if text[:1] in ("+", "-") else text
    if not digits:
        raise EvaluationError("parseint() takes digits")
    check_digits(len(digits))
    lower_is_upper = radix <= _DIGITS.index("z") + 1
    value = 0
    for character in digits.lower() if lower_is_upper else digits:
        digit = _DIGITS.find(character)
        if not 0 <= digit < radix:
            raise EvaluationError("it is no number in that base")
        value = value * radix + digit
    return rounded(-value if text.startswith("-") else value)


def greatest(*numbers: Number) -> Value:
    """The greatest of the numbers."""
    if not numbers:
        raise EvaluationError("max() takes a number")
    return max(numbers)


def least(*numbers: Number) -> Value:
    """The least of the numbers."""
    if not numbers:
        raise EvaluationError("min() takes a number")
    return min(numbers)


def total(numbers: Value) -> Value:
    """The sum of a list or set of numbers."""
    if not is_collection(numbers) or isinstance(numbers, MapValue):
        raise EvaluationError("sum() takes a list or set")
    members = contents(numbers).certain
    if not members:
        raise EvaluationError("sum() takes at least one number")
    result: Number = 0
    for member in members:
        number = convert(member, NUMBER)
        if not isinstance(number, (int, Fraction)):
            raise EvaluationError("sum() takes numbers")
        result = rounded(Fraction(result) + Fraction(number))
    return result


NUMERIC_FUNCTIONS: Mapping[str, Function] = {
    "abs": takes(NUMBER)(absolute),
    "ceil": takes(NUMBER)(ceil),
    "floor": takes(NUMBER)(floor),
    "log": takes(NUMBER, NUMBER)(log),
    "max": takes(rest=NUMBER)(greatest),
    "min": takes(rest=NUMBER)(least),
    "parseint": takes(ANY, NUMBER)(parseint),
    "pow": takes(NUMBER, NUMBER)(power),
    "signum": takes(NUMBER)(signum),
    "sum": takes(ANY)(total),
}
