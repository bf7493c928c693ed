"""Every open question comes with what would settle it."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Dict

import pytest
from conftest import PLANS, kept_plans, oracle_plans, plan_name
from ecr_privatelink.facts.check_catalogue import UNDECIDED
from ecr_privatelink.judging import plan_judging
from ecr_privatelink.judging.open_remedies import PLAN_ALONE
from ecr_privatelink.judging.plan_judging import Judgement, judge_plan
from ecr_privatelink.judging.source_judging import judge_sources

ALL_PLANS = [*kept_plans(), *oracle_plans()]
SOURCES = "judge it with the Terraform sources beside it, or their folder in CKV_ECRPL_SOURCE"
LATER = "judge the plan that follows the apply"


def open_rows(judgement: Judgement) -> Dict[str, str]:
    """What each undecided row says, by its address."""
    return {found.resource: found.message for found in judgement.findings if found.check == UNDECIDED}


@cache
def with_sources(plan: Path) -> Dict[str, str]:
    return open_rows(judge_plan(plan))


@cache
def alone(plan: Path) -> Dict[str, str]:
    with TemporaryDirectory() as folder:
        return open_rows(judge_plan(Path(shutil.copy(plan, folder))))


@cache
def sources_alone(plan: Path) -> Dict[str, str]:
    return open_rows(judge_sources(plan.parent))


def remedies(message: str) -> str:
    return message.rpartition("; to settle it, ")[2]


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_every_undecided_row_names_a_remedy(plan: Path) -> None:
    for rows in (with_sources(plan), alone(plan), sources_alone(plan)):
        assert [
            message for message in rows.values() if "; to settle it, " not in message or not remedies(message)
        ] == []


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_sources_are_named_where_they_help_and_nowhere_else(plan: Path) -> None:
    settled = with_sources(plan)
    for address, message in alone(plan).items():
        if address not in settled:
            assert SOURCES in message
        elif message.startswith(settled[address].rpartition("; to settle it, ")[0]):
            assert SOURCES not in message
    assert not any("Terraform sources" in message for message in (*settled.values(), *sources_alone(plan).values()))


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_only_what_terraform_alone_knows_is_left_to_the_apply(plan: Path) -> None:
    """Whose reason has none of the words that ask for a remedy is one of these; another one was reworded."""
    left = any(remedies(message) == LATER for message in with_sources(plan).values())
    assert not left or plan.parent.name.startswith("undecided_")


TASKS_IN_A_SUBNET = """
resource "aws_ecs_service" "app" {
  name            = "app"
  launch_type     = "FARGATE"
  task_definition = "app"
  network_configuration {
    subnets = [aws_subnet.tier["app0"].id]
  }
}
"""


@pytest.mark.parametrize(
    ("old", "new", "more"),
    [
        pytest.param('s3 = local.tables_of["app"]', "s3 = values(aws_route_table.tier)[*].id", "", id="a tie"),
        pytest.param("", "", TASKS_IN_A_SUBNET, id="a consumer"),
    ],
)
def test_what_helps_where_a_subnet_may_hold_no_tasks(tmp_path: Path, old: str, new: str, more: str) -> None:
    plan = PLANS / "oracle" / "locals_over_files" / "plan.json"
    [message] = sources_alone(plan).values()
    assert "tie the subnet's route table to the gateway as well, or judge it with what runs in the VPC" in message
    for file in plan.parent.glob("*.tf"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace(old, new) if old else text, encoding="utf-8")
    (tmp_path / "more.tf").write_text(more, encoding="utf-8")
    assert open_rows(judge_sources(tmp_path)) == {}


@pytest.mark.parametrize(
    ("name", "folder", "module"),
    [
        pytest.param("locals", ".", "the root module", id="locals"),
        pytest.param("count_index", ".", "the root module", id="a list of which a plan shows all members"),
        pytest.param("module_inputs", "modules/endpoints", "module.endpoints", id="such a list in a module"),
        pytest.param("module_inputs", ".", "the root module", id="what a module is given"),
        pytest.param("oracle/whole_module", "modules/net", "module.net", id="what a module gives"),
        pytest.param("oracle/optional_objects", ".", "the root module", id="a value that is none of its type"),
    ],
)
def test_a_row_tells_once_which_sources_do_not_fit_and_why(tmp_path: Path, name: str, folder: str, module: str) -> None:
    plan = PLANS / name / "plan.json"
    shutil.copytree(plan.parent, tmp_path / "stack")
    (tmp_path / "stack" / folder / "more.tf").write_text('variable "more" {}\n', encoding="utf-8")
    rows = open_rows(judge_plan(tmp_path / "stack" / "plan.json"))
    assert rows
    assert not with_sources(plan)
    for message in rows.values():
        assert (
            message.count(f"the sources of {module} are not used: var.more is in the sources and not in the plan") == 1
        )
        assert remedies(message) == "scan the sources that the plan was made from, after `terraform init`"


def test_one_reason_behind_several_questions_is_told_once() -> None:
    [message] = with_sources(PLANS / "central_endpoints" / "plan.json").values()
    assert message.startswith(
        "undecided: CKV_ECRPL_101: whether aws_vpc.spoke has an endpoint for ecr.dkr"
        " and CKV_ECRPL_102: whether aws_vpc.spoke has an endpoint for ecr.api"
        " and CKV_ECRPL_103: whether aws_vpc.spoke has an endpoint for logs"
        ": central endpoints may serve it through aws_ec2_transit_gateway_vpc_attachment.spoke"
    )


def test_questions_without_a_reason_of_their_own_stand_apart() -> None:
    rows = {"its egress is wide, and aws_lambda_function.f may use the group too": ["CKV_ECRPL_405"], "no": ["X"]}
    told = plan_judging._undecided_message(rows, PLAN_ALONE, ())  # noqa: SLF001 - the sentence alone is of interest
    assert "may use the group too; X: no; to settle it, " in told
