"""A plan is judged once, however many rows, checks and threads ask for it."""

from __future__ import annotations

import gc
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Callable, List

import pytest
from conftest import EXAMPLES, PLANS
from ecr_privatelink.door import judged_plans
from ecr_privatelink.door.graph_memory import GraphMemory, memory_of
from ecr_privatelink.door.judged_plans import judged_plan
from ecr_privatelink.door.plan_location import PlanNotFoundError, plan_path
from ecr_privatelink.judging import plan_judging
from ecr_privatelink.judging.plan_judging import Judgement, judge_plan
from ecr_privatelink.judging.source_judging import judge_sources
from ecr_privatelink.plan.plan_file import read_plan

PLAN = EXAMPLES / "CKV_ECRPL_301" / "bad" / "plan.json"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> List[Path]:
    """The plans that were opened, in order."""
    paths: List[Path] = []

    def reading(path: Path) -> object:
        paths.append(path)
        return read_plan(path)

    monkeypatch.setattr(plan_judging, "read_plan", reading)
    monkeypatch.setattr(judged_plans, "_judged", {})
    return paths


def test_many_threads_open_it_once(opened: List[Path]) -> None:
    with ThreadPoolExecutor(8) as pool:
        judged = list(pool.map(judged_plan, [PLAN] * 50))
    assert opened == [PLAN]
    assert all(found is judged[0] for found in judged)


def test_a_plan_that_has_changed_is_opened_again(opened: List[Path], tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    shutil.copy(PLAN, plan)
    assert judged_plan(plan).verdict_on("CKV_ECRPL_301", "aws_vpc_endpoint.ecr_dkr") is not True
    shutil.copy(PLAN.parent.parent / "good" / "plan.json", plan)
    os.utime(plan, ns=(1, 1))
    assert judged_plan(plan).verdict_on("CKV_ECRPL_301", "aws_vpc_endpoint.ecr_dkr") is True
    assert opened == [plan, plan]


def test_a_plan_that_is_gone_is_a_failure_of_every_check(tmp_path: Path) -> None:
    missing = judged_plan(tmp_path / "none.json")
    for check in ("CKV_ECRPL_002", "CKV_ECRPL_301"):
        assert "cannot be opened" in missing.failure_of(check)


class FakeGraph:
    """A graph as rustworkx gives it: vertices by position."""

    def __init__(self, *files: str) -> None:
        self._files = files

    def nodes(self) -> object:
        return [(number, {"__address__": "aws_vpc.v", "file_path_": file}) for number, file in enumerate(self._files)]


@pytest.mark.parametrize(
    ("conf", "scanned", "found"),
    [
        pytest.param({"__file__": ["/w/plan.json"]}, "/plan.json", "/w/plan.json", id="noted in the entity"),
        pytest.param({"__file__": ["/w/main.tf"]}, "/main.tf", None, id="a source file"),
        pytest.param({}, "/main.tf", None, id="a source file that notes nothing"),
        pytest.param({}, "/main.tf.json", None, id="a source file in JSON"),
        pytest.param({}, "/plan.json", "/w/plan.json", id="by the graph"),
        pytest.param({}, "/deep/plan.json", "/w/deep/plan.json", id="by the graph, below a folder"),
    ],
)
def test_which_plan_a_row_comes_from(conf: dict[str, list[str]], scanned: str, found: object) -> None:
    graph = FakeGraph("/w/deep/plan.json", "/w/plan.json")
    path = plan_path({"__address__": "aws_vpc.v", **conf}, GraphMemory(graph), f"{scanned}:aws_vpc:v")
    assert path == found


@pytest.mark.parametrize("graph", [None, FakeGraph("/w/other.json")], ids=["no graph", "another plan's graph"])
def test_a_plan_that_cannot_be_told_is_an_error(graph: object) -> None:
    with pytest.raises(PlanNotFoundError):
        plan_path({"__address__": "aws_vpc.v"}, GraphMemory(graph), "/plan.json:aws_vpc:v")


def test_the_graph_is_gone_through_once_for_all_rows_of_a_large_plan() -> None:
    """Checkov notes no file in the rows of a plan of more than 50 MB: each asks the graph."""

    class CountingGraph(FakeGraph):
        times_read = 0

        def nodes(self) -> object:
            CountingGraph.times_read += 1
            return super().nodes()

    memory = GraphMemory(CountingGraph("/w/plan.json"))
    for _ in range(3):
        assert plan_path({"__address__": "aws_vpc.v"}, memory, "/plan.json:aws_vpc:v") == "/w/plan.json"
    assert CountingGraph.times_read == 1


def test_graphs_are_remembered_until_others_have_taken_their_place() -> None:
    graphs = [FakeGraph(f"/w/{number}.json") for number in range(8)]
    first = memory_of(graphs[0])
    assert memory_of(graphs[0]) is first
    for graph in graphs[1:]:
        assert memory_of(graph).graph is graph
    assert memory_of(graphs[0]) is not first


def test_without_a_graph_nothing_is_remembered() -> None:
    """Nothing would tell one scan from the next."""
    assert memory_of(None) is not memory_of(None)


@pytest.mark.parametrize(
    "judge",
    [
        pytest.param(lambda folder: judge_plan(folder / "plan.json"), id="a plan and its sources"),
        pytest.param(judge_sources, id="sources alone"),
    ],
)
def test_a_judgement_leaves_nothing_to_the_collector(judge: Callable[[Path], Judgement]) -> None:
    """It is off meanwhile, and a process may judge many plans."""
    judge(PLANS / "locals")
    gc.collect()
    gc.disable()
    try:
        judge(PLANS / "locals")
        assert gc.collect() == 0
    finally:
        gc.enable()
