"""`explain`, for people and for other tools."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Dict

import pytest
from conftest import CHECKS, EXAMPLES, PLANS
from ecr_privatelink.explain.command_line import checks_dir, main
from ecr_privatelink.judging import source_judging

ARTICLE = EXAMPLES / "article" / "plan.json"
LOCALS = PLANS / "locals" / "plan.json"


def explained(plan: Path, capsys: pytest.CaptureFixture[str]) -> Dict[str, Any]:
    assert main(["explain", str(plan), "--format", "json"]) == 0
    parsed: Dict[str, Any] = json.loads(capsys.readouterr().out)
    return parsed


def test_json_keeps_its_keys(capsys: pytest.CaptureFixture[str]) -> None:
    """Others rely on them: keys may be added, never renamed."""
    told = explained(ARTICLE, capsys)
    assert {"endpoints", "subnets", "consumers", "findings"} <= set(told)
    relation = {"state", "addresses", "why"}
    for endpoint in told["endpoints"]:
        assert {"address", "service", "type", "vpc", "private_dns"} <= set(endpoint)
        assert all(relation <= set(endpoint[name]) for name in ("subnets", "security_groups", "route_tables"))
    assert {"address", "zone", "route_table", "vpc"} <= set(told["subnets"][0])
    assert {"address", "kind", "subnets", "security_groups"} <= set(told["consumers"][0])


def test_json_tells_the_articles_stack(capsys: pytest.CaptureFixture[str]) -> None:
    told = explained(ARTICLE, capsys)
    [registry] = [endpoint for endpoint in told["endpoints"] if endpoint["service"] == "ecr.dkr"]
    assert registry["vpc"] == "aws_vpc.main"
    assert registry["private_dns"] is True
    assert registry["subnets"]["state"] == "exact"
    assert registry["subnets"]["addresses"] == ['aws_subnet.main["endpoint_a"]', 'aws_subnet.main["endpoint_c"]']
    [subnet] = [subnet for subnet in told["subnets"] if subnet["address"] == 'aws_subnet.main["app_a1"]']
    assert (subnet["zone"], subnet["route_table"]) == ("eu-west-1a", "aws_route_table.app")
    assert told["findings"] == []


def test_json_keeps_the_trail_to_the_tables_of_a_gateway(capsys: pytest.CaptureFixture[str]) -> None:
    plan = PLANS / "count_index" / "plan.json"
    [gateway] = [endpoint for endpoint in explained(plan, capsys)["endpoints"] if endpoint["type"] == "Gateway"]
    assert gateway["route_tables"]["trail"] == ["aws_vpc_endpoint.s3[0].route_table_ids"]


def test_json_lists_the_failed_rows(capsys: pytest.CaptureFixture[str]) -> None:
    findings = explained(EXAMPLES / "CKV_ECRPL_401" / "bad" / "plan.json", capsys)["findings"]
    assert [(finding["id"], finding["resource"]) for finding in findings] == [
        ("CKV_ECRPL_401", "aws_security_group.endpoints")
    ]
    assert "TCP 80" in findings[0]["message"]


def test_json_says_null_only_for_what_is_unknown(
    alone: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    told = explained(alone(LOCALS), capsys)
    assert {endpoint["vpc"] for endpoint in told["endpoints"]} == {None}
    interface = told["endpoints"][0]
    assert interface["subnets"]["state"] == "unknown"
    assert "local.subnet_ids" in interface["subnets"]["why"]
    unset = explained(EXAMPLES / "CKV_ECRPL_201" / "bad" / "plan.json", capsys)
    assert [e["private_dns"] for e in unset["endpoints"] if e["address"] == "aws_vpc_endpoint.ecr_api"] == [False]


def test_the_text_shows_the_vpc_its_endpoints_and_its_app_subnets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(ARTICLE)]) == 0
    text = capsys.readouterr().out
    assert "VPC aws_vpc.main (in use)" in text
    assert 'ecr.dkr (Interface, private DNS on)  aws_vpc_endpoint.interface["ecr.dkr"]' in text
    assert 'aws_subnet.main["endpoint_a"] (eu-west-1a), aws_subnet.main["endpoint_c"] (eu-west-1c)' in text
    assert "App subnets (of the consumers)" in text
    assert text.endswith("0 findings\n")


def test_the_text_says_why_something_is_unknown(
    alone: Callable[[Path], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(alone(LOCALS))]) == 0
    text = capsys.readouterr().out
    assert "VPC aws_vpc.this (perhaps in use)" in text
    assert "VPC              unknown [local.vpc_id cannot be followed (a plan holds no locals)]" in text
    assert "unknown [local.subnet_ids cannot be followed (a plan holds no locals)]" in text
    assert "6 findings" in text


@pytest.mark.parametrize(("name", "told"), [("plan.out", True), ("plan.JSON", True), ("plan.json", False)])
def test_a_name_that_checkov_passes_over_is_told(
    name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, *, told: bool
) -> None:
    plan = tmp_path / name
    plan.write_bytes(ARTICLE.read_bytes())
    assert main(["explain", str(plan)]) == (2 if told else 0)
    assert ("its name should end in .json" in capsys.readouterr().err) is told


def test_sources_are_taken_from_beside_the_plan_or_from_where_they_are_said_to_be(
    alone: Callable[[Path], Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = str(alone(LOCALS))
    for arguments, expected in (([], 6), (["--source", str(LOCALS.parent)], 0)):
        assert main(["explain", plan, "--format", "json", *arguments]) == 0
        assert len(json.loads(capsys.readouterr().out)["findings"]) == expected
    monkeypatch.setenv("CKV_ECRPL_SOURCE", str(LOCALS.parent))
    assert explained(Path(plan), capsys)["findings"] == []
    monkeypatch.delenv("CKV_ECRPL_SOURCE")
    assert explained(LOCALS, capsys)["findings"] == []


def test_sources_of_another_configuration_are_told_and_not_used(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(LOCALS), "--source", str(ARTICLE.parent)]) == 0
    text = capsys.readouterr().out
    assert "6 findings" in text
    assert "The sources of the root module are not used: " in text


@pytest.mark.parametrize("how", ["option", "variable"])
def test_a_folder_without_sources_is_refused(
    how: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    option = ["--source", str(tmp_path)] if how == "option" else []
    if how == "variable":
        monkeypatch.setenv("CKV_ECRPL_SOURCE", str(tmp_path))
    assert main(["explain", str(LOCALS), *option]) == 2
    asked = "--source" if how == "option" else "CKV_ECRPL_SOURCE"
    assert capsys.readouterr().err == f"ecr-privatelink: {asked}: {tmp_path}: no file of Terraform's is there\n"


def test_a_plan_without_a_vpc_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan = json.loads(ARTICLE.read_text(encoding="utf-8"))
    of_root = (plan["planned_values"]["root_module"], plan["configuration"]["root_module"])
    for holder, key in ((plan, "resource_changes"), *((root, "resources") for root in of_root)):
        holder[key] = [resource for resource in holder[key] if resource["type"] == "aws_ecs_cluster"]
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    assert main(["explain", str(file)]) == 0
    assert "The plan holds no VPC of its own" in capsys.readouterr().out


def test_every_vpc_counts_when_asked_to(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    plan = PLANS / "consumers" / "plan.json"
    bastion = ("CKV_ECRPL_101", 'module.network["bastion"].aws_vpc.this')
    before = {(found["id"], found["resource"]) for found in explained(plan, capsys)["findings"]}
    monkeypatch.setenv("CKV_ECRPL_SCOPE", "every-vpc")
    after = {(found["id"], found["resource"]) for found in explained(plan, capsys)["findings"]}
    assert bastion not in before
    assert bastion in after


def test_a_scope_that_means_nothing_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CKV_ECRPL_SCOPE", "some")
    assert main(["explain", str(ARTICLE)]) == 2
    assert "CKV_ECRPL_SCOPE is 'some'" in capsys.readouterr().err


def test_a_fault_of_ours_is_one_line_and_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise KeyError("a value of the plan")

    monkeypatch.setattr(source_judging, "build_network", crash)
    assert main(["explain", str(ARTICLE)]) == 1
    told = capsys.readouterr().err
    assert re.fullmatch(r"ecr-privatelink: .*: the analysis failed \(KeyError at test_explain.py:\d+\)\n", told)


def test_a_checkout_prints_its_own_checks_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert checks_dir() == CHECKS
    assert main(["checks-dir"]) == 0
    assert capsys.readouterr().out == f"{CHECKS}\n"


def test_a_command_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([])
    assert stopped.value.code == 2
    assert "explain" in capsys.readouterr().err


def test_json_survives_a_pipe_of_any_address(capsys: pytest.CaptureFixture[str]) -> None:
    """Keys of instances hold dots, quotes and brackets."""
    told = explained(PLANS / "through_modules" / "plan.json", capsys)
    assert 'module.keyed_301["a.b[\\"c\\"]"].aws_vpc_endpoint.ecr_dkr' in {e["address"] for e in told["endpoints"]}


def test_a_folder_is_judged_by_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    findings = explained(EXAMPLES / "CKV_ECRPL_401" / "bad", capsys)["findings"]
    assert [(finding["id"], finding["resource"]) for finding in findings] == [
        ("CKV_ECRPL_401", "aws_security_group.endpoints")
    ]


@pytest.mark.parametrize(
    ("for_each", "told"),
    [
        ('toset(["ecr.api"])', "in use"),
        ("var.services", "perhaps in use"),
        ('toset(["sts"])', "not in use: no ECR endpoint, no consumer"),
    ],
)
def test_the_text_says_whether_a_vpc_is_in_use(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, for_each: str, told: str
) -> None:
    endpoint = (
        f'for_each = {for_each}\n  vpc_id = aws_vpc.v.id\n  service_name = "com.amazonaws.eu-west-1.${{each.key}}"'
    )
    text = (
        f'variable "services" {{}}\nresource "aws_vpc" "v" {{}}\nresource "aws_vpc_endpoint" "e" {{\n  {endpoint}\n}}\n'
    )
    (tmp_path / "main.tf").write_text(text, encoding="utf-8")
    main(["explain", str(tmp_path)])
    assert f"VPC aws_vpc.v ({told})" in capsys.readouterr().out


def test_a_folder_without_sources_is_refused_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["explain", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"ecr-privatelink: {tmp_path}: no file of Terraform's is there\n"


def test_sources_beside_a_folder_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """They would not be looked at."""
    assert main(["explain", str(ARTICLE.parent), "--source", str(LOCALS.parent)]) == 2
    assert capsys.readouterr().err == f"ecr-privatelink: --source is for a plan, and {ARTICLE.parent} is a folder\n"


def test_a_source_file_is_refused_with_its_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(ARTICLE.parent / "main.tf")]) == 2
    assert capsys.readouterr().err.endswith(f"not by the file: {ARTICLE.parent}\n")


def test_a_file_that_cannot_be_read_is_heard_of(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_vpc" "v" {\n', encoding="utf-8")
    (tmp_path / "other.tf").write_text('resource "aws_vpc" "w" {}\n', encoding="utf-8")
    assert main(["explain", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "VPC aws_vpc.w" in told.out
    assert "main.tf:1" in told.err


def test_the_text_tells_one_of_two_from_some_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(PLANS / "oracle" / "undecided_condition" / "plan.json")]) == 0
    assert 'one of aws_subnet.main["a"] (eu-west-1a), aws_subnet.main["b"] (eu-west-1b) [' in capsys.readouterr().out
    assert main(["explain", str(PLANS / "oracle" / "undecided_workspace" / "plan.json")]) == 0
    assert "some of aws_subnet.main[0]" in capsys.readouterr().out


def test_a_name_that_the_output_cannot_spell_is_escaped(tmp_path: Path) -> None:
    """Windows writes to a file or a pipe in an encoding of few characters."""
    plan = tmp_path / "plan.json"
    named = (EXAMPLES / "CKV_ECRPL_301" / "bad" / "plan.json").read_text(encoding="utf-8")
    plan.write_text(named.replace("endpoint_a", "endpoint_\u6f22"), encoding="utf-8")
    command = [sys.executable, "-m", "ecr_privatelink", "explain", str(plan)]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    run = subprocess.run(command, capture_output=True, check=True, cwd=CHECKS, env=environment)
    assert rb"aws_subnet.endpoint_\u6f22 (eu-west-1a)" in run.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes")
def test_a_reader_that_has_seen_enough_hears_no_more() -> None:
    command = [sys.executable, "-m", "ecr_privatelink", "explain", str(ARTICLE)]
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as nobody_reads:
        run = subprocess.run(command, stdout=nobody_reads, stderr=subprocess.PIPE, cwd=CHECKS, check=False)
    assert (run.returncode, run.stderr) == (-signal.SIGPIPE, b"")
