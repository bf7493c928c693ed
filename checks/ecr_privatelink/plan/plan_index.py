"""The plan by address: resources as they will be, their configuration, what goes, what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Dict, FrozenSet, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple

from .json_shape import Json, PlanError, as_mapping, list_in, mapping_in, objects_in, text_in
from .plan_address import AddressError, InstanceKey, ModulePath, parse_module_path

MANAGED = "managed"
DATA = "data"

_LATER_PLAN = "the plan is not complete (it was made with -target, or a later plan must follow)"


class BlockName(NamedTuple):
    """A resource or data block within its module: `aws_subnet.a`, `data.aws_vpc.v`."""

    mode: str
    type: str
    name: str

    def __str__(self) -> str:
        prefix = "data." if self.mode == DATA else ""
        return f"{prefix}{self.type}.{self.name}"


@dataclass(frozen=True, eq=False)
class BlockConfig:
    """What the configuration says of one block: expressions as Terraform prints them."""

    expressions: Mapping[str, Json]
    for_each: Json = None
    count: Json = None


@dataclass(frozen=True, eq=False)
class ModuleConfig:
    """One module's configuration, the same for all its instances."""

    blocks: Mapping[BlockName, BlockConfig]
    calls: Mapping[str, CallConfig]
    outputs: Mapping[str, Json]
    variables: Mapping[str, Json]


@dataclass(frozen=True, eq=False)
class CallConfig(BlockConfig):
    """A `module` block: the expressions are the module's inputs."""

    module: ModuleConfig = field(default_factory=lambda: ModuleConfig({}, {}, {}, {}))


@dataclass(frozen=True, eq=False)
class Resource:
    """One resource or data source instance, as it will be after the apply.

    Attributes:
        values: known values by attribute name; an unknown one is absent.
        unknown: for each attribute, true where its value (or a part of it, at the same
            place) is known only after the apply.
        before: the values in the state, None for what does not exist yet.
        config: what its block says, None where the block is gone from the configuration.
        sensitive: for each attribute, true where its value must not be shown.
    """

    address: str
    module: ModulePath
    block: BlockName
    key: InstanceKey
    values: Mapping[str, Json]
    unknown: Mapping[str, Json]
    before: Optional[Mapping[str, Json]]
    config: Optional[BlockConfig]
    sensitive: Mapping[str, Json] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """The resource type: `aws_subnet`."""
        return self.block.type

    @property
    def managed(self) -> bool:
        """Made by the plan, not read by a data source."""
        return self.block.mode == MANAGED

    @property
    def identity(self) -> Optional[str]:
        """The id, where it is known."""
        found = self.values.get("id")
        return found if isinstance(found, str) else None


