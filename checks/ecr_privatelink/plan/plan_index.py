"""The plan by address: resources as they will be, their configuration, what goes, what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from operator import itemgetter
from typing import (
    AbstractSet,
    Callable,
    Dict,
    FrozenSet,
    Iterator,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Sequence,
    Set,
    Tuple,
)

from .json_shape import Json, PlanError, as_mapping, has_key, list_in, mapping_in, objects_in, text_in
from .open_reasons import NOT_COMPLETE
from .plan_address import AddressError, InstanceKey, ModulePath, parse_module_path

MANAGED = "managed"
DATA = "data"
_NAMES = itemgetter("mode", "type", "name")

_STAYS_AS_IT_IS = (["create"], ["no-op"], ["read"])
_DELETE = "delete"
_FORGET = "forget"
_GONE = ([_DELETE], [_FORGET])
"""Actions after which there is no such resource: in a replacement, something is made beside them."""

_ACCOUNT_SETTINGS = (
    "access_key",
    "assume_role",
    "assume_role_with_web_identity",
    "profile",
    "shared_config_files",
    "shared_credentials_files",
)
"""What decides on the account of an AWS provider. Source: documentation of hashicorp/aws 5.100."""

_LATER_PLAN = f"{NOT_COMPLETE} (it was made with -target, or a later plan must follow)"


_Names = Tuple[str, str, str]
"""Mode, type and name: what a `BlockName` holds."""


class BlockName(NamedTuple):
    """A resource or data block within its module: `aws_subnet.a`, `data.aws_vpc.v`."""

    mode: str
    type: str
    name: str

    def __str__(self) -> str:
        prefix = "data." if self.mode == DATA else ""
        return f"{prefix}{self.type}.{self.name}"


@dataclass(eq=False)  # not frozen, as neither are resources: there are many, and each frozen field costs time
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
    sensitive_outputs: Sequence[str] = ()


@dataclass(eq=False)
class CallConfig(BlockConfig):
    """A `module` block: the expressions are the module's inputs."""

    module: ModuleConfig = field(default_factory=lambda: ModuleConfig({}, {}, {}, {}))


@dataclass(eq=False)
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


class _Ends(NamedTuple):
    """What the changes make of resources, by address.

    Attributes:
        stays: will be there.
        forgotten: will be there, and no longer be managed.
        deposed: an object that another has taken the place of goes.
    """

    stays: Set[str]
    forgotten: Dict[str, Resource]
    deposed: Set[str]


