"""What an expression refers to; each line was compared with the `references` of a plan of terraform 1.11."""

from __future__ import annotations

from typing import Set

import pytest
from ecr_privatelink.plan.plan_address import Index, Path
from ecr_privatelink.source.expression_parsing import parse_expression, parse_template
from ecr_privatelink.source.expression_references import references_of

SUBNET = ("aws_subnet", "a")


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("aws_subnet.a.id", {(*SUBNET, "id")}),
        ("aws_subnet.a[0].id", {(*SUBNET, Index(0), "id")}),
        ("aws_subnet.a.0.id", {(*SUBNET, Index(0), "id")}),
        ('aws_subnet.a["$${x}.y"].id', {(*SUBNET, Index("${x}.y"), "id")}),
        ("aws_subnet.a[0.0]", {(*SUBNET, Index(0))}),
        ('"${aws_subnet.a.id}"', {(*SUBNET, "id")}),
        ("path.module", {("path", "module")}),
        ('module.m["k"].out.x', {("module", "m", Index("k"), "out", "x")}),
        ("-a.b + !c", {("a", "b"), ("c",)}),
        ("a ? b : c", {("a",), ("b",), ("c",)}),
        ("f(a, [b.c]...)", {("a",), ("b", "c")}),
        ('{ a = b, (c) = 1, "${d}" = 2 }', {("b",), ("c",), ("d",)}),
    ],
)
def test_a_reference_goes_as_far_as_its_steps_are_constant(text: str, paths: Set[Path]) -> None:
    assert references_of(parse_expression(text)) == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("aws_subnet.a[each.key].id", {SUBNET, ("each", "key")}),
        ("aws_subnet.a[local.m[0].n].id", {SUBNET, ("local", "m", Index(0), "n")}),
        ("(aws_subnet.a).id", {SUBNET}),
        ("aws_subnet.a[*].id", {SUBNET}),
        ("aws_subnet.a.*.id", {SUBNET}),
        ("aws_subnet.a[*].b[each.key]", {SUBNET, ("each", "key")}),
        ("aws_subnet.a[-1].id", {SUBNET}),
        ("aws_subnet.a[true].id", {SUBNET}),
        ("aws_subnet.a[1.5].id", {SUBNET}),
        ("merge(a.b, c)[0].d", {("a", "b"), ("c",)}),
        ('{ a = 1 }["a"].b', set()),
    ],
)
def test_a_key_that_is_not_constant_a_splat_or_a_result_ends_it(text: str, paths: Set[Path]) -> None:
    assert references_of(parse_expression(text)) == paths


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("[for v in var.l : v.id]", {("var", "l")}),
        ("[for v in v.l : v]", {("v", "l")}),
        ("{for k, v in a.b : k => v[c.d]... if v != k && e}", {("a", "b"), ("c", "d"), ("e",)}),
        ("[for v in a : [for w in v : [v, w, k]]]", {("a",), ("k",)}),
        ("[[for v in a : v], v]", {("a",), ("v",)}),
        ("[for v in a : [for v in v : v]]", {("a",)}),
        ('"%{ for k, v in a.b }${k}${v}${c}%{ endfor }${v}"', {("a", "b"), ("c",), ("v",)}),
    ],
)
def test_the_variables_of_a_for_are_none_within_it(text: str, paths: Set[Path]) -> None:
    assert references_of(parse_expression(text)) == paths


@pytest.mark.parametrize("text", ["1", "null", '"a.b"', "[]", "{ a = 1 }", "f()", '"$${a.b}"'])
def test_constants_refer_to_nothing(text: str) -> None:
    assert references_of(parse_expression(text)) == set()


def test_the_references_of_a_json_string_are_those_of_its_template() -> None:
    assert references_of(parse_template('"${a.b}" %{ if c }${d["e"]}%{ endif }')) == {
        ("a", "b"),
        ("c",),
        ("d", Index("e")),
    }
