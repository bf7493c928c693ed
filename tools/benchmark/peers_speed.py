"""Other tools on three of our questions: private DNS, groups with port 443 alone, missing endpoints.

Their policies are in ``peers/``; ``peers/README.md`` tells where each tool has to be.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

from benchmark.alone_speed import explain
from benchmark.checkov_speed import checkov
from benchmark.measured_tables import Table
from benchmark.plan_folder import PlanFolder
from benchmark.process_costs import Command, Cost, cpus, in_turns, output_of, peaks, ratios, spread
from benchmark.stack_plans import minified, stacks_for
from benchmark.stack_sources import LAYOUTS
from terraform_plans import PLAN_NAME, read_plan

QUESTIONS = ("private_dns", "groups", "missing")

_POLICIES = Path(__file__).parent / "peers"
_LARGE = 10_000
_US = "explain"
_PACKAGES = {
    "regorus": "opa-eval",
    "OPA": "opa-golib-python-bindings",
    "c7n-left": "c7n-left",
    "terraform-compliance": "terraform-compliance",
}
_PLANTED = {"private_dns": 1, "groups": 1, "missing": 2}

Answers = Mapping[str, int]


@dataclass(frozen=True)
class Tool:
    """A tool with its policies.

    Attributes:
        scan: the command that puts a plan, or the sources of the same name beside it, to the questions.
        read: how many faults its output tells, by question; one that it cannot be asked is left out.
        slow: minutes on 10,000 resources.
    """

    scan: Callable[[Path], Command]
    read: Callable[[str], Answers]
    slow: bool = False


def measure_peers(plans: PlanFolder, peers: Path, sizes: list[int], turns: int) -> list[Table]:
    """Put the questions to every tool in the folder; what each costs over `explain`, and what it finds."""
    tools = _tools(peers)
    wired = {f"{layout} {sizes[0]:,}": _small(plans, layout, sizes[0]) for layout in LAYOUTS}
    found = _found(tools, {**wired, "through modules": _through_modules(plans.folder)})  # and compiles all that runs
    wide = {size: _costs(tools, plans.plan("flat", size, sources=True), size, turns) for size in sizes}
    costs = Table("Peers: CPU over that of `explain`, and memory", ("tool", *(f"flat {size:,}" for size in sizes)))
    for name in tools:
        costs.add(name, *(_cell(name, wide[size][name]) for size in sizes))
    return [costs, found]


def _small(plans: PlanFolder, layout: str, size: int) -> Path:
    """A plan with one faulty stack."""
    return plans.plan(layout, size, break_every=stacks_for(size), sources=True)


def _through_modules(folder: Path) -> Path:
    """The plan in which VPCs and endpoints are wired through modules, on one line, beside its sources.

    terraform-compliance takes no other plan than one on a line.
    """
    case = _POLICIES / "through_modules"
    plan = folder / f"{case.name}.json"
    shutil.copytree(case, plan.with_suffix(""), ignore=shutil.ignore_patterns(PLAN_NAME), dirs_exist_ok=True)
    plan.write_text(minified(read_plan(case)), encoding="utf-8")
    return plan


def _found(tools: Mapping[str, Tool], plans: Mapping[str, Path]) -> Table:
    """How many faults each tool finds, by question; "-" where it cannot be asked."""
    table = Table("Peers: faults found (private DNS, groups, missing endpoints)", ("tool", *plans))
    table.add("planted", *[_shown(_PLANTED)] * len(plans))
    for name, tool in tools.items():
        answers = [tool.read(output_of(tool.scan(plan))) for plan in plans.values()]
        table.add(name, *(_shown(answer) for answer in answers))
        if name == _US and any(answer != _PLANTED for answer in answers):
            table.missed.append(f"{table.title}: not all that are planted, or more")
    return table


def _shown(answers: Answers) -> str:
    return ", ".join(str(answers.get(question, "-")) for question in QUESTIONS)


def _costs(tools: Mapping[str, Tool], plan: Path, size: int, turns: int) -> dict[str, dict[str, list[Cost]]]:
    """By tool, its costs and ours in the same turns."""
    quick = {name: tool.scan(plan) for name, tool in tools.items() if not (tool.slow and size >= _LARGE)}
    slow = {name: tool.scan(plan) for name, tool in tools.items() if name not in quick}
    measured = {}
    for commands, count in ((quick, turns), ({_US: tools[_US].scan(plan), **slow} if slow else {}, 1)):
        costs = in_turns(commands, count)
        measured.update({name: {_US: costs[_US], name: costs[name]} for name in costs if name not in measured})
    return measured


def _cell(name: str, costs: Mapping[str, list[Cost]]) -> str:
    own, ours = costs[name], costs[_US]
    cpu = f"{spread(cpus(own)).median:.2f} s" if name == _US else str(ratios(cpus(own), cpus(ours)))
    return f"{cpu}, {spread(peaks(own)).median:,.0f} MiB, n={len(own)}"


def _tools(peers: Path) -> dict[str, Tool]:
    """The tools that are there, ours first."""
    rego = _POLICIES / "rego"
    opa = Command([sys.executable, rego / "by_opa.py"], {"PYTHONPATH": str(peers / "opa")})
    tools = {
        _US: Tool(explain, _of_explain),
        "regorus": Tool(_with_plan(Command([peers / "opa-eval/bin/python", rego / "by_regorus.py"])), json.loads),
        "OPA": Tool(_with_plan(opa), json.loads),
        "c7n-left": Tool(lambda plan: _c7n_left(peers, plan), _of_c7n_left, slow=True),
        "terraform-compliance": Tool(lambda plan: _terraform_compliance(peers, plan), _of_compliance, slow=True),
        "Checkov YAML": Tool(_checkov_yaml, _of_checkov, slow=True),
    }
    labels = {name: _label(peers, name, package) for name, package in _PACKAGES.items()}
    return {labels.get(name, name): tool for name, tool in tools.items() if labels.get(name, name)}


def _label(peers: Path, name: str, package: str) -> str:
    """The tool's name and the version that is in the folder; "" for none."""
    metadata = next(peers.glob(f"*/**/{package.replace('-', '_')}-*.dist-info"), None)
    if metadata is None:
        return ""
    version = metadata.stem.split("-")[1]
    return f"{name} {version}" if name == package else f"{name} ({package} {version})"


