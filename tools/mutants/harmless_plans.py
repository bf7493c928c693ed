"""Harmless mutants of plans: the same plan in another order, under other names, with more beside it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .cases import Case

Json = Any


@dataclass(frozen=True)
class HarmlessPlan:
    """One harmless mutant; see `harmless_sources.Harmless`."""

    operator: str
    place: str
    plan: Mapping[str, Json]
    renamed: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""

    def address(self, address: str) -> str:
        """How an address of the kept case is called in the mutant."""
        return self.prefix + self.renamed.get(address, address)


def harmless_plans_of(case: Case) -> Iterator[HarmlessPlan]:
    """Every harmless mutant of a case's plan."""
    for operator in OPERATORS:
        yield from operator(case)


def _turned_round(case: Case) -> Iterator[HarmlessPlan]:
    plan = json.loads(case.plan_text)
    yield HarmlessPlan("keys reversed", "the whole", _keys_reversed(plan))
    for part in ("planned_values", "prior_state", "resource_changes", "configuration"):
        if part in plan:
            changed = {**plan, part: _resources_reversed(plan[part])}
            yield HarmlessPlan("resources reversed", part, changed)


def _keys_reversed(value: Json) -> Json:
    if isinstance(value, dict):
        return {name: _keys_reversed(value[name]) for name in reversed(list(value))}
    return [_keys_reversed(part) for part in value] if isinstance(value, list) else value


def _resources_reversed(value: Json) -> Json:
    """Lists of resources and of modules the other way round; lists within a resource are left."""
    if isinstance(value, list):
        return [_resources_reversed(part) for part in reversed(value)]
    if not isinstance(value, dict) or {"values", "change", "expressions", "references"} & set(value):
        if isinstance(value, dict) and "root_module" in value.get("values", {}):
            return {**value, "values": _resources_reversed(value["values"])}
        return {**value, "module": _resources_reversed(value["module"])} if _is_call(value) else value
    return {name: _resources_reversed(part) for name, part in value.items()}


def _is_call(value: Json) -> bool:
    return isinstance(value, dict) and "module" in value


def _renamed(case: Case) -> Iterator[HarmlessPlan]:
    """A block gets another name, and so does every reference to it."""
    for block in case.blocks:
        old = f"{block.type}.{block.name}"
        text = re.sub(rf"(?<!data\.)\b{re.escape(old)}\b(?!-)", f"{old}_renamed", case.plan_text)
        pattern = rf'("type": "{block.type}",\s*"name": "{block.name})(?=")'
        text = re.sub(pattern, lambda match: f"{match.group(1)}_renamed", text)
        every = [address for other in case.blocks for address in case.addresses(other)]
        named = re.compile(rf"\b{re.escape(old)}(?![\w-])")
        renamed = {address: named.sub(f"{old}_renamed", address) for address in every}
        yield HarmlessPlan("block renamed", str(block), _data_kept(json.loads(text)), renamed)


def _data_kept(plan: Json) -> Json:
    """A data source of the same type and name keeps its own."""
    if isinstance(plan, dict):
        if plan.get("mode") == "data" and str(plan.get("name", "")).endswith("_renamed"):
            plan = {**plan, "name": plan["name"][: -len("_renamed")]}
        return {name: _data_kept(part) for name, part in plan.items()}
    return [_data_kept(part) for part in plan] if isinstance(plan, list) else plan


