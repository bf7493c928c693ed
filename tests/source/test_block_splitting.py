from __future__ import annotations

import time
from typing import List, Tuple

import pytest
from ecr_privatelink.source.block_splitting import split_blocks
from ecr_privatelink.source.source_text import SourceError
from source_folders import tf_text


def heads(text: str) -> List[Tuple[str, Tuple[str, ...], str]]:
    return [(block.type, block.labels, block.place) for block in split_blocks(tf_text(text))]


def test_blocks_are_found_with_labels_and_lines() -> None:
    text = '# a\nresource "aws_vpc" "main" {\n  a = { b = [1] }\n}\n\nlocals {}\nmodule net { source = "./net" }\n'
    assert heads(text) == [
        ("resource", ("aws_vpc", "main"), "main.tf:2"),
        ("locals", (), "main.tf:6"),
        ("module", ("net",), "main.tf:7"),
    ]


def test_a_block_ends_at_its_own_brace() -> None:
    text = 'a "b" {\n  c = "}"\n  # }\n  d {\n  }\n}\ne {}'
    assert [text[block.start : block.end] for block in split_blocks(tf_text(text))] == [text[:-5], "e {}"]


def test_windows_line_ends_are_line_ends() -> None:
    assert heads('a "b" {\r\n}\r\n# c\r\nd {\r\n}\r\n') == [("a", ("b",), "main.tf:1"), ("d", (), "main.tf:4")]


@pytest.mark.parametrize("text", ["", "\n# nothing\n", "/* a {} */"])
def test_a_file_without_blocks_has_none(text: str) -> None:
    assert heads(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a {\n", "main.tf:1: `{` that is not closed"),
        ("a {\n  b = [\n}\n", "main.tf:3: `}` closes nothing"),
        ("a {\n}\n}\n", "main.tf:3: a block was expected"),
        ("a {}\n\nb = 1\n", "main.tf:3: a block was expected"),
        ('a {\n  b = "\n}\n', "main.tf:2: a string or comment that does not end"),
        ("PK\x03\x04\x00", "main.tf:1: a block was expected"),
    ],
)
def test_a_file_that_is_not_blocks_is_refused_with_the_line(text: str, reason: str) -> None:
    with pytest.raises(SourceError) as refused:
        heads(text)
    assert str(refused.value) == reason


@pytest.mark.parametrize("text", ["a {" * 100_000, "a " * 100_000, 'a "b" ' * 50_000, " " * 500_000, "a" * 500_000])
def test_hostile_text_is_refused_in_no_long_time(text: str) -> None:
    began = time.process_time()
    with pytest.raises(SourceError):
        heads(f"a {{}}{text}]")
    assert time.process_time() - began < 5
