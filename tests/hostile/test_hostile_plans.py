"""Plans that are no plans, in whatever way: an error that says so, or every finding; and never for long."""

from __future__ import annotations

import copy
import json
import time
from pathlib import Path
from typing import Any, Callable, Dict, FrozenSet, List, Optional, Union

import pytest
from conftest import EXAMPLES, Row
from ecr_privatelink.explain.plan_report import report
from ecr_privatelink.explain.plan_table import table
from ecr_privatelink.judging import plan_judging
from ecr_privatelink.judging.plan_judging import Judgement, judge_plan
from ecr_privatelink.plan.json_shape import PlanError
from ecr_privatelink.plan.plan_address import AddressError, natural_order, parse_path
from ecr_privatelink.plan.planned_values import any_unknown
from fuzz_inputs import PLAN, deep, mutated_plan, mutated_text, seeded
from fuzz_judging import lost, may_be_missed, structural_places, wrong_kinds
from fuzz_run import Feeder

FAULTY = sorted(EXAMPLES.glob("CKV_ECRPL_*/bad/plan.json"))
BAD_ZONE = EXAMPLES / "CKV_ECRPL_301" / "bad" / "plan.json"
MOST_SECONDS = 20


def judged(plan: Any, folder: Path) -> Optional[Judgement]:
    """The judgement, told in full; None where the plan is refused in one line."""
    file = folder / "plan.json"
    file.write_bytes(plan if isinstance(plan, bytes) else json.dumps(plan).encode())
    start = time.process_time()
    found = judged_or_refused(file)
    assert time.process_time() - start < MOST_SECONDS
    if isinstance(found, PlanError):
        assert len(str(found).splitlines()) == 1
        return None
    assert found.crashes == {}
    return found


def judged_or_refused(file: Path) -> Union[Judgement, PlanError]:
    try:
        judgement = judge_plan(file)
        assert table(judgement)
        assert json.dumps(report(judgement))
    except PlanError as error:
        return error
    return judgement


def rows_of(judgement: Judgement) -> FrozenSet[Row]:
    return frozenset((finding.check, finding.resource) for finding in judgement.findings)


def assert_nothing_is_lost(plan: Any, expected: FrozenSet[Row], folder: Path) -> None:
    """Each finding is still there, or something says that there is more to ask."""
    judgement = judged(plan, folder)
    if judgement is None:
        return
    assert lost(expected, rows_of(judgement)) == set()


@pytest.mark.parametrize("seed", range(60))
def test_a_plan_with_something_wrong_is_judged_or_refused(seed: int, tmp_path: Path) -> None:
    random = seeded(seed)
    plan = json.loads(random.choice(FAULTY).read_bytes())
    judged(mutated_plan(random, plan, random.choice([1, 2, 40])), tmp_path)


@pytest.mark.parametrize("seed", range(30))
def test_the_bytes_of_a_plan_with_something_wrong_are_judged_or_refused(seed: int, tmp_path: Path) -> None:
    random = seeded(seed)
    judged(mutated_text(random, random.choice(FAULTY).read_bytes()), tmp_path)


@pytest.mark.parametrize(("name", "count"), [("plan", 1000), ("address", 2000), ("file", 300)])
def test_whatever_a_reader_of_plans_is_fed_ends_in_its_own_errors(name: str, count: int) -> None:
    feeder = Feeder(name, seeded(1))
    assert list(feeder.feed(count)) == []
    assert feeder.kept


def test_a_plan_with_something_wrong_loses_nothing_in_silence() -> None:
    assert list(Feeder("judging", seeded(1)).feed(150)) == []


def test_a_plan_is_answered_as_it_is_after_the_apply() -> None:
    assert list(Feeder("applied", seeded(1)).feed(50)) == []


@pytest.mark.parametrize("plan", FAULTY, ids=lambda plan: plan.parent.parent.name)
def test_a_broken_shape_loses_no_finding(plan: Path, tmp_path: Path) -> None:
    raw = json.loads(plan.read_bytes())
    first = judged(raw, tmp_path)
    assert first is not None
    places = list(structural_places(raw))
    for place in seeded(plan.parent.parent.name).sample(places, 12):
        parent, key, _ = place
        old = parent[key]
        for wrong in wrong_kinds(old):
            parent[key] = wrong
            assert_nothing_is_lost(raw, rows_of(first), tmp_path)
        if may_be_missed(key):
            del parent[key]
            assert_nothing_is_lost(raw, rows_of(first), tmp_path)
        parent[key] = old


