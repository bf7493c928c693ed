"""Each check has one id, one rule, one file, one page, one example folder, one test file; nothing is left over."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Set

import pytest
from conftest import CHECKS, EXAMPLES, ROOT, expected_rows
from ecr_privatelink.facts.check_catalogue import ANALYSIS_FAILED, UNDECIDED, Check
from ecr_privatelink.facts.check_catalogue import CHECKS as CATALOGUE
from ecr_privatelink.judging.rule_loading import BROKEN, RULES

IDS = [check.id for check in CATALOGUE]
JUDGED = [check for check in CATALOGUE if check.rule]
HEADINGS = ["What it finds", "Why", "Example", "Silent when", "Undecided when", "Fix"]


def ids_of(folder: Path, pattern: str) -> Set[str]:
    """The ids in the names of what a folder holds."""
    found = (re.search(r"(\d{3})", entry.stem) for entry in folder.glob(pattern))
    return {f"CKV_ECRPL_{match[1]}" for match in found if match}


def test_ids_are_unique_in_order_and_no_part_of_one_another() -> None:
    """Checkov matches inline skips of plans by substring."""
    assert sorted(set(IDS)) == IDS
    assert {len(check_id) for check_id in IDS} == {len("CKV_ECRPL_001")}
    assert all(re.fullmatch(r"\w+", check_id) for check_id in IDS)


def test_every_check_has_a_file_a_page_and_examples() -> None:
    assert ids_of(CHECKS, "ecrpl_*.py") == set(IDS)
    assert ids_of(ROOT / "docs" / "checks", "*.md") == set(IDS)
    assert ids_of(EXAMPLES, "CKV_ECRPL_*") == set(IDS) - {ANALYSIS_FAILED}


def test_every_judged_check_has_a_rule_that_loads_and_its_tests() -> None:
    assert BROKEN == {}
    assert set(RULES) == {check.id for check in JUDGED}
    tests = {file.stem for file in (ROOT / "tests" / "rules").glob("test_*.py")}
    assert {f"test_{check.rule}" for check in JUDGED} <= tests


@pytest.mark.parametrize("check", JUDGED, ids=lambda check: check.id)
def test_the_file_of_a_check_is_named_after_its_rule(check: Check) -> None:
    file = CHECKS / f"ecrpl_{check.id[-3:]}_{check.rule}.py"
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f'"""{check.id}: {check.title}."""\n')
    assert f'register("{check.id}")' in text


@pytest.mark.parametrize(
    "check", [check for check in CATALOGUE if check.id != ANALYSIS_FAILED], ids=lambda check: check.id
)
def test_the_bad_example_fails_and_the_good_one_does_not(check: Check) -> None:
    bad = {found for found, _ in expected_rows(EXAMPLES / check.id / "bad")}
    good = {found for found, _ in expected_rows(EXAMPLES / check.id / "good")}
    assert check.id in bad
    assert good == set()


@pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.id)
def test_titles_say_what_to_ensure_and_guidelines_are_links(check: Check) -> None:
    """Checkov drops a guideline that is no link from SARIF."""
    assert check.title.startswith("Ensure ")
    assert not check.title.endswith(".")
    assert re.fullmatch(r"https://docs\.aws\.amazon\.com/\S+\.html", check.guideline)
    assert len({other.title for other in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("check", CATALOGUE, ids=lambda check: check.id)
def test_the_page_has_its_title_its_headings_and_its_source(check: Check) -> None:
    page = (ROOT / "docs" / "checks" / f"{check.id}.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line]
    assert lines[0] == f"# {check.id}"
    assert check.title in " ".join(lines[1:4])
    assert [line[3:] for line in lines if line.startswith("## ")] == HEADINGS
    assert check.guideline in page


@pytest.mark.parametrize(
    "check", [check for check in CATALOGUE if check.id != ANALYSIS_FAILED], ids=lambda check: check.id
)
def test_the_example_on_the_page_is_the_example_that_is_tested(check: Check) -> None:
    page = (ROOT / "docs" / "checks" / f"{check.id}.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```hcl\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 2
    for block, folder in zip(blocks, ("bad", "good")):
        files = (EXAMPLES / check.id / folder).glob("*.tf")
        lines = {line.strip() for file in files for line in file.read_text(encoding="utf-8").splitlines()}
        shown = {line.strip() for line in block.splitlines()}
        assert {line for line in shown if line and line != "..." and not line.startswith("#")} <= lines


def test_the_readme_lists_what_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = [line for line in readme.splitlines() if line.startswith("| [CKV_ECRPL_")]
    title = {check.id: check.title.removeprefix("Ensure ") for check in CATALOGUE}
    assert rows == [f"| [{check_id}](docs/checks/{check_id}.md) | {title[check_id]} |" for check_id in IDS]


def test_the_changelog_names_every_check() -> None:
    [line] = re.findall(r"CKV_ECRPL_(\d{3}(?:, \d{3})*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert line.split(", ") == [check_id[-3:] for check_id in IDS]


def test_documented_check_lists_hold_001_and_002() -> None:
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    lists = [
        found for page in documents for found in re.findall(r"--check\s+(CKV\S+)", page.read_text(encoding="utf-8"))
    ]
    assert lists
    for found in lists:
        assert {UNDECIDED, ANALYSIS_FAILED} <= set(found.strip("`'\"").split(","))
