"""What sources cost, over what python-hcl2 takes to parse every file of their tree once.

Beside a plan it is what the sources add to judging it; without one, all of a judgement of the
sources. A job of a pipeline judges one of the fifty roots. All of them after one another in
one process, as in one run of Checkov over a repository, are only told: each is a stack of its
own to evaluate, while a parser has the modules once.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.measured_tables import Table
from benchmark.process_costs import Command, output_of, ratios, spread
from benchmark.source_trees import write_many, write_one
from terraform_plans import PLAN_NAME, plan_in_place, write_plan

MOST_OF_PYTHON_HCL2 = 0.5

_PROBE = Path(__file__).parent / "source_probe.py"
_CHECKS = Path(__file__).resolve().parent.parent.parent / "checks"


@dataclass(frozen=True)
class Tree:
    """Roots that are judged, and the folders that python-hcl2 parses.

    Attributes:
        has_target: whether the roots should cost less than the parse.
    """

    name: str
    roots: Sequence[Path]
    parsed: Sequence[Path]
    has_target: bool = True

    @property
    def files(self) -> list[Path]:
        """What python-hcl2 parses."""
        found = (file for folder in self.parsed for file in folder.rglob("*.tf"))
        return sorted(file for file in found if ".terraform" not in file.parts)

    @property
    def lines(self) -> int:
        """How many lines python-hcl2 parses."""
        return sum(file.read_text(encoding="utf-8").count("\n") for file in self.files)


def write_trees(folder: Path) -> None:
    """Write the trees and let Terraform make their plans, 51 of them, unless they are there.

    Raises:
        PlanError: Terraform could not.
    """
    if folder.exists():
        return
    write_one(folder / "one")
    for root in [folder / "one", *write_many(folder / "many")]:
        plan = plan_in_place(root)
        _plan_folder(root).mkdir()
        write_plan(_plan_folder(root), plan)


def measure_sources(folder: Path, turns: int) -> list[Table]:
    """Judge the trees in the folder, in turns with python-hcl2; one table.

    Raises:
        CommandError: sources were not read.
    """
    table = Table(
        "Sources: CPU over that of python-hcl2 for the whole tree",
        ("tree", "lines", "python-hcl2, s", "sources beside a plan / python-hcl2", "sources alone / python-hcl2", "n"),
    )
    for tree in _trees(folder):
        seconds = _seconds(tree, turns)
        added = [both - plan for both, plan in zip(seconds["both"], seconds["plan"])]
        beside, alone = ratios(added, seconds["hcl2"]), ratios(seconds["sources"], seconds["hcl2"])
        table.add(tree.name, f"{tree.lines:,}", f"{spread(seconds['hcl2']).median:.3f}", beside, alone, turns)
        if tree.has_target:
            table.hold(f"{tree.name}, beside a plan,", beside.median, MOST_OF_PYTHON_HCL2)
            table.hold(f"{tree.name}, alone,", alone.median, MOST_OF_PYTHON_HCL2)
    return [table]


def _trees(folder: Path) -> Iterator[Tree]:
    one, many = folder / "one", folder / "many"
    roots = sorted((many / "roots").iterdir())
    yield Tree("one root", [one], [one])
    yield Tree(f"one of {len(roots)} roots, and the modules", roots[:1], [roots[0], many / "modules"])
    yield Tree(f"one of {len(roots)} roots, and all of them", roots[:1], [many])
    yield Tree(f"all {len(roots)} roots in one process (told)", roots, [many], has_target=False)


def _plan_folder(root: Path) -> Path:
    """Where a root has its plan: apart from its sources, so that the plan may be judged alone."""
    return root / "plan"


def _seconds(tree: Tree, turns: int) -> dict[str, list[float]]:
    """The own CPU seconds of each way of ``source_probe``, the ways taking turns."""
    plans = [_plan_folder(root) / PLAN_NAME for root in tree.roots]
    ways = {"hcl2": tree.files, "plan": plans, "both": plans, "sources": tree.roots}
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(turns):
        for way, paths in ways.items():
            probe = Command([sys.executable, _PROBE, way, *paths], {"PYTHONPATH": str(_CHECKS)})
            seconds[way].append(float(output_of(probe)))
    return seconds
