"""Evaluation over what waits for the apply: how far it can be told, and where it must not be."""

from __future__ import annotations

from typing import Mapping

import pytest
from ecr_privatelink.evaluation.member_equality import set_of
from ecr_privatelink.evaluation.resource_symbols import Symbol
from ecr_privatelink.evaluation.symbolic_values import (
    Bag,
    EvaluationError,
    JsonText,
    LimitError,
    ListValue,
    MapValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
    contents,
    why_unsettled,
)
from ecr_privatelink.source.expression_parsing import parse_expression
from evaluating import GivenNames, evaluate, new_id, new_resource
from evaluating import evaluate_tree as evaluate_in

A, B, C = (new_resource(f"aws_subnet.{name}") for name in "abc")
IDS = tuple(Symbol(subnet, ("id",)) for subnet in (A, B, C))
STATE = Symbol(new_resource("aws_vpc_endpoint.e"), ("state",))
UNKNOWN = Unsettled("it is read later")
NAMES: Mapping[str, Value] = {
    "aws_subnet.a": Symbol(A, ()),
    "aws_subnet.b": Symbol(B, ()),
    "aws_subnet.c": Symbol(C, ()),
    "aws_subnet.each": MapValue({"k": Symbol(A, ()), "l": Symbol(B, ())}),
    "aws_subnet.counted": ListValue((Symbol(A, ()), Symbol(B, ()), Symbol(C, ()))),
    "aws_subnet.none": ListValue(),
    "local.state": STATE,
    "local.unknown": UNKNOWN,
    "local.ids": ListValue(IDS),
    "local.null": None,
    "var.yes": True,
    "var.zones": MapValue({"a": "eu-west-1a", "b": "eu-west-1b", "c": "eu-west-1a"}),
}


def members(value: Value) -> set[str]:
    bag = contents(value)
    assert not bag.open_because
    return {str(member) for member in bag.certain + bag.possible}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("aws_subnet.a.id", IDS[0], id="an id stands for itself"),
        pytest.param('aws_subnet.each["l"].id', IDS[1], id="an instance by key"),
        pytest.param("aws_subnet.counted[2].id", IDS[2], id="an instance by index"),
        pytest.param("aws_subnet.counted.1.id", IDS[1], id="an instance by the old index"),
        pytest.param("aws_subnet.counted[*].id", ListValue(IDS), id="all instances"),
        pytest.param("aws_subnet.counted.*.id", ListValue(IDS), id="all instances, the old way"),
        pytest.param("aws_subnet.a[*].id", ListValue(IDS[:1]), id="a single thing is a list of one"),
        pytest.param("local.null[*].id", ListValue(), id="null is an empty list"),
        pytest.param(
            '[for key, s in aws_subnet.each : s.id if key != "k"]', ListValue((IDS[1],)), id="a filter by key"
        ),
        pytest.param('{ for k, s in aws_subnet.each : k => s.id }["l"]', IDS[1], id="an object by key"),
        pytest.param("local.ids == []", False, id="a list of three is not empty"),
        pytest.param("aws_subnet.a.id == aws_subnet.b.id", False, id="new ids differ"),
        pytest.param('aws_subnet.a.id == "subnet-1"', False, id="a new id is none that is known"),
        pytest.param("aws_subnet.a.id != null", True, id="an id is not null"),
        pytest.param("var.yes ? aws_subnet.a.id : local.unknown", IDS[0], id="the branch that is taken"),
        pytest.param('"${aws_subnet.a.id}"', IDS[0], id="a template of one thing is the thing"),
        pytest.param('split(",", "${aws_subnet.a.id},${aws_subnet.b.id}")[1]', IDS[1], id="ids joined and split"),
        pytest.param("try(aws_subnet.none[0].id, aws_subnet.b.id)", IDS[1], id="try passes over what is not there"),
        pytest.param("try(aws_subnet.a.id, aws_subnet.b.id)", IDS[0], id="try stops at what cannot fail"),
        pytest.param("can(aws_subnet.none[0].id)", False, id="can of what is not there"),
        pytest.param("can(aws_subnet.a.id)", True, id="can of what is there"),
        pytest.param('false && local.state == "available"', False, id="false and anything"),
        pytest.param('local.state == "available" || true', True, id="anything or true"),
        pytest.param("length([local.unknown, local.state])", 2, id="the length of a list of unknowns"),
        pytest.param("merge({ a = 1 }, { a = aws_subnet.a.id }).a", IDS[0], id="the later entry wins"),
    ],
)
def test_what_the_sources_hold_is_told_exactly(text: str, expected: Value) -> None:
    found = evaluate(text, NAMES)
    if isinstance(expected, ListValue):
        assert isinstance(found, ListValue)
        assert found.members == expected.members
    else:
        assert found == expected
        assert type(found) is type(expected)


