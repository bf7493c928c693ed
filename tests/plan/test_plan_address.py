"""The grammar of addresses and references."""

from __future__ import annotations

import pytest
from ecr_privatelink.plan.plan_address import (
    AddressError,
    Index,
    ModuleStep,
    Path,
    natural_order,
    parse_module_path,
    parse_path,
)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("aws_vpc.v", ("aws_vpc", "v")),
        ("aws_subnet.a[0].id", ("aws_subnet", "a", Index(0), "id")),
        ('aws_subnet.a["x.y"].id', ("aws_subnet", "a", Index("x.y"), "id")),
        ('module.m["a]b"].out[2]', ("module", "m", Index("a]b"), "out", Index(2))),
        (r'a.b["say \"hi\""]', ("a", "b", Index('say "hi"'))),
        (r'a.b["back\\slash"]', ("a", "b", Index("back\\slash"))),
        (r'a.b["line\nend"]', ("a", "b", Index("line\nend"))),
        (r'a.b["\u00e9\U0001F600"]', ("a", "b", Index("é😀"))),
        ('a.b["$${x} %%{y} $$z"]', ("a", "b", Index("${x} %{y} $$z"))),
        ("each.value", ("each", "value")),
    ],
)
def test_steps(text: str, path: Path) -> None:
    assert parse_path(text) == path


@pytest.mark.parametrize("text", ["", ".", "a..b", "a[", "a[x]", 'a["open]', "a]b", "a.b[*].id"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        parse_path(text)


def test_module_paths() -> None:
    path = parse_module_path('module.a["k.module.x"].module.b[1].module.c')
    assert path == (ModuleStep("a", "k.module.x"), ModuleStep("b", 1), ModuleStep("c", None))
    assert parse_module_path("") == ()


@pytest.mark.parametrize("text", ["aws_vpc.v", "module", "module[0]", "module.a.aws_vpc"])
def test_what_is_no_module_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        parse_module_path(text)


def test_numbers_in_addresses_are_ordered_as_numbers() -> None:
    assert sorted(["x[10]", "x[2]", "x", 'x["a"]'], key=natural_order) == ["x", "x[2]", "x[10]", 'x["a"]']
