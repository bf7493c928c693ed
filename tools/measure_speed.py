"""Measure how fast the checks are: ``python tools/measure_speed.py [alone | checkov | ...] [--slow]``.

Whole processes on synthetic plans (see ``synthetic_plans.py``), the compared ones in turns, so
that only ratios count: CPU seconds, user and system, and peak memory, as medians with their
range.  Prints tables, and with ``--page docs/large-plans.md`` puts them there; the exit code is
1 when a target is missed.

``--slow`` adds the sizes that take minutes, and the measure ``sources``, which needs terraform
for its plans (see ``benchmark/source_trees.py``).  ``peers`` needs other tools (see
``benchmark/peers/README.md``).
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path

from benchmark.alone_speed import measure_alone
from benchmark.checkov_speed import measure_in_checkov, measure_ways
from benchmark.measured_tables import Table, renewed
from benchmark.peers_speed import measure_peers
from benchmark.plan_folder import PlanFolder
from benchmark.source_speed import measure_sources, write_trees

Measure = Callable[[PlanFolder, argparse.Namespace], Iterable[Table]]


def _alone(plans: PlanFolder, options: argparse.Namespace) -> list[Table]:
    return measure_alone(plans, [2_000, 10_000, *([50_000] if options.slow else [])], options.turns)


def _in_checkov(plans: PlanFolder, options: argparse.Namespace) -> list[Table]:
    return measure_in_checkov(plans, [200, 2_000, *([10_000] if options.slow else [])], options.turns)


def _sources(plans: PlanFolder, options: argparse.Namespace) -> list[Table]:
    trees = plans.folder / "trees"
    if options.slow:
        write_trees(trees)
    if not trees.exists():
        print("sources: not measured; --slow has Terraform plan their trees", file=sys.stderr)
        return []
    return measure_sources(trees, options.turns)


def _ways(plans: PlanFolder, options: argparse.Namespace) -> Iterable[Table]:
    return measure_ways(plans, [200, 2_000, *([10_000] if options.slow else [])], options.turns)


def _peers(plans: PlanFolder, options: argparse.Namespace) -> list[Table]:
    if options.peers is None:
        return []
    return measure_peers(plans, options.peers, [200, 2_000, *([10_000] if options.slow else [])], options.turns)


MEASURES: dict[str, Measure] = {
    "alone": _alone,
    "checkov": _in_checkov,
    "sources": _sources,
    "ways": _ways,
    "peers": _peers,
}


def main() -> int:
    """Run the command line; return the exit code."""
    options = _options()
    missed: list[str] = []
    print(f"{_machine()}\n", flush=True)
    _renew(options.page, "machine", f"{_machine()}\n")
    with tempfile.TemporaryDirectory() as scratch:
        plans = PlanFolder(options.plans or Path(scratch))
        for name in options.measures or MEASURES:
            for table in MEASURES[name](plans, options):
                print(table, flush=True)
                _renew(options.page, table.title, table.text)
                missed += table.missed
    for target in missed:
        print(f"missed: {target}", file=sys.stderr)
    return 1 if missed else 0


def _renew(page: Path | None, title: str, text: str) -> None:
    if page is not None:
        page.write_text(renewed(page.read_text(encoding="utf-8"), title, text), encoding="utf-8")


def _machine() -> str:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"Checkov {version('checkov')}, Python {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} CPUs{load}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how fast the checks are.")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"of {', '.join(MEASURES)}; default: all")
    parser.add_argument("--slow", action="store_true", help="also the plans that take minutes")
    parser.add_argument("--turns", type=int, default=5, metavar="N", help="how often each process runs; default: 5")
    parser.add_argument("--plans", type=Path, metavar="FOLDER", help="keep the synthetic plans here for the next time")
    parser.add_argument(
        "--peers", type=Path, metavar="FOLDER", help="other tools, as benchmark/peers/README.md has them"
    )
    parser.add_argument("--page", type=Path, metavar="FILE", help="put each table after the comment with its title")
    options = parser.parse_args()
    unknown = set(options.measures) - set(MEASURES)
    if unknown:
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    return options


if __name__ == "__main__":
    sys.exit(main())