class Plan:
    """A plan, indexed once; resources are made when they are asked for.

    Raises:
        PlanError: the JSON does not have a plan's shape.
    """

    def __init__(self, plan: Mapping[str, Json]) -> None:
        self._made: Dict[str, Resource] = {}
        self._instances_made: Dict[Tuple[ModulePath, BlockName], Sequence[Resource]] = {}
        self._raw: Dict[Tuple[ModulePath, BlockName], List[Mapping[str, Json]]] = {}
        self._modules: Dict[ModulePath, Dict[str, List[InstanceKey]]] = {}
        self._by_type: Dict[Tuple[str, str], List[Tuple[ModulePath, BlockName]]] = {}
        self._changes: Dict[str, Mapping[str, Json]] = {}
        self._gone: List[Resource] = []
        try:
            self.root = _module_config(mapping_in(mapping_in(plan, "configuration"), "root_module"))
            changes = objects_in(plan, "resource_changes")
            forgotten = self._read_changes(changes)
            root = mapping_in(mapping_in(plan, "planned_values"), "root_module")
            self._read_values(root, (), (MANAGED, DATA), forgotten)
            prior = mapping_in(mapping_in(plan, "prior_state"), "values")
            read_at_apply = frozenset(resource.address for resource in self.of_mode(DATA))
            self._read_values(mapping_in(prior, "root_module"), (), (DATA,), read_at_apply)
            self._read_gone(changes)
        except AddressError as error:
            raise PlanError(str(error)) from error
        self.variables = {
            name: as_mapping(entry, name).get("value") for name, entry in mapping_in(plan, "variables").items()
        }
        self.incomplete_because = _LATER_PLAN if plan.get("complete") is False else ""
        """Why absence proves nothing; "" where it does."""
        self.unsettled: Mapping[str, str] = {}
        """In a plan drafted from sources: why an address stands for all instances of a block."""

    def instances(self, module: ModulePath, block: BlockName) -> Sequence[Resource]:
        """The instances of one block in one module instance; none under `count = 0`."""
        place = (module, block)
        if place not in self._instances_made:
            made = tuple(self._resource(raw, module, block) for raw in self._raw.get(place, ()))
            self._instances_made[place] = made
        return self._instances_made[place]

    def of_types(self, *types: str, mode: str = MANAGED) -> Iterator[Resource]:
        """Every instance of these resource (or data source) types, in all modules."""
        for type_name in types:
            for module, block in self._by_type.get((mode, type_name), ()):
                yield from self.instances(module, block)

    def module_keys(self, parent: ModulePath, call: str) -> Sequence[InstanceKey]:
        """The instance keys of a module call, as far as resources in them show."""
        return self._modules.get(parent, {}).get(call, ())

    def gone(self, *types: str) -> Iterator[Resource]:
        """What exists now and will not, or not as it is: deleted, replaced, updated, forgotten.

        The values are those in the state; a replaced or updated one is also among the
        instances, with the values it will have.
        """
        return (resource for resource in self._gone if resource.type in types)

    def config_of(self, module: ModulePath) -> Optional[ModuleConfig]:
        """The configuration of the module at this path, None where no call leads there."""
        config = self.root
        for step in module:
            call = config.calls.get(step.name)
            if call is None:
                return None
            config = call.module
        return config

    def of_mode(self, mode: str) -> Iterator[Resource]:
        """Every instance of every managed resource, or of every data source."""
        for (mode_of_type, type_name), _ in list(self._by_type.items()):
            if mode_of_type == mode:
                yield from self.of_types(type_name, mode=mode)

    def _read_values(
        self, raw: Mapping[str, Json], module: ModulePath, modes: Tuple[str, ...], without: FrozenSet[str]
    ) -> None:
        for resource in objects_in(raw, "resources"):
            block = BlockName(text_in(resource, "mode"), text_in(resource, "type"), text_in(resource, "name"))
            if block.mode not in modes or text_in(resource, "address") in without:
                continue
            place = (module, block)
            if place not in self._raw:
                self._raw[place] = []
                self._by_type.setdefault((block.mode, block.type), []).append(place)
            self._raw[place].append(resource)
        for child in objects_in(raw, "child_modules"):
            path = parse_module_path(text_in(child, "address"))
            if not path:
                raise PlanError("a child module without an address")
            keys = self._modules.setdefault(path[:-1], {}).setdefault(path[-1].name, [])
            if path[-1].key not in keys:
                keys.append(path[-1].key)
            self._read_values(child, path, modes, without)

    def _read_changes(self, changes: Sequence[Mapping[str, Json]]) -> FrozenSet[str]:
        forgotten = set()
        for entry in changes:
            if "deposed" in entry:  # what is left of an interrupted replacement: not the resource itself
                continue
            address = text_in(entry, "address")
            self._changes[address] = entry
            if "forget" in list_in(mapping_in(entry, "change"), "actions"):
                forgotten.add(address)
        return frozenset(forgotten)

    def _read_gone(self, changes: Sequence[Mapping[str, Json]]) -> None:
        for entry in changes:
            change = mapping_in(entry, "change")
            actions = list_in(change, "actions")
            if entry.get("mode") != MANAGED or actions in (["no-op"], ["create"], ["read"]) or "deposed" in entry:
                continue
            module = parse_module_path(str(entry.get("module_address") or ""))
            block = BlockName(MANAGED, text_in(entry, "type"), text_in(entry, "name"))
            before = mapping_in(change, "before")
            self._gone.append(Resource(text_in(entry, "address"), module, block, _key(entry), before, {}, before, None))

    def _resource(self, raw: Mapping[str, Json], module: ModulePath, block: BlockName) -> Resource:
        address = text_in(raw, "address")
        known = self._made.get(address)
        if known is None:
            change = mapping_in(self._changes.get(address, {}), "change")
            config = self.config_of(module)
            unknown = change.get("after_unknown")
            known = self._made[address] = Resource(
                address=address,
                module=module,
                block=block,
                key=_key(raw),
                values=mapping_in(raw, "values"),
                unknown=unknown if isinstance(unknown, dict) else {},
                before=mapping_in(change, "before") or None,
                config=config.blocks.get(block) if config else None,
                sensitive=mapping_in(raw, "sensitive_values"),
            )
        return known


def _key(raw: Mapping[str, Json]) -> InstanceKey:
    key = raw.get("index")
    if key is None or (isinstance(key, (int, str)) and not isinstance(key, bool)):
        return key
    raise PlanError("`index` should be a number or a string")


def _module_config(raw: Mapping[str, Json]) -> ModuleConfig:
    blocks = {}
    for block in objects_in(raw, "resources"):
        name = BlockName(text_in(block, "mode"), text_in(block, "type"), text_in(block, "name"))
        blocks[name] = BlockConfig(
            mapping_in(block, "expressions"), block.get("for_each_expression"), block.get("count_expression")
        )
    calls = {}
    for name_of_call, raw_call in mapping_in(raw, "module_calls").items():
        call = as_mapping(raw_call, "module_calls{}")
        calls[name_of_call] = CallConfig(
            mapping_in(call, "expressions"),
            call.get("for_each_expression"),
            call.get("count_expression"),
            _module_config(mapping_in(call, "module")),
        )
    outputs = {
        name: as_mapping(output, "outputs{}").get("expression") for name, output in mapping_in(raw, "outputs").items()
    }
    return ModuleConfig(blocks, calls, outputs, mapping_in(raw, "variables"))
