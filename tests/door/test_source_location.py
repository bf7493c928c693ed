"""Which root modules a row of a source file belongs to, by Checkov's graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, Iterator, List, Optional, Tuple

import pytest
from ecr_privatelink.door import judged_plans
from ecr_privatelink.door.graph_memory import GraphMemory, memory_of
from ecr_privatelink.door.judged_plans import JudgedPlan, judged_sources
from ecr_privatelink.door.source_location import SourceNotFoundError, root_folders
from ecr_privatelink.judging.plan_judging import Judgement, judge_network
from ecr_privatelink.network.network_model import Network
from source_folders import write_sources

VPC = "aws_vpc.v"


class FakeGraph:
    """A graph as rustworkx gives it: vertices by position."""

    def __init__(self, *vertices: Dict[str, Any]) -> None:
        self._vertices = vertices
        self.times_read = 0

    def nodes(self) -> Iterator[Tuple[int, Dict[str, Any]]]:
        self.times_read += 1
        return iter(enumerate(self._vertices))


class FakeModule:
    """A call as Checkov notes it: an object that `dict` takes apart, the call around it within."""

    def __init__(self, path: str, around: Optional[FakeModule] = None) -> None:
        self._parts = {"path": path, "name": "m", "foreach_idx": None, "nested_tf_module": around}

    def __iter__(self) -> Iterator[Tuple[str, Any]]:
        return iter(self._parts.items())


def vertex(file: str, called_in: Any = None, address: str = VPC) -> Dict[str, Any]:
    return {"__address__": address, "file_path_": file, "source_module_object_": called_in}


def roots(scanned: str, *vertices: Dict[str, Any], address: str = VPC) -> List[str]:
    found = root_folders({"__address__": [address]}, GraphMemory(FakeGraph(*vertices)), f"{scanned}:resource:{address}")
    return [folder.as_posix() for folder in found]


@pytest.mark.parametrize("name", ["main.tf", "main.tf.json"])
def test_a_block_of_a_root_module_is_in_the_folder_of_its_file(name: str) -> None:
    assert roots(f"/{name}", vertex(f"/tree/{name}")) == ["/tree"]


@pytest.mark.parametrize("scanned", ["/plan.json", "/x.hcl", "/template.yaml", "/terraform.tfvars"])
def test_a_row_of_another_kind_of_file_is_in_no_root(scanned: str) -> None:
    assert roots(scanned, vertex(f"/tree{scanned}")) == []


def test_a_block_of_a_called_module_is_in_the_folder_that_calls() -> None:
    assert roots("/m/main.tf", vertex("/tree/m/main.tf", FakeModule("/tree/root/main.tf"))) == ["/tree/root"]


def test_of_nested_calls_the_outermost_counts() -> None:
    inner = FakeModule("/tree/m/main.tf", FakeModule("/tree/k/main.tf", FakeModule("/tree/root/main.tf")))
    assert roots("/n/main.tf", vertex("/tree/n/main.tf", inner)) == ["/tree/root"]


def test_a_call_may_be_noted_as_a_mapping() -> None:
    call = {"path": "/tree/m/main.tf", "nested_tf_module": {"path": "/tree/root/main.tf", "nested_tf_module": None}}
    assert roots("/n/main.tf", vertex("/tree/n/main.tf", call)) == ["/tree/root"]


def test_a_module_that_several_roots_share_is_in_each() -> None:
    shared = [vertex("/tree/m/main.tf", FakeModule(f"/tree/{root}/main.tf")) for root in ("b", "a", "b")]
    assert roots("/m/main.tf", *shared) == ["/tree/a", "/tree/b"]


def test_the_same_address_in_another_file_is_another_block() -> None:
    assert roots("/a/main.tf", vertex("/tree/a/main.tf"), vertex("/tree/b/main.tf")) == ["/tree/a"]


def test_the_same_path_below_a_further_folder_is_another_file() -> None:
    files = (vertex("/tree/b/main.tf"), vertex("/tree/main.tf"), vertex("/tree/a/b/main.tf"))
    assert roots("/main.tf", *files) == ["/tree"]
    assert roots("/b/main.tf", *files) == ["/tree/b"]


def test_a_module_above_the_scanned_folder_is_found() -> None:
    assert roots("/../../m/main.tf", vertex("/tree/m/main.tf", FakeModule("/tree/roots/a/main.tf"))) == [
        "/tree/roots/a"
    ]


@pytest.mark.parametrize("vertices", [[], [vertex("/tree/other.tf")], [vertex("/tree/main.tf", address="aws_vpc.w")]])
def test_a_row_that_the_graph_does_not_have_is_an_error(vertices: List[Dict[str, Any]]) -> None:
    with pytest.raises(SourceNotFoundError, match=r"aws_vpc\.v"):
        roots("/main.tf", *vertices)


def test_without_a_graph_no_row_can_be_found() -> None:
    with pytest.raises(SourceNotFoundError):
        root_folders({"__address__": [VPC]}, GraphMemory(None), f"/main.tf:resource:{VPC}")


def test_a_graph_is_gone_through_once_and_another_one_anew() -> None:
    graph, other = FakeGraph(vertex("/tree/main.tf")), FakeGraph(vertex("/else/main.tf"))
    conf = {"__address__": [VPC]}
    for _ in range(3):
        assert root_folders(conf, memory_of(graph), f"/main.tf:resource:{VPC}") == [Path("/tree")]
    assert graph.times_read == 1
    assert root_folders(conf, memory_of(other), f"/main.tf:resource:{VPC}") == [Path("/else")]


# What a row of sources is told


def sources(failures: Dict[Tuple[str, str], str], *passes: Tuple[str, str]) -> JudgedPlan:
    empty = judge_network(Network((), (), (), (), (), (), {}))
    return JudgedPlan(Judgement(empty.network, failures, set(passes), {}), of_sources=True)


CHECK = "CKV_ECRPL_201"


def test_a_row_without_keys_is_told_of_every_instance() -> None:
    judged = sources({(CHECK, 'aws_a.a["p"]'): "p is wrong", (CHECK, 'aws_a.a["q"]'): "q is wrong"})
    assert judged.verdict_on(CHECK, "aws_a.a") == "p is wrong q is wrong"


def test_a_row_with_keys_is_told_of_the_instance_that_stands_for_all() -> None:
    judged = sources({(CHECK, "module.m.aws_a.a"): "it is wrong"})
    assert judged.verdict_on(CHECK, 'module.m["x"].aws_a.a[0]') == "it is wrong"


def test_a_fault_of_one_instance_is_no_fault_of_another() -> None:
    judged = sources({(CHECK, "aws_a.a[0]"): "wrong"}, (CHECK, "aws_a.a[1]"))
    assert judged.verdict_on(CHECK, "aws_a.a[1]") is True
    assert judged.verdict_on(CHECK, "aws_a.a[0]") == "wrong"
    assert judged.verdict_on("CKV_ECRPL_301", "aws_a.a[0]") is False


def test_a_row_without_keys_passes_where_no_instance_fails() -> None:
    judged = sources({}, (CHECK, "aws_a.a[0]"), (CHECK, "aws_a.a[1]"))
    assert judged.verdict_on(CHECK, "aws_a.a") is True


def test_a_row_of_another_block_is_told_nothing() -> None:
    judged = sources({(CHECK, "aws_a.a[0]"): "wrong"})
    assert judged.verdict_on(CHECK, "aws_a.b") is False
    assert judged.verdict_on(CHECK, "module.m.aws_a.a") is False


def test_a_plan_knows_its_own_keys() -> None:
    judged = JudgedPlan(sources({(CHECK, "aws_a.a[0]"): "wrong"}).judgement)
    assert judged.verdict_on(CHECK, "aws_a.a") is False


def test_sources_that_are_gone_are_a_failure_of_every_check(tmp_path: Path) -> None:
    missing = judged_sources(tmp_path / "nowhere")
    for check in ("CKV_ECRPL_002", CHECK):
        assert "cannot be opened" in missing.failure_of(check)


def test_what_cannot_be_read_is_told_under_002_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged_plans, "_judged", {})
    folder = write_sources(tmp_path / "root", {"main.tf": 'resource "aws_vpc" "v" {\n}\n', "bad.tf": "x {\n"})
    judged = judged_sources(folder)
    assert judged.failure_of("CKV_ECRPL_002").startswith("bad.tf:1:")
    assert judged.failure_of(CHECK) == ""
