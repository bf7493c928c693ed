"""Input that is no plan, and checks that are broken: never a silent pass.

Four classes of bad input, by what can be heard of it:

| input | `explain` | Checkov |
| --- | --- | --- |
| format 2.0, a broken shape, invalid UTF-8, an errored plan | exit 2, one line | FAILED 002 |
| empty, half a plan, a state, a JSON array, a binary plan | exit 2, one line | no row, so no plugin can speak |
| a plan that Checkov alone cannot read | exit 2, what it says, and one line | no row, so no plugin can speak |
| a broken check, rule or engine file | `doctor`: exit 1 | FAILED 002, save where 002 itself is broken |
"""

from __future__ import annotations

import gzip
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, Callable, Dict, Mapping

import pytest
from conftest import BAD_ZONE_ROWS, CHECKS, EXAMPLES, ours, scan
from ecr_privatelink.facts.check_catalogue import CHECKS as CATALOGUE

PLAN = EXAMPLES / "CKV_ECRPL_301" / "bad" / "plan.json"
TEXT = PLAN.read_bytes()


def changed(**values: Any) -> bytes:
    plan: Dict[str, Any] = {**json.loads(TEXT), **values}
    return json.dumps(plan, indent=2).encode()


def binary_plan() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("tfplan", b"\x00" * 64)
    return written.getvalue()


