"""Plans of any number of stacks, as Terraform would make them of ``stack_sources``.

Terraform made the kept plans, ``stacks/<layout>.json``, of two stacks: a sound and a faulty
one. Each part of a plan that names one of them is repeated for every stack of its kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmark.stack_sources import STACK_RESOURCES, cidr_start, is_faulty, stack_name

Plan = dict[str, Any]

_SOUND = 0
_FAULTY = 1
_LISTS = ("resource_changes", "relevant_attributes")
_KINDS = ("resources", "child_modules")


def kept_plan(layout: str) -> Path:
    """Where the plan that Terraform made of a sound and a faulty stack is kept."""
    return Path(__file__).parent / "stacks" / f"{layout}.json"


def stacks_for(resources: int) -> int:
    """How many stacks come nearest to that many managed resources."""
    return max(1, round(resources / STACK_RESOURCES))


def stack_plan(layout: str, stacks: int, every: int = 0) -> Plan:
    """The plan of that many stacks, of which the last of `every` so many is faulty; 0 for none."""
    plan: Plan = json.loads(kept_plan(layout).read_text(encoding="utf-8"))
    for name in _LISTS:
        plan[name] = _repeated(plan[name], stacks, every)
    configuration = plan["configuration"]["root_module"]
    for module in (plan["planned_values"]["root_module"], plan["prior_state"]["values"]["root_module"], configuration):
        for kind in _KINDS:
            if kind in module:
                module[kind] = _repeated(module[kind], stacks, every)
    if "module_calls" in configuration:
        configuration["module_calls"] = dict(_repeated(configuration["module_calls"].items(), stacks, every))
    return plan


def minified(plan: Plan) -> str:
    """The text of a plan as `terraform show -json` prints it, on one line."""
    return json.dumps(plan, separators=(",", ":"), ensure_ascii=False) + "\n"


def _repeated(parts: Iterable[Any], stacks: int, every: int) -> list[Any]:
    """The parts in Terraform's order, those of a stack for each one; what names none stands once."""
    texts = [json.dumps(part) for part in parts]
    of_kind = {kind: [text for text in texts if stack_name(kind) in text] for kind in (_SOUND, _FAULTY)}
    made = [text for text in texts if not any(text in known for known in of_kind.values())]
    for number in range(stacks):
        kind = _FAULTY if is_faulty(number, every) else _SOUND
        made += [_renamed(text, kind, number) for text in of_kind[kind]]
    return sorted((json.loads(text) for text in made), key=_place)


def _renamed(text: str, kind: int, number: int) -> str:
    """The part of a kept stack as part of another."""
    renamed = text.replace(stack_name(kind), stack_name(number))
    return renamed.replace(f'"{cidr_start(kind)}', f'"{cidr_start(number)}')


def _place(part: Any) -> str:
    """What Terraform sorts by: addresses, names of calls; the attributes, which it does not sort, as kept plans do."""
    return str(part["address"]) if isinstance(part, dict) and "address" in part else json.dumps(part)
