from __future__ import annotations

import json
from fractions import Fraction
from typing import Any, Dict

import pytest
from ecr_privatelink.source.expression_tree import Attribute, Call, Constant, Expression, Name, ObjectOf, TupleOf
from ecr_privatelink.source.json_blocks import json_blocks
from ecr_privatelink.source.source_blocks import SourceBlock
from ecr_privatelink.source.source_text import SourceError, SourceText


def blocks_of(value: Any) -> Dict[str, SourceBlock]:
    text = value if isinstance(value, str) else json.dumps(value)
    return {".".join((block.type, *block.labels)): block for block in json_blocks(SourceText("main.tf.json", text))}


def local(value: Any) -> Expression:
    return blocks_of({"locals": {"a": value}})["locals"].body.attributes["a"].expression


def test_every_level_may_be_an_object_or_a_list_of_objects() -> None:
    found = blocks_of(
        [
            {"resource": [{"aws_vpc": {"a": {}}}, {"aws_vpc": [{"b": [{"x": 1}]}]}], "//": "no block"},
            {"module": {"net": {"source": "./net"}}, "variable": [{"v": {}}, {"w": {}}], "check": [{}]},
            {
                "data": {"aws_vpc": {"//": "none", "c": {}}},
                "output": {"o": {"value": 1}},
                "provider": {"aws": {}},
            },
        ]
    )
    assert list(found) == [
        "resource.aws_vpc.a",
        "resource.aws_vpc.b",
        "module.net",
        "variable.v",
        "variable.w",
        "data.aws_vpc.c",
        "output.o",
    ]
    assert list(found["resource.aws_vpc.b"].body.attributes) == ["x"]


def test_a_name_that_comes_twice_counts_twice() -> None:
    found = blocks_of('{"resource": {"aws_vpc": {"a": {}}}, "resource": {"aws_vpc": {"b": {}}}}')
    assert list(found) == ["resource.aws_vpc.a", "resource.aws_vpc.b"]


@pytest.mark.parametrize(
    ("value", "tree"),
    [
        (None, Constant(None)),
        (True, Constant(True)),
        (5, Constant(5)),
        (5.0, Constant(5)),
        (0.5, Constant(Fraction(1, 2))),
        ("text", Constant("text")),
        ("${var.a}", Attribute(Name("var"), "a")),
        (["${var.a}", 1], TupleOf((Attribute(Name("var"), "a"), Constant(1)))),
        ({"k": {"${var.a}": "//"}}, None),
    ],
)
def test_values_are_trees_and_strings_templates(value: Any, tree: Any) -> None:
    inner = ObjectOf(((Attribute(Name("var"), "a"), Constant("//")),))
    assert local(value) == (tree or ObjectOf(((Constant("k"), inner),)))


def test_a_variable_has_its_type_as_text() -> None:
    attributes = blocks_of({"variable": {"a": {"type": "list(string)", "default": "string"}}})[
        "variable.a"
    ].body.attributes
    assert attributes["type"].expression == Call("list", (Name("string"),))
    assert attributes["default"].expression == Constant("string")


@pytest.mark.parametrize(
    "dynamic",
    [
        {"ingress": {"for_each": "${var.a}", "iterator": "it", "content": {"port": "${it.value}"}}},
        [{"ingress": [{"for_each": "${var.a}", "iterator": "it", "content": [{"port": "${it.value}"}]}]}],
    ],
)
def test_dynamic_is_a_nested_block(dynamic: Any) -> None:
    body = blocks_of({"resource": {"a": {"b": {"name": "n", "dynamic": dynamic}}}})["resource.a.b"].body
    (block,) = body.blocks
    assert list(body.attributes) == ["name"]
    assert (block.type, block.labels) == ("dynamic", ("ingress",))
    assert block.body.attributes["iterator"].expression == Name("it")
    (content,) = block.body.blocks
    assert (content.type, list(content.body.attributes)) == ("content", ["port"])


def test_dynamic_is_an_ordinary_name_of_a_local_and_of_an_input() -> None:
    found = blocks_of({"locals": {"dynamic": "a"}, "module": {"m": {"dynamic": {"a": 1}, "content": 2}}})
    assert list(found["locals"].body.attributes) == ["dynamic"]
    assert list(found["module.m"].body.attributes) == ["dynamic", "content"]


def test_other_nested_blocks_look_like_attributes() -> None:
    body = blocks_of({"resource": {"a": {"b": {"ingress": [{"from_port": 1}], "//": "comment"}}}})["resource.a.b"].body
    assert (list(body.attributes), body.blocks) == (["ingress"], [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[1]",
        '{"module": null}',
        '{"resource": 1}',
        '{"resource": {"a": []}, "locals": ["b"]}',
        '{"module": {"a": 1}}',
    ],
)
def test_what_is_no_configuration_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"^main\.tf\.json: "):
        blocks_of(text)


@pytest.mark.parametrize("number", ["1e9999", "1e-99999999", "NaN", "Infinity", "9" * 5_000])
def test_a_number_beyond_all_measure_is_refused(number: str) -> None:
    with pytest.raises(SourceError, match="this is no JSON"):
        blocks_of(f'{{"locals": {{"a": {number}}}}}')


@pytest.mark.parametrize("levels", [100, 100_000])
def test_values_are_not_followed_without_end(levels: int) -> None:
    text = '{"locals": {"a": ' + "[" * levels + "]" * levels + "}}"
    with pytest.raises(SourceError):
        raise AssertionError(blocks_of(text)["locals"].body.attributes["a"].expression)


@pytest.mark.parametrize("text", ['{"locals": {"a": 1, "a": 2}}', '{"locals": {"a": "${"}}'])
def test_a_fault_in_one_block_is_a_reason_for_it_alone(text: str) -> None:
    (block,) = json_blocks(SourceText("main.tf.json", text))
    with pytest.raises(SourceError, match=r"^main\.tf\.json: `a`"):
        raise AssertionError(block.body.attributes["a"].expression)


def test_a_type_that_is_no_text_is_refused() -> None:
    attribute = blocks_of({"variable": {"a": {"type": ["string"]}}})["variable.a"].body.attributes["type"]
    with pytest.raises(SourceError, match="text was expected"):
        raise AssertionError(attribute.expression)
