"""The judgement of each plan file, and of each root module's sources, made once however many rows and checks ask."""

from __future__ import annotations

import threading
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Callable, DefaultDict, Dict, Hashable, Mapping, Optional, Set, Union

from ..facts.check_catalogue import ANALYSIS_FAILED
from ..judging.plan_judging import Judgement, judge_plan
from ..judging.rule_loading import crash_place
from ..judging.scan_settings import SettingError
from ..plan.json_shape import PlanError
from ..plan.plan_address import without_keys
from ..source.source_text import SourceError

_lock = threading.Lock()
_judged: Dict[Hashable, JudgedPlan] = {}


@dataclass(frozen=True)
class JudgedPlan:
    """A judgement, or why there is none."""

    judgement: Optional[Judgement]
    failure: str = ""
    of_sources: bool = False

    def failure_of(self, check_id: str) -> str:
        """What went wrong inside one check, or inside any for 002; "" where nothing did."""
        if self.judgement is None:
            return self.failure
        crashes = self.judgement.crashes
        if check_id == ANALYSIS_FAILED:
            told = [f"{crashed}: {why}" for crashed, why in crashes.items()]
            return "; ".join([*told, *self.judgement.unread])
        return crashes.get(check_id, "")

    def verdict_on(self, check_id: str, address: str) -> Union[str, bool]:
        """The message of a failure, True for a pass, False where there is no row.

        Checkov does not expand every block of sources: a row without keys is of all instances
        of its block, and an instance may be told by the one that stands for all.
        """
        if self.judgement is None:
            return self.failure
        found = self.judgement.verdict_on(check_id, address)
        if found or not self.of_sources:
            return found
        alike = self._of_block.get(without_keys(address), ())
        if address in alike:
            return False
        verdicts = [self.judgement.verdict_on(check_id, other) for other in alike]
        told = {verdict for verdict in verdicts if isinstance(verdict, str)}
        return " ".join(sorted(told)) or any(verdicts)

    @cached_property
    def _of_block(self) -> Mapping[str, Set[str]]:
        """The addresses that a verdict is on, by the address of their block."""
        found: DefaultDict[str, Set[str]] = defaultdict(set)
        for address in self.judgement.addresses if self.judgement else ():
            found[without_keys(address)].add(address)
        return found


def judged_plan(path: Path) -> JudgedPlan:
    """The judgement of the plan at `path`, as its content is now. Safe to call from several threads."""
    return _once(path, lambda: judge_plan(path), of_sources=False)


def judged_sources(folder: Path) -> JudgedPlan:
    """The judgement of the root module in a folder, by its sources alone. Safe to call from several threads."""
    from ..judging.source_judging import judge_sources  # noqa: PLC0415 - a scan of plans alone does without

    return _once(folder, lambda: judge_sources(folder), of_sources=True)


def _once(path: Path, judge: Callable[[], Judgement], *, of_sources: bool) -> JudgedPlan:
    with _lock:
        try:
            stat = path.stat()
            key = (str(path), stat.st_mtime_ns, stat.st_size)
            if key not in _judged:
                _judged[key] = _judge(judge, of_sources=of_sources)
            return _judged[key]
        except OSError as error:
            return JudgedPlan(None, f"{path}: cannot be opened ({error.strerror})")


def _judge(judge: Callable[[], Judgement], *, of_sources: bool) -> JudgedPlan:
    try:
        return JudgedPlan(judge(), of_sources=of_sources)
    except (PlanError, SettingError, SourceError) as error:
        return JudgedPlan(None, str(error))
    except Exception as error:  # noqa: BLE001 - Checkov would drop it without a word, so it becomes a row
        return JudgedPlan(None, f"it could not be analysed ({crash_place(error)})")
