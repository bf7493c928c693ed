"""Random expressions: whatever what waits turns out to be, the answer left room for it."""

from __future__ import annotations

from typing import Mapping

import pytest
from ecr_privatelink.evaluation.resource_symbols import Symbol
from ecr_privatelink.evaluation.symbolic_values import (
    Bag,
    EvaluationError,
    ListValue,
    MapValue,
    OneOf,
    Unsettled,
    Value,
)
from evaluating import evaluate as evaluate_text
from evaluating import new_id, new_resource
from fuzz_expressions import World, Writer, is_compared

WORLDS_AT_ONCE = 25
EXPRESSIONS = 40


@pytest.mark.parametrize("first", range(0, 250, WORLDS_AT_ONCE))
def test_the_true_answer_is_among_those_that_are_left_open(first: int) -> None:
    compared = 0
    for seed in range(first, first + WORLDS_AT_ONCE):
        world = World(seed)
        writer = Writer(world.random)
        texts = [writer.expression(depth=world.random.randint(1, 4)) for _ in range(EXPRESSIONS)]
        compared += sum(is_compared(world, text) for text in texts)
    assert compared > WORLDS_AT_ONCE * EXPRESSIONS / 2


# What such expressions have shown, each by itself

ID = new_id("aws_subnet.a")
ZONE = Symbol(new_resource("aws_subnet.a"), ("zone",))
NAMES: Mapping[str, Value] = {
    "var.unknown": Unsettled("unknown"),
    "var.id": ID,
    "var.zone": ZONE,
    "var.whole": Symbol(new_resource("aws_subnet.a"), ()),
    "var.either": OneOf(("a", ListValue())),
    "var.maybe": Bag((), ("a",)),
    "var.null_maybe": Bag(("b",), (None,)),
    "var.open": MapValue({"a": "b"}, open_because="open"),
    "var.perhaps": MapValue({"a": "b"}, possible=frozenset({"a"}), open_because="open"),
}


def test_a_turn_that_may_be_missing_refuses_nothing() -> None:
    assert evaluate_text("[for x in var.maybe : x.missing]", NAMES) == ListValue()
    assert evaluate_text('[for x in ["a"] : null.b if var.unknown]', NAMES) == ListValue()
    assert evaluate_text("{ for x in var.null_maybe : x => 1 }", NAMES) == MapValue({"b": 1})


def test_a_turn_that_is_there_refuses_the_whole() -> None:
    with pytest.raises(EvaluationError):
        evaluate_text('[for x in ["a"] : x.missing]', NAMES)


@pytest.mark.parametrize(
    "text",
    [
        '{ for x in ["a", var.zone] : x => 1 }',  # both may be "a"
        '{ for k, v in var.open : v => "x" }',
        "{ (var.zone) = 1 }",  # null is no key
        "sort([var.zone])",
        "tonumber(var.id)",
        "toset([true, var.unknown])",
        "-var.id",
        "range(var.unknown)",
        'join("-", [var.zone])',
        "toset([var.id, var.whole])",
        "{ (var.either) = 1 }",
        "[for x in var.null_maybe : { (x) = 1 }]",
        "try(try({ for k, v in var.open : v => 1 }, null.a), null.b)",
    ],
)
def test_try_goes_on_where_terraform_may_refuse(text: str) -> None:
    found = evaluate_text(f'try({text}, "other")', NAMES)
    assert isinstance(found, OneOf)
    assert "other" in found.options
    assert isinstance(evaluate_text(f"can({text})", NAMES), Unsettled)


@pytest.mark.parametrize("text", ["[var.id]", "{ (var.id) = 1 }", "sort([var.id])", 'toset([var.id, "a"])'])
def test_try_ends_where_terraform_cannot_refuse(text: str) -> None:
    assert evaluate_text(f'try({text}, "other")', NAMES) == evaluate_text(text, NAMES)
    assert evaluate_text(f"can({text})", NAMES) is True


def test_what_may_be_decided_by_the_left_side_is_not_refused_for_the_right() -> None:
    assert isinstance(evaluate_text('var.unknown && "a"', NAMES), Unsettled)
    assert isinstance(evaluate_text('var.unknown || "a"', NAMES), Unsettled)
    with pytest.raises(EvaluationError):
        evaluate_text('true && "a"', NAMES)


def test_a_later_entry_may_take_the_place_of_an_earlier_one() -> None:
    found = evaluate_text('{ a = "x", (var.zone) = "y" }', NAMES)
    assert isinstance(found, MapValue)
    assert found.entries["a"] == OneOf(("x", "y"))


def test_a_number_beside_what_may_be_text_may_become_text() -> None:
    assert evaluate_text("true ? 0 : var.zone", NAMES) == OneOf((0, "0"))
    assert evaluate_text("true ? 0 : 1", NAMES) == 0
    assert evaluate_text("true ? 0 : null", NAMES) == 0


def test_an_entry_that_may_be_missing_may_be_that_of_another_key() -> None:
    found = evaluate_text("{ for k, v in var.perhaps : v => k }", NAMES)
    assert isinstance(found, MapValue)
    assert isinstance(found.entries["b"], OneOf)


def test_what_comes_back_from_json_is_no_set() -> None:
    assert evaluate_text("jsondecode(jsonencode([toset(var.maybe)]))", NAMES) == ListValue((Bag((), ("a",)),))


def test_text_that_waits_in_json_may_be_a_key() -> None:
    found = evaluate_text("transpose({ a = [jsonencode([var.id])] })", NAMES)
    assert isinstance(found, MapValue)
    assert found.open_because


def test_slice_refuses_positions_that_are_out_of_order_whatever_the_list_is() -> None:
    with pytest.raises(EvaluationError):
        evaluate_text("slice(var.maybe, 1, 0)", NAMES)
