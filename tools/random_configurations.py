"""Random Terraform configurations: ``python tools/random_configurations.py FOLDER --count N --seed S``.

Writes N cases below the folder, each named by its seed: ``main.tf`` and its modules, with
VPCs, subnets, route tables, security groups, endpoints, associations and ECS services that
are wired by random expressions (see ``random_wiring``).  A seed always gives the same
case, and Terraform accepts nearly all of them; ``wiring_oracle.py`` runs them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

from random_wiring.blocks import (
    write_associations,
    write_gateway,
    write_groups,
    write_interface,
    write_locals,
    write_objects,
    write_service,
    write_subnets,
    write_tables,
    write_ties,
    write_vpcs,
)
from random_wiring.calls import Task, write_module
from random_wiring.instances import KEYS
from random_wiring.modules import Module
from random_wiring.terms import KNOWN, Context, Term, attempt, quoted

_DEEPEST_MODULE = 3


def random_configuration(seed: int) -> dict[str, str]:
    """The files of the random configuration with that seed, by path."""
    random = Random(seed)  # noqa: S311 - it keeps no secret
    root = Module("", Context(random, 1), set())
    _write_root_variables(root)
    _write_tasks(root, _tasks(random))
    files = root.files()
    return {**files, "main.tf": f"# Random configuration of seed {seed}.\n{files['main.tf']}"}


def _tasks(random: Random) -> list[Task]:
    tasks: list[Task] = [write_vpcs]
    network: list[Task] = [write_subnets, write_tables, write_groups]
    network += random.sample(network, random.randint(0, 2))
    random.shuffle(network)
    tasks += [*network, write_locals, write_ties, write_objects]
    wired: list[Task] = [write_interface, write_gateway, write_service]
    more = [write_interface, write_gateway, write_service, write_associations, write_locals, write_objects]
    wired += random.choices(more, k=random.choice([0, 3, 6, 9]))
    random.shuffle(wired)
    return [*tasks, *wired]


def _write_tasks(module: Module, tasks: Sequence[Task]) -> None:
    """Write what the tasks say, here or in modules."""
    waiting = list(tasks)
    while waiting:
        count = module.random.randint(1, min(5, len(waiting)))
        part, waiting = waiting[:count], waiting[count:]
        if module.depth < _DEEPEST_MODULE and module.chance(40):
            write_module(module, part, _write_tasks)
            continue
        for task in part:
            attempt(task, module)


def _write_root_variables(module: Module) -> None:
    """What is known from the start."""
    for flag in (True, False):
        name = f"flag_{len(module.blocks)}"
        module.write(f'variable "{name}"', ["type    = bool", f"default = {str(flag).lower()}"])
        module.context.add(KNOWN, "bool", Term(f"var.{name}", (flag,)))
    names = tuple(module.random.sample(KEYS, module.random.randint(1, 3)))
    type_ = module.random.choice(["list(string)", "any"])
    listed = ", ".join(map(quoted, names))
    module.write('variable "names"', [f"type    = {type_}", f"default = [{listed}]"])
    module.context.add(KNOWN, "names", Term("var.names", (names,)))


def write_case(folder: Path, seed: int) -> Path:
    """Write the random case with that seed below the folder; return its own folder."""
    case = folder / str(seed)
    for name, text in random_configuration(seed).items():
        file = case / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return case


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Write random Terraform configurations.")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    arguments = parser.parse_args()
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        print(write_case(arguments.folder, seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
