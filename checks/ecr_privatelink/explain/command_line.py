"""The command line: `explain` a plan, let the `doctor` look at the checks folder, print where that is."""

from __future__ import annotations

import argparse
import gc
import json
import os
import signal
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import List, Optional

from ..judging.plan_judging import Judgement, judge_plan
from ..judging.rule_loading import crash_place
from ..judging.scan_settings import SettingError
from ..plan.json_shape import PlanError
from ..plan.printable_text import printable
from ..source.source_text import SourceError
from .checkov_reading import why_not_read
from .plan_report import report
from .plan_table import table

_UNREADABLE = 2
_BROKEN = 1


def main(arguments: Optional[List[str]] = None) -> int:
    """Run one command.

    Returns:
        0 when all is well; 1 when a check crashed or the checks folder is broken; 2 when the plan cannot
        be read, by Checkov at least, or the environment asks for something that does not exist.
    """
    options = _parser().parse_args(arguments)
    if options.command == "explain":
        return _explain(options.subject, options.source, options.format)
    if options.command == "doctor":
        return _doctor(options.checks)
    print(checks_dir())
    return 0


def run() -> None:
    """Run the command of this process, and end it at once.

    To look for garbage in a large plan, and to take it apart again, would cost half as much as judging it.
    Like other commands it ends without a word when nobody reads on: `explain plan.json | head`.
    """
    gc.disable()
    if sys.platform != "win32":
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # names may hold what a terminal's encoding does not
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def checks_dir() -> Path:
    """The folder for `--external-checks-dir`: the check files lie beside a copy of the engine."""
    here = Path(__file__).resolve().parent.parent
    installed = here.parent / "ecr_privatelink_checks"
    return installed if installed.is_dir() else here.parent


def _explain(subject: Path, source: Optional[Path], output: str) -> int:
    """Explain a plan, or the sources in a folder."""
    try:
        judgement = _judged(subject, source)
        print(_told(judgement, subject, source, output))
        not_read = why_not_read(subject) if subject.is_file() else ""
    except (PlanError, SettingError, SourceError) as error:
        _complain(str(error))
        return _UNREADABLE
    except Exception as error:  # noqa: BLE001 - a fault of ours: one line says so, and the exit code
        _complain(f"{subject}: the analysis failed ({crash_place(error)})")
        return _BROKEN
    faults = [*(f"{check}: {why}" for check, why in judgement.crashes.items()), *judgement.unread]
    for fault in faults:
        _complain(fault)
    if not_read:
        _complain(f"{subject}: Checkov passes over this plan without a word: {not_read}")
        return _UNREADABLE
    return _BROKEN if faults else 0


def _judged(subject: Path, source: Optional[Path]) -> Judgement:
    """The judgement of a plan, or of the sources in a folder."""
    if not subject.is_dir():
        if subject.suffix == ".tf":
            raise SourceError(f"{subject}: sources are explained by the folder, not by the file: {subject.parent}")
        return judge_plan(subject, source)
    if source is not None:
        raise SettingError(f"--source is for a plan, and {subject} is a folder")
    from ..judging.source_judging import judge_sources  # noqa: PLC0415 - a plan alone does without

    return judge_sources(subject)


def _told(judgement: Judgement, subject: Path, source: Optional[Path], output: str) -> str:
    if output == "text":
        return table(judgement)
    if output == "json":
        return json.dumps(report(judgement), indent=2)
    from .sarif_log import log_of  # noqa: PLC0415 - it loads what reads sources

    return json.dumps(log_of(judgement, subject, source), indent=2)


def _doctor(checks: Optional[Path]) -> int:
    from ..door.checks_doctor import examine  # noqa: PLC0415 - only the doctor starts processes

    folder = checks or checks_dir()
    faults = examine(folder)
    for fault in faults:
        _complain(f"{folder}: {fault}")
    if not faults:
        print(f"{folder}: every check loads")
    return _BROKEN if faults else 0


def _complain(fault: str) -> None:
    """Tell of a fault, in one line."""
    print(f"ecr-privatelink: {printable(fault)}", file=sys.stderr)


def _folder(text: str) -> Path:
    """A folder's path; an empty one is what a command that failed leaves behind."""
    if not text:
        raise argparse.ArgumentTypeError("the path is empty")
    return Path(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ecr-privatelink",
        description="What a Terraform plan, or its sources, say about pulling from Amazon ECR over PrivateLink.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    explain = commands.add_parser("explain", help="show what a plan says about each VPC, and what is wrong")
    explain.add_argument(
        "subject",
        type=Path,
        metavar="PLAN",
        help="the output of `terraform show -json`; or a root module's folder, for its sources without a plan",
    )
    explain.add_argument(
        "--source",
        type=_folder,
        metavar="DIR",
        help="the folder of the root module's sources; default: $CKV_ECRPL_SOURCE, or the plan's own folder",
    )
    explain.add_argument(
        "--format",
        choices=("text", "json", "sarif"),
        default="text",
        help="sarif: findings on the lines of the sources",
    )
    doctor = commands.add_parser("doctor", help="load the checks folder as Checkov does; fail if any check is missing")
    doctor.add_argument("--checks", type=_folder, metavar="DIR", help="default: the folder that checks-dir prints")
    commands.add_parser("checks-dir", help="print the folder for Checkov's --external-checks-dir")
    return parser