READ_BY_CHECKOV = {
    "plan format 2.0": (changed(format_version="2.0"), "plan format 2.0 is not known"),
    "no format version": (changed(format_version=None), "plan format None is not known"),
    "no configuration": (changed(configuration={}), "`configuration.root_module` is missing"),
    "a broken shape": (changed(resource_changes="none"), "`resource_changes` should be an array"),
    "invalid UTF-8": (TEXT.replace(b"Managed by", b"Managed\xff\xfe by"), "not valid Unicode"),
    "a plan that ended with an error": (changed(errored=True), "stopped with an error"),
}
SILENT_IN_CHECKOV = {
    "an empty file": (b"", "the file is empty"),
    "white space": (b" \n", "the file is empty"),
    "half a plan": (TEXT[: len(TEXT) // 2], "not JSON, or only part of it"),
    "messages of terraform plan -json": (b'{"@level": "info"}\n{"@level": "info"}\n', "terraform show -json tf.plan >"),
    "a plan as text": (b"\nTerraform will perform the following actions:\n", "terraform show -json tf.plan >"),
    "a plan behind a line of a wrapper": (b"[command]/usr/bin/terraform\n" + TEXT, "prints first has to go"),
    "a compressed plan": (gzip.compress(TEXT), "a compressed file; unpack it"),
    "null": (b"null", "a plan is a JSON object"),
    "a state": (json.dumps({"format_version": "1.0", "values": {}}).encode(), "a state, not a plan"),
    "a raw state": (json.dumps({"version": 4, "serial": 1, "lineage": ""}).encode(), "a state, not a plan"),
    "another JSON object": (b"{}", "`planned_values` is missing"),
    "a JSON array": (b"[" + TEXT + b"]", "a plan is a JSON object"),
    "a binary plan": (binary_plan(), "a binary plan file"),
}


def privatelink(
    *arguments: object, checks: Path = CHECKS, environment: Mapping[str, str] = os.environ
) -> subprocess.CompletedProcess[str]:
    """Run `python -m ecr_privatelink` from a checkout."""
    return subprocess.run(
        [sys.executable, "-m", "ecr_privatelink", *(str(argument) for argument in arguments)],
        capture_output=True,
        check=False,
        env={**environment, "PYTHONPATH": str(checks), "PYTHONDONTWRITEBYTECODE": "1"},
        text=True,
    )


@pytest.mark.parametrize("kind", [*READ_BY_CHECKOV, *SILENT_IN_CHECKOV])
def test_explain_refuses_it_in_one_line(kind: str, tmp_path: Path) -> None:
    content, reason = {**READ_BY_CHECKOV, **SILENT_IN_CHECKOV}[kind]
    plan = tmp_path / "plan.json"
    plan.write_bytes(content)
    run = privatelink("explain", plan)
    assert run.returncode == 2
    assert run.stdout == ""
    assert reason in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert str(plan) in run.stderr


def test_explain_says_that_there_is_no_such_file(tmp_path: Path) -> None:
    run = privatelink("explain", tmp_path / "none.json")
    assert run.returncode == 2
    assert "cannot be opened (No such file or directory)" in run.stderr


@pytest.mark.checkov
def test_checkov_fails_002_and_every_judged_check_on_what_it_can_read(tmp_path: Path) -> None:
    """All such files in one run, so that one file's fault is not another's."""
    arguments = []
    for number, (content, _) in enumerate(READ_BY_CHECKOV.values()):
        plan = tmp_path / f"plan{number}.json"
        plan.write_bytes(content)
        arguments += ["-f", plan]
    found = scan(*arguments, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*")
    for number, (_, reason) in enumerate(READ_BY_CHECKOV.values()):
        of_file = [row for row in found.records() if row["file_abs_path"].endswith(f"plan{number}.json")]
        assert {row["check_id"] for row in of_file} == {check.id for check in CATALOGUE}
        assert all(reason in row["check_name"] for row in of_file)
        if "configuration" not in reason:  # where the provider's block stands
            assert ("CKV_ECRPL_002", "aws.default") in {(row["check_id"], row["resource"]) for row in of_file}


@pytest.mark.checkov
@pytest.mark.parametrize("kind", ["half a plan", "a state", "a JSON array"])
def test_checkov_yields_no_row_where_no_plugin_can_speak(kind: str, tmp_path: Path) -> None:
    """What the pipeline's `explain` is there for: if this ever fails, the docs can promise more."""
    plan = tmp_path / "plan.json"
    plan.write_bytes(SILENT_IN_CHECKOV[kind][0])
    found = ours(plan)
    assert found.code == 0
    assert "CKV_ECRPL" not in found.out


def tagged(value: object, *, escaped: bool = False) -> bytes:
    """The plan with a tag on its VPC."""
    plan = json.loads(TEXT)
    vpcs = [each for each in plan["planned_values"]["root_module"]["resources"] if each["type"] == "aws_vpc"]
    vpcs[0]["values"]["tags"] = value if isinstance(value, dict) else {"Name": value}
    return json.dumps(plan, indent=1, ensure_ascii=escaped).encode()


SMALL, LARGE, BOTH = "small", "large", "small and large"
"""Which plans a fault is one of for Checkov, by their size."""
PASSED_OVER = {
    "an emoji as two escapes": (tagged("\U0001f600", escaped=True), SMALL),
    "half an emoji": (tagged("\ud800", escaped=True), SMALL),
    "a control character": (tagged("a\u009fb"), SMALL),
    "a deletion": (tagged("a\u007fb"), SMALL),
    "no character": (tagged("a\ufffe"), SMALL),
    "a long key": (tagged({"k" * 1025: ""}), SMALL),
    "UTF-8 with a byte order mark": (b"\xef\xbb\xbf" + TEXT, LARGE),
    "UTF-16 without a byte order mark": (TEXT.decode().encode("utf-16-le"), BOTH),
    "no version of Terraform": (TEXT.replace(b'"terraform_version"', b'"terraform"'), BOTH),
}
READ = {
    "an emoji": tagged("\U0001f600"),
    "a letter as an escape": tagged("\u00fc", escaped=True),
    "a control character as an escape": tagged("a\u009f\u0000", escaped=True),
    "two escapes as text": tagged("\\ud83d\\ude00"),
    "a line end of Unicode": tagged("\u0085\u2028"),
    "a byte order mark in text": tagged("\ufeff"),
    "a key that is long enough": tagged({"k" * 1010: "", "\u00fc" * 600: "v" * 2000}),
    "UTF-16 with a byte order mark": TEXT.decode().encode("utf-16"),
    "UTF-32 with a byte order mark": TEXT.decode().encode("utf-32"),
}


@pytest.mark.checkov
@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_explain_fails_on_each_plan_that_checkov_passes_over(size: str, tmp_path: Path) -> None:
    environment = {**os.environ, **({"CHECKOV_MAX_IAC_FILE_SIZE": "1"} if size == LARGE else {})}
    plans = [*PASSED_OVER.items(), *((name, (content, "")) for name, content in READ.items())]
    arguments = []
    for number, (_, (content, _)) in enumerate(plans):
        (tmp_path / f"plan{number}.json").write_bytes(content)
        arguments += ["-f", tmp_path / f"plan{number}.json"]
    found = scan(*arguments, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*", environment=environment)
    with_rows = {Path(row["file_abs_path"]).name for row in found.records()}
    for number, (name, (_, sizes)) in enumerate(plans):
        passed_over = size in sizes
        run = privatelink("explain", tmp_path / f"plan{number}.json", environment=environment)
        assert (f"plan{number}.json" in with_rows, run.returncode) == (not passed_over, 2 if passed_over else 0), name
        assert ("Checkov passes over this plan without a word" in run.stderr) is passed_over, name
        assert "3 findings" in run.stdout, name


@pytest.mark.checkov
@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda text: b"\xef\xbb\xbf" + text.encode(), id="UTF-8 with a byte order mark"),
        pytest.param(lambda text: text.encode("utf-16"), id="UTF-16, as PowerShell writes it"),
        pytest.param(lambda text: json.dumps(json.loads(text)).encode(), id="on one line"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="Windows line ends"),
    ],
)
def test_a_plan_is_read_however_it_is_written(encode: Callable[[str], bytes], tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_bytes(encode(TEXT.decode()))
    assert ours(plan).rows() == BAD_ZONE_ROWS
    assert privatelink("explain", plan).returncode == 0


BROKEN = "raise RuntimeError('broken on purpose')\n"


@pytest.mark.checkov
def test_a_broken_check_file_is_heard_through_002(checks_copy: Path) -> None:
    (checks_copy / "ecrpl_301_same_zone.py").write_text("def broken(:\n", encoding="utf-8")
    found = ours(PLAN, checks=checks_copy)
    assert {check for check, _ in found.rows()} == {"CKV_ECRPL_002"}
    assert "CKV_ECRPL_301 did not load" in found.records()[0]["check_name"]
    assert found.code == 1


@pytest.mark.checkov
@pytest.mark.parametrize(
    ("line", "broken", "doctor"),
    [
        pytest.param("def judge(", BROKEN + "def judge(", 1, id="while it is imported"),
        pytest.param("interface_endpoints(network):", "network.nothing:", 0, id="while it judges"),
    ],
)
def test_a_crash_in_a_rule_fails_its_own_check_and_002(line: str, broken: str, doctor: int, checks_copy: Path) -> None:
    rule = checks_copy / "ecr_privatelink" / "rules" / "same_zone.py"
    text = rule.read_text(encoding="utf-8")
    assert line in text
    broken = text.replace(line, broken, 1)
    rule.write_text(broken, encoding="utf-8")
    found = ours(PLAN, checks=checks_copy)
    assert {check for check, _ in found.rows()} == {"CKV_ECRPL_301", "CKV_ECRPL_002"}
    assert {check for check, _ in found.rows("passed")} >= {"CKV_ECRPL_401", "CKV_ECRPL_501"}
    assert found.code == 1
    explain = privatelink("explain", PLAN, checks=checks_copy)
    assert explain.returncode == 1
    assert "CKV_ECRPL_301" in explain.stderr
    assert privatelink("doctor", "--checks", checks_copy).returncode == doctor


@pytest.mark.checkov
def test_a_broken_engine_is_heard_through_002(checks_copy: Path) -> None:
    (checks_copy / "ecr_privatelink" / "plan" / "plan_index.py").write_text(BROKEN, encoding="utf-8")
    found = ours(PLAN, checks=checks_copy)
    assert found.rows() >= {("CKV_ECRPL_002", "aws_vpc.main")}
    assert "broken on purpose" in found.records()[0]["check_name"]
    assert found.code == 1


@pytest.mark.checkov
def test_the_doctor_tells_once_what_keeps_every_check_from_loading(checks_copy: Path) -> None:
    broken = checks_copy / "ecr_privatelink" / "plan" / "plan_index.py"
    broken.write_text(BROKEN, encoding="utf-8")
    missing, cause = privatelink("doctor", "--checks", checks_copy).stderr.splitlines()
    assert missing.endswith("CKV_ECRPL_501, CKV_ECRPL_502 are not registered")
    assert cause.endswith(f"RuntimeError: broken on purpose ({broken}:1)")


def test_the_doctor_hears_of_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert "no such folder" in privatelink("doctor", "--checks", tmp_path / "none").stderr


@pytest.mark.checkov
def test_the_doctor_is_content_with_the_folder_as_it_is() -> None:
    run = privatelink("doctor")
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.checkov
def test_a_setting_that_means_nothing_is_heard() -> None:
    environment = {**os.environ, "CKV_ECRPL_SCOPE": "all"}
    found = ours(PLAN, environment=environment)
    assert "CKV_ECRPL_SCOPE is 'all'; set it to" in found.records()[0]["check_name"]
    assert ("CKV_ECRPL_002", "aws_vpc.main") in found.rows()
