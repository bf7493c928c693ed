"""The synthetic plans of the benchmark are what real Terraform makes, and broken where they say so."""

from __future__ import annotations

import heapq
import json
from pathlib import Path
from typing import Any, Dict, List

import pytest
from benchmark.stack_plans import kept_plan, minified, stack_plan, stacks_for
from benchmark.stack_sources import LAYOUTS, STACK_RESOURCES, stack_sources
from conftest import needs_aws_provider
from ecr_privatelink.judging.plan_judging import judge_plan
from synthetic_plans import terraform_plan

FAULTS = ["CKV_ECRPL_102", "CKV_ECRPL_103", "CKV_ECRPL_201", "CKV_ECRPL_401"]


@pytest.mark.terraform
@needs_aws_provider
def test_synthetic_plans_are_to_the_letter_what_terraform_makes() -> None:
    """In one run, for Terraform's start takes the most time: the layouts stand side by side in one root module."""
    sources = {layout: stack_sources(layout, 3, 3) for layout in LAYOUTS}
    provider = sources["flat"]["main.tf"]
    calls = [sources[layout]["main.tf"].replace(provider, "") for layout in ("modules", "foreach")]
    made = terraform_plan({**sources["modules"], **sources["flat"], "main.tf": "".join([provider, *calls])})
    assert parts(made) == [*heapq.merge(*(parts(stack_plan(layout, 3, 3)) for layout in LAYOUTS))]


def parts(plan: Dict[str, Any]) -> List[str]:
    """Every resource, module, change and attribute of a plan as its text, under the name of where it stands."""
    told = [f"{name} {json.dumps(part)}" for name in ("resource_changes", "relevant_attributes") for part in plan[name]]
    roots = {
        "values": plan["planned_values"],
        "before": plan["prior_state"]["values"],
        "written": plan["configuration"],
    }
    for name, root in roots.items():
        for kind, held in root["root_module"].items():
            told += [f"{name} {kind} {json.dumps(part)}" for part in (held.items() if isinstance(held, dict) else held)]
    return sorted(told)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_plan_of_the_two_kept_stacks_is_the_kept_plan(layout: str) -> None:
    assert minified(stack_plan(layout, 2, 2)) == kept_plan(layout).read_text(encoding="utf-8")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_stack_has_resources_of_its_own(layout: str) -> None:
    addresses = [change["address"] for change in stack_plan(layout, 12)["resource_changes"]]
    assert len(addresses) == len(set(addresses)) == 12 * STACK_RESOURCES


def test_sizes_are_met() -> None:
    for resources in (200, 2_000, 10_000, 50_000):
        assert stacks_for(resources) * STACK_RESOURCES == pytest.approx(resources, rel=0.07)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_planted_fault_is_found_and_nothing_else(layout: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(stack_plan(layout, 6, 3)), encoding="utf-8")
    findings = judge_plan(plan).findings
    assert sorted(finding.check for finding in findings) == sorted(FAULTS * 2)
    assert all(("s0002" in finding.resource) != ("s0005" in finding.resource) for finding in findings)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_sound_stacks_give_no_finding(layout: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text(json.dumps(stack_plan(layout, 3)), encoding="utf-8")
    assert judge_plan(plan).findings == []