def test_zones_are_grouped_and_one_subnet_of_each_is_taken() -> None:
    text = """
      [for zone, ids in { for key, zone in var.zones : zone => "subnet-${key}"... } : ids[0]]
    """
    assert evaluate(text, NAMES) == ListValue(("subnet-a", "subnet-b"))


def test_a_condition_that_waits_gives_either_branch() -> None:
    found = evaluate('local.state == "available" ? aws_subnet.a.id : aws_subnet.b.id', NAMES)
    assert found == OneOf(IDS[:2])


def test_a_condition_that_waits_does_not_matter_where_both_branches_are_the_same() -> None:
    assert evaluate('local.state == "available" ? aws_subnet.a.id : aws_subnet.a.id', NAMES) == IDS[0]


def test_a_filter_that_waits_leaves_its_members_possible() -> None:
    found = evaluate("[for s in aws_subnet.counted : s.id if s.map_public_ip_on_launch]", NAMES)
    assert found == Bag((), IDS)


def test_members_that_are_certain_stay_certain_beside_others() -> None:
    found = evaluate('concat([aws_subnet.a.id], local.state == "x" ? [aws_subnet.b.id] : [])', NAMES)
    assert isinstance(found, (OneOf, Bag))
    options = found.options if isinstance(found, OneOf) else (found,)
    assert all(IDS[0] in contents(option).certain for option in options)


def test_a_list_with_an_unknown_part_is_open() -> None:
    found = evaluate("concat([aws_subnet.a.id], local.unknown)", NAMES)
    bag = contents(found)
    assert bag.certain == (IDS[0],)
    assert bag.open_because == UNKNOWN.because


def test_ids_as_keys_have_no_known_order() -> None:
    """Terraform goes through a map by sorted key, and these keys are made by the apply."""
    found = evaluate("values({ for s in aws_subnet.counted : s.id => s.id })", NAMES)
    assert isinstance(found, Bag)
    assert members(found) == set(map(str, IDS))
    first = evaluate("values({ for s in aws_subnet.counted : s.id => s.id })[0]", NAMES)
    assert first == OneOf(IDS)


def test_a_map_by_ids_can_be_asked_for_one() -> None:
    assert evaluate("{ for k, s in aws_subnet.each : s.id => k }[aws_subnet.b.id]", NAMES) == "l"


def test_what_is_made_of_one_of_several_values_keeps_why_it_is_not_settled() -> None:
    assert why_unsettled(evaluate('upper(local.unknown ? "x" : "y")', NAMES)) == "it is read later"
    assert why_unsettled(evaluate('toset([local.unknown ? "x" : aws_subnet.a.arn])', NAMES)) == "it is read later"


def test_a_set_of_new_ids_keeps_each_once() -> None:
    found = evaluate("toset([aws_subnet.a.id, aws_subnet.b.id, aws_subnet.a.id])", NAMES)
    assert found == SetValue(IDS[:2])
    assert evaluate("length(toset([aws_subnet.a.id, aws_subnet.b.id]))", NAMES) == 2
    assert evaluate("length(distinct([local.state, aws_subnet.b.id])) > 0", NAMES) is True


def test_groups_whose_keys_wait_and_may_be_equal_are_not_told() -> None:
    found = evaluate("{ for s in aws_subnet.counted : s.availability_zone => s.id... }", NAMES)
    assert isinstance(found, MapValue)
    assert found.open_because


def test_text_around_an_id_is_kept() -> None:
    assert evaluate('"x-${aws_subnet.a.id}"', NAMES) == Text(("x-", IDS[0]))


def test_try_goes_on_where_an_argument_may_yet_fail() -> None:
    """Whether a list that waits has a second member shows at the apply."""
    found = evaluate("try(aws_subnet.a.ipv6_native[1], aws_subnet.b.id)", NAMES)
    assert isinstance(found, OneOf)
    assert IDS[1] in found.options


