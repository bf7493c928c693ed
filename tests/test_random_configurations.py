"""The generator of random configurations, the oracle over them, and those of them that are kept."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Callable

import pytest
from conftest import PLANS, ROOT, needs_aws_provider
from ecr_privatelink.explain.plan_report import report
from ecr_privatelink.judging.plan_judging import judge_plan
from random_configurations import random_configuration, write_case
from wiring_comparison import EXACT, compare
from wiring_oracle import compared, kept_truth

KEPT = sorted(path.parent for path in PLANS.glob("random/*/plan.json"))


def test_a_seed_always_gives_the_same_configuration() -> None:
    assert random_configuration(7) == random_configuration(7)


def test_another_seed_gives_another_configuration() -> None:
    assert len({random_configuration(seed)["main.tf"] for seed in range(10)}) == 10


@pytest.mark.parametrize("seed", range(20))
def test_every_module_that_is_called_is_written(seed: int) -> None:
    files = random_configuration(seed)
    for name, text in files.items():
        for source in re.findall(r'source = "\./(\w+)"', text):
            assert str(Path(name).parent / source / "main.tf") in files


def test_random_configurations_hold_what_is_to_be_wired() -> None:
    texts = [text for seed in range(20) for text in random_configuration(seed).values()]
    for part in ("aws_vpc_endpoint", "aws_ecs_service", "aws_route_table_association", "module", "for_each", "count"):
        assert any(part in text for text in texts)


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case.name)
def test_all_wiring_of_a_kept_random_case_is_exact(case: Path) -> None:
    wires = compared(case)
    assert len(wires) >= 10
    assert [wire for wire in wires if wire.verdict != EXACT] == []


def test_the_plans_of_random_cases_alone_leave_wiring_open(alone: Callable[[Path], Path]) -> None:
    """The kept cases would prove little if a plan told all by itself."""
    told = [report(judge_plan(alone(case / "plan.json"))) for case in KEPT]
    verdicts = [wire.verdict for case, tell in zip(KEPT, told) for wire in compare(tell, kept_truth(case))]
    assert verdicts.count(EXACT) < 0.8 * len(verdicts)


def test_there_are_enough_kept_random_cases() -> None:
    assert len(KEPT) >= 12


@pytest.mark.terraform
@needs_aws_provider
def test_the_oracle_finds_nothing_wrong_in_random_cases(tmp_path: Path) -> None:
    write_case(tmp_path, 4)
    command = [sys.executable, str(ROOT / "tools" / "wiring_oracle.py"), str(tmp_path)]
    told = subprocess.run(command, capture_output=True, check=False, text=True)
    assert told.returncode == 0, told.stdout + told.stderr
    assert re.search(r"^total: \d+ exact", told.stdout, re.MULTILINE)
    assert "rejected" not in told.stdout
