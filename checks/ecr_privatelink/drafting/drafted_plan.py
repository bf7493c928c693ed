"""A plan drafted from sources alone: what an apply of them would make, as far as they tell.

Blocks are expanded by their `count` and `for_each`, modules followed, attributes evaluated. What
the provider computes, what a data source reads and what is not settled is unknown, as in a plan
where it waits for the apply.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Dict, FrozenSet, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple

from ..evaluation.expression_evaluation import evaluate
from ..evaluation.symbolic_values import (
    EvaluationError,
    LimitError,
    ListValue,
    MapValue,
    SetValue,
    Value,
    in_order,
    is_known,
    is_scalar,
)
from ..evaluation.value_names import NoNames
from ..plan.json_shape import Json
from ..plan.plan_address import ModulePath, ModuleStep, render
from ..plan.plan_index import MANAGED, BlockConfig, BlockName, ModuleConfig, Plan, Resource
from ..source.body_expressions import nested_types
from ..source.module_sources import ModuleSource
from ..source.source_blocks import Body, SourceAttribute, SourceBlock
from ..source.source_text import SourceError
from ..source.source_tree import SourceTree
from ..wiring.reference_following import place_of_module
from ..wiring.source_modules import SourceModules
from ..wiring.source_names import repetition_of
from ..wiring.source_values import SourceValues
from ..wiring.task_settling import Task
from .drafted_configuration import META_ARGUMENTS, META_BLOCKS, ConfigurationDraft
from .drafted_instances import DraftedNames, GrowingNames, GrowingPlan, Instances, UnknownElsewhere, repeated

_MOST_INSTANCES = 20_000
_EMPTY: Sequence[Json] = (None, "", [], {})
_BOOLEANS = frozenset(
    {
        "enable_dns_hostnames",
        "enable_dns_support",
        "enable_execute_command",
        "private_dns_enabled",
        "private_dns_only_for_inbound_resolver_endpoint",
    }
)
"""Attributes that the provider makes a bool of, however it is written."""
_BOOLEAN_TEXTS = {"true": True, "false": False}


class _Part(NamedTuple):
    """A value as a plan has it: what is known, and at the same places what is not."""

    known: Json
    unknown: Json
    secret: FrozenSet[str] = frozenset()
    """The attributes of a resource that must not be shown."""


class Draft(NamedTuple):
    """A drafted plan.

    Attributes:
        sources: the values of its expressions.
        unread: what could not be read, a sentence each.
    """

    plan: Plan
    sources: SourceValues
    unread: Tuple[str, ...]


def draft_plan(tree: SourceTree) -> Draft:
    """The plan of a root module's sources; what is missing from it makes it incomplete."""
    configuration = ConfigurationDraft(tree)
    raw: Dict[str, Json] = {
        "configuration": {"root_module": configuration.root()},
        "variables": _variables(tree, configuration.unread),
        "complete": False,  # so that instances are not held against it while they are found
    }
    expansion = _Expansion(GrowingPlan(raw), tree)
    resources = expansion.resources()
    problems = configuration.unread + configuration.missing + expansion.problems + list(_without_value(tree, raw))
    planned, changes = _planned(resources)
    plan = Plan({**raw, "planned_values": {"root_module": planned}, "resource_changes": changes, "complete": True})
    plan.unsettled = expansion.unsettled
    plan.forgotten = list(_forgotten(tree.root, configuration.unread))
    plan.incomplete_because = problems[0] if problems else ""
    sources = SourceValues(plan, SourceModules(plan, tree, drafted=True), DraftedNames)
    return Draft(plan, sources, tuple(dict.fromkeys(configuration.unread)))


def _forgotten(root: ModuleSource, problems: List[str]) -> Iterator[Resource]:
    """What the root module forgets, as a plan has it, but that nothing is known of its values."""
    try:
        for place in root.forgotten():
            block = BlockName(MANAGED, str(place[-2]), str(place[-1]))
            yield Resource(render(place).lstrip("."), (), block, None, {}, {}, None, None)
    except SourceError as error:
        problems.append(str(error))


def _without_value(tree: SourceTree, raw: Mapping[str, Json]) -> Iterator[str]:
    """Why the folder may hold a module that others call, and add to."""
    for name in raw["configuration"]["root_module"]["variables"]:
        if name not in raw["variables"] and "default" not in tree.root.variables[name].body.attributes:
            yield f"var.{name} has no value, as in a module that others call and may add to"


def _variables(tree: SourceTree, problems: List[str]) -> Mapping[str, Json]:
    """The values of root variables: those that variable files give, else their defaults.

    Where a variable has neither, others fill them in, and a default that is empty only leaves room for a value.
    """
    given, unread = tree.given
    problems += unread
    attributes = {**dict(_defaults(tree.root)), **given}
    filled_in = not attributes.keys() >= tree.root.variables.keys()
    values: Dict[str, Json] = {}
    for name, attribute in attributes.items():
        try:
            value = _part_of(evaluate(attribute.expression, NoNames())).known
        except (SourceError, EvaluationError, LimitError):  # noqa: PERF203 - each file is a stranger's
            problems.append(f"{attribute.place}: the value of `{name}` cannot be used")  # and it may be secret
        else:
            if name in given or not filled_in or value not in _EMPTY:
                values[name] = {"value": value}
    return values


def _defaults(root: ModuleSource) -> Iterator[Tuple[str, SourceAttribute]]:
    for name, block in root.variables.items():
        try:
            attributes = block.body.attributes
        except SourceError:  # told of by the configuration
            continue
        if "default" in attributes:
            yield name, attributes["default"]