def drop_changes(plan: Dict[str, Any]) -> None:
    plan["resource_changes"] = []


def drop_planned(plan: Dict[str, Any]) -> None:
    plan["planned_values"] = {}


def drop_values(plan: Dict[str, Any]) -> None:
    for resource in plan["planned_values"]["root_module"]["resources"]:
        del resource["values"]


def drop_actions(plan: Dict[str, Any]) -> None:
    for entry in plan["resource_changes"]:
        entry["change"] = {}


def drop_unknown(plan: Dict[str, Any]) -> None:
    for entry in plan["resource_changes"]:
        entry["change"]["after_unknown"] = False


@pytest.mark.parametrize(
    ("drop", "reason"),
    [
        (drop_changes, "`resource_changes` does not have"),
        (drop_planned, "`planned_values` does not have"),
        (drop_values, "has no `values`"),
        (drop_actions, "has no `actions`"),
        (drop_unknown, "has no `after_unknown`"),
    ],
)
def test_a_plan_of_which_a_half_is_gone_is_refused(
    drop: Callable[[Dict[str, Any]], None], reason: str, tmp_path: Path
) -> None:
    plan = json.loads(BAD_ZONE.read_bytes())
    drop(plan)
    (tmp_path / "plan.json").write_text(json.dumps(plan))
    with pytest.raises(PlanError, match=reason):
        judge_plan(tmp_path / "plan.json")


@pytest.mark.parametrize(
    "again",
    [
        '"planned_values": {"root_module": {}}',
        '"resource_changes": []',
        '"configuration": {}',
        '"format_version": 1',
        '"errored": true',
    ],
)
def test_a_plan_that_says_one_thing_twice_is_refused(again: str, tmp_path: Path) -> None:
    """The last of two counts in JSON, as it does for Checkov."""
    text = BAD_ZONE.read_text(encoding="utf-8").rstrip()
    assert judged(f"{text[:-1]}, {again}}}".encode(), tmp_path) is None


def test_what_has_nothing_to_do_with_it_changes_no_finding(tmp_path: Path) -> None:
    plan = json.loads(BAD_ZONE.read_bytes())
    first = judged(plan, tmp_path)
    plan["planned_values"]["outputs"] = {'a.b["\n': deep(100, dict)}
    plan["checks"] = plan["timestamp"] = ["\ud800", float("nan"), 2**70]
    plan["relevant_attributes"] = plan["resource_drift"] = None
    for resource in plan["planned_values"]["root_module"]["resources"]:
        resource["values"]["tags"] = {"": None, '"]': deep(300, list), "é\u2028": float("inf")}
    second = judged(plan, tmp_path)
    assert first is not None
    assert second is not None
    assert rows_of(first) == rows_of(second)


# Deep, long, many


def modules_deep(plan: Dict[str, Any], levels: int) -> None:
    values, config = plan["planned_values"]["root_module"], plan["configuration"]["root_module"]
    for level in range(1, levels + 1):
        inner_values: Dict[str, Any] = {"address": ".".join(["module.m"] * level), "resources": []}
        inner_config: Dict[str, Any] = {}
        values["child_modules"] = [inner_values]
        config["module_calls"] = {"m": {"module": inner_config}}
        values, config = inner_values, inner_config


def endpoints_of(plan: Dict[str, Any]) -> List[Dict[str, Any]]:
    resources = plan["configuration"]["root_module"]["resources"]
    return [block for block in resources if block["type"] == "aws_vpc_endpoint"]


def outputs_in_a_circle(plan: Dict[str, Any], count: int) -> None:
    plan["configuration"]["root_module"]["module_calls"] = {
        f"m{place}": {
            "expressions": {"v": {"references": [f"module.m{(place + 1) % count}.o"]}},
            "module": {"outputs": {"o": {"expression": {"references": ["var.v"]}}}, "variables": {"v": {}}},
        }
        for place in range(count)
    }
    for block in endpoints_of(plan):
        block["expressions"]["subnet_ids"] = {"references": ["module.m0.o", "module.m0"]}


def outputs_that_fan_out(plan: Dict[str, Any], levels: int) -> None:
    names = [f"v{place}" for place in range(4)]
    plan["configuration"]["root_module"]["module_calls"] = {
        f"m{level}": {
            "expressions": {name: {"references": [f"module.m{level + 1}.{name}"]} for name in names},
            "module": {
                "outputs": {n: {"expression": {"references": [f"var.{name}" for name in names]}} for n in names},
                "variables": {name: {} for name in names},
            },
        }
        for level in range(levels)
    }
    for block in endpoints_of(plan):
        block["expressions"]["subnet_ids"] = {"references": ["module.m0.v0", "module.m0"]}


