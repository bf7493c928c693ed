"""Hostile input: texts and plans with something wrong in them, and the readers that they are fed to.

The tests take their hostile plans and sources from here; `fuzz_run.py` feeds as many as one likes.
"""

from __future__ import annotations

import copy
from random import Random
from typing import Any, Callable, Iterator, List, Mapping, NamedTuple, Tuple, Type, Union

from ecr_privatelink.evaluation.encoding_functions import json_text
from ecr_privatelink.evaluation.symbolic_values import EvaluationError, LimitError, is_known
from ecr_privatelink.evaluation.yaml_decoding import decoded_yaml
from ecr_privatelink.plan.json_shape import PlanError
from ecr_privatelink.plan.plan_address import AddressError, natural_order, parse_module_path, parse_path, without_keys
from ecr_privatelink.plan.plan_index import Plan
from ecr_privatelink.source.block_reading import read_block
from ecr_privatelink.source.block_splitting import split_blocks
from ecr_privatelink.source.expression_parsing import parse_expression, parse_template
from ecr_privatelink.source.expression_references import references_of
from ecr_privatelink.source.expression_tree import ExpressionError
from ecr_privatelink.source.json_blocks import json_blocks, json_body
from ecr_privatelink.source.source_text import SourceError, SourceText

Json = Any

_MOST_PLACES = 5_000
_LONGEST = 20_000

ODD_VALUES: Tuple[Json, ...] = (
    *(None, True, False, 0, -1, 2**70, 1.5, float("nan"), float("inf"), -0.0, "", [], {}),
    *("x", "0", "true", "a.b", 'a["b"].c', "a[0", "module.", "module.a.module.a", "aws_subnet.a[*].id", "each.value"),
    *("\n", "\x00", "\ud800", "\u0660", "1\u00b22", "9" * 5000, "x[" + "9" * 5000 + "]", 'x["\\U99999999"]', "${a}"),
    *([[]], [{}], {"": {}}, {"references": None}, {"references": ["\n", 1]}, {"constant_value": {}}, [None, [None]]),
    *("id", "references", "10.0.0.0/99", "::/0", "subnet-1", "managed", "data", "forget", "com.amazonaws.x.ecr.dkr"),
)
"""What may stand where something else should."""

ODD_KEYS = ("", ".", "a.b", '"', "[0]", "]", "\n", "\x00", "\u2028", "\ud800", "id", "references", "constant_value")


def seeded(seed: Union[int, str]) -> Random:
    """The random choices that follow from a seed."""
    return Random(seed)  # noqa: S311 - nothing secret


def chance(random: Random, share: float) -> bool:
    """True as often as the share says."""
    return random.random() < share


def odd_value(random: Random) -> Json:
    """A value that is out of place; now and then one that is deep or long."""
    if chance(random, 0.02):
        return deep(random.randint(2, 400), random.choice([list, dict]))
    if chance(random, 0.02):
        return [random.choice(ODD_VALUES)] * random.randint(2, 2000)
    return copy.deepcopy(random.choice(ODD_VALUES))


def deep(levels: int, kind: type) -> Json:
    """So many lists or objects within each other."""
    value: Json = None
    for _ in range(levels):
        value = [value] if kind is list else {"a": value}
    return value


class Place(NamedTuple):
    """A place in JSON: what holds it, and the key or position there."""

    parent: Any
    key: Any
    path: Tuple[Any, ...]


def places_in(value: Json) -> Iterator[Place]:
    """Every place below a value."""
    waiting: List[Tuple[Json, Tuple[Any, ...]]] = [(value, ())]
    while waiting:
        parent, path = waiting.pop()
        items = parent.items() if isinstance(parent, dict) else enumerate(parent) if isinstance(parent, list) else ()
        for key, inner in items:
            yield Place(parent, key, (*path, key))
            waiting.append((inner, (*path, key)))


def mutate(random: Random, place: Place) -> None:
    """Do something to a place: another value, none, a copy beside it, another key, another's value."""
    parent, key, _ = place
    action = random.choice(["drop", "rename", "double", "borrow", "replace", "replace"])
    if action == "drop":
        del parent[key]
    elif action == "rename" and isinstance(parent, dict):
        parent[random.choice(ODD_KEYS)] = parent.pop(key)
    elif action == "double" and isinstance(parent, list):
        parent.insert(random.randint(0, len(parent)), copy.deepcopy(parent[key]))
    elif action == "borrow" and isinstance(parent, dict):
        parent[key] = copy.deepcopy(random.choice(list(parent.values())))
    else:
        parent[key] = odd_value(random)


