from __future__ import annotations

from pathlib import Path
from typing import Dict

import pytest
from ecr_privatelink.source.source_boundary import SourceBoundary
from ecr_privatelink.source.source_files import ModuleFiles, read_files
from ecr_privatelink.source.source_listing import source_names
from source_folders import write_sources


def files_in(folder: Path, files: Dict[str, str], prefix: str = "") -> ModuleFiles:
    write_sources(folder, files)
    boundary = SourceBoundary(folder)
    return read_files(folder, source_names(boundary.names_in(folder, ".")), prefix, boundary)


def test_the_names_are_those_that_terraform_takes() -> None:
    taken = ["main.tf", "a.b.tf", "x.tf.json", "override.tf", "my override.tf", "#half.tf"]
    others = [".hidden.tf", "main.tf~", "#main.tf#", "main.tofu", "x.json", "tf", "maintf", "v.tfvars", "t.tftest.hcl"]
    assert source_names([*taken, *others]) == taken


def test_blocks_come_with_the_name_of_their_file(tmp_path: Path) -> None:
    found = files_in(tmp_path, {"b.tf": "\nb {}", "a.tf.json": '{"locals": {"x": 1}}', "c/d.tf": "d {}"}, "modules/m/")
    assert [(block.type, block.place) for block in found.blocks] == [
        ("locals", "modules/m/a.tf.json"),
        ("b", "modules/m/b.tf:2"),
    ]
    assert (found.overrides, found.problems, found.unread_override) == ([], (), None)


def test_override_files_are_kept_apart_in_the_order_of_their_names(tmp_path: Path) -> None:
    names = ["override.tf", "z_override.tf", "a_override.tf", "main.tf", "overrides.tf", "myoverride.tf"]
    found = files_in(tmp_path, {name: f"{name[0]} {{}}" for name in names} | {"override.tf.json": '{"locals": {}}'})
    assert [block.place.split(":")[0] for block in found.overrides] == [
        "a_override.tf",
        "override.tf",
        "override.tf.json",
        "z_override.tf",
    ]
    assert len(found.blocks) == 3


def test_one_file_that_cannot_be_used_leaves_the_others(tmp_path: Path) -> None:
    found = files_in(tmp_path, {"a.tf": "a {", "b.tf": "b {}", "c.tf.json": "{"})
    assert [block.type for block in found.blocks] == ["b"]
    assert [problem.split(":")[0] for problem in found.problems] == ["a.tf", "c.tf.json"]
    assert found.unread_override is None


def test_an_override_file_that_cannot_be_used_is_told_apart(tmp_path: Path) -> None:
    found = files_in(tmp_path, {"a.tf": "a {}", "override.tf": "b {"})
    assert found.unread_override == "override.tf:1: `{` that is not closed"
    assert found.problems == (found.unread_override,)


def test_more_files_than_any_module_has_are_not_read(tmp_path: Path) -> None:
    boundary = SourceBoundary(tmp_path)
    found = read_files(tmp_path, [f"{number}.tf" for number in range(1_001)], "", boundary)
    assert found.problems == ("./: there are more than 1,000 files",)
    assert boundary.opened == frozenset()


@pytest.mark.parametrize("name", ["a\nb.tf", "a\x1b[31m.tf"])
def test_a_message_stays_in_its_line_whatever_a_file_is_called(tmp_path: Path, name: str) -> None:
    (problem,) = files_in(tmp_path, {name: "a {"}).problems
    assert problem.isprintable()
