"""Plans of a few lines, for questions about one reference; real Terraform writes the ones that count."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

from ecr_privatelink.plan.plan_index import Plan
from ecr_privatelink.wiring.plan_facts import Relation
from ecr_privatelink.wiring.plan_wiring import Wiring

Key = Union[int, str, None]
Waiting = Union[Sequence[str], Mapping[str, object]]
"""Attributes that wait for the apply: whole ones by name, or with the parts that wait."""


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


def addresses(relation: Relation[Any]) -> Relation[str]:
    """The same relation, to the addresses of the things."""
    return Relation(
        tuple(thing.address for thing in relation.certain),
        tuple(thing.address for thing in relation.possible),
        relation.open_because,
        relation.trail,
    )


class SmallPlan:
    """A plan that grows by one block at a time; an id is known only after the apply unless it is given."""

    def __init__(self) -> None:
        self._root: Dict[str, Any] = {"resources": [], "module_calls": {}, "outputs": {}, "variables": {}}
        self._values: Dict[str, Any] = {"resources": [], "child_modules": []}
        self._prior: Dict[str, Any] = {"resources": []}
        self._changes: list[Dict[str, Any]] = []
        self._variables: Dict[str, Any] = {}
        self._providers: Dict[str, Any] = {}
        self._last: List[Dict[str, Any]] = []
        self._last_values: List[Dict[str, Any]] = []

    def block(
        self,
        name: str,
        /,
        *,
        keys: Sequence[Key] = (None,),
        known: Optional[Mapping[str, object]] = None,
        unknown: Waiting = (),
        for_each: Optional[Mapping[str, object]] = None,
        **expressions: Any,
    ) -> SmallPlan:
        """A resource block with its instances, of the root module or, as `module.m.type.name`, of a called one."""
        place, _, block = name[len("module.") :].partition(".") if name.startswith("module.") else ("", "", name)
        config, values = self._module(place)
        kind, _, label = block.partition(".")
        marks = {"mode": "managed", "type": kind, "name": label}
        written = {**marks, "expressions": expressions}
        if for_each is not None:
            written["for_each_expression"] = for_each
        config["resources"].append(written)
        self._last, self._last_values = [], []
        waits = _waits(known or {}, unknown)
        for key in keys:
            instance = {**_instance(name, key), **marks}
            values["resources"].append({**instance, "values": dict(known or {})})
            self._last_values.append(values["resources"][-1])
            change = {"actions": ["create"], "before": None, "after_unknown": waits}
            self._changes.append(
                {**instance, "change": change, **({"module_address": f"module.{place}"} if place else {})}
            )
            self._last.append(self._changes[-1]["change"])
        return self

    def was(self, before: Mapping[str, object], action: str = "no-op") -> SmallPlan:
        """The block that was added last exists already, with these values; what the plan does with it."""
        for change in self._last:
            change["before"] = dict(before)
            change["actions"] = [action]
        return self

    def hides(self, *attributes: str) -> SmallPlan:
        """The block that was added last has these attributes marked as sensitive."""
        for resource in self._last_values:
            resource["sensitive_values"] = dict.fromkeys(attributes, True)
        return self

    def gone(self, name: str, before: Mapping[str, object], action: str = "delete") -> SmallPlan:
        """A resource that the plan deletes, or forgets, because its block is no longer there."""
        kind, _, label = name.partition(".")
        change = {"actions": [action], "before": dict(before), "after_unknown": {}}
        self._changes.append({"address": name, "mode": "managed", "type": kind, "name": label, "change": change})
        return self

    def data(
        self, name: str, /, *, known: Optional[Mapping[str, object]] = None, unknown: Waiting = (), **expressions: Any
    ) -> SmallPlan:
        """A data source; it has been read if its id is given, else it is read during the apply."""
        kind, _, label = name.partition(".")
        marks = {"mode": "data", "type": kind, "name": label}
        instance = {"address": f"data.{name}", **marks}
        self._root["resources"].append({**marks, "expressions": expressions})
        read = {**instance, "values": dict(known or {})}
        if known and "id" in known:
            self._prior["resources"].append(read)
        else:
            self._values["resources"].append(read)
            change = {"actions": ["read"], "before": None, "after_unknown": _waits(known or {}, unknown)}
            self._changes.append({**instance, "change": change})
        return self

    def variable(self, name: str, value: object, **declared: object) -> SmallPlan:
        """A root variable with its value."""
        self._variables[name] = {"value": value}
        self._root["variables"][name] = declared
        return self

    def provider(self, key: str, **expressions: object) -> SmallPlan:
        """The configuration of an AWS provider."""
        self._providers[key] = {"name": "aws", "expressions": expressions}
        return self

    def call(self, name: str, module: Dict[str, Any], **inputs: object) -> SmallPlan:
        """A module call; the module has a configuration alone."""
        self._root["module_calls"][name] = {"expressions": inputs, "module": module}
        return self

    def output(self, module: str, name: str, expression: object) -> SmallPlan:
        """An output of a called module."""
        config, _ = self._module(module)
        config.setdefault("outputs", {})[name] = {"expression": expression}
        return self

    def _module(self, name: str) -> Sequence[Dict[str, Any]]:
        """The configuration and the planned values of the root module, or of a called one without keys."""
        if not name:
            return self._root, self._values
        call = self._root["module_calls"].setdefault(name, {"expressions": {}, "module": {"resources": []}})
        address = f"module.{name}"
        found = [child for child in self._values["child_modules"] if child["address"] == address]
        if not found:
            found = [{"address": address, "resources": []}]
            self._values["child_modules"] += found
        return call["module"], found[0]

    def wiring(self) -> Wiring:
        """The wiring of the plan so far."""
        return Wiring(
            Plan(
                {
                    "format_version": "1.2",
                    "variables": self._variables,
                    "planned_values": {"root_module": self._values},
                    "prior_state": {"values": {"root_module": self._prior}},
                    "resource_changes": self._changes,
                    "configuration": {"provider_config": self._providers, "root_module": self._root},
                }
            )
        )


def _instance(name: str, key: Key) -> Dict[str, Any]:
    """The address of one instance, and its key."""
    if key is None:
        return {"address": name}
    return {"address": f"{name}[{key}]" if isinstance(key, int) else f'{name}["{key}"]', "index": key}


def _waits(known: Mapping[str, object], unknown: Waiting) -> Dict[str, object]:
    """What `after_unknown` says: an id that is not given waits as well."""
    parts = unknown if isinstance(unknown, Mapping) else dict.fromkeys(unknown, True)
    return {**({} if "id" in known else {"id": True}), **parts}
