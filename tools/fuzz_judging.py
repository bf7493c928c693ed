"""What judges hostile plans and sources, and what its answers are held against.

- A plan of which the shape is broken keeps its findings, or something says that there is more to ask.
- A valid plan is held against the same plan after its apply, in which every id is known: what fails,
  or passes, before the apply does so afterwards.
- An expression is held against its value once all that waits is known.
- Sources that do not fit take no finding from a plan without a word.
"""

from __future__ import annotations

import atexit
import json
import re
import shutil
import tempfile
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Dict, FrozenSet, Iterator, List, Mapping, NamedTuple, Optional, Set, Tuple

from ecr_privatelink.explain.plan_report import report
from ecr_privatelink.explain.plan_table import table
from ecr_privatelink.judging.plan_judging import Judgement, judge_network
from ecr_privatelink.judging.source_judging import judge_plan_and_sources, judge_sources
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.plan.json_shape import PlanError
from ecr_privatelink.plan.plan_file import read_plan
from ecr_privatelink.plan.plan_index import Plan
from ecr_privatelink.source.expression_tree import ExpressionError
from ecr_privatelink.source.source_text import SourceError
from ecr_privatelink.wiring.plan_wiring import Wiring
from fuzz_expressions import World, Writer, is_compared
from fuzz_inputs import Json, Place, Target, chance, mutated_plan, mutated_text, places_in

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

Row = Tuple[str, str]
"""A check id and an address."""


class WrongError(Exception):
    """An answer that does not agree with what it is held against."""


# Plans of which the shape is broken

STRUCTURE = frozenset(
    {"address", "mode", "type", "name", "index", "values", "module_address", "change", "actions", "after_unknown"}
    | {"resources", "child_modules", "expressions", "module_calls", "root_module", "planned_values", "configuration"}
    | {"resource_changes", "prior_state", "format_version", "variables", "outputs", "references"}
    | {"count_expression", "for_each_expression"}
)
"""Names that make up a plan's shape; what stands under them is of one kind."""
WRONG_KINDS: Tuple[Json, ...] = (5, True, "x", [5], {"x": 5}, None)
_WITHIN_VALUES = frozenset({"after", "before", "values", "provider_config", "relevant_attributes"})


def structural_places(plan: Json) -> Iterator[Place]:
    """Where the shape of a plan, not a value of a resource, can be broken."""
    return (
        place
        for place in places_in(plan)
        if _is_structural(place.path) and not _WITHIN_VALUES.intersection(place.path[:-1])
    )


def _is_structural(path: Tuple[Any, ...]) -> bool:
    """A name of the shape, or an attribute whose expression should stand there."""
    return path[-1] in STRUCTURE or (len(path) > 1 and path[-2] == "expressions")


def may_be_missed(key: Any) -> bool:
    """Without it, this is no other valid plan: an attribute without an expression is one that is not set."""
    return key in STRUCTURE and key != "references"


def wrong_kinds(old: Json) -> List[Json]:
    """What is of another kind than this."""
    return [wrong for wrong in WRONG_KINDS if type(wrong) is not type(old)]


class HostilePlan(NamedTuple):
    """A plan, and the findings that it may not lose in silence."""

    plan: Json
    expected: FrozenSet[Row] = frozenset()


@cache
def _examples() -> Tuple[str, ...]:
    """The plans of the examples, as text."""
    return tuple(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("CKV_ECRPL_*/*/plan.json")))


@cache
def _findings_of(text: str) -> FrozenSet[Row]:
    return failures_of(judged(json.loads(text)))


def judged(plan: Json) -> Judgement:
    """The judgement on a plan alone, told in full.

    Raises:
        PlanError: it is no plan.
        WrongError: a check crashed, or what is told is not a line each.
    """
    try:
        judgement = judge_network(build_network(Wiring(Plan(plan)), every_vpc=False))
    except RecursionError as error:  # as `judge_plan` does
        raise PlanError("the plan is nested too deeply") from error
    told(judgement)
    return judgement


def told(judgement: Judgement) -> str:
    """All that `explain` tells of a judgement.

    Raises:
        WrongError: a check crashed, or a finding is not one line.
    """
    if judgement.crashes:
        raise WrongError(f"a check crashed: {judgement.crashes}")
    text = table(judgement)
    if "\r" in text or "\x1b" in text or len(text.splitlines()) != text.count("\n") + 1:
        raise WrongError("a line is broken by what it tells")
    return text + json.dumps(report(judgement))


def failures_of(judgement: Judgement) -> FrozenSet[Row]:
    """The FAILED rows."""
    return frozenset((finding.check, finding.resource) for finding in judgement.findings)


