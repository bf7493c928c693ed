"""What several test files share: the kept plans, and running the real Checkov on one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, List, Mapping, Optional, Tuple

import pytest
from warm_checkov import run_checkov

ROOT = Path(__file__).resolve().parent.parent
CHECKS = ROOT / "checks"
EXAMPLES = ROOT / "examples"
PLANS = ROOT / "tests" / "plans"

needs_aws_provider = pytest.mark.skipif(
    shutil.which("terraform") is None or "TF_PLUGIN_DIR" not in os.environ,
    reason="terraform is not installed, or TF_PLUGIN_DIR names no folder with the aws provider",
)

Row = Tuple[str, str]
"""A check id and an address."""


BAD_ZONE_ROWS = {("CKV_ECRPL_301", f"aws_vpc_endpoint.{service}") for service in ("ecr_api", "ecr_dkr", "logs")}
"""What the example that most host tests scan gives; see the fixture `bad_zone_plan`."""


def kept_plans() -> List[Path]:
    """The plans, beside their sources, on which real Checkov runs."""
    return sorted([*EXAMPLES.rglob("plan.json"), *PLANS.glob("*/plan.json")])


def oracle_plans() -> List[Path]:
    """The plans, beside their sources, of the wiring oracle, whose findings are known too."""
    return sorted((PLANS / "oracle").glob("*/plan.json"))


def plan_name(plan: Path) -> str:
    """How a test names a kept plan: its folder."""
    return str(plan.parent.relative_to(ROOT))


def expected_rows(folder: Path, name: str = "expected.txt") -> FrozenSet[Row]:
    """The FAILED rows that `expected.txt` lists."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    split = [line.split(" ", 1) for line in lines if line and not line.startswith("#")]
    return frozenset((check, address) for check, address in split)


@dataclass(frozen=True)
class Scan:
    """What one run of Checkov gave."""

    code: int
    out: str
    err: str

    @property
    def reports(self) -> List[Dict[str, Any]]:
        """The reports of `-o json`; one without results is left out."""
        parsed = json.loads(self.out)
        return [report for report in (parsed if isinstance(parsed, list) else [parsed]) if "results" in report]

    def rows(self, state: str = "failed") -> FrozenSet[Row]:
        """The rows of the JSON output in that state: `failed`, `passed` or `skipped`."""
        return frozenset((row["check_id"], row["resource"]) for row in self.records(state))

    def records(self, state: str = "failed") -> List[Dict[str, Any]]:
        """The records of the JSON output in that state."""
        return [row for report in self.reports for row in report["results"][f"{state}_checks"]]


def scan(
    *arguments: object,
    output: str = "json",
    checks: Optional[Path] = CHECKS,
    cwd: Optional[Path] = None,
    environment: Mapping[str, str] = os.environ,
) -> Scan:
    """Run the real Checkov with our checks, on its own ids alone."""
    options: List[object] = [*arguments, "-o", output, "--skip-download"]
    if checks is not None:
        options += ["--external-checks-dir", checks]
    command = [str(option) for option in options]
    if environment == os.environ and hasattr(os, "fork"):
        with tempfile.TemporaryDirectory() as folder:
            return Scan(*run_checkov(command, cwd, Path(folder)))
    run = subprocess.run(
        [sys.executable, "-m", "checkov.main", *command],
        capture_output=True,
        check=False,
        cwd=cwd,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        text=True,
    )
    return Scan(run.returncode, run.stdout, run.stderr)


def ours(plan: Path, *arguments: object, **options: Any) -> Scan:
    """Scan one plan by our checks alone, as a pipeline does."""
    return scan("-f", plan, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*", *arguments, **options)


@pytest.fixture
def checks_copy(tmp_path: Path) -> Path:
    """A copy of the checks folder that a test may break."""
    copy = tmp_path / "copied" / "checks"
    shutil.copytree(CHECKS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


@pytest.fixture
def alone(tmp_path: Path) -> Callable[[Path], Path]:
    """Makes a copy of a plan with no sources beside it."""

    def copied(plan: Path) -> Path:
        return Path(shutil.copy(plan, tmp_path / "plan.json"))

    return copied


@pytest.fixture
def bad_zone_plan() -> Path:
    """The example whose endpoints have two subnets in one zone: three rows of 301, nothing else."""
    return EXAMPLES / "CKV_ECRPL_301" / "bad" / "plan.json"
