"""What Terraform's functions have in common: how arguments become what the parameters ask for."""

from __future__ import annotations

import unicodedata
from functools import wraps
from typing import Callable, Iterable, List, Optional, Tuple, Union

from .resource_symbols import Symbol
from .symbolic_values import EvaluationError, LimitError, Text, Unsettled, Value, is_known, why_unsettled
from .type_constraints import ANY, TypeConstraint, convert

Function = Callable[..., Value]
"""A function of Terraform: values in the order of its parameters, and the value that it gives.

It raises EvaluationError where Terraform refuses, and LimitError where the result grows too large.
"""

Part = Union[str, Symbol]

MOST_CHARACTERS = 1_000_000
MOST_MEMBERS = 100_000


def takes(
    *parameters: TypeConstraint, rest: Optional[TypeConstraint] = None, waiting: bool = False
) -> Callable[[Function], Function]:
    """A function of arguments of these types, and any number of `rest`.

    Null is refused but for `any`.  Unless it takes what is `waiting` too, it is called only when all
    arguments are known, and gives what is not settled otherwise.
    """

    def decorated(function: Function) -> Function:
        @wraps(function)
        def called(*given: Value) -> Value:
            arguments = _arguments(given, parameters, rest)
            unknown = [argument for argument in arguments if not is_known(argument)]
            if unknown and (not waiting or any(isinstance(argument, Unsettled) for argument in unknown)):
                return Unsettled(why_unsettled(unknown[0]))
            return normalized(function(*arguments))

        return called

    return decorated


def _arguments(
    given: Tuple[Value, ...], parameters: Tuple[TypeConstraint, ...], rest: Optional[TypeConstraint]
) -> List[Value]:
    if len(given) < len(parameters) or (rest is None and len(given) > len(parameters)):
        raise EvaluationError(f"it takes {len(parameters)} arguments, not {len(given)}")
    types = [*parameters, *([rest] * (len(given) - len(parameters)) if rest is not None else [])]
    return [_argument(value, type_) for value, type_ in zip(given, types)]


def _argument(value: Value, type_: TypeConstraint) -> Value:
    if value is None and type_ != ANY:
        raise EvaluationError("an argument is null")
    return convert(value, type_)


def normalized(value: Value) -> Value:
    """A string in the form in which Terraform keeps all of them: composed (NFC)."""
    if isinstance(value, str) and not value.isascii():
        return unicodedata.normalize("NFC", value)
    return value


def text_of(parts: Iterable[Part]) -> Value:
    """The text that these make, one after the other: a string, a symbol alone, or a Text.

    Raises:
        LimitError: it is too long, or has too many parts.
    """
    merged: List[Union[List[str], Symbol]] = []
    for part in parts:
        if isinstance(part, Symbol):
            merged.append(part)
        elif part and merged and isinstance(merged[-1], list):
            merged[-1].append(part)
        elif part:
            merged.append([part])
    check_characters(sum(len(text) for run in merged if isinstance(run, list) for text in run))
    check_members(len(merged))
    whole = [run if isinstance(run, Symbol) else "".join(run) for run in merged]
    if len(whole) <= 1:
        return normalized(whole[0]) if whole else ""
    return Text(tuple(whole))


def parts_of(value: Value) -> Optional[Tuple[Part, ...]]:
    """The parts of a string, known or waiting; None for what is no text so far."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Text):
        return value.parts
    return (value,) if isinstance(value, Symbol) and value.path else None


def check_characters(count: int) -> None:
    """Refuse to build a text that is too long.

    Raises:
        LimitError: it would have more than a million characters.
    """
    if count > MOST_CHARACTERS:
        raise LimitError(f"a text of more than {MOST_CHARACTERS:,} characters")


def check_members(count: int) -> None:
    """Refuse to build a collection that is too large.

    Raises:
        LimitError: it would have more than a hundred thousand members.
    """
    if count > MOST_MEMBERS:
        raise LimitError(f"a list of more than {MOST_MEMBERS:,} members")
