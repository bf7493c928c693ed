"""Plans drafted from sources alone: instances, values, and what stays open and proves nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Mapping, Set

import pytest
from conftest import Row
from ecr_privatelink.drafting import drafted_configuration, drafted_plan
from ecr_privatelink.drafting.drafted_plan import Draft, draft_plan
from ecr_privatelink.facts.check_catalogue import UNDECIDED
from ecr_privatelink.judging.plan_judging import Judgement
from ecr_privatelink.judging.source_judging import judge_sources
from ecr_privatelink.plan.plan_index import ModuleConfig, Resource
from ecr_privatelink.plan.planned_values import value_at
from ecr_privatelink.source.source_tree import SourceTree
from source_folders import write_sources

UNKNOWN = object()


def draft(tmp_path: Path, main: str, files: Mapping[str, str] = {}) -> Draft:
    return draft_plan(SourceTree(write_sources(tmp_path / "root", {"main.tf": main, **files})))


def resources(drafted: Draft) -> Dict[str, Resource]:
    return {resource.address: resource for resource in drafted.plan.of_types(*sorted(types_in(drafted.plan.root)))}


def types_in(config: ModuleConfig) -> Set[str]:
    """The types of the blocks in a module and in those that it calls."""
    types = {block.type for block in config.blocks}
    return types.union(*(types_in(call.module) for call in config.calls.values()))


def values(drafted: Draft, name: str = "x") -> Dict[str, Any]:
    """One attribute of every resource that has it, by address."""
    found = {}
    for address, resource in resources(drafted).items():
        known, value = value_at(resource, (name,))
        found[address] = value if known else UNKNOWN
    return found


def value_of(tmp_path: Path, expression: str, more: str = "") -> Any:
    """The value of one attribute of one resource."""
    drafted = draft(tmp_path, f'resource "aws_a" "a" {{\n  x = {expression}\n}}\n{more}')
    return values(drafted)["aws_a.a"]


def test_terraform_data_puts_out_its_input(tmp_path: Path) -> None:
    more = 'resource "terraform_data" "t" {\n  input = ["p", "q"]\n}\n'
    assert value_of(tmp_path, "length(terraform_data.t.output)", more) == 2


# Instances


def test_a_block_without_repetition_is_one_instance(tmp_path: Path) -> None:
    assert values(draft(tmp_path, 'resource "aws_a" "a" {\n  x = 1\n}\n')) == {"aws_a.a": 1}


@pytest.mark.parametrize("count", ["2", '"2"', "length(local.two)", "var.two", "var.text"])
def test_count_is_expanded(tmp_path: Path, count: str) -> None:
    main = (
        'variable "two" {\n  default = 2\n}\nvariable "text" {\n  type = number\n  default = "2"\n}\n'
        'locals {\n  two = ["p", "q"]\n}\n'
    )
    main += f'resource "aws_a" "a" {{\n  count = {count}\n  x = local.two[count.index]\n}}\n'
    assert values(draft(tmp_path, main)) == {"aws_a.a[0]": "p", "aws_a.a[1]": "q"}


@pytest.mark.parametrize("count", ["0", "var.on ? 1 : 0"])
def test_a_count_of_zero_gives_no_instance(tmp_path: Path, count: str) -> None:
    main = f'variable "on" {{\n  default = false\n}}\nresource "aws_a" "a" {{\n  count = {count}\n}}\n'
    drafted = draft(tmp_path, main)
    assert resources(drafted) == {}
    assert drafted.plan.unsettled == {}


@pytest.mark.parametrize(
    "for_each", ['{ p = "p", q = "q" }', 'toset(["q", "p", "q"])', '{ for each in ["p", "q"] : each => each }']
)
def test_for_each_is_expanded(tmp_path: Path, for_each: str) -> None:
    main = f'resource "aws_a" "a" {{\n  for_each = {for_each}\n  x = "${{each.key}}${{each.value}}"\n}}\n'
    assert values(draft(tmp_path, main)) == {'aws_a.a["p"]': "pp", 'aws_a.a["q"]': "qq"}


def test_a_key_may_be_known_while_its_value_waits(tmp_path: Path) -> None:
    main = 'resource "aws_b" "b" {\n}\nresource "aws_a" "a" {\n  for_each = { p = aws_b.b.id }\n  x = each.value\n}\n'
    assert values(draft(tmp_path, main))['aws_a.a["p"]'] is UNKNOWN


def test_one_block_may_be_repeated_by_another(tmp_path: Path) -> None:
    main = (
        'resource "aws_a" "a" {\n  for_each = aws_b.b\n  x = each.value.y\n}\n'
        'resource "aws_b" "b" {\n  for_each = toset(["p"])\n  y = each.key\n}\n'
    )
    assert values(draft(tmp_path, main))['aws_a.a["p"]'] == "p"


def test_modules_are_expanded_two_deep_with_their_keys(tmp_path: Path) -> None:
    files = {
        "a/main.tf": (
            'variable "n" {}\nmodule "b" {\n  source = "./b"\n  count = var.n\n  y = "${var.n}-${count.index}"\n}\n'
        ),
        "a/b/main.tf": 'variable "y" {}\nresource "aws_a" "a" {\n  x = var.y\n}\n',
    }
    main = 'module "a" {\n  source = "./a"\n  for_each = { one = 1, none = 0, two = 2 }\n  n = each.value\n}\n'
    assert values(draft(tmp_path, main, files)) == {
        'module.a["one"].module.b[0].aws_a.a': "1-0",
        'module.a["two"].module.b[0].aws_a.a': "2-0",
        'module.a["two"].module.b[1].aws_a.a': "2-1",
    }


# Variables


def test_values_come_from_files_and_else_from_defaults(tmp_path: Path) -> None:
    main = "".join(f'variable "{name}" {{\n  default = "default"\n}}\n' for name in "abcde")
    main += 'resource "aws_a" "a" {\n  x = [var.a, var.b, var.c, var.d, var.e]\n}\n'
    files = {
        "terraform.tfvars": 'b = "tfvars"\nc = "tfvars"\nd = "tfvars"\ne = "tfvars"\n',
        "terraform.tfvars.json": '{"c": "json", "d": "json", "e": "json"}',
        "a.auto.tfvars": 'd = "auto"\ne = "auto"\n',
        "b.auto.tfvars.json": '{"e": "${last}"}',
        "other.tfvars": 'a = "never"\n',
    }
    assert values(draft(tmp_path, main, files))["aws_a.a"] == ["default", "tfvars", "json", "auto", "${last}"]


def test_a_type_converts_and_fills_in_what_is_optional(tmp_path: Path) -> None:
    main = (
        'variable "o" {\n  type = object({ a = string, b = optional(number, 3), c = optional(string) })\n}\n'
        'resource "aws_a" "a" {\n  x = "${var.o.a}-${var.o.b}-${var.o.c == null}"\n}\n'
    )
    assert values(draft(tmp_path, main, {"terraform.tfvars": "o = { a = true }\n"}))["aws_a.a"] == "true-3-true"


def test_null_gives_the_default_only_where_null_is_not_allowed(tmp_path: Path) -> None:
    main = (
        'variable "a" {\n  default = "default"\n}\nvariable "b" {\n  default = "default"\n  nullable = false\n}\n'
        'resource "aws_a" "a" {\n  x = "${var.a == null}-${var.b}"\n}\n'
    )
    assert values(draft(tmp_path, main, {"terraform.tfvars": "a = null\nb = null\n"}))["aws_a.a"] == "true-default"


def test_a_variable_without_a_value_is_unknown_and_so_is_what_is_missing(tmp_path: Path) -> None:
    drafted = draft(tmp_path, 'variable "v" {}\nresource "aws_a" "a" {\n  x = var.v\n}\n')
    assert values(drafted) == {"aws_a.a": UNKNOWN}
    assert drafted.plan.incomplete_because.startswith("var.v has no value")


def test_a_value_that_no_variable_file_may_hold_is_told_without_it(tmp_path: Path) -> None:
    drafted = draft(tmp_path, 'variable "v" {}\n', {"terraform.tfvars": 'v = "sup3rsecret" + 1\n'})
    (problem,) = drafted.unread
    assert problem.startswith("terraform.tfvars:1:")
    assert "sup3rsecret" not in problem


# Values


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"a${1 + 1}"', "a2"),
        ("1.5", 1.5),
        ("443.0", 443),
        ('toset(["b", "a", "b"])', ["a", "b"]),
        ('{ a = [1], b = { c = "d" } }', {"a": [1], "b": {"c": "d"}}),
        ("[]", []),
        ("null", UNKNOWN),
        ("aws_b.b.id", UNKNOWN),
        ('"${aws_b.b.id}-x"', UNKNOWN),
        ("[aws_b.b.id]", UNKNOWN),
        ("data.aws_c.c.id", UNKNOWN),
        ("timestamp()", UNKNOWN),
        ('file("x")', UNKNOWN),
        ("local.missing", UNKNOWN),
        ("1 / 0", UNKNOWN),
        ("aws_b.b.y", "known"),
        ("aws_b.b.computed", UNKNOWN),
    ],
)
def test_a_value_is_known_as_a_whole_or_not_at_all(tmp_path: Path, expression: str, value: object) -> None:
    more = 'resource "aws_b" "b" {\n  y = "known"\n}\ndata "aws_c" "c" {\n}\n'
    assert value_of(tmp_path, expression, more) == value


def test_of_a_nested_block_each_attribute_is_known_by_itself(tmp_path: Path) -> None:
    drafted = draft(
        tmp_path,
        'resource "aws_b" "b" {\n}\nresource "aws_a" "a" {\n  ingress {\n    p = 443\n    q = aws_b.b.id\n  }\n}\n',
    )
    resource = resources(drafted)["aws_a.a"]
    assert value_at(resource, ("ingress", "p")) == (True, 443)
    assert value_at(resource, ("ingress", "q")) == (False, None)


def test_dynamic_blocks_stand_beside_the_others(tmp_path: Path) -> None:
    drafted = draft(
        tmp_path,
        'resource "aws_a" "a" {\n  ingress {\n    p = 1\n  }\n  dynamic "ingress" {\n    for_each = [2, 3]\n'
        "    iterator = it\n    content {\n      p = it.value\n    }\n  }\n}\n",
    )
    assert [block["p"] for block in resources(drafted)["aws_a.a"].values["ingress"]] == [1, 2, 3]


def test_dynamic_blocks_whose_number_is_open_are_unknown_as_a_whole(tmp_path: Path) -> None:
    main = 'variable "v" {}\nresource "aws_a" "a" {\n  dynamic "x" {\n    for_each = var.v\n'
    main += "    content {\n      p = 1\n    }\n  }\n}\n"
    assert values(draft(tmp_path, main)) == {"aws_a.a": UNKNOWN}


@pytest.mark.parametrize(("written", "value"), [('"true"', True), ('"false"', False), ("true", True)])
def test_the_provider_makes_booleans_of_text(tmp_path: Path, written: str, value: bool) -> None:  # noqa: FBT001 - a case
    drafted = draft(
        tmp_path,
        f'resource "aws_vpc_endpoint" "e" {{\n  private_dns_enabled = {written}\n  dns_options {{\n'
        f"    private_dns_only_for_inbound_resolver_endpoint = {written}\n  }}\n}}\n",
    )
    endpoint = resources(drafted)["aws_vpc_endpoint.e"]
    assert value_at(endpoint, ("private_dns_enabled",)) == (True, value)
    assert value_at(endpoint, ("dns_options", "private_dns_only_for_inbound_resolver_endpoint")) == (True, value)


def test_other_text_stays_text(tmp_path: Path) -> None:
    assert value_of(tmp_path, '"true"') == "true"


# What stands for all


NETWORK = """
variable "u" {}
resource "aws_vpc" "v" {
  enable_dns_hostnames = true
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.v.id
  availability_zone = "eu-west-1a"
}
resource "aws_security_group" "e" {
  vpc_id = aws_vpc.v.id
}
resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.e.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}
resource "aws_route_table" "r" {
  vpc_id = aws_vpc.v.id
}
resource "aws_route_table_association" "a" {
  subnet_id      = aws_subnet.a.id
  route_table_id = aws_route_table.r.id
}
resource "aws_vpc_endpoint" "interface" {
  for_each            = toset(["ecr.api", "ecr.dkr", "logs"])
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.${each.key}"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = [aws_subnet.a.id]
  security_group_ids  = [aws_security_group.e.id]
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.v.id
  service_name    = "com.amazonaws.eu-west-1.s3"
  route_table_ids = [aws_route_table.r.id]
}
"""
"""A network without a fault; `var.u` has no value, and nothing needs it."""


def changed(old: str, new: str, network: str = NETWORK) -> str:
    assert network.count(old) == 1
    return network.replace(old, new)


def judged(tmp_path: Path, main: str, files: Mapping[str, str] = {}) -> Judgement:
    judgement = judge_sources(write_sources(tmp_path / "root", {"main.tf": main, **files}))
    assert judgement.crashes == {}
    return judgement


def rows_of(judgement: Judgement, *checks: str) -> List[Row]:
    """The FAILED rows of these checks, else of all."""
    return [(found.check, found.resource) for found in judgement.findings if not checks or found.check in checks]


def faults(judgement: Judgement) -> List[Row]:
    return [row for row in rows_of(judgement) if row[0] != UNDECIDED]


def asked(judgement: Judgement) -> Set[str]:
    """The checks that are undecided about anything."""
    messages = [found.message for found in judgement.findings if found.check == UNDECIDED]
    return {word.strip(",:") for message in messages for word in message.split() if word.startswith("CKV_ECRPL_")}


def test_the_network_has_no_fault_and_no_question(tmp_path: Path) -> None:
    judgement = judged(tmp_path, NETWORK)
    assert rows_of(judgement) == []
    assert ("CKV_ECRPL_101", "aws_vpc.v") in judgement.passes
    assert ("CKV_ECRPL_502", "aws_vpc_endpoint.s3") in judgement.passes


@pytest.mark.parametrize(
    "repetition", ["count = var.u", "for_each = var.u", "count = var.u ? 1 : 0", 'count = file("n")']
)
def test_one_instance_without_a_key_stands_for_all(tmp_path: Path, repetition: str) -> None:
    drafted = draft(tmp_path, f'variable "u" {{}}\nresource "aws_a" "a" {{\n  {repetition}\n  x = 1\n}}\n')
    assert values(drafted) == {"aws_a.a": 1}
    assert list(drafted.plan.unsettled) == ["aws_a.a"]


def test_in_a_module_it_stands_for_all_as_well(tmp_path: Path) -> None:
    files = {"m/main.tf": 'resource "aws_a" "a" {\n  count = 1\n  x = 1\n}\n'}
    drafted = draft(tmp_path, 'variable "u" {}\nmodule "m" {\n  source = "./m"\n  count = var.u\n}\n', files)
    assert list(drafted.plan.unsettled) == ["module.m.aws_a.a[0]"]


@pytest.mark.parametrize(
    ("for_each", "group"),
    [
        ("{ (data.aws_region.r.name) = aws_security_group.other }", "each.value.id"),
        ("{ for s in [aws_security_group.other] : s.name => { group = s.id } }", "each.value.group"),
        ("toset([aws_security_group.other.id])", "each.value"),
        ("toset([aws_security_group.other.id])", "each.key"),
    ],
)
def test_an_instance_that_stands_for_all_has_one_of_their_values(tmp_path: Path, for_each: str, group: str) -> None:
    """Whichever keys the wide rule gets, it is of the other group."""
    more = f"""
