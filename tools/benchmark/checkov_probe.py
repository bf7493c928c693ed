"""Checkov with a stopwatch: ``python checkov_probe.py RESULT PLAN [ARGUMENT ...]``.

Runs Checkov with the arguments, and writes to RESULT, as JSON: ``run``, the CPU seconds of the
plan runner's ``run``; ``own``, those of them that the code of this project takes: loading, ``load``,
and giving verdicts; ``rows``, the same with what Checkov itself does about each of its rows;
``own_opens``, how often these open PLAN, and ``opens``, how often it is opened at all.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, Callable

from checkov.common.checks.base_check_registry import BaseCheckRegistry
from checkov.common.checks_infra.registry import Registry
from checkov.main import Checkov
from checkov.terraform.plan_runner import Runner

_OURS = "CKV_ECRPL_"
_DOOR = "ecr_privatelink.door.checkov_checks"

Call = Callable[..., Any]


class Stopwatch:
    """CPU seconds by name; a call inside another of the same name counts once."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.running: Counter[str] = Counter()

    def on(self, name: str, call: Call, *, counts: Call = lambda *_arguments, **_options: True) -> Call:
        """The call, timed under the name where it counts."""

        @functools.wraps(call)
        def timed(*arguments: Any, **options: Any) -> Any:
            if self.running[name] or not counts(*arguments, **options):
                return call(*arguments, **options)
            self.running[name] += 1
            start = time.process_time()
            try:
                return call(*arguments, **options)
            finally:
                self.seconds[name] = self.seconds.get(name, 0) + time.process_time() - start
                self.running[name] -= 1

        return timed


def main() -> int:
    """Run Checkov; return its exit code."""
    result, plan, *arguments = sys.argv[1:]
    watch = Stopwatch()
    opens: Counter[str] = Counter()
    _count_opens(os.path.realpath(plan), watch, opens)
    for registry in (BaseCheckRegistry, Registry):
        load = watch.on("own", watch.on("load", registry.load_external_checks))
        registry.load_external_checks = watch.on("rows", _then_time_verdicts(load, watch))
    BaseCheckRegistry.run_check = watch.on("rows", BaseCheckRegistry.run_check, counts=_is_ours)
    Runner.run = watch.on("run", Runner.run)
    code = Checkov(arguments).run(banner="")
    Path(result).write_text(json.dumps({"own_opens": 0, **watch.seconds, **opens}), encoding="utf-8")
    return code or 0


def _then_time_verdicts(load: Call, watch: Stopwatch) -> Call:
    """The loading, after which our part in each row is timed."""

    def loaded(*arguments: Any, **options: Any) -> Any:
        load(*arguments, **options)
        door = sys.modules.get(_DOOR)
        if door is not None and not hasattr(door.ResourceRow.scan_resource_conf, "__wrapped__"):
            door.ResourceRow.scan_resource_conf = watch.on("own", door.ResourceRow.scan_resource_conf)
            door.ProviderRow.scan_provider_conf = watch.on("own", door.ProviderRow.scan_provider_conf)

    return loaded


def _is_ours(_registry: object, check: Any, *_arguments: object, **_options: object) -> bool:
    return str(check.id).startswith(_OURS)


def _count_opens(plan: str, watch: Stopwatch, opens: Counter[str]) -> None:
    name = Path(plan).name

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        path = arguments[0] if event == "open" else None  # its name first: this is called thousands of times
        if isinstance(path, (str, os.PathLike)) and str(path).endswith(name) and os.path.realpath(path) == plan:
            opens["opens"] += 1
            opens["own_opens"] += bool(watch.running["own"])

    sys.addaudithook(hook)


if __name__ == "__main__":
    sys.exit(main())
