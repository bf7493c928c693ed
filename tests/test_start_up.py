"""What is loaded: a plan that is judged alone does not wait for what reads sources."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from conftest import CHECKS, EXAMPLES

_ONLY_FOR_SOURCES = (
    "hcl2",
    "lark",
    "ecr_privatelink.drafting",
    "ecr_privatelink.evaluation.symbolic_values",
    "ecr_privatelink.source.source_tree",
    "ecr_privatelink.wiring.source_values",
)


def loaded_by(*arguments: str) -> set[str]:
    """The modules that `explain` has loaded at its end."""
    code = (
        "import sys\n"
        "from ecr_privatelink.explain.command_line import main\n"
        "main(sys.argv[1:])\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=True, cwd=CHECKS, text=True
    )
    return set(run.stderr.splitlines())


def test_a_plan_alone_loads_nothing_that_reads_sources(tmp_path: Path) -> None:
    plan = shutil.copy(EXAMPLES / "article" / "plan.json", tmp_path)
    loaded = loaded_by("explain", str(plan))
    assert "ecr_privatelink.explain.plan_table" in loaded
    assert not loaded & set(_ONLY_FOR_SOURCES)


def test_sources_beside_the_plan_load_it() -> None:
    loaded = loaded_by("explain", str(EXAMPLES / "article" / "plan.json"))
    assert "ecr_privatelink.wiring.source_values" in loaded
