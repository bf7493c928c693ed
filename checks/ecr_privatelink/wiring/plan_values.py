"""What a plan knows, as values of Terraform's expressions."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Callable

from ..evaluation.symbolic_values import LimitError, ListValue, MapValue, Unsettled, Value
from ..plan.json_shape import Json
from ..plan.plan_address import Index, Path
from ..plan.planned_values import any_unknown, part_at
from .reached_values import Literal, Reached

_DEEPEST = 60


def value_of_json(json: Json, depth: int = 0) -> Value:
    """A value of the plan; its arrays become tuples, its objects objects.

    Raises:
        LimitError: it is nested too deeply.
    """
    if depth > _DEEPEST:
        raise LimitError(f"a value of the plan is nested more than {_DEEPEST} levels deep")
    if isinstance(json, list):
        return ListValue(tuple(value_of_json(part, depth + 1) for part in json))
    if isinstance(json, dict):
        return MapValue({str(key): value_of_json(part, depth + 1) for key, part in json.items()})
    if isinstance(json, float):
        exact = Fraction(Decimal(repr(json)))
        return int(exact) if exact.denominator == 1 else exact
    scalar: Value = json
    return scalar


def partly_known(value: Json, unknown: Json, waiting: Callable[[Path], Value], path: Path) -> Value:
    """An attribute of which the plan knows some parts.

    Args:
        waiting: what each of the others is, by its path.
        path: where the value is.
    """
    if unknown is True:
        return waiting(path)
    if not any_unknown(unknown):
        return value_of_json(value)
    if isinstance(unknown, list):
        places = range(max(len(unknown), len(value) if isinstance(value, list) else 0))
        return ListValue(
            tuple(
                partly_known(part_at(value, place), part_at(unknown, place), waiting, (*path, Index(place)))
                for place in places
            )
        )
    names = dict.fromkeys([*unknown, *(value if isinstance(value, dict) else ())])
    return MapValue(
        {
            str(name): partly_known(part_at(value, name), part_at(unknown, name), waiting, (*path, str(name)))
            for name in names
        }
    )


def value_of_reached(reached: Reached, because: str) -> Value:
    """What reference lists tell of a value whose expression is in no source that can be used.

    Args:
        because: why it cannot.
    """
    if reached.open_because:
        return Unsettled(because)
    items = tuple(value_of_json(item.value) if isinstance(item, Literal) else item for item in reached.items)
    if reached.certain and len(items) == 1 and not reached.beside:
        return items[0]
    return Unsettled(because, items)
