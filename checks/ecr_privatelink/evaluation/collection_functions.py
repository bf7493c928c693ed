"""Terraform's functions of lists, sets, maps and objects, by name.

Source: Terraform language, "Functions"; what they do at the edges was asked of terraform console.
"""

from __future__ import annotations

from functools import wraps
from inspect import Parameter, signature
from math import inf
from types import MappingProxyType
from typing import Mapping, Tuple

from . import list_flattening, list_functions, map_functions, member_functions, set_functions
from .function_calling import Function
from .function_options import over_options
from .symbolic_values import EvaluationError, Value


def _numbers_of_arguments(function: Function) -> Tuple[int, float]:
    parameters = list(signature(function).parameters.values())
    fixed = [parameter for parameter in parameters if parameter.kind is not Parameter.VAR_POSITIONAL]
    fewest = sum(parameter.default is Parameter.empty for parameter in fixed)
    return fewest, len(fixed) if len(fixed) == len(parameters) else inf


def _called(name: str, function: Function) -> Function:
    """The function as Terraform calls it: with a fitting number of arguments, each of which may be one of several."""
    fewest, most = _numbers_of_arguments(function)

    @wraps(function)
    def called(*arguments: Value) -> Value:
        if not fewest <= len(arguments) <= most:
            raise EvaluationError(f"{name}() does not take {len(arguments)} arguments")
        return over_options(function, arguments)

    return called


_FUNCTIONS: Mapping[str, Function] = {
    "alltrue": member_functions.alltrue,
    "anytrue": member_functions.anytrue,
    "chunklist": list_functions.chunklist,
    "coalesce": member_functions.coalesce,
    "coalescelist": member_functions.coalescelist,
    "compact": member_functions.compact,
    "concat": list_functions.concat,
    "contains": member_functions.contains,
    "distinct": member_functions.distinct,
    "element": list_functions.element,
    "flatten": list_flattening.flatten,
    "index": list_functions.index,
    "keys": map_functions.keys,
    "length": list_functions.length,
    "lookup": map_functions.lookup,
    "matchkeys": member_functions.matchkeys,
    "merge": map_functions.merge,
    "one": list_functions.one,
    "range": list_functions.number_range,
    "reverse": list_functions.reverse,
    "setintersection": set_functions.setintersection,
    "setproduct": set_functions.setproduct,
    "setsubtract": set_functions.setsubtract,
    "setunion": set_functions.setunion,
    "slice": list_functions.slice_of,
    "sort": list_functions.sort,
    "transpose": map_functions.transpose,
    "values": map_functions.values,
    "zipmap": map_functions.zipmap,
}

COLLECTION_FUNCTIONS: Mapping[str, Function] = MappingProxyType(
    {name: _called(name, function) for name, function in _FUNCTIONS.items()}
)
