"""From a plan file to verdicts by check and address."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import DefaultDict, Dict, List, Mapping, Set, Tuple

from ..facts.check_catalogue import CHECKS, UNDECIDED
from ..network.network_building import build_network
from ..network.network_model import Network
from ..plan.json_shape import PlanError
from ..plan.plan_address import natural_order
from ..plan.plan_file import read_plan
from ..plan.plan_index import Plan
from ..rules.rule_verdicts import Failed, Passed, Undecided, reasons
from ..wiring.plan_wiring import Wiring
from .rule_loading import BROKEN, RULES, crash_text
from .scan_settings import counts_every_vpc

_REMEDY = (
    "to settle it, write the reference in the attribute itself, read what is outside with a data source, "
    "or judge the plan that follows the apply"
)


@dataclass(frozen=True)
class Finding:
    """One FAILED row."""

    check: str
    resource: str
    message: str


@dataclass(frozen=True)
class Judgement:
    """All verdicts on one plan.

    Attributes:
        failures: messages by check id and address.
        passes: what is proven to be right, by check id and address.
        crashes: what went wrong inside a check, by its id.
    """

    network: Network
    failures: Mapping[Tuple[str, str], str]
    passes: Set[Tuple[str, str]]
    crashes: Mapping[str, str]

    @property
    def findings(self) -> List[Finding]:
        """The FAILED rows, by check and by the natural order of addresses."""
        ordered = sorted(self.failures.items(), key=lambda entry: (entry[0][0], natural_order(entry[0][1])))
        return [Finding(check, resource, message) for (check, resource), message in ordered]


def judge_plan(path: Path) -> Judgement:
    """Judge the plan at `path` by every check.

    A check that crashes is told in `crashes`; the others go on.

    Raises:
        PlanError: the file is no plan that can be read.
        SettingError: the environment asks for something that does not exist.
    """
    every_vpc = counts_every_vpc()
    raw = read_plan(path)
    try:
        plan = Plan(raw)
    except PlanError as error:
        raise PlanError(f"{path}: {error}") from error
    return judge_network(build_network(Wiring(plan), every_vpc=every_vpc))


def judge_network(network: Network) -> Judgement:
    """Judge a network by every check."""
    failures: DefaultDict[Tuple[str, str], List[str]] = defaultdict(list)
    passes: Set[Tuple[str, str]] = set()
    undecided: DefaultDict[str, Dict[str, List[str]]] = defaultdict(dict)
    crashes = dict(BROKEN)
    for check, judge in RULES.items():
        try:
            for verdict in judge(network):
                if isinstance(verdict, Failed):
                    failures[check, verdict.resource].append(verdict.message)
                elif isinstance(verdict, Passed):
                    passes.add((check, verdict.resource))
                elif isinstance(verdict, Undecided):
                    undecided[verdict.resource].setdefault(verdict.because, []).append(check)
        except Exception as error:  # noqa: BLE001, PERF203 - the one place: a crash is told under the check's id and under 002
            crashes[check] = f"it crashed ({crash_text(error)})"
    told = {key: " ".join(dict.fromkeys(messages)) for key, messages in failures.items()}
    settled = {resource for _, resource in passes} | {resource for _, resource in failures}
    for resource, questions in undecided.items():
        told[UNDECIDED, resource] = _undecided_message(questions)
    passes = {(check, resource) for check, resource in passes if (check, resource) not in told}
    passes |= {(UNDECIDED, resource) for resource in settled - set(undecided)}
    for check, resource in [(check, resource) for check, resource in passes]:
        if check in {id_ for ids in undecided.get(resource, {}).values() for id_ in ids}:
            passes.discard((check, resource))
    return Judgement(network, told, passes, crashes)


def _undecided_message(questions: Mapping[str, List[str]]) -> str:
    parts = [f"{', '.join(dict.fromkeys(ids))}: {because}" for because, ids in questions.items()]
    return f"undecided: {reasons(parts, most=len(parts))}; {_REMEDY}"


ALL_IDS = tuple(check.id for check in CHECKS)
