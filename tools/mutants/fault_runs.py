"""Faulty mutants against the engine: caught, undecided, missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ecr_privatelink.facts.check_catalogue import UNDECIDED
from ecr_privatelink.judging.plan_judging import Judgement

from .cases import Case
from .faults import Fault
from .judged_mutants import BOTH, PLAN, SOURCES, Workshop, workshop
from .plan_editing import NotEditableError, edited_plan
from .source_editing import edited_sources
from .spec_model import Row

CAUGHT = "caught"
ASKED = "undecided"
MISSED = "MISSED"
WRONG = "WRONG"
"""A row fails that the rule book does not know, and that did not fail before."""

BAD = (MISSED, WRONG)


@dataclass(frozen=True)
class Outcome:
    """How one mutant was judged in one mode."""

    case: str
    operator: str
    place: str
    mode: str
    state: str
    detail: str = ""


def outcomes_of_faults(case: Case, modes: tuple[str, ...], faults: Iterable[Fault]) -> Iterator[Outcome]:
    """Every faulty mutant of the case in every mode in which it can be made."""
    with workshop(case) as bench:
        before = {mode: frozenset(bench.of_kept(mode).failures) for mode in modes}
        settled = frozenset(case.judgement.failures)
        for fault in faults:
            for mode in modes:
                try:
                    judgement = _judged(bench, case, fault, mode)
                except NotEditableError:
                    continue
                must_settle = mode == BOTH or (mode == SOURCES and before[mode] == settled and not case.forgets)
                known = before[mode] | fault.allowed | (fault.allowed_alone if mode == PLAN else frozenset())
                state, detail = _compared(fault, judgement, known, must_settle=must_settle)
                yield Outcome(case.name, fault.operator, fault.place, mode, state, detail)


def _judged(bench: Workshop, case: Case, fault: Fault, mode: str) -> Judgement:
    if mode == PLAN:
        return bench.of_plan(edited_plan(case.plan_text, fault.edits))
    if not case.texts:
        raise NotEditableError("the sources are in another syntax")
    texts = edited_sources(case.texts, fault.edits)
    if mode == SOURCES:
        return bench.of_sources(texts)
    return bench.of_both(edited_plan(case.plan_text, fault.edits), texts)


def _compared(fault: Fault, judgement: Judgement, known: frozenset[Row], *, must_settle: bool) -> tuple[str, str]:
    if judgement.crashes:
        return MISSED, f"crashed: {judgement.crashes}"
    if judgement.sources_not_used:
        return MISSED, f"sources not used: {judgement.sources_not_used}"
    missing = [row for row in sorted(fault.expected) if row not in judgement.failures]
    unasked = [row for row in missing if not _asked(judgement, row[0], fault.expected[row])]
    extra = [row for row in judgement.failures if row[0] != UNDECIDED and row not in known]
    told = "; ".join(f"{row}: {judgement.failures.get((UNDECIDED, row[1]), 'silent')}" for row in unasked or missing)
    if unasked or (missing and must_settle):
        return MISSED, told
    if extra:
        return WRONG, "; ".join(f"{row}: {judgement.failures[row]}" for row in extra)
    return (ASKED, told) if missing else (CAUGHT, "")


def _asked(judgement: Judgement, check: str, addresses: Iterable[str]) -> bool:
    """Whether 001 tells, on the resource or on what it may belong to, that the check is undecided.

    Where it is not settled which endpoint stands for a VPC, the fault may be told on another one of it.
    """
    told_elsewhere = any((check, address) in judgement.failures for address in addresses)
    return told_elsewhere or any(check in judgement.failures.get((UNDECIDED, address), "") for address in addresses)
