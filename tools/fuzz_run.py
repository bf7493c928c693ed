"""Feeds hostile input to every target: ``python tools/fuzz_run.py [--count N] [--seed N] [TARGET ...]``.

An input that reaches a line of the engine that none before it reached is kept, and later ones are
made out of it.  What ends in anything but the target's own errors is printed, and so is what takes
longer than it may; the exit code is 1 when there was one.  A run from one seed can be repeated.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Set, Tuple

_ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(_ROOT / "checks"))

from fuzz_inputs import READERS, Target, chance, seeded  # noqa: E402 - the engine is not installed
from fuzz_judging import JUDGED  # noqa: E402

TARGETS = {**READERS, **JUDGED}

MOST_SECONDS = 5.0
MOST_MEGABYTES = 1024
_MOST_KEPT = 2_000
_TRACED = 0.25
"""Of each input this share is followed line by line, which takes several times as long."""

_Tracer = Callable[[FrameType, str, Any], Any]


class ReachedLines:
    """The lines of the engine that inputs have reached.

    A function of which every line is reached is no longer followed, so that a run gets faster.
    """

    def __init__(self) -> None:
        self._left: Dict[CodeType, Set[int]] = {}
        self._engine = str(_ROOT / "checks")
        self.count = 0

    def during(self, call: Callable[[], None]) -> None:
        """Follow a call."""
        before = sys.gettrace()
        sys.settrace(self._enter)
        try:
            call()
        finally:
            sys.settrace(before)

    def _enter(self, frame: FrameType, _event: str, _argument: object) -> Optional[_Tracer]:
        code = frame.f_code
        left = self._left.get(code)
        if left is None:
            left = self._left[code] = _lines_of(code) if code.co_filename.startswith(self._engine) else set()
        return self._line if left else None

    def _line(self, frame: FrameType, event: str, _argument: object) -> _Tracer:
        left = self._left[frame.f_code]
        if event == "line" and frame.f_lineno in left:
            left.discard(frame.f_lineno)
            self.count += 1
        return self._line


def _lines_of(code: CodeType) -> Set[int]:
    """The lines of a function, the first of which is its `def`, where no line is reached."""
    return {line for line in _table_of(code) if line != code.co_firstlineno}


def _table_of(code: CodeType) -> Iterator[int]:
    import dis  # noqa: PLC0415 - `co_lines` came with Python 3.10

    return (line for _, line in dis.findlinestarts(code) if line)


class Escape(NamedTuple):
    """An input that a target did not answer as it should."""

    target: str
    given: Any
    fault: str


class Feeder:
    """Feeds one target.

    Attributes:
        slowest: the most seconds of CPU that one input took.
    """

    def __init__(self, name: str, random: Random) -> None:
        self._name = name
        self._target: Target = TARGETS[name]
        self._random = random
        self._reached = ReachedLines()
        self.kept: List[Any] = []
        self.slowest = 0.0

    @property
    def lines(self) -> int:
        """How many lines of the engine were reached."""
        return self._reached.count

    def feed(self, count: int) -> Iterator[Escape]:
        """Feed so many inputs; those that end wrong."""
        for _ in range(count):
            given = self._next()
            start = time.process_time()
            fault = self._fault_of(given)
            took = time.process_time() - start
            self.slowest = max(self.slowest, took)
            if took > MOST_SECONDS:
                fault = fault or "it takes too long"
            if fault:
                yield Escape(self._name, given, fault)

    def _next(self) -> Any:
        if self.kept and chance(self._random, 0.6):
            return self._target.changed(self._random, self._random.choice(self.kept))
        return self._target.fresh(self._random)

    def _fault_of(self, given: Any) -> str:
        before = self.lines
        try:
            if chance(self._random, _TRACED):
                self._reached.during(lambda: self._target.read(given))
            else:
                self._target.read(given)
        except self._target.errors:
            pass
        except Exception as error:  # noqa: BLE001 - whatever escapes is what is looked for
            return f"{type(error).__name__}: {error}"
        finally:
            if self.lines > before and len(self.kept) < _MOST_KEPT:
                self.kept.append(given)
        return ""


def peak_megabytes() -> int:
    """The most memory that the process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def run(name: str, seed: int, count: int) -> Tuple[str, Dict[str, Escape]]:
    """Feed one target; what there is to tell, and an escape of each kind."""
    start = time.process_time()
    feeder = Feeder(name, seeded(f"{name} {seed}"))
    kinds: Dict[str, Escape] = {}
    for escape in feeder.feed(count):
        kinds.setdefault(escape.fault[:80], escape)
    took = time.process_time() - start
    told = (
        f"{name}: {count:,} inputs in {took:.0f} s of CPU ({count / took:,.0f} a second), {feeder.lines:,} lines "
        f"reached, {len(feeder.kept):,} kept, slowest {feeder.slowest:.2f} s, peak {peak_megabytes()} MB, "
        f"{len(kinds)} kinds of escape"
    )
    return told, kinds


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Feed hostile input to every target.")
    parser.add_argument("--count", type=int, default=10_000, help="inputs for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; default: all")
    arguments = parser.parse_args()
    if unknown := set(arguments.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEGABYTES * 2**20, MOST_MEGABYTES * 2**20))
    found = 0
    for name in arguments.targets or TARGETS:
        told, kinds = run(name, arguments.seed, arguments.count)
        print(told, flush=True)
        found += len(kinds)
        for escape in kinds.values():
            print(f"  {escape.fault[:400]}: {json.dumps(escape.given, default=str)[:1000]}", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
