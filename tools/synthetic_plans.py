"""Write synthetic plans: ``python tools/synthetic_plans.py FOLDER [--resources N ...] [--layout L ...]``.

``FOLDER/<layout>-<N>.json`` is the plan, on one line, of stacks with about N managed resources
(see ``benchmark.stack_sources``), as real Terraform would make it of their sources, which
``--sources`` writes too, to ``FOLDER/<layout>-<N>/``.  With ``--break-every K`` every K-th stack
has four faults: no private DNS, open ports, no endpoint for ``logs`` and for ``ecr.api``.

``--keep`` makes the plans anew that all others are repeated from; it needs terraform and the
aws provider, as ``make_plans.py`` does.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmark.stack_plans import Plan, kept_plan, minified, stack_plan, stacks_for
from benchmark.stack_sources import LAYOUTS, Files, stack_sources
from terraform_plans import make_plan


def main() -> int:
    """Run the command line; return the exit code."""
    arguments = _arguments()
    if arguments.keep:
        for layout in LAYOUTS:
            kept_plan(layout).write_text(minified(terraform_plan(stack_sources(layout, 2, 2))), encoding="utf-8")
        return 0
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for layout in arguments.layout:
        for resources in arguments.resources:
            _write(arguments.folder / f"{layout}-{resources}", layout, resources, arguments)
    return 0


def terraform_plan(files: Files) -> Plan:
    """The plan that Terraform makes of these sources."""
    with tempfile.TemporaryDirectory() as scratch:
        case = Path(scratch, "case")
        write_files(case, files)
        return make_plan(case)


def write_files(folder: Path, files: Files) -> None:
    """Write the files below the folder."""
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _write(target: Path, layout: str, resources: int, arguments: argparse.Namespace) -> None:
    stacks = stacks_for(resources)
    plan = target.with_suffix(".json")
    plan.write_text(minified(stack_plan(layout, stacks, arguments.break_every)), encoding="utf-8")
    print(f"{plan}: {stacks} stacks", flush=True)
    if arguments.sources:
        write_files(target, stack_sources(layout, stacks, arguments.break_every))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Write synthetic plans as Terraform would make them.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="FOLDER")
    parser.add_argument("--resources", nargs="+", type=int, default=[200, 2_000], metavar="N")
    parser.add_argument("--layout", nargs="+", choices=LAYOUTS, default=LAYOUTS)
    parser.add_argument("--break-every", type=int, default=0, metavar="K", help="default: no stack is faulty")
    parser.add_argument("--sources", action="store_true", help="write the sources of each plan too")
    parser.add_argument("--keep", action="store_true", help="only make the kept plans anew, with terraform")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
