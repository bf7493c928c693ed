"""What whole processes cost, measured in turns so that a busy machine is unfair to none."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

_MIB = 1024 if sys.platform != "darwin" else 1024 * 1024
"""`ru_maxrss` counts KiB on Linux and bytes on macOS."""

_SPAWNER = Path(__file__).parent / "small_spawner.py"


class CommandError(Exception):
    """A measured command failed; the message is what it said."""


@dataclass(frozen=True)
class Command:
    """A process to measure.

    Attributes:
        arguments: the program and what follows it.
        environment: what is set beside the environment of the benchmark.
        codes: the exit codes that mean it did its work.
    """

    arguments: Sequence[object]
    environment: Mapping[str, str] = field(default_factory=dict)
    codes: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Cost:
    """What one run took: CPU seconds, user and system, with those of its children; peak memory in MiB."""

    cpu: float
    peak: float


@dataclass(frozen=True)
class Spread:
    """The median of some figures, the least and the greatest, and how many they are."""

    median: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.median:.2f}" + (f" ({self.low:.2f} to {self.high:.2f})" if self.count > 1 else "")


def spread(figures: Sequence[float]) -> Spread:
    """The median and the range of the figures."""
    return Spread(statistics.median(figures), min(figures), max(figures), len(figures))


def ratios(over: Sequence[float], under: Sequence[float]) -> Spread:
    """The spread of the ratios of figures measured in the same turn."""
    return spread([one / other for one, other in zip(over, under)])


def cpus(costs: Sequence[Cost]) -> list[float]:
    """The CPU seconds of each run."""
    return [cost.cpu for cost in costs]


def peaks(costs: Sequence[Cost]) -> list[float]:
    """The peak memory of each run, in MiB."""
    return [cost.peak for cost in costs]


def in_turns(commands: Mapping[str, Command], turns: int) -> dict[str, list[Cost]]:
    """Run all commands one after the other, so many times over; the costs by name.

    Raises:
        CommandError: a command did not do its work.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(turns):
        for name, command in commands.items():
            costs[name].append(cost_of(command))
    return costs


def cost_of(command: Command) -> Cost:
    """What one run of the command costs; its output is thrown away.

    Raises:
        CommandError: it did not do its work.
    """
    return _run(command, subprocess.DEVNULL)


def output_of(command: Command) -> str:
    """What the command prints.

    Raises:
        CommandError: it did not do its work.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        _run(command, printed.fileno())
        printed.seek(0)
        return printed.read()


def compiling_environment() -> dict[str, str]:
    """The environment, in which Python keeps what it has compiled, as it has for an installed package."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def _run(command: Command, output: int) -> Cost:
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        spawner = [sys.executable, "-I", "-S", _SPAWNER, told.fileno()]
        subprocess.run(
            [str(argument) for argument in (*spawner, *command.arguments)],
            check=True,
            stdout=output,
            stderr=said,
            env={**compiling_environment(), **command.environment},
            pass_fds=[told.fileno()],
        )
        code, cpu, peak = _text(told).split()
        if int(code) not in command.codes:
            name = Path(str(command.arguments[0])).name
            raise CommandError(f"{name} ended with {code}: {_text(said).strip()[-2000:]}")
    return Cost(float(cpu), int(peak) / _MIB)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")
