"""Values become what the type of a variable asks for, as Terraform makes them."""

from __future__ import annotations

import json
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Tuple

import pytest
from ecr_privatelink.evaluation.encoding_functions import json_text
from ecr_privatelink.evaluation.resource_symbols import Symbol
from ecr_privatelink.evaluation.symbolic_values import (
    Bag,
    EvaluationError,
    ListValue,
    MapValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
    one_of,
)
from ecr_privatelink.evaluation.type_constraints import (
    ANY,
    NUMBER,
    STRING,
    TypeConstraint,
    convert,
    list_of,
    map_of,
    parse_type,
    set_type,
)
from ecr_privatelink.source.expression_parsing import parse_expression
from evaluating import GivenNames, evaluate, evaluate_tree, new_id, new_resource
from terraform_plans import terraform_environment

VPC, SUBNET = new_id("aws_vpc.v"), new_id("aws_subnet.a")
MAYBE_NULL = Symbol(new_resource("aws_vpc.v"), ("ipv6_association_id",))
WAITING = Unsettled("it is not settled")

CONVERTED = [
    ("string", "5", '"5"'),
    ("string", "true", '"true"'),
    ("string", "null", "null"),
    ("number", '"5.50"', "5.5"),
    ("bool", '"true"', "true"),
    ("any", '{a = 1, b = ["x", 2]}', '{"a":1,"b":["x",2]}'),
    ("list(string)", '[1, true, "a"]', '["1","true","a"]'),
    ("list(number)", '["1", 2]', "[1,2]"),
    ("list(string)", "[]", "[]"),
    ("list(string)", "[null]", "[null]"),
    ("set(string)", '["b", "a", "b"]', '["a","b"]'),
    ("set(number)", '["10", 9, 10]', "[9,10]"),
    ("map(string)", "{b = 1, a = true}", '{"a":"true","b":"1"}'),
    ("map(list(string))", "{a = [1], b = []}", '{"a":["1"],"b":[]}'),
    ("list(any)", '[1, "a"]', '["1","a"]'),
    ("list(any)", "[1, 2]", "[1,2]"),
    ("list", '["a", 1]', '["a","1"]'),
    ("map", "{a = 1}", '{"a":1}'),
    ("map(any)", '{a = 1, b = "x"}', '{"a":"1","b":"x"}'),
    ("map(any)", "{a = {b = 1}, c = {d = 2}}", '{"a":{"b":1},"c":{"d":2}}'),
    ("set(any)", '[1, "1"]', '["1"]'),
    ("tuple([string, number])", '[1, "2"]', '["1",2]'),
    ("tuple([])", "[]", "[]"),
    ("object({a = string})", "{a = 1, b = 2}", '{"a":"1"}'),
    ("object({})", "{a = 1}", "{}"),
    ("object({a = any})", "{a = [1]}", '{"a":[1]}'),
    ("object({a = optional(string)})", "{}", '{"a":null}'),
    ("object({a = optional(string, 5)})", "{}", '{"a":"5"}'),
    ("object({a = optional(string, 5)})", "{a = null}", '{"a":"5"}'),
    ("object({a = optional(string, 5)})", '{a = ""}', '{"a":""}'),
    ("object({a = optional(string, 5)})", "null", "null"),
    ("object({a = optional(object({b = optional(string, 1)}), {})})", "{}", '{"a":{"b":"1"}}'),
    ("object({a = optional(object({b = optional(string, 1)}))})", "{}", '{"a":null}'),
    ("object({a = optional(object({b = optional(string, 1)}))})", "{a = {}}", '{"a":{"b":"1"}}'),
    ("object({a = optional(list(string), [1])})", "{a = null}", '{"a":["1"]}'),
    ("list(object({a = optional(number)}))", '[{}, {a = "1"}]', '[{"a":null},{"a":1}]'),
    ("list(object({a = optional(number, 2)}))", "[{}, null]", '[{"a":2},null]'),
    (
        "map(object({cidr = string, tags = optional(map(string), {})}))",
        '{x = {cidr = "10.0.0.0/8"}, y = {cidr = "1", tags = {n = 1}}}',
        '{"x":{"cidr":"10.0.0.0/8","tags":{}},"y":{"cidr":"1","tags":{"n":"1"}}}',
    ),
    ("set(object({a = optional(string, 1)}))", '[{}, {a = "1"}]', '[{"a":"1"}]'),
    ("tuple([object({a = optional(bool, true)})])", "[{}]", '[{"a":true}]'),
    ("list(map(string))", "[{a = 1}, {b = true}]", '[{"a":"1"},{"b":"true"}]'),
    ("map(set(string))", '{a = ["y", "x", "y"]}', '{"a":["x","y"]}'),
]

