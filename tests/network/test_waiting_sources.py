"""What sources tell of zones, services and groups where a data source has not been read."""

from __future__ import annotations

from pathlib import Path
from typing import Callable, List, Optional

import pytest
from conftest import PLANS
from ecr_privatelink.facts.service_names import Service
from ecr_privatelink.judging.plan_judging import judge_plan
from ecr_privatelink.judging.source_judging import judge_sources
from ecr_privatelink.network.network_model import Network, ZoneInList
from ecr_privatelink.wiring.plan_facts import Known, Unknown

ZONES = 'data "aws_availability_zones" "a" {}\ndata "aws_region" "r" {}\n'
REGION = "${data.aws_region.r.name}"
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
        pytest.param(f'availability_zone = "{REGION}b"', ZoneInList(REGION, "b"), id="a letter of a region"),
        pytest.param(
            'availability_zone = format("%sb", data.aws_region.r.name)',
            ZoneInList(REGION, "b"),
            id="a letter by format",
        ),
        pytest.param(f'availability_zone = "{REGION}-b"', None, id="more than a letter"),
        pytest.param(f'availability_zone = "x{REGION}b"', None, id="something before the region"),
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
    assert "terraform.workspace is known to Terraform alone" in endpoint.groups.why


def test_a_group_in_a_dynamic_block_is_used() -> None:
    """The block is in no reference list of the plan: that its groups wait shows in `after_unknown` alone."""
    network = judge_plan(PLANS / "oracle" / "dynamic_blocks" / "plan.json").network
    assert {user for group in network.groups for user in group.used_by} == {
        'module.service["app"].aws_ecs_service.this'
    }


MAYBE = 'count = terraform.workspace == "live" ? 1 : 0'
"""The number of instances is not in the sources."""
USED = """
resource "aws_vpc" "v" {
  enable_dns_hostnames = true
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-west-1a"
}
"""
ENDPOINT = """
resource "aws_vpc_endpoint" "e" {
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id]
  security_group_ids  = [aws_vpc.v.default_security_group_id]
}
"""


@pytest.mark.parametrize(("count", "settled"), [("count = 1", True), (MAYBE, False)])
def test_rules_of_a_default_group_that_may_not_be_adopted_are_not_settled(
    count: str, network_of: Callable[[str], Network], *, settled: bool
) -> None:
    """Else the group has the rules that AWS gives it."""
    text = f"""{USED}{ENDPOINT}
resource "aws_default_security_group" "d" {{
  {count}
  vpc_id = aws_vpc.v.id
  ingress {{
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/8"]
  }}
}}
"""
    [group] = network_of(text).groups
    assert [rule.from_port for rule in group.rules] == ([Known(443)] if settled else [])
    assert (group.unread_ingress == ()) is settled
    assert settled or "terraform.workspace is known to Terraform alone" in group.unread_ingress[0]


@pytest.mark.parametrize(("count", "settled"), [("count = 1", True), (MAYBE, False)])
def test_routes_of_a_default_table_that_may_not_be_adopted_are_not_settled(
    count: str, network_of: Callable[[str], Network], *, settled: bool
) -> None:
    text = f"""{USED}
resource "aws_internet_gateway" "g" {{}}
resource "aws_default_route_table" "d" {{
  {count}
  default_route_table_id = aws_vpc.v.default_route_table_id
  route {{
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }}
}}
"""
    [subnet] = network_of(text).subnets
    [table] = subnet.route_table.certain
    assert bool(table.to_internet) is settled
    assert bool(table.maybe_to_internet) is not settled


@pytest.mark.parametrize(("count", "pulls"), [("count = 1", False), (MAYBE, True)])
def test_a_task_definition_that_may_not_be_there_tells_nothing(
    count: str, network_of: Callable[[str], Network], *, pulls: bool
) -> None:
    """Its family then has a definition that was made elsewhere, of an image that is not known."""
    text = f"""{USED}
resource "aws_ecs_task_definition" "t" {{
  {count}
  family                = "web"
  container_definitions = jsonencode([{{ image = "public.ecr.aws/nginx/nginx", name = "web" }}])
}}
resource "aws_ecs_service" "s" {{
  name            = "web"
  task_definition = "web"
  launch_type     = "FARGATE"
  network_configuration {{
    subnets = [aws_subnet.a.id]
  }}
}}
"""
    assert bool(network_of(text).consumers) is pulls


