"""Every output of Checkov shows the sentence that a person acts on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import pytest
from conftest import ours
from ecr_privatelink.facts.check_catalogue import check_by_id

pytestmark = pytest.mark.checkov

SENTENCE = (
    "aws_subnet.endpoint_a and aws_subnet.endpoint_c are in one availability zone (eu-west-1a), "
    "and aws_vpc_endpoint.ecr_dkr takes one subnet per zone; keep one of them"
)
GUIDELINE = check_by_id("CKV_ECRPL_301").guideline


@pytest.mark.parametrize("output", ["cli", "json", "sarif", "junitxml", "github_failed_only"])
def test_the_sentence_shows(output: str, tmp_path: Path, bad_zone_plan: Path) -> None:
    run = ours(bad_zone_plan, "--output-file-path", tmp_path, output=output)
    text = run.out + "".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())
    assert SENTENCE in text


@pytest.mark.parametrize("output", ["cli", "json", "sarif", "junitxml", "github_failed_only"])
def test_the_guideline_shows(output: str, tmp_path: Path, bad_zone_plan: Path) -> None:
    run = ours(bad_zone_plan, "--output-file-path", tmp_path, output=output)
    assert GUIDELINE in run.out + "".join(file.read_text(encoding="utf-8") for file in tmp_path.iterdir())


def test_nothing_but_the_report_is_printed(bad_zone_plan: Path) -> None:
    assert json.loads(ours(bad_zone_plan).out)["summary"]["failed"] == 3


def sarif(tmp_path: Path, plan: Path) -> Dict[str, Any]:
    ours(plan, "--output-file-path", tmp_path, output="sarif")
    parsed: Dict[str, Any] = json.loads((tmp_path / "results_sarif.sarif").read_text(encoding="utf-8"))
    return parsed


def test_sarif_has_what_its_schema_asks_of_attachments(tmp_path: Path, bad_zone_plan: Path) -> None:
    """Checkov turns `details` into attachments without an artifact location, which GitHub refuses."""
    results: List[Dict[str, Any]] = sarif(tmp_path, bad_zone_plan)["runs"][0]["results"]
    assert len(results) == 3
    for attachment in [attachment for result in results for attachment in result.get("attachments", [])]:
        assert isinstance(attachment["description"], dict)
        assert "artifactLocation" in attachment


def test_sarif_rules_link_to_the_guideline(tmp_path: Path, bad_zone_plan: Path) -> None:
    rules = sarif(tmp_path, bad_zone_plan)["runs"][0]["tool"]["driver"]["rules"]
    assert [(rule["id"], rule["helpUri"]) for rule in rules] == [("CKV_ECRPL_301", GUIDELINE)]


def test_github_annotations_find_their_three_lines(bad_zone_plan: Path) -> None:
    """The problem matcher of Checkov's GitHub Action needs check, verdict and file on adjacent lines."""
    lines = ours(bad_zone_plan, "--quiet", "--compact", output="cli").out.splitlines()
    checks = [number for number, line in enumerate(lines) if line.startswith("Check: CKV_ECRPL_301:")]
    assert len(checks) == 3
    for number in checks:
        assert lines[number + 1].startswith("\tFAILED for resource: ")
        assert lines[number + 2].startswith("\tFile: /")
