"""What the names in an expression mean: variables, locals, instances, modules, resources."""

from __future__ import annotations

import re
from functools import partial
from typing import List, Optional, Sequence, Union

from ..evaluation.resource_symbols import Symbol
from ..evaluation.symbolic_values import (
    Bag,
    EvaluationError,
    ListValue,
    MapValue,
    ModuleValue,
    SetValue,
    Unsettled,
    Value,
    in_order,
    is_known,
    is_scalar,
    one_of,
    sorted_keys,
    why_unsettled,
)
from ..facts.network_nouns import NOUNS
from ..plan.plan_address import Index, InstanceKey, ModulePath, ModuleStep, Path
from ..plan.plan_index import BlockConfig, BlockName, Plan, Resource
from ..plan.planned_values import any_unknown, given_as, value_at
from ..source.source_blocks import SourceBlock
from .plan_values import partly_known, value_of_json
from .reference_following import place_of_module
from .source_modules import SourceModules
from .task_settling import Settling, Task

FOR_EACH = "for_each"
COUNT = "count"
_MOST_KEYS = 20_000


class SourceNames:
    """The names of one plan's expressions.

    Attributes:
        secrets: values that must not be shown.
    """

    def __init__(self, plan: Plan, modules: SourceModules, settling: Settling) -> None:
        self.plan = plan
        self.modules = modules
        self.settling = settling
        self.secrets: List[Value] = []

    def keep_secret(self, value: Value) -> None:
        """Note a value that must not be shown, in the task that is being settled."""
        self.secrets.append(value)
        self.settling.holds_secret = True

    def standing_in(self, module: ModulePath, turns: Optional[Task] = None, key: InstanceKey = None) -> NamesInModule:
        """The names as they are in a module instance, and in the instance `key` of one of its blocks or calls."""
        return NamesInModule(self, module, turns, key)

    def whole_block(self, module: ModulePath, block: BlockName) -> Value:
        """A resource or data block: one symbol, or its instances by key."""
        config = self.plan.config_of(module)
        planned = config.blocks.get(block) if config else None
        if planned is None:
            raise EvaluationError(f"{block} is not in the plan's configuration")
        instances = self.plan.instances(module, block)
        source = self.modules.source_of(module)
        repetition = repetition_of(planned, [each.key for each in instances], source.blocks[block] if source else None)
        if repetition and (because := self.open_instances(module, block)):
            return Unsettled(because)
        if repetition == FOR_EACH:
            return MapValue({str(instance.key): Symbol(instance, ()) for instance in instances})
        if repetition == COUNT:
            ordered = sorted(instances, key=lambda instance: int(str(instance.key)))
            return ListValue(tuple(Symbol(instance, ()) for instance in ordered))
        if not instances:
            raise EvaluationError(f"{block} has no instance in the plan")
        return Symbol(instances[0], ())

    def open_instances(self, module: ModulePath, block: BlockName) -> str:
        """Why a block may have other instances than those of the plan; "" where it has not."""
        keyless = any(instance.key is None for instance in self.plan.instances(module, block))
        return f"the instances of {place_of_module(module)}{block} are not settled" if keyless else ""

    def whole_module(self, module: ModulePath, name: str) -> Value:
        """A module call: one module instance, or its instances by key."""
        config = self.plan.config_of(module)
        call = config.calls.get(name) if config else None
        if call is None:
            raise EvaluationError(f"module.{name} is not in the plan's configuration")
        known = self.plan.module_keys(module, name)
        source = self.modules.source_of(module)
        repetition = repetition_of(call, known, source.calls[name] if source else None)
        if not repetition:
            return ModuleValue((*module, ModuleStep(name, None)))
        turns = self.settling.get(Task("calls", module, name))
        keys = keys_of(turns)
        because = ""
        if keys is None:
            keys, because = list(known), why_unsettled(turns)
        instances = {key: ModuleValue((*module, ModuleStep(name, key))) for key in keys}
        if repetition == FOR_EACH:
            return MapValue({str(key): instance for key, instance in instances.items()}, open_because=because)
        members = tuple(instances.values())
        return Bag(members, open_because=because) if because else ListValue(members)

    def attribute_of(self, whole: Union[Symbol, ModuleValue], name: str) -> Value:
        """An output of a module instance, or an attribute of a resource instance."""
        if isinstance(whole, Symbol):
            return self._attribute_of_resource(whole.resource, name)
        config = self.plan.config_of(whole.module)
        if config is None or name not in config.outputs:
            raise EvaluationError(f"{place_of_module(whole.module)}{name} is not in the plan's configuration")
        return self.settling.get(Task("output", whole.module, name))

    def _attribute_of_resource(self, resource: Resource, name: str) -> Value:
        known, value = value_at(resource, (name,))
        if any_unknown(resource.sensitive.get(name)):
            self.settling.holds_secret = True
        if known:
            return value_of_json(value)
        unknown = resource.unknown.get(name)
        if isinstance(unknown, (dict, list)) and unknown:
            return partly_known(resource.values.get(name), unknown, partial(self._waiting_part, resource), (name,))
        itself = Symbol(resource, (name,))
        given = str(given_as(resource, (name,))[0])
        if (resource.managed and name == "id") or resource.config is None or given not in resource.config.expressions:
            return self._as_read(itself, name)
        return self._as_written(itself, (given,))

    def _waiting_part(self, resource: Resource, path: Path) -> Value:
        """A part that waits of an attribute or nested blocks: where one block alone says it, what is written there."""
        itself = Symbol(resource, path)
        source = self.modules.source_of(resource.module)
        names, places = path[::2], set(path[1::2])
        if source is None or places != {Index(0)} or len(names) == len(path) // 2 or Index(0) in names:
            return itself
        body = source.blocks[resource.block].body
        for name in names[:-1]:
            found = [block for block in body.blocks if name in (block.type, *block.labels)]
            if len(found) != 1 or found[0].type != name:
                return itself
            body = found[0].body
        return self._as_written(itself, tuple(map(str, names))) if names[-1] in body.attributes else itself

    def _as_written(self, itself: Symbol, path: Sequence[str]) -> Value:
        """What the configuration gives for an attribute; unset, the provider computes it."""
        written = self.settling.get(Task("argument", itself.resource.module, "", itself.resource, tuple(path)))
        if written is None:
            return itself
        if isinstance(written, ListValue) and len(written.members) > 1:
            return Bag(written.members)  # the provider may keep it as a set
        return written

    def _as_read(self, itself: Symbol, name: str) -> Value:
        """An attribute of a data source that waits as what the resource says already whose id it is asked for."""
        source = itself.resource
        noun = next((noun for noun in NOUNS if source.type in noun.data_types), None)
        expressions = source.config.expressions if source.config and not source.managed else {}
        if noun is None or noun.id_attribute not in expressions:
            return itself
        asked = self.settling.get(Task("argument", source.module, "", source, (noun.id_attribute,)))
        if not (isinstance(asked, Symbol) and asked.is_new_id and asked.resource.type in noun.types):
            return itself
        value = self._attribute_of_resource(asked.resource, name)
        return itself if value is None or not is_scalar(value) else value

    def opened(self, module: ModuleValue) -> Value:
        """A module instance as the object of its outputs."""
        config = self.plan.config_of(module.module)
        outputs = config.outputs if config else {}
        return MapValue({name: self.settling.get(Task("output", module.module, name)) for name in outputs})


