"""The index of a plan: what will be, what goes, what was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Dict, List

import pytest
from conftest import EXAMPLES, PLANS, expected_rows
from ecr_privatelink.judging.plan_judging import judge_plan
from ecr_privatelink.plan.json_shape import PlanError
from ecr_privatelink.plan.plan_file import read_plan
from ecr_privatelink.plan.plan_index import DATA, Plan
from small_plans import SmallPlan


def plan_of(case: str) -> Plan:
    return Plan(read_plan(PLANS / case / "plan.json"))


def test_a_forgotten_resource_is_not_the_plan_s_and_not_gone() -> None:
    """AWS keeps it, and with it what it has put into others."""
    plan = plan_of("forget")
    for found in (plan.gone("aws_vpc_endpoint"), plan.of_types("aws_vpc_endpoint")):
        assert "aws_vpc_endpoint.logs" not in {resource.address for resource in found}


@pytest.mark.parametrize("actions", [["create", "forget"], ["forget", "create"]])
def test_a_resource_that_takes_the_place_of_a_forgotten_one_is_there(actions: List[str]) -> None:
    """A replacement whose old object is left alone (`destroy = false`): Terraform, and OpenTofu."""
    raw = read_plan(PLANS / "second_plan_replace" / "plan.json")
    [entry] = [entry for entry in raw["resource_changes"] if entry["address"] == "aws_subnet.b"]
    entry["change"]["actions"] = actions
    plan = Plan(raw)
    assert "aws_subnet.b" in {resource.address for resource in plan.of_types("aws_subnet")}
    assert "aws_subnet.b" not in {resource.address for resource in plan.gone("aws_subnet")}


def test_a_replaced_resource_is_there_with_its_new_values_and_gone_with_its_old() -> None:
    plan = plan_of("second_plan_replace")
    [new] = [subnet for subnet in plan.of_types("aws_subnet") if subnet.address == "aws_subnet.b"]
    [old] = [subnet for subnet in plan.gone("aws_subnet") if subnet.address == "aws_subnet.b"]
    assert new.identity is None
    assert old.identity is not None
    assert new.values["availability_zone"] != old.values["availability_zone"]


def test_what_goes_is_found_by_the_thing_that_it_names() -> None:
    plan = SmallPlan().block("aws_route.kept", known={"route_table_id": "rtb-1"}).was({"route_table_id": "rtb-1"})
    plan.block("aws_route.moved", known={"route_table_id": "rtb-2"}).was({"route_table_id": "rtb-1"}, "update")
    plan.gone("aws_route.old", {"route_table_id": "rtb-1"}).gone("aws_route.other", {"route_table_id": "rtb-2"})
    plan.gone("aws_route.nameless", {})
    indexed = plan.wiring().plan
    found = indexed.gone_naming("aws_route", "route_table_id", "rtb-1")
    assert {former.address: indexed.destroys(former) for former in found} == {
        "aws_route.moved": False,
        "aws_route.old": True,
    }
    assert not indexed.gone_naming("aws_route", "route_table_id", "rtb-3")
    assert not indexed.gone_naming("aws_route", "route_table_id", None)
    assert not indexed.gone_naming("aws_subnet", "vpc_id", "vpc-1")


def test_data_sources_come_from_prior_state() -> None:
    read = plan_of("data_sources").of_types("aws_vpc", "aws_subnet", mode=DATA)
    assert len(read) == 4
    assert all(resource.identity and not resource.managed for resource in read)


def test_module_instances_keep_their_keys() -> None:
    plan = plan_of("through_modules")
    assert plan.module_keys((), "keyed_301") == ['a.b["c"]']
    assert plan.module_keys((), "counted_301") == [0]


def test_what_is_left_of_an_interrupted_replacement_is_not_the_resource() -> None:
    """Terraform lists a deposed object under the address of the resource that took its place."""
    raw: Dict[str, Any] = read_plan(EXAMPLES / "CKV_ECRPL_301" / "good" / "plan.json")
    [change] = [entry for entry in raw["resource_changes"] if entry["address"] == "aws_vpc_endpoint.ecr_dkr"]
    old = {**change["change"], "actions": ["delete"], "before": {"id": "vpce-1"}, "after": None, "after_unknown": {}}
    raw["resource_changes"].append({**change, "deposed": "0a1b2c3d", "change": old})
    plan = Plan(raw)
    assert "aws_vpc_endpoint.ecr_dkr" in {resource.address for resource in plan.of_types("aws_vpc_endpoint")}
    for went in (plan.gone("aws_vpc_endpoint"), plan.destroyed("aws_vpc_endpoint")):
        assert [former.identity for former in went] == ["vpce-1"]


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"planned_values": {"root_module": {"resources": [1]}}}, id="a resource that is a number"),
        pytest.param({"planned_values": {"root_module": {"resources": [{"mode": 1}]}}}, id="a mode that is a number"),
        pytest.param({"planned_values": {"root_module": {"child_modules": [{}]}}}, id="a module without an address"),
        pytest.param(
            {"planned_values": {"root_module": {"child_modules": [{"address": "module.a["}]}}}, id="a broken address"
        ),
        pytest.param({"planned_values": []}, id="values that are a list"),
        pytest.param({"configuration": {"root_module": {"resources": {}}}}, id="a configuration that is no list"),
        pytest.param({"variables": {"x": "y"}}, id="a variable without its value"),
    ],
)
def test_a_broken_shape_is_refused(fault: Dict[str, Any]) -> None:
    with pytest.raises(PlanError):
        Plan({**read_plan(EXAMPLES / "article" / "plan.json"), **fault})


def test_a_plan_of_opentofu_reads_the_same(tmp_path: Path) -> None:
    """OpenTofu documents the same format; it names its own registry, and lacks what Terraform added since 1.5."""
    example = EXAMPLES / "CKV_ECRPL_401" / "bad"
    text = (example / "plan.json").read_text(encoding="utf-8")
    plan = json.loads(text.replace("registry.terraform.io", "registry.opentofu.org"))
    for added_later in ("applyable", "complete", "errored", "checks"):
        plan.pop(added_later, None)
    plan["terraform_version"] = "1.10.6"
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    found = {(finding.check, finding.resource) for finding in judge_plan(file).findings}
    assert found == expected_rows(example)


def left_out(keep: int) -> Dict[str, Any]:
    """A plan of an existing state that has as many of its resources, the others being left as they are."""
    raw = read_plan(PLANS / "second_plan_noop" / "plan.json")
    raw["resource_changes"] = raw["resource_changes"][:keep]
    kept = {entry["address"] for entry in raw["resource_changes"]}
    values = raw["planned_values"]["root_module"]
    values["resources"] = [resource for resource in values["resources"] if resource["address"] in kept]
    assert "child_modules" not in values
    assert len(values["resources"]) == keep
    return raw


def test_a_plan_for_the_refresh_alone_is_refused() -> None:
    with pytest.raises(PlanError, match="as one made with -refresh-only"):
        Plan(left_out(0))


def test_a_plan_of_which_every_resource_is_gone_is_refused() -> None:
    raw = read_plan(EXAMPLES / "CKV_ECRPL_301" / "bad" / "plan.json")
    with pytest.raises(PlanError, match="it plans no resource"):
        Plan({**raw, "planned_values": {"root_module": {}}, "resource_changes": []})


def test_a_plan_that_has_nothing_to_do_is_empty() -> None:
    """`terraform plan -destroy` before the first apply."""
    raw = read_plan(EXAMPLES / "CKV_ECRPL_301" / "bad" / "plan.json")
    raw.update(planned_values={"root_module": {}}, applyable=False)
    del raw["resource_changes"]
    assert not Plan(raw).of_types("aws_vpc", "aws_subnet", "aws_vpc_endpoint")


def test_a_plan_that_leaves_out_what_exists_is_not_complete() -> None:
    """Terraform before 1.8, and OpenTofu, do not say whether a plan was made with -target."""
    raw = left_out(1)
    assert raw.pop("complete") is True
    assert "it was made with -target" in Plan(raw).incomplete_because
    assert plan_of("second_plan_noop").incomplete_because == ""


def test_an_incomplete_plan_tells_what_it_leaves_out() -> None:
    """Of each type the first, be it there already or only in the configuration."""
    raw = left_out(1)
    [kept] = raw["resource_changes"]
    plan = Plan(raw)
    assert plan.left_out["aws_subnet"] == "aws_subnet.a"
    assert kept["type"] not in plan.left_out
    assert Plan({**raw, "prior_state": {}, "complete": False}).left_out == plan.left_out
    assert plan_of("second_plan_noop").left_out == {}


def test_an_incomplete_plan_may_leave_out_other_instances() -> None:
    """With `-target='aws_route_table_association.app[0]'` the others are not planned."""
    raw = read_plan(PLANS / "count_index" / "plan.json")
    left_out = Plan({**raw, "complete": False}).left_out
    assert left_out["aws_route_table_association"] == "aws_route_table_association.app"
    assert "aws_vpc" not in left_out
    assert Plan(raw).left_out == {}


def test_what_is_forgotten_is_told() -> None:
    [logs] = plan_of("forget").forgotten
    assert (logs.address, logs.values["service_name"]) == ("aws_vpc_endpoint.logs", "com.amazonaws.eu-west-1.logs")


def test_an_incomplete_plan_proves_no_absence(tmp_path: Path) -> None:
    """`terraform plan -target` leaves out what is not targeted."""
    plan = {**read_plan(EXAMPLES / "CKV_ECRPL_101" / "bad" / "plan.json"), "complete": False}
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan), encoding="utf-8")
    [finding] = judge_plan(file).findings
    assert (finding.check, finding.resource) == ("CKV_ECRPL_001", "aws_vpc.main")
    assert "-target" in finding.message
