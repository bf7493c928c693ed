"""What Terraform sources say of a plan's attributes: their expressions, evaluated over the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, ClassVar, Dict, Mapping, Optional, Sequence, Tuple, Type

from ..evaluation.expression_evaluation import evaluate
from ..evaluation.symbolic_values import EvaluationError, LimitError, Unsettled, Value, is_scalar
from ..evaluation.type_constraints import STRING, convert, parse_type
from ..plan.json_shape import Json
from ..plan.plan_address import ModulePath
from ..plan.plan_index import BlockConfig, BlockName, ModuleConfig, Plan, Resource
from ..plan.planned_values import value_at
from ..source.body_expressions import expression_at
from ..source.expression_tree import Constant
from ..source.source_blocks import SourceAttribute, SourceBlock
from ..source.source_text import SourceError
from .plan_values import value_of_json, value_of_reached
from .reference_following import ReferenceLists, Scope
from .source_fit import same_references
from .source_modules import SourceModules
from .source_names import COUNT, FOR_EACH, SourceNames, keys_of
from .task_settling import MisfitError, Settling, Task

_COMPARED = (
    "availability_zone",
    "cidr_block",
    "from_port",
    "launch_type",
    "private_dns_enabled",
    "service_name",
    "to_port",
    "type",
    "vpc_endpoint_type",
)
"""Attributes that the provider takes as they are written, so that plan and sources must agree on them."""

_NOT_GIVEN = Unsettled("it is not given")


@dataclass(frozen=True)
class Evaluated:
    """What the sources say of an attribute.

    Attributes:
        trail: the references to what leaves it unsettled, else all that were followed.
        secret: it is made of something that the sources mark as sensitive.
    """

    value: Value
    trail: Tuple[str, ...]
    secret: bool = False


class SourceValues:
    """The values of one plan's expressions, by its sources.

    Args:
        names: what names mean; they are given the plan, its modules and the tasks.
    """

    def __init__(self, plan: Plan, modules: SourceModules, names: Type[SourceNames] = SourceNames) -> None:
        self._plan = plan
        self._lists = ReferenceLists(plan)
        self._settling = Settling()
        self._modules = modules
        self._answers: Dict[Task, Evaluated] = {}
        self._blocks_by_name: Dict[ModuleConfig, Dict[str, BlockName]] = {}
        self._names = names(plan, modules, self._settling)

    @property
    def dropped(self) -> int:
        """How many modules' sources were used until a misfit showed; each time, earlier answers may have changed."""
        return self._modules.dropped

    @property
    def drafted(self) -> bool:
        """The plan was drafted from these very sources."""
        return self._modules.drafted

    @property
    def unusable(self) -> Sequence[str]:
        """Why sources that were wanted are not used, a sentence each."""
        return self._modules.unusable

    def take_secrets(self) -> Sequence[Value]:
        """The values found since the last call that must not be shown."""
        taken, self._names.secrets[:] = tuple(self._names.secrets), ()
        return taken

    def why_unusable(self, module: ModulePath) -> str:
        """Why the sources of a module are not used, as part of a sentence; "" where they are."""
        return self._modules.why_unusable(module)

    def settle(self, task: Task) -> Value:
        """The value of a task.

        Raises:
            MisfitError: the sources do not fit the plan.
        """
        return self._settling.settle(task, self._compute)

    def is_secret(self, task: Task) -> bool:
        """Whether a settled task is made of something that the sources mark as sensitive."""
        return self._settling.is_secret(task)

    def attribute(self, resource: Resource, path: Tuple[str, ...]) -> Optional[Evaluated]:
        """What an attribute evaluates to; None where no sources of its module can be used."""
        wanted = Task("argument", resource.module, "", resource, path)
        if wanted in self._answers:
            return self._told(self._answers[wanted])
        while resource.config is not None and self._modules.source_of(resource.module) is not None:
            try:
                if not self.drafted:
                    self._compare_neighbours(resource)
                value = self.settle(wanted)
            except MisfitError as misfit:
                self._modules.drop(misfit.module, str(misfit))
                self._answers.clear()
                continue
            trail = tuple(self._settling.trail(wanted))
            found = self._answers[wanted] = Evaluated(value, trail, self.is_secret(wanted))
            return self._told(found)
        return None

    def _told(self, found: Evaluated) -> Evaluated:
        """An answer, with what it holds of secrets taken down each time: who asks may not have been told."""
        if found.secret:
            self._names.secrets.append(found.value)
        return found

    def _compare_neighbours(self, resource: Resource) -> None:
        """Hold attributes that the plan knows against the sources, so that stale sources are noticed."""
        for name in _COMPARED:
            if resource.config and name in resource.config.expressions and value_at(resource, (name,))[0]:
                self.settle(Task("argument", resource.module, "", resource, (name,)))

    def _compute(self, task: Task) -> Value:
        try:
            return self._COMPUTES[task.kind](self, task)
        except EvaluationError as error:
            aside = self.unusable[:1]  # of those modules a plan tells the members of a list, and not that it is one
            return Unsettled("; ".join([f"{task} cannot be evaluated: {error}", *aside]))
        except (LimitError, SourceError) as error:
            return Unsettled(f"{task} is not evaluated: {error}")

    def _variable(self, task: Task) -> Value:
        config = self._plan.config_of(task.module)
        if config is None or task.name not in config.variables:
            raise EvaluationError("it is not in the plan's configuration")
        given = self._given(task)
        source = self._modules.source_of(task.module)
        if source is None:
            default = config.variables[task.name]
            return value_of_json(default.get("default")) if given is _NOT_GIVEN else given
        attributes = source.variables[task.name].body.attributes
        names = self._names.standing_in(task.module)
        if _flag(attributes, "sensitive") and given is not _NOT_GIVEN:
            self._names.keep_secret(given)
        if given is _NOT_GIVEN or (given is None and not _flag(attributes, "nullable", unset=True)):
            if "default" not in attributes or (given is _NOT_GIVEN and not task.module):
                return Unsettled(f"{task} has no value")  # a plan lists those of root variables with the defaults
            given = evaluate(attributes["default"].expression, names)
        if "type" not in attributes:
            return given
        constraint = parse_type(attributes["type"].expression, lambda expression: evaluate(expression, names))
        return convert(given, constraint)

    def _given(self, task: Task) -> Value:
        """The value that a variable is given, before its type and default count."""
        if not task.module:
            values = self._plan.variables
            return value_of_json(values[task.name]) if task.name in values else _NOT_GIVEN
        parent, step = task.module[:-1], task.module[-1]
        config = self._plan.config_of(parent)
        call = config.calls.get(step.name) if config else None
        if config is None or call is None:
            raise EvaluationError(f"module.{step.name} is not called")
        planned = call.expressions.get(task.name)
        source = self._modules.source_of(parent)
        if source is None:
            if planned is None:
                return _NOT_GIVEN
            keys = frozenset(self._plan.module_keys(parent, step.name))
            reached = self._lists.expression(planned, Scope(parent, config, call, step.key, keys))
            return value_of_reached(reached, self.why_unusable(parent))
        written = source.calls[step.name].body.attributes.get(task.name)
        self._fit(parent, planned, written, "module.", step.name, ".", task.name)
        if written is None:
            return _NOT_GIVEN
        names = self._names.standing_in(parent, Task("calls", parent, step.name), step.key)
        return evaluate(written.expression, names)

    def _local(self, task: Task) -> Value:
        source = self._modules.source_of(task.module)
        local = source.local(task.name) if source else None
        if local is None:
            raise EvaluationError("it is not in the sources")
        return evaluate(local.expression, self._names.standing_in(task.module))

    def _output(self, task: Task) -> Value:
        config = self._plan.config_of(task.module)
        if config is None:
            raise EvaluationError("its module is not in the plan's configuration")
        planned = config.outputs[task.name]
        source = self._modules.source_of(task.module)
        if source is None:
            reached = self._lists.expression(planned, Scope(task.module, config))
            return value_of_reached(reached, self.why_unusable(task.module))
        attributes = source.outputs[task.name].body.attributes
        if "value" not in attributes:
            raise EvaluationError("it has no value")
        self._fit(task.module, planned, attributes["value"], "output.", task.name)
        value = evaluate(attributes["value"].expression, self._names.standing_in(task.module))
        if _flag(attributes, "sensitive"):
            self._names.keep_secret(value)
        return value

    def _calls(self, task: Task) -> Value:
        """What the `for_each` or `count` of a module call evaluates to."""
        source, config = self._modules.source_of(task.module), self._plan.config_of(task.module)
        if source is None or config is None:
            return Unsettled(self.why_unusable(task.module))
        return self._repetition(task, config.calls[task.name], source.calls[task.name])

    def _turns(self, task: Task) -> Value:
        """What the `for_each` or `count` of a resource or data block evaluates to; the plan has its instances."""
        source, config = self._modules.source_of(task.module), self._plan.config_of(task.module)
        if source is None or config is None:
            return Unsettled(self.why_unusable(task.module))
        block = self._block_named(task.name, config)
        value = self._repetition(task, config.blocks[block], source.blocks[block])
        keys = keys_of(value)
        whole = not self._plan.incomplete_because
        if keys is not None and whole and set(keys) != self._instance_keys(task.module, block):
            raise MisfitError(task.module, f"{block} has other instances in the plan than in the sources")
        return value

    def _block_named(self, name: str, config: ModuleConfig) -> BlockName:
        if config not in self._blocks_by_name:
            self._blocks_by_name[config] = {str(block): block for block in config.blocks}
        return self._blocks_by_name[config][name]

    def _instance_keys(self, module: ModulePath, block: BlockName) -> set[object]:
        return {instance.key for instance in self._plan.instances(module, block)}

    def _repetition(self, task: Task, planned: BlockConfig, written: SourceBlock) -> Value:
        attributes = written.body.attributes
        for name, expected in ((FOR_EACH, planned.for_each), (COUNT, planned.count)):
            self._fit(task.module, expected, attributes.get(name), task, ".", name)
        chosen = attributes.get(FOR_EACH) or attributes.get(COUNT)
        if chosen is None:
            raise EvaluationError("it has neither for_each nor count")
        value = evaluate(chosen.expression, self._names.standing_in(task.module))
        if self._settling.holds_secret:  # its keys would be shown in addresses
            raise EvaluationError("it is sensitive")
        return value

    def _argument(self, task: Task) -> Value:
        resource, source = task.resource, self._modules.source_of(task.module)
        if resource is None or resource.config is None:
            raise EvaluationError("its block is not in the plan's configuration")
        name, planned = task.path[0], resource.config.expressions.get(task.path[0])
        if source is None:
            reached = self._lists.attribute(resource, task.path)
            return value_of_reached(reached, self.why_unusable(task.module))
        body = source.blocks[resource.block].body
        expression = expression_at(body, task.path)
        if name in body.attributes or expression is None:
            self._fit(task.module, planned, body.attributes.get(name), resource.block, ".", name)
        if expression is None:
            return None
        turns = Task("turns", task.module, str(resource.block))
        value = evaluate(expression, self._names.standing_in(task.module, turns, resource.key))
        known, value_of_plan = value_at(resource, task.path)
        if known and name in _COMPARED and not _agree(value, value_of_plan):
            raise MisfitError(task.module, f"{task} has another value in the plan than in the sources")
        return value

    def _fit(self, module: ModulePath, planned: Json, written: Optional[SourceAttribute], *what: object) -> None:
        """Hold the references of an expression against those that the plan lists.

        Args:
            what: names the expression, in parts.

        Raises:
            MisfitError: they differ.
        """
        if not self._modules.drafted and not same_references(planned, written):
            name = "".join(map(str, what))
            raise MisfitError(module, f"{name} has other references in the plan than in the sources")

    _COMPUTES: ClassVar[Mapping[str, Callable[[SourceValues, Task], Value]]] = {
        "variable": _variable,
        "local": _local,
        "output": _output,
        "turns": _turns,
        "calls": _calls,
        "argument": _argument,
    }


def _flag(attributes: Mapping[str, SourceAttribute], name: str, *, unset: bool = False) -> bool:
    found = attributes[name].expression if name in attributes else None
    return found.value is True if isinstance(found, Constant) else unset


def _agree(value: Value, planned: Json) -> bool:
    """Whether a value of the sources can be the plan's; the provider may convert it."""
    if value is None or not is_scalar(value) or planned is None or isinstance(planned, (dict, list)):
        return True
    return convert(value, STRING) == convert(value_of_json(planned), STRING)
