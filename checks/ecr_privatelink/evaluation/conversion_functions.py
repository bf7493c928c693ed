"""`tostring`, `tolist` and their like: the only functions that let null through."""

from __future__ import annotations

from typing import Mapping

from .function_calling import Function
from .symbolic_values import EvaluationError, Value
from .type_constraints import ANY, BOOL, NUMBER, STRING, TypeConstraint, convert, list_of, map_of, set_type


def _to(constraint: TypeConstraint) -> Function:
    def converted(*arguments: Value) -> Value:
        if len(arguments) != 1:
            raise EvaluationError("a conversion takes one argument")
        return convert(arguments[0], constraint)

    return converted


CONVERSION_FUNCTIONS: Mapping[str, Function] = {
    "tobool": _to(BOOL),
    "tolist": _to(list_of(ANY)),
    "tomap": _to(map_of(ANY)),
    "tonumber": _to(NUMBER),
    "toset": _to(set_type(ANY)),
    "tostring": _to(STRING),
}
