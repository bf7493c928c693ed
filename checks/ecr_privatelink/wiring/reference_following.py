"""Following the references of a plan, from an attribute to the things that it names.

The plan alone is the source here: its known values, and for the rest the reference lists
of its configuration. A list does not tell what the expression does with its references,
so what it leaves open stays open:

- one reference to one thing is that thing; references that each name one thing, and
  nothing beside them, are all in the value;
- a reference to many (a whole block, a list from a variable or output) may have been cut
  (`slice`, an index after a splat), so each member is only possible;
- a whole block beside one known key of it, `each.key`, `count.index` or a part of
  `each.value`, is that instance, when no other reading fits the keys;
- locals are not in a plan and end the trail.
"""

from __future__ import annotations

from typing import Dict, FrozenSet, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from ..evaluation.resource_symbols import Symbol
from ..plan.json_shape import Json, as_mapping, texts_in
from ..plan.open_reasons import BY_DYNAMIC, NO_LOCALS
from ..plan.plan_address import AddressError, Index, InstanceKey, ModulePath, ModuleStep, Path, Step, render
from ..plan.plan_index import DATA, MANAGED, BlockConfig, BlockName, ModuleConfig, Plan, Resource
from ..plan.planned_values import given_as, is_marked, part_at, value_at
from .reached_values import Item, Literal, Reached, known_value, stopped, union
from .reference_chains import cut_chains

_DEEPEST = 64
"""Steps from one reference to the next: a real configuration needs a dozen, Python's stack allows some hundred."""


_BLOCK_AND_KEY = 2
_NULL = Literal(None)
_OF_ONE_INSTANCE = ("each", "count", "self")
_NOT_IN_A_PLAN = {
    "local": NO_LOCALS,
    "self": "its value is made during the apply",
    "ephemeral": "its value is never stored",
}


class Scope(NamedTuple):
    """Where an expression stands: its module instance, and the instance of its block.

    Attributes:
        module: the module instance.
        config: that module's configuration.
        block: the block that holds the expression; None for an output.
        key: the block instance's key.
        siblings: the keys of all instances of the block.
    """

    module: ModulePath
    config: ModuleConfig
    block: Optional[BlockConfig] = None
    key: InstanceKey = None
    siblings: FrozenSet[InstanceKey] = frozenset()


