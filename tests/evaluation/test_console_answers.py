"""The evaluator gives what terraform console gave, expression by expression."""

from __future__ import annotations

import json
import re
import shutil
from fractions import Fraction
from typing import Any, Dict, List, NamedTuple, Tuple

import pytest
from console_answers import FOLDER, kept_answers, questions, terraform_answers, topics
from ecr_privatelink.evaluation.number_text import is_short, number_text
from ecr_privatelink.evaluation.symbolic_values import (
    EvaluationError,
    LimitError,
    ListValue,
    MapValue,
    SetValue,
    Value,
    is_known,
)
from ecr_privatelink.source.expression_tree import ExpressionError
from evaluating import evaluate

REFUSED = "Terraform refuses it"
OTHERWISE = {
    "tostring(-0)": "-0 and 0 are one number here",
    "tostring(0 * -1)": "-0 and 0 are one number here",
}


Type = Tuple[str, List[Any]]
"""A kind, and the types in it: of members, or of attributes by name in order."""


class Question(NamedTuple):
    """An expression, and what Terraform said of it."""

    topic: str
    expression: str
    answer: str


def asked() -> List[Question]:
    """Every expression of every topic."""
    return [
        Question(topic, expression, answer)
        for topic in topics()
        for expression, answer in zip(questions(topic), kept_answers(topic))
        if expression.strip()
    ]


def left_open(topic: str) -> List[str]:
    """The expressions whose value the evaluator leaves open."""
    file = FOLDER / f"{topic}.unsettled.txt"
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


ASKED = asked()
LEFT_OPEN = {(topic, line) for topic in topics() for line in left_open(topic)}


def given_by(expression: str) -> Value:
    """What the evaluator gives, or that it refuses."""
    try:
        value: Value = evaluate(expression)
    except EvaluationError:
        return REFUSED
    return value


def is_open(expression: str) -> bool:
    """The evaluator leaves a value, or a part of it, open."""
    try:
        value = evaluate(expression)
    except EvaluationError:
        return False
    except (LimitError, ExpressionError):
        return True
    return not is_known(value)


def fits(value: Any, expected: Any, type_: Type) -> bool:
    """Whether a value is what Terraform gave, in Terraform's type."""
    kind, inner = type_
    if expected is None or kind == "dynamic":
        return value is None and expected is None
    if kind == "set":
        return isinstance(value, SetValue) and _same_members(value.members, expected, inner[0])
    if kind in ("list", "tuple"):
        return isinstance(value, ListValue) and _same_list(value, expected, type_)
    if kind in ("map", "object"):
        return isinstance(value, MapValue) and _same_map(value, expected, type_)
    return _same_number(value, expected) if kind == "number" else type(value) is type(expected) and value == expected


def _same_list(value: ListValue, expected: List[Any], type_: Type) -> bool:
    kind, inner = type_
    types = inner if kind == "tuple" else inner * len(expected)
    same_shape = value.is_list is (kind == "list") and len(value.members) == len(expected)
    return same_shape and all(map(fits, value.members, expected, types))


def _same_map(value: MapValue, expected: Dict[str, Any], type_: Type) -> bool:
    kind, inner = type_
    types = inner if kind == "object" else inner * len(expected)
    same_shape = value.is_map is (kind == "map") and value.entries.keys() == expected.keys()
    return same_shape and all(fits(value.entries[key], expected[key], each) for key, each in zip(expected, types))


def _same_members(given: Tuple[Value, ...], expected: List[Any], type_: Type) -> bool:
    unmatched = list(given)
    for member in expected:
        found = next((place for place, value in enumerate(unmatched) if fits(value, member, type_)), None)
        if found is None:
            return False
        del unmatched[found]
    return not unmatched


def _same_number(value: Any, expected: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, Fraction)):
        return False
    if is_short(value):
        return number_text(value) == number_text(expected)
    return float(value) == float(expected)  # what log() gives has 53 bits


def parsed_type(text: str) -> Type:
    """A type as Terraform prints it: its kind, and the types within."""
    return _type(re.sub(r",(?=[)\]}])", "", re.sub(r"\s+", "", text)))[0]


def _type(text: str) -> Tuple[Type, str]:
    """The type that a text starts with, and the rest; attributes stand in the order of their names."""
    kind = re.match("[a-z]+", text)[0]  # type: ignore[index]
    rest = text[len(kind) :]
    if kind in ("list", "set", "map"):
        inner, rest = _type(rest[1:])
        return (kind, [inner]), rest[1:]
    inside: List[Type] = []
    if kind in ("tuple", "object"):
        rest = rest[2:]
        while rest[0] not in "]}":
            rest = rest.split(":", 1)[1] if kind == "object" else rest.lstrip(",")
            inner, rest = _type(rest)
            inside.append(inner)
        rest = rest[2:]
    return (kind, inside), rest


def marks(question: Question) -> List[pytest.MarkDecorator]:
    reason = OTHERWISE.get(question.expression)
    return [pytest.mark.xfail(reason=reason)] if reason else []


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(each, marks=marks(each), id=str(each))
        for each in ASKED
        if (each.topic, each.expression) not in LEFT_OPEN
    ],
)
def test_an_expression_is_what_terraform_makes_of_it(question: Question) -> None:
    answer = json.loads(question.answer, parse_float=Fraction)
    given = given_by(question.expression)
    if "error" in answer:
        assert given == REFUSED
    else:
        assert fits(given, answer["value"], parsed_type(answer["type"])), given


@pytest.mark.parametrize("question", [each for each in ASKED if (each.topic, each.expression) in LEFT_OPEN], ids=str)
def test_an_expression_that_is_not_followed_is_left_open(question: Question) -> None:
    assert is_open(question.expression)


def test_what_is_left_open_is_asked() -> None:
    assert {(each.topic, each.expression) for each in ASKED} >= LEFT_OPEN


@pytest.mark.terraform
@pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")
@pytest.mark.parametrize("topic", topics())
def test_terraform_still_gives_the_kept_answers(topic: str) -> None:
    assert terraform_answers(questions(topic)) == kept_answers(topic)
