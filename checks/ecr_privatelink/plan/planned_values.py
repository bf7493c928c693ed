"""What a plan knows of one attribute of a resource, as it will be."""

from __future__ import annotations

from typing import Iterable, Tuple

from .json_shape import Json
from .plan_address import Index, InstanceKey, Path
from .plan_index import Resource


def value_at(resource: Resource, path: Path) -> Tuple[bool, Json]:
    """Whether the plan knows the whole value at the path, and the value."""
    value: Json = resource.values
    unknown: Json = resource.unknown
    if len(path) == 1:  # nearly always
        unknown = unknown.get(path[0])
        return not any_unknown(unknown), None if unknown is True else value.get(path[0])
    for step in path:
        if unknown is True:
            return False, None
        if isinstance(step, str) and isinstance(value, list):
            if not value:
                return True, None  # no such block
            if len(value) == 1:  # a nested block that may stand once
                value, unknown = value[0], part_at(unknown, 0)
            else:
                unknown = [part_at(part_at(unknown, place), step) for place in range(len(value))]
                value = [part_at(block, step) for block in value]
                continue
        place = step.key if isinstance(step, Index) else step
        value, unknown = part_at(value, place), part_at(unknown, place)
    return not any_unknown(unknown), value


def given_as(resource: Resource, path: Path) -> Path:
    """Where the configuration gives what is at the path: `terraform_data` puts out its `input`."""
    if resource.type == "terraform_data" and path[0] == "output":
        return ("input", *path[1:])
    return path


def part_at(value: Json, place: InstanceKey) -> Json:
    """The element at a key or position; null where there is none."""
    if isinstance(value, dict):
        return value.get(place)
    if isinstance(value, list) and isinstance(place, int) and place < len(value):
        return value[place]
    return None


def is_marked(sensitive: Json, path: Iterable[str]) -> bool:
    """Whether `sensitive_values` say that anything at the path must not be shown."""
    if not sensitive:  # nearly always
        return False
    for step in path:
        if isinstance(sensitive, list) and len(sensitive) == 1:
            sensitive = sensitive[0]
        if not isinstance(sensitive, dict):
            break
        sensitive = sensitive.get(step)
    return any_unknown(sensitive)


def any_unknown(unknown: Json) -> bool:
    """Whether a part of `after_unknown` says that anything waits for the apply."""
    if not unknown or unknown is True:
        return unknown is True
    waiting = [unknown]
    while waiting:
        part = waiting.pop()
        if part is True:
            return True
        if isinstance(part, (dict, list)):
            waiting.extend(part.values() if isinstance(part, dict) else part)
    return False
