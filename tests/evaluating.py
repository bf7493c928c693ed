"""Evaluating the text of an expression, with names that a test gives."""

from __future__ import annotations

from typing import Mapping, Union

from ecr_privatelink.evaluation.expression_evaluation import evaluate as evaluate_tree
from ecr_privatelink.evaluation.resource_symbols import Symbol
from ecr_privatelink.evaluation.symbolic_values import EvaluationError, LimitError, ModuleValue, Unsettled, Value
from ecr_privatelink.plan.plan_index import MANAGED, BlockName, Resource
from ecr_privatelink.source.expression_parsing import parse_expression

__all__ = ["GivenNames", "evaluate", "evaluate_tree", "new_id", "new_resource"]

_MOST_STEPS = 200_000


def new_resource(address: str) -> Resource:
    """A managed resource that does not exist yet: `aws_subnet.a`."""
    kind, _, name = address.partition(".")
    return Resource(address, (), BlockName(MANAGED, kind, name), None, {}, {"id": True}, None, None)


def new_id(address: str) -> Symbol:
    """The id of a resource that does not exist yet."""
    return Symbol(new_resource(address), ("id",))


class GivenNames:
    """Names by their text, `var.x`, `aws_vpc.v` or `file x.yaml`; every attribute of a resource waits for the apply."""

    def __init__(self, values: Mapping[str, Value]) -> None:
        self._values = values
        self._steps = 0
        self.secrets: list[Value] = []

    def named(self, kind: str, name: str) -> Value:
        return self._value(f"{kind}.{name}")

    def block(self, block: BlockName) -> Value:
        return self._value(str(block))

    def _value(self, name: str) -> Value:
        if name not in self._values:
            raise EvaluationError(f"{name} is not given")
        return self._values[name]

    def attribute_of(self, whole: Union[Symbol, ModuleValue], name: str) -> Value:
        assert isinstance(whole, Symbol)
        return Symbol(whole.resource, (name,))

    def opened(self, module: ModuleValue) -> Value:
        raise EvaluationError(f"{module} has no outputs here")

    def file_text(self, path: str) -> Value:
        return self._values.get(f"file {path}", Unsettled(f"{path} is not here"))

    def take_step(self) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise LimitError("too many steps")

    holds_secret = False

    def keep_secret(self, value: Value) -> None:
        self.secrets.append(value)


def evaluate(text: str, names: Mapping[str, Value] = {}) -> Value:
    """The value of an expression's text."""
    return evaluate_tree(parse_expression(text), GivenNames(names))
