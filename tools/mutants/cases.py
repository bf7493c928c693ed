"""The kept cases that mutants are made from: plan, sources, blocks, and what the rule book says of them."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ecr_privatelink.judging.plan_judging import Judgement, judge_network
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.plan.plan_address import InstanceKey
from ecr_privatelink.plan.plan_file import read_plan
from ecr_privatelink.plan.plan_index import Plan
from ecr_privatelink.source.block_splitting import BlockText
from ecr_privatelink.source.source_tree import SourceTree
from ecr_privatelink.wiring.plan_wiring import Wiring
from ecr_privatelink.wiring.source_answers import SourceAnswers
from ecr_privatelink.wiring.source_modules import SourceModules
from ecr_privatelink.wiring.source_values import SourceValues

from .edits import Block, Calls
from .model_reading import read_model
from .plan_editing import calls_of, planned_modules
from .spec_model import Model

_ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, eq=False)
class Case:
    """One kept configuration with its plan."""

    folder: Path

    @property
    def name(self) -> str:
        """Its folder within the repository."""
        return str(self.folder.relative_to(_ROOT))

    @cached_property
    def plan_text(self) -> str:
        """The plan."""
        return (self.folder / "plan.json").read_text(encoding="utf-8")

    @cached_property
    def texts(self) -> Mapping[Path, str]:
        """The files of the native syntax, by path within the folder; none where others may change what they say."""
        found = [
            path for path in sorted(self.folder.rglob("*.tf*")) if path.is_file() and not _apart(path, self.folder)
        ]
        if any(path.name.endswith("override.tf") or ".tf.json" in path.name for path in found):
            return {}
        texts = {path.relative_to(self.folder): path.read_bytes().decode() for path in found if path.suffix == ".tf"}
        return texts if not any("../examples" in text or "\r" in text for text in texts.values()) else {}

    @property
    def forgets(self) -> bool:
        """Its sources take something out of the state and leave it as it is, of which they do not tell what it was."""
        return any(re.search(r"^removed \{", text, re.MULTILINE) for text in self.texts.values())

    @cached_property
    def _tree(self) -> SourceTree:
        return SourceTree(self.folder)

    @cached_property
    def _wiring(self) -> Wiring:
        plan = Plan(read_plan(self.folder / "plan.json"))
        return Wiring(plan, SourceAnswers(SourceValues(plan, SourceModules(plan, self._tree))))

    @cached_property
    def judgement(self) -> Judgement:
        """What the engine says of the case as it is, with its sources."""
        return judge_network(build_network(self._wiring))

    @cached_property
    def model(self) -> Model:
        """The facts of the case as it is."""
        return read_model(self.judgement.network, self._wiring)

    @cached_property
    def _instances(self) -> Mapping[tuple[Calls, str, str], list[tuple[str, InstanceKey, Mapping[str, Any]]]]:
        found: dict[tuple[Calls, str, str], list[tuple[str, InstanceKey, Mapping[str, Any]]]] = {}
        plan = read_plan(self.folder / "plan.json")
        for module in planned_modules(plan["planned_values"]["root_module"]):
            for entry in module.get("resources", ()):
                if entry["mode"] == "managed" and "values" in entry:
                    block = (calls_of(module), entry["type"], entry["name"])
                    found.setdefault(block, []).append((entry["address"], entry.get("index"), entry["values"]))
        return found

    @cached_property
    def existing(self) -> frozenset[str]:
        """The addresses of what is there before the plan is carried out."""
        changes = json.loads(self.plan_text)["resource_changes"]
        return frozenset(change["address"] for change in changes if change["change"]["actions"] != ["create"])

    @cached_property
    def blocks(self) -> list[Block]:
        """The resource blocks that have instances; one for all calls that share its folder."""
        together: dict[tuple[Path, str, str], list[Calls]] = {}
        for calls, type_name, name in self._instances:
            folder = self.folder_of(calls)
            together.setdefault((folder, type_name, name), []).append(calls)
        for calls, config in _configured(json.loads(self.plan_text)["configuration"]["root_module"], ()):
            for entry in config.get("resources", ()):
                block = (self.folder_of(calls), entry["type"], entry["name"])
                if entry["mode"] == "managed" and block in together and calls not in together[block]:
                    together[block].append(calls)  # without an instance under this call
        return [Block(*block, tuple(calls)) for block, calls in together.items()]

    def blocks_of(self, *types: str) -> Iterator[Block]:
        """The blocks of these types."""
        return (block for block in self.blocks if block.type in types)

    def instances(self, block: Block, key: InstanceKey = None) -> list[tuple[str, InstanceKey, Mapping[str, Any]]]:
        """Address, key and planned values of a block's instances, or of those with the key."""
        found = (self._instances.get((calls, block.type, block.name), ()) for calls in block.calls)
        every = [instance for instances in found for instance in instances]
        return [instance for instance in every if key is None or instance[1] == key]

    def addresses(self, block: Block, key: InstanceKey = None) -> list[str]:
        """The addresses of a block's instances, or of those with the key."""
        return [address for address, _, _ in self.instances(block, key)]

    def keys(self, block: Block) -> list[InstanceKey]:
        """None for the whole block, then each key where there are several."""
        keys = list(dict.fromkeys(key for _, key, _ in self.instances(block)))
        return [None, *keys] if len(keys) > 1 else [None]

    def folder_of(self, calls: Calls) -> Path:
        """The folder of the module that these calls lead to."""
        return self._tree.child(calls).folder.resolve().relative_to(self.folder.resolve())

    def folder_called(self, folder: Path, text: str, call: BlockText) -> Path | None:
        """The folder that a module block calls, from the folder that it stands in; None where that is not plain."""
        source = re.search(r'\bsource\s*=\s*"(\.[^"]*)"', text[call.start : call.end])
        return Path(os.path.normpath(folder / source[1])) if source else None

    def is_referred_to(self, block: Block) -> bool:
        """Whether the module's expressions name the block."""
        name = re.compile(rf"\b{block.type}\.{re.escape(block.name)}\b")
        here = {path: text for path, text in self.texts.items() if path.parent == block.folder}
        return any(name.search(text) for text in here.values())


def _configured(config: Mapping[str, Any], calls: Calls) -> Iterator[tuple[Calls, Mapping[str, Any]]]:
    """A module of the configuration, and all that it calls."""
    yield calls, config
    for name, call in config.get("module_calls", {}).items():
        yield from _configured(call["module"], (*calls, name))


def _apart(path: Path, folder: Path) -> bool:
    parts = path.relative_to(folder).parts
    return parts[0] in ("seed", "before") or ".terraform" in parts


def kept_cases() -> list[Case]:
    """The clean examples and all kept plans, each configuration once."""
    folders = [*_ROOT.glob("examples/*/good"), _ROOT / "examples/article"]
    folders += [path.parent for path in _ROOT.glob("tests/plans/**/plan.json")]
    once: dict[str, Case] = {}
    for folder in sorted(folders):
        if (folder / "plan.json").is_file() and (folder / "main.tf").is_file():
            digest = hashlib.sha256((folder / "plan.json").read_bytes()).hexdigest()
            once.setdefault(digest, Case(folder))
    return list(once.values())
