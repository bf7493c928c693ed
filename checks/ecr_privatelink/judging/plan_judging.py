"""From a plan file to verdicts by check and address."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import DefaultDict, Dict, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Set, Tuple, Union

from ..facts.check_catalogue import UNDECIDED
from ..network.network_building import build_network
from ..network.network_model import Network
from ..plan.json_shape import PlanError
from ..plan.plan_address import natural_order
from ..plan.plan_file import read_plan
from ..plan.plan_index import Plan
from ..plan.printable_text import printable
from ..rules.rule_verdicts import Failed, Passed, Verdict
from ..wiring.plan_wiring import Wiring
from .collector_pause import collector_paused
from .open_remedies import PLAN_ALONE, Judged
from .rule_loading import BROKEN, RULES, crash_place
from .scan_settings import counts_every_vpc, has_sources


class Finding(NamedTuple):
    """One FAILED row."""

    check: str
    resource: str
    message: str


class Judgement(NamedTuple):
    """All verdicts on one plan.

    Attributes:
        failures: messages by check id and address.
        passes: what is proven to be right, by check id and address.
        crashes: what went wrong inside a check, by its id.
        sources_not_used: why sources that were wanted are not used, a sentence each.
        unread: of sources that are judged alone, what could not be read, a sentence each.
    """

    network: Network
    failures: Mapping[Tuple[str, str], str]
    passes: Set[Tuple[str, str]]
    crashes: Mapping[str, str]
    sources_not_used: Tuple[str, ...] = ()
    unread: Tuple[str, ...] = ()

    @property
    def addresses(self) -> Set[str]:
        """Every address that a verdict is on."""
        return {address for _, address in (*self.failures, *self.passes)}

    def verdict_on(self, check: str, address: str) -> Union[str, bool]:
        """The message of a failure, True for a pass, False where there is neither."""
        row = (check, address)
        return self.failures.get(row) or row in self.passes

    @property
    def findings(self) -> List[Finding]:
        """The FAILED rows, by check and by the natural order of addresses."""
        ordered = sorted(self.failures.items(), key=lambda entry: (entry[0][0], natural_order(entry[0][1])))
        return [Finding(check, resource, message) for (check, resource), message in ordered]


@collector_paused()
def judge_plan(path: Path, source: Optional[Path] = None) -> Judgement:
    """Judge the plan at `path` by every check.

    A check that crashes is told in `crashes`; the others go on.

    Args:
        source: the folder of the root module's sources; None for the one that the environment
            names, or else the plan's own folder, where sources are there.

    Raises:
        PlanError: the file is no plan that can be read.
        SettingError: the environment, or `source`, asks for something that does not exist.
    """
    every_vpc = counts_every_vpc()
    try:
        if has_sources(path, source):
            from .source_judging import judge_plan_and_sources  # noqa: PLC0415 - costs a plan more than its judging

            return judge_plan_and_sources(path, source, every_vpc=every_vpc)
        return judge_network(build_network(Wiring(plan_at(path)), every_vpc=every_vpc))
    except PlanError as error:  # much of a plan is read when it is asked for
        raise PlanError(f"{path}: {error}") from error
    except RecursionError as error:
        raise PlanError(f"{path}: the plan is nested too deeply") from error


def plan_at(path: Path) -> Plan:
    """The plan in a file.

    Raises:
        PlanError: the file is no plan that can be read.
    """
    return Plan(read_plan(path))


def judge_network(network: Network, judged: Judged = PLAN_ALONE, sources_not_used: Tuple[str, ...] = ()) -> Judgement:
    """Judge a network by every check.

    Args:
        judged: what the network was built from.
        sources_not_used: see `Judgement`.
    """
    crashes = dict(BROKEN)
    failures: DefaultDict[Tuple[str, str], List[str]] = defaultdict(list)
    questions: DefaultDict[str, Dict[str, List[str]]] = defaultdict(dict)
    passes: Set[Tuple[str, str]] = set()
    undecided: Set[Tuple[str, str]] = set()
    for check, verdict in _verdicts(network, crashes):
        row = (check, verdict.resource)
        if isinstance(verdict, Failed):
            failures[row].append(verdict.message)
        elif isinstance(verdict, Passed):
            passes.add(row)
        else:
            undecided.add(row)
            questions[verdict.resource].setdefault(verdict.because, []).append(check)
    settled = {resource for _, resource in (*failures, *passes)} - set(questions)
    told = {row: printable(" ".join(dict.fromkeys(messages))) for row, messages in failures.items()}
    told.update(
        {
            (UNDECIDED, resource): printable(_undecided_message(open_, judged, sources_not_used))
            for resource, open_ in questions.items()
        }
    )
    passes -= undecided | set(told)
    passes |= {(UNDECIDED, resource) for resource in settled}
    return Judgement(network, told, passes, crashes, sources_not_used)


def _verdicts(network: Network, crashes: Dict[str, str]) -> Iterator[Tuple[str, Verdict]]:
    """The verdicts of every rule; a crash is told under its check's id, and the other rules go on."""
    for check, judge in RULES.items():
        try:
            for verdict in judge(network):
                yield check, verdict
        except PlanError:  # noqa: PERF203 - a part of the plan was read when it was asked for
            raise
        except Exception as error:  # noqa: BLE001 - the one place where a rule's crash is caught
            crashes[check] = f"it crashed ({crash_place(error)})"


def _undecided_message(questions: Mapping[str, List[str]], judged: Judged, not_used: Sequence[str]) -> str:
    """All questions of a row; a reason of several is told once, and so is why sources are not used, at the end."""
    told = [sentence for sentence in not_used if "".join(questions).count(sentence) > 1]
    asked: DefaultDict[Tuple[str, str], List[str]] = defaultdict(list)
    for because, ids in questions.items():
        question, _, reason = (_without(told, because) if told else because).partition(": ")
        asked[reason, "" if reason else question].append(f"{', '.join(dict.fromkeys(ids))}: {question}")
    parts = [" and ".join(found) + (f": {reason}" if reason else "") for (reason, _), found in asked.items()]
    return f"undecided: {'; '.join([*parts, *told])}; to settle it, {judged.remedies(questions)}"


def _without(sentences: Sequence[str], reason: str) -> str:
    """A reason without these sentences, which end another one, or are one themselves with a trail behind them."""
    for sentence in sentences:
        begin = sentence.partition(": ")[0]
        reason = re.sub(rf"; {re.escape(sentence)}(?! \()", "", reason).replace(sentence, begin)
    return reason
