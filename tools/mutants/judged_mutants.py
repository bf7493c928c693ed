"""Mutants judged by the engine, as users run it: a plan alone, sources alone, or both."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ecr_privatelink.judging.plan_judging import Judgement, judge_plan
from ecr_privatelink.judging.source_judging import judge_sources

from .cases import Case

PLAN = "plan"
SOURCES = "sources"
BOTH = "both"
MODES = (PLAN, SOURCES, BOTH)


class Workshop:
    """A copy of a case, in which mutants are made one after the other."""

    def __init__(self, case: Case, folder: Path) -> None:
        self._case = case
        self._root = folder / "case"
        self._alone = folder / "alone"
        self._alone.mkdir()
        for path in case.folder.rglob("*"):
            if path.is_file() and path.name not in ("expected.txt", "truth.json", "plan.json"):
                _write(self._root / path.relative_to(case.folder), path.read_bytes().decode())

    def of_kept(self, mode: str) -> Judgement:
        """The verdicts on the case as it is."""
        if mode == SOURCES:
            return judge_sources(self._root)
        plan = self._alone if mode == PLAN else self._root
        _write(plan / "plan.json", self._case.plan_text)
        return judge_plan(plan / "plan.json")

    def of_plan(self, plan: Mapping[str, Any]) -> Judgement:
        """The verdicts on a plan alone."""
        _write(self._alone / "plan.json", json.dumps(plan))
        return judge_plan(self._alone / "plan.json")

    def of_sources(self, texts: Mapping[Path, str]) -> Judgement:
        """The verdicts on the sources with these files in place of the case's own."""
        with self._replaced(texts):
            return judge_sources(self._root)

    @contextmanager
    def _replaced(self, texts: Mapping[Path, str]) -> Iterator[None]:
        """Files of the copy replaced, for a while."""
        for path, text in texts.items():
            _write(self._root / path, text)
        yield
        for path in texts:
            _write(self._root / path, self._case.texts[path])

    def of_files(self, texts: Mapping[Path, str], *, with_plan: bool = False) -> Judgement:
        """The verdicts on sources that consist of these files, and of the case's variable files and other data.

        Args:
            with_plan: the case's own plan is judged, which these files give as well.
        """
        with tempfile.TemporaryDirectory() as folder:
            for path in _beside_the_sources(self._case):
                _write(Path(folder, path), (self._case.folder / path).read_bytes().decode())
            for name, text in texts.items():
                _write(Path(folder) / name, text)
            if with_plan:
                _write(Path(folder, "plan.json"), self._case.plan_text)
                return judge_plan(Path(folder, "plan.json"))
            return judge_sources(Path(folder))

    def of_both(self, plan: Mapping[str, Any], texts: Mapping[Path, str]) -> Judgement:
        """The verdicts on a plan beside these sources."""
        with self._replaced(texts):
            _write(self._root / "plan.json", json.dumps(plan))
            return judge_plan(self._root / "plan.json")


@contextmanager
def workshop(case: Case) -> Iterator[Workshop]:
    """A workshop in a folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Workshop(case, Path(folder))


def _beside_the_sources(case: Case) -> Iterator[Path]:
    """What a case's folder holds beside what is kept of it and beside its sources: values for variables, data."""
    for path in case.folder.rglob("*"):
        if path.is_file() and path.suffix not in (".tf", ".txt") and path.name not in ("truth.json", "plan.json"):
            yield path.relative_to(case.folder)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
