from __future__ import annotations

import subprocess
import sys
from typing import Dict

import pytest
from conftest import CHECKS
from ecr_privatelink.source import block_reading
from ecr_privatelink.source.block_reading import read_block
from ecr_privatelink.source.block_splitting import split_blocks
from ecr_privatelink.source.expression_parsing import parse_expression
from ecr_privatelink.source.expression_tree import Attribute, Constant, Expression, Name
from ecr_privatelink.source.source_blocks import Body
from ecr_privatelink.source.source_text import SourceError
from source_folders import tf_text


def read(text: str) -> Body:
    (block,) = split_blocks(tf_text(text))
    return read_block(block)


def texts(body: str, monkeypatch: pytest.MonkeyPatch) -> Dict[str, str]:
    """The expressions' source texts by name, of a block with this body."""
    monkeypatch.setattr(block_reading, "parse_expression", Constant)
    parsed = read(f"a {{\n{body}\n}}").attributes
    found: Dict[str, Expression] = {name: attribute.expression for name, attribute in parsed.items()}
    return {name: str(text.value) for name, text in found.items() if isinstance(text, Constant)}


@pytest.mark.parametrize(
    "expression",
    [
        "1",
        "1.5e3",
        "!!a",
        "-a + -b * (c - d) / 2 % 3 >= e && !f || g != h",
        'a ? "b" : null',
        "a ? {} : { b = [1, 2] }",
        "{}",
        "{\n    a = 1 # }\n    b : { c = 2 }\n  }",
        "[\n    a, // ]\n    b,\n  ]",
        "[for k, v in a : k => v if v != null]",
        "{ for k, v in a : k => v... if v }",
        "a[*].b.c[0]",
        "a.*.b.0",
        "a.0.b",
        "merge(\n    a,\n    b...,\n  )",
        "provider::aws::arn_parse(a)",
        '"a ${b["}"]} %{ if c }d%{ endif } \\" # e"',
        "for",
        "<<-EOT\n    a = {\n  EOT",
        '"a" == <<A\nb\nA\n ',
        "[<<A\nb\nA\n  , 1]",
        "a == b",
    ],
)
def test_an_expression_is_its_exact_source_text(expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = texts(f"  first = {expression}\n\n  # and\n  if  =a", monkeypatch)
    assert found == {"first": expression.rstrip(), "if": "a"}


@pytest.mark.parametrize("comment", ["# b", "// b = {", "/* b */", "/* b\n c */"])
def test_a_comment_is_no_part_of_the_expression_before_it(comment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts(f"  first = a {comment}\n  {comment}\n", monkeypatch) == {"first": "a"}


def test_windows_line_ends_are_no_part_of_an_expression(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts("  a = b\r\n  c = [\r\n    d\r\n  ]\r", monkeypatch) == {"a": "b", "c": "[\r\n    d\r\n  ]"}


def test_nested_blocks_keep_their_order_labels_and_lines() -> None:
    body = read(
        'resource "a" "b" {\n  ingress {\n    from_port = 1\n  }\n  name = "x"\n  dynamic "egress" {\n'
        "    for_each = var.e\n    content {\n      to_port = egress.value\n    }\n  }\n  lifecycle { x = true }\n}"
    )
    assert [(block.type, block.labels, block.place) for block in body.blocks] == [
        ("ingress", (), "main.tf:2"),
        ("dynamic", ("egress",), "main.tf:6"),
        ("lifecycle", (), "main.tf:12"),
    ]
    dynamic = body.blocks[1].body
    assert dynamic.attributes["for_each"].expression == Attribute(Name("var"), "e")
    assert dynamic.blocks[0].body.attributes["to_port"].place == "main.tf:9"
    assert list(body.blocks[2].body.attributes) == ["x"]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_lines_of_one_shape_are_read_each(count: int) -> None:
    lines = [f"  a{'_' * number} = {10**number}" for number in range(count)]
    others = [line.replace("a", "ba") for line in lines]
    body = read("\n".join(["x {", *lines, "  y {", *lines, "", *others, "  }", "}"]))
    outer, inner = body.attributes, body.blocks[0].body.attributes
    values = [Constant(10**number) for number in range(count)]
    names = ["a" + "_" * number for number in range(count)]
    assert list(outer) == names
    assert list(inner) == [*names, *(f"b{name}" for name in names)]
    assert [attribute.expression for attribute in outer.values()] == values
    assert [attribute.expression for attribute in inner.values()] == [*values, *values]
    places = [*range(2, count + 2), *range(count + 3, 2 * count + 3), *range(2 * count + 4, 3 * count + 4)]
    assert [each.place for each in (*outer.values(), *inner.values())] == [f"main.tf:{line}" for line in places]


@pytest.mark.parametrize("last", ["d", "d =", "= 1", "{"])
def test_what_follows_lines_of_one_shape_is_refused_in_its_line(last: str) -> None:
    closing = "}" * last.count("{")
    with pytest.raises(SourceError, match=r"python-hcl2's grammar stops in line [56] of the block"):
        read(f"x {{\n  a = 1\n  b = 2\n  c = 3\n  {last}\n{closing}}}")


@pytest.mark.parametrize("text", ["a {}", "a {\n}", 'a "b" "c" { }', "a {\n  # nothing\n}"])
def test_an_empty_body_is_empty(text: str) -> None:
    body = read(text)
    assert (body.attributes, body.blocks) == ({}, [])


@pytest.mark.parametrize("body", ["a =", "= 1", "a", "a b", '"a" = 1', "a: 1", "1 = 2"])
def test_what_is_no_attribute_or_block_is_refused(body: str) -> None:
    with pytest.raises(SourceError, match=r"^main\.tf:1: python-hcl2's grammar stops in line [23] of the block$"):
        read(f"x {{\n  {body}\n}}")


def test_an_attribute_set_twice_is_refused() -> None:
    with pytest.raises(SourceError, match=r"^main\.tf:3: `a` is set twice$"):
        read("x {\n  a = 1\n  a = 2\n}")


def test_two_attributes_in_one_line_are_no_expression() -> None:
    attribute = read("x {\n  a = 1 b = 2\n}").attributes["a"]
    with pytest.raises(SourceError, match=r"^main\.tf:2: `a`: "):
        raise AssertionError(attribute.expression)


def test_blocks_are_not_followed_without_end() -> None:
    with pytest.raises(SourceError, match="more than 32 blocks within each other"):
        read("a {\n" * 40 + "}\n" * 40)


def test_hostile_text_takes_no_long_time() -> None:
    spaces = " " * 200_000
    with pytest.raises(SourceError):
        read(f"a {{\n  b =/*{spaces}*/{spaces}\n}}")


def test_an_expression_is_parsed_on_first_use_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []

    def count(text: str) -> Expression:
        parsed.append(text)
        return parse_expression(text)

    monkeypatch.setattr(block_reading, "parse_expression", count)
    attributes = read("x {\n  a = 1\n  b = 2\n}").attributes
    assert parsed == []
    assert attributes["a"].expression is attributes["a"].expression
    assert parsed == ["1"]


def test_the_grammar_is_not_loaded_before_a_block_is_read() -> None:
    code = (
        "import sys; from pathlib import Path; from ecr_privatelink.source.source_tree import SourceTree;"
        "assert list(SourceTree(Path('examples/CKV_ECRPL_301/bad')).root.blocks);"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'hcl2', 'lark'}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKS.parent,
        env={"PYTHONPATH": str(CHECKS)},
    )
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_a_grammar_that_is_not_there_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hcl2.parser", None)
    with pytest.raises(SourceError, match=r"^main\.tf:1: the grammar of bc-python-hcl2 is not installed"):
        read("no_block_of_another_test {}")