def lost(expected: FrozenSet[Row], found: FrozenSet[Row]) -> Set[Row]:
    """The findings that are gone while nothing says that there is more to ask."""
    gone = {row for row in expected - found if row[0] != "CKV_ECRPL_001"}
    return gone if not any(check == "CKV_ECRPL_001" for check, _ in found - expected) else set()


def _judge_plan(given: HostilePlan) -> None:
    gone = lost(given.expected, failures_of(judged(given.plan)))
    if gone:
        raise WrongError(f"lost {sorted(gone)}")


def _broken_plan(random: Random) -> HostilePlan:
    text = random.choice(_examples())
    plan = json.loads(text)
    if chance(random, 0.3):
        return HostilePlan(mutated_plan(random, plan))
    for _ in range(random.choice([1, 1, 2])):
        parent, key, _ = _any_structural_place(random, plan)
        if chance(random, 0.3) and may_be_missed(key):
            del parent[key]
        else:
            parent[key] = random.choice(wrong_kinds(parent[key]))
    return HostilePlan(plan, _findings_of(text))


def _any_structural_place(random: Random, plan: Json) -> Place:
    """One of those at any depth: the few at the top hold what the many below are a part of."""
    by_depth: Dict[int, List[Place]] = {}
    for place in structural_places(plan):
        by_depth.setdefault(len(place.path), []).append(place)
    return random.choice(by_depth[random.choice(sorted(by_depth))])


def _more_broken_plan(random: Random, given: HostilePlan) -> HostilePlan:
    return HostilePlan(mutated_plan(random, given.plan))


# Files that should hold a plan