data "aws_region" "r" {{
}}
resource "aws_security_group" "other" {{
  vpc_id = aws_vpc.v.id
}}
resource "aws_vpc_security_group_ingress_rule" "wide" {{
  for_each          = {for_each}
  security_group_id = {group}
  ip_protocol       = "-1"
}}
"""
    judgement = judged(tmp_path, NETWORK, {"more.tf": more})
    assert faults(judgement) == []
    assert asked(judgement) == set()


def test_an_instance_that_stands_for_all_may_have_any_of_their_values(tmp_path: Path) -> None:
    more = """
data "aws_region" "r" {
}
resource "aws_security_group" "other" {
  vpc_id = aws_vpc.v.id
}
resource "aws_vpc_security_group_ingress_rule" "wide" {
  for_each          = { (data.aws_region.r.name) = aws_security_group.other, e = aws_security_group.e }
  security_group_id = each.value.id
  ip_protocol       = "-1"
}
"""
    judgement = judged(tmp_path, NETWORK, {"more.tf": more})
    assert faults(judgement) == []
    assert asked(judgement) == {"CKV_ECRPL_401"}


def test_why_the_value_of_an_instance_that_stands_for_all_is_open(tmp_path: Path) -> None:
    main = changed('for_each            = toset(["ecr.api", "ecr.dkr", "logs"])', "for_each            = var.u")
    judgement = judged(tmp_path, main.replace("= true\n  subnet_ids", "= each.value\n  subnet_ids"))
    [message] = [found.message for found in judgement.findings if found.resource == "aws_vpc_endpoint.interface"]
    assert "CKV_ECRPL_201: whether private DNS is on: var.u has no value" in message


@pytest.mark.parametrize(("letter", "expected"), [("a", ["CKV_ECRPL_301"]), ("b", [])])
def test_zones_are_told_apart_by_their_letters(tmp_path: Path, letter: str, expected: List[str]) -> None:
    """Whichever the region is."""
    main = changed('availability_zone = "eu-west-1a"', 'availability_zone = "${data.aws_region.r.name}a"')
    main = main.replace("[aws_subnet.a.id]", "[aws_subnet.a.id, aws_subnet.b.id]")
    main += 'data "aws_region" "r" {\n}\nresource "aws_subnet" "b" {\n  vpc_id = aws_vpc.v.id\n'
    main += f'  availability_zone = "${{data.aws_region.r.name}}{letter}"\n}}\n'
    judgement = judged(tmp_path, main)
    assert sorted({check for check, _ in faults(judgement)}) == expected
    assert "CKV_ECRPL_301" not in asked(judgement)


def test_a_subnet_that_may_not_be_there_has_no_choice_of_vpcs(tmp_path: Path) -> None:
    main = NETWORK + 'resource "aws_subnet" "more" {\n  for_each = var.u\n  vpc_id = aws_vpc.v.id\n}\n'
    [message] = [found.message for found in judged(tmp_path, main).findings if found.resource == "aws_vpc_endpoint.s3"]
    assert "aws_subnet.more: how many instances aws_subnet.more has is not settled" in message
    assert "may be any of" not in message


def test_an_endpoint_that_may_not_be_there_does_not_serve(tmp_path: Path) -> None:
    main = changed('["ecr.api", "ecr.dkr", "logs"]', '["ecr.api", "logs"]')
    main += ENDPOINT_OF_UNKNOWN_COUNT
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert ("CKV_ECRPL_101", "aws_vpc.v") not in judgement.passes
    assert "CKV_ECRPL_101" in asked(judgement)


ENDPOINT_OF_UNKNOWN_COUNT = """
resource "aws_vpc_endpoint" "maybe" {
  count               = var.u
  vpc_id              = aws_vpc.v.id
  service_name        = "com.amazonaws.eu-west-1.ecr.dkr"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = false
  subnet_ids          = [aws_subnet.a.id]
}
"""


def test_an_endpoint_that_may_not_be_there_has_no_fault_of_its_own(tmp_path: Path) -> None:
    """Private DNS is off, and no group is named: a fault of each instance, if there is one."""
    judgement = judged(tmp_path, NETWORK + ENDPOINT_OF_UNKNOWN_COUNT)
    assert faults(judgement) == []
    assert asked(judgement) >= {"CKV_ECRPL_201", "CKV_ECRPL_403"}


def test_endpoints_alone_that_may_not_be_there_leave_the_vpc_open(tmp_path: Path) -> None:
    main = changed('for_each            = toset(["ecr.api", "ecr.dkr", "logs"])', "for_each            = var.u")
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert not {check for check, resource in judgement.passes if resource == "aws_vpc.v"} & {"CKV_ECRPL_101"}


@pytest.mark.parametrize("table", ["each.value", "aws_route_table.r.id"])
def test_an_association_that_may_not_be_there_proves_nothing(tmp_path: Path, table: str) -> None:
    main = changed("route_table_ids = [aws_route_table.r.id]", "")
    main += (
        'resource "aws_vpc_endpoint_route_table_association" "r" {\n  for_each = var.u\n'
        f"  vpc_endpoint_id = aws_vpc_endpoint.s3.id\n  route_table_id = {table}\n}}\n"
    )
    judgement = judged(tmp_path, main)
    assert rows_of(judgement, "CKV_ECRPL_502") == []
    assert ("CKV_ECRPL_502", "aws_vpc_endpoint.s3") not in judgement.passes
    assert "CKV_ECRPL_502" in asked(judgement)


def test_a_subnet_whose_association_may_not_be_there_may_have_the_main_table(tmp_path: Path) -> None:
    main = changed('"aws_route_table_association" "a" {', '"aws_route_table_association" "a" {\n  count = var.u')
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert "CKV_ECRPL_502" in asked(judgement)


def test_a_rule_that_may_not_be_there_admits_nothing_and_is_not_missing(tmp_path: Path) -> None:
    main = changed(
        '"aws_vpc_security_group_ingress_rule" "https" {',
        '"aws_vpc_security_group_ingress_rule" "https" {\n  count = var.u',
    )
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert not [row for row in judgement.passes if row[0] == "CKV_ECRPL_402"]
    assert "CKV_ECRPL_402" in asked(judgement)


def test_a_wide_rule_that_may_not_be_there_is_no_fault(tmp_path: Path) -> None:
    main = NETWORK + (
        'resource "aws_vpc_security_group_ingress_rule" "wide" {\n  count = var.u\n'
        '  security_group_id = aws_security_group.e.id\n  ip_protocol = "-1"\n}\n'
    )
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert "CKV_ECRPL_401" in asked(judgement)


def test_rules_that_dynamic_may_make_are_not_missing(tmp_path: Path) -> None:
    main = changed('"aws_vpc_security_group_ingress_rule" "https"', '"aws_vpc_security_group_egress_rule" "https"')
    block = '  dynamic "ingress" {\n    for_each = var.u\n    content {\n      protocol = "tcp"\n'
    block += "      from_port = 443\n      to_port = 443\n    }\n  }\n"
    main = changed('resource "aws_security_group" "e" {\n', f'resource "aws_security_group" "e" {{\n{block}', main)
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert asked(judgement) >= {"CKV_ECRPL_401", "CKV_ECRPL_402"}


def test_a_consumer_that_may_not_be_there_needs_nothing_for_certain(tmp_path: Path) -> None:
    main = changed('["ecr.api", "ecr.dkr", "logs"]', "[]").replace('variable "u" {}', 'data "aws_x" "u" {}')
    main += (
        'resource "aws_ecs_service" "app" {\n  count = data.aws_x.u.n\n  launch_type = "FARGATE"\n'
        "  network_configuration {\n    subnets = [aws_subnet.a.id]\n  }\n}\n"
    )
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert asked(judgement) >= {"CKV_ECRPL_101", "CKV_ECRPL_102"}


def test_a_vpc_that_may_not_be_there_holds_nothing_for_certain(tmp_path: Path) -> None:
    main = NETWORK.replace("aws_vpc.v.id", "aws_vpc.v[0].id").replace(
        '"aws_vpc" "v" {', '"aws_vpc" "v" {\n  count = var.u'
    )
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert not [row for row in judgement.passes if row[1] == "aws_vpc.v" and row[0] != UNDECIDED]


def test_a_vpc_that_may_not_be_there_is_not_counted_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CKV_ECRPL_SCOPE", "every-vpc")
    data = 'data "aws_x" "u" {}\n'
    counted = f'{data}resource "aws_vpc" "v" {{\n  count = data.aws_x.u.n\n}}\n'
    assert faults(judged(tmp_path / "maybe", counted)) == []
    assert faults(judged(tmp_path / "certain", 'resource "aws_vpc" "v" {\n}\n')) != []


@pytest.mark.parametrize(
    "place",
    [
        "private_dns_enabled = true",
        "subnet_ids          = [aws_subnet.a.id]",
        "security_group_ids  = [aws_security_group.e.id]",
        "route_table_ids = [aws_route_table.r.id]",
        "enable_dns_hostnames = true",
        'availability_zone = "eu-west-1a"',
        'vpc_endpoint_type   = "Interface"',
        'service_name    = "com.amazonaws.eu-west-1.s3"',
        "from_port         = 443",
    ],
)
def test_what_a_module_takes_from_its_caller_is_no_fault(tmp_path: Path, place: str) -> None:
    """A variable without a value is not null, as it would be in a plan."""
    judgement = judged(tmp_path, changed(place, f"{place.partition('=')[0]}= var.u"))
    assert faults(judgement) == []


def test_a_condition_that_is_open_settles_nothing(tmp_path: Path) -> None:
    main = NETWORK.replace(
        "vpc_id              = aws_vpc.v.id", 'vpc_id              = var.u ? aws_vpc.v.id : "vpc-0123"'
    )
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert ("CKV_ECRPL_101", "aws_vpc.v") not in judgement.passes


@pytest.mark.parametrize(
    "read", ["data.aws_subnet.d.vpc_id", "data.aws_vpcs.d.ids[0]", "data.terraform_remote_state.d.outputs.vpc"]
)
def test_what_data_will_say_may_be_any_vpc(tmp_path: Path, read: str) -> None:
    kind = read.split(".")[1]
    main = NETWORK.replace("vpc_id              = aws_vpc.v.id", f"vpc_id              = {read}")
    main += f'data "{kind}" "d" {{\n}}\nresource "aws_ecs_service" "app" {{\n  launch_type = "FARGATE"\n'
    main += "  network_configuration {\n    subnets = [aws_subnet.a.id]\n  }\n}\n"
    assert faults(judged(tmp_path, main)) == []


def test_groups_that_data_will_name_are_not_none(tmp_path: Path) -> None:
    main = changed("[aws_security_group.e.id]", "data.aws_vpc_endpoint.other.security_group_ids")
    main += 'data "aws_vpc_endpoint" "other" {\n}\n'
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    [message] = {found.message for found in judgement.findings}
    assert "data.aws_vpc_endpoint.other.security_group_ids has not been read" in message


# What cannot be read


TRIED = "try(%s, [])"


@pytest.mark.parametrize(
    ("tried", "more"),
    [
        ("module.gone.groups", {"more.tf": 'module "gone" {\n  source = "./nowhere"\n}\n'}),
        ("[for each in module.gone : each]", {"more.tf": 'module "gone" {\n  source = "./nowhere"\n}\n'}),
        ("[aws_security_group.lost.id]", {"more.tf": 'resource "aws_security_group" "lost" {\n  x = [\n}\n'}),
        ("[aws_security_group.lost.id]", {"more.tf": 'resource "aws_security_group" "lost" {\n  x = 1 y\n}\n'}),
        ("local.lost", {"more.tf": "locals {\n  lost = [\n}\n"}),
        (
            "module.half.groups",
            {
                "more.tf": 'module "half" {\n  source = "./half"\n}\n',
                "half/main.tf": 'output "groups" {\n  value = [ ! ]\n}\n',
            },
        ),
        (
            "module.half.groups",
            {"more.tf": 'module "half" {\n  source = "./half"\n}\n', "half/a.tf": "", "half/b.tf": "output {\n"},
        ),
    ],
)
def test_try_does_not_catch_what_cannot_be_read(tmp_path: Path, tried: str, more: Mapping[str, str]) -> None:
    judgement = judged(tmp_path, changed("[aws_security_group.e.id]", TRIED % tried), more)
    assert faults(judgement) == []
    assert "CKV_ECRPL_403" in asked(judgement)


@pytest.mark.parametrize(
    "tried",
    [
        "aws_eks_cluster.c.vpc_config[0].made_by_aws",
        'aws_eks_cluster.c.vpc_config[0]["made_by_aws"]',
        "one(aws_eks_cluster.c.vpc_config).made_by_aws",
        "one(aws_eks_cluster.c.vpc_config[*].made_by_aws)",
        'lookup(aws_eks_cluster.c.vpc_config[0], "made_by_aws", [])',
        "aws_eks_cluster.c.vpc_config[0].inner[0].made_by_aws",
    ],
)
def test_a_nested_block_may_hold_what_is_not_written(tmp_path: Path, tried: str) -> None:
    cluster = 'resource "aws_eks_cluster" "c" {\n  vpc_config {\n    x = 1\n    inner {\n    }\n  }\n}\n'
    judgement = judged(tmp_path, changed("[aws_security_group.e.id]", TRIED % tried), {"more.tf": cluster})
    assert faults(judgement) == []
    assert "CKV_ECRPL_403" in asked(judgement)


def test_what_is_written_in_a_nested_block_is_known(tmp_path: Path) -> None:
    more = 'resource "aws_b" "b" {\n  inner {\n    y = 1\n  }\n}\n'
    assert value_of(tmp_path, "try(aws_b.b.inner[0].y, 2)", more) == 1
    assert value_of(tmp_path, "try(aws_b.b.inner[1].y, 2)", more) == 2


def test_the_group_that_eks_makes_with_a_cluster_is_none_of_the_others(tmp_path: Path) -> None:
    more = """