class _Expansion:
    """The instances of every block in every module instance, with their values.

    Attributes:
        unsettled: for each address that stands for all instances of a block, why their number is open.
    """

    def __init__(self, plan: GrowingPlan, tree: SourceTree) -> None:
        self.problems: List[str] = []
        self.unsettled: Dict[str, str] = {}
        self._plan = plan
        self._modules = SourceModules(plan, tree, drafted=True)
        self._sources = SourceValues(plan, self._modules, GrowingNames)

    def resources(self) -> List[Tuple[Resource, _Part]]:
        """Every instance, with what is known of it and what is written and not known."""
        found: List[Resource] = []
        for count, (module, config, open_because) in enumerate(self._module_instances((), self._plan.root, "")):
            found += self._instances_in(module, config, open_because)
            if count + len(found) > _MOST_INSTANCES:
                self.problems.append(f"there are more than {_MOST_INSTANCES:,} instances of resources and modules")
                break
        return [(resource, self._values(resource)) for resource in found[:_MOST_INSTANCES]]

    def _instances_in(self, module: ModulePath, config: ModuleConfig, open_because: str) -> Iterator[Resource]:
        source = self._modules.source_of(module)
        for block, planned in config.blocks.items() if source else ():
            written = source.blocks[block] if source else None
            instances = self._instances(Task("turns", module, str(block)), planned, written)
            for resource in self._plan.add(module, block, instances.keys):
                if instances.open_because or open_because:
                    self.unsettled[resource.address] = instances.open_because or open_because
                yield resource

    def _module_instances(
        self, module: ModulePath, config: ModuleConfig, open_because: str
    ) -> Iterator[Tuple[ModulePath, ModuleConfig, str]]:
        yield module, config, open_because
        source = self._modules.source_of(module)
        for name, call in config.calls.items() if source else ():
            written = source.calls[name] if source else None
            instances = self._instances(Task("calls", module, name), call, written)
            for key in instances.keys:
                path = (*module, ModuleStep(name, key))
                yield from self._module_instances(path, call.module, open_because or instances.open_because)

    def _instances(self, task: Task, planned: BlockConfig, written: Optional[SourceBlock]) -> Instances:
        return repeated(task, self._sources.settle(task)) if repetition_of(planned, (), written) else Instances()

    def _values(self, resource: Resource) -> _Part:
        source = self._modules.source_of(resource.module)
        if source is None:
            return _Part({}, {})
        body = source.blocks[resource.block].body
        known: Dict[str, Json] = {}
        unknown: Dict[str, Json] = {}
        secret: Set[str] = set()
        for name in _names_in(body):
            task = Task("argument", resource.module, "", resource, (name,))
            value = self._sources.settle(task)
            if self._sources.is_secret(task):
                secret.add(name)
            part = _part_of(value, name)
            if part.unknown is not True and part.known is not None:  # where null is written, the provider may compute
                known[name] = part.known
            if part.unknown:
                unknown[name] = part.unknown
        return _Part(known, unknown, frozenset(secret))


def _names_in(body: Body) -> Sequence[str]:
    attributes = [name for name in body.attributes if name not in META_ARGUMENTS]
    return [*attributes, *(name for name in nested_types(body) if name not in META_BLOCKS)]


def _part_of(value: Value, name: str = "") -> _Part:
    """A value in JSON; a list of plain values is known as a whole or not at all, as the provider's sets are.

    Args:
        name: that of the attribute that has it.
    """
    if is_scalar(value):
        known = _BOOLEAN_TEXTS.get(value, value) if name in _BOOLEANS and isinstance(value, str) else value
        return _Part(float(known) if isinstance(known, Fraction) else known, False)
    if isinstance(value, MapValue) and value.settled:
        return _part_of_map({str(key): _part_of(entry, str(key)) for key, entry in value.entries.items()})
    members = in_order(value) if isinstance(value, (ListValue, SetValue)) else None
    if members is None or not (is_known(value) or all(isinstance(member, MapValue) for member in members)):
        return _Part(None, True)
    inside = [_part_of(member) for member in members]
    waits = any(part.unknown for part in inside)
    return _Part([part.known for part in inside], [part.unknown for part in inside] if waits else False)


def _part_of_map(parts: Mapping[str, _Part]) -> _Part:
    known = {name: part.known for name, part in parts.items() if part.unknown is not True}
    return _Part(known, {name: part.unknown for name, part in parts.items() if part.unknown})


def _planned(resources: Sequence[Tuple[Resource, _Part]]) -> Tuple[Json, List[Json]]:
    """The resources as `planned_values` and `resource_changes` have them."""
    modules: Dict[ModulePath, Dict[str, Json]] = {}
    changes: List[Json] = []
    for resource, values in resources:
        entry = {
            "address": resource.address,
            "mode": resource.block.mode,
            "type": resource.block.type,
            "name": resource.block.name,
            **({} if resource.key is None else {"index": resource.key}),
        }
        _module_of(modules, resource.module)["resources"].append(
            {**entry, "values": values.known, "sensitive_values": dict.fromkeys(values.secret, True)}
        )
        action = "create" if resource.block.mode == MANAGED else "read"
        unknown = UnknownElsewhere(values.unknown, values.known)
        changes.append({**entry, "change": {"actions": [action], "before": None, "after_unknown": unknown}})
    return _module_of(modules, ()), changes


def _module_of(modules: Dict[ModulePath, Dict[str, Json]], path: ModulePath) -> Dict[str, Json]:
    if path not in modules:
        modules[path] = {"address": place_of_module(path).rstrip("."), "resources": [], "child_modules": []}
        if path:
            _module_of(modules, path[:-1])["child_modules"].append(modules[path])
    return modules[path]
