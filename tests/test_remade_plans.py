"""Real Terraform still makes the kept plans, and the true wiring, from the sources beside them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from conftest import ROOT, needs_aws_provider

pytestmark = [
    pytest.mark.terraform,
    needs_aws_provider,
]


def run_tool(tool: str, folder: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "tools" / tool), "--check", str(ROOT / folder)]
    return subprocess.run(command, capture_output=True, check=False, text=True)


@pytest.mark.parametrize("folder", ["examples/article", "examples/CKV_ECRPL_301/bad", "tests/plans/each_value"])
def test_a_kept_plan_is_what_terraform_makes(folder: str) -> None:
    made = run_tool("make_plans.py", folder)
    assert made.returncode == 0, made.stdout + made.stderr
    assert made.stdout.startswith("same")


def test_the_true_wiring_is_what_terraform_applies() -> None:
    applied = run_tool("mock_apply.py", "tests/plans/each_value")
    assert applied.returncode == 0, applied.stdout + applied.stderr
    assert applied.stdout.startswith("same")