def mutated_plan(random: Random, plan: Json, most: int = 3) -> Json:
    """A copy of a plan with something wrong at up to so many places."""
    changed = copy.deepcopy(plan)
    for _ in range(random.randint(1, most)):
        places = list(places_in(changed))
        if 0 < len(places) < _MOST_PLACES:  # copies of copies grow fast
            mutate(random, random.choice(places))
    return changed


def mutated_text(random: Random, text: bytes, most: int = 4) -> bytes:
    """A text cut short, or with bytes changed, taken out, doubled, or put in."""
    changed = bytearray(text)
    for _ in range(random.randint(1, most)):
        place = random.randrange(len(changed) + 1)
        length = random.choice([1, 1, 2, 8, 64])
        action = random.choice(["cut", "change", "double", "insert", "insert"])
        if action == "cut":
            changed = changed[:place] + (b"" if chance(random, 0.2) else changed[place + length :])
        elif action == "change" and place < len(changed):
            changed[place] = random.randrange(256)
        elif action == "double":
            changed[place:place] = changed[place : place + length]
        else:
            changed[place:place] = random.choice(PIECES).encode("utf-8", "surrogatepass")
    return bytes(changed)


PIECES = (
    *(
        '"',
        "${",
        "%{",
        "}",
        "{",
        "[",
        "]",
        "(",
        ")",
        "\\",
        "\n",
        "\r\n",
        "/*",
        "*/",
        "#",
        "//",
        "<<E\n",
        "<<-E\n",
        "E\n",
    ),
    *(
        "for x in y : ",
        "for",
        " if ",
        "...",
        "=>",
        "=",
        "==",
        "?",
        ":",
        ",",
        ".",
        "*",
        "[*]",
        ".*.",
        "-",
        "!",
        "&&",
        "||",
    ),
    *("a", "a.b", "0", "1e9", "1e999", "1.2.3", "null", "true", "f(", "::", "$${", "%%{", "~}", "${~", "%{ if a }"),
    *("%{ else }", "%{ endif }", "%{ for a in b }", "%{ endfor }", "\u00e9", "\u2028", "\x00", "\ufeff", "\U0001f600"),
    *('resource "a" "b" {\n', "locals {\n", 'module "m" {', "dynamic", "content {", '"a"', "x = ", "a-b", "\t", "é.b"),
)
"""What a text of Terraform's may hold, in a place where it should not."""


def random_text(random: Random) -> str:
    """A text of such pieces alone."""
    return "".join(random.choice(PIECES) for _ in range(random.randint(1, 24)))


# What is fed to what

SEEDS = (
    '[for k, v in var.m : "${k}-${upper(v)}" if v != null && length(v) > 1]',
    "{ for s in aws_subnet.a : s.availability_zone => s.id... }",
    'try(local.a["x"].b[0], aws_vpc.v[*].id, data.aws_subnets.s.ids.*.c, [])',
    'var.on ? { a = 1, (b) = -2.5, "c-${d}" = !e } : {}',
    "<<-E\n  a %{ for x in y ~}\n ${x}\n  %{ endfor }\n  %{ if a }b%{ else }c%{ endif }\nE\n",
    "core::cidrsubnet(var.cidr, 4, count.index % 3 + 1 / 2 * 3)",
    'slice(concat(a, ["x\\u00e9\\n"], b...), 0, 2)',
)
FILES = (
    """resource "aws_vpc_endpoint" "e" {
  vpc_id = aws_vpc.v.id
  dynamic "x" {
    for_each = var.y
    content {
      z = x.value # c
    }
  }
}
""",
    """locals {
  a = { b = [1, 2] }
  c = <<E
${a}
E
}
module "m" {
  source = "./m"
  for_each = toset(["a"])
}
""",
    """variable "v" {
  type = list(object({ a = optional(string, "x") }))
  default = [] /* none */
}
output "o" { value = 1 }
""",
)
JSON_FILES = (
    '{"resource": {"aws_subnet": {"a": [{"vpc_id": "${aws_vpc.v.id}", "dynamic": {"x": {"content": {"y": 1.5}}}}]}}}',
    '{"locals": [{"a": {"b": [1, null, "%{ if c }d%{ endif }"]}}], "variable": {"v": {"type": "list(string)"}}}',
)
YAML_FILES = (
    "a: &a {b: yes, c: [1, 0x1F, ~, 'x']}\nd:\n  <<: *a\n  e: |\n    f\n- g\n",
    '---\n- ? k\n  : "v\\u00e9\\n" # c\n- !!str 12\n- *x\n- >-\n  a\n  b\n...\n',
)
ADDRESSES = ('module.a["x.y"].module.b[0].aws_subnet.c["k\\n${d}"].id', "data.aws_vpc.v[12].arn", "aws_subnet.a")
PLAN: Json = {
    "format_version": "1.2",
    "variables": {"v": {"value": [1, "a"]}},
    "planned_values": {
        "root_module": {
            "resources": [
                {
                    "address": "aws_subnet.a[0]",
                    "mode": "managed",
                    "type": "aws_subnet",
                    "name": "a",
                    "index": 0,
                    "values": {},
                }
            ],
            "child_modules": [{"address": 'module.m["k"]', "resources": [], "child_modules": []}],
        }
    },
    "resource_changes": [
        {
            "address": "aws_vpc.v",
            "module_address": "module.m",
            "mode": "managed",
            "type": "aws_vpc",
            "name": "v",
            "change": {"actions": ["delete"], "before": {"id": "vpc-1"}, "after_unknown": {"id": True}},
        }
    ],
    "prior_state": {"values": {"root_module": {"resources": []}}},
    "configuration": {
        "root_module": {
            "resources": [
                {
                    "mode": "managed",
                    "type": "aws_subnet",
                    "name": "a",
                    "count_expression": {"constant_value": 2},
                    "expressions": {"vpc_id": {"references": ["aws_vpc.v.id", "aws_vpc.v"]}},
                }
            ],
            "module_calls": {"m": {"expressions": {}, "module": {"outputs": {"o": {"expression": {}}}}}},
            "variables": {"v": {}},
        }
    },
}