@cache
def _folder() -> Path:
    """A folder that goes when the process ends."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _read_file(content: bytes) -> None:
    file = _folder() / "plan.json"
    file.write_bytes(content)
    try:
        Plan(read_plan(file))
    except PlanError as error:
        if len(str(error).splitlines()) != 1:
            raise WrongError("the error is not one line") from error


def _broken_file(random: Random) -> bytes:
    return mutated_text(random, random.choice(_examples()).encode())


# Valid plans, held against what they are after the apply

_LISTS = frozenset({"subnet_ids", "security_group_ids", "route_table_ids"})
_NAMED = {
    "subnet_ids": "aws_subnet",
    "security_group_ids": "aws_security_group",
    "route_table_ids": "aws_route_table",
    "vpc_id": "aws_vpc",
    "subnet_id": "aws_subnet",
    "route_table_id": "aws_route_table",
}
"""Attributes that name others by id, and the type of those."""
_IDS = {"aws_vpc": "vpc", "aws_subnet": "subnet", "aws_security_group": "sg", "aws_route_table": "rtb"}
_SCALARS: Mapping[str, Tuple[Json, ...]] = {
    "availability_zone": ("eu-west-1a", "eu-west-1b", "eu-west-1c"),
    "private_dns_enabled": (True, False, None),
    "enable_dns_support": (True, False),
    "enable_dns_hostnames": (True, False),
    "service_name": tuple(f"com.amazonaws.eu-west-1.{name}" for name in ("ecr.api", "ecr.dkr", "logs", "s3", "sqs")),
    "vpc_endpoint_type": ("Interface", "Gateway", None),
}


class _Block(NamedTuple):
    """One resource without a key, in the three places where a plan has it."""

    config: Dict[str, Json]
    values: Dict[str, Json]
    change: Dict[str, Json]


def _blocks(plan: Json) -> Dict[str, _Block]:
    values = {
        resource["address"]: resource["values"] for resource in plan["planned_values"]["root_module"]["resources"]
    }
    changes = {entry["address"]: entry["change"] for entry in plan["resource_changes"]}
    configured = {block["address"]: block for block in plan["configuration"]["root_module"]["resources"]}
    return {
        address: _Block(block.setdefault("expressions", {}), values[address], changes[address])
        for address, block in configured.items()
        if address in values and address in changes
    }


def _edited_plan(random: Random) -> Json:
    """An example, wired otherwise."""
    return _edited_more(random, json.loads(random.choice(_examples())))


def _edited_more(random: Random, given: Json) -> Json:
    plan = json.loads(json.dumps(given))
    blocks = _blocks(plan)
    for _ in range(random.randint(1, 4)):
        block = random.choice(list(blocks.values()))
        attributes = sorted(block.config.keys() & (_NAMED.keys() | _SCALARS.keys()))
        if not attributes:
            continue
        name = random.choice(attributes)
        if name in _SCALARS:
            if name not in block.change["after_unknown"]:
                chosen = random.choice(_SCALARS[name])
                block.config[name] = {"constant_value": chosen}
                block.values[name] = block.change["after"][name] = chosen
        elif block.change["after_unknown"].get(name) is True:
            addresses = [address for address in blocks if address.startswith(f"{_NAMED[name]}.")]
            most = 3 if name in _LISTS else 1
            named = random.sample(addresses, min(random.randint(1, most), len(addresses)))
            if named:
                block.config[name] = {"references": [text for each in named for text in (f"{each}.id", each)]}
    return plan


def applied(plan: Json) -> Json:
    """The plan with every id known, and with what its expressions of plain ids come to."""
    known = json.loads(json.dumps(plan))
    blocks = _blocks(known)
    ids = {address: f"{_IDS.get(_type_of(address), 'x')}-{place:017x}" for place, address in enumerate(sorted(blocks))}
    for address, block in blocks.items():
        waits = block.change["after_unknown"]
        found: Dict[str, Json] = {"id": ids[address]} if waits.get("id") is True else {}
        for name in _NAMED.keys() & block.config.keys():
            named = _plain_ids(block.config[name])
            if waits.get(name) is True and named is not None and all(each in ids for each in named):
                found[name] = [ids[each] for each in named] if name in _LISTS else ids[named[0]]
        for name, value in found.items():
            block.values[name] = block.change["after"][name] = value
            del waits[name]
    return known


def _type_of(address: str) -> str:
    return address.partition(".")[0]


def _plain_ids(expression: Json) -> Optional[List[str]]:
    """The resources whose ids an expression lists; None where it holds anything else."""
    references = expression.get("references", []) if isinstance(expression, dict) else []
    named = [text[: -len(".id")] for text in references if text.endswith(".id")]
    plain = all(re.fullmatch(r"aws_\w+\.\w+(\.id)?", text) for text in references)
    return named if named and plain and len(references) == 2 * len(named) else None


def _judge_before_and_after(plan: Json) -> None:
    before, after = judged(plan), judged(applied(plan))
    failed, passed = failures_of(before), frozenset(before.passes)
    wrong = {row for row in failed - failures_of(after) if row[0] != "CKV_ECRPL_001"}
    wrong |= {row for row in passed & failures_of(after) if row[0] != "CKV_ECRPL_001"}
    if wrong:
        raise WrongError(f"answered otherwise after the apply: {sorted(wrong)}")


# Expressions, held against their values once all is known


class Written(NamedTuple):
    """An expression, and the seed of the world that it stands in."""

    seed: int
    text: str


def _evaluate(given: Written) -> None:
    is_compared(World(given.seed), given.text)


def _new_expression(random: Random) -> Written:
    return Written(random.randrange(10**9), Writer(random).expression(depth=random.randint(1, 4)))


def _another_expression(random: Random, given: Written) -> Written:
    if chance(random, 0.5):
        return Written(random.randrange(10**9), given.text)
    text = mutated_text(random, given.text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
    return Written(given.seed, text[:_LONGEST])


_LONGEST = 2_000


# Sources that are broken, and those that do not fit


@cache
def _stack() -> Tuple[Path, str, FrozenSet[Row]]:
    """A folder with a plan and its sources, their text, and the plan's findings."""
    example = EXAMPLES / "CKV_ECRPL_301" / "bad"
    folder = _folder() / "stack"
    folder.mkdir(exist_ok=True)
    text = (example / "plan.json").read_text(encoding="utf-8")
    (folder / "plan.json").write_text(text, encoding="utf-8")
    return folder, (example / "main.tf").read_text(encoding="utf-8"), _findings_of(text)


def _judge_sources(text: str) -> None:
    folder, _, expected = _stack()
    (folder / "main.tf").write_text(text, encoding="utf-8", errors="surrogatepass")
    gone = lost(expected, failures_of(judge_plan_and_sources(folder / "plan.json", None, every_vpc=False)))
    if gone:
        raise WrongError(f"lost {sorted(gone)} of a plan by sources")
    judgement = judge_sources(folder)
    told(judgement)
    if any(len(line.splitlines()) != 1 for line in judgement.unread):
        raise WrongError("what cannot be read is not told in one line")


def _broken_sources(random: Random) -> str:
    return _worse_sources(random, _stack()[1])


def _worse_sources(random: Random, text: str) -> str:
    return mutated_text(random, text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")


JUDGED: Mapping[str, Target] = {
    "judging": Target(_judge_plan, (PlanError,), _broken_plan, _more_broken_plan),
    "file": Target(_read_file, (), _broken_file, mutated_text),
    "applied": Target(_judge_before_and_after, (), _edited_plan, _edited_more),
    "evaluation": Target(_evaluate, (ExpressionError,), _new_expression, _another_expression),
    "sources": Target(_judge_sources, (SourceError,), _broken_sources, _worse_sources),
}
"""What judges plans and sources, by name."""