class Plan:
    """A plan, indexed once; resources are made when they are asked for.

    Raises:
        PlanError: the JSON does not have a plan's shape.
    """

    def __init__(self, plan: Mapping[str, Json]) -> None:
        self._instances_made: Dict[ModulePath, Dict[_Names, Sequence[Resource]]] = {}
        self._of_type_made: Dict[Tuple[str, str], Sequence[Resource]] = {}
        self._raw: Dict[ModulePath, Dict[_Names, List[Mapping[str, Json]]]] = {}
        self._modules: Dict[ModulePath, Dict[str, Dict[InstanceKey, None]]] = {}
        self._by_type: Dict[Tuple[str, str], List[Tuple[ModulePath, _Names]]] = {}
        self._changes: Dict[str, Mapping[str, Json]] = {}
        self._gone: Dict[str, List[Resource]] = {}
        self._destroyed: Set[Resource] = set()
        self._gone_by_value: Dict[Tuple[str, str], Dict[str, List[Resource]]] = {}
        try:
            configuration = mapping_in(plan, "configuration")
            self.root = _module_config(mapping_in(configuration, "root_module"))
            providers = _aws_providers(configuration)
            self.several_accounts = _has_several_accounts(providers)
            """Its AWS providers are, or may be, for more than one account."""
            self.one_region = len(providers) == 1
            """All of it is in one region of one account; False where that is not known."""
            ends = self._read_changes(objects_in(plan, "resource_changes"))
            root = mapping_in(mapping_in(plan, "planned_values"), "root_module")
            self._read_values(root, (), (MANAGED, DATA), ends.forgotten.keys())
            self._check_whole(ends.stays)
            prior = mapping_in(mapping_in(plan, "prior_state"), "values")
            read_at_apply = self._addresses(DATA)
            self._read_values(mapping_in(prior, "root_module"), (), (DATA,), read_at_apply)
            exists = _managed_in(mapping_in(prior, "root_module"))
            left_out = exists.keys() - (self._changes.keys() | ends.deposed)
        except AddressError as error:
            raise PlanError(str(error)) from error
        self.variables = {
            name: as_mapping(entry, name).get("value") for name, entry in mapping_in(plan, "variables").items()
        }
        if not self._changes and (left_out or (_goes_on(plan) and _has_some(self.root))):
            raise PlanError("it plans no resource, as one made with -refresh-only, so it does not tell what will be")
        self.incomplete_because = _LATER_PLAN if left_out or plan.get("complete") is False else ""
        """Why absence proves nothing; "" where it does."""
        self.left_out: Dict[str, str] = {}
        """What an incomplete plan does without: by type, a resource that exists or that the configuration makes."""
        if self.incomplete_because:
            unplanned = [*self._not_planned(), *((exists[address], address) for address in left_out)]
            self.left_out.update(sorted(unplanned, reverse=True))  # of each type the first by address
        self.forgotten: Sequence[Resource] = list(ends.forgotten.values())
        """What the plan manages no longer, and AWS keeps; the values are those in the state."""
        self.unsettled: Mapping[str, str] = {}
        """In a plan drafted from sources: why an address stands for all instances of a block."""

    def instances(self, module: ModulePath, block: BlockName) -> Sequence[Resource]:
        """The instances of one block in one module instance; none under `count = 0`."""
        return self._instances_of(module, block)

    def of_types(self, *types: str, mode: str = MANAGED) -> Sequence[Resource]:
        """Every instance of these resource (or data source) types, in all modules."""
        if len(types) == 1:
            return self._of_type(types[0], mode)
        return [resource for type_name in types for resource in self._of_type(type_name, mode)]

    def _of_type(self, type_name: str, mode: str) -> Sequence[Resource]:
        found = self._of_type_made.get((mode, type_name))
        if found is None:
            places = self._by_type.get((mode, type_name), ())
            found = tuple(resource for module, block in places for resource in self._instances_of(module, block))
            self._of_type_made[mode, type_name] = found
        return found

    def _instances_of(self, module: ModulePath, names: _Names) -> Sequence[Resource]:
        of_module = self._instances_made.get(module)
        if of_module is None:
            of_module = self._instances_made[module] = {}
        found = of_module.get(names)
        if found is None:
            raw = self._raw.get(module, {}).get(names, ())
            block, config = BlockName._make(names), self.config_of(module)
            written = config.blocks.get(block) if config else None
            found = of_module[names] = tuple(self._resource(each, module, block, written) for each in raw)
        return found

    def module_keys(self, parent: ModulePath, call: str) -> Sequence[InstanceKey]:
        """The instance keys of a module call, as far as resources in them show."""
        return list(self._modules.get(parent, {}).get(call, ()))

    def gone(self, *types: str) -> Iterator[Resource]:
        """What exists now and will not, or not as it is: deleted, replaced, updated; what is forgotten stays.

        The values are those in the state; a replaced or updated one is also among the
        instances, with the values it will have, and so is what took the place of a deposed one.
        """
        return (resource for type_name in types for resource in self._gone.get(type_name, ()))

    def gone_naming(self, type_name: str, attribute: str, identity: Optional[str]) -> Sequence[Resource]:
        """What of a type is `gone` and names a thing by its id."""
        place = (type_name, attribute)
        if place not in self._gone_by_value:
            by_value: Dict[str, List[Resource]] = {}
            for resource in self._gone.get(type_name, ()):
                by_value.setdefault(str(resource.values.get(attribute)), []).append(resource)
            self._gone_by_value[place] = by_value
        return self._gone_by_value[place].get(identity, ()) if identity is not None else ()

    def destroyed(self, *types: str) -> Iterator[Resource]:
        """What exists now and will not: deleted or replaced; the values are those in the state."""
        return (resource for resource in self.gone(*types) if self.destroys(resource))

    def destroys(self, gone: Resource) -> bool:
        """Whether what is `gone` will not exist at all."""
        return gone in self._destroyed

    def config_of(self, module: ModulePath) -> Optional[ModuleConfig]:
        """The configuration of the module at this path, None where no call leads there."""
        config = self.root
        for step in module:
            call = config.calls.get(step.name)
            if call is None:
                return None
            config = call.module
        return config

    def naming(self, attributes: FrozenSet[str], without: Callable[[str], bool]) -> Iterator[Resource]:
        """The managed resources that have an attribute of one of these names, in themselves or in a nested block.

        Args:
            without: of which types none has.
        """
        types = frozenset(name for mode, name in self._by_type if mode == MANAGED and not without(name))
        for module, blocks in self._raw.items():
            config = self.config_of(module)
            for names, instances in blocks.items():
                if names[1] not in types or names[0] != MANAGED:
                    continue
                block = config.blocks.get(BlockName._make(names)) if config else None
                written = block is not None and has_key(block.expressions, attributes)
                for position, raw in enumerate(instances):
                    unknown = self._changes.get(raw["address"], {}).get("after_unknown")
                    if written or has_key(raw.get("values"), attributes) or has_key(unknown, attributes):
                        yield self._instances_of(module, names)[position]

    def _not_planned(self) -> Iterator[Tuple[str, str]]:
        """Type and address of each block of the configuration of which not every instance need be in the plan."""
        planned = {(tuple(step.name for step in path), names) for path, blocks in self._raw.items() for names in blocks}
        waiting: List[Tuple[Tuple[str, ...], ModuleConfig, bool]] = [((), self.root, False)]
        while waiting:
            path, config, repeated = waiting.pop()
            for block, written in config.blocks.items():
                if block.mode == MANAGED and (repeated or _is_repeated(written) or (path, block) not in planned):
                    yield block.type, "".join(f"module.{name}." for name in path) + str(block)
            calls = config.calls.items()
            waiting += [((*path, name), call.module, repeated or _is_repeated(call)) for name, call in calls]

    def _read_values(
        self, raw: Mapping[str, Json], module: ModulePath, modes: Tuple[str, ...], without: AbstractSet[str]
    ) -> None:
        here = self._raw.setdefault(module, {})
        for resource in list_in(raw, "resources"):
            names = _named(resource)
            if names[0] not in modes or text_in(resource, "address") in without:
                continue
            found = here.get(names)
            if found is None:
                here[names] = [resource]
                self._by_type.setdefault(names[:2], []).append((module, names))
            else:
                found.append(resource)
        for child in objects_in(raw, "child_modules"):
            path = parse_module_path(text_in(child, "address"))
            if not path:
                raise PlanError("a child module without an address")
            self._modules.setdefault(path[:-1], {}).setdefault(path[-1].name, {})[path[-1].key] = None
            self._read_values(child, path, modes, without)

    def _read_changes(self, changes: Sequence[Mapping[str, Json]]) -> _Ends:
        """Take in the changes by address, and how each resource ends."""
        ends = _Ends(set(), {}, set())
        for entry in changes:
            change = mapping_in(entry, "change")
            actions = list_in(change, "actions")
            address = text_in(entry, "address")
            managed = text_in(entry, "mode") == MANAGED
            if "deposed" in entry:  # what is left of an interrupted replacement: not the resource itself
                ends.deposed.add(address)
                if managed and _DELETE in actions:
                    self._end(entry, change, actions)
                continue
            self._changes[address] = change
            if managed and actions not in _GONE:
                ends.stays.add(address)
            if actions in _STAYS_AS_IT_IS:
                continue
            if not actions:
                raise PlanError(f"{address!r} has no `actions` in `resource_changes`")
            if actions == [_FORGET]:
                ends.forgotten[address] = _gone(entry, change)
            if managed and _FORGET not in actions:
                self._end(entry, change, actions)
        return ends

    def _end(self, entry: Mapping[str, Json], change: Mapping[str, Json], actions: Sequence[Json]) -> None:
        former = _gone(entry, change)
        self._gone.setdefault(former.type, []).append(former)
        if _DELETE in actions:
            self._destroyed.add(former)

    def _check_whole(self, stays: AbstractSet[str]) -> None:
        """Hold planned values and changes against each other: Terraform writes the ones from the others.

        Raises:
            PlanError: a resource is missing from one of them, so that others may be missing from both.
        """
        planned = self._addresses(MANAGED) | self._addresses(DATA)
        if not planned <= self._changes.keys():
            address = min(planned - self._changes.keys())
            raise PlanError(f"`resource_changes` does not have {address!r}, which `planned_values` has")
        if not stays <= planned:
            raise PlanError(f"`planned_values` does not have {min(stays - planned)!r}, which `resource_changes` has")

    def _addresses(self, mode: str) -> FrozenSet[str]:
        return frozenset(
            raw["address"]
            for blocks in self._raw.values()
            for names, instances in blocks.items()
            if names[0] == mode
            for raw in instances
        )

    def _resource(
        self, raw: Mapping[str, Json], module: ModulePath, block: BlockName, config: Optional[BlockConfig]
    ) -> Resource:
        address = raw["address"]
        change = self._changes.get(address, {})
        if change.get("after") and not raw.get("values"):
            raise PlanError(f"{address!r} has no `values`")
        if change and not isinstance(change.get("after_unknown"), dict):
            raise PlanError(f"{address!r} has no `after_unknown`")
        return Resource(
            address=address,
            module=module,
            block=block,
            key=_key(raw),
            values=mapping_in(raw, "values"),
            unknown=mapping_in(change, "after_unknown"),
            before=mapping_in(change, "before") or None,
            config=config,
            sensitive=mapping_in(raw, "sensitive_values"),
        )