class NamesInModule:
    """What names mean where an expression stands."""

    def __init__(self, names: SourceNames, module: ModulePath, turns: Optional[Task], key: InstanceKey) -> None:
        self._names = names
        self._module = module
        self._turns = turns
        self._key = key
        self.take_step = names.settling.take_step
        self.attribute_of = names.attribute_of
        self.opened = names.opened
        self.file_text = names.modules.file_text
        self._settling = names.settling

    @property
    def holds_secret(self) -> bool:
        """The expression has named something that must not be shown."""
        return self._settling.holds_secret

    @holds_secret.setter
    def holds_secret(self, holds: bool) -> None:
        self._settling.holds_secret = holds

    def keep_secret(self, value: Value) -> None:
        """Note a value that must not be shown, and that the expression holds it."""
        self._names.keep_secret(value)

    def named(self, kind: str, name: str) -> Value:
        """The value of `var.x`, `local.x`, `module.m`, `each.key`, `count.index`, `path.root` and their like."""
        if kind in ("var", "local"):
            return self._names.settling.get(Task("variable" if kind == "var" else "local", self._module, name))
        if kind == "module":
            return self._names.whole_module(self._module, name)
        if kind in ("each", "count") and self._turns is not None:
            if self._key is None:
                return self._of_any_turn(self._turns, name)
            return self._each_value(self._turns) if name == "value" else self._key
        if kind == "path" and name in ("module", "root"):
            return self._names.modules.folder_of(self._module if name == "module" else ())
        return Unsettled(f"{kind}.{name} is known to Terraform alone")

    def block(self, block: BlockName) -> Value:
        """A whole resource or data block."""
        return self._names.whole_block(self._module, block)

    def _of_any_turn(self, task: Task, name: str) -> Value:
        """What `each` or `count` gives in an instance that stands for all, as their keys are not settled."""
        turns = self._names.settling.get(task)
        of: Sequence[Value] = ()
        because = "" if is_known(turns) else why_unsettled(turns)
        if isinstance(turns, MapValue):
            of, because = tuple(turns.entries.values() if name == "value" else turns.entries), turns.open_because
        elif isinstance(turns, SetValue):
            of, because = turns.members, ""
        elif isinstance(turns, Bag) and turns.is_set:
            of, because = turns.certain + turns.possible, turns.open_because
        if because or not of:
            return Unsettled(because or f"{task} has no instance")
        return one_of(of, f"which instance {task} has is not settled")

    def _each_value(self, task: Task) -> Value:
        turns = self._names.settling.get(task)
        if isinstance(turns, MapValue) and str(self._key) in turns.entries:
            return turns.entries[str(self._key)]
        if isinstance(turns, SetValue) and self._key in turns.members:
            return self._key
        if is_known(turns):
            return Unsettled(f"{task} has no instance {self._key} in the sources")
        return Unsettled(why_unsettled(turns))


def repetition_of(planned: BlockConfig, keys: Sequence[InstanceKey], written: Optional[SourceBlock]) -> str:
    """`for_each`, `count`, or "" for neither; a plan leaves out one that is made of constants by a function."""
    if planned.for_each is not None:
        return FOR_EACH
    if planned.count is not None:
        return COUNT
    if any(key is not None for key in keys):
        return FOR_EACH if isinstance(keys[0], str) else COUNT
    attributes = written.body.attributes if written else {}
    return next((name for name in (FOR_EACH, COUNT) if name in attributes), "")


def keys_of(turns: Value) -> Optional[List[InstanceKey]]:
    """The instance keys that a `for_each` or `count` gives, None where they are not settled."""
    if isinstance(turns, MapValue) and turns.settled:
        return list(sorted_keys(turns))
    if isinstance(turns, SetValue) and is_known(turns):
        members = in_order(turns)
        return None if members is None else [str(member) for member in members]
    if isinstance(turns, str) and re.fullmatch("[0-9]{1,9}", turns):
        turns = int(turns)
    if isinstance(turns, int) and not isinstance(turns, bool) and turns <= _MOST_KEYS:
        return list(range(turns))
    return None
