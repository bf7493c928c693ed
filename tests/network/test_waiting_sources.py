"""What sources tell of zones, services and groups where a data source has not been read."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, Optional

import pytest
from conftest import PLANS
from ecr_privatelink.facts.service_names import Service
from ecr_privatelink.judging.plan_judging import judge_plan
from ecr_privatelink.judging.source_judging import judge_sources
from ecr_privatelink.network.network_model import Network, ZoneInList
from ecr_privatelink.wiring.plan_facts import Known, Unknown

ZONES = 'data "aws_availability_zones" "a" {}\n'
NAMES = "data.aws_availability_zones.a.names"


@pytest.fixture
def network_of(tmp_path: Path) -> Callable[[str], Network]:
    """The network of the text of a configuration."""

    def read(text: str) -> Network:
        (tmp_path / "main.tf").write_text(text, encoding="utf-8")
        return judge_sources(tmp_path).network

    return read


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        pytest.param(f"availability_zone = {NAMES}[1]", ZoneInList(NAMES, 1), id="a place"),
        pytest.param(f"availability_zone = slice({NAMES}, 1, 3)[0]", ZoneInList(NAMES, 1), id="a place of a slice"),
        pytest.param(
            f'availability_zone = length(regexall("^[a-z]{{2}}-", {NAMES}[0])) > 0 ? {NAMES}[0] : null\n'
            f'  availability_zone_id = length(regexall("^[a-z]{{2}}-", {NAMES}[0])) == 0 ? {NAMES}[0] : null',
            ZoneInList(NAMES, 0),
            id="a name or an id, whichever the list holds",
        ),
        pytest.param(f"availability_zone = element({NAMES}, 2)", None, id="a place that may wrap"),
        pytest.param('availability_zone = "eu-west-1a"', None, id="a known zone"),
        pytest.param("availability_zone = aws_vpc.v.tags_all[0]", None, id="no list of zones"),
        pytest.param("", None, id="none"),
    ],
)
def test_a_zone_is_known_by_its_place(
    zone: str, expected: Optional[ZoneInList], network_of: Callable[[str], Network]
) -> None:
    text = f'{ZONES}resource "aws_vpc" "v" {{}}\nresource "aws_subnet" "s" {{\n  vpc_id = aws_vpc.v.id\n  {zone}\n}}\n'
    [subnet] = network_of(text).subnets
    assert subnet.zone_in_list == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param(
            '"com.amazonaws.${data.aws_region.r.name}.ecr.dkr"',
            Service("ecr.dkr", "${data.aws_region.r.name}"),
            id="around a region that waits",
        ),
        pytest.param("data.aws_vpc_endpoint_service.s.service_name", Service("ecr.api"), id="asked of a data source"),
        pytest.param('"com.amazonaws.eu-west-1.${data.aws_region.r.name}"', None, id="the service itself waits"),
        pytest.param("data.aws_vpc_endpoint_service.s.owner", None, id="another attribute"),
        pytest.param("data.aws_vpc_endpoint_service.by_name.service_name", None, id="asked for by what waits"),
    ],
)
def test_a_service_is_known_before_its_name(
    name: str, expected: Optional[Service], network_of: Callable[[str], Network]
) -> None:
    text = f"""
data "aws_region" "r" {{}}
data "aws_vpc_endpoint_service" "s" {{
  service = "ecr.api"
}}
data "aws_vpc_endpoint_service" "by_name" {{
  service = data.aws_region.r.name
}}
resource "aws_vpc" "v" {{}}
resource "aws_vpc_endpoint" "e" {{
  vpc_id            = aws_vpc.v.id
  service_name      = {name}
  vpc_endpoint_type = "Interface"
}}
"""
    [endpoint] = network_of(text).endpoints
    assert (endpoint.service == Known(expected)) is (expected is not None)
    assert isinstance(endpoint.service, Unknown) is (expected is None)


def test_one_of_two_groups_is_a_group(network_of: Callable[[str], Network]) -> None:
    text = """
resource "aws_vpc" "v" {}
resource "aws_security_group" "a" {}
resource "aws_security_group" "b" {}
resource "aws_vpc_endpoint" "e" {
  vpc_id             = aws_vpc.v.id
  service_name       = "com.amazonaws.eu-west-1.ecr.dkr"
  security_group_ids = [terraform.workspace == "live" ? aws_security_group.a.id : aws_security_group.b.id]
}
"""
    [endpoint] = network_of(text).endpoints
    assert endpoint.groups.filled
    assert endpoint.groups.state == "superset"
    assert [{group.address for group in groups} for groups in endpoint.groups.alternatives] == [
        {"aws_security_group.a"},
        {"aws_security_group.b"},
    ]
    assert "terraform.workspace is not in a plan" in endpoint.groups.why


def test_a_group_in_a_dynamic_block_is_used() -> None:
    """The block is in no reference list of the plan: that its groups wait shows in `after_unknown` alone."""
    network = judge_plan(PLANS / "oracle" / "dynamic_blocks" / "plan.json").network
    assert {user for group in network.groups for user in group.used_by} == {
        'module.service["app"].aws_ecs_service.this'
    }
