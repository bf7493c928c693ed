"""Our checks as Checkov's: a row's verdict is looked up by its plan and its address."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any, Dict, List

from checkov.common.models.enums import CheckCategories, CheckResult
from checkov.terraform.checks.provider.base_check import BaseProviderCheck
from checkov.terraform.checks.provider.registry import provider_registry
from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck
from checkov.terraform.checks.resource.registry import resource_registry

from ..facts.check_catalogue import ANALYSIS_FAILED, CHECKS, Check, check_by_id
from ..judging.rule_loading import crash_place
from ..plan.printable_text import printable
from .graph_memory import memory_of
from .judged_plans import JudgedPlan, judged_plan, judged_sources
from .plan_location import PlanNotFoundError, address_of, plan_path
from .source_location import SourceNotFoundError, root_folders


class _PerThread:
    """An attribute that each thread has for itself.

    On macOS and Windows Checkov runs its runners as threads that share the check objects,
    and reads these attributes after the check has run.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name
        self._first = f"_first_{name}"

    def __get__(self, check: Any, owner: type) -> Any:
        if check is None:
            return self
        own = _own_of(check)
        return own[self._name] if self._name in own else check.__dict__.get(self._first)

    def __set__(self, check: Any, value: Any) -> None:
        if self._first not in check.__dict__:
            check.__dict__[self._first] = value
        _own_of(check)[self._name] = value


def _own_of(check: Any) -> Dict[str, Any]:
    """What the current thread has of a check; asked several times a row."""
    local = check.__dict__.get("_of_thread") or check.__dict__.setdefault("_of_thread", threading.local())
    own: Dict[str, Any] = local.__dict__
    return own


class _Judged:
    """What the resource and the provider door have in common."""

    name = _PerThread()
    details = _PerThread()
    evaluated_keys = _PerThread()
    entity_path = _PerThread()
    entity_type = _PerThread()
    graph = _PerThread()

    def __init__(self, check: Check) -> None:
        self._check = check

    def _verdict(self, conf: Dict[str, List[Any]]) -> CheckResult:
        """The row's verdict; an undecided or unjudged one is no row at all, and 001 tells of it."""
        self.name = self._check.title
        try:
            entity_path, memory = str(self.entity_path), memory_of(self.graph)
            path = plan_path(conf, memory, entity_path)
            if path is not None:
                if path not in memory.judged:
                    memory.judged[path] = judged_plan(Path(path))
                return self._of(address_of(conf) or "", memory.judged[path])
            roots = root_folders(conf, memory, entity_path)
            return self._of(address_of(conf) or "", *(judged_sources(root) for root in roots))
        except SourceNotFoundError as error:  # told once a row, by the check that is never soft
            return self._failed(str(error)) if self._check.id == ANALYSIS_FAILED else CheckResult.UNKNOWN
        except PlanNotFoundError as error:
            return self._failed(str(error))
        except Exception as error:  # noqa: BLE001 - Checkov would drop it without a word
            return self._failed(crash_place(error))

    def _of(self, address: str, *judged: JudgedPlan) -> CheckResult:
        """The verdict on an address in a plan, or in the root modules that have it."""
        if not judged:
            return CheckResult.UNKNOWN
        failures = [one.failure_of(self._check.id) for one in judged]
        if self._check.id == ANALYSIS_FAILED:
            failures.append(_not_registered())
        found = [one.verdict_on(self._check.id, address) for one in judged] if not any(failures) else []
        told = list(
            dict.fromkeys(filter(None, [*failures, *(verdict for verdict in found if isinstance(verdict, str))]))
        )
        if told:
            return self._failed(" ".join(told))
        passed = True in found or self._check.id == ANALYSIS_FAILED
        return CheckResult.PASSED if passed else CheckResult.UNKNOWN

    def _failed(self, message: str) -> CheckResult:
        """The sentence goes into the name: it is the one text that every output of Checkov shows."""
        self.name = f"{self._check.title}: {printable(message)}"
        return CheckResult.FAILED


class ResourceRow(_Judged, BaseResourceCheck):  # type: ignore[misc]
    """A check on resources of a plan or of sources."""

    def __init__(self, check: Check) -> None:
        _Judged.__init__(self, check)
        BaseResourceCheck.__init__(
            self, check.title, check.id, [CheckCategories.NETWORKING], list(check.rows), check.guideline
        )

    def scan_resource_conf(self, conf: Dict[str, List[Any]]) -> CheckResult:
        """The verdict on one resource."""
        return self._verdict(conf)


class ProviderRow(_Judged, BaseProviderCheck):  # type: ignore[misc]
    """A check on the provider block, which a plan has whatever else it holds."""

    def __init__(self, check: Check) -> None:
        _Judged.__init__(self, check)
        BaseProviderCheck.__init__(self, check.title, check.id, [CheckCategories.NETWORKING], ["aws"], check.guideline)

    def scan_provider_conf(self, conf: Dict[str, List[Any]]) -> CheckResult:
        """The verdict on the provider block's plan or root module."""
        return self._verdict(conf)


def register(check_id: str) -> None:
    """Register a check of the catalogue with Checkov."""
    _keep_graphs_apart()
    ResourceRow(check_by_id(check_id))
    if check_id == ANALYSIS_FAILED:
        ProviderRow(check_by_id(check_id))


def _keep_graphs_apart() -> None:
    """Give each thread a graph of its own in the registries, from which a check takes it.

    The runners of sources and of plans share the registries; as threads, each would hand its
    graph to the rows of the other.
    """
    for kind in {type(resource_registry), type(provider_registry)}:
        if not isinstance(vars(kind).get("graph"), _PerThread):
            kind.graph = _PerThread()
            kind.graph.__set_name__(kind, "graph")


def _not_registered() -> str:
    """Which checks of the catalogue Checkov has not got, in a sentence; "" where none is missing."""
    missing = [
        check.id
        for check in CHECKS
        if check.id not in {registered.id for registered in resource_registry.checks.get(check.rows[0], ())}
    ]
    return f"{', '.join(missing)} did not load: the file in the checks folder is missing or broken" if missing else ""
