"""The house: which room may look into which, and who may know Checkov."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Dict, Iterator, Set

import pytest
from conftest import CHECKS, ROOT

ENGINE = CHECKS / "ecr_privatelink"
MAY_IMPORT: Dict[str, Set[str]] = {
    "facts": set(),
    "plan": set(),
    "source": {"plan"},
    "evaluation": {"facts", "plan", "source"},
    "wiring": {"facts", "plan", "source", "evaluation"},
    "drafting": {"facts", "plan", "source", "evaluation", "wiring"},
    "network": {"facts", "plan", "evaluation", "wiring"},
    "rules": {"facts", "plan", "wiring", "network"},
    "judging": {"facts", "plan", "source", "wiring", "drafting", "network", "rules"},
    "door": {"facts", "plan", "source", "judging"},
    "explain": {"facts", "plan", "source", "wiring", "network", "judging", "door"},
}
"""By room, the rooms it may import; `rules` takes only the order of addresses from `plan`, `network` only symbols
from `evaluation`, `judging` only the finding of sources from `source`."""


def imports_of(file: Path) -> Iterator[str]:
    """The modules that a file imports: `checkov.common.x`, or `..plan.plan_index` with its dots."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


FILES = sorted(ENGINE.glob("*/*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ENGINE)))
def test_a_room_looks_one_way(file: Path) -> None:
    rooms = {name[2:].split(".")[0] for name in imports_of(file) if name.startswith("..")}
    assert rooms <= MAY_IMPORT[file.parent.name]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ENGINE)))
def test_only_the_door_imports_checkov(file: Path) -> None:
    knows = any(name.split(".")[0] == "checkov" for name in imports_of(file))
    assert not knows or file.parent.name == "door"


def test_every_room_is_accounted_for_and_installed() -> None:
    rooms = {folder.name for folder in ENGINE.iterdir() if folder.is_dir() and folder.name != "__pycache__"}
    assert rooms == set(MAY_IMPORT)
    setup = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    for package in ("ecr_privatelink", "ecr_privatelink_checks.ecr_privatelink"):
        assert set(re.findall(rf"^    {package}\.(\w+)$", setup, re.MULTILINE)) == rooms


def test_a_rule_never_sees_json() -> None:
    for file in ENGINE.glob("rules/*.py"):
        names = set(imports_of(file))
        assert not names & {"json", "..plan.json_shape", "..plan.plan_index", "..wiring.plan_wiring"}


def test_nothing_in_the_project_asks_for_python_hcl2() -> None:
    """Its distribution installs over the fork that Checkov brings, and Checkov then no longer starts."""
    wanted = (ROOT / "setup.cfg").read_text(encoding="utf-8").split("install_requires")[1]
    assert "hcl2" not in wanted
