"""Reading untyped JSON with a clear error where its shape is not the one that is documented."""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, Iterable, List, Mapping, Sequence

Json = Any
"""A value as `json.loads` gives it: None, bool, int, float, str, list or dict."""


class PlanError(ValueError):
    """The plan cannot be read; the message is one line that says why."""


def mapping_in(parent: Mapping[str, Json], key: str) -> Dict[str, Json]:
    """The object under `key`, `{}` where it is absent or null.

    Raises:
        PlanError: something else stands there.
    """
    found = parent.get(key)
    if found is None:
        return {}
    return as_mapping(found, key)


def list_in(parent: Mapping[str, Json], key: str) -> List[Json]:
    """The array under `key`, `[]` where it is absent or null.

    Raises:
        PlanError: something else stands there.
    """
    found = parent.get(key)
    if found is None:
        return []
    if not isinstance(found, list):
        raise PlanError(f"`{key}` should be an array and is {_kind(found)}")
    return found


def text_in(parent: Mapping[str, Json], key: str) -> str:
    """The string under `key`.

    Raises:
        PlanError: something else, or nothing, stands there.
    """
    found = parent.get(key)
    if not isinstance(found, str):
        raise PlanError(f"`{key}` should be a string and is {_kind(found)}")
    return found


def texts_in(parent: Mapping[str, Json], key: str) -> List[str]:
    """The strings of the array under `key`.

    Raises:
        PlanError: no array stands there, or it holds something else.
    """
    found = parent.get(key)
    if not isinstance(found, list):
        raise PlanError(f"`{key}` should be an array and is {_kind(found)}")
    for item in found:
        if not isinstance(item, str):
            raise PlanError(f"`{key}[]` should be a string and is {_kind(item)}")
    return found


def as_mapping(value: Json, what: str) -> Dict[str, Json]:
    """The value, if it is an object.

    Raises:
        PlanError: it is not.
    """
    if not isinstance(value, dict):
        raise PlanError(f"`{what}` should be an object and is {_kind(value)}")
    return value


def objects_in(parent: Mapping[str, Json], key: str) -> Sequence[Dict[str, Json]]:
    """The objects of the array under `key`.

    Raises:
        PlanError: it is no array, or holds something else.
    """
    return [as_mapping(item, f"{key}[]") for item in list_in(parent, key)]


def has_key(value: Json, keys: FrozenSet[str]) -> bool:
    """Whether an object in the value, however deep, has one of these keys."""
    waiting = [value]
    for part in waiting:  # which grows meanwhile
        inside: Iterable[Json] = ()
        if isinstance(part, dict):
            if not keys.isdisjoint(part):
                return True
            inside = part.values()
        elif isinstance(part, list):
            inside = part
        waiting += [inner for inner in inside if inner and isinstance(inner, (dict, list))]
    return False


def _kind(value: Json) -> str:
    names = {dict: "an object", list: "an array", str: "a string", bool: "a boolean"}
    return "missing" if value is None else names.get(type(value), "a number")