REFUSED = [
    ("string", "[]"),
    ("number", '"a"'),
    ("number", "true"),
    ("bool", "1"),
    ("list(string)", '"a"'),
    ("list(string)", "{a = 1}"),
    ("list(any)", "[1, true]"),
    ("list(any)", '["a", ["b"]]'),
    ("map(string)", '["a"]'),
    ("map(any)", "{a = 1, b = true}"),
    ("set(number)", '["x"]'),
    ("tuple([string])", '["a", "b"]'),
    ("object({a = string})", "{}"),
    ("object({a = string})", '["a"]'),
    ('object({a = optional(number, "x")})', "{}"),
    ("nosuch", "1"),
    ("list(string, string)", "[]"),
    ("object({a = optional()})", "{}"),
    ("tuple(string)", "[]"),
]


def type_of(text: str) -> TypeConstraint:
    return parse_type(parse_expression(text), lambda default: evaluate_tree(default, GivenNames({})))


@pytest.mark.parametrize(("type_", "value", "expected"), CONVERTED)
def test_a_value_becomes_what_the_type_asks_for(type_: str, value: str, expected: str) -> None:
    converted = convert(evaluate(value), type_of(type_))
    assert json_text(converted) == expected


@pytest.mark.parametrize(("type_", "value"), REFUSED)
def test_what_terraform_refuses_is_an_error(type_: str, value: str) -> None:
    with pytest.raises(EvaluationError):
        convert(evaluate(value), type_of(type_))


@pytest.mark.parametrize(
    ("type_", "flagged"),
    [
        ("list(string)", ListValue(("a",), is_list=True)),
        ("tuple([string])", ListValue(("a",))),
        ("set(string)", SetValue(("a",))),
        ("any", ListValue(("a",))),
    ],
)
def test_a_list_a_set_and_a_tuple_are_told_apart(type_: str, flagged: Value) -> None:
    assert convert(ListValue(("a",)), type_of(type_)) == flagged


def test_a_map_and_an_object_are_told_apart() -> None:
    given = MapValue({"a": 1})
    assert convert(given, type_of("map(number)")) == MapValue({"a": 1}, is_map=True)
    assert convert(MapValue({"a": 1}, is_map=True), type_of("object({a = number})")) == given


@pytest.mark.parametrize("type_", ["string", "any", "number"])
@pytest.mark.parametrize("waiting", [VPC, MAYBE_NULL, WAITING], ids=["id", "attribute", "unsettled"])
def test_what_waits_stays_as_it_is(type_: str, waiting: Value) -> None:
    assert convert(waiting, type_of(type_)) == waiting


@pytest.mark.parametrize("type_", ["list(string)", "map(string)", "object({a = string})"])
def test_an_attribute_may_turn_out_to_be_a_collection_but_an_id_cannot(type_: str) -> None:
    assert convert(MAYBE_NULL, type_of(type_)) == MAYBE_NULL
    assert convert(WAITING, type_of(type_)) == WAITING
    with pytest.raises(EvaluationError):
        convert(VPC, type_of(type_))


def test_text_that_waits_is_text_and_no_number() -> None:
    text = Text(("x-", VPC))
    assert convert(text, STRING) == text
    assert isinstance(convert(text, NUMBER), Unsettled)


def test_ids_in_a_list_keep_their_places() -> None:
    assert convert(ListValue((SUBNET, VPC)), list_of(STRING)) == ListValue((SUBNET, VPC), is_list=True)
    assert convert(ListValue((SUBNET, SUBNET)), set_type(STRING)) == SetValue((SUBNET,))


def test_a_set_of_ids_is_a_list_without_a_settled_order() -> None:
    assert convert(SetValue((SUBNET, VPC)), list_of(STRING)) == Bag((SUBNET, VPC))
    assert convert(SetValue(("b", "a")), list_of(STRING)) == ListValue(("a", "b"), is_list=True)


