"""What an expression refers to, as a plan's `references` tell it."""

from __future__ import annotations

from typing import FrozenSet, Iterator, List, Optional, Set, Tuple, Union, get_args

from ..plan.plan_address import Index, Path, Step
from .expression_tree import Attribute, Constant, Element, Expression, For, Name, TemplateFor

_NODES = get_args(Expression)
_Scoped = Tuple[Expression, FrozenSet[str]]
"""A part of an expression, with the variables of the `for`s that it stands in."""


def references_of(expression: Expression) -> FrozenSet[Path]:
    """The references in an expression, each as far as its steps are constant.

    `aws_subnet.a[each.key].id` has two: `aws_subnet.a` and `each.key`. The variables of a `for` are none.
    """
    found: Set[Path] = set()
    waiting: List[_Scoped] = [(expression, frozenset())]
    while waiting:
        part, variables = waiting.pop()
        source, steps = _constant_steps(part)
        if not isinstance(source, Name):
            waiting.extend(_scoped_parts(source, variables))
        elif source.name not in variables:
            found.add((source.name, *steps))
    return frozenset(found)


def parts_of(expression: Expression) -> Iterator[Expression]:
    """The expressions that an expression is directly made of."""
    for value in vars(expression).values():
        for member in value if isinstance(value, tuple) else (value,):
            for part in member if isinstance(member, tuple) else (member,):
                if isinstance(part, _NODES):
                    yield part


def _constant_steps(expression: Expression) -> Tuple[Expression, Path]:
    """Where a chain of names and constant indexes starts, and its steps from there."""
    steps: List[Step] = []
    while isinstance(expression, (Attribute, Element)):
        step = _step(expression)
        if step is None:
            break
        steps.append(step)
        expression = expression.source
    return expression, tuple(reversed(steps))


def _step(expression: Union[Attribute, Element]) -> Optional[Step]:
    if isinstance(expression, Attribute):
        return expression.name
    key = expression.key.value if isinstance(expression.key, Constant) else None
    return Index(key) if isinstance(key, (int, str)) and not isinstance(key, bool) else None


def _scoped_parts(expression: Expression, variables: FrozenSet[str]) -> Iterator[_Scoped]:
    """The direct parts; of a `for`, all but the collection stand in its scope."""
    own: FrozenSet[str] = frozenset()
    if isinstance(expression, (For, TemplateFor)):
        own = frozenset(name for name in (expression.key, expression.value) if name is not None)
    for part in parts_of(expression):
        outside = isinstance(expression, (For, TemplateFor)) and part is expression.collection
        yield part, variables if outside else variables | own