class ReferenceLists:
    """Reads expressions from the plan's reference lists."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._memory: Dict[Tuple[Union[Scope, ModulePath], Path], Reached] = {}
        self._listed: Dict[Tuple[ModulePath, Tuple[str, ...]], Reached] = {}
        self._scopes: Dict[Resource, Scope] = {}
        self._siblings: Dict[Tuple[ModulePath, Union[BlockName, str]], FrozenSet[InstanceKey]] = {}
        self._depth = 0
        self._secrets: List[str] = []

    def take_secrets(self) -> Sequence[str]:
        """The texts that were met since the last call and must not be shown."""
        taken, self._secrets = self._secrets, []
        return taken

    def attribute(self, resource: Resource, path: Path) -> Reached:
        """What an attribute of a resource instance stands for: `("subnet_ids",)`.

        A value that the plan knows is taken from there, an unknown one from the
        configuration, and what is in neither stands for itself.
        """
        if path == ("id",):
            return Reached(items=(Symbol(resource, path),), certain=True, trail=(f"{resource.address}.id",))
        found, value = value_at(resource, path)
        if found and is_marked(resource.sensitive, map(str, path)):
            self._secrets.extend(Literal(value).strings())
        return known_value(value, (resource.address + render(path),)) if found else self.waiting(resource, path)

    def waiting(self, resource: Resource, path: Path) -> Reached:
        """What an attribute stands for that the plan does not know."""
        trail = (resource.address + render(path),)
        expression = self.written(resource, path)
        if expression is not None:
            reached = self.expression(expression, self.scope_of(resource))
            if reached.open_because or any(
                isinstance(item, Symbol) or item.value is not None for item in reached.items
            ):
                return _after(trail, reached)
        elif (
            len(path) > 1 and resource.managed and resource.values.get(str(path[0])) and _may_be_dynamic(resource, path)
        ):
            place = f"{resource.address}.{path[0]}"
            return stopped(f"{place} {BY_DYNAMIC}", trail)
        return Reached(items=(Symbol(resource, path),), certain=True, trail=trail)

    def written(self, resource: Resource, path: Path) -> Json:
        """The expression of an attribute, None where the configuration has none."""
        expression: Json = resource.config.expressions if resource.config else None
        path = given_as(resource, path)
        if expression is not None and len(path) == 1:
            return expression.get(path[0])
        for step in path:
            if isinstance(expression, list) and isinstance(step, str):
                if len(expression) > 1:  # several nested blocks
                    expression = [block[step] for block in expression if isinstance(block, dict) and step in block]
                    continue
                expression = expression[0] if expression else None
            if isinstance(expression, list) and isinstance(step, Index) and isinstance(step.key, int):
                expression = expression[step.key] if step.key < len(expression) else None
            elif isinstance(expression, dict) and isinstance(step, str):
                if _is_expression(expression):
                    return expression  # a part of a value that one expression makes
                expression = expression.get(step)
            else:
                return expression
        return expression

    def expression(self, expression: Json, scope: Scope) -> Reached:
        """What one expression of the configuration stands for.

        Raises:
            PlanError: it does not have the shape of one.
        """
        if isinstance(expression, list):
            return union(self.expression(part, scope) for part in expression)
        parts = as_mapping(expression, "an expression")
        if "references" in parts:  # of JSON sources a plan has the template beside them, as if it were constant
            return self._references(texts_in(parts, "references"), scope)
        if "constant_value" in parts:
            return known_value(parts["constant_value"])
        return union(self.expression(part, scope) for part in parts.values()) if parts else Reached()

    def scope_of(self, resource: Resource) -> Scope:
        """Where the expressions of a resource instance stand."""
        scope = self._scopes.get(resource)
        if scope is None:
            config = self._plan.config_of(resource.module) or self._plan.root
            siblings = self._siblings_of(resource.module, resource.block)
            scope = Scope(resource.module, config, resource.config, resource.key, siblings)
            self._scopes[resource] = scope
        return scope

    def _siblings_of(self, module: ModulePath, block: BlockName) -> FrozenSet[InstanceKey]:
        place = (module, block)
        if place not in self._siblings:
            self._siblings[place] = frozenset(other.key for other in self._plan.instances(module, block))
        return self._siblings[place]

    def _siblings_of_call(self, module: ModulePath) -> FrozenSet[InstanceKey]:
        place = (module[:-1], module[-1].name)
        if place not in self._siblings:
            self._siblings[place] = frozenset(self._plan.module_keys(*place))
        return self._siblings[place]

    def _references(self, references: Sequence[str], scope: Scope) -> Reached:
        listed = tuple(references)
        of_module = self._listed.get((scope.module, listed))
        if of_module is not None:
            return of_module
        try:
            chains = cut_chains(listed)
        except AddressError as error:
            return stopped(str(error))
        if self._depth > _DEEPEST:
            return stopped(f"the references are more than {_DEEPEST} steps deep")
        self._depth += 1
        try:
            parts = [self._follow(chain, scope) for chain in chains]
        finally:
            self._depth -= 1
        if any(chain[0] in _OF_ONE_INSTANCE for chain in chains):
            return self._indexed(chains, parts, scope) or union(parts)
        of_module = self._listed[scope.module, listed] = union(parts)
        return of_module

    def _indexed(self, chains: Sequence[Path], parts: Sequence[Reached], scope: Scope) -> Optional[Reached]:
        """`aws_subnet.a[each.key]`: a whole block beside one known key of it."""
        if len(chains) != _BLOCK_AND_KEY:
            return None
        for whole, key_chain, key_part in ((parts[0], chains[1], parts[1]), (parts[1], chains[0], parts[0])):
            if whole.keyed is None or key_chain[0] not in ("each", "count") or not key_part.certain:
                continue
            key = key_part.items[0].value if isinstance(key_part.items[0], Literal) else None
            if _no_other_reading(key, frozenset(whole.keyed), scope.siblings):
                item = whole.keyed[key]
                beside = tuple(other for other in whole.items if other != item)
                by_number = isinstance(key, int)  # where a condition on the number looks the same
                return Reached(items=(item,), certain=True, beside=beside, chosen=by_number, trail=whole.trail)
        return None

    def _follow(self, chain: Path, scope: Scope) -> Reached:
        memory_key = (scope if chain[0] in _OF_ONE_INSTANCE else scope.module, chain)
        if memory_key not in self._memory:
            self._memory[memory_key] = stopped(f"{place_of_module(scope.module)}{render(chain)[1:]} refers to itself")
            self._memory[memory_key] = self._follow_afresh(chain, scope)
        return self._memory[memory_key]

    def _follow_afresh(self, chain: Path, scope: Scope) -> Reached:
        head, name = str(chain[0]), str(chain[1]) if len(chain) > 1 else ""
        place = place_of_module(scope.module) + render(chain).lstrip(".")
        follow = {"var": self._variable, "each": self._each, "module": self._module}.get(head)
        if follow is not None:
            reached = follow(name, chain[2:], scope)
        elif head == "count":
            reached = known_value(scope.key)
        elif head in _NOT_IN_A_PLAN:
            reached = stopped(f"{place} cannot be followed ({_NOT_IN_A_PLAN[head]})")
        elif head in ("path", "terraform"):
            reached = Reached(chosen=True)  # text that Terraform knows, and never an id
        else:
            reached = self._resource(chain, scope)
        return _after((place,), reached)

    def _variable(self, name: str, steps: Path, scope: Scope) -> Reached:
        if not scope.module:
            value = self._plan.variables.get(name)
            return _known_at(value, steps)
        parent = scope.module[:-1]
        parent_config = self._plan.config_of(parent)
        call = parent_config.calls.get(scope.module[-1].name) if parent_config else None
        if parent_config is None or call is None:
            return stopped(f"{place_of_module(scope.module)}var.{name} has no module call in the plan")
        expression = call.expressions.get(name)
        declared = scope.config.variables.get(name)
        default = declared.get("default") if isinstance(declared, dict) else None
        if expression is None:
            return _known_at(default, steps)
        if expression == {"constant_value": None} and default is not None:
            return _uncertain(_known_at(default, steps))  # the default counts under `nullable = false`
        caller = Scope(parent, parent_config, call, scope.module[-1].key, self._siblings_of_call(scope.module))
        return self._within(self.expression(expression, caller), steps)

    def _each(self, name: str, steps: Path, scope: Scope) -> Reached:
        if name == "key":
            return known_value(scope.key)
        source = scope.block.for_each if scope.block else None
        if not isinstance(source, dict) or not ("constant_value" in source or "references" in source):
            return Reached(chosen=True)  # made of literals alone: known to Terraform, and not printed
        reached = self.expression(source, scope)
        if reached.keyed is not None and steps and frozenset(reached.keyed) == scope.siblings:
            return self._steps_into(reached.keyed[scope.key], steps)
        if reached.certain and len(reached.items) == 1 and isinstance(reached.items[0], Literal):
            collection = reached.items[0].value
            if isinstance(collection, dict) and scope.key in collection:
                value = _known_at(collection[scope.key], steps)
                return _uncertain(value) if "references" in source else value  # a `for` may have changed it
            if isinstance(collection, list) and scope.key in collection:
                return _known_at(scope.key, steps)
        return self._within(reached, steps)._replace(chosen=True)

    def _module(self, name: str, steps: Path, scope: Scope) -> Reached:
        call = scope.config.calls.get(name)
        if call is None:
            return stopped(f"{place_of_module(scope.module)}module.{name} is not in the plan's configuration")
        key: InstanceKey = None
        keys = self._plan.module_keys(scope.module, name)
        if steps and isinstance(steps[0], Index):
            key, steps = steps[0].key, steps[1:]
        elif call.for_each is not None or call.count is not None or any(each is not None for each in keys):
            if not keys:  # none, or none with a resource in it
                return stopped(f"the instances of {place_of_module(scope.module)}module.{name} are not in the plan")
            outputs = [
                self._output((*scope.module, ModuleStep(name, each)), call.module, output)
                for each in keys
                for output in (call.module.outputs if not steps else [str(steps[0])])
            ]
            return _uncertain(union(outputs))
        path = (*scope.module, ModuleStep(name, key))
        if not steps:
            return _uncertain(union(self._output(path, call.module, output) for output in call.module.outputs))
        return self._within(self._output(path, call.module, str(steps[0])), steps[1:])

    def _output(self, module: ModulePath, config: ModuleConfig, name: str) -> Reached:
        if name not in config.outputs:
            return stopped(f"{place_of_module(module)}output.{name} is not in the plan's configuration")
        return self.expression(config.outputs[name], Scope(module, config))

    def _resource(self, chain: Path, scope: Scope) -> Reached:
        mode = DATA if chain[0] == "data" else MANAGED
        names = chain[1:] if mode == DATA else chain
        block = BlockName(mode, str(names[0]), str(names[1]) if len(names) > 1 else "")
        config = scope.config.blocks.get(block)
        if config is None:
            return stopped(f"{place_of_module(scope.module)}{block} is not in the plan's configuration")
        instances = self._plan.instances(scope.module, block)
        steps = names[2:]
        if steps and isinstance(steps[0], Index):
            wanted = [instance for instance in instances if instance.key == steps[0].key]
            if not wanted:
                return Reached(certain=True, alone=True)
            return self._instance(wanted[0], steps[1:], alone=len(instances) == 1)
        if len(instances) == 1 and instances[0].key is None:
            return self._instance(instances[0], steps)
        items = {instance.key: Symbol(instance, ()) for instance in instances}
        if steps:  # not valid Terraform on a counted block, so nothing is lost by a superset
            return _uncertain(union(self._steps_into(item, steps) for item in items.values()))
        return Reached(items=tuple(items.values()), certain=len(items) == 1, keyed=items, alone=True)

    def _instance(self, instance: Resource, steps: Path, *, alone: bool = False) -> Reached:
        """One instance, or an attribute of it; of a whole one, an attribute may decide whether it is meant at all.

        Terraform lists no attribute for `[for s in [aws_subnet.a] : s.id if s.map_public_ip_on_launch]`.
        """
        reached = self._steps_into(Symbol(instance, ()), steps)
        if steps:
            return reached._replace(alone=True) if alone else reached
        return reached._replace(alone=True, chosen=True)

    def _within(self, reached: Reached, steps: Path) -> Reached:
        """A part of a value that came through a variable, an output or `each`.

        One thing stays one thing; of several, or of an object made of several, each is possible.
        """
        only = reached.items[0] if reached.certain and len(reached.items) == 1 else None
        if not steps:
            return reached if only is not None or reached.keyed is not None else _uncertain(reached)
        if isinstance(only, Literal):
            return _after(reached.trail, self._steps_into(only, steps))
        if isinstance(only, Symbol) and not only.path and not reached.keyed:
            if _has(only.resource, steps[0]):
                return _after(reached.trail, self._steps_into(only, steps))
            within = self._steps_into(only, steps[1:])  # the step is one into a collection with the resource in it
            return _after(reached.trail, _uncertain(within))
        by_place = all(isinstance(step, Index) and isinstance(step.key, int) for step in steps)
        return _uncertain(reached)._replace(chosen=reached.chosen or not by_place)

    def _steps_into(self, item: Item, steps: Path) -> Reached:
        """The value behind the steps after a resource instance, or after another item."""
        if isinstance(item, Symbol):
            if not item.path and steps:
                reached = self.attribute(item.resource, steps)
                return reached if len(reached.items) == 1 else _uncertain(reached)  # a part of several looks the same
            return Reached(items=(Symbol(item.resource, item.path + steps),), certain=True)
        return _known_at(item.value, steps)


class UnfollowedLists(ReferenceLists):
    """The lists of a plan that was drafted from sources: those tell all that the lists do, and better."""

    def expression(self, expression: Json, scope: Scope) -> Reached:
        """What one expression stands for; its references, which are listed on this question, are only named."""
        if not isinstance(expression, dict) or "references" not in expression:
            return super().expression(expression, scope)
        return stopped(f"{', '.join(expression['references'])} is not followed in {place_of_module(scope.module)}")


def _may_be_dynamic(resource: Resource, path: Path) -> bool:
    """Whether an attribute of a nested block may stand in one that the configuration does not write out."""
    made: Json = [resource.values]
    written: Json = [resource.config.expressions] if resource.config else None
    for step in (step for step in path[:-1] if isinstance(step, str)):
        made, written = part_at(part_at(made, 0), step), part_at(part_at(written, 0), step)
        if not (isinstance(made, list) and isinstance(written, list) and len(made) == len(written) == 1):
            return True
    return False


def _has(resource: Resource, step: Step) -> bool:
    """Whether a step is one to an attribute of a resource."""
    written = resource.config.expressions if resource.config else {}
    if not resource.managed:
        return isinstance(step, str)
    return isinstance(step, str) and (step in resource.values or step in resource.unknown or step in written)


def _uncertain(reached: Reached) -> Reached:
    return reached._replace(certain=False, keyed=None)


def _after(trail: Tuple[str, ...], reached: Reached) -> Reached:
    """The same, with the steps that led there in front of its trail."""
    rest = reached.trail
    if not set(trail).isdisjoint(rest):
        rest = tuple([step for step in rest if step not in trail])
    return Reached(*reached[:-1], trail + rest)  # the trail is its last field


def _known_at(value: Json, steps: Path) -> Reached:
    """A part of a known value; a part that is not there is null, as under `try`."""
    for step in steps:
        value = part_at(value, step.key if isinstance(step, Index) else step)
    return known_value(value)


def _no_other_reading(key: Json, keys: FrozenSet[InstanceKey], siblings: FrozenSet[InstanceKey]) -> bool:
    """Whether `block[key]` is the one reading of a whole block beside a known key.

    A number could be shifted (`count.index + 2`): the counts must be equal. A string could
    be a part of another key (`"${each.key}-b"`), or be cut to one: no two keys may hold each other.
    """
    if isinstance(key, bool) or not isinstance(key, (int, str)) or key not in keys:
        return False
    if isinstance(key, int):
        return keys == siblings
    return not any(key in str(other) or str(other) in key for other in keys if other != key)


def _is_expression(value: Mapping[str, Json]) -> bool:
    return "references" in value or "constant_value" in value


def place_of_module(module: ModulePath) -> str:
    """The module part of an address, with its dot: `module.a["k"].`."""
    parts: List[str] = [
        f"module.{step.name}" + (render((Index(step.key),)) if step.key is not None else "") for step in module
    ]
    return "".join(f"{part}." for part in parts)
