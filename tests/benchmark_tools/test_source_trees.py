from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Set

import pytest
from benchmark.process_costs import Command, output_of
from benchmark.source_trees import write_many, write_one
from conftest import CHECKS, ROOT, needs_aws_provider
from ecr_privatelink.judging.plan_judging import judge_plan
from ecr_privatelink.judging.source_judging import judge_sources
from terraform_plans import plan_in_place, write_plan


def test_one_root_is_read_to_the_end_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    write_one(tmp_path)
    lines = sum(file.read_text().count("\n") for file in tmp_path.rglob("*.tf"))
    assert 5_500 < lines < 6_500
    judged = judge_sources(tmp_path)
    assert (judged.findings, judged.unread, judged.sources_not_used) == ([], (), ())
    assert len(judged.network.endpoints) == 8
    assert len(judged.network.consumers) == 3


@pytest.mark.parametrize("number", [0, 49])
def test_a_root_among_many_reads_the_modules_that_it_shares(number: int, tmp_path: Path) -> None:
    roots = write_many(tmp_path)
    assert len(roots) == 50
    judged = judge_sources(roots[number])
    assert (judged.findings, judged.unread, judged.sources_not_used) == ([], (), ())
    assert len(judged.network.consumers) == 2 + number % 3


def test_each_module_declares_the_variables_that_it_uses(tmp_path: Path) -> None:
    write_one(tmp_path)
    unused: Set[str] = set()
    for folder in {file.parent for file in tmp_path.rglob("*.tf")}:
        text = "".join(file.read_text() for file in folder.glob("*.tf"))
        declared = set(re.findall(r'^variable "(\w+)"', text, re.MULTILINE))
        used = set(re.findall(r"\bvar\.(\w+)", text))
        assert used <= declared
        unused |= declared - used
    assert unused == {"sets_of_rules"}


@pytest.mark.terraform
@needs_aws_provider
def test_terraform_plans_a_tree_that_leaves_something_open_without_its_sources(tmp_path: Path) -> None:
    root, apart = tmp_path / "one", tmp_path / "apart"
    write_one(root)
    apart.mkdir()
    write_plan(apart, plan_in_place(root))
    alone, judged = judge_plan(apart / "plan.json"), judge_plan(apart / "plan.json", root)
    assert {finding.check for finding in alone.findings} == {"CKV_ECRPL_001"}
    assert (judged.findings, judged.unread, judged.sources_not_used) == ([], (), ())


@pytest.mark.parametrize("way", ["hcl2", "sources"])
def test_the_stopwatch_measures_a_way_to_read_a_tree(way: str, tmp_path: Path) -> None:
    write_one(tmp_path)
    paths = [tmp_path / "main.tf", tmp_path / "variables.tf"] if way == "hcl2" else [tmp_path]
    probe = [sys.executable, ROOT / "tools" / "benchmark" / "source_probe.py", way, *paths]
    assert float(output_of(Command(probe, {"PYTHONPATH": str(CHECKS)}))) > 0