def test_the_members_of_a_bag_are_converted_one_by_one() -> None:
    bag = Bag((1,), (VPC, 2), "there may be more")
    assert convert(bag, list_of(STRING)) == Bag(("1",), (VPC, "2"), "there may be more")
    assert convert(bag, set_type(STRING)) == Bag(("1",), (VPC, "2"), "there may be more", is_set=True)


def test_a_member_that_may_be_text_may_make_text_of_the_others() -> None:
    converted = convert(ListValue((1, MAYBE_NULL)), list_of(ANY))
    assert converted == ListValue((OneOf((1, "1")), MAYBE_NULL), is_list=True)


def test_an_id_makes_text_of_the_others() -> None:
    assert convert(ListValue((1, VPC)), list_of(ANY)) == ListValue(("1", VPC), is_list=True)
    assert convert(MapValue({"a": 1, "b": VPC}), map_of(ANY)) == MapValue({"a": "1", "b": VPC}, is_map=True)


def test_one_of_several_values_is_converted_in_each() -> None:
    assert convert(one_of([1, "a"]), STRING) == OneOf(("1", "a"))
    settled = convert(one_of([1, ListValue()]), STRING)
    assert isinstance(settled, OneOf)
    assert settled.options[0] == "1"
    assert isinstance(settled.options[1], Unsettled)


def test_a_default_stands_for_an_attribute_that_may_turn_out_to_be_null() -> None:
    type_ = type_of('object({a = optional(string, "d")})')
    assert convert(MapValue({"a": MAYBE_NULL}), type_) == MapValue({"a": OneOf((MAYBE_NULL, "d"))})
    assert convert(MapValue({"a": one_of([None, "x"])}), type_) == MapValue({"a": OneOf(("d", "x"))})


def test_an_id_is_never_null_and_takes_no_default() -> None:
    type_ = type_of('object({a = optional(string, "d")})')
    assert convert(MapValue({"a": VPC}), type_) == MapValue({"a": VPC})


def test_without_a_default_what_waits_stays_alone() -> None:
    assert convert(MapValue({"a": MAYBE_NULL}), type_of("object({a = optional(string)})")) == MapValue(
        {"a": MAYBE_NULL}
    )


def test_an_attribute_that_may_be_missing_may_be_its_default() -> None:
    given = MapValue({"a": "x"}, possible=frozenset({"a"}))
    assert convert(given, type_of('object({a = optional(string, "d")})')) == MapValue({"a": OneOf(("x", "d"))})


@pytest.mark.parametrize("given", [MapValue(open_because="more"), MapValue({VPC: "x"})], ids=["open", "waiting key"])
def test_an_attribute_that_may_be_there_is_left_open(given: MapValue) -> None:
    converted = convert(given, type_of("object({a = string})"))
    assert isinstance(converted, MapValue)
    assert isinstance(converted.entries["a"], Unsettled)


def test_a_map_keeps_what_is_not_settled_of_it() -> None:
    given = MapValue({"a": 1, VPC: 2}, possible=frozenset({"a"}), open_because="more")
    assert convert(given, map_of(STRING)) == MapValue({"a": "1", VPC: "2"}, True, frozenset({"a"}), "more")


def test_a_tuple_of_which_the_order_is_open_is_left_open() -> None:
    assert isinstance(convert(Bag(("a", "b")), type_of("tuple([string, string])")), Unsettled)
    with pytest.raises(EvaluationError):
        convert(SetValue(("a",)), type_of("tuple([string])"))


OPEN_BAG = Bag((1, ListValue((True,)), SetValue((2,))), (MapValue({"a": 1}), Bag((3,)), one_of([1, "x"])), "more")
OPEN_MEMBERS = Bag(
    (OneOf((1, "1")), ListValue((OneOf((True, "true")),)), SetValue((OneOf((2, "2")),))),
    (MapValue({"a": OneOf((1, "1"))}), Bag((OneOf((3, "3")),)), OneOf((1, "1", "x"))),
    "more",
)


def test_what_else_may_be_in_a_list_of_any_may_make_text_of_its_members() -> None:
    assert convert(OPEN_BAG, list_of(ANY)) == OPEN_MEMBERS
    open_map = MapValue({"a": 1}, open_because="more")
    assert convert(open_map, map_of(ANY)) == MapValue({"a": OneOf((1, "1"))}, True, frozenset(), "more")