resource "aws_eks_cluster" "c" {
  vpc_config {
    subnet_ids = [aws_subnet.a.id]
  }
}
resource "aws_security_group_rule" "r" {
  type              = "ingress"
  from_port         = 80
  to_port           = 80
  protocol          = "tcp"
  security_group_id = one(aws_eks_cluster.c.vpc_config).cluster_security_group_id
}
"""
    judgement = judged(tmp_path, NETWORK, {"more.tf": more})
    assert faults(judgement) == []
    assert "CKV_ECRPL_401" not in asked(judgement)


def test_try_catches_what_is_certainly_not_there(tmp_path: Path) -> None:
    judgement = judged(tmp_path, changed("[aws_security_group.e.id]", TRIED % "aws_vpc.v.id.nothing"))
    assert rows_of(judgement, "CKV_ECRPL_403") != []


@pytest.mark.parametrize(
    "more",
    [
        {"more.tf": 'module "gone" {\n  source = "./nowhere"\n}\n'},
        {"more.tf": 'module "gone" {\n  source = "hashicorp/x/aws"\n}\n'},
        {"more.tf": 'resource "aws_vpc_endpoint" "dkr" {\n  x = [\n}\n'},
        {"more.tf": 'resource "aws_vpc_endpoint" "dkr" {\n  x = 1 y\n}\n'},
    ],
)
def test_what_cannot_be_read_may_hold_the_missing_endpoint(tmp_path: Path, more: Mapping[str, str]) -> None:
    main = changed('["ecr.api", "ecr.dkr", "logs"]', '["ecr.api", "logs"]')
    judgement = judged(tmp_path, main.replace('variable "u" {}', ""), more)
    assert faults(judgement) == []
    assert "CKV_ECRPL_101" in asked(judgement)


def test_nothing_is_open_where_all_is_read(tmp_path: Path) -> None:
    main = changed('["ecr.api", "ecr.dkr", "logs"]', '["ecr.api", "logs"]')
    assert faults(judged(tmp_path, main.replace('variable "u" {}', ""))) == [("CKV_ECRPL_101", "aws_vpc.v")]


def test_an_error_in_one_file_leaves_the_faults_of_the_others(tmp_path: Path) -> None:
    main = changed("private_dns_enabled = true", "private_dns_enabled = false")
    judgement = judged(tmp_path, main, {"bad.tf": 'resource "aws_vpc" "w" {\n  x = [\n}\n'})
    assert {check for check, _ in faults(judgement)} == {"CKV_ECRPL_201"}
    assert [problem.split(":")[0] for problem in judgement.unread] == ["bad.tf"]


# Bounds


@pytest.mark.parametrize("count", ["20001", "99999999999999999999", '"99999999999999999999"', "-1 + 99999999999"])
def test_a_count_that_is_too_large_is_open_and_takes_no_time(tmp_path: Path, count: str) -> None:
    drafted = draft(tmp_path, f'resource "aws_a" "a" {{\n  count = {count}\n  x = 1\n}}\n')
    assert list(drafted.plan.unsettled) == ["aws_a.a"]


def test_more_instances_than_are_followed_prove_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafted_plan, "_MOST_INSTANCES", 4)
    main = changed('["ecr.api", "ecr.dkr", "logs"]', '["ecr.api", "logs"]').replace('variable "u" {}', "")
    judgement = judged(tmp_path, main)
    assert faults(judgement) == []
    assert len(resources(draft(tmp_path / "again", main))) == 4


def test_many_empty_modules_come_to_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafted_plan, "_MOST_INSTANCES", 100)
    call = 'module "m" {\n  source = "./m"\n  count = 1000\n}\n'
    drafted = draft(tmp_path, call, {"m/main.tf": call, "m/m/main.tf": call, "m/m/m/main.tf": ""})
    assert drafted.plan.incomplete_because.startswith("there are more than 100 instances")


def test_more_calls_than_are_read_prove_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafted_configuration, "_MOST_MODULES", 1)
    main = changed("[aws_security_group.e.id]", TRIED % "module.m.groups").replace('variable "u" {}', "")
    main += 'module "m" {\n  source = "./m"\n}\n'
    assert faults(judged(tmp_path, main, {"m/main.tf": 'output "groups" {\n  value = ["sg-1"]\n}\n'})) == []


# Secrets


WIDE_RULE = """
resource "aws_vpc_security_group_ingress_rule" "wide" {
  security_group_id = aws_security_group.e.id
  ip_protocol       = "-1"
}
"""
SECRET = {"terraform.tfvars": 'secret = "sup3rsecret"\nport = 8443\nnumber = 3\n'}
SECRETS = """
variable "secret" {
  sensitive = true
}
variable "port" {
  type      = number
  sensitive = true
}
variable "number" {}
variable "unset" {
  sensitive = true
  default   = "sg-0sup3rsecret"
}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[aws_security_group.e.id]", "[var.secret]"),
        ("[aws_security_group.e.id]", "[var.unset]"),
        ("[aws_security_group.e.id]", '["sg-${var.secret}"]'),
        ("from_port         = 443", "from_port         = var.port"),
        ('"eu-west-1a"', "var.secret"),
        ("com.amazonaws.eu-west-1.s3", "com.amazonaws.${var.secret}.s3"),
        ("private_dns_enabled = true", "private_dns_enabled = var.secret"),
        ('toset(["ecr.api", "ecr.dkr", "logs"])', "var.secret"),
        ("[aws_route_table.r.id]", '["rtb-${sensitive("sup3rsecret")}"]'),
        ("route_table_ids = [", "x = [var.secret]\n  route_table_ids = [var.secret, "),
    ],
)
def test_no_message_holds_a_secret(tmp_path: Path, old: str, new: str) -> None:
    main = changed(old, new).replace('variable "u" {}', SECRETS)
    main += WIDE_RULE
    judgement = judged(tmp_path, main, SECRET)
    assert judgement.findings
    told = " ".join([*(found.message for found in judgement.findings), *judgement.unread, *judgement.sources_not_used])
    assert "sup3rsecret" not in told
    assert "8443" not in told


