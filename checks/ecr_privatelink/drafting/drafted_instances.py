"""The instances that sources give a block or a module call: found when an expression asks for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, Mapping, NamedTuple, Sequence, Union

from ..evaluation.resource_symbols import Symbol
from ..evaluation.symbolic_values import (
    Bag,
    ListValue,
    MapValue,
    ModuleValue,
    OneOf,
    Unsettled,
    Value,
    is_known,
    one_of,
    why_unsettled,
)
from ..facts.network_nouns import GROUPS_MADE_WITH
from ..plan.json_shape import Json
from ..plan.plan_address import Index, InstanceKey, ModulePath, render
from ..plan.plan_index import BlockName, Plan, Resource
from ..source.body_expressions import nested_types
from ..wiring.reference_following import place_of_module
from ..wiring.source_names import SourceNames, keys_of, repetition_of
from ..wiring.task_settling import Task

_TOO_MANY = "there are more instances than are followed"


class UnknownElsewhere(Dict[str, Json]):
    """`after_unknown` of a drafted resource: the provider may make whatever is not written.

    Args:
        unknown: what is written and not known, as in a plan.
        known: what is known.
    """

    def __init__(self, unknown: Mapping[str, Json], known: Mapping[str, Json]) -> None:
        super().__init__(unknown)
        self._known = known

    def get(self, name: str, default: Json = None) -> Json:
        """True for what is neither known nor written."""
        return super().get(name, default if name in self._known else True)


class Instances(NamedTuple):
    """The instances of a block or a module call.

    Attributes:
        keys: one without a key where it is not repeated; also where their number is not settled,
            to stand for all of them.
        open_because: why the number is not settled; "" where it is.
    """

    keys: Sequence[InstanceKey] = (None,)
    open_because: str = ""


def repeated(task: Task, turns: Value) -> Instances:
    """The instances under a `for_each` or `count`.

    Args:
        task: what gave its value.
    """
    keys = keys_of(turns)
    if keys is not None:
        return Instances(keys)
    because = "its value is too large, or none that Terraform takes" if is_known(turns) else why_unsettled(turns)
    return Instances(open_because=f"how many instances {task} has is not settled: {because}")


class GrowingPlan(Plan):
    """A plan of a configuration, to which instances are added when their blocks are asked for."""

    def __init__(self, raw: Mapping[str, Json]) -> None:
        super().__init__(raw)
        self._instances: Dict[ModulePath, Dict[BlockName, Dict[InstanceKey, Resource]]] = {}

    def instances(self, module: ModulePath, block: BlockName) -> Sequence[Resource]:
        """The instances that were added."""
        return list(self._instances.get(module, {}).get(block, {}).values())

    def add(self, module: ModulePath, block: BlockName, keys: Sequence[InstanceKey]) -> Sequence[Resource]:
        """The instances of these keys."""
        found = self._instances.setdefault(module, {}).setdefault(block, {})
        config = self.config_of(module)
        for key in keys:
            if key not in found:
                address = f"{place_of_module(module)}{block}" + (render((Index(key),)) if key is not None else "")
                block_config = config.blocks[block] if config else None
                unknown = UnknownElsewhere({}, {})
                found[key] = Resource(address, module, block, key, {}, unknown, None, block_config)
        return [found[key] for key in keys]


class DraftedNames(SourceNames):
    """Names in sources without a plan: what cannot be read may be anything."""

    def whole_block(self, module: ModulePath, block: BlockName) -> Value:
        """A resource or data block, expanded."""
        config, source = self.plan.config_of(module), self.modules.source_of(module)
        if config is None or source is None or block not in config.blocks:
            because = self._unread(module, written=source is not None and block in source.blocks)
            return Unsettled(because) if because else super().whole_block(module, block)
        instances = Instances()
        if repetition_of(config.blocks[block], (), source.blocks[block]):
            task = Task("turns", module, str(block))
            instances = repeated(task, self.settling.get(task))
        if not instances.open_because:
            instances = self._instances(module, block, instances.keys)
        return Unsettled(instances.open_because) if instances.open_because else super().whole_block(module, block)

    def open_instances(self, module: ModulePath, block: BlockName) -> str:  # noqa: ARG002 - of those that were expanded, nothing is open
        """Nothing is open about the instances of a block that was expanded."""
        return ""

    def whole_module(self, module: ModulePath, name: str) -> Value:
        """A module call, expanded."""
        config, source = self.plan.config_of(module), self.modules.source_of(module)
        if config is None or source is None or name not in config.calls:
            because = self._unread(module, written=source is not None and name in source.calls)
            return Unsettled(because) if because else super().whole_module(module, name)
        if repetition_of(config.calls[name], (), source.calls[name]):
            task = Task("calls", module, name)
            instances = repeated(task, self.settling.get(task))
            if instances.open_because:
                return Unsettled(instances.open_because)
        return super().whole_module(module, name)

    def attribute_of(self, whole: Union[Symbol, ModuleValue], name: str) -> Value:
        """An output of a module instance, or an attribute of a resource instance."""
        if isinstance(whole, ModuleValue):
            config, source = self.plan.config_of(whole.module), self.modules.source_of(whole.module)
            if config is None or name not in config.outputs:
                because = self._unread(whole.module, written=source is not None and name in source.outputs)
                if because:
                    return Unsettled(because)
            return super().attribute_of(whole, name)
        found = super().attribute_of(whole, name)
        source = self.modules.source_of(whole.resource.module)
        if source is None or name not in nested_types(source.blocks[whole.resource.block].body):
            return found
        because = f"what {whole.resource.address} has in {name} beyond what is written is known only after the apply"
        return _with_group(_with_more(found, because), whole.resource, name)

    def opened(self, module: ModuleValue) -> Value:
        """A module instance as the object of its outputs."""
        because = self._unread(module.module, written=False)
        return Unsettled(because) if because else super().opened(module)

    def _instances(self, module: ModulePath, block: BlockName, keys: Sequence[InstanceKey]) -> Instances:
        """These instances, if the plan has all of them."""
        missing = set(keys) - {instance.key for instance in self.plan.instances(module, block)}
        return Instances(open_because=_TOO_MANY) if missing else Instances(keys)

    def _unread(self, module: ModulePath, *, written: bool) -> str:
        """Why something is not in a module's configuration and may be there all the same; "" where it cannot be.

        Args:
            written: it is in the sources.
        """
        source = self.modules.source_of(module)
        if source is None:
            return self.modules.why_unusable(module)
        if source.problems:
            return source.problems[0]
        return "a block of it cannot be read" if written else ""


def _with_more(value: Value, because: str) -> Value:
    """Nested blocks, to which the provider may add what is not written in them."""
    if isinstance(value, MapValue):
        entries = {
            key: _with_more(entry, because) if isinstance(entry, (ListValue, Bag)) else entry
            for key, entry in value.entries.items()
        }
        return replace(value, entries=entries, open_because=value.open_because or because)
    if isinstance(value, ListValue):
        return replace(value, members=tuple(_with_more(member, because) for member in value.members))
    if isinstance(value, Bag):
        certain, possible = (
            tuple(_with_more(member, because) for member in members) for members in (value.certain, value.possible)
        )
        return replace(value, certain=certain, possible=possible)
    if isinstance(value, OneOf):
        return one_of((_with_more(option, because) for option in value.options), value.because)
    return value


def _with_group(value: Value, resource: Resource, block: str) -> Value:
    """A nested block with the security group that AWS makes with its resource."""
    inside, attribute = GROUPS_MADE_WITH.get(resource.type, ("", ""))
    only = value.members[0] if isinstance(value, ListValue) and len(value.members) == 1 else None
    if inside != block or not isinstance(only, MapValue):
        return value
    group = Symbol(resource, (block, Index(0), attribute))
    return ListValue((replace(only, entries={**only.entries, attribute: group}),))


class GrowingNames(DraftedNames):
    """The same while instances are still found: each block that is asked for gets its own."""

    plan: GrowingPlan

    def _instances(self, module: ModulePath, block: BlockName, keys: Sequence[InstanceKey]) -> Instances:
        """These instances, which the plan is given."""
        self.plan.add(module, block, keys)
        return Instances(keys)
