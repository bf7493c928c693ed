"""The stopwatches of the benchmark measure what they say; how fast anything is, no test asks."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import List

import pytest
from benchmark.alone_speed import bare_parse, explain
from benchmark.checkov_speed import most_own_cpu
from benchmark.measured_tables import Table, renewed
from benchmark.plan_folder import PlanFolder
from benchmark.process_costs import Command, CommandError, Cost, cost_of, in_turns, output_of, ratios
from conftest import CHECKS, PLANS, ROOT
from ecr_privatelink.judging.plan_judging import judge_plan

PEERS = ROOT / "tools" / "benchmark" / "peers"
MIB = 1024 * 1024


def python(program: str, *codes: int) -> Command:
    return Command([sys.executable, "-c", program], codes=codes or (0,))


def test_memory_and_cpu_of_a_process_are_its_own() -> None:
    """And not those of the process that measures, which is larger here."""
    small, large = cost_of(python("pass")), cost_of(python(f"b'x' * {200 * MIB}"))
    assert small.peak < 20
    assert 200 < large.peak < 230
    busy = cost_of(python("import time\nwhile time.process_time() < 0.3: pass"))
    assert 0.3 <= busy.cpu < 0.5


def test_what_a_process_waits_for_is_counted() -> None:
    program = "import subprocess, sys; subprocess.run([sys.executable, '-c', %r])"
    assert cost_of(python(program % "import time\nwhile time.process_time() < 0.3: pass")).cpu >= 0.3


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(CommandError, match=r"ended with 3: so it is"):
        cost_of(python("import sys; print('so it is', file=sys.stderr); sys.exit(3)"))
    assert output_of(python("import sys; print('so'); sys.exit(3)", 0, 3)) == "so\n"


def test_what_python_compiles_is_kept_for_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "module.py").touch()
    cost_of(Command([sys.executable, "-c", "import module"], {"PYTHONPATH": str(tmp_path)}))
    assert list((tmp_path / "__pycache__").glob("module.*.pyc"))


def test_commands_take_turns(tmp_path: Path) -> None:
    log = tmp_path / "log"
    commands = {name: python(f"open({str(log)!r}, 'a').write({name!r})") for name in ("a", "b")}
    costs = in_turns(commands, 3)
    assert log.read_text(encoding="utf-8") == "ababab"
    assert {name: len(cost) for name, cost in costs.items()} == {"a": 3, "b": 3}


def test_ratios_are_of_pairs() -> None:
    spread = ratios([1.0, 4.0, 9.0], [1.0, 2.0, 3.0])
    assert str(spread) == "2.00 (1.00 to 3.00)"
    assert spread.count == 3


def test_a_target_is_missed_only_above_it() -> None:
    table = Table("Alone", ("plan", "ratio"))
    table.add("flat 2,000", 1.5)
    table.hold("flat", 1.5, 1.5)
    assert table.missed == []
    table.hold("flat", 1.51, 1.5)
    assert table.missed == ["Alone: flat is 1.510, and should be at most 1.5"]
    assert str(table).splitlines()[-1] == "| flat 2,000 | 1.5 |"
    assert [most_own_cpu(size) for size in (200, 2_000, 10_000)] == [0.02, 0.02, 0.01]


def test_a_table_of_a_page_is_renewed_and_no_other() -> None:
    page = "one\n\n<!-- Alone: `a` (b) -->\n| old |\n| older |\n\n<!-- Linear -->\n\ntwo\n"
    once = renewed(page, "Alone: `a` (b)", "| new |\n")
    assert once == "one\n\n<!-- Alone: `a` (b) -->\n| new |\n\n<!-- Linear -->\n\ntwo\n"
    assert renewed(once, "Linear", r"| \1 |" + "\n") == once.replace("Linear -->\n", "Linear -->\n| \\1 |\n")
    assert renewed(once, "Other", "| new |\n") == once


def test_the_tables_of_the_page_are_those_that_are_measured() -> None:
    told = re.findall(
        r"^<!-- (.+) -->\n(.)", (ROOT / "docs" / "large-plans.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    tools = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tools").glob("**/*_speed.py"))
    titles = [title for title, first in told if first == "|"]
    assert len(titles) == 7
    assert all(f'"{title.replace("2,000", "{size:,}")}"' in tools for title in titles)


def test_the_compared_commands_run_and_plans_are_kept(tmp_path: Path) -> None:
    plans = PlanFolder(tmp_path)
    plan = plans.plan("modules", 100, break_every=2)
    made = plan.stat().st_mtime_ns
    assert plans.plan("modules", 100, break_every=2).stat().st_mtime_ns == made
    costs: List[Cost] = [cost_of(command) for command in (explain(plan), bare_parse(plan))]
    assert all(cost.cpu > 0 and cost.peak > 0 for cost in costs)
    assert output_of(explain(plan)).count("\n  CKV_ECRPL_") == 4


@pytest.mark.checkov
def test_the_stopwatch_inside_checkov_sees_our_checks_and_the_plan_opened_once(tmp_path: Path) -> None:
    plan, figures = PLANS / "each_value" / "plan.json", tmp_path / "figures.json"
    probe = [sys.executable, ROOT / "tools" / "benchmark" / "checkov_probe.py", figures, plan]
    scan = ["-f", plan, "--framework", "terraform_plan", "--external-checks-dir", CHECKS, "--skip-download"]
    assert "CKV_ECRPL_" in output_of(Command([*probe, *scan], codes=(0, 1)))
    told = json.loads(figures.read_text(encoding="utf-8"))
    assert 0 < told["own"] < told["run"]
    assert told["own_opens"] == 1 < told["opens"]


def test_the_three_questions_have_their_answers_through_modules() -> None:
    judged = judge_plan(PEERS / "through_modules" / "plan.json")
    asked = ("CKV_ECRPL_102", "CKV_ECRPL_103", "CKV_ECRPL_201", "CKV_ECRPL_401")
    assert [
        (finding.check, finding.resource.split(".")[1]) for finding in judged.findings if finding.check in asked
    ] == [
        ("CKV_ECRPL_102", "vpc_b"),
        ("CKV_ECRPL_103", "vpc_b"),
        ("CKV_ECRPL_201", "endpoints_b"),
        ("CKV_ECRPL_401", "vpc_b"),
    ]
