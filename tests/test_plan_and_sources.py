"""The same findings in both modes: a plan, and its sources alone where they can prove them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Mapping, Set

import pytest
from conftest import Row, kept_plans, oracle_plans, plan_name
from ecr_privatelink.facts.check_catalogue import ANALYSIS_FAILED, UNDECIDED
from ecr_privatelink.judging.plan_judging import Judgement, judge_plan
from ecr_privatelink.judging.source_judging import judge_sources

ALL_PLANS = [*kept_plans(), *oracle_plans()]

ONLY_THE_PLAN_TELLS: Mapping[str, str] = {
    "tests/plans/data_sources": "the VPC and the subnets are data that only a plan has read",
    "tests/plans/oracle/existing_and_new": "some of the subnets, and their zones, are data that only a plan has read",
    "tests/plans/oracle/zones_by_data": "how many subnets there are follows from zones that only a plan has read",
}
"""Where the findings differ, and why."""


@cache
def of_plan(plan: Path) -> Judgement:
    return judge_plan(plan)


@cache
def of_sources(plan: Path) -> Judgement:
    return judge_sources(plan.parent)


def failed(judgement: Judgement) -> Set[Row]:
    return {(finding.check, finding.resource) for finding in judgement.findings}


def proven(judgement: Judgement) -> Set[Row]:
    """The faults; an open question proves nothing."""
    return {row for row in failed(judgement) if row[0] != UNDECIDED}


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_the_findings_are_the_same_unless_only_the_plan_can_tell(plan: Path) -> None:
    same = failed(of_sources(plan)) == failed(of_plan(plan))
    assert same is (plan_name(plan) not in ONLY_THE_PLAN_TELLS)


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_what_one_proves_the_other_never_denies(plan: Path) -> None:
    planned, written = of_plan(plan), of_sources(plan)
    assert not proven(planned) & set(written.passes)
    assert not proven(written) & set(planned.passes)


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_sources_raise_no_alarm_that_the_plan_does_not(plan: Path) -> None:
    assert proven(of_sources(plan)) <= proven(of_plan(plan))


@pytest.mark.parametrize("plan", ALL_PLANS, ids=plan_name)
def test_the_analysis_of_sources_runs_in_full(plan: Path) -> None:
    judgement = of_sources(plan)
    assert judgement.crashes == {}
    assert judgement.unread == ()
    assert all(check != ANALYSIS_FAILED for check, _ in judgement.failures)


@pytest.mark.parametrize("name", sorted(ONLY_THE_PLAN_TELLS))
def test_where_only_the_plan_can_tell_the_sources_say_what_is_open(name: str) -> None:
    plan = next(plan for plan in ALL_PLANS if plan_name(plan) == name)
    assert failed(of_plan(plan)) - failed(of_sources(plan)) or failed(of_sources(plan)) - failed(of_plan(plan))
    assert any(check == UNDECIDED for check, _ in failed(of_sources(plan)) - failed(of_plan(plan)))
