"""A function of an argument that is one of several values is one of several values."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Callable, Sequence, Union

from .symbolic_values import EvaluationError, OneOf, Unsettled, Value, one_of, unsettled_reasons

_MOST_COMBINATIONS = 256


def over_options(function: Callable[..., Value], arguments: Sequence[Value]) -> Value:
    """What the function gives for the arguments, each of which may be one of several values.

    Raises:
        EvaluationError: it refuses all of them.
    """
    if OneOf not in map(type, arguments):
        found = function(*arguments)
        return one_of([found]) if isinstance(found, OneOf) else found
    choices = [argument.options if isinstance(argument, OneOf) else (argument,) for argument in arguments]
    if prod(map(len, choices)) > _MOST_COMBINATIONS:
        return Unsettled(f"its arguments can be combined in more than {_MOST_COMBINATIONS} ways")
    answers = [_answer(function, chosen) for chosen in product(*choices)]
    refusals = [answer for answer in answers if isinstance(answer, EvaluationError)]
    results = [answer for answer in answers if not isinstance(answer, EvaluationError)]
    if refusals and not results:
        raise refusals[0]
    if refusals:
        return one_of([*results, Unsettled(f"Terraform may refuse it: {refusals[0]}")])
    found = one_of(results)
    if isinstance(found, OneOf) and not any(unsettled_reasons(found)):
        because = next((given.because for given in arguments if isinstance(given, OneOf) and given.because), "")
        return OneOf(found.options, because)
    return found


def _answer(function: Callable[..., Value], arguments: Sequence[Value]) -> Union[Value, EvaluationError]:
    try:
        return function(*arguments)
    except EvaluationError as error:
        return error
