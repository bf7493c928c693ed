"""One way to read a tree, with a stopwatch: ``python source_probe.py WAY PATH ...``.

Prints the CPU seconds that the way takes for all of the paths, when everything is imported, as
it is in Checkov:

``hcl2``
    python-hcl2 parses each file.
``plan``
    each plan is judged alone: it is in a folder without sources.
``both``
    each plan is judged with the sources of its root, in which that folder is.
``sources``
    each root's sources are judged without a plan.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from ecr_privatelink.judging.plan_judging import judge_plan
from ecr_privatelink.judging.source_judging import judge_sources
from hcl2.api import load


def parse(file: Path) -> None:
    """Parse a file by python-hcl2."""
    with file.open(encoding="utf-8") as text:
        load(text)


def judge_alone(plan: Path) -> None:
    """Judge a plan without sources."""
    judge_plan(plan)


def judge_both(plan: Path) -> None:
    """Judge a plan with sources, all of which must be of use."""
    not_used = judge_plan(plan, plan.parent.parent).sources_not_used
    if not_used:
        sys.exit(f"{plan}: not used: {not_used}")


def judge_root(root: Path) -> None:
    """Judge sources without a plan, all of which must be read."""
    unread = judge_sources(root).unread
    if unread:
        sys.exit(f"{root}: not read: {unread}")


WAYS = {"hcl2": parse, "plan": judge_alone, "both": judge_both, "sources": judge_root}


def main() -> None:
    """Go the way, and print what it took."""
    way, *paths = sys.argv[1:]
    start = time.process_time()
    for path in paths:
        WAYS[way](Path(path))
    print(time.process_time() - start)


if __name__ == "__main__":
    main()
