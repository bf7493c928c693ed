"""Random calls of modules: their variables, and their outputs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, NamedTuple

from .expressions import Expressions
from .instances import firm, once, random_turns
from .modules import TOGETHER, Module, Turns
from .terms import (
    ENDPOINT,
    GROUP,
    KNOWN,
    MODULE,
    OBJECT,
    SUBNET,
    TABLE,
    VPC,
    Context,
    Term,
    Thing,
    attempt,
    quoted,
    sorted_values,
)

_WIRED = (SUBNET, GROUP, TABLE)
_PASSED = (
    *((kind, shape) for kind in _WIRED for shape in ("id", "list", "bunch", "map", "listmap")),
    *((kind, shape) for kind in (SUBNET, SUBNET, TABLE) for shape in ("lists", "thing", "things", "thingmap")),
    (VPC, "thing"),
    (VPC, "id"),
    (ENDPOINT, "id"),
    *((kind, shape) for kind in (MODULE, OBJECT, OBJECT) for shape in ("thing", "thingmap", "thingmap")),
    (MODULE, "things"),
)
_TYPE_STYLES = {
    "id": ("string", "any"),
    "list": ("list(string)", "list(string)", "any", "list(any)", "set(string)"),
    "bunch": ("list(string)", "set(string)", "any"),
    "map": ("map(string)", "any", "map(any)"),
    "lists": ("list(list(string))", "any"),
    "listmap": ("map(list(string))", "any"),
    "thing": ("object({})", "any"),
    "things": ("list(object({}))", "any"),
    "thingmap": ("map(object({}))", "any"),
    "names": ("list(string)", "any"),
    "bool": ("bool", "any"),
}

_MOST_WORLDS = 4


Task = Callable[[Module], None]


def write_module(module: Module, tasks: Sequence[Task], write_tasks: Callable[[Module, Sequence[Task]], None]) -> None:
    """Call a module that does the tasks: with inputs of what is there, and outputs of what it makes."""
    turns = random_turns(module, max(1, _MOST_WORLDS // max(1, module.context.worlds)) if module.chance(50) else 1)
    if not turns.places:
        turns = once(module)
    name = module.unused(["net", "inner", "part"], "module")
    child = Module(f"{module.name}/{name}".strip("/"), Context(module.random, len(turns.places)), module.tied)
    inputs = _write_variables(child, turns)
    write_tasks(child, tasks)
    module.modules.append(child)
    module.write(f'module "{name}"', [f'source = "./{name}"', *turns.lines, *inputs])
    outputs = _write_outputs(child)
    for output, (kind, shape, term) in outputs.items():
        _let_output(module.context, kind, shape, Output(f"module.{name}", output, turns, term))
    module.let(MODULE, "thing", turns, _whole(f"module.{name}", outputs, len(turns.places)))


def _whole(text: str, outputs: dict[str, tuple[str, str, Term]], worlds: int) -> Term:
    """A module as an object of its outputs, in each of its worlds."""
    values = [{output: term.values[world] for output, (_, _, term) in outputs.items()} for world in range(worlds)]
    return Term(text, tuple(values), all(term.firm for _, _, term in outputs.values()))


def _write_variables(child: Module, turns: Turns) -> list[str]:
    """The variables of a module; the lines of its call that give them."""
    random, expressions = child.random, turns.expressions
    inputs = []
    wanted = [(VPC, "id"), *random.choices(_PASSED, k=random.randint(2, 6)), (KNOWN, "names"), (KNOWN, "bool")]
    wanted += [(kind, random.choice(["list", "map", "thingmap"])) for kind in _WIRED if turns.context.has(kind)]
    for kind, shape in wanted:
        if kind not in {KNOWN, VPC} and not turns.context.has(kind):
            continue
        term = attempt(_input, expressions, kind, shape)
        if not term:
            continue
        name = child.unused([f"{kind}_{shape}"], "var")
        passed = _declared(child, name, kind, shape, term)
        if passed:
            inputs.append(f"{name} = {term.text}")
    return inputs


def _input(expressions: Expressions, kind: str, shape: str) -> Term:
    if shape == "names":
        return expressions.names()
    if shape == "bool":
        return firm(expressions.condition(1))
    return expressions.term(kind, shape, 3)


def _declared(child: Module, name: str, kind: str, shape: str, term: Term) -> bool:
    """Declare a variable and let it be named; tell whether the call gives it."""
    random = child.random
    if shape == "list" and child.chance(15):
        child.write(f'variable "{name}"', ["type = list(string)", "default = []"])
        child.context.add(kind, shape, Term(f"var.{name}", ((),) * child.context.worlds))
        return False
    style = "any" if kind == MODULE else random.choice(_TYPE_STYLES[shape])
    values, firm = term.values, term.firm
    if style.startswith("set"):
        shape, firm, values = "bunch", False, tuple(map(frozenset, values))
    if "{}" in style:
        fields, values = (_projected_objects if kind == OBJECT else _projected)(random, shape, values)
        style = style.replace("{}", f"{{ {fields} }}")
    extra = [random.choice(["nullable = false", "default = null"])] if child.chance(20) else []
    child.write(f'variable "{name}"', [f"type = {style}", *extra])
    child.context.add(kind, shape, Term(f"var.{name}", values, firm))
    return True


def _projected(random: Random, shape: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """The fields of an object type, and values with those alone."""
    things = [thing for value in values for thing in _members(shape, value)]
    common = set.intersection(*(set(thing) for thing in things)) if things else {"id"}
    kept = sorted({"id", *random.sample(sorted(common), random.randint(0, len(common)))})
    types = {"tags": random.choice(["map(string)", "object({ tier = string })", "any"])}
    fields = [f"{name} = {types.get(name, 'string')}" for name in kept]
    fields += [f'{name} = optional(string, "none")' for name in ("nothing",) if random.choice([True, False])]

    def part(thing: Thing) -> Thing:
        return {name: thing[name] for name in kept}

    return ", ".join(fields), tuple(_changed(shape, value, part) for value in values)


def _projected_objects(random: Random, shape: str, values: Sequence[Any]) -> tuple[str, tuple[Any, ...]]:
    """The fields of an object type, some with defaults, and values that have them all."""
    names = [f"{kind}s" for kind in _WIRED]
    defaults: dict[str, Any] = {name: random.choice([None, ()]) for name in names}
    types = {None: "optional(list(string))", (): "optional(list(string), [])"}
    fields = ["zone = string", *(f"{name} = {types[default]}" for name, default in defaults.items())]

    def part(thing: Thing) -> Thing:
        given = {name: thing.get(name) for name in names}
        return {
            "zone": thing["zone"],
            **{name: defaults[name] if given[name] is None else given[name] for name in names},
        }

    return ", ".join(fields), tuple(_changed(shape, value, part) for value in values)


def _changed(shape: str, value: Any, change: Callable[[Thing], Thing]) -> Any:
    if shape == "things":
        return tuple(map(change, value))
    return change(value) if shape == "thing" else {key: change(thing) for key, thing in value.items()}


def _members(shape: str, value: Any) -> list[Thing]:
    if shape == "things":
        return list(value)
    return [value] if shape == "thing" else sorted_values(value)


def _write_outputs(child: Module) -> dict[str, tuple[str, str, Term]]:
    """Give outputs to what a module made; return the kind, shape and term of each, by its name."""
    outputs = {}
    for kind in (VPC, SUBNET, GROUP, TABLE, ENDPOINT):
        shapes = [shape for shape in ("thing", "things", "thingmap") if child.context.find(kind, shape)]
        for shape in [*shapes, child.random.choice(["id", "list", "map", "listmap"])]:
            term = attempt(child.expressions.term, kind, shape, 1)
            if term:
                output = child.unused([f"{kind}_{shape}"], "output")
                child.write(f'output "{output}"', [f"value = {term.text}"])
                outputs[output] = (kind, shape, term)
    return outputs


class Output(NamedTuple):
    """An output of all instances of a module call."""

    call: str
    name: str
    turns: Turns
    term: Term


def _let_output(context: Context, kind: str, shape: str, output: Output) -> None:
    """Let an output be named where the module is called."""
    turns, firm_ = output.turns, output.term.firm
    if not turns.lines:
        context.add(kind, shape, Term(f"{output.call}.{output.name}", output.term.values, firm_))
        return
    keyed: Sequence[dict[Any, Any]] = [
        dict(pairs) for pairs in context.regroup(turns.places, zip(turns.keys, output.term.values))
    ]
    for key in sorted(set.intersection(*(set(instances) for instances in keyed))):
        index = quoted(key) if isinstance(key, str) else key
        values = tuple(value[key] for value in keyed)
        context.add(kind, shape, Term(f"{output.call}[{index}].{output.name}", values, firm_))
    if shape in TOGETHER:
        _let_all_outputs(context, kind, shape, output, keyed)


def _let_all_outputs(context: Context, kind: str, shape: str, output: Output, keyed: Sequence[dict[Any, Any]]) -> None:
    """Let what all instances of a module put out be named together."""
    call, name, turns, term = output
    by_list, by_map = TOGETHER[shape]
    in_order = tuple(tuple(value[key] for key in sorted(value)) for value in keyed)
    splat = f"{call}[*].{name}" if turns.counted else f"values({call})[*].{name}"
    form = context.random.choice([splat, f"[for m in {call} : m.{name}]"])
    context.add(kind, by_list, Term(form, in_order, term.firm))
    if not turns.counted:
        context.add(kind, by_map, Term(f"{{ for k, m in {call} : k => m.{name} }}", tuple(keyed), term.firm))
