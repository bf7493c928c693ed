"""Edits made in a plan: in the values, the changes and the configuration alike."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ecr_privatelink.plan.plan_address import InstanceKey, parse_module_path

from .edits import WAITS, AddNested, AddResource, Assign, Block, Calls, Edit, RemoveBlock, RemoveNested

Json = Any
_EMPTY_RULE = {
    "cidr_blocks": [],
    "description": "",
    "ipv6_cidr_blocks": [],
    "prefix_list_ids": [],
    "security_groups": [],
    "self": False,
}


class NotEditableError(ValueError):
    """The edit cannot be made here: what it would change is written in another way."""


class Instance(NamedTuple):
    """One instance: its entry in the values with the list that holds it, and its change."""

    values: dict[str, Json]
    among: list[Json]
    change: dict[str, Json]


def edited_plan(text: str, edits: tuple[Edit, ...]) -> dict[str, Json]:
    """The plan in this text with the edits made.

    Raises:
        NotEditableError: one of them cannot be made.
    """
    plan: dict[str, Json] = json.loads(text)
    for edit in edits:
        _Editing(plan).make(edit)
    return plan


def planned_modules(module: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    """A module of the planned values and all below it."""
    yield module
    for child in module.get("child_modules", ()):
        yield from planned_modules(child)


def calls_of(module: Mapping[str, Json]) -> Calls:
    """The names of the calls that lead to a module of the planned values."""
    return tuple(step.name for step in parse_module_path(module.get("address", "")))


class _Editing:
    def __init__(self, plan: dict[str, Json]) -> None:
        self.plan = plan
        self.changes = {change["address"]: change for change in plan.get("resource_changes", ())}

    def make(self, edit: Edit) -> None:
        if isinstance(edit, Assign):
            self._assign(edit)
        elif isinstance(edit, RemoveBlock):
            self._remove(edit)
        elif isinstance(edit, RemoveNested):
            self._remove_nested(edit)
        elif isinstance(edit, AddNested):
            self._add_nested(edit)
        else:
            self._add_resource(edit)

    def module_config(self, calls: Calls) -> dict[str, Json]:
        config: dict[str, Json] = self.plan["configuration"]["root_module"]
        for name in calls:
            config = config["module_calls"][name]["module"]
        return config

    def _block_config(self, block: Block, calls: Calls) -> dict[str, Json]:
        for entry in self.module_config(calls).get("resources", ()):
            if (entry["mode"], entry["type"], entry["name"]) == ("managed", block.type, block.name):
                found: dict[str, Json] = entry
                return found
        raise NotEditableError(f"{block} has no configuration")

    def _instances(self, block: Block, key: InstanceKey = None) -> Iterator[Instance]:
        for module in planned_modules(self.plan["planned_values"]["root_module"]):
            if calls_of(module) not in block.calls:
                continue
            among = module.get("resources", [])
            for entry in list(among):
                named = (entry["mode"], entry["type"], entry["name"]) == ("managed", block.type, block.name)
                if named and (key is None or entry.get("index") == key):
                    yield Instance(entry, among, self.changes[entry["address"]])

    def _assign(self, edit: Assign) -> None:
        former: Json = None
        for calls in edit.block.calls:
            expressions = self._block_config(edit.block, calls).setdefault("expressions", {})
            if len(edit.path) > 1 and isinstance(expressions.get(edit.path[0]), dict):
                former = {name: {"constant_value": value} for name, value in edit.constants}
                listed = expressions[edit.path[0]].get("constant_value")
                if listed is not None:
                    listed[matching(former, listed)][edit.path[-1]] = edit.value
            else:
                former = self._assign_config(edit, expressions)
        for instance in self._instances(edit.block, edit.key):
            change = instance.change["change"]
            if change["actions"] != ["create"] and edit.value is WAITS:
                raise NotEditableError("what exists keeps its value where the provider computes it")
            if change["actions"] == ["no-op"]:
                change["actions"] = ["update"]
            for values in (instance.values["values"], change["after"]):
                _put(_holder(values, edit.path, former), str(edit.path[-1]), edit.value)
            if len(edit.path) == 1:
                _wait(change["after_unknown"], str(edit.path[0]), waits=edit.value is WAITS)

    def _assign_config(self, edit: Assign, expressions: Json) -> Json:
        """Make the edit in the configuration; return what the nested block was before."""
        try:
            for step in edit.path[:-1]:
                expressions = expressions[step]
        except (LookupError, TypeError) as error:
            raise NotEditableError(f"{edit.path[0]} is written in another way") from error
        before = dict(expressions)
        name = str(edit.path[-1])
        former = expressions.pop(name, {})
        former = former if isinstance(former, dict) else {}
        if edit.key is not None:
            each = "count.index" if isinstance(edit.key, int) else "each.key"
            references = [each, *edit.references, *former.get("references", ())]
            expressions[name] = {"references": list(dict.fromkeys(references))}
        elif edit.references:
            expressions[name] = {"references": list(edit.references)}
        elif edit.hcl is not None and edit.hcl != "null":
            expressions[name] = {"constant_value": edit.value}
        return before

    def _remove(self, edit: RemoveBlock) -> None:
        for instance in list(self._instances(edit.block, edit.key)):
            instance.among.remove(instance.values)
            if instance.change["change"]["actions"] == ["create"]:
                self.plan["resource_changes"].remove(instance.change)
            else:
                _delete(instance.change["change"])
        if edit.key is None:
            for calls in edit.block.calls:
                self.module_config(calls)["resources"].remove(self._block_config(edit.block, calls))

    def _remove_nested(self, edit: RemoveNested) -> None:
        removed: dict[str, Json] = {}
        for calls in edit.block.calls:
            expressions = self._block_config(edit.block, calls)["expressions"]
            nested = expressions.get(edit.type, [])
            if isinstance(nested, dict):
                removed = {name: {"constant_value": value} for name, value in edit.constants}
                _remove_listed(expressions, edit.type, removed, self._instances(edit.block))
                continue
            if edit.place >= len(nested):
                raise NotEditableError(f"{edit.type} is written in another way")
            removed = nested.pop(edit.place)
            if not nested:
                del expressions[edit.type]
        for instance in self._instances(edit.block):
            change = instance.change["change"]
            if change["actions"] != ["create"]:
                raise NotEditableError("what exists keeps the rules that it has")
            _remove_planned(instance.values["values"], change, edit.type, removed)

    def _add_nested(self, edit: AddNested) -> None:
        constants = dict(edit.constants)
        for calls in edit.block.calls:
            expressions = self._block_config(edit.block, calls)["expressions"]
            nested = expressions.setdefault(edit.type, [])
            if isinstance(nested, list):
                nested.append({name: {"constant_value": value} for name, value in constants.items()})
            elif "constant_value" in nested:
                nested["constant_value"].append({**_EMPTY_RULE, **constants})
        for instance in self._instances(edit.block):
            change = instance.change["change"]
            if change["actions"] != ["create"]:
                raise NotEditableError("what exists may have such a block already")
            for values in (instance.values["values"], change["after"]):
                values.setdefault(edit.type, []).append({**_EMPTY_RULE, **constants})
            waiting = change["after_unknown"].get(edit.type)
            change["after_unknown"][edit.type] = [*(waiting if isinstance(waiting, list) else ()), {}]

    def _add_resource(self, edit: AddResource) -> None:
        constants = dict(edit.constants)
        expressions = {name: {"constant_value": value} for name, value in constants.items()}
        for name, reference in edit.references:
            expressions[name] = {"references": [reference, reference.rpartition(".")[0]]}
        named = {"mode": "managed", "type": edit.type, "name": edit.name}
        for calls in edit.beside.calls:
            self.module_config(calls)["resources"].append({**named, "expressions": expressions})
        waiting: dict[str, Json] = {"id": True, **{name: True for name, _ in edit.references}}
        for module in planned_modules(self.plan["planned_values"]["root_module"]):
            if calls_of(module) in edit.beside.calls:
                path = module.get("address", "")
                entry = {**named, "address": f"{path}.{edit.type}.{edit.name}".lstrip(".")}
                module["resources"].append({**entry, "values": dict(constants)})
                change = {"actions": ["create"], "before": None, "after": dict(constants), "after_unknown": waiting}
                place = {"module_address": path} if path else {}
                self.plan["resource_changes"].append({**entry, **place, "change": change})


def _remove_listed(
    expressions: dict[str, Json], name: str, removed: Mapping[str, Json], instances: Iterator[Instance]
) -> None:
    """Take a block out of blocks that the configuration shows as one attribute, by its values or its references."""
    listed = expressions[name].get("constant_value")
    if listed is not None:
        del listed[matching(removed, listed)]
    if listed == [] or all(len(instance.values["values"].get(name, ())) <= 1 for instance in instances):
        del expressions[name]


def _delete(change: dict[str, Json]) -> None:
    change.update(actions=["delete"], after=None, after_unknown={})


def matching(expressions: Mapping[str, Json], values: Json) -> int:
    """Which of the planned blocks is the one with these expressions, by its constants.

    Raises:
        NotEditableError: that cannot be told.
    """
    wanted = {
        name: expression["constant_value"]
        for name, expression in expressions.items()
        if isinstance(expression, dict) and "constant_value" in expression
    }
    blocks = values if isinstance(values, list) else []
    found = [
        place
        for place, block in enumerate(blocks)
        if all(str(block.get(name)) == str(value) for name, value in wanted.items())
    ]
    if len(found) != 1:
        raise NotEditableError("it cannot be told which block of the plan that is")
    return found[0]


def _remove_planned(values: dict[str, Json], change: dict[str, Json], name: str, removed: Mapping[str, Json]) -> None:
    """Take a nested block out of the planned values; once none is left, the provider computes them."""
    place = matching(removed, values.get(name))
    waiting = change["after_unknown"].get(name)
    for blocks in (values[name], change["after"][name], waiting if isinstance(waiting, list) else []):
        del blocks[place : place + 1]
    if not values[name]:
        del values[name], change["after"][name]
        change["after_unknown"][name] = True


def _holder(values: dict[str, Json], path: tuple[str | int, ...], former: Mapping[str, Json]) -> dict[str, Json]:
    """What holds the attribute: the values themselves, or the nested block that was written like that."""
    if len(path) == 1:
        return values
    blocks = values.get(str(path[0]))
    held: dict[str, Json] = blocks[matching(former, blocks)] if isinstance(blocks, list) else {}
    return held


def _put(values: dict[str, Json], name: str, value: Json) -> None:
    if value is WAITS:
        values.pop(name, None)
    else:
        values[name] = value


def _wait(unknown: dict[str, Json], name: str, *, waits: bool) -> None:
    if waits:
        unknown[name] = True
    else:
        unknown.pop(name, None)