def _with_plan(command: Command) -> Callable[[Path], Command]:
    return lambda plan: Command([*command.arguments, plan], command.environment, command.codes)


def _c7n_left(peers: Path, plan: Path) -> Command:
    options = ["run", "-p", _POLICIES / "c7n-left", "-d", plan.with_suffix(""), "-o", "json"]
    return Command([peers / "c7n-left/bin/c7n-left", *options], codes=(0, 1))


def _terraform_compliance(peers: Path, plan: Path) -> Command:
    options = ["--no-failure", "-f", _POLICIES / "terraform-compliance", "-p", plan.resolve()]
    return Command([peers / "terraform-compliance/bin/terraform-compliance", *options])


def _checkov_yaml(plan: Path) -> Command:
    policies = _POLICIES / "checkov"
    ids = ["--check", "CKV2_PEER_1,CKV2_PEER_2"]
    return checkov(plan, "--framework", "terraform_plan", "--external-checks-dir", policies, *ids, "-o", "json")


def _counted(found: list[str], questions: Mapping[str, str]) -> Answers:
    """How often each question is among what was found, by what stands for it there."""
    asked = dict.fromkeys(questions.values(), 0)
    for name in found:
        if name in questions:
            asked[questions[name]] += 1
    return asked


def _of_explain(output: str) -> Answers:
    checks = {"201": "private_dns", "401": "groups", "102": "missing", "103": "missing"}
    return _counted(re.findall(r"^  CKV_ECRPL_(\d+)  ", output, re.MULTILINE), checks)


def _of_c7n_left(output: str) -> Answers:
    policies = {
        "private-dns": "private_dns",
        "groups": "groups",
        "missing-ecr-api": "missing",
        "missing-logs": "missing",
    }
    results: list[dict[str, Any]] = json.loads(output)["results"]
    return _counted([result["policy"]["name"] for result in results], policies)


def _of_compliance(output: str) -> Answers:
    failures = re.findall(r"(private_dns_enabled|from_port) property in ", output)
    return _counted(failures, {"private_dns_enabled": "private_dns", "from_port": "groups"})


def _of_checkov(output: str) -> Answers:
    failed: list[dict[str, Any]] = json.loads(output)["results"]["failed_checks"]
    return _counted([row["check_id"] for row in failed], {"CKV2_PEER_1": "private_dns", "CKV2_PEER_2": "groups"})
