"""A sample of the mutants that `tools/plan_mutants.py` makes: the faulty are caught, the harmless change nothing."""

from __future__ import annotations

import copy
from dataclasses import replace
from random import Random
from typing import Dict, List, Tuple

import pytest
from conftest import ROOT
from mutants.cases import Case, kept_cases
from mutants.edits import WAITS, Assign, Block
from mutants.fault_runs import ASKED, CAUGHT, Outcome, outcomes_of_faults
from mutants.faults import Fault, faults_of
from mutants.harmless_plans import HarmlessPlan, harmless_plans_of
from mutants.harmless_runs import SAME, outcomes_of_harmless, outcomes_of_harmless_plans, outcomes_of_harmless_with_plan
from mutants.harmless_sources import harmless_of
from mutants.judged_mutants import BOTH, PLAN, SOURCES
from mutants.plan_editing import edited_plan
from mutants.source_editing import edited_sources
from mutants.spec_model import failing

_NAMES = (
    "examples/CKV_ECRPL_103/good",
    "examples/article",
    "tests/plans/associations",
    "tests/plans/module_nested",
    "tests/plans/second_plan_noop",
    "tests/plans/two_vpcs",
    "tests/plans/oracle/counted_flags",
    "tests/plans/oracle/registry_security_group",
)
_CASES: Dict[str, Case] = {}


def _case(name: str) -> Case:
    """One object for each case: what it has read is kept."""
    return _CASES.setdefault(name, Case(ROOT / name))


def _sample(name: str, most: int = 8) -> List[Fault]:
    """Some faulty mutants of a case, always the same, each by another operator."""
    by_operator = {fault.operator: fault for fault in faults_of(_case(name))}
    operators = sorted(by_operator)
    return [by_operator[operator] for operator in Random(name).sample(operators, min(most, len(operators)))]  # noqa: S311


def _bad(outcomes: List[Outcome], *good: str) -> List[Outcome]:
    return [outcome for outcome in outcomes if outcome.state not in good]


@pytest.mark.parametrize("name", _NAMES)
def test_faults_are_caught_with_plan_and_sources(name: str) -> None:
    outcomes = list(outcomes_of_faults(_case(name), (BOTH,), _sample(name)))
    assert outcomes
    assert _bad(outcomes, CAUGHT) == []


@pytest.mark.parametrize("name", _NAMES)
def test_faults_are_caught_in_sources_alone(name: str) -> None:
    outcomes = list(outcomes_of_faults(_case(name), (SOURCES,), _sample(name)))
    assert outcomes
    assert _bad(outcomes, CAUGHT) == []


@pytest.mark.parametrize("name", _NAMES)
def test_faults_are_caught_or_asked_about_in_a_plan_alone(name: str) -> None:
    outcomes = list(outcomes_of_faults(_case(name), (PLAN,), _sample(name, most=15)))
    assert len(outcomes) > 8
    assert _bad(outcomes, CAUGHT, ASKED) == []


@pytest.mark.parametrize("name", _NAMES)
def test_harmless_edits_of_sources_change_no_verdict(name: str) -> None:
    mutants = Random(name).sample(list(harmless_of(_case(name))), 8)  # noqa: S311 - it keeps no secret
    assert _bad(list(outcomes_of_harmless(_case(name), mutants)), SAME) == []


@pytest.mark.parametrize("name", _NAMES)
def test_harmless_edits_of_sources_beside_their_plan_change_no_verdict(name: str) -> None:
    same_plan = [mutant for mutant in harmless_of(_case(name)) if mutant.keeps_plan]
    mutants = Random(name).sample(same_plan, 6)  # noqa: S311 - it keeps no secret
    assert _bad(list(outcomes_of_harmless_with_plan(_case(name), mutants)), SAME) == []


@pytest.mark.parametrize("name", _NAMES)
def test_harmless_edits_of_a_plan_turn_no_verdict_round(name: str) -> None:
    mutants = Random(name).sample(list(harmless_plans_of(_case(name))), 8)  # noqa: S311 - it keeps no secret
    assert _bad(list(outcomes_of_harmless_plans(_case(name), mutants)), SAME, ASKED) == []


def test_a_fault_is_no_harmless_edit() -> None:
    """The comparison of verdicts would notice one."""
    case = _case("examples/article")
    fault = next(fault for fault in faults_of(case) if fault.operator == "private DNS off")
    plan = HarmlessPlan("a fault", fault.place, edited_plan(case.plan_text, fault.edits))
    (outcome,) = outcomes_of_harmless_plans(case, [plan])
    assert outcome.state == "MISSED"
    assert "now FAILED: ('CKV_ECRPL_201'" in outcome.detail


def test_sources_that_no_longer_fit_are_no_harmless_edit() -> None:
    case = _case("examples/article")
    other = next(mutant for mutant in harmless_of(case) if mutant.operator == "resource renamed")
    (outcome,) = outcomes_of_harmless_with_plan(case, [replace(other, keeps_plan=True)])
    assert outcome.state == "MISSED"
    assert "sources not used" in outcome.detail


def test_a_fault_that_nobody_reports_is_missed() -> None:
    case = _case("examples/CKV_ECRPL_103/good")
    (first, *_) = faults_of(case)
    unedited = Fault(first.operator, first.place, (), first.expected, first.allowed)
    states = {outcome.state for outcome in outcomes_of_faults(case, (PLAN, SOURCES, BOTH), [unedited])}
    assert states == {"MISSED"}


def test_a_gateway_without_tables_is_asked_about_where_its_vpc_may_be_in_use() -> None:
    case = _case("tests/plans/oracle/string_round_trips")
    faults = [fault for fault in faults_of(case) if fault.operator == "no route tables"]
    assert [outcome.state for outcome in outcomes_of_faults(case, (PLAN,), faults)] == [ASKED]


def test_the_facts_of_a_kept_case_fail_where_the_engine_does() -> None:
    for name in _NAMES:
        known = {row for row in _case(name).judgement.failures if row[0] != "CKV_ECRPL_001"}
        assert failing(_case(name).model) == known


def test_an_edit_leaves_the_facts_that_it_started_from() -> None:
    case = _case("examples/article")
    before = copy.deepcopy(case.model)
    assert len(list(faults_of(case))) > 50
    assert case.model == before


def test_an_attribute_of_one_instance_is_set_in_plan_and_sources() -> None:
    case = _case("examples/article")
    block = next(case.blocks_of("aws_vpc_endpoint"))
    edit = Assign(block, ("subnet_ids",), "null", WAITS, key="logs")
    (text,) = edited_sources(case.texts, (edit,)).values()
    assert 'subnet_ids          = each.key == "logs" ? null : ([aws_subnet.main["endpoint_a"].id' in text
    (config,) = _configs(edited_plan(case.plan_text, (edit,)), block)
    assert config["expressions"]["subnet_ids"]["references"][:2] == ["each.key", 'aws_subnet.main["endpoint_a"].id']


def _configs(plan: Dict[str, object], block: Block) -> List[Dict[str, Dict[str, Dict[str, List[str]]]]]:
    root = plan["configuration"]["root_module"]  # type: ignore[index]
    return [entry for entry in root["resources"] if (entry["type"], entry["name"]) == (block.type, block.name)]


def test_there_are_enough_mutants() -> None:
    """Of the cases of this sample alone; the tool makes them of all."""
    counts: Tuple[int, ...] = tuple(len(list(faults_of(_case(name)))) for name in _NAMES)
    assert sum(counts) > 300
    assert len(kept_cases()) > 80
