"""The configuration that is drafted from sources: as Terraform would print it, and what is missing from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict

import pytest
from ecr_privatelink.drafting import drafted_configuration
from ecr_privatelink.drafting.drafted_configuration import ConfigurationDraft
from ecr_privatelink.source.source_tree import SourceTree
from source_folders import source_tree, write_sources


def drafted(tmp_path: Path, main: str) -> ConfigurationDraft:
    return ConfigurationDraft(source_tree(tmp_path / "root", main=main))


def block_of(tmp_path: Path, main: str) -> Dict[str, Any]:
    draft = drafted(tmp_path, main)
    (block,) = draft.root()["resources"]
    assert draft.unread == []
    return dict(block)


def test_a_block_has_its_mode_its_names_and_its_expressions(tmp_path: Path) -> None:
    block = block_of(tmp_path, 'data "aws_vpc" "shared" {\n  id = var.vpc\n  default = true\n}\n')
    assert (block["mode"], block["type"], block["name"]) == ("data", "aws_vpc", "shared")
    assert block["expressions"] == {"id": {"references": ["var.vpc"]}, "default": {"constant_value": True}}


def test_a_reference_is_followed_by_its_prefixes(tmp_path: Path) -> None:
    block = block_of(tmp_path, 'resource "aws_subnet" "a" {\n  vpc_id = aws_vpc.v[0].id\n}\n')
    assert block["expressions"]["vpc_id"] == {"references": ["aws_vpc.v[0].id", "aws_vpc.v[0]", "aws_vpc.v"]}


def test_what_is_neither_constant_nor_refers_to_anything_is_no_constant(tmp_path: Path) -> None:
    """A plan prints nothing of it; here it must not look like an attribute that is left out."""
    block = block_of(tmp_path, 'resource "aws_subnet" "a" {\n  availability_zone = file("zone.txt")\n}\n')
    assert block["expressions"] == {"availability_zone": {"references": []}}


def test_a_repetition_stands_apart_from_the_attributes(tmp_path: Path) -> None:
    block = block_of(
        tmp_path,
        'resource "aws_subnet" "a" {\n  for_each = var.zones\n  provider = aws.other\n  depends_on = [aws_vpc.v]\n'
        "  lifecycle {\n    ignore_changes = [tags]\n  }\n}\n",
    )
    assert block["for_each_expression"] == {"references": ["var.zones"]}
    assert "count_expression" not in block
    assert block["expressions"] == {}


def test_nested_blocks_are_lists(tmp_path: Path) -> None:
    block = block_of(tmp_path, 'resource "aws_x" "a" {\n  ingress {\n    from_port = 443\n  }\n  ingress {\n  }\n}\n')
    assert block["expressions"] == {"ingress": [{"from_port": {"constant_value": 443}}, {}]}


def test_of_a_block_that_dynamic_makes_no_constant_is_certain(tmp_path: Path) -> None:
    block = block_of(
        tmp_path,
        'resource "aws_x" "a" {\n  dynamic "ingress" {\n    for_each = var.ports\n    content {\n'
        '      protocol = "tcp"\n      from_port = ingress.value\n'
        "      nested {\n        x = 1\n      }\n    }\n  }\n}\n",
    )
    (ingress,) = block["expressions"]["ingress"]
    assert ingress["protocol"] == {"references": []}
    assert "constant_value" not in ingress["from_port"]
    assert ingress["nested"] == [{"x": {"references": []}}]


def test_calls_hold_their_modules_outputs_and_variables(tmp_path: Path) -> None:
    root = write_sources(
        tmp_path / "root",
        {
            "main.tf": 'module "a" {\n  source = "./a"\n  x = 1\n}\n',
            "a/main.tf": 'module "b" {\n  source = "./b"\n}\noutput "o" {\n  value = module.b.p\n}\n',
            "a/b/main.tf": 'variable "q" {\n  sensitive = true\n}\nvariable "r" {}\noutput "p" {\n  value = var.q\n}\n',
        },
    )
    call = ConfigurationDraft(SourceTree(root)).root()["module_calls"]["a"]
    assert call["expressions"] == {"x": {"constant_value": 1}}
    assert call["module"]["outputs"] == {"o": {"expression": {"references": ["module.b.p", "module.b"]}}}
    assert call["module"]["module_calls"]["b"]["module"]["variables"] == {
        "q": {"sensitive": True},
        "r": {"sensitive": False},
    }


def test_a_file_with_an_error_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    tree = source_tree(
        tmp_path / "root", main='resource "aws_vpc" "v" {\n}\n', bad='resource "aws_vpc" "w" {\n  x = [\n}\n'
    )
    draft = ConfigurationDraft(tree)
    assert [block["name"] for block in draft.root()["resources"]] == ["v"]
    assert [problem.split(":")[0] for problem in draft.unread] == ["bad.tf"]


@pytest.mark.parametrize("line", ["x = 1 +", "x = 1 y = 2", "!"])
def test_a_block_that_cannot_be_read_is_told_and_left_out(tmp_path: Path, line: str) -> None:
    draft = drafted(tmp_path, f'resource "aws_vpc" "w" {{\n  {line}\n}}\nresource "aws_vpc" "v" {{\n}}\n')
    assert [block["name"] for block in draft.root()["resources"]] == ["v"]
    (problem,) = draft.unread
    assert problem.startswith("main.tf:")


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("ingress {\n  }", id="a block"),
        pytest.param('dynamic "ingress" {\n  }', id="a block that dynamic makes"),
        pytest.param(
            "timeouts {\n    x = 1\n    x {\n    }\n  }\n  rule {\n    y = 1\n    y {\n    }\n  }", id="within one"
        ),
    ],
)
def test_a_name_of_an_argument_and_a_block_is_told_and_its_block_left_out(tmp_path: Path, block: str) -> None:
    """Terraform refuses it."""
    draft = drafted(tmp_path, f'resource "aws_x" "x" {{\n  ingress = []\n  {block}\n}}\nresource "aws_x" "y" {{\n}}\n')
    assert [resource["name"] for resource in draft.root()["resources"]] == ["y"]
    [problem] = draft.unread
    assert problem.endswith("is set as an argument, too")


@pytest.mark.parametrize("source", ["./nowhere", "terraform-aws-modules/vpc/aws", "git::https://example.com/x.git"])
def test_a_module_that_is_not_at_hand_is_missing_and_no_fault_of_the_files(tmp_path: Path, source: str) -> None:
    draft = drafted(tmp_path, f'module "m" {{\n  source = "{source}"\n}}\n')
    assert draft.root()["module_calls"]["m"]["module"] == {}
    assert draft.unread == []
    assert len(draft.missing) == 1


def test_no_more_than_so_many_module_calls_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two calls of a module that calls two others twice over are more than a folder of three files tells."""
    monkeypatch.setattr(drafted_configuration, "_MOST_MODULES", 4)
    calls = "".join(f'module "{name}" {{\n  source = "./%s"\n}}\n' for name in ("x", "y"))
    root = write_sources(
        tmp_path / "root", {"main.tf": calls % ("a", "a"), "a/main.tf": calls % ("b", "b"), "a/b/main.tf": ""}
    )
    draft = ConfigurationDraft(SourceTree(root))
    draft.root()
    assert set(draft.missing) == {"there are more than 4 module calls"}


def test_a_module_that_calls_itself_comes_to_an_end(tmp_path: Path) -> None:
    draft = drafted(tmp_path, 'module "again" {\n  source = "./."\n}\n')
    draft.root()
    assert draft.missing == ["more than 32 modules within each other"]
