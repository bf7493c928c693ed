"""The judgement of each plan file of a scan, made once however many rows and checks ask."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Optional, Tuple, Union

from ..facts.check_catalogue import ANALYSIS_FAILED
from ..judging.plan_judging import Judgement, judge_plan
from ..judging.rule_loading import crash_text
from ..judging.scan_settings import SettingError
from ..plan.json_shape import PlanError

_lock = threading.Lock()
_judged: Dict[Tuple[str, int, int], JudgedPlan] = {}


@dataclass(frozen=True)
class JudgedPlan:
    """A judgement, or why there is none."""

    judgement: Optional[Judgement]
    failure: str = ""

    def failure_of(self, check_id: str) -> str:
        """What went wrong inside one check, or inside any for 002; "" where nothing did."""
        if self.judgement is None:
            return self.failure
        crashes = self.judgement.crashes
        if check_id == ANALYSIS_FAILED:
            return "; ".join(f"{crashed}: {why}" for crashed, why in crashes.items())
        return crashes.get(check_id, "")

    def verdict_on(self, check_id: str, address: str) -> Union[str, bool]:
        """The message of a failure, True for a pass, False where there is no row."""
        if self.judgement is None:
            return self.failure
        key = (check_id, address)
        return self.judgement.failures.get(key) or key in self.judgement.passes


def judged_plan(path: Path) -> JudgedPlan:
    """The judgement of the plan at `path`, as its content is now. Safe to call from several threads."""
    with _lock:
        try:
            stat = path.stat()
            key = (str(path), stat.st_mtime_ns, stat.st_size)
            if key not in _judged:
                _judged[key] = _judge(path)
            return _judged[key]
        except OSError as error:
            return JudgedPlan(None, f"{path}: cannot be opened ({error.strerror})")


def _judge(path: Path) -> JudgedPlan:
    try:
        return JudgedPlan(judge_plan(path))
    except (PlanError, SettingError) as error:
        return JudgedPlan(None, str(error))
    except Exception as error:  # noqa: BLE001 - Checkov would drop it without a word, so it becomes a row
        return JudgedPlan(None, f"the plan could not be analysed ({crash_text(error)})")
