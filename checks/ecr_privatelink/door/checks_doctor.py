"""Loading a checks folder as Checkov does, to see what Checkov would keep to itself."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import List

from ..facts.check_catalogue import CHECKS

_MARK = "registered:"

_LOAD = f"""
import logging, sys
logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
from checkov.terraform.checks.resource.registry import resource_registry
resource_registry.load_external_checks(sys.argv[1])
ids = {{check.id for checks in resource_registry.checks.values() for check in checks}}
print("{_MARK}", *sorted(ids))
loading = sys.modules.get("ecr_privatelink.judging.rule_loading")
for check_id, why in getattr(loading, "BROKEN", {{}}).items():
    print(f"{{check_id}}: {{why}}", file=sys.stderr)
"""
"""Run in a process of its own, so that the folder's engine is the one that is loaded."""


def examine(folder: Path) -> List[str]:
    """What is wrong with a checks folder, a line each; nothing if every check loads."""
    if not folder.is_dir():
        return ["there is no such folder, and Checkov would say nothing"]
    if not (folder / "__init__.py").is_file():
        return ["__init__.py is missing, without which Checkov skips the folder and says nothing"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with tempfile.TemporaryDirectory() as elsewhere:
        run = subprocess.run(  # noqa: S603 - our own interpreter and our own text
            [sys.executable, "-c", _LOAD, str(folder.resolve())],
            capture_output=True,
            check=False,
            cwd=elsewhere,
            env=environment,
            text=True,
        )
    complaints = [line for line in run.stderr.splitlines() if _tells_something(line)]
    registered = [line for line in run.stdout.splitlines() if line.startswith(_MARK)]
    if not registered:
        return [f"Checkov could not load it ({complaints[-1] if complaints else 'no reason given'})"]
    missing = [check.id for check in CHECKS if check.id not in registered[0].split()]
    return [f"{check_id} is not registered" for check_id in missing] + complaints


def _tells_something(line: str) -> bool:
    """A line that is no part of a traceback's way down."""
    return bool(line.strip()) and not line.startswith((" ", "Traceback"))
