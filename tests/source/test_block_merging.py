from __future__ import annotations

from pathlib import Path
from typing import Dict, Tuple

import pytest
from ecr_privatelink.source.expression_tree import Constant
from ecr_privatelink.source.source_blocks import Body
from ecr_privatelink.source.source_text import SourceError
from ecr_privatelink.source.source_tree import SourceTree
from source_folders import write_sources

VPC = 'resource "aws_vpc" "a" {\n'


def vpc_body(folder: Path, files: Dict[str, str]) -> Body:
    """The body of `aws_vpc.a`."""
    root = SourceTree(write_sources(folder, files)).root
    assert root.problems == ()
    (block,) = root.blocks.values()
    assert block.place == "main.tf:1"
    return block.body


def values(body: Body) -> Dict[str, object]:
    found = {name: attribute.expression for name, attribute in body.attributes.items()}
    return {name: tree.value for name, tree in found.items() if isinstance(tree, Constant)}


def nested(body: Body) -> Tuple[Tuple[str, ...], ...]:
    return tuple((block.type, *block.labels, *map(str, values(block.body).values())) for block in body.blocks)


def test_an_argument_replaces_the_one_of_its_name(tmp_path: Path) -> None:
    body = vpc_body(tmp_path, {"main.tf": VPC + "a = 1\nb = 2\n}", "override.tf": VPC + "b = 3\nc = 4\n}"})
    assert values(body) == {"a": 1, "b": 3, "c": 4}


def test_the_last_override_file_by_name_wins(tmp_path: Path) -> None:
    files = {"main.tf": VPC + "a = 1\n}", "b_override.tf": VPC + "a = 2\n}", "a_override.tf": VPC + "a = 3\n}"}
    assert values(vpc_body(tmp_path, files)) == {"a": 2}


def test_json_overrides_too(tmp_path: Path) -> None:
    override = '{"resource": {"aws_vpc": {"a": {"a": 2, "tag": [{"k": 1}]}}}}'
    body = vpc_body(tmp_path, {"main.tf": VPC + "a = 1\ntag {\n}\n}", "override.tf.json": override})
    assert values(body) == {"a": 2}
    assert (list(body.attributes), body.blocks) == (["a", "tag"], [])


def test_nested_blocks_replace_all_of_their_type(tmp_path: Path) -> None:
    main = VPC + "x {\nn = 1\n}\ny {\nn = 2\n}\nx {\nn = 3\n}\n}"
    body = vpc_body(tmp_path, {"main.tf": main, "override.tf": VPC + "x {\nn = 4\n}\n}"})
    assert nested(body) == (("y", "2"), ("x", "4"))


@pytest.mark.parametrize(
    ("base", "override"),
    [
        ("x {\n}", 'dynamic "x" {\nfor_each = 1\n}'),
        ('dynamic "x" {\nfor_each = 2\n}', "x {\n}"),
        ("x = []", "x {\n}"),
        ("x {\n}", "x = []"),
    ],
)
def test_dynamic_blocks_and_lists_replace_blocks_of_what_they_make(tmp_path: Path, base: str, override: str) -> None:
    body = vpc_body(tmp_path, {"main.tf": f"{VPC}{base}\n}}", "override.tf": f"{VPC}{override}\n}}"})
    assert len(body.blocks) + len(body.attributes) == 1
    assert ("x = []" in override) == ("x" in body.attributes)


def test_calls_variables_outputs_and_locals_are_overridden(tmp_path: Path) -> None:
    main = (
        'module "m" {\na = 1\n}\nvariable "v" {\ndefault = 1\n}\noutput "o" {\nvalue = 1\n}\nlocals {\na = 1\nb = 1\n}'
    )
    root = SourceTree(
        write_sources(tmp_path, {"main.tf": main, "x_override.tf": main.replace("= 1\nb = 1", "= 2")})
    ).root
    local_a, local_b = root.local("a"), root.local("b")
    assert [local and local.place for local in (local_a, local_b)] == ["x_override.tf:11", "main.tf:12"]
    blocks = (root.calls["m"], root.variables["v"], root.outputs["o"])
    places = [attribute.place for block in blocks for attribute in block.body.attributes.values()]
    assert places == ["x_override.tf:2", "x_override.tf:5", "x_override.tf:8"]


def test_a_body_is_read_only_when_it_is_asked_for(tmp_path: Path) -> None:
    files = {"main.tf": VPC + "a = 1\n}", "override.tf": VPC + "= 2\n}"}
    (block,) = SourceTree(write_sources(tmp_path, files)).root.blocks.values()
    with pytest.raises(SourceError, match=r"^override\.tf:1: "):
        assert block.body.attributes


def test_an_override_of_nothing_is_a_problem(tmp_path: Path) -> None:
    root = SourceTree(write_sources(tmp_path, {"main.tf": "", "override.tf": VPC + "}"})).root
    assert root.problems == ("override.tf:1: there is no `resource.aws_vpc.a` to override",)
    assert not root.blocks


def test_what_is_declared_twice_is_left_out_with_both_places(tmp_path: Path) -> None:
    files = {"a.tf": VPC + '}\nresource "aws_vpc" "b" {}', "b.tf": "\n" + VPC + "}"}
    root = SourceTree(write_sources(tmp_path, files)).root
    assert [str(name) for name in root.blocks] == ["aws_vpc.b"]
    assert root.problems == (
        "a.tf:1: `resource.aws_vpc.a` is declared more than once",
        "b.tf:2: `resource.aws_vpc.a` is declared more than once",
    )


def test_a_block_with_a_name_too_few_is_a_problem(tmp_path: Path) -> None:
    root = SourceTree(
        write_sources(tmp_path, {"main.tf": 'resource "aws_vpc" {}\nlocals "x" {}\nvariable "v" {}'})
    ).root
    assert root.problems == ("main.tf:1: `resource` takes 2 names",)
    assert list(root.variables) == ["v"]


def test_nothing_is_sure_beside_an_override_file_that_cannot_be_used(tmp_path: Path) -> None:
    files = {"main.tf": VPC + "a = 1\n}\nlocals {\nb = 1\n}", "override.tf": "{"}
    root = SourceTree(write_sources(tmp_path, files)).root
    (block,) = root.blocks.values()
    for ask in (lambda: block.body, lambda: root.local("b")):
        with pytest.raises(SourceError, match=r"^an override file cannot be used: override\.tf:1: "):
            ask()