def test_null_beside_ids_is_refused_by_nothing() -> None:
    assert evaluate("try(compact([null, aws_subnet.a.id]), null)", NAMES) == ListValue((IDS[0],), is_list=True)
    beside_a_list = evaluate("try(compact([null, aws_subnet.a.ipv6_native]), null)", NAMES)
    assert isinstance(beside_a_list, OneOf)
    assert None in beside_a_list.options


def test_whether_what_waits_can_be_stepped_into_is_not_told() -> None:
    assert isinstance(evaluate("can(aws_subnet.a.ipv6_native[1])", NAMES), Unsettled)


def test_what_is_wrong_with_a_branch_that_is_not_taken_is_of_no_concern() -> None:
    assert evaluate("try(true ? aws_subnet.a.id : aws_subnet.none[0].id, null)", NAMES) == IDS[0]


def test_the_right_side_of_a_settled_condition_is_in_doubt_where_it_fails() -> None:
    """Terraform 1.12 passes it over, and older ones refuse."""
    assert isinstance(evaluate("can(false && local.null.x)", NAMES), Unsettled)
    assert evaluate("can(false && true)", NAMES) is True


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("aws_subnet.none[0].id", id="an instance that is not there"),
        pytest.param("local.null.id", id="an attribute of null"),
        pytest.param("{ a = 1 }.b", id="an attribute that is not there"),
        pytest.param('"a"[0]', id="an element of text"),
        pytest.param("[1, 2][2]", id="an index out of range"),
        pytest.param('toset(["a"])[0]', id="a position in a set"),
        pytest.param('{ for z in ["a", "a"] : z => 1 }', id="two entries of one key"),
        pytest.param("null ? 1 : 2", id="a condition that is null"),
        pytest.param("1 / 0", id="a division by zero"),
        pytest.param('"a" + 1', id="a sum of text"),
        pytest.param('"x${[1]}"', id="a list in a template"),
        pytest.param("unheard_of", id="a name that names nothing"),
        pytest.param("[for x in 5 : x]", id="a number to go through"),
        pytest.param("try(local.null.id)", id="try without one that succeeds"),
    ],
)
def test_what_terraform_refuses_is_an_error(text: str) -> None:
    with pytest.raises(EvaluationError):
        evaluate(text, NAMES)
    assert evaluate(f"can({text})", NAMES) is False


@pytest.mark.parametrize("function", ["templatefile", "fileset", "timestamp", "uuid", "provider::aws::arn_parse"])
def test_a_function_that_is_not_evaluated_is_named(function: str) -> None:
    found = evaluate(f'{function}("x")', NAMES)
    assert found == Unsettled(f"{function}() is not evaluated")


def test_a_builtin_function_may_be_named_in_full() -> None:
    assert evaluate('core::upper("a")') == "A"


def test_an_unknown_function_leaves_the_rest_of_a_list_alone() -> None:
    found = evaluate("[aws_subnet.a.id, uuid()]", NAMES)
    assert isinstance(found, ListValue)
    assert found.members[0] == IDS[0]


def test_a_file_is_read_and_decoded() -> None:
    names = {**NAMES, "file a/zones.yaml": "- a\n- b\n", "path.module": "a"}
    assert evaluate('yamldecode(file("${path.module}/zones.yaml"))', names) == ListValue(("a", "b"))


def test_a_file_that_is_not_read_is_not_known_to_be_missing() -> None:
    found = evaluate('try(file("b.yaml"), "instead")', NAMES)
    assert isinstance(found, OneOf)
    assert found.options == (Unsettled("b.yaml is not here"), "instead")
    assert isinstance(evaluate('can(file("b.yaml"))', NAMES), Unsettled)


def test_a_file_that_is_read_exists() -> None:
    names = {**NAMES, "file a.json": "[1]"}
    text = 'fileexists("%s.json") ? jsondecode(file("%s.json"))[0] : 2'
    assert evaluate(text % ("a", "a"), names) == 1
    found = evaluate(text % ("b", "b"), names)
    assert isinstance(found, OneOf)
    assert found.options[:2] == (Unsettled("b.json is not here"), 2)
    assert isinstance(evaluate('fileexists("${aws_subnet.a.id}.json")', names), Unsettled)


def test_which_file_waits_for_the_apply() -> None:
    assert isinstance(evaluate('file("${aws_subnet.a.id}.json")', NAMES), Unsettled)
    assert isinstance(evaluate("file(local.unknown)", NAMES), Unsettled)


@pytest.mark.parametrize("text", ["file(null)", 'file(["a.json"])'])
def test_a_path_that_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(EvaluationError):
        evaluate(text, NAMES)