@pytest.mark.parametrize(("count", "certain"), [("count = 1", True), (MAYBE, False)])
def test_a_group_whose_capacity_provider_may_not_be_there_may_pull(
    count: str, network_of: Callable[[str], Network], *, certain: bool
) -> None:
    text = f"""{USED}
resource "aws_autoscaling_group" "g" {{
  vpc_zone_identifier = [aws_subnet.a.id]
}}
resource "aws_ecs_capacity_provider" "p" {{
  {count}
  name = "p"
  auto_scaling_group_provider {{
    auto_scaling_group_arn = aws_autoscaling_group.g.arn
  }}
}}
"""
    [scope] = network_of(text).scopes
    assert scope.in_use is certain
    assert bool(scope.maybe_in_use) is not certain


@pytest.mark.parametrize(
    ("condition", "subnets"),
    [
        pytest.param('s.availability_zone == "eu-west-1a"', ["aws_subnet.a"], id="what the subnet says already"),
        pytest.param('s.state == "available"', [], id="what it does not say"),
    ],
)
def test_a_data_source_says_what_the_subnet_that_it_is_asked_for_says(
    condition: str, subnets: List[str], network_of: Callable[[str], Network]
) -> None:
    found = network_of(f"""
resource "aws_vpc" "v" {{}}
resource "aws_subnet" "a" {{
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-west-1a"
}}
resource "aws_subnet" "b" {{
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-west-1b"
}}
locals {{
  ids = [aws_subnet.a.id, aws_subnet.b.id]
}}
data "aws_subnet" "each" {{
  count = 2
  id    = local.ids[count.index]
}}
resource "aws_vpc_endpoint" "e" {{
  vpc_id            = aws_vpc.v.id
  service_name      = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type = "Interface"
  subnet_ids        = [for s in data.aws_subnet.each : s.id if {condition}]
}}
""")
    assert [subnet.address for subnet in found.endpoints[0].subnets.certain] == subnets


CLUSTER = """
resource "aws_vpc" "v" {}
resource "aws_subnet" "a" {
  vpc_id = aws_vpc.v.id
}
resource "aws_eks_cluster" "c" {
  name = "c"
  %s
}
resource "aws_eks_node_group" "n" {
  cluster_name = "c"
  subnet_ids   = %s
}
"""
WRITTEN = "vpc_config {\n    subnet_ids = [aws_subnet.a.id]\n  }"


@pytest.mark.parametrize(
    "taken",
    [
        "aws_eks_cluster.c.vpc_config[0].subnet_ids",
        "tolist(one(aws_eks_cluster.c.vpc_config).subnet_ids)",
        "flatten(aws_eks_cluster.c.vpc_config[*].subnet_ids)",
    ],
)
def test_what_is_written_in_a_nested_block_is_followed(taken: str, network_of: Callable[[str], Network]) -> None:
    [nodes] = network_of(CLUSTER % (WRITTEN, taken)).consumers
    assert [subnet.address for subnet in nodes.subnets.certain] == ["aws_subnet.a"]


@pytest.mark.parametrize(
    "blocks",
    [
        pytest.param(f"{WRITTEN}\n  {WRITTEN}", id="several"),
        pytest.param(
            'dynamic "vpc_config" {\n for_each = [1]\n content {\n subnet_ids = [aws_subnet.a.id]\n }\n }', id="dynamic"
        ),
        pytest.param("vpc_config {\n    endpoint_private_access = true\n  }", id="unset"),
    ],
)
def test_what_several_blocks_may_say_or_none_is_not_settled(blocks: str, network_of: Callable[[str], Network]) -> None:
    [nodes] = network_of(CLUSTER % (blocks, "aws_eks_cluster.c.vpc_config[0].subnet_ids")).consumers
    assert not nodes.subnets.certain
    assert nodes.subnets.open_because
