"""Blocks that are kept: the same for the same text, and never too many."""

from __future__ import annotations

import pytest
from ecr_privatelink.source.kept_blocks import KeptBlocks
from ecr_privatelink.source.source_text import SourceError, SourceText


def text(number: int) -> str:
    return f'locals {{\n  x = "{number:04}"\n}}\n'


LENGTH = len(text(0))


def test_a_file_is_cut_once() -> None:
    kept = KeptBlocks()
    assert kept.of(SourceText("a.tf", text(1))) is kept.of(SourceText("a.tf", text(1)))


@pytest.mark.parametrize("other", [SourceText("b.tf", text(1)), SourceText("a.tf", text(2))], ids=["name", "text"])
def test_another_file_has_blocks_of_its_own(other: SourceText) -> None:
    kept = KeptBlocks()
    assert kept.of(SourceText("a.tf", text(1))) is not kept.of(other)


def test_the_first_goes_when_there_are_too_many() -> None:
    kept = KeptBlocks(most=2 * LENGTH)
    files = [SourceText("a.tf", text(number)) for number in range(3)]
    first, second, _ = (kept.of(file) for file in files)
    assert kept.of(files[1]) is second
    assert kept.of(files[0]) is not first


def test_a_file_that_is_larger_than_all_may_be_is_not_kept() -> None:
    kept = KeptBlocks(most=LENGTH - 1)
    file = SourceText("a.tf", text(1))
    assert kept.of(file) is not kept.of(file)


def test_what_is_not_made_of_blocks_is_refused_each_time() -> None:
    kept = KeptBlocks()
    for _ in range(2):
        with pytest.raises(SourceError):
            kept.of(SourceText("a.tf", "locals {"))
