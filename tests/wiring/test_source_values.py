"""Sources beside a plan: what they settle, when they are not used, and what is then said."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, FrozenSet

import pytest
from conftest import CHECKS, PLANS
from ecr_privatelink.explain.plan_report import report
from ecr_privatelink.judging.plan_judging import judge_plan
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.plan.plan_file import read_plan
from ecr_privatelink.plan.plan_index import Plan
from ecr_privatelink.source.source_tree import SourceTree
from ecr_privatelink.wiring.plan_wiring import Wiring
from ecr_privatelink.wiring.source_answers import SourceAnswers
from ecr_privatelink.wiring.source_modules import SourceModules
from ecr_privatelink.wiring.source_values import SourceValues

DKR = 'aws_vpc_endpoint.interface["ecr.dkr"]'


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[str], Path]:
    """A kept plan with its sources, which a test may change."""

    def copied(name: str) -> Path:
        (tmp_path / ".git").mkdir()
        return Path(shutil.copytree(PLANS / name, tmp_path / name))

    return copied


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def undecided(folder: Path) -> Dict[str, str]:
    """The messages of 001, by address."""
    findings = judge_plan(folder / "plan.json").findings
    return {finding.resource: finding.message for finding in findings if finding.check == "CKV_ECRPL_001"}


def subnets_of(folder: Path, endpoint: str) -> Dict[str, object]:
    told = report(judge_plan(folder / "plan.json"))
    [found] = [entry for entry in told["endpoints"] if entry["address"] == endpoint]
    subnets: Dict[str, object] = found["subnets"]
    return subnets


def opened_for(name: str) -> FrozenSet[str]:
    """The source files that are opened while a kept plan is read."""
    plan = Plan(read_plan(PLANS / name / "plan.json"))
    tree = SourceTree(PLANS / name)
    build_network(Wiring(plan, SourceAnswers(SourceValues(plan, SourceModules(plan, tree)))))
    return frozenset(path.name for path in tree.opened)


def test_a_local_is_followed_and_the_trail_is_told(copy_of: Callable[[str], Path]) -> None:
    told = subnets_of(copy_of("locals"), DKR)
    assert told["state"] == "exact"
    assert told["addresses"] == ['aws_subnet.app["eu-west-1a"]', 'aws_subnet.app["eu-west-1b"]']
    assert told["trail"] == [f"{DKR}.subnet_ids", "local.subnet_ids"]


def test_the_trail_leads_through_modules_to_what_is_not_settled(copy_of: Callable[[str], Path]) -> None:
    folder = copy_of("module_inputs")
    edit(folder / "modules/vpc/outputs.tf", "= aws_subnet.a.id", "= coalesce(uuid(), aws_subnet.a.id)")
    told = subnets_of(folder, "module.endpoints.aws_vpc_endpoint.ecr_dkr")
    endpoint = "module.endpoints.aws_vpc_endpoint.ecr_dkr.subnet_ids"
    trail = f"{endpoint} <- module.endpoints.var.subnet_ids <- module.vpc.subnet_a_id"
    assert told["why"] == f"uuid() is not evaluated ({trail})"


@pytest.mark.parametrize("name", ["second_plan_noop", "external_consumer"])
def test_a_plan_that_is_decided_reads_no_sources(name: str) -> None:
    assert opened_for(name) == frozenset()


def test_only_sources_are_opened() -> None:
    assert opened_for("locals") == {"main.tf", "locals.tf"}


def test_the_parser_is_not_even_imported_for_a_plan_that_is_decided() -> None:
    """It takes a second to load."""
    code = (
        "import sys; from pathlib import Path\n"
        "from ecr_privatelink.judging.plan_judging import judge_plan\n"
        "judge_plan(Path(sys.argv[1]))\n"
        "print('hcl2' in sys.modules, 'lark' in sys.modules)"
    )
    plan = PLANS / "second_plan_noop" / "plan.json"
    run = subprocess.run(
        [sys.executable, "-c", code, str(plan)], capture_output=True, check=True, cwd=CHECKS, text=True
    )
    assert run.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        pytest.param(
            'resource "aws_ecs_cluster" "this"',
            'resource "aws_ecs_cluster" "other"',
            "aws_ecs_cluster.this is in the plan and not in the sources",
            id="a resource has another name",
        ),
        pytest.param(
            'resource "aws_ecs_cluster" "this" {',
            'resource "aws_sqs_queue" "more" {}\nresource "aws_ecs_cluster" "this" {',
            "aws_sqs_queue.more is in the sources and not in the plan",
            id="a resource is new",
        ),
        pytest.param(
            "subnet_ids          = values(local.subnet_ids)",
            'subnet_ids          = [aws_subnet.app["eu-west-1a"].id]',
            "aws_vpc_endpoint.interface.subnet_ids has other references in the plan than in the sources",
            id="an attribute refers to something else",
        ),
        pytest.param(
            "private_dns_enabled = true",
            "private_dns_enabled = false",
            "private_dns_enabled has another value in the plan than in the sources",
            id="a value that the plan knows differs",
        ),
        pytest.param(
            'service => "com.amazonaws.eu-west-1.${service}"',
            'service => "com.amazonaws.eu-west-1.${service}" if service != "logs"',
            "aws_vpc_endpoint.interface has other instances in the plan than in the sources",
            id="for_each gives other keys",
        ),
        pytest.param('resource "aws_vpc"', 'resource "aws_vpc', "main.tf", id="a file cannot be read"),
    ],
)
def test_sources_that_do_not_fit_are_refused_with_the_reason(
    before: str, after: str, reason: str, copy_of: Callable[[str], Path]
) -> None:
    """And the product goes on with the plan alone."""
    folder = copy_of("locals")
    for file in folder.glob("*.tf"):
        if before in file.read_text(encoding="utf-8"):
            edit(file, before, after)
    found = undecided(folder)
    assert set(found) == {"aws_ecs_service.app", "aws_vpc.this", "aws_vpc_endpoint.s3"} | {
        f'aws_vpc_endpoint.interface["{service}"]' for service in ("ecr.api", "ecr.dkr", "logs")
    }
    message = found[DKR]
    assert "the sources of the root module are not used: " in message
    assert reason in message


def test_one_module_without_sources_leaves_the_others_alone(copy_of: Callable[[str], Path]) -> None:
    """What its outputs hold is then told by the plan's reference lists, as far as they go."""
    folder = copy_of("module_inputs")
    shutil.rmtree(folder / "modules" / "vpc")
    told = subnets_of(folder, "module.endpoints.aws_vpc_endpoint.ecr_dkr")
    assert told["state"] == "exact"
    assert told["addresses"] == ["module.vpc.aws_subnet.a", "module.vpc.aws_subnet.a2"]
    [service] = report(judge_plan(folder / "plan.json"))["consumers"]
    assert service["subnets"]["state"] == "superset"
    assert "the sources of module.vpc are not used" in service["subnets"]["why"]


