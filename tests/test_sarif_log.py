"""`explain --format sarif`: each finding on the line of the sources that a person would edit."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Callable, Dict, Tuple

import pytest
from conftest import EXAMPLES, PLANS
from ecr_privatelink.explain.command_line import main
from ecr_privatelink.explain.source_places import SourcePlaces
from ecr_privatelink.facts.check_catalogue import CHECKS
from ecr_privatelink.source.source_tree import SourceTree

BAD = EXAMPLES / "CKV_ECRPL_301" / "bad"


def logged(capsys: pytest.CaptureFixture[str], *arguments: str) -> Dict[str, Any]:
    assert main(["explain", *arguments, "--format", "sarif"]) == 0
    log: Dict[str, Any] = json.loads(capsys.readouterr().out)
    assert log["version"] == "2.1.0"
    [run] = log["runs"]
    return dict(run)


def places(run: Dict[str, Any]) -> Dict[str, Tuple[str, int]]:
    """File and line by the address of the finding."""
    found = {}
    for result in run["results"]:
        [location] = result["locations"]
        physical = location["physicalLocation"]
        address = location["logicalLocations"][0]["fullyQualifiedName"]
        found[address] = (physical["artifactLocation"]["uri"], physical["region"]["startLine"])
    return found


@pytest.fixture
def in_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    """The working directory is the folder of the example, as in a job."""
    monkeypatch.chdir(BAD)


@pytest.mark.usefixtures("in_bad")
@pytest.mark.parametrize("subject", ["plan.json", "."])
def test_a_finding_is_on_the_line_of_its_block(subject: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = Path("main.tf").read_text(encoding="utf-8").splitlines()
    found = places(logged(capsys, subject))
    assert set(found) == {f"aws_vpc_endpoint.{service}" for service in ("ecr_api", "ecr_dkr", "logs")}
    for address, (file, line) in found.items():
        name = address.rpartition(".")[2]
        assert (file, lines[line - 1]) == ("main.tf", f'resource "aws_vpc_endpoint" "{name}" {{')


@pytest.mark.usefixtures("in_bad")
def test_every_check_is_a_rule_with_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    run = logged(capsys, "plan.json")
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [check.id for check in CHECKS]
    assert all(rule["helpUri"].startswith("https://") and rule["help"]["text"] for rule in rules)
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])


def test_a_message_names_its_resource_once(alone: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]) -> None:
    for check, text in (
        ("301", "aws_vpc_endpoint.ecr_api: aws_subnet.endpoint_a and "),
        ("101", "aws_vpc.main has no interface endpoint for ecr.dkr; "),
    ):
        run = logged(capsys, str(alone(EXAMPLES / f"CKV_ECRPL_{check}" / "bad" / "plan.json")))
        assert run["results"][0]["message"]["text"].startswith(text)


def test_the_path_of_a_file_is_a_uri(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copytree(BAD, tmp_path / "my stack")
    monkeypatch.chdir(tmp_path)
    assert {file for file, _ in places(logged(capsys, "my stack/plan.json")).values()} == {"my%20stack/main.tf"}


def test_what_is_undecided_is_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    run = logged(capsys, str(EXAMPLES / "CKV_ECRPL_001" / "bad" / "plan.json"))
    assert [(result["ruleId"], result["level"]) for result in run["results"]] == [("CKV_ECRPL_001", "warning")]


def test_without_sources_a_finding_is_on_the_plan(
    alone: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    plan = alone(BAD / "plan.json")
    assert set(places(logged(capsys, str(plan))).values()) == {(plan.as_posix(), 1)}


def test_a_finding_in_a_local_module_is_in_its_file(capsys: pytest.CaptureFixture[str]) -> None:
    folder = PLANS / "module_inputs"
    found = places(logged(capsys, str(folder / "plan.json")))
    file, line = found["module.endpoints.aws_vpc_endpoint.ecr_dkr"]
    assert file.endswith("tests/plans/module_inputs/modules/endpoints/main.tf")
    text = (folder / "modules/endpoints/main.tf").read_text(encoding="utf-8").splitlines()
    assert text[line - 1] == 'resource "aws_vpc_endpoint" "ecr_dkr" {'


def test_a_module_that_init_installed_is_edited_where_it_is_called(tmp_path: Path) -> None:
    """Nobody edits below `.terraform`, and no pull request shows it."""
    shutil.copytree(PLANS / "module_inputs", tmp_path / "root")
    root = tmp_path / "root"
    installed = root / ".terraform" / "modules"
    shutil.move(str(root / "modules" / "vpc"), installed / "vpc")
    entry = {"Key": "vpc", "Source": "registry/vpc", "Dir": ".terraform/modules/vpc"}
    (installed / "modules.json").write_text(json.dumps({"Modules": [entry]}), encoding="utf-8")
    main_file = root / "main.tf"
    main_file.write_text(
        main_file.read_text(encoding="utf-8").replace("./modules/vpc", "registry/vpc"), encoding="utf-8"
    )
    place = SourcePlaces(SourceTree(root)).of('module.vpc.aws_subnet.a["k"]')
    assert place is not None
    assert place.file.endswith("root/main.tf")
    assert main_file.read_text(encoding="utf-8").splitlines()[place.line - 1] == 'module "vpc" {'


@pytest.mark.parametrize("address", ["aws_vpc.none", "module.none.aws_vpc.v", "aws_vpc", "sg-0abc", ""])
def test_what_is_not_in_the_sources_has_no_place(address: str) -> None:
    assert SourcePlaces(SourceTree(BAD)).of(address) is None


def test_json_syntax_has_no_lines() -> None:
    place = SourcePlaces(SourceTree(PLANS / "oracle" / "json_sources")).of('aws_vpc_endpoint.interface["api"]')
    assert place is not None
    assert place.file.endswith("network.tf.json")
    assert place.line == 1
