"""The synthetic plans that are measured, each made when it is first asked for."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_TOOL = Path(__file__).resolve().parent.parent / "synthetic_plans.py"

BREAK_EVERY = 20
"""Every so many stacks one is faulty: few findings, as in a plan that is nearly right."""


@dataclass(frozen=True)
class PlanFolder:
    """A folder without sources, in which plans are kept from one use to the next."""

    folder: Path

    def plan(self, layout: str, resources: int, *, break_every: int = BREAK_EVERY, sources: bool = False) -> Path:
        """The plan of that layout and size; made by another process, so that this one stays small.

        Args:
            sources: also the sources that it is made of, in a folder of the same name.
        """
        folder = self.folder / f"break-{break_every}"
        file = folder / f"{layout}-{resources}.json"
        if not file.exists() or (sources and not file.with_suffix("").exists()):
            what = [f"--layout={layout}", f"--resources={resources}", f"--break-every={break_every}"]
            what += ["--sources"] if sources else []
            subprocess.run([sys.executable, _TOOL, folder, *what], check=True, stdout=subprocess.DEVNULL)
        return file
