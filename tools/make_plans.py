"""Make the kept plans again: ``python tools/make_plans.py [--check | --new] [FOLDER ...]``.

Each folder that holds ``main.tf`` and ``plan.json`` in or below the folders named
(default: ``examples`` and ``tests/plans``) gets its plan anew; see
``terraform_plans`` for what a folder may hold.  A plan that says the same as the
kept one leaves the file alone.

``--new`` makes the first plan of the folders that have none yet, ``--check``
writes nothing.  The exit code is 1 when a plan could not be made or, with
``--check``, when a kept plan is not what its sources give.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from terraform_plans import (
    PLAN_NAME,
    PlanError,
    find_cases,
    make_plan,
    read_plan,
    write_plan,
)

_ROOT = Path(__file__).resolve().parent.parent
_DEFAULT_FOLDERS = [_ROOT / "examples", _ROOT / "tests" / "plans"]


def main() -> int:
    """Run the command line; return the exit code."""
    arguments = _arguments()
    cases = [case for folder in arguments.folders for case in find_cases(folder)]
    wanted = [case for case in cases if (case / PLAN_NAME).exists() != arguments.new]
    with ProcessPoolExecutor() as pool:
        settled = list(pool.map(partial(_settle, check=arguments.check), wanted))
    return 0 if all(settled) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Make the kept Terraform plans again.")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    mode.add_argument("--new", action="store_true", help="make the plans that are missing")
    parser.add_argument("folders", nargs="*", type=Path, default=_DEFAULT_FOLDERS, metavar="FOLDER")
    return parser.parse_args()


def _settle(case: Path, *, check: bool) -> bool:
    """Bring the kept plan of the case up to date, or only compare; tell whether all is well."""
    try:
        plan = make_plan(case)
    except PlanError as error:
        print(f"failed   {case}\n{error}", file=sys.stderr, flush=True)
        return False
    kept = (case / PLAN_NAME).exists()
    if kept and read_plan(case) == plan:
        print(f"same     {case}", flush=True)
        return True
    if not check:
        write_plan(case, plan)
    print(f"{'differs' if kept else 'new':8} {case}", flush=True)
    return not check


if __name__ == "__main__":
    sys.exit(main())
