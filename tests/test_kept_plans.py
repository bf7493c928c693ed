"""The engine, without Checkov, on every plan that real Terraform made."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Callable, FrozenSet

import pytest
from conftest import PLANS, Row, expected_rows, kept_plans, oracle_plans, plan_name
from ecr_privatelink.explain.plan_report import report
from ecr_privatelink.facts.check_catalogue import UNDECIDED, check_by_id
from ecr_privatelink.judging.plan_judging import judge_plan
from ecr_privatelink.plan.plan_file import read_plan
from wiring_comparison import WRONG, compare

TRUTHS = sorted(PLANS.rglob("truth.json"))
ALL_PLANS = [*kept_plans(), *oracle_plans()]


def rows_of(plan: Path) -> FrozenSet[Row]:
    judgement = judge_plan(plan)
    assert judgement.crashes == {}
    return frozenset((finding.check, finding.resource) for finding in judgement.findings)


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_the_findings_are_the_expected_ones(plan: Path) -> None:
    assert rows_of(plan) == expected_rows(plan.parent)


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_a_plan_alone_raises_no_false_alarm(plan: Path, alone: Callable[[Path], Path]) -> None:
    """What it cannot prove without sources is undecided."""
    known = (plan.parent / "expected_alone.txt").exists()
    expected = expected_rows(plan.parent, "expected_alone.txt" if known else "expected.txt")
    found = rows_of(alone(plan))
    assert {row for row in found - expected if known or row[0] != UNDECIDED} == set()
    if expected - found:
        assert any(check == UNDECIDED for check, _ in found)
        assert not known


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_every_verdict_is_on_a_row_that_checkov_has(plan: Path) -> None:
    """A verdict on anything else would never be heard."""
    judgement = judge_plan(plan)
    types = {change["address"]: change["type"] for change in read_plan(plan)["resource_changes"]}
    for check, resource in [*judgement.failures, *judgement.passes]:
        assert types[resource] in check_by_id(check).rows


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_no_check_passes_where_it_fails_or_is_undecided(plan: Path) -> None:
    judgement = judge_plan(plan)
    undecided = {
        (check, resource)
        for (told_by, resource), message in judgement.failures.items()
        if told_by == UNDECIDED
        for check in re.findall(r"CKV_ECRPL_\d{3}", message)
    }
    assert not judgement.passes & (set(judgement.failures) | undecided)


def test_there_are_enough_real_plans() -> None:
    assert len(list(PLANS.glob("*/main.tf"))) >= 12


@pytest.mark.parametrize("file", TRUTHS, ids=lambda file: file.parent.name)
def test_the_wiring_is_what_terraform_makes_of_it(file: Path) -> None:
    """Terraform applied the same sources with a mock provider: every id of its state is known."""
    truth = json.loads(file.read_text(encoding="utf-8"))
    told = report(judge_plan(file.parent / "plan.json"))
    wires = list(compare(told, truth))
    assert wires
    assert [wire for wire in wires if wire.verdict == WRONG] == []


def test_the_wiring_is_exact_wherever_the_sources_hold_the_answer() -> None:
    """Soundness is proven above; this keeps the engine from answering "unknown" to everything."""
    states = {
        f"{file.parent.name} {endpoint['address']}.{relation}": endpoint[relation]["state"]
        for file in TRUTHS
        if not file.parent.name.startswith("undecided")
        for endpoint in report(judge_plan(file.parent / "plan.json"))["endpoints"]
        for relation in ("subnets", "security_groups", "route_tables")
    }
    assert len(states) > 600
    assert {name for name, state in states.items() if state != "exact"} == set()
