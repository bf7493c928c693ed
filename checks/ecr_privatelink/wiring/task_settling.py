"""Settling tasks that need one another, each once.

A task that asks for another waits for it within its own evaluation, a few tasks deep. Below
that it is put aside until the other is settled, and then starts anew: a chain of references may
be as long as it likes, and a circle is seen.
"""

from __future__ import annotations

from typing import Callable, Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

from ..evaluation.symbolic_values import LimitError, Unsettled, Value, unsettled_reasons
from ..plan.plan_address import ModulePath
from ..plan.plan_index import Resource
from .reference_following import place_of_module

_MOST_STEPS = 200_000
_MOST_STEPS_OF_A_PLAN = 2_000_000
"""Each takes some microseconds; public stacks of a hundred resources take up to 10,000, and 40,000 without a plan."""
_MOST_WITHIN = 8
"""Tasks within each other: each takes some dozen levels of Python's stack, of which there are a thousand."""
_UNTOLD = frozenset({"turns", "calls"})
"""Kinds of tasks that a trail leaves out: what they lead to is told."""


class Task(NamedTuple):
    """Something to evaluate.

    Attributes:
        kind: `variable`, `local` or `output`; `turns`, the `for_each` or `count` of the block
            `name`, `calls`, that of the module call `name`; `argument` of a resource.
    """

    kind: str
    module: ModulePath
    name: str
    resource: Optional[Resource] = None
    path: Tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.resource is not None:
            return ".".join((self.resource.address, *self.path))
        prefix = {"variable": "var.", "local": "local.", "calls": "module."}.get(self.kind, "")
        return f"{place_of_module(self.module)}{prefix}{self.name}"


class MisfitError(Exception):
    """A module's sources are not what the plan was made from.

    Attributes:
        module: the module whose sources they are.
    """

    def __init__(self, module: ModulePath, reason: str) -> None:
        super().__init__(reason)
        self.module = module


class _NeededError(Exception):
    """A task needs another one first."""

    def __init__(self, task: Task) -> None:
        super().__init__(task)
        self.task = task


def _idle(task: Task) -> Value:
    raise AssertionError(f"{task} is asked for while nothing is settled")


class Settling:
    """The tasks of one plan.

    Attributes:
        holds_secret: what is being settled has asked for something that must not be shown, so that it may hold a
            part of it.
    """

    def __init__(self) -> None:
        self._compute: Callable[[Task], Value] = _idle
        self._settled: Dict[Task, Value] = {}
        self._asked: Dict[Task, Tuple[Task, ...]] = {}
        self._asking: List[Task] = []
        self._waiting: List[Task] = []
        self._within: List[Task] = []
        self._secret: Set[Task] = set()
        self.holds_secret = False
        self._names: Dict[Task, str] = {}
        self._steps = 0
        self._steps_of_plan = 0

    def settle(self, wanted: Task, compute: Callable[[Task], Value]) -> Value:
        """The value of a task, with all that it needs settled before it.

        Args:
            compute: gives a task's value, asking for others by `get`.

        Raises:
            MisfitError: the sources do not fit; nothing that was settled counts any more.
        """
        self._compute = compute
        try:
            return self._settle(wanted)
        finally:
            self._compute = _idle  # what computes holds this: the two would wait for the collector together

    def _settle(self, wanted: Task) -> Value:
        waiting = self._waiting = [wanted]
        while waiting:
            task = waiting[-1]
            if task in self._settled:
                waiting.pop()
                continue
            self._asking, self._steps, self.holds_secret = [], 0, False
            try:
                self._keep(task, self._compute(task))
            except _NeededError as needed:
                if needed.task in waiting:
                    self._settled[needed.task] = Unsettled(f"{needed.task} refers to itself")
                waiting.append(needed.task)
            except RecursionError:
                self._keep(task, Unsettled(f"{task} is not evaluated: it is nested too deeply"))
            except MisfitError:
                self._settled.clear()
                self._asked.clear()
                self._secret.clear()
                raise
        return self._settled[wanted]

    def get(self, task: Task) -> Value:
        """The value of a task that the one being settled needs."""
        self._asking.append(task)
        if task not in self._settled:
            if len(self._within) == _MOST_WITHIN or task in self._within or task in self._waiting:
                raise _NeededError(task)
            self._settle_within(task)
        self.holds_secret = self.holds_secret or task in self._secret
        return self._settled[task]

    def _settle_within(self, task: Task) -> None:
        """Settle a task while another is being evaluated."""
        before = (self._asking, self._steps, self.holds_secret)
        self._asking, self._steps, self.holds_secret = [], 0, False
        self._within.append(task)
        try:
            self._keep(task, self._compute(task))
        except RecursionError as error:
            raise _NeededError(task) from error  # on its own it may not be too deep
        finally:
            self._within.pop()
            self._asking, self._steps, self.holds_secret = before

    def _keep(self, task: Task, value: Value) -> None:
        self._settled[task] = value
        self._asked[task] = tuple(dict.fromkeys(self._asking))
        if self.holds_secret:
            self._secret.add(task)

    def is_secret(self, task: Task) -> bool:
        """Whether a settled task is made of something that must not be shown."""
        return task in self._secret

    def take_step(self) -> None:
        """Count a step of the evaluation.

        Raises:
            LimitError: there were too many.
        """
        self._steps += 1
        self._steps_of_plan += 1
        if self._steps > _MOST_STEPS or self._steps_of_plan > _MOST_STEPS_OF_A_PLAN:
            raise LimitError("it takes more steps than it may")

    def _name_of(self, task: Task) -> str:
        name = self._names.get(task)
        if name is None:
            name = self._names[task] = str(task)
        return name

    def trail(self, task: Task) -> Iterator[str]:
        """From a settled task to the one that leaves it unsettled; else through all that it asked for."""
        because = next(unsettled_reasons(self._settled[task]), None)
        seen: Set[Task] = {task}
        waiting = [task]
        while waiting:
            following = waiting.pop()
            if following.kind not in _UNTOLD:
                yield self._name_of(following)
            asked = [other for other in self._asked.get(following, ()) if other not in seen]
            if because is not None:
                asked = [other for other in asked if because in unsettled_reasons(self._settled[other])][:1]
            seen.update(asked)
            waiting.extend(reversed(asked))
