"""Harmless mutants against the engine: the same verdicts, undecided ones, or others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Union

from ecr_privatelink.facts.check_catalogue import UNDECIDED
from ecr_privatelink.judging.plan_judging import Judgement

from .cases import Case
from .fault_runs import ASKED, MISSED, Outcome
from .harmless_plans import HarmlessPlan
from .harmless_sources import Harmless
from .judged_mutants import BOTH, PLAN, SOURCES, workshop

SAME = "same"

Mutant = Union[Harmless, HarmlessPlan]


def outcomes_of_harmless(case: Case, mutants: Iterable[Harmless]) -> Iterator[Outcome]:
    """Harmless mutants of the case's sources, which are judged alone; the case has to be settled without a plan."""
    with workshop(case) as bench:
        before = bench.of_kept(SOURCES)
        settled = set(before.failures) == set(case.judgement.failures)
        for mutant in mutants:
            after = bench.of_files(mutant.texts)
            must_settle = settled and mutant.settles
            yield _outcome(case, SOURCES, mutant, _Compared(before, after, mutant), must_settle=must_settle)


def outcomes_of_harmless_with_plan(case: Case, mutants: Iterable[Harmless]) -> Iterator[Outcome]:
    """Harmless mutants of the case's sources beside its plan, where Terraform makes the same one of them."""
    with workshop(case) as bench:
        before = bench.of_kept(BOTH)
        for mutant in mutants:
            if mutant.keeps_plan:
                after = bench.of_files(mutant.texts, with_plan=True)
                yield _outcome(case, BOTH, mutant, _Compared(before, after, mutant), must_settle=mutant.settles)


def outcomes_of_harmless_plans(case: Case, mutants: Iterable[HarmlessPlan]) -> Iterator[Outcome]:
    """Every harmless mutant of the case's plan, which is judged alone."""
    with workshop(case) as bench:
        before = bench.of_kept(PLAN)
        for mutant in mutants:
            after = bench.of_plan(mutant.plan)
            yield _outcome(case, PLAN, mutant, _Compared(before, after, mutant), must_settle=False)


def _outcome(case: Case, mode: str, mutant: Mutant, compared: _Compared, *, must_settle: bool) -> Outcome:
    detail = compared.opposite or compared.difference
    bad = compared.opposite or (must_settle and detail)
    return Outcome(case.name, mutant.operator, mutant.place, mode, MISSED if bad else ASKED if detail else SAME, detail)


class _Compared:
    """What differs in the verdicts on a mutant from those on what it was made from; "" where nothing does."""

    def __init__(self, before: Judgement, after: Judgement, mutant: Mutant) -> None:
        self._after = after
        self._failures = {(check, mutant.address(resource)) for check, resource in before.failures}
        self._passes = {(check, mutant.address(resource)) for check, resource in before.passes}
        self._problems = [f"crashed: {after.crashes}"] if after.crashes else []
        if after.sources_not_used != before.sources_not_used:
            self._problems.append(f"sources not used: {after.sources_not_used}")

    @property
    def difference(self) -> str:
        """Every row that is there no longer, or now."""
        found = list(self._problems)
        for name, was, now in (
            ("FAILED", self._failures, set(self._after.failures)),
            ("PASSED", self._passes, self._after.passes),
        ):
            found += [f"no longer {name}: {row} {self._question(row[1])}" for row in sorted(was - now)]
            found += [f"now {name}: {row} {self._after.failures.get(row, '')}" for row in sorted(now - was)]
        return "; ".join(found)

    @property
    def opposite(self) -> str:
        """Rows that fail and passed before, or pass and failed before, or are gone without a question."""
        failed = {row for row in self._failures if row[0] != UNDECIDED}
        passed = {row for row in self._passes if row[0] != UNDECIDED}
        now = self._after
        found = list(self._problems)
        found += [f"now FAILED: {row} {now.failures[row]}" for row in sorted(passed & set(now.failures))]
        found += [f"now PASSED: {row}" for row in sorted(failed & now.passes)]
        gone = (failed if self._vpc_is_open else failed | passed) - set(now.failures) - now.passes
        return "; ".join([*found, *(f"silent: {row}" for row in sorted(gone) if row[0] not in self._question(row[1]))])

    @property
    def _vpc_is_open(self) -> bool:
        """It is asked whether a VPC is in use, or which one something is in: what is right has no row then."""
        questions = [text for (check, _), text in self._after.failures.items() if check == UNDECIDED]
        return any(re.search(r" is in use\b| may be in it\b", text) for text in questions)

    def _question(self, address: str) -> str:
        return self._after.failures.get((UNDECIDED, address), "")