def _read_expression(text: str) -> None:
    references_of(parse_expression(text))


def _read_template(text: str) -> None:
    references_of(parse_template(text))


def _read_blocks(text: str) -> None:
    for block in split_blocks(SourceText("f.tf", text)):
        _ = (block.type, block.labels, block.place)


def _read_bodies(text: str) -> None:
    for block in split_blocks(SourceText("f.tf", text)):
        for attribute in read_block(block).attributes.values():
            _ = attribute.expression


def _read_json_file(text: str) -> None:
    json_body(SourceText("f.tfvars.json", text))
    for block in json_blocks(SourceText("f.tf.json", text)):
        for attribute in block.body.attributes.values():
            _ = attribute.expression


def _read_yaml(text: str) -> None:
    value = decoded_yaml(text)
    if is_known(value):
        json_text(value)


def _read_address(text: str) -> None:
    natural_order(text)
    without_keys(text)
    parse_path(text)
    parse_module_path(text)


def _read_plan(plan: Json) -> None:
    indexed = Plan(plan)
    named = [part.parent[part.key] for part in places_in(plan) if part.key == "type"]
    types = {name for name in named if isinstance(name, str)}
    for resource in (*indexed.of_types(*types), *indexed.of_types(*types, mode="data")):
        _ = (resource.identity, resource.managed)


class Target(NamedTuple):
    """A reader, what it may raise, and what to feed it: something new, or another turned into something worse."""

    read: Callable[[Any], None]
    errors: Tuple[Type[Exception], ...]
    fresh: Callable[[Random], Any]
    changed: Callable[[Random, Any], Any]


def texts(*seeds: str) -> Tuple[Callable[[Random], str], Callable[[Random, str], str]]:
    """Makes texts out of these and of nothing, and changes them."""

    def fresh(random: Random) -> str:
        return random_text(random) if chance(random, 0.3) else changed(random, random.choice(seeds))

    def changed(random: Random, text: str) -> str:
        return mutated_text(random, text.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")[:_LONGEST]

    return fresh, changed


def _plans() -> Tuple[Callable[[Random], Json], Callable[[Random, Json], Json]]:
    return lambda random: mutated_plan(random, PLAN), mutated_plan


READERS: Mapping[str, Target] = {
    "expression": Target(_read_expression, (ExpressionError,), *texts(*SEEDS)),
    "template": Target(_read_template, (ExpressionError,), *texts(*SEEDS)),
    "blocks": Target(_read_blocks, (SourceError,), *texts(*FILES)),
    "bodies": Target(_read_bodies, (SourceError,), *texts(*FILES)),
    "json": Target(_read_json_file, (SourceError,), *texts(*JSON_FILES)),
    "yaml": Target(_read_yaml, (EvaluationError, LimitError), *texts(*YAML_FILES)),
    "address": Target(_read_address, (AddressError,), *texts(*ADDRESSES)),
    "plan": Target(_read_plan, (PlanError,), *_plans()),
}
"""What reads texts and plans, by name."""
