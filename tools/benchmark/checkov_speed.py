"""Checkov with our checks beside Checkov without them."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from benchmark.measured_tables import Table
from benchmark.plan_folder import PlanFolder
from benchmark.process_costs import Command, cost_of, cpus, in_turns, peaks, ratios, spread

MOST_MEMORY = 1.10
"""Peak memory with our checks over that without."""
MOST_OPENS = 1

_PROBE = Path(__file__).parent / "checkov_probe.py"
_CHECKS = Path(__file__).resolve().parent.parent.parent / "checks"
_LARGE = 10_000


def most_own_cpu(size: int) -> float:
    """How much of the runner's CPU our checks may take on a plan with so many resources."""
    return 0.01 if size >= _LARGE else 0.02


def checkov(plan: Path, *options: object, environment: dict[str, str] | None = None) -> Command:
    """The command that scans a plan; findings are no failure."""
    scan = ["-m", "checkov.main", "-f", plan, "--framework", "terraform_plan", "--skip-download", "--quiet"]
    return Command([sys.executable, *scan, "--compact", *options], environment or {}, codes=(0, 1))


def measure_in_checkov(plans: PlanFolder, sizes: list[int], turns: int) -> list[Table]:
    """Scan flat plans with our checks and without; one table. Plans of 10,000 resources run once in three turns."""
    table = Table(
        "Inside Checkov: with our checks over without",
        ("plan", "own CPU / `run`", "plan opened by us", "CPU ratio of the processes", "memory ratio", "without", "n"),
    )
    for size in sizes:
        plan = plans.plan("flat", size)
        count = max(1, turns // 3) if size >= _LARGE else turns
        shares = [_probe(plan) for _ in range(count)]
        own = spread([share["own"] / share["run"] for share in shares])
        opens = max(int(share["own_opens"]) for share in shares)
        costs = in_turns({"with": checkov(plan, "--external-checks-dir", _CHECKS), "without": checkov(plan)}, count)
        cpu = ratios(cpus(costs["with"]), cpus(costs["without"]))
        peak = ratios(peaks(costs["with"]), peaks(costs["without"]))
        without = f"{spread(cpus(costs['without'])).median:.1f} s, {spread(peaks(costs['without'])).median:,.0f} MiB"
        shown = f"{own.median:.4f} ({own.low:.4f} to {own.high:.4f})"
        table.add(f"flat {size:,}", shown, opens, cpu, peak, without, count)
        table.hold(f"own CPU on {size:,}", own.median, most_own_cpu(size))
        table.hold(f"memory on {size:,}", peak.median, MOST_MEMORY)
        table.hold(f"opens of the plan of {size:,}", opens, MOST_OPENS)
    return [table]


def _probe(plan: Path) -> dict[str, float]:
    """What our checks take of the runner's CPU; see ``checkov_probe``."""
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch, "figures.json")
        arguments = checkov(plan, "--external-checks-dir", _CHECKS).arguments[3:]
        cost_of(Command([sys.executable, _PROBE, result, plan, *arguments], codes=(0, 1)))
        figures: dict[str, float] = json.loads(result.read_text(encoding="utf-8"))
    return figures
