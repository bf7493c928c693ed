"""What the editors of `examples/ide` run, run as they run it, on a file of a bad and of a good module."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any, Dict, List

import pytest
import yaml
from conftest import CHECKS, EXAMPLES
from example_commands import BAD, TOLD, Place, place

pytestmark = pytest.mark.checkov

IDE = EXAMPLES / "ide"
LINES = [[48, 55], [57, 64], [66, 73]]
"""Where the three endpoints of the bad example stand in its `main.tf`."""


def settings() -> Dict[str, str]:
    parsed: Dict[str, str] = json.loads((IDE / "vscode" / "settings.json").read_text(encoding="utf-8"))
    return parsed


def here(text: str) -> str:
    """With the folder of these checks for the one that the examples name."""
    assert "/opt/ecr-privatelink/checks" in text
    return text.replace("/opt/ecr-privatelink/checks", str(CHECKS))


def split_module(tmp_path: Path) -> Place:
    """The bad example with its endpoints in a file of their own, as an editor would open it."""
    at = place(tmp_path, BAD, sources=".")
    text = (at.folder / "main.tf").read_text(encoding="utf-8")
    start = text.index('resource "aws_vpc_endpoint"')
    (at.folder / "main.tf").write_text(text[:start], encoding="utf-8")
    lines_before = "\n" * text[:start].count("\n")  # so that the blocks keep their lines
    (at.folder / "endpoints.tf").write_text(lines_before + text[start:], encoding="utf-8")
    return at


def assert_on_the_lines_of_the_open_file(report: Dict[str, Any]) -> None:
    ours = [row for row in report["results"]["failed_checks"] if row["check_id"].startswith("CKV_ECRPL_")]
    assert {row["check_id"] for row in ours} == {"CKV_ECRPL_301"}
    assert [row["file_line_range"] for row in ours] == LINES
    assert all(TOLD in row["check_name"] and row["file_path"] == "/endpoints.tf" for row in ours)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(
            'checkov -s --repo-id vscode/default -f "{file}" --skip-check BC_LIC* -o json '
            "--external-checks-dir {checkov.externalChecksDir} --framework {checkov.frameworks}",
            id="the Checkov extension",
        ),
        pytest.param(
            "checkov --repo-id vscode-extension/my-repo --quiet --soft-fail --output json "
            '--external-checks-dir "{prismaCloud.externalChecksDirectory}" '
            '--framework {prismaCloud.specificFrameworks} --file "{file}"',
            id="the Prisma Cloud extension",
        ),
    ],
)
def test_vs_code(command: str, tmp_path: Path) -> None:
    at = split_module(tmp_path)
    for name, value in {**settings(), "file": str(at.folder / "endpoints.tf")}.items():
        command = command.replace(f"{{{name}}}", here(value) if "hecks" in name else value)
    assert "{" not in command
    ran = at.run(command, by="sh")
    assert ran.code == 0
    assert "[ERROR]" not in ran.err
    assert_on_the_lines_of_the_open_file(json.loads(ran.out))


def test_jetbrains_plugins_find_the_checks_by_the_settings_file(tmp_path: Path) -> None:
    at = split_module(tmp_path)
    text = (IDE / "jetbrains" / ".checkov.yaml").read_text(encoding="utf-8")
    (at.folder / ".checkov.yaml").write_text(here(text), encoding="utf-8")
    ran = at.run(f'checkov -s --repo-id jetbrains/default -f "{at.folder / "endpoints.tf"}" -o json')
    assert ran.code == 0
    assert "[ERROR]" not in ran.err  # the plugin would take the scan for failed
    assert_on_the_lines_of_the_open_file(json.loads(ran.out))


def test_the_external_tool_of_jetbrains(tmp_path: Path) -> None:
    at = split_module(tmp_path)
    tool = ET.parse(IDE / "jetbrains" / "External Tools.xml").getroot()  # noqa: S314 - the repository's own file
    options = {option.get("name"): str(option.get("value")) for option in tool.iter("option")}
    assert options["WORKING_DIRECTORY"] == "$ProjectFileDir$"
    ran = at.run(f"{options['COMMAND']} {options['PARAMETERS']}".replace("$FileDir$", str(at.folder)))
    assert ran.code == 0
    assert ran.out.count(TOLD) == 3


def neovim_arguments() -> List[str]:
    text = (IDE / "neovim" / "ecr_privatelink.lua").read_text(encoding="utf-8")
    listed = re.search(r"args = \{(.*?)\n  \}", text, re.DOTALL)
    assert listed
    return re.findall(r'"([^"]*)"', here(listed[1]))


def test_neovim(tmp_path: Path) -> None:
    """nvim-lint adds the buffer's full name to the arguments; the parser reads these keys."""
    at = split_module(tmp_path)
    file = at.folder / "endpoints.tf"
    ran = at.run(shlex.join(["checkov", *neovim_arguments(), str(file)]))
    assert ran.code == 0
    report = json.loads(ran.out)
    assert_on_the_lines_of_the_open_file(report)
    assert {row["file_abs_path"] for row in report["results"]["failed_checks"]} == {str(file)}


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_efm(tmp_path: Path) -> None:
    at = split_module(tmp_path)
    config = yaml.safe_load(here((IDE / "neovim" / "efm.yaml").read_text(encoding="utf-8")))
    [tool] = config["languages"]["terraform"]
    assert tool["lint-formats"] == ["%f:%l: %m"]
    file = at.folder / "endpoints.tf"
    ran = at.run(tool["lint-command"].replace("${INPUT}", str(file)), by="sh")
    assert ran.code == 0
    assert [line.split(" ")[0] for line in ran.out.splitlines()] == [f"{file}:{first}:" for first, _ in LINES]
    assert ran.out.count(TOLD) == 3


def test_an_editor_shows_nothing_in_a_file_that_is_right_in_its_module(tmp_path: Path) -> None:
    """The VPC's own file, although the faulty endpoints stand in the next one."""
    at = split_module(tmp_path)
    ran = at.run(shlex.join(["checkov", *neovim_arguments(), str(at.folder / "main.tf")]))
    assert ran.code == 0
    assert json.loads(ran.out)["results"]["failed_checks"] == []


def test_every_file_is_told_of() -> None:
    text = (IDE / "README.md").read_text(encoding="utf-8")
    files = [file for file in IDE.rglob("*") if file.is_file() and file.name != "README.md"]
    assert len(files) == 5
    for file in files:
        name = str(file.relative_to(IDE))
        assert f"({name})" in text or f"(<{name}>)" in text
