"""The sources of each module of a plan, as far as they fit the plan."""

from __future__ import annotations

from typing import Dict, Optional, Sequence, Tuple, Union

from ..evaluation.symbolic_values import Unsettled
from ..plan.open_reasons import SOURCES_NOT_USED
from ..plan.plan_address import ModulePath, ModuleStep
from ..plan.plan_index import Plan
from ..source.module_sources import ModuleSource
from ..source.source_text import SourceError
from ..source.source_tree import SourceTree
from .source_fit import misfit_of_module

_CallNames = Tuple[str, ...]
"""The module calls from the root to a module: its instances share their sources."""


class SourceModules:
    """Which modules have sources that can be used, and why others have not.

    Args:
        drafted: the plan was drafted from these very sources, so that they fit it.

    Attributes:
        drafted: as the argument.
        dropped: how many modules' sources were used until a misfit showed.
    """

    def __init__(self, plan: Plan, tree: SourceTree, *, drafted: bool = False) -> None:
        self._plan = plan
        self._tree = tree
        self.drafted = drafted
        self._sources: Dict[_CallNames, ModuleSource] = {}
        self._unusable: Dict[_CallNames, str] = {}
        self.dropped = 0

    def source_of(self, module: ModulePath) -> Optional[ModuleSource]:
        """The sources of a module, None where they cannot be used."""
        calls = _calls(module)
        if calls not in self._unusable and calls not in self._sources:
            self._open(calls)
        return None if calls in self._unusable else self._sources[calls]

    def why_unusable(self, module: ModulePath) -> str:
        """Why the sources of a module are not used, as part of a sentence; "" where they are."""
        if self.source_of(module) is not None:
            return ""
        calls = _calls(module)
        return _not_used(calls, self._unusable[calls])

    @property
    def unusable(self) -> Sequence[str]:
        """Why sources that were wanted are not used, a sentence each."""
        return [_not_used(calls, reason) for calls, reason in self._unusable.items()]

    def drop(self, module: ModulePath, reason: str) -> None:
        """Use a module's sources no more."""
        self._unusable[_calls(module)] = reason
        self.dropped += 1

    def folder_of(self, module: ModulePath) -> str:
        """What `path.module` is in a module."""
        return self._tree.module_folder_text(_calls(module))

    def file_text(self, path: str) -> Union[str, Unsettled]:
        """What `file` gives for a path; a file that is not at hand may have been there when the plan was made."""
        try:
            return self._tree.data_text(path)
        except SourceError as error:
            return Unsettled(f"file() does not read it: {error}")

    def _open(self, calls: _CallNames) -> None:
        config = self._plan.config_of(tuple(ModuleStep(name, None) for name in calls))
        try:
            source = self._tree.child(calls) if calls else self._tree.root
        except SourceError as error:
            self._unusable[calls] = str(error)
            return
        misfit = misfit_of_module(config, source) if config else "it is not in the plan's configuration"
        if misfit and not self.drafted:
            self._unusable[calls] = misfit
        else:
            self._sources[calls] = source


def _not_used(calls: _CallNames, reason: str) -> str:
    place = "".join(f".module.{name}" for name in calls).lstrip(".") or "the root module"
    return f"the sources of {place} {SOURCES_NOT_USED}: {reason}"


def _calls(module: ModulePath) -> _CallNames:
    return tuple(step.name for step in module)
