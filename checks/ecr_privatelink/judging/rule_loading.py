"""The rules by check id, imported at once; one that cannot be imported is heard as a crash."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Dict, List

from ..facts.check_catalogue import CHECKS
from ..rules.rule_verdicts import Judge

RULES: Dict[str, Judge] = {}
BROKEN: Dict[str, str] = {}
"""Why a check's rule could not be imported, by check id."""


def crash_text(error: BaseException) -> str:
    """An exception while modules are loaded, in one line."""
    lines: List[str] = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__


def crash_place(error: BaseException) -> str:
    """An exception over a plan or sources, in one line: its kind and place; its message may hold a value."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    place = f" at {Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last is not None else ""
    return f"{type(error).__name__}{place}"


def _load() -> None:
    package = (__package__ or "").rpartition(".")[0]
    for check in CHECKS:
        if check.rule is None:
            continue
        try:
            RULES[check.id] = importlib.import_module(f"{package}.rules.{check.rule}").judge
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one rule must not silence the others
            BROKEN[check.id] = f"its rule could not be loaded ({crash_text(error)})"


_load()
