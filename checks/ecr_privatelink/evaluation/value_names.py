"""What an evaluation asks of the place that an expression stands in."""

from __future__ import annotations

from typing import Protocol, Union

from ..plan.plan_index import BlockName
from .resource_symbols import Symbol
from .symbolic_values import EvaluationError, LimitError, ModuleValue, OneOf, Unsettled, Value

_MOST_STEPS = 1_000_000


class Names(Protocol):
    """What names mean where an expression stands.

    Attributes:
        holds_secret: the expression has named something that must not be shown.
    """

    holds_secret: bool

    def named(self, kind: str, name: str) -> Value:
        """The value of `var.x`, `local.x`, `each.key`, `count.index`, `module.m`, `path.root` and their like."""

    def block(self, block: BlockName) -> Value:
        """A whole resource or data block: one symbol, or a tuple or object of its instances."""

    def attribute_of(self, whole: Union[Symbol, ModuleValue], name: str) -> Value:
        """An attribute of a resource instance, or an output of a module instance."""

    def opened(self, module: ModuleValue) -> Value:
        """A module instance as an object of all its outputs."""

    def file_text(self, path: str) -> Value:
        """What `file` gives for a path; unsettled where the file is not read."""

    def take_step(self) -> None:
        """Count one step of the evaluation.

        Raises:
            LimitError: it was one too many.
        """

    def keep_secret(self, value: Value) -> None:
        """Note a value that must not be shown."""


class Doubts:
    """How often an evaluation has met something that Terraform may yet refuse at the apply; `try` has to mind."""

    def __init__(self) -> None:
        self.count = 0

    def about(self, value: Value) -> Value:
        """The value, which Terraform may refuse to make."""
        self.count += 1
        return value

    def about_nothing(self) -> None:
        """Nothing, where Terraform may refuse."""
        self.count += 1

    def unless_settled(self, value: Value) -> Value:
        """The value; in doubt where it may be anything."""
        if isinstance(value, OneOf):
            return self.about(value) if any(isinstance(option, Unsettled) for option in value.options) else value
        return self.about(value) if isinstance(value, Unsettled) else value


class NoNames:
    """Where no reference may stand: the values in variable files."""

    def __init__(self) -> None:
        self._steps = 0

    def named(self, kind: str, name: str) -> Value:
        """Refuse a reference."""
        raise EvaluationError(f"{kind}.{name} cannot stand here")

    def block(self, block: BlockName) -> Value:
        """Refuse a reference."""
        raise EvaluationError(f"{block} cannot stand here")

    def attribute_of(self, whole: Union[Symbol, ModuleValue], name: str) -> Value:
        """Refuse a reference."""
        raise EvaluationError(f"{whole}.{name} cannot stand here")

    def opened(self, module: ModuleValue) -> Value:
        """Refuse a reference."""
        raise EvaluationError(f"{module} cannot stand here")

    def file_text(self, path: str) -> Value:  # noqa: ARG002 - as the others have it
        """Refuse a call, as Terraform does."""
        raise EvaluationError("file() cannot stand here")

    def take_step(self) -> None:
        """Count a step.

        Raises:
            LimitError: there were too many.
        """
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise LimitError("it takes more steps than it may")

    holds_secret = False

    def keep_secret(self, value: Value) -> None:
        """Nothing in a variable file is marked."""
