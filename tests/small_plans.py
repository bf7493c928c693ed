"""Plans of a few lines, for questions about one reference; real Terraform writes the ones that count."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Sequence, Union

from ecr_privatelink.plan.plan_index import Plan
from ecr_privatelink.wiring.plan_wiring import Wiring

Key = Union[int, str, None]


def refers_to(*references: str) -> Dict[str, Any]:
    """An expression with these references, each with the prefixes that Terraform prints."""
    printed = []
    for reference in references:
        parts = reference.split(".")
        shortest = 3 if parts[0] == "data" else 2
        printed += [".".join(parts[:length]) for length in range(len(parts), shortest - 1, -1)]
    return {"references": printed}


def constant(value: object) -> Dict[str, Any]:
    """An expression that is a constant."""
    return {"constant_value": value}


class SmallPlan:
    """A plan that grows by one block at a time; every id is known only after the apply."""

    def __init__(self) -> None:
        self._root: Dict[str, Any] = {"resources": [], "module_calls": {}, "outputs": {}, "variables": {}}
        self._values: Dict[str, Any] = {"resources": [], "child_modules": []}
        self._changes: list[Dict[str, Any]] = []
        self._variables: Dict[str, Any] = {}

    def block(
        self,
        name: str,
        *,
        keys: Sequence[Key] = (None,),
        known: Optional[Mapping[str, object]] = None,
        unknown: Sequence[str] = (),
        for_each: Optional[Mapping[str, object]] = None,
        **expressions: Any,
    ) -> SmallPlan:
        """A resource block of the root module with its instances."""
        kind, _, label = name.partition(".")
        marks = {"mode": "managed", "type": kind, "name": label}
        config = {**marks, "expressions": expressions}
        if for_each is not None:
            config["for_each_expression"] = for_each
        self._root["resources"].append(config)
        for key in keys:
            index = {} if key is None else {"index": key}
            suffix = "" if key is None else f"[{key}]" if isinstance(key, int) else f'["{key}"]'
            address = {"address": name + suffix}
            waits = dict.fromkeys(("id", *unknown), True)
            self._values["resources"].append({**address, **marks, **index, "values": dict(known or {})})
            change = {"actions": ["create"], "before": None, "after_unknown": waits}
            self._changes.append({**address, **marks, **index, "change": change})
        return self

    def variable(self, name: str, value: object, **declared: object) -> SmallPlan:
        """A root variable with its value."""
        self._variables[name] = {"value": value}
        self._root["variables"][name] = declared
        return self

    def call(self, name: str, module: Dict[str, Any], **inputs: object) -> SmallPlan:
        """A module call; the module has a configuration alone."""
        self._root["module_calls"][name] = {"expressions": inputs, "module": module}
        return self

    def wiring(self) -> Wiring:
        """The wiring of the plan so far."""
        return Wiring(
            Plan(
                {
                    "format_version": "1.2",
                    "variables": self._variables,
                    "planned_values": {"root_module": self._values},
                    "resource_changes": self._changes,
                    "configuration": {"root_module": self._root},
                }
            )
        )
