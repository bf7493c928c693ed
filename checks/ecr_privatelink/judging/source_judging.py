"""From sources, with a plan or without one, to verdicts by check and address."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from ..drafting.drafted_plan import draft_plan
from ..network.network_building import build_network
from ..network.network_model import Network
from ..plan.plan_index import Plan
from ..source.source_text import SourceError
from ..source.source_tree import SourceTree
from ..wiring.plan_wiring import Wiring
from ..wiring.source_answers import SourceAnswers
from ..wiring.source_modules import SourceModules
from ..wiring.source_values import SourceValues
from .collector_pause import collector_paused
from .open_remedies import PLAN_AND_SOURCES, SOURCES_ALONE, Judged
from .plan_judging import Judgement, judge_network, plan_at
from .scan_settings import SOURCE_VARIABLE, SettingError, counts_every_vpc, sources_named


def source_tree(plan: Path, source: Optional[Path] = None) -> Optional[SourceTree]:
    """The sources of a plan: in `source`, else where `CKV_ECRPL_SOURCE` says, else beside the plan if there are any.

    Raises:
        SettingError: the folder that is asked for has no sources.
    """
    named = sources_named(source)
    if named is None:
        return SourceTree.find(plan.parent)
    try:
        return SourceTree(Path(named))
    except SourceError as error:
        asked = "--source" if source is not None else SOURCE_VARIABLE
        raise SettingError(f"{asked}: {error}") from error


def judge_plan_and_sources(path: Path, source: Optional[Path], *, every_vpc: bool) -> Judgement:
    """Judge a plan, with what its sources say; see `judge_plan`."""
    tree = source_tree(path, source)
    plan = plan_at(path)
    if tree is None:
        return judge_network(build_network(Wiring(plan), every_vpc=every_vpc))
    return _judged(plan, SourceValues(plan, SourceModules(plan, tree)), PLAN_AND_SOURCES, every_vpc=every_vpc)


@collector_paused()
def judge_sources(folder: Path) -> Judgement:
    """Judge the sources of the root module in a folder by every check, without a plan.

    Raises:
        SourceError: no sources are there.
        SettingError: the environment asks for something that does not exist.
    """
    every_vpc = counts_every_vpc()
    tree = SourceTree(folder)
    draft = draft_plan(tree)
    judgement = _judged(draft.plan, draft.sources, SOURCES_ALONE, every_vpc=every_vpc)
    return judgement._replace(unread=draft.unread)


def _judged(plan: Plan, sources: SourceValues, judged: Judged, *, every_vpc: bool) -> Judgement:
    network = _network(plan, sources, every_vpc=every_vpc)
    return judge_network(network, judged, tuple(sources.unusable))


def _network(plan: Plan, sources: SourceValues, *, every_vpc: bool) -> Network:
    """The network; built again when a module's sources turn out not to fit after they have been used."""
    while True:
        dropped = sources.dropped
        network = build_network(Wiring(plan, SourceAnswers(sources)), every_vpc=every_vpc)
        if sources.dropped == dropped:
            return network