def test_one_of_several_files_is_one_of_several_texts() -> None:
    names = {**NAMES, "file a.csv": "x", "file b.csv": "y"}
    found = evaluate('file(local.unknown == 1 ? "a.csv" : "b.csv")', names)
    assert isinstance(found, OneOf)
    assert found.options == ("x", "y")


def test_the_last_argument_is_spread() -> None:
    assert evaluate("merge([{ a = 1 }, { b = 2 }]...).b") == 2
    assert isinstance(evaluate("merge(local.unknown...)", NAMES), Unsettled)


def test_a_secret_is_noted_and_used() -> None:
    names = GivenNames(NAMES)
    assert evaluate_in(parse_expression('sensitive("subnet-1")'), names) == "subnet-1"
    assert names.secrets == ["subnet-1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("(true ? [1] : []) == tolist([1])", True, id="tuples of two lengths become lists"),
        pytest.param("(true ? [1] : [2]) == [1]", True, id="tuples of one length stay tuples"),
        pytest.param('(true ? 1 : "a") == "1"', True, id="a number beside text becomes text"),
        pytest.param("(false ? { a = 1 } : { a = 2 }).a", 2, id="objects of the same attributes stay objects"),
        pytest.param("tolist([]) == []", False, id="a list is no tuple"),
    ],
)
def test_a_conditional_gives_both_branches_one_type(text: str, expected: Value) -> None:
    assert evaluate(text) == expected


def test_a_template_directive_is_evaluated() -> None:
    assert evaluate('"%{ for z in ["a", "b"] }${z};%{ endfor }%{ if var.yes }!%{ endif }"', NAMES) == "a;b;!"


def test_a_template_that_goes_through_what_waits_is_not_told() -> None:
    assert isinstance(evaluate('"%{ for z in local.unknown }${z}%{ endfor }"', NAMES), Unsettled)


def test_an_evaluation_that_takes_too_long_ends() -> None:
    nested = "[for a in range(1000) : [for b in range(1000) : a]]"
    with pytest.raises(LimitError):
        evaluate(nested)


def test_a_value_that_grows_too_large_is_refused_before_it_is_made() -> None:
    """Its parts are shared, so that it would be small, and endless to go through."""

    def grown(times: int, parts: int) -> Value:
        value: Value = "x"
        for _ in range(times):
            value = ListValue((value,) * parts)
        return value

    with pytest.raises(LimitError):
        grown(60, 2)
    with pytest.raises(LimitError):
        grown(100, 1)


def test_sets_are_gone_through_in_order_where_it_is_known() -> None:
    assert evaluate('[for z in toset(["b", "a"]) : z]') == ListValue(("a", "b"))
    found = evaluate("[for id in toset(local.ids) : id]", NAMES)
    assert isinstance(found, Bag)
    assert members(found) == set(map(str, IDS))


def test_equal_members_of_a_set_count_once() -> None:
    assert set_of([1, "1", True, 1]).members == (1, "1", True)
    assert set_of([new_id("aws_vpc.a"), STATE, STATE]).members[1:] == (STATE,)


def test_json_of_what_waits_can_be_opened_again() -> None:
    """A task definition names its repository, which is not made yet; its log driver is known all the same."""
    text = 'jsonencode([{ image = aws_subnet.a.id, log = { driver = "awslogs" }, zones = toset(["b", "a"]) }])'
    assert evaluate(f"jsondecode({text})[0].log.driver", NAMES) == "awslogs"
    assert evaluate(f"jsondecode({text})[0].image", NAMES) == IDS[0]
    assert evaluate(f'jsondecode({text})[0].zones == ["a", "b"]', NAMES) is True
    assert isinstance(evaluate(text, NAMES), JsonText)


@pytest.mark.parametrize("use", ["upper({})", '"x-{}"', '{} == "[]"', "length({})"])
def test_json_of_what_waits_is_no_text_to_work_with(use: str) -> None:
    text = "${jsonencode([aws_subnet.a.id])}" if use.startswith('"') else "jsonencode([aws_subnet.a.id])"
    assert isinstance(evaluate(use.replace("{}", text), NAMES), Unsettled)


def test_an_order_that_is_not_known_is_not_known_in_json_either() -> None:
    found = evaluate("jsondecode(jsonencode(toset(local.ids)))", NAMES)
    assert isinstance(found, Bag)
    assert members(found) == set(map(str, IDS))