def test_a_circle_of_references_ends(copy_of: Callable[[str], Path]) -> None:
    """Terraform refuses it, so that such sources are not those of the plan; it must not hang."""
    folder = copy_of("locals")
    edit(folder / "locals.tf", "[aws_security_group.endpoints.id]", "local.route_table_id")
    edit(folder / "locals.tf", "aws_route_table.app.id", "local.security_group_ids")
    assert "refers to itself" in undecided(folder)["aws_vpc_endpoint.s3"]


def test_a_chain_of_a_thousand_locals_is_followed(copy_of: Callable[[str], Path]) -> None:
    folder = copy_of("locals")
    chain = "\n".join(f"  l{number} = local.l{number + 1}" for number in range(1000))
    edit(
        folder / "locals.tf",
        "route_table_id     = aws_route_table.app.id",
        f"route_table_id = local.l0\n{chain}\n  l1000 = aws_route_table.app.id",
    )
    assert undecided(folder) == {}


def test_a_value_that_doubles_at_each_step_is_not_built(copy_of: Callable[[str], Path]) -> None:
    folder = copy_of("locals")
    chain = "\n".join(f"  l{number} = [local.l{number + 1}, local.l{number + 1}]" for number in range(60))
    edit(
        folder / "locals.tf",
        "[aws_security_group.endpoints.id]",
        f"flatten(local.l0)\n{chain}\n  l60 = aws_security_group.endpoints.id",
    )
    assert "more than 250,000 parts" in undecided(folder)[DKR]


def test_unknown_things_of_the_sources_are_named(copy_of: Callable[[str], Path]) -> None:
    folder = copy_of("locals")
    edit(
        folder / "locals.tf", "aws_route_table.app.id", 'terraform.workspace == "live" ? aws_route_table.app.id : null'
    )
    message = undecided(folder)["aws_vpc_endpoint.s3"]
    assert "terraform.workspace is known to Terraform alone" in message
    assert "local.route_table_id" in message
