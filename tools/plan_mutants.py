"""Mutants of the kept plans and sources: ``python tools/plan_mutants.py [--most N] [--only NAME]``.

Faulty mutants are made from every clean example and kept plan by an edit that must raise a
fault, by a rule book of its own (``mutants/spec_model.py``); harmless ones say the same in
another way.  A mode is what the engine is given: ``plan``, ``sources``, or ``both``.

Prints every mutant that is missed, and how many there are of each operator, mode and state:

``caught``     the check that is meant fails on the resource that is meant.
``undecided``  001 asks about it: a plan alone, or sources whose data sources wait for a plan.
``same``       a harmless mutant, with the verdicts of what it was made from.
``MISSED``     neither failed nor asked about, or a harmless mutant with other verdicts.
``WRONG``      another row fails, which the rule book does not know.

The exit code is 1 where any is missed or wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Protocol, TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "checks"))

from mutants.cases import Case, kept_cases
from mutants.fault_runs import BAD, Outcome, outcomes_of_faults
from mutants.faults import faults_of
from mutants.harmless_plans import harmless_plans_of
from mutants.harmless_runs import outcomes_of_harmless, outcomes_of_harmless_plans, outcomes_of_harmless_with_plan
from mutants.harmless_sources import harmless_of
from mutants.judged_mutants import BOTH, MODES, PLAN, SOURCES


class _Mutant(Protocol):
    @property
    def operator(self) -> str: ...


T = TypeVar("T", bound=_Mutant)


def main() -> int:
    """Run the command line; return the exit code."""
    arguments = _arguments()
    counts: Counter[tuple[str, str, str, str]] = Counter()
    for case in kept_cases():
        if arguments.only in case.name:
            for kind, outcome in _outcomes(case, arguments):
                counts[kind, outcome.operator, outcome.mode, outcome.state] += 1
                if outcome.state in BAD or arguments.verbose:
                    print(*_in_words(outcome), sep=" | ", flush=True)
    for (kind, operator, mode, state), count in sorted(counts.items()):
        print(f"{kind:8} {operator:55} {mode:8} {state:10} {count}")
    totals: Counter[tuple[str, str, str]] = Counter()
    for (kind, _, mode, state), count in counts.items():
        totals[kind, mode, state] += count
    for (kind, mode, state), count in sorted(totals.items()):
        print(f"{kind:8} {mode:8} {state:10} {count}")
    return 1 if any(state in BAD for _, _, state in totals) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Judge mutants of the kept plans and sources.")
    parser.add_argument("--faults", default=",".join(MODES), help="modes of the faulty ones, by commas")
    parser.add_argument("--harmless", default=",".join(MODES), help="modes of the harmless ones")
    parser.add_argument("--most", type=int, default=0, help="at most so many by case and operator; all by default")
    parser.add_argument("--only", default="", help="cases whose name holds this")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every mutant")
    return parser.parse_args()


def _outcomes(case: Case, arguments: argparse.Namespace) -> Iterator[tuple[str, Outcome]]:
    modes = tuple(mode for mode in arguments.faults.split(",") if mode)
    if modes:
        faults = _some(faults_of(case), case, arguments.most)
        yield from (("faulty", outcome) for outcome in outcomes_of_faults(case, modes, faults))
    if PLAN in arguments.harmless:
        plans = _some(harmless_plans_of(case), case, arguments.most)
        yield from (("harmless", outcome) for outcome in outcomes_of_harmless_plans(case, plans))
    if SOURCES in arguments.harmless:
        sources = _some(harmless_of(case), case, arguments.most)
        yield from (("harmless", outcome) for outcome in outcomes_of_harmless(case, sources))
    if BOTH in arguments.harmless:
        sources = _some((mutant for mutant in harmless_of(case) if mutant.keeps_plan), case, arguments.most)
        yield from (("harmless", outcome) for outcome in outcomes_of_harmless_with_plan(case, sources))


_LARGE_PLAN = 500_000
"""Characters; such a plan holds the same configuration many times over."""


def _some(mutants: Iterable[T], case: Case, most: int) -> list[T]:
    """All mutants, or at most so many of each operator, always the same; few of a large plan."""
    by_operator: dict[str, list[T]] = {}
    most = most or (3 if len(case.plan_text) > _LARGE_PLAN else 0)
    for mutant in mutants:
        by_operator.setdefault(mutant.operator, []).append(mutant)
    random = Random(case.name)  # noqa: S311 - it keeps no secret
    lists = by_operator.values()
    return [mutant for some in lists for mutant in (random.sample(some, most) if 0 < most < len(some) else some)]


def _in_words(outcome: Outcome) -> tuple[str, ...]:
    return outcome.state, outcome.mode, outcome.case, outcome.operator, outcome.place, outcome.detail[:600]


if __name__ == "__main__":
    sys.exit(main())