def test_what_is_no_secret_is_shown(tmp_path: Path) -> None:
    main = changed("from_port         = 443", "from_port         = var.number").replace('variable "u" {}', SECRETS)
    (told,) = {found.message for found in judged(tmp_path, main, SECRET).findings if found.check == "CKV_ECRPL_401"}
    assert "TCP 3-443" in told


# Variables of a module that others call


@pytest.mark.parametrize("default", ["null", '""', "[]", "{}"])
def test_an_empty_default_leaves_room_for_a_value_where_others_fill_in_variables(tmp_path: Path, default: str) -> None:
    empty = f'variable "y" {{\n  default = {default}\n}}\n'
    assert value_of(tmp_path / "module", "jsonencode(var.y)", empty + 'variable "vpc_id" {}\n') is UNKNOWN
    assert value_of(tmp_path / "root", "jsonencode(var.y)", empty) == default


def test_a_value_for_a_variable_that_is_not_declared_fills_in_no_other(tmp_path: Path) -> None:
    main = (
        'variable "vpc_id" {}\nvariable "y" {\n  default = []\n}\nresource "aws_a" "a" {\n  x = jsonencode(var.y)\n}\n'
    )
    assert values(draft(tmp_path, main, {"terraform.tfvars": "other = 1\n"})) == {"aws_a.a": UNKNOWN}


def test_what_is_given_or_a_default_that_says_something_counts_there_too(tmp_path: Path) -> None:
    variables = 'variable "vpc_id" {}\nvariable "given" {\n  default = []\n}\nvariable "on" {\n  default = false\n}\n'
    main = f'resource "aws_a" "a" {{\n  x = [var.given, var.on]\n}}\n{variables}'
    assert values(draft(tmp_path, main, {"terraform.tfvars": "given = []\n"})) == {"aws_a.a": [[], False]}
