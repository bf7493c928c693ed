"""A place in which the commands of examples and pages are run as they stand: real Checkov, real plans."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List

from conftest import CHECKS, EXAMPLES

BAD = EXAMPLES / "CKV_ECRPL_301" / "bad"
GOOD = EXAMPLES / "CKV_ECRPL_301" / "good"
UNDECIDED = EXAMPLES / "CKV_ECRPL_001" / "bad"
TOLD = "takes one subnet per zone; keep one of them"
"""What is said of the endpoints of `BAD`."""

_TOOLS = {
    "checkov": '"$PYTHON" -m checkov.main "$@"',
    "ecr-privatelink": 'PYTHONPATH="$CHECKS_FOLDER" "$PYTHON" -m ecr_privatelink "$@"',
    "python": '"$PYTHON" "$@"',
    # What fetches from elsewhere does nothing here, and terraform hands out the kept plan.
    "python3": ":",
    "pip": ":",
    "apk": ":",
    "terraform": 'case "$1" in plan) touch tf.plan ;; show) cat "$KEPT_PLAN" ;; esac',
}


@dataclass(frozen=True)
class Place:
    """A folder to work in, and the environment in which the tools of the examples are found."""

    folder: Path
    environment: Dict[str, str]

    def run(self, script: str, *arguments: object, cwd: str = ".", by: str = "bash -eo pipefail") -> Ran:
        """Run a script in a folder of the place, by a shell."""
        done = subprocess.run(
            [*shlex.split(by), "-c", script, "example", *(str(argument) for argument in arguments)],
            capture_output=True,
            check=False,
            cwd=self.folder / cwd,
            env=self.environment,
            text=True,
        )
        return Ran(done.returncode, done.stdout, done.stderr)


@dataclass(frozen=True)
class Ran:
    """What a script gave."""

    code: int
    out: str
    err: str


def place(folder: Path, example: Path, sources: str = "infra", *, with_terraform: bool = False) -> Place:
    """Sources of an example in a folder of their own, without their plan, which terraform then hands out."""
    home = folder / "project"
    shutil.copytree(example, home / sources, ignore=shutil.ignore_patterns("plan.json", "expected.txt"))
    tools = folder / "tools"
    tools.mkdir()
    for name, line in _TOOLS.items():
        if with_terraform and name == "terraform":
            continue
        tool = tools / name
        tool.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        tool.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHON": sys.executable,
        "PYTHONDONTWRITEBYTECODE": "1",
        "CHECKS_FOLDER": str(CHECKS),
        "KEPT_PLAN": str(example / "plan.json"),
        "HOME": str(folder),  # where Checkov would look for settings of the person who runs the tests
    }
    environment.pop("PYTHONPATH", None)
    return Place(home, environment)


def fenced(page: Path, language: str = "sh") -> List[str]:
    """The fenced blocks of a page in one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
