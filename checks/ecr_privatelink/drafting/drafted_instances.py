"""The instances that sources give a block or a module call: found when an expression asks for them."""

from __future__ import annotations

from typing import Dict, List, Mapping, Optional, Sequence

from ..evaluation.symbolic_values import Unsettled, Value, why_unsettled
from ..plan.json_shape import Json
from ..plan.plan_address import Index, InstanceKey, ModulePath, render
from ..plan.plan_index import BlockName, Plan, Resource
from ..wiring.reference_following import place_of_module
from ..wiring.source_names import SourceNames, keys_of, repetition_of
from ..wiring.task_settling import Task

STANDS_FOR_ALL: Sequence[InstanceKey] = (None,)
"""The keys where the number of instances is not settled: one instance stands for them."""


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
    """Names whose instances follow from the sources."""

    plan: GrowingPlan

    def whole_block(self, module: ModulePath, block: BlockName) -> Value:
        """A resource or data block, expanded."""
        config, source = self.plan.config_of(module), self.modules.source_of(module)
        if config is not None and source is not None and block in config.blocks:
            if repetition_of(config.blocks[block], (), source.blocks[block]):
                turns = self.settling.get(Task("turns", module, str(block)))
                keys = keys_of(turns)
                if keys is None:
                    return Unsettled(why_unsettled(turns))
                self.plan.add(module, block, keys)
            else:
                self.plan.add(module, block, STANDS_FOR_ALL)
        return super().whole_block(module, block)


def keys_or_one(turns: Optional[Value]) -> List[InstanceKey]:
    """The keys of a block or call: one without a key where it is not repeated, or where that is not settled."""
    keys = keys_of(turns) if turns is not None else None
    return list(STANDS_FOR_ALL) if keys is None else keys
