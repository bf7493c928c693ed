"""The oracle: what the engine tells of a plan, against Terraform: ``python tools/wiring_oracle.py [-v] FOLDER ...``.

For every case in or below the folders, the wiring that the engine reads from ``plan.json``
and the sources beside it is compared with ``truth.json``.  What is missing of the two is
made first, which takes terraform; see ``make_plans.py`` and ``mock_apply.py``.  A case that
Terraform refuses is counted as rejected.

Prints, by case and in total, how many wires are exact, superset, unknown and wrong; the
exit code is 1 where any is wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "checks"))

from ecr_privatelink.explain.plan_report import report
from ecr_privatelink.judging.plan_judging import judge_plan
from mock_apply import TRUTH_NAME, true_wiring
from terraform_plans import PLAN_NAME, PlanError, find_cases, make_plan, write_plan
from wiring_comparison import EXACT, WRONG, Truth, Wire, compare

_REJECTED = "rejected"


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Compare the engine's wiring of cases with Terraform's.")
    parser.add_argument("-v", "--verbose", action="store_true", help="print every wire that is not exact")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    for case in (case for folder in arguments.folders for case in find_cases(folder)):
        total += _tell(case, verbose=arguments.verbose)
    print(f"total: {_counts(total)}")
    return 1 if total[WRONG] else 0


def _tell(case: Path, *, verbose: bool) -> Counter[str]:
    """Print how the case compares; return how many wires have each verdict."""
    try:
        wires = compared(case)
    except PlanError as error:
        print(f"{case}: rejected\n{error}", flush=True)
        return Counter({_REJECTED: 1})
    counts = Counter(wire.verdict for wire in wires)
    print(f"{case}: {_counts(counts)}", flush=True)
    for wire in wires:
        if wire.verdict == WRONG or (verbose and wire.verdict != EXACT):
            print(f"    {wire.verdict:8} {wire.name}: {wire.detail}", flush=True)
    return counts


def compared(case: Path) -> list[Wire]:
    """Return all wires of the case, with its plan and its truth made where they are missing.

    Raises:
        PlanError: Terraform refuses the case.
    """
    if not (case / PLAN_NAME).exists():
        write_plan(case, make_plan(case))
    return list(compare(report(judge_plan(case / PLAN_NAME)), kept_truth(case)))


def kept_truth(case: Path) -> Truth:
    """Return the true wiring of the case, made where it is missing.

    Raises:
        PlanError: Terraform refuses the case.
    """
    kept = case / TRUTH_NAME
    if not kept.exists():
        kept.write_text(json.dumps(true_wiring(case), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    truth: Truth = json.loads(kept.read_text(encoding="utf-8"))
    return truth


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items())) or "no wires"


if __name__ == "__main__":
    sys.exit(main())
