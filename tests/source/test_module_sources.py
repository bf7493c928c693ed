from __future__ import annotations

import json
from pathlib import Path
from typing import Iterator, Set, Tuple

import pytest
from conftest import ROOT
from ecr_privatelink.plan.plan_index import BlockName, ModuleConfig, Plan
from ecr_privatelink.source import kept_blocks
from ecr_privatelink.source.block_reading import read_block
from ecr_privatelink.source.block_splitting import BlockText
from ecr_privatelink.source.expression_tree import Constant
from ecr_privatelink.source.source_blocks import Body, SourceBlock
from ecr_privatelink.source.source_text import SourceError
from ecr_privatelink.source.source_tree import SourceTree
from source_folders import source_tree

PLANS = [
    file.parent
    for file in sorted(ROOT.glob("tests/plans/*/plan.json"))
    if file.parent.name != "through_modules"  # its modules are links to the examples
]


def test_blocks_are_found_by_what_they_are(tmp_path: Path) -> None:
    root = source_tree(
        tmp_path,
        main='resource "a" "b" {}\ndata "a" "b" {}\nmodule "m" {}\nterraform {}\nprovider "aws" {}\nprovider "aws" {}',
        other='variable "v" {}\noutput "v" {}\ncheck "c" {}\nmoved {}\nimport {}',
    ).root
    assert list(root.blocks) == [BlockName("managed", "a", "b"), BlockName("data", "a", "b")]
    assert (list(root.calls), list(root.variables), list(root.outputs)) == (["m"], ["v"], ["v"])
    assert (root.problems, root.folder) == ((), tmp_path / ".")


def test_what_is_removed_from_the_state_and_not_destroyed_is_told(tmp_path: Path) -> None:
    texts = {
        "kept": "from = aws_vpc_endpoint.kept\n  lifecycle {\n    destroy = false\n  }",
        "in_module": "from = module.m.aws_subnet.kept\n  lifecycle {\n    destroy = false\n  }",
        "destroyed": "from = aws_vpc_endpoint.destroyed\n  lifecycle {\n    destroy = true\n  }",
        "plain": "from = aws_vpc_endpoint.plain",
        "no_address": "from = aws_vpc_endpoint\n  lifecycle {\n    destroy = false\n  }",
        "instance": "from = aws_vpc_endpoint.x[0]\n  lifecycle {\n    destroy = false\n  }",
    }
    root = source_tree(tmp_path, **{name: f"removed {{\n  {text}\n}}\n" for name, text in texts.items()}).root
    assert list(root.forgotten()) == [("module", "m", "aws_subnet", "kept"), ("aws_vpc_endpoint", "kept")]
    assert root.problems == ()


def test_a_block_is_read_once_and_no_other_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def count(block: BlockText) -> Body:
        read.append(block.type)
        return read_block(block)

    monkeypatch.setattr(kept_blocks, "read_block", count)
    root = source_tree(tmp_path, main='resource "a" "b" {\n}\nlocals {\nx = 1\n}\noutput "o" {\nvalue = 1\n}').root
    assert len(root.blocks) == 1
    assert read == []
    assert root.outputs["o"].body is root.outputs["o"].body
    assert root.local("x") is root.local("x")
    assert read == ["output", "locals"]


def test_a_refused_block_is_refused_again_without_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = source_tree(tmp_path, main='output "o" {\n  =\n}').root.outputs["o"]
    for _ in range(2):
        with pytest.raises(SourceError, match=r"^main\.tf:1: python-hcl2's grammar stops"):
            assert output.body.attributes
        monkeypatch.setattr(kept_blocks, "read_block", None)


def test_locals_of_all_blocks_and_files_are_one(tmp_path: Path) -> None:
    root = source_tree(tmp_path, a="locals {\n  x = 1\n}\nlocals {\n  y = 2\n}", b="locals {\n  z = 3\n}").root
    assert [(name, attribute.place) for name, attribute in root.locals.items()] == [
        ("x", "a.tf:2"),
        ("y", "a.tf:5"),
        ("z", "b.tf:2"),
    ]
    found = root.local("z")
    assert found is not None
    assert found.expression == Constant(3)


def test_a_local_that_is_nowhere_is_none(tmp_path: Path) -> None:
    assert source_tree(tmp_path, main="locals {\n  x = 1\n}").root.local("y") is None


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ("locals {", "other.tf:1: `{` that is not closed"),
        ("locals {\n  =\n}", "other.tf:1: python-hcl2's grammar stops in line 2 of the block"),
        ("locals {\n  x = 2\n}", "other.tf:2: `local.x` is declared more than once"),
    ],
)
def test_a_local_is_not_said_to_be_missing_where_something_cannot_be_read(
    tmp_path: Path, other: str, reason: str
) -> None:
    root = source_tree(tmp_path, main="locals {\n  x = 1\n}", other=other).root
    with pytest.raises(SourceError) as refused:
        root.local("y")
    assert str(refused.value) == reason


def modules_of(config: ModuleConfig, path: Tuple[str, ...] = ()) -> Iterator[Tuple[Tuple[str, ...], ModuleConfig]]:
    yield path, config
    for name, call in config.calls.items():
        yield from modules_of(call.module, (*path, name))


def names_in(block: SourceBlock) -> Set[str]:
    """What the block sets: attributes, nested blocks, and what `dynamic` makes."""
    body = block.body
    return {*body.attributes, *(nested.type for nested in body.blocks), *(n for b in body.blocks for n in b.labels)}


@pytest.mark.parametrize("folder", PLANS, ids=lambda folder: folder.name)
def test_the_sources_beside_a_plan_declare_what_its_configuration_has(folder: Path) -> None:
    tree = SourceTree(folder)
    plan = Plan(json.loads((folder / "plan.json").read_text(encoding="utf-8")))
    for path, config in modules_of(plan.root):
        module = tree.child(path)
        assert module.problems == ()
        assert {*module.blocks} == {*config.blocks}
        assert {*module.calls} == {*config.calls}
        assert {*module.variables} == {*config.variables}
        assert {*module.outputs} == {*config.outputs}
        for name, block in config.blocks.items():
            assert {*block.expressions} <= names_in(module.blocks[name])
        for name_of_call, call in config.calls.items():
            assert {*call.expressions} <= names_in(module.calls[name_of_call])
