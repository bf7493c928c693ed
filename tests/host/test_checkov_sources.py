"""Real Checkov runs over sources, without a plan: rows in the files that a person would edit."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, Dict, FrozenSet, List, Mapping, Tuple

import pytest
from conftest import BAD_ZONE_ROWS, EXAMPLES, Scan, scan
from source_folders import write_sources

pytestmark = pytest.mark.checkov

FileRow = Tuple[str, str, str]
"""A check id, an address, and the file as Checkov shows it."""

NETWORK = """
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "app" {
  vpc_id            = aws_vpc.main.id
  availability_zone = "eu-west-1a"
}

resource "aws_route_table" "app" {
  vpc_id = aws_vpc.main.id
}

resource "aws_route_table_association" "app" {
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.app.id
}

resource "aws_security_group" "endpoints" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.0.0.0/16"]
  }
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.app.id]
}
"""
ENDPOINTS = """
resource "aws_vpc_endpoint" "interface" {
  for_each            = %s
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.app.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}
"""
ALL = ENDPOINTS % 'toset(["ecr.api", "ecr.dkr", "logs"])'
MODULE = """
variable "vpc_id" {}
variable "subnet_ids" {}
variable "group_ids" {}
variable "private_dns" {
  default = true
}

resource "aws_vpc_endpoint" "this" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = var.vpc_id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = each.key == "logs" || var.private_dns
  subnet_ids          = var.subnet_ids
  security_group_ids  = var.group_ids
}
"""
CALL = """
module "endpoints" {
  source      = "../../modules/endpoints"
  vpc_id      = aws_vpc.main.id
  subnet_ids  = [aws_subnet.app.id]
  group_ids   = [aws_security_group.endpoints.id]
  private_dns = %s
}
"""
ENDPOINT_OF_TWO = """
resource "aws_vpc_endpoint" "twice" {
  count               = 2
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = count.index == 0
  subnet_ids          = [aws_subnet.app.id]
  security_group_ids  = [aws_security_group.endpoints.id]
}
"""
SKIPPED = "  #checkov:skip=CKV_ECRPL_401:until the spring release\n"


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def without_keys() -> str:
    """Endpoints by keys that Checkov does not expand."""
    keys = '{ for name in split(" ", "%s") : name => name if name != "" }'
    other = ENDPOINTS % (keys % "ecr.dkr")
    return ENDPOINTS % (keys % "ecr.api logs") + other.replace('"interface"', '"other"').replace("= true", "= false")


TREE: Mapping[str, str] = {
    "modules/endpoints/main.tf": MODULE,
    "roots/right/main.tf": NETWORK + CALL % "true",
    "roots/wrong/main.tf": NETWORK + CALL % "false",
    "roots/several_files/network.tf": crlf(NETWORK),
    "roots/several_files/endpoints.tf": crlf(ENDPOINTS % 'toset(["ecr.api", "logs"])'),
    "roots/broken/main.tf": NETWORK.replace("[aws_route_table.app.id]", "[]") + ALL,
    "roots/broken/other.tf": 'resource "aws_vpc" "other" {\n  cidr_block = [\n}\n',
    "roots/keys/main.tf": NETWORK + ALL + ENDPOINT_OF_TWO,
    "roots/no_keys/main.tf": NETWORK + without_keys(),
    "roots/skips/main.tf": NETWORK.replace('"endpoints" {\n', f'"endpoints" {{\n{SKIPPED}').replace("= 443", "= 442", 1)
    + ALL,
    "roots/main.tf": NETWORK + ENDPOINTS % 'toset(["ecr.dkr", "logs"])',
    "roots/no_terraform/readme.md": "Nothing is here.\n",
    "roots/no_terraform/config.hcl": 'resource "aws_vpc" "main" {\n}\n',
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several root modules, and a module that two of them share, in one repository."""
    folder = write_sources(tmp_path_factory.mktemp("sources") / "tree", TREE)
    (folder / ".git").mkdir()
    return folder


def scan_sources(*arguments: object, frameworks: Tuple[str, ...] = ("terraform",), **options: Any) -> Scan:
    found = scan(*arguments, "--framework", *frameworks, "--check", "CKV_ECRPL_*", **options)
    assert "ERROR" not in found.err
    return found


def rows(found: Scan, state: str = "failed") -> FrozenSet[FileRow]:
    return frozenset((row["check_id"], row["resource"], row["file_path"]) for row in found.records(state))


def lines(found: Scan) -> Dict[FileRow, List[int]]:
    return {
        (row["check_id"], row["resource"], row["file_path"]): row["file_line_range"] for row in found.records("failed")
    }


MODULE_ROWS = {
    ("CKV_ECRPL_201", f'module.endpoints.aws_vpc_endpoint.this["{service}"]', "/modules/endpoints/main.tf")
    for service in ("ecr.api", "ecr.dkr")
}
BROKEN = "/roots/broken/main.tf"


@pytest.fixture(scope="module")
def whole_tree(tree: Path) -> Scan:
    return scan_sources("-d", tree)