def long_references(plan: Dict[str, Any], count: int) -> None:
    for block in endpoints_of(plan):
        references = [f"aws_subnet.s{place}.id" for place in range(count)]
        block["expressions"]["subnet_ids"] = {"references": references}


def many_instances(plan: Dict[str, Any], count: int) -> None:
    for place in range(count):
        address = f"aws_subnet.many[{place}]"
        entry = {"address": address, "mode": "managed", "type": "aws_subnet", "name": "many", "index": place}
        plan["planned_values"]["root_module"]["resources"].append({**entry, "values": {"cidr_block": None}})
        change = {"actions": ["create"], "before": None, "after_unknown": {"id": True, "vpc_id": True}}
        plan["resource_changes"].append({**entry, "change": change})


@pytest.mark.parametrize(
    ("grow", "size"),
    [
        (modules_deep, 120),
        (outputs_in_a_circle, 1),
        (outputs_in_a_circle, 1000),
        (outputs_that_fan_out, 30),
        (long_references, 1000),
        (many_instances, 1000),
    ],
)
def test_a_plan_that_grows_keeps_its_findings(
    grow: Callable[[Dict[str, Any], int], None], size: int, tmp_path: Path
) -> None:
    plan = json.loads(BAD_ZONE.read_bytes())
    first = judged(plan, tmp_path)
    grow(plan, size)
    assert first is not None
    assert judged(plan, tmp_path) is not None
    assert_nothing_is_lost(plan, rows_of(first), tmp_path)


def test_a_plan_that_is_nested_too_deeply_is_refused(tmp_path: Path) -> None:
    text = BAD_ZONE.read_text(encoding="utf-8")
    nested = "[" * 100_000 + "]" * 100_000
    assert judged(text.replace('"aws_vpc"', nested, 1).encode(), tmp_path) is None


def test_a_plan_that_is_nested_deeper_than_its_file_could_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python 3.12 and newer read JSON that is nested deeper than functions may call each other."""
    plan = json.loads(BAD_ZONE.read_bytes())
    modules_deep(plan, 5000)
    monkeypatch.setattr(plan_judging, "read_plan", lambda _: plan)
    with pytest.raises(PlanError, match="nested too deeply"):
        judge_plan(tmp_path / "plan.json")


def test_what_waits_is_found_at_any_depth() -> None:
    assert not any_unknown(deep(100_000, list))
    assert any_unknown({"a": [{"b": True}]})


@pytest.mark.parametrize("port", ["\u00b2", "9" * 5000, [], True])
def test_what_is_no_port_is_not_443(port: Any, tmp_path: Path) -> None:
    plan = json.loads(BAD_ZONE.read_bytes())
    for resource in plan["planned_values"]["root_module"]["resources"]:
        for rule in resource["values"].get("ingress", ()):
            rule["from_port"] = port
    found = judged(plan, tmp_path)
    assert found is not None
    assert ("CKV_ECRPL_401", "aws_security_group.endpoints") in rows_of(found)


# Addresses


@pytest.mark.parametrize("text", ["x[" + "9" * 5000 + "]", 'x["\\U99999999"]', 'x["\\ud800"]', "x[\u0661]"])
def test_an_odd_index_is_no_address(text: str) -> None:
    with pytest.raises(AddressError):
        parse_path(text)


@pytest.mark.parametrize("text", ["9" * 5000, "x1\u00b22", "\u0661"])
def test_an_odd_number_has_its_place_in_the_order(text: str) -> None:
    assert natural_order(text) == natural_order(str(text))


def test_a_format_of_several_lines_is_told_in_one(tmp_path: Path) -> None:
    plan = copy.deepcopy({**PLAN, "format_version": "\n2"})
    assert judged(plan, tmp_path) is None


@pytest.mark.parametrize(
    "references",
    [
        5,
        None,
        ["data"],
        ["\n"],
        [None],
        [{}],
        "aws_subnet.endpoint_a",
    ],
)
def test_references_of_another_kind_lose_no_finding(references: Any, tmp_path: Path) -> None:
    plan = json.loads(BAD_ZONE.read_bytes())
    first = judged(plan, tmp_path)
    for block in endpoints_of(plan):
        block["expressions"] = {**block["expressions"], "subnet_ids": {"references": references}}
    assert first is not None
    assert_nothing_is_lost(plan, rows_of(first), tmp_path)
