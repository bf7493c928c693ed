"""Cutting reference lists, as Terraform prints them, into references."""

from __future__ import annotations

from typing import List, Tuple

import pytest
from ecr_privatelink.plan.plan_address import parse_path
from ecr_privatelink.wiring.reference_chains import cut_chains


@pytest.mark.parametrize(
    ("references", "chains"),
    [
        pytest.param(["aws_vpc.v.id", "aws_vpc.v"], ["aws_vpc.v.id"], id="one attribute"),
        pytest.param(["aws_subnet.a"], ["aws_subnet.a"], id="a whole block"),
        pytest.param(
            ["aws_subnet.a[0].id", "aws_subnet.a[0]", "aws_subnet.a"], ["aws_subnet.a[0].id"], id="one instance"
        ),
        pytest.param(
            ["aws_subnet.a[0].id", "aws_subnet.a[0]", "aws_subnet.a", "aws_subnet.a"],
            ["aws_subnet.a[0].id", "aws_subnet.a"],
            id="one instance and the whole block beside it",
        ),
        pytest.param(
            ["aws_subnet.a.id", "aws_subnet.a", "aws_subnet.b.id", "aws_subnet.b"],
            ["aws_subnet.a.id", "aws_subnet.b.id"],
            id="two of a list",
        ),
        pytest.param(["module.net.ids", "module.net"], ["module.net.ids"], id="an output"),
        pytest.param(
            ['module.net["a.b"].ids[0]', 'module.net["a.b"].ids', 'module.net["a.b"]'],
            ['module.net["a.b"].ids[0]'],
            id="a part of an output of one module instance",
        ),
        pytest.param(
            ['module.net["k"].id', 'module.net["k"]', "module.net"],
            ['module.net["k"].id', "module.net"],
            id="one module instance and the whole call beside it",
        ),
        pytest.param(["data.aws_vpc.v.id", "data.aws_vpc.v"], ["data.aws_vpc.v.id"], id="a data source"),
        pytest.param(["each.value.a.b", "each.value.a", "each.value"], ["each.value.a.b"], id="a part of each.value"),
        pytest.param(["aws_subnet.a", "count.index"], ["aws_subnet.a", "count.index"], id="an index"),
        pytest.param(["var.x", "var.x"], ["var.x", "var.x"], id="the same variable twice"),
        pytest.param([], [], id="none"),
    ],
)
def test_every_reference_counts_once(references: List[str], chains: List[str]) -> None:
    expected: Tuple[object, ...] = tuple(parse_path(chain) for chain in chains)
    assert cut_chains(references) == expected