def test_every_root_of_a_tree_gives_its_own_rows(whole_tree: Scan) -> None:
    assert {row for row in rows(whole_tree) if row[0] != "CKV_ECRPL_002"} == {
        *MODULE_ROWS,
        ("CKV_ECRPL_101", "aws_vpc.main", "/roots/several_files/network.tf"),
        ("CKV_ECRPL_102", "aws_vpc.main", "/roots/main.tf"),
        ("CKV_ECRPL_201", "aws_vpc_endpoint.other", "/roots/no_keys/main.tf"),
        ("CKV_ECRPL_201", "aws_vpc_endpoint.twice[1]", "/roots/keys/main.tf"),
        ("CKV_ECRPL_502", "aws_vpc_endpoint.s3", BROKEN),
    }


def test_a_file_with_an_error_fails_002_in_its_own_root_alone(whole_tree: Scan) -> None:
    told = {row for row in rows(whole_tree) if row[0] == "CKV_ECRPL_002"}
    assert {file for _, _, file in told} == {BROKEN}
    assert ("CKV_ECRPL_002", "aws_vpc.main", BROKEN) in told
    names = {record["check_name"] for record in whole_tree.records("failed") if record["check_id"] == "CKV_ECRPL_002"}
    assert names == {"Ensure the analysis of the ECR path ran in full: other.tf:3: `}` closes nothing"}


def test_a_row_stands_on_the_lines_of_its_block(whole_tree: Scan) -> None:
    found = lines(whole_tree)
    first = MODULE.splitlines().index('resource "aws_vpc_endpoint" "this" {') + 1
    for row in MODULE_ROWS:
        assert found[row] == [first, first + 8]
    assert found["CKV_ECRPL_101", "aws_vpc.main", "/roots/several_files/network.tf"] == [2, 5]


def test_an_inline_skip_suppresses_its_own_row(whole_tree: Scan) -> None:
    assert rows(whole_tree, "skipped") == {("CKV_ECRPL_401", "aws_security_group.endpoints", "/roots/skips/main.tf")}
    (record,) = whole_tree.records("skipped")
    assert record["check_result"]["suppress_comment"] == "until the spring release"


def test_rows_pass_where_nothing_is_wrong(whole_tree: Scan) -> None:
    passed = rows(whole_tree, "passed")
    assert ("CKV_ECRPL_101", "aws_vpc.main", "/roots/right/main.tf") in passed
    assert ("CKV_ECRPL_201", "aws_vpc_endpoint.twice[0]", "/roots/keys/main.tf") in passed
    assert ("CKV_ECRPL_201", "aws_vpc_endpoint.interface", "/roots/no_keys/main.tf") in passed
    assert not {(check, file) for check, _, file in passed if check == "CKV_ECRPL_502"} & {("CKV_ECRPL_502", BROKEN)}


def test_one_file_is_judged_with_the_others_of_its_module(tree: Path) -> None:
    """The endpoints stand in the next file, all but one."""
    network = scan_sources("-f", tree / "roots" / "several_files" / "network.tf")
    assert rows(network) == {("CKV_ECRPL_101", "aws_vpc.main", "/network.tf")}
    assert network.code == 1


def test_one_file_without_a_fault_of_its_own_is_clean(tree: Path) -> None:
    endpoints = scan_sources("-f", tree / "roots" / "several_files" / "endpoints.tf")
    assert rows(endpoints) == frozenset()
    assert {resource for _, resource, _ in rows(endpoints, "passed")} == {
        'aws_vpc_endpoint.interface["ecr.api"]',
        'aws_vpc_endpoint.interface["logs"]',
    }


def test_a_module_that_others_call_is_undecided_by_itself(tree: Path) -> None:
    module = scan_sources("-f", tree / "modules" / "endpoints" / "main.tf")
    assert {check for check, _, _ in rows(module)} == {"CKV_ECRPL_001"}
    assert not {check for check, _, _ in rows(module, "passed")} & {"CKV_ECRPL_101", "CKV_ECRPL_402"}


def test_a_root_calls_a_module_outside_of_the_scanned_folder(tree: Path) -> None:
    found = scan_sources("-d", ".", cwd=tree / "roots" / "wrong")
    assert {(check, resource) for check, resource, _ in rows(found)} == {(row[0], row[1]) for row in MODULE_ROWS}
    assert {Path(record["file_abs_path"]).resolve() for record in found.records("failed")} == {
        (tree / "modules" / "endpoints" / "main.tf").resolve()
    }


def test_without_terraform_files_there_are_no_rows(tree: Path) -> None:
    folder = tree / "roots" / "no_terraform"
    found = scan("-d", folder, "--check", "CKV_ECRPL_*")
    assert found.reports == []
    assert "ERROR" not in found.err
    assert found.code == 0


@pytest.mark.parametrize("parallelization", ["fork", "thread"])
def test_both_frameworks_at_once_give_the_same_rows_in_their_own_files(parallelization: str, tmp_path: Path) -> None:
    folder = shutil.copytree(EXAMPLES / "CKV_ECRPL_301" / "bad", tmp_path / "root")
    environment = {**os.environ, "CHECKOV_PARALLELIZATION_TYPE": parallelization}
    found = scan_sources("-d", folder, frameworks=("terraform", "terraform_plan"), environment=environment)
    assert rows(found) == {(*row, file) for row in BAD_ZONE_ROWS for file in ("/main.tf", "/plan.json")}
    assert {report["check_type"] for report in found.reports} == {"terraform", "terraform_plan"}