def test_a_member_that_may_be_missing_may_make_text_of_the_others() -> None:
    assert convert(Bag((1,), ("x",)), list_of(ANY)) == Bag((OneOf((1, "1")),), ("x",))
    assert convert(Bag((1,), (2,)), list_of(ANY)) == Bag((1,), (2,))


def test_a_member_that_does_not_fit_may_be_missing() -> None:
    converted = convert(Bag(("a",), (ListValue(),)), list_of(STRING))
    assert isinstance(converted, Bag)
    assert isinstance(converted.possible[0], Unsettled)
    of_map = convert(MapValue({"a": ListValue()}, possible=frozenset({"a"})), map_of(STRING))
    assert isinstance(of_map, MapValue)
    assert isinstance(of_map.entries["a"], Unsettled)


def test_one_of_several_members_of_one_type_is_of_that_type() -> None:
    assert convert(ListValue((one_of(["a", "b"]), 1)), list_of(ANY)) == ListValue((OneOf(("a", "b")), "1"), True)
    assert convert(ListValue((one_of(["a", 2]), 1)), list_of(ANY)) == ListValue(
        (OneOf(("a", 2, "2")), OneOf((1, "1"))), is_list=True
    )


def test_sets_beside_lists_of_two_types_are_left_open() -> None:
    lists = ListValue((SetValue(("a",)), ListValue((1,), is_list=True), ListValue(("b",), is_list=True)))
    converted = convert(lists, list_of(ANY))
    assert isinstance(converted, ListValue)
    assert all(isinstance(member, Unsettled) for member in converted.members)


@pytest.mark.parametrize("mixed", ['[{a = 1}, ["x"], tomap({})]', '[toset(["a"]), tomap({a = 1})]'])
def test_maps_beside_lists_are_refused(mixed: str) -> None:
    with pytest.raises(EvaluationError):
        convert(evaluate(mixed), list_of(ANY))


def test_the_names_of_terraform_0_11_are_read() -> None:
    assert type_of('"string"') == STRING
    assert type_of('"map"') == map_of(ANY)


def test_an_attribute_of_a_type_has_a_name() -> None:
    with pytest.raises(EvaluationError):
        type_of("object({(var.x) = string})")


def test_the_digits_of_a_logarithm_are_left_open() -> None:
    assert isinstance(convert(Fraction(1.6989700043360185), STRING), Unsettled)


def test_a_hundred_thousand_members_are_converted_at_once() -> None:
    many = ListValue(tuple(range(100_000)))
    assert convert(many, set_type(ANY)) == SetValue(many.members)
    assert convert(many, list_of(ANY)) == ListValue(many.members, is_list=True)


def console_in(folder: Path, line: str) -> Tuple[int, str]:
    done = subprocess.run(
        ["terraform", "console", "-no-color"],
        cwd=folder,
        env=terraform_environment(),
        input=f"{line}\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout.strip()


def variable(name: str, type_: str, value: str) -> str:
    return f'variable "{name}" {{\n  type = {type_}\n  default = {value}\n}}\n'


needs_terraform = pytest.mark.skipif(shutil.which("terraform") is None, reason="terraform is not installed")


@pytest.mark.terraform
@needs_terraform
def test_terraform_converts_alike(tmp_path: Path) -> None:
    variables = [variable(f"v{place}", type_, value) for place, (type_, value, _) in enumerate(CONVERTED)]
    (tmp_path / "main.tf").write_text("".join(variables), encoding="utf-8")
    names = ", ".join(f"jsonencode(var.v{place})" for place in range(len(CONVERTED)))
    code, printed = console_in(tmp_path, f"jsonencode([{names}])")
    assert code == 0
    assert json.loads(json.loads(printed)) == [expected for _, _, expected in CONVERTED]


@pytest.mark.terraform
@needs_terraform
@pytest.mark.parametrize(("type_", "value"), REFUSED)
def test_terraform_refuses_alike(tmp_path: Path, type_: str, value: str) -> None:
    (tmp_path / "main.tf").write_text(variable("v", type_, value), encoding="utf-8")
    code, _ = console_in(tmp_path, "jsonencode(var.v)")
    assert code != 0
