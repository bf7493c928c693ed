"""Numbers as Terraform has them: 512 bits, written in the fewest digits that tell them apart.

A whole number is an int, any other a Fraction.  Terraform tells `-0` from `0` in its text; here
they are one.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Tuple, Union

from .symbolic_values import EvaluationError, LimitError

Number = Union[int, Fraction]

_BITS = 512
_DOUBLE_BITS = 53
_BITS_PER_DIGIT = 3  # and a third
_MOST_DIGITS = 4000
_NUMBER = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:([eEpP])([+-]?[0-9]{1,9}))?")


def rounded(value: Number) -> Number:
    """The nearest number that 512 bits hold; of two, the even one.

    Raises:
        LimitError: it has more digits than any use has for it.
    """
    if isinstance(value, int) and value.bit_length() <= _BITS:
        return int(value)
    exact = Fraction(value)
    lowest = _lowest_bit(exact, _BITS)
    check_digits(abs(lowest) // _BITS_PER_DIGIT)
    mantissa = round(exact / Fraction(2) ** lowest)  # a half goes to the even neighbour
    result = mantissa * Fraction(2) ** lowest
    return int(result) if result.denominator == 1 else result


def parsed_number(text: str) -> Number:
    """The number that a text is in decimal: `5`, `-1.5e3`, `.5`; `1p3` is 1 times 2 to the third.

    Raises:
        EvaluationError: it is none.
        LimitError: it has more digits than any use has for it.
    """
    check_digits(len(text))
    found = _NUMBER.fullmatch(text)
    if found is None or not (found[2] or found[3]):
        raise EvaluationError("it is no number")
    digits, decimals, exponent = found[2] or "", found[3] or "", int(found[5] or "0")
    check_digits(abs(exponent))
    base = 2 if (found[4] or "") in ("p", "P") else 10
    magnitude = int(digits + decimals) * Fraction(base) ** exponent / 10 ** len(decimals)
    return rounded(-magnitude if found[1] == "-" else magnitude)


def number_text(number: Number) -> str:
    """A number as Terraform writes it, without an exponent."""
    if isinstance(number, int) and number.bit_length() <= _BITS:
        return str(int(number))
    return _shortest(Fraction(number), _BITS)


def is_short(number: Number) -> bool:
    """Whether its text is the same when 53 bits are all it has, as what log() gives."""
    exact = Fraction(number)
    if exact.denominator == 1 or not _fits(exact, _DOUBLE_BITS):
        return True
    return _shortest(exact, _DOUBLE_BITS) == _shortest(exact, _BITS)


def fixed_text(number: Number, decimals: int) -> str:
    """A number with that many decimals, a half going to the even neighbour.

    Raises:
        LimitError: it has more digits than any use has for it.
    """
    check_digits(decimals)
    scaled = round(abs(Fraction(number)) * 10**decimals)
    check_digits(scaled.bit_length() // _BITS_PER_DIGIT)
    digits = str(scaled).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if number < 0 else text


def whole(number: Number, what: str) -> int:
    """A number that has to be whole.

    Raises:
        EvaluationError: it is not.
    """
    if isinstance(number, int):
        return number
    raise EvaluationError(f"{what} is not a whole number")


def check_digits(count: int) -> None:
    """Refuse to build a number that is too long; Python writes none of more than 4,300 digits.

    Raises:
        LimitError: it would have more than 4,000 digits.
    """
    if count > _MOST_DIGITS:
        raise LimitError(f"a number of more than {_MOST_DIGITS:,} digits")


def _lowest_bit(exact: Fraction, bits: int) -> int:
    """The exponent of the last of so many bits, from the first that is set."""
    size = exact.numerator.bit_length() - exact.denominator.bit_length()
    first = size if abs(exact) >= Fraction(2) ** size else size - 1
    return first - bits + 1


def _fits(exact: Fraction, bits: int) -> bool:
    return (exact / Fraction(2) ** _lowest_bit(exact, bits)).denominator == 1


def _shortest(exact: Fraction, bits: int) -> str:
    """The fewest digits that lie nearer to the number than to its neighbours."""
    magnitude = abs(exact)
    low, high, inclusive = _bounds(magnitude, bits)
    place = len(str(int(magnitude)))
    while True:
        unit = Fraction(10) ** place
        below = magnitude // unit * unit
        good = [
            candidate
            for candidate in (below, below + unit)
            if low < candidate < high or (inclusive and candidate in (low, high))
        ]
        if good:
            nearest = min(good, key=lambda candidate: abs(candidate - magnitude))
            text = _decimal(nearest, -place)
            return f"-{text}" if exact < 0 else text
        place -= 1


def _bounds(magnitude: Fraction, bits: int) -> Tuple[Fraction, Fraction, bool]:
    """The half-way points to the neighbours, and whether they round to the number itself."""
    unit = Fraction(2) ** _lowest_bit(magnitude, bits)
    mantissa = magnitude / unit
    below = unit / 4 if mantissa == 2 ** (bits - 1) else unit / 2
    return magnitude - below, magnitude + unit / 2, mantissa % 2 == 0


def _decimal(value: Fraction, decimals: int) -> str:
    return fixed_text(int(value) if value.denominator == 1 else value, max(decimals, 0))
