"""Variable files: which count, in which order, and how their values are written."""

from __future__ import annotations

from pathlib import Path
from typing import Dict, Mapping, Tuple

import pytest
from ecr_privatelink.evaluation.expression_evaluation import evaluate
from ecr_privatelink.evaluation.symbolic_values import Value
from ecr_privatelink.evaluation.value_names import NoNames
from ecr_privatelink.source.source_blocks import SourceAttribute
from ecr_privatelink.source.source_boundary import SourceBoundary
from ecr_privatelink.source.source_text import SourceError
from ecr_privatelink.source.variable_files import given_variables, variable_file_names
from source_folders import write_sources


def given(tmp_path: Path, files: Mapping[str, str]) -> Tuple[Dict[str, Value], Tuple[str, ...]]:
    folder = write_sources(tmp_path / "root", files)
    found, problems = given_variables(folder, SourceBoundary(folder))
    return {name: evaluate(attribute.expression, NoNames()) for name, attribute in found.items()}, problems


def test_the_order_is_terraforms() -> None:
    names = [
        "z.auto.tfvars",
        "main.tf",
        "terraform.tfvars.json",
        "b.auto.tfvars.json",
        "prod.tfvars",
        "terraform.tfvars",
    ]
    names += ["B.auto.tfvars", "auto.tfvars", ".hidden.auto.tfvars", "a.auto.tfvars.bak"]
    assert variable_file_names(names) == [
        "terraform.tfvars",
        "terraform.tfvars.json",
        ".hidden.auto.tfvars",
        "B.auto.tfvars",
        "b.auto.tfvars.json",
        "z.auto.tfvars",
    ]


def test_a_later_file_counts_over_an_earlier_one(tmp_path: Path) -> None:
    values, problems = given(
        tmp_path,
        {
            "terraform.tfvars": 'a = "hcl"\nb = "hcl"\nc = "hcl"\nd = "hcl"\n',
            "terraform.tfvars.json": '{"b": "json", "c": "json", "d": "json"}',
            "1.auto.tfvars": 'c = "first"\nd = "first"\n',
            "2.auto.tfvars.json": '{"d": "second"}',
            "prod.tfvars": 'a = "never"\n',
        },
    )
    assert (values, problems) == ({"a": "hcl", "b": "json", "c": "first", "d": "second"}, ())


def test_an_order_by_name_is_one_over_both_kinds(tmp_path: Path) -> None:
    values, _ = given(tmp_path, {"b.auto.tfvars": 'x = "b"\n', "a.auto.tfvars.json": '{"x": "a"}'})
    assert values == {"x": "b"}


def test_a_folder_without_variable_files_gives_nothing(tmp_path: Path) -> None:
    assert given(tmp_path, {"main.tf": ""}) == ({}, ())


@pytest.mark.parametrize(
    "text",
    ["x = 1", "x = 1\n", "# first\nx = 1\n", "x = 1 // last", "/* a\nb */ x = 1\n", "\ufeffx = 1\n", "\r\nx = 1\r\n"],
)
def test_the_native_syntax_is_read_from_the_first_line_to_the_last(tmp_path: Path, text: str) -> None:
    assert given(tmp_path, {"terraform.tfvars": text}) == ({"x": 1}, ())


def test_a_heredoc_is_a_value(tmp_path: Path) -> None:
    assert given(tmp_path, {"terraform.tfvars": "x = <<EOT\na\nEOT\n"}) == ({"x": "a\n"}, ())


def test_texts_of_a_json_file_are_no_templates(tmp_path: Path) -> None:
    """As Terraform 1.11 reads them: `-var-file` and its like have no names that a template could use."""
    values, problems = given(tmp_path, {"terraform.tfvars.json": '{"x": "${aws:user} $${a} %{if}", "//": "a comment"}'})
    assert (values, problems) == ({"x": "${aws:user} $${a} %{if}"}, ())


@pytest.mark.parametrize("text", ["x = \n", "x = 1\nx = 2\n", "x {\n}\n}\n", "}\nlocals {\n", "x = 1\n} locals {\n"])
def test_a_file_that_cannot_be_read_is_told_and_the_others_count(tmp_path: Path, text: str) -> None:
    folder = write_sources(tmp_path / "root", {"terraform.tfvars": text, "a.auto.tfvars": "y = 1\n"})
    found, problems = given_variables(folder, SourceBoundary(folder))
    assert "y" in found
    unread = [name for name, attribute in found.items() if not is_read(attribute)]
    assert len([*problems, *unread]) == 1


def is_read(attribute: SourceAttribute) -> bool:
    """An expression is parsed when it is asked for."""
    try:
        return attribute.expression is not None
    except SourceError:
        return False


@pytest.mark.parametrize("text", ["[]", "{", '{"x": 1, "x": 2}', "1"])
def test_a_json_file_that_is_no_object_of_values_is_told(tmp_path: Path, text: str) -> None:
    values, problems = given(tmp_path, {"terraform.tfvars.json": text})
    assert values == {}
    assert len(problems) == 1
    assert problems[0].startswith("terraform.tfvars.json: ")


def test_a_link_out_of_the_repository_is_not_followed(tmp_path: Path) -> None:
    outside = write_sources(tmp_path / "outside", {"secret.auto.tfvars": "x = 1\n"})
    folder = write_sources(tmp_path / "repository" / "root", {"main.tf": ""})
    (folder / "a.auto.tfvars").symlink_to(outside / "secret.auto.tfvars")
    found, problems = given_variables(folder, SourceBoundary(folder))
    assert found == {}
    assert "outside" in problems[0]
