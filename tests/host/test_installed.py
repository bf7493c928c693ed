"""What pip installs works as a checkout does."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Optional

import pytest
from conftest import BAD_ZONE_ROWS, ours

COMMAND: Optional[str] = shutil.which("ecr-privatelink", path=str(Path(sys.executable).parent))

pytestmark = [
    pytest.mark.checkov,
    pytest.mark.skipif(COMMAND is None, reason="the project is not installed beside this Python"),
]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(COMMAND), *map(str, arguments)], capture_output=True, check=False, text=True)


def test_the_printed_folder_serves_checkov(bad_zone_plan: Path, tmp_path: Path) -> None:
    folder = Path(run("checks-dir").stdout.strip())
    assert folder.name == "ecr_privatelink_checks"
    assert ours(bad_zone_plan, checks=folder, cwd=tmp_path).rows() == BAD_ZONE_ROWS


def test_the_doctor_is_content_with_the_printed_folder() -> None:
    assert run("doctor").returncode == 0


def test_explain_needs_no_checkout(bad_zone_plan: Path) -> None:
    explained = run("explain", bad_zone_plan)
    assert explained.returncode == 0
    assert "CKV_ECRPL_301  aws_vpc_endpoint.ecr_dkr" in explained.stdout
