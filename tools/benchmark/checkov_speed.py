"""Checkov with our checks beside Checkov without them."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmark.alone_speed import explain
from benchmark.measured_tables import Table
from benchmark.plan_folder import PlanFolder
from benchmark.process_costs import Command, cost_of, cpus, in_turns, peaks, ratios, spread

MOST_MEMORY = 1.10
"""Peak memory with our checks over that without."""
MOST_OPENS = 1

_PROBE = Path(__file__).parent / "checkov_probe.py"
_CHECKS = Path(__file__).resolve().parent.parent.parent / "checks"
_LARGE = 10_000
_NOTHING: Mapping[str, str] = {}
_WITH_US = ("--external-checks-dir", str(_CHECKS))
_PLAN = ("--framework", "terraform_plan")
_OURS = ("--check", "CKV_ECRPL_*")
_AS_JSON = {"CHECKOV_MAX_IAC_FILE_SIZE": "1"}
_WAYS: Mapping[str, tuple[tuple[str, ...], Mapping[str, str]]] = {
    "`checkov -f plan.json`, with our checks": ((), _NOTHING),
    "`--framework terraform_plan`": (_PLAN, _NOTHING),
    "and `--check 'CKV_ECRPL_*'`": ((*_PLAN, *_OURS), _NOTHING),
    "`--framework terraform_plan`, `CHECKOV_MAX_IAC_FILE_SIZE=1`": (_PLAN, _AS_JSON),
    "and `--check 'CKV_ECRPL_*'`, `CHECKOV_MAX_IAC_FILE_SIZE=1`": ((*_PLAN, *_OURS), _AS_JSON),
}


def most_own_cpu(size: int) -> float:
    """How much of the runner's CPU our checks may take on a plan with so many resources."""
    return 0.01 if size >= _LARGE else 0.02


def checkov(plan: Path, *options: object, environment: Mapping[str, str] = _NOTHING) -> Command:
    """The command that scans a plan; findings are no failure."""
    scan = ["-m", "checkov.main", "-f", plan, "--skip-download", "--quiet", "--compact", *options]
    return Command([sys.executable, *scan], environment, codes=(0, 1))


def measure_in_checkov(plans: PlanFolder, sizes: list[int], turns: int) -> list[Table]:
    """Scan flat plans with our checks and without; one table. Plans of 10,000 resources run once in three turns."""
    table = Table(
        "Inside Checkov: with our checks over without",
        (
            "plan",
            "own CPU / `run`",
            "of it loading",
            "with Checkov's work on our rows",
            "plan opened by us",
            "CPU ratio of the processes",
            "memory ratio",
            "without",
            "n",
        ),
    )
    cost_of(Command([sys.executable, "-m", "ecr_privatelink", "doctor"], {"PYTHONPATH": str(_CHECKS)}))  # compiles them
    for size in sizes:
        plan = plans.plan("flat", size)
        count = max(1, turns // 3) if size >= _LARGE else turns
        shares = [_probe(plan) for _ in range(count)]
        own = spread([share["own"] / share["run"] for share in shares])
        rows = spread([share["rows"] / share["run"] for share in shares])
        loading = spread([share["load"] / share["own"] for share in shares]).median
        opens = max(int(share["own_opens"]) for share in shares)
        costs = in_turns({"with": checkov(plan, *_PLAN, *_WITH_US), "without": checkov(plan, *_PLAN)}, count)
        cpu = ratios(cpus(costs["with"]), cpus(costs["without"]))
        peak = ratios(peaks(costs["with"]), peaks(costs["without"]))
        without = f"{spread(cpus(costs['without'])).median:.1f} s, {spread(peaks(costs['without'])).median:,.0f} MiB"
        shown = f"{own.median:.4f} ({own.low:.4f} to {own.high:.4f})"
        table.add(f"flat {size:,}", shown, f"{loading:.0%}", f"{rows.median:.4f}", opens, cpu, peak, without, count)
        table.hold(f"own CPU on {size:,}", own.median, most_own_cpu(size))
        table.hold(f"memory on {size:,}", peak.median, MOST_MEMORY)
        table.hold(f"opens of the plan of {size:,}", opens, MOST_OPENS)
    return [table]


def measure_ways(plans: PlanFolder, sizes: list[int], turns: int) -> Iterator[Table]:
    """Scan flat plans with our checks in several ways, and explain them; a table for each size."""
    for size in sizes:
        table = Table(f"Ways to scan {size:,} resources", ("way", "CPU", "memory", "CPU ratio", "memory ratio", "n"))
        plan = plans.plan("flat", size)
        ways = {
            name: checkov(plan, *_WITH_US, *options, environment=environment)
            for name, (options, environment) in _WAYS.items()
        }
        count = max(1, turns // 3) if size >= _LARGE else turns
        costs = in_turns({**ways, "`ecr-privatelink explain plan.json`": explain(plan)}, count)
        first = next(iter(costs.values()))
        for way, cost in costs.items():
            figures = f"{spread(cpus(cost)).median:.1f} s", f"{spread(peaks(cost)).median:,.0f} MiB"
            cpu, peak = ratios(cpus(cost), cpus(first)), ratios(peaks(cost), peaks(first))
            table.add(way, *figures, cpu, f"{peak.median:.2f}", count)
        yield table


def _probe(plan: Path) -> dict[str, float]:
    """What our checks take of the runner's CPU; see ``checkov_probe``."""
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch, "figures.json")
        arguments = checkov(plan, *_PLAN, *_WITH_US).arguments[3:]
        cost_of(Command([sys.executable, _PROBE, result, plan, *arguments], codes=(0, 1)))
        figures: dict[str, float] = json.loads(result.read_text(encoding="utf-8"))
    return figures
