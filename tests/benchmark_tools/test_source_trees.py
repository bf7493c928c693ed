from __future__ import annotations

from pathlib import Path

import pytest
from benchmark.source_trees import write_many, write_one
from ecr_privatelink.judging.source_judging import judge_sources


def test_one_root_is_read_to_the_end_and_nothing_is_wrong_with_it(tmp_path: Path) -> None:
    write_one(tmp_path)
    lines = sum(file.read_text().count("\n") for file in tmp_path.rglob("*.tf"))
    assert 5_000 < lines < 7_000
    judged = judge_sources(tmp_path)
    assert (judged.findings, judged.unread, judged.sources_not_used) == ([], (), ())
    assert len(judged.network.endpoints) == 8
    assert len(judged.network.consumers) == 3


@pytest.mark.parametrize("number", [0, 49])
def test_a_root_among_many_reads_the_modules_that_it_shares(number: int, tmp_path: Path) -> None:
    roots = write_many(tmp_path)
    assert len(roots) == 50
    judged = judge_sources(roots[number])
    assert (judged.findings, judged.unread, judged.sources_not_used) == ([], (), ())
    assert len(judged.network.consumers) == 2 + number % 3
