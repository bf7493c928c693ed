"""`explain`, all checks and a plan alone, beside a process that only parses the same plan."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmark.measured_tables import Table
from benchmark.plan_folder import PlanFolder
from benchmark.process_costs import Command, Cost, cpus, in_turns, peaks, ratios, spread
from benchmark.stack_sources import LAYOUTS

MOST_OF_A_PARSE = 1.5
"""CPU and peak memory, over those of a bare parse."""
MOST_GROWTH = 5.5
"""CPU of five times the resources."""

_CHECKS = Path(__file__).resolve().parent.parent.parent / "checks"
_PARSE = "import gc, json, sys; gc.disable(); json.loads(open(sys.argv[1], 'rb').read())"

_COMMANDS = ("explain", "parse")

Costs = dict[tuple[str, int], dict[str, list[Cost]]]


def explain(plan: Path) -> Command:
    """The command that explains a plan."""
    return Command([sys.executable, "-m", "ecr_privatelink", "explain", plan], {"PYTHONPATH": str(_CHECKS)})


def bare_parse(plan: Path) -> Command:
    """The floor: a process that reads the plan and parses it, with the collector off."""
    return Command([sys.executable, "-c", _PARSE, plan])


def measure_alone(plans: PlanFolder, sizes: list[int], turns: int) -> list[Table]:
    """Explain plans of all layouts and sizes, those of a layout in turns with the bare parse; two tables."""
    costs: Costs = {}
    for layout in LAYOUTS:
        commands: dict[str, Command] = {}
        for size in sizes:
            plan = plans.plan(layout, size)
            commands |= {f"explain {size}": explain(plan), f"parse {size}": bare_parse(plan)}
        in_turns(commands, 1)  # compiles what Python keeps compiled, and brings the plans into memory
        taken = in_turns(commands, turns)
        costs.update({(layout, size): {name: taken[f"{name} {size}"] for name in _COMMANDS} for size in sizes})
    return [_beside_a_parse(costs), _growth(costs)]


def _beside_a_parse(costs: Costs) -> Table:
    table = Table(
        "Alone: `explain` over a bare `json.loads`",
        ("plan", "explain", "json.loads", "CPU ratio", "memory ratio", "n"),
    )
    for (layout, size), cost in costs.items():
        cpu = ratios(cpus(cost["explain"]), cpus(cost["parse"]))
        peak = ratios(peaks(cost["explain"]), peaks(cost["parse"]))
        figures = [_figures(cost[name]) for name in ("explain", "parse")]
        table.add(f"{layout} {size:,}", *figures, cpu, peak, cpu.count)
        table.hold(f"CPU of {layout} {size:,}", cpu.median, MOST_OF_A_PARSE)
        table.hold(f"memory of {layout} {size:,}", peak.median, MOST_OF_A_PARSE)
    return table


def _figures(costs: list[Cost]) -> str:
    return f"{spread(cpus(costs)).median:.2f} s, {spread(peaks(costs)).median:,.0f} MiB"


def _growth(costs: Costs) -> Table:
    table = Table("Linear: CPU of `explain` for five times the resources", ("plan", "CPU ratio", "n"))
    for layout, size in costs:
        if (layout, 5 * size) in costs:
            growth = ratios(cpus(costs[layout, 5 * size]["explain"]), cpus(costs[layout, size]["explain"]))
            name = f"{layout} {size:,} to {5 * size:,}"
            table.add(name, growth, growth.count)
            table.hold(name, growth.median, MOST_GROWTH)
    return table
