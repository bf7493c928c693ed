"""Every way in which Checkov loads a folder of checks leads to the same rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Tuple

import pytest
from conftest import BAD_ZONE_ROWS, CHECKS, ROOT, ours, scan

pytestmark = pytest.mark.checkov


def test_relative_path(bad_zone_plan: Path) -> None:
    assert ours(bad_zone_plan, checks=Path("checks"), cwd=ROOT).rows() == BAD_ZONE_ROWS


def test_from_inside_the_folder(bad_zone_plan: Path) -> None:
    assert ours(bad_zone_plan, checks=Path(), cwd=CHECKS).rows() == BAD_ZONE_ROWS


def test_through_a_symbolic_link(tmp_path: Path, bad_zone_plan: Path) -> None:
    link = tmp_path / "linked checks"
    link.symlink_to(CHECKS)
    assert ours(bad_zone_plan, checks=link).rows() == BAD_ZONE_ROWS


@pytest.mark.parametrize("order", ["before ours", "after ours"])
def test_beside_a_foreign_folder_with_modules_of_the_same_names(
    order: str, tmp_path: Path, bad_zone_plan: Path
) -> None:
    foreign = tmp_path / "foreign"
    (foreign / "network").mkdir(parents=True)
    for name in ("__init__.py", "plan_file.py", "network/network_model.py", "verdicts.py"):
        (foreign / name).write_text("", encoding="utf-8")
    folders = (foreign, CHECKS) if order == "before ours" else (CHECKS, foreign)
    found = ours(bad_zone_plan, "--external-checks-dir", folders[0], checks=folders[1])
    assert found.rows() == BAD_ZONE_ROWS
    assert "ERROR" not in found.err


def test_beside_a_second_copy(checks_copy: Path, bad_zone_plan: Path) -> None:
    found = ours(bad_zone_plan, "--external-checks-dir", checks_copy)
    assert found.rows() == BAD_ZONE_ROWS
    assert len(found.records()) == 3


def test_config_file(tmp_path: Path, bad_zone_plan: Path) -> None:
    config = tmp_path / "checkov.yaml"
    config.write_text(f"external-checks-dir: {CHECKS}\nframework: terraform_plan\n", encoding="utf-8")
    found = scan("-f", bad_zone_plan, "--check", "CKV_ECRPL_*", "--config-file", config, checks=None)
    assert found.rows() == BAD_ZONE_ROWS


def test_git_repository_of_the_checks_alone(tmp_path: Path, checks_copy: Path, bad_zone_plan: Path) -> None:
    commands: Tuple[Tuple[str, ...], ...] = (
        ("init", "-q"),
        ("add", "."),
        ("-c", "user.name=checks", "-c", "user.email=checks@example.com", "commit", "-q", "-m", "checks"),
    )
    for command in commands:
        subprocess.run(["git", *command], cwd=checks_copy, check=True)
    found = ours(bad_zone_plan, "--external-checks-git", f"file://{checks_copy}", checks=None, cwd=tmp_path)
    assert found.rows() == BAD_ZONE_ROWS


def test_no_file_name_can_be_taken_for_another_module() -> None:
    """Checkov puts every folder below `checks` on the import path, ahead of the standard library."""
    stems = [file.stem for file in (CHECKS / "ecr_privatelink").rglob("*.py") if not file.stem.startswith("__")]
    assert len(stems) == len(set(stems))
    assert not set(stems) & set(getattr(sys, "stdlib_module_names", ()))
    assert all("_" in stem for stem in stems)


def test_no_engine_folder_is_a_package_and_no_data_file_is_a_policy() -> None:
    assert [file.relative_to(CHECKS) for file in CHECKS.rglob("__init__.py")] == [Path("__init__.py")]
    policies = [file for suffix in ("json", "yaml", "yml") for file in CHECKS.rglob(f"*.{suffix}")]
    assert policies == []