def _goes_on(plan: Mapping[str, Json]) -> bool:
    """The plan is whole, and may be applied: to destroy what is not there may not."""
    return plan.get("complete") is not False and plan.get("applyable") is not False


def _aws_providers(configuration: Mapping[str, Json]) -> Sequence[Mapping[str, Json]]:
    """The expressions of each configuration of an AWS provider."""
    configs = [as_mapping(each, "provider_config{}") for each in mapping_in(configuration, "provider_config").values()]
    return [mapping_in(config, "expressions") for config in configs if config.get("name") == "aws"]


def _has_several_accounts(providers: Sequence[Mapping[str, Json]]) -> bool:
    """They are, or may be, for more than one account."""
    accounts = [{name: written[name] for name in _ACCOUNT_SETTINGS if name in written} for written in providers]
    return any(account != accounts[0] for account in accounts)


def _is_repeated(block: BlockConfig) -> bool:
    return block.for_each is not None or block.count is not None


def _has_some(config: ModuleConfig) -> bool:
    """A block of the configuration makes a resource in any case."""
    return any(block.mode == MANAGED and not _is_repeated(written) for block, written in config.blocks.items())


def _managed_in(module: Mapping[str, Json]) -> Dict[str, str]:
    """The managed resources in the values of a module, and in those of its modules: types by address."""
    found: Dict[str, str] = {}
    waiting = [module]
    while waiting:
        raw = waiting.pop()
        managed = [each for each in objects_in(raw, "resources") if each.get("mode") == MANAGED]
        found.update((text_in(each, "address"), text_in(each, "type")) for each in managed)
        waiting += objects_in(raw, "child_modules")
    return found


