"""What sources cost, over what python-hcl2 takes to parse their tree; ``source_trees.py`` measures it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmark.measured_tables import Table
from benchmark.process_costs import CommandError, compiling_environment

_TREES = Path(__file__).parent / "source_trees.py"

_HEAD = 2
"""Lines of a table above its rows."""


def write_trees(folder: Path) -> None:
    """Write the trees and let Terraform make their plans, 51 of them, unless they are there.

    Raises:
        subprocess.CalledProcessError: Terraform could not.
    """
    if not folder.exists():
        subprocess.run([sys.executable, _TREES, "write", folder, "--plans"], check=True, stdout=subprocess.DEVNULL)


def measure_sources(folder: Path, turns: int) -> list[Table]:
    """Judge the trees in the folder, in turns with python-hcl2; one table.

    Raises:
        CommandError: it could not be measured; what was wrong has been printed.
    """
    measure = [sys.executable, str(_TREES), "measure", str(folder), "--rounds", str(turns)]
    done = subprocess.run(measure, check=False, stdout=subprocess.PIPE, encoding="utf-8", env=compiling_environment())
    if done.stdout.count("\n") <= _HEAD:
        raise CommandError("source_trees.py could not measure")
    header, _, *rows = (tuple(cell.strip() for cell in line.strip("|").split("|")) for line in done.stdout.splitlines())
    table = Table("Sources: CPU over that of python-hcl2 for the whole tree", header, rows)
    if done.returncode:
        table.missed.append(f"{table.title}: more than half")
    return [table]