def _wrapped(case: Case) -> Iterator[HarmlessPlan]:
    """The whole is a module of a new root module, whose variables are handed down."""
    for key, index in ((None, ""), (0, "[0]"), ("a.b", '["a.b"]')):
        prefix = f"module.wrapped{index}."
        plan = json.loads(case.plan_text)
        root = plan["configuration"]["root_module"]
        inputs = {name: {"references": [f"var.{name}"]} for name in root.get("variables", {})}
        call: dict[str, Json] = {"source": "./wrapped", "expressions": inputs, "module": root}
        if key is not None:
            call["count_expression" if key == 0 else "for_each_expression"] = {"constant_value": 1} if key == 0 else {}
        plan["configuration"]["root_module"] = {
            "module_calls": {"wrapped": call},
            "variables": root.get("variables", {}),
        }
        for holder in (plan["planned_values"], plan.get("prior_state", {}).get("values", {})):
            if "root_module" in holder:
                _move(holder["root_module"], prefix)
                holder["root_module"] = {"child_modules": [{**holder["root_module"], "address": prefix[:-1]}]}
        for change in plan["resource_changes"]:
            change["address"] = prefix + change["address"]
            change["module_address"] = f"{prefix}{change.get('module_address', '')}".rstrip(".")
        yield HarmlessPlan(f"wrapped in a module{index}", "the whole", plan, prefix=prefix)


def _move(module: dict[str, Json], prefix: str) -> None:
    for resource in module.get("resources", ()):
        resource["address"] = prefix + resource["address"]
    for child in module.get("child_modules", ()):
        child["address"] = prefix + child["address"]
        _move(child, prefix)


def _through_variables(case: Case) -> Iterator[HarmlessPlan]:
    """A constant of a block comes from a variable of the root module."""
    for block in case.blocks:
        if block.calls != ((),):
            continue
        plan = json.loads(case.plan_text)
        root = plan["configuration"]["root_module"]
        for entry in root["resources"]:
            if (entry["mode"], entry["type"], entry["name"]) == ("managed", block.type, block.name):
                for name, expression in entry.get("expressions", {}).items():
                    if isinstance(expression, dict) and list(expression) == ["constant_value"]:
                        variable = f"moved_{name}"
                        plan.setdefault("variables", {})[variable] = {"value": expression.pop("constant_value")}
                        root.setdefault("variables", {})[variable] = {}
                        expression["references"] = [f"var.{variable}"]
        yield HarmlessPlan("constants through variables", str(block), plan)


def _unrelated(case: Case) -> Iterator[HarmlessPlan]:
    """A bucket, a role that refers to it, and a VPC with a subnet and nothing that pulls."""
    plan = json.loads(case.plan_text)
    added: tuple[tuple[str, dict[str, Json], dict[str, str]], ...] = (
        ("aws_s3_bucket", {"bucket": "unrelated"}, {}),
        ("aws_iam_role", {"name": "unrelated"}, {"description": "aws_s3_bucket.unrelated.arn"}),
        ("aws_vpc", {"cidr_block": "10.200.0.0/16"}, {}),
        ("aws_subnet", {"availability_zone": "eu-west-1a"}, {"vpc_id": "aws_vpc.unrelated.id"}),
        ("aws_security_group", {"name": "unrelated"}, {"vpc_id": "aws_vpc.unrelated.id"}),
    )
    for kind, constants, references in added:
        named = {"mode": "managed", "type": kind, "name": "unrelated"}
        expressions: dict[str, Json] = {name: {"constant_value": value} for name, value in constants.items()}
        for name, reference in references.items():
            expressions[name] = {"references": [reference, reference.rpartition(".")[0]]}
        plan["configuration"]["root_module"].setdefault("resources", []).append({**named, "expressions": expressions})
        entry = {**named, "address": f"{kind}.unrelated"}
        plan["planned_values"]["root_module"].setdefault("resources", []).append({**entry, "values": dict(constants)})
        waiting = {"id": True, **dict.fromkeys(references, True)}
        change = {"actions": ["create"], "before": None, "after": dict(constants), "after_unknown": waiting}
        plan["resource_changes"].append({**entry, "change": change})
    yield HarmlessPlan("unrelated resources", "the root module", plan)


OPERATORS: tuple[Callable[[Case], Iterator[HarmlessPlan]], ...] = (
    _turned_round,
    _renamed,
    _wrapped,
    _through_variables,
    _unrelated,
)
