"""Real Checkov runs over real plans: the rows are the expected ones, no fewer and no more."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Dict, FrozenSet, Set

import pytest
from conftest import BAD_ZONE_ROWS, EXAMPLES, PLANS, Row, Scan, expected_rows, kept_plans, ours, plan_name, scan
from ecr_privatelink.facts.check_catalogue import CHECKS

pytestmark = pytest.mark.checkov


def rows_by_plan(found: Scan) -> Dict[str, Set[Row]]:
    """The FAILED rows of a run over many plans, by plan."""
    rows: Dict[str, Set[Row]] = {plan_name(plan): set() for plan in kept_plans()}
    for record in found.records():
        rows[plan_name(Path(record["file_abs_path"]))].add((record["check_id"], record["resource"]))
    return rows


def expected_by_plan() -> Dict[str, FrozenSet[Row]]:
    return {plan_name(plan): expected_rows(plan.parent) for plan in kept_plans()}


def test_every_kept_plan_in_one_run_gives_exactly_the_expected_rows() -> None:
    files = [argument for plan in kept_plans() for argument in ("-f", plan)]
    found = scan(*files, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*")
    assert rows_by_plan(found) == expected_by_plan()
    assert "ERROR" not in found.err


def test_directory_scan_tells_many_plans_apart() -> None:
    found = scan("-d", EXAMPLES, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*")
    expected = {name: rows for name, rows in expected_by_plan().items() if name.startswith("examples")}
    assert {name: rows for name, rows in rows_by_plan(found).items() if name in expected} == expected


@pytest.mark.parametrize("parallelization", ["fork", "thread"])
def test_rows_are_right_when_every_framework_runs(parallelization: str, bad_zone_plan: Path) -> None:
    other = EXAMPLES / "CKV_ECRPL_201" / "bad" / "plan.json"
    environment = {**os.environ, "CHECKOV_PARALLELIZATION_TYPE": parallelization}
    found = scan("-f", bad_zone_plan, other, "--check", "CKV_ECRPL_*", environment=environment)
    rows = rows_by_plan(found)
    assert rows[plan_name(bad_zone_plan)] == BAD_ZONE_ROWS
    assert rows[plan_name(other)] == {("CKV_ECRPL_201", "aws_vpc_endpoint.ecr_api")}


def test_the_documented_check_list_is_enough_to_hear_of_a_fault(bad_zone_plan: Path) -> None:
    ids = "CKV_ECRPL_001,CKV_ECRPL_002,CKV_ECRPL_301"
    found = scan("-f", bad_zone_plan, "--framework", "terraform_plan", "--check", ids)
    assert found.rows() == BAD_ZONE_ROWS
    assert found.code == 1
    assert {check for check, _ in found.rows("passed")} == {"CKV_ECRPL_001", "CKV_ECRPL_002"}


def test_skip_check_takes_one_id_out(bad_zone_plan: Path) -> None:
    found = scan(
        "-f", bad_zone_plan, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*", "--skip-check", "CKV_ECRPL_301"
    )
    assert found.rows() == set()


def test_inline_skip_reaches_the_plan_by_enrichment(tmp_path: Path, bad_zone_plan: Path) -> None:
    sources = tmp_path / "sources"
    shutil.copytree(bad_zone_plan.parent, sources)
    main = sources / "main.tf"
    block = 'resource "aws_vpc_endpoint" "ecr_dkr" {\n'
    text = main.read_text(encoding="utf-8")
    assert block in text
    main.write_text(text.replace(block, block + "  # checkov:skip=CKV_ECRPL_301:moved next week\n"), encoding="utf-8")
    found = ours(sources / "plan.json", "--repo-root-for-plan-enrichment", sources)
    assert found.rows("skipped") == {("CKV_ECRPL_301", "aws_vpc_endpoint.ecr_dkr")}
    assert found.rows() == BAD_ZONE_ROWS - found.rows("skipped")


def test_undecided_can_be_soft_while_a_fault_is_not(bad_zone_plan: Path) -> None:
    undecided = EXAMPLES / "CKV_ECRPL_001" / "bad" / "plan.json"
    assert ours(undecided).code == 1
    assert ours(undecided, "--soft-fail-on", "CKV_ECRPL_001").code == 0
    assert ours(bad_zone_plan, "--soft-fail-on", "CKV_ECRPL_001").code == 1


def test_every_check_passes_or_fails_on_some_kept_plan() -> None:
    """An id that no row ever bears would be a check that is never run."""
    files = [argument for plan in EXAMPLES.glob("*/*/plan.json") for argument in ("-f", plan)]
    found = scan(*files, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*")
    heard = {check for check, _ in found.rows() | found.rows("passed")}
    assert heard == {check.id for check in CHECKS}


def test_a_plan_beyond_the_size_limit_is_found_through_the_graph(bad_zone_plan: Path) -> None:
    """Above 50 MB Checkov no longer notes the file in each entity; the limit can be set."""
    environment = {**os.environ, "CHECKOV_MAX_IAC_FILE_SIZE": "1"}
    other = PLANS / "count_index" / "plan.json"
    found = scan(
        "-f", bad_zone_plan, other, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*", environment=environment
    )
    rows = rows_by_plan(found)
    assert rows[plan_name(bad_zone_plan)] == BAD_ZONE_ROWS
    assert rows[plan_name(other)] == expected_rows(other.parent)


def test_a_fork_of_checkov_prints_what_a_process_of_its_own_does(bad_zone_plan: Path) -> None:
    """Most tests scan by a fork, which is ready at once."""
    forked = ours(bad_zone_plan)
    assert forked == ours(bad_zone_plan, environment={**os.environ, "OF_ITS_OWN": "1"})
    assert forked.rows() == BAD_ZONE_ROWS
