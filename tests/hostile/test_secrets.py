"""Canaries: no value that is marked, and none of an unrelated resource, is in any output."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, Iterator, List

import pytest
from conftest import EXAMPLES, scan
from ecr_privatelink.explain.command_line import main
from fuzz_expressions import Writer
from fuzz_inputs import places_in, seeded
from source_folders import write_sources

FAULTY = sorted(EXAMPLES.glob("CKV_ECRPL_*/bad/plan.json"))
FORMATS = ("text", "json", "sarif")
CANARY = "canary"


def explained(subject: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """All that `explain` says, in every format."""
    codes = {main(["explain", str(subject), "--format", output]) for output in FORMATS}
    said = capsys.readouterr()
    assert codes <= {0, 1}
    assert "the analysis failed" not in said.err
    return (said.out + said.err).lower()


# What a plan holds


def unrelated(name: str, /, **values: Any) -> Dict[str, Any]:
    kind, _, label = name.partition(".")
    return {"address": name, "mode": "managed", "type": kind, "name": label, "values": values}


UNRELATED = [
    unrelated("aws_db_instance.d", password=CANARY, username=f"user {CANARY}", tags={CANARY: CANARY}),
    unrelated("aws_instance.i", user_data=f"#!/bin/sh\nexport TOKEN={CANARY}", ami=CANARY),
    unrelated("aws_ssm_parameter.p", value=CANARY, name=CANARY),
    unrelated("random_password.r", result=CANARY),
    unrelated("aws_ecs_task_definition.t", container_definitions=json.dumps([{"name": CANARY, "image": CANARY}])),
]


def with_canaries(plan: Dict[str, Any]) -> Dict[str, Any]:
    """The plan with canaries in everything that is no fact of the network."""
    planned = plan["planned_values"]["root_module"]["resources"]
    for resource in planned:
        resource["values"].update({"description": CANARY, "tags": {"Name": CANARY}, "name": CANARY})
    planned += UNRELATED
    for resource in UNRELATED:
        marks = {name: resource[name] for name in ("address", "mode", "type", "name")}
        change = {"actions": ["create"], "before": None, "after": resource["values"], "after_unknown": {"id": True}}
        plan["resource_changes"].append({**marks, "change": change})
    secret = {**unrelated("aws_secretsmanager_secret_version.s", secret_string=CANARY), "mode": "data"}
    read = {"values": {"root_module": {"resources": [{**secret, "address": f"data.{secret['address']}"}]}}}
    plan["prior_state"] = read
    plan.setdefault("variables", {})["token"] = {"value": CANARY}
    plan["configuration"]["root_module"].setdefault("variables", {})["token"] = {"sensitive": True}
    plan["planned_values"]["outputs"] = {"o": {"sensitive": True, "value": CANARY}}
    return plan


@pytest.mark.parametrize("plan", FAULTY, ids=lambda plan: plan.parent.parent.name)
def test_nothing_that_is_no_fact_of_the_network_is_told(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(with_canaries(json.loads(plan.read_bytes()))))
    assert CANARY not in explained(tmp_path / "plan.json", capsys)


TOLD = frozenset({"cidr_blocks", "cidr_block", "availability_zone", "vpc_id", "subnet_ids", "security_group_ids", "id"})


def marked(plan: Dict[str, Any]) -> Dict[str, Any]:
    """The plan with a canary, marked as sensitive, in each attribute that messages tell."""
    for resource in plan["planned_values"]["root_module"]["resources"]:
        for name in TOLD & resource["values"].keys():
            value = f"{CANARY}-{resource['name']}"
            resource["values"][name] = [value] if isinstance(resource["values"][name], list) else value
            resource.setdefault("sensitive_values", {})[name] = True
    return plan


@pytest.mark.parametrize("plan", FAULTY, ids=lambda plan: plan.parent.parent.name)
def test_no_attribute_that_is_marked_is_told(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hidden = marked(json.loads(plan.read_bytes()))
    assert any(place.key == "sensitive_values" for place in places_in(hidden))
    (tmp_path / "plan.json").write_text(json.dumps(hidden))
    assert CANARY not in explained(tmp_path / "plan.json", capsys)


def marked_alone(plan: Dict[str, Any], name: str) -> bool:
    """Put a marked canary in one attribute, wherever it is text; whether it is anywhere."""
    there = False
    for resource in plan["planned_values"]["root_module"]["resources"]:
        old = resource["values"].get(name)
        if isinstance(old, str) or (isinstance(old, list) and old and isinstance(old[0], str)):
            there = True
            resource["values"][name] = f"sg-{CANARY}" if isinstance(old, str) else [f"subnet-{CANARY}"]
            resource.setdefault("sensitive_values", {})[name] = True
    return there


@pytest.mark.parametrize("plan", FAULTY, ids=lambda plan: plan.parent.parent.name)
def test_no_attribute_that_is_marked_alone_is_told(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = plan.read_text(encoding="utf-8")
    planned = json.loads(text)["planned_values"]["root_module"]["resources"]
    for name in sorted({name for resource in planned for name in resource["values"]}):
        hidden = json.loads(text)
        if marked_alone(hidden, name):
            (tmp_path / "plan.json").write_text(json.dumps(hidden))
            assert CANARY not in explained(tmp_path / "plan.json", capsys), name


# What sources hold

SOURCES = f"""
variable "secret" {{
  type      = string
  sensitive = true
  default   = "{CANARY}-x"
}}
variable "given" {{
  sensitive = true
}}
variable "ids" {{
  type      = list(string)
  sensitive = true
  default   = ["subnet-{CANARY}", "subnet-2{CANARY}"]
}}
locals {{
  map = sensitive({{ "{CANARY}" = "{CANARY}" }})
}}
resource "aws_vpc" "main" {{
  cidr_block = "10.0.0.0/16"
}}
resource "aws_subnet" "a" {{
  vpc_id            = aws_vpc.main.id
  availability_zone = @zone@
}}
resource "aws_security_group" "g" {{
  vpc_id = aws_vpc.main.id
  ingress {{
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = [@cidr@]
  }}
}}
resource "aws_vpc_endpoint" "e" {{
  vpc_id             = aws_vpc.main.id
  service_name       = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type  = "Interface"
  subnet_ids         = @subnets@
  security_group_ids = @groups@
}}
module "m" {{
  source = "./m"
  x      = "{CANARY}"
}}
resource "aws_instance" "i" {{
  subnet_id = aws_subnet.a.id
  user_data = "{CANARY} ECS_CLUSTER"
}}
"""
MODULE = """
variable "x" {
  sensitive = true
}
output "o" {
  value     = [var.x]
  sensitive = true
}
"""
PLAIN = {
    "zone": '"eu-west-1a"',
    "cidr": '"10.0.0.0/8"',
    "subnets": "[aws_subnet.a.id]",
    "groups": "[aws_security_group.g.id]",
}
ITSELF = ["var.secret", "[var.secret]", "var.given", "[var.given]", "var.ids", "concat(var.ids, var.ids)", "module.m.o"]
REFUSED = [
    "tonumber(var.secret)",
    "tobool(var.secret)",
    "var.secret + 1",
    "[1][var.secret]",
    "{ a = 1 }[var.secret]",
    "local.map[var.secret]",
    "lookup({}, var.secret)",
    "{ for x in [var.secret, var.secret] : x => x }",
    "parseint(var.secret, 10)",
    "cidrsubnet(var.secret, 8, 1)",
    "cidrhost(var.secret, 1)",
    'cidrsubnet("10.0.0.0/8", 1, var.secret)',
    'timeadd(var.secret, "1h")',
    'formatdate("YYYY", var.secret)',
    'format("%d", var.secret)',
    "jsondecode(var.secret)",
    "regex(var.secret, var.secret)",
    "element([], var.secret)",
    "slice([1], 0, var.secret)",
    "base64decode(var.secret)",
]
"""Expressions that Terraform refuses; its own messages would tell the value, where it is not marked."""


def write_stack(folder: Path, **expressions: str) -> None:
    text = SOURCES
    for name, plain in PLAIN.items():
        text = text.replace(f"@{name}@", expressions.get(name, plain))
    files = {"main.tf": text, "m/main.tf": MODULE, "terraform.tfvars": f'given = "{CANARY}"\nother = "{CANARY}"\n'}
    write_sources(folder, {f"stack/{name}": written for name, written in files.items()})


@pytest.mark.parametrize("place", PLAIN)
@pytest.mark.parametrize("expression", [*ITSELF, *REFUSED])
def test_no_value_that_sources_mark_is_told(
    expression: str, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, **{place: expression})
    assert CANARY not in explained(tmp_path / "stack", capsys)


DERIVED = [
    "upper(var.secret)",
    'split("-", var.secret)',
    "keys(local.map)",
    '["${var.secret}-${aws_vpc.main.id}"]',
    "substr(var.secret, 0, 6)",
]


@pytest.mark.parametrize("expression", DERIVED)
def test_nothing_made_of_a_value_that_sources_mark_is_told(
    expression: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_stack(tmp_path, subnets=expression)
    assert CANARY not in explained(tmp_path / "stack", capsys)


# The names of `Writer`, each a resource or a sensitive variable.
RANDOM_NAMES = """
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id = aws_vpc.v.id
}
resource "aws_subnet" "b" {
  vpc_id = aws_vpc.v.id
}
resource "aws_lb" "l" {
  subnets = [aws_subnet.a.id, aws_subnet.b.id]
}
resource "aws_subnet" "c" {
  count  = 2
  vpc_id = aws_vpc.v.id
}
resource "aws_subnet" "e" {
  for_each = toset(["a", "b"])
  vpc_id   = aws_vpc.v.id
}
"""
SECRETS = {
    "text": f'"subnet-{CANARY}"',
    "number": "31337",
    "bool": "true",
    "list": f'["subnet-{CANARY}", "{CANARY}-2"]',
    "set": f'["sg-{CANARY}", "{CANARY}"]',
    "map": f'{{ a = "subnet-{CANARY}", "{CANARY}" = "vpc-{CANARY}" }}',
    "lists": f'[["subnet-{CANARY}"], ["rtb-{CANARY}"]]',
    "maps": f'{{ a = ["subnet-{CANARY}"], "{CANARY}" = ["x"] }}',
    "objects": f'[{{ a = "subnet-{CANARY}", b = "{CANARY}" }}]',
}
PLACES = {
    "vpc_id": "text",
    "service_name": "text",
    "vpc_endpoint_type": "text",
    "subnet_ids": "list",
    "security_group_ids": "set",
    "route_table_ids": "list",
    "private_dns_enabled": "bool",
    "count": "number",
    "for_each": "map",
}


def random_stack(seed: int, endpoints: int) -> str:
    """Endpoints with random expressions of sensitive variables, each in another place."""
    writer = Writer(seeded(seed))
    text = [RANDOM_NAMES]
    for kind, value in SECRETS.items():
        typed = "  type = set(string)\n" if kind == "set" else ""
        text += [f'variable "{kind}{place}" {{\n  sensitive = true\n{typed}  default = {value}\n}}\n' for place in "12"]
    for place in range(endpoints):
        name, kind = list(PLACES.items())[place % len(PLACES)]
        rest = "".join(f"  {other} = {plain}\n" for other, plain in ENDPOINT.items() if other != name)
        written = f"  {name} = {writer.expression(kind)}\n"
        text.append(f'resource "aws_vpc_endpoint" "e{place}" {{\n{rest}{written}}}\n')
    return "".join(text)


ENDPOINT = {
    "vpc_id": "aws_vpc.v.id",
    "service_name": '"com.amazonaws.eu-west-1.ecr.api"',
    "vpc_endpoint_type": '"Interface"',
    "subnet_ids": "[aws_subnet.a.id]",
}


@pytest.mark.parametrize("seed", range(4))
def test_no_expression_tells_what_its_variables_hold(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_sources(tmp_path, {"stack/main.tf": random_stack(seed, 3 * len(PLACES))})
    told = explained(tmp_path / "stack", capsys)
    assert "aws_vpc_endpoint.e1" in told
    assert CANARY not in told
    assert "31337" not in told


def test_a_canary_that_is_not_marked_would_be_heard(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_stack(tmp_path, subnets=f'["subnet-{CANARY}"]')
    assert CANARY in explained(tmp_path / "stack", capsys)


# What a plan and its sources hold

BAD_ZONE = EXAMPLES / "CKV_ECRPL_301" / "bad"
SUBNETS = "[aws_subnet.endpoint_a.id, aws_subnet.endpoint_c.id]"


@pytest.mark.parametrize(
    "made",
    [
        '"subnet-${var.secret}"',
        '"subnet-${substr(var.secret, 0, 6)}"',
        'one([for s in [var.secret] : format("subnet-%s", s)])',
        '"subnet-${var.secret}-${aws_subnet.endpoint_a.id}"',
        "{ (var.secret) = aws_subnet.endpoint_a.id }[var.secret]",
        "aws_subnet.endpoint_a.tags_all[var.secret]",
        "try(aws_subnet.endpoint_a.tags_all[var.secret], lookup({}, var.secret))",
    ],
)
def test_nothing_that_a_plan_and_its_sources_mark_is_told(
    made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main = (BAD_ZONE / "main.tf").read_text(encoding="utf-8")
    listed = f"[aws_subnet.endpoint_a.id, {made}]"
    variable = f'variable "secret" {{\n  sensitive = true\n  default   = "{CANARY}"\n}}\n'
    plan = json.loads((BAD_ZONE / "plan.json").read_bytes())
    plan["variables"] = {"secret": {"value": CANARY}}
    root = plan["configuration"]["root_module"]
    root["variables"] = {"secret": {"sensitive": True, "default": CANARY}}
    subnet = ["aws_subnet.endpoint_a.id", "aws_subnet.endpoint_a"]
    tags = ["aws_subnet.endpoint_a.tags_all", "aws_subnet.endpoint_a"] if "tags_all" in made else []
    for block in root["resources"]:
        if block["type"] == "aws_vpc_endpoint" and "subnet_ids" in block["expressions"]:
            block["expressions"]["subnet_ids"] = {"references": [*subnet, "var.secret", *tags]}
    write_sources(tmp_path, {"main.tf": main.replace(SUBNETS, listed) + variable})
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    told = explained(tmp_path / "plan.json", capsys)
    assert "are not used" not in told
    assert CANARY not in told


# What Checkov prints

OF_CHECKOV = frozenset({"code_block", "connected_node", "entity_tags"})
"""What Checkov takes from the plan of its own accord."""
OUTPUTS = ("cli", "sarif", "junitxml", "csv", "cyclonedx", "github_failed_only", "gitlab_sast", "spdx")


def strings_in(value: Any) -> Iterator[str]:
    for place in places_in(value):
        found = place.parent[place.key]
        if isinstance(found, str):
            yield found


def json_in(text: str) -> List[Dict[str, Any]]:
    """The rows of the JSON among several outputs."""
    [report] = [part for part in text.split("--- OUTPUT DELIMITER ---") if '"check_type"' in part]
    results = json.loads(report)["results"]
    return [*results["failed_checks"], *results["passed_checks"]]


@pytest.mark.checkov
def test_checkov_prints_none_of_them_in_our_messages(tmp_path: Path) -> None:
    """Our messages are the names of checks, on a line of their own in each output."""
    arguments: List[object] = [argument for output in OUTPUTS for argument in ("-o", output)]
    for example in FAULTY:
        for kind, hide in (("plain", with_canaries), ("marked", lambda plan: with_canaries(marked(plan)))):
            file = tmp_path / f"{example.parent.parent.name}-{kind}.json"
            file.write_text(json.dumps(hide(json.loads(example.read_bytes())), indent=2))
            arguments += ["-f", file]
    found = scan(*arguments, "--framework", "terraform_plan", "--check", "CKV_ECRPL_*", cwd=tmp_path)
    told = [line for line in found.out.splitlines() if "Ensure " in line]
    assert sum(line.count("keep one of them") for line in told) > len(OUTPUTS)
    assert [line for line in told if CANARY in line.lower()] == []
    rows = json_in(found.out)
    assert len(rows) > 2 * len(FAULTY)
    ours = [{key: value for key, value in row.items() if key not in OF_CHECKOV} for row in rows]
    assert [text for text in strings_in(ours) if CANARY in text.lower()] == []