def _key(raw: Mapping[str, Json]) -> InstanceKey:
    key = raw.get("index")
    if key is None or (isinstance(key, (int, str)) and not isinstance(key, bool)):
        return key
    raise PlanError("`index` should be a number or a string")


def _named(raw: Json) -> _Names:
    """The names of a resource's or block's object.

    Raises:
        PlanError: one of them is missing, or no string.
    """
    try:
        names: _Names = _NAMES(raw)
        "".join(names)  # fails on what is no string, in a tenth of the time of a look at each
    except (KeyError, TypeError):
        resource = as_mapping(raw, "resources[]")
        return text_in(resource, "mode"), text_in(resource, "type"), text_in(resource, "name")
    return names


def _gone(entry: Mapping[str, Json], change: Mapping[str, Json]) -> Resource:
    module = parse_module_path(str(entry.get("module_address") or ""))
    block = BlockName(MANAGED, text_in(entry, "type"), text_in(entry, "name"))
    before = mapping_in(change, "before")
    return Resource(text_in(entry, "address"), module, block, _key(entry), before, {}, before, None)


def _expressions_in(raw: Mapping[str, Json]) -> Mapping[str, Json]:
    found = mapping_in(raw, "expressions")
    for name, expression in found.items():
        if not isinstance(expression, (dict, list)):
            raise PlanError(f"the expression of `{name}` is neither an object nor an array")
    return found


def _repetition_in(raw: Mapping[str, Json], key: str) -> Json:
    return as_mapping(raw[key], key) if key in raw else None


def _module_config(raw: Mapping[str, Json]) -> ModuleConfig:
    calls = {}
    for name_of_call, raw_call in mapping_in(raw, "module_calls").items():
        call = as_mapping(raw_call, "module_calls{}")
        calls[name_of_call] = CallConfig(
            _expressions_in(call),
            _repetition_in(call, "for_each_expression"),
            _repetition_in(call, "count_expression"),
            _module_config(mapping_in(call, "module")),
        )
    declared = {name: as_mapping(output, "outputs{}") for name, output in mapping_in(raw, "outputs").items()}
    outputs = {name: output.get("expression") for name, output in declared.items()}
    sensitive = tuple(name for name, output in declared.items() if output.get("sensitive") is True)
    blocks = {}
    for block in list_in(raw, "resources"):
        names = BlockName._make(_named(block))
        blocks[names] = BlockConfig(
            _expressions_in(block),
            _repetition_in(block, "for_each_expression"),
            _repetition_in(block, "count_expression"),
        )
    return ModuleConfig(blocks, calls, outputs, mapping_in(raw, "variables"), sensitive)
