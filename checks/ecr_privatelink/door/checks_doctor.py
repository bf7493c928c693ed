"""Loading a checks folder as Checkov does, to see what Checkov would keep to itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Iterator, List

from ..facts.check_catalogue import CHECKS

_MARK = "registered:"
_OF_A_CHECK = "Cannot load external check"
"""How Checkov begins a traceback, which says more itself."""
_STEP = re.compile(r'  File "(?P<file>[^"]+)", line (?P<line>[0-9]+)')

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
    complaints = list(dict.fromkeys(_complaints(run.stderr)))
    registered = [line for line in run.stdout.splitlines() if line.startswith(_MARK)]
    if not registered:
        return [f"Checkov could not load it ({complaints[-1] if complaints else 'no reason given'})"]
    missing = [check.id for check in CHECKS if check.id not in registered[0].split()]
    told = [f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} not registered"] if missing else []
    return told + [line for line in complaints if not line.startswith(tuple(f"{each}:" for each in missing))]


def _complaints(errors: str) -> Iterator[str]:
    """The lines that tell something: of a traceback its last one, with the place that it leads to."""
    place = ""
    for line in errors.splitlines():
        step = _STEP.match(line)
        if step:
            place = f" ({step['file']}:{step['line']})"
        elif line.strip() and not line.startswith((" ", "Traceback", _OF_A_CHECK)):
            yield line + place
            place = ""
