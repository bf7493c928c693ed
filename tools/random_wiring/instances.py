"""Random `count` and `for_each`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .expressions import Expressions
from .guises import names_guise, number_guise, text_guise
from .modules import Module, Turns
from .terms import KNOWN, MODULE, OBJECT, NotHereError, Term, attempt, quoted, sorted_values

KEYS = ("a", "b", "app", "data", "x.y")


ZONES = ("eu-west-1a", "eu-west-1b", "eu-west-1c")


_MOST_INSTANCES = 6


def random_turns(module: Module, most: int = 3) -> Turns:
    """Some `count` or `for_each`, or neither."""
    most = max(1, min(most, _MOST_INSTANCES // module.context.worlds))
    ways: list[Callable[[Module, int], Turns]] = [
        once,
        once,
        _counted,
        _counted_by_length,
        _by_names,
        _by_names,
        _by_things,
        _by_ids,
        _by_things,
        _by_things,
        _by_pairs,
    ]
    for _ in range(5):
        turns = attempt(module.random.choice(ways), module, most)
        if turns and all(turns.places.count(world) <= most for world in range(module.context.worlds)):
            return turns
    return once(module, most)


def once(module: Module, _: int = 1) -> Turns:
    """Neither `count` nor `for_each`."""
    places = tuple(range(module.context.worlds))
    return Turns((), (None,) * len(places), places, module.context.inside(places))


def _by_count(module: Module, text: str, counts: Sequence[int]) -> Turns:
    places = tuple(world for world, count in enumerate(counts) for _ in range(count))
    keys = tuple(number for count in counts for number in range(count))
    context = module.context.inside(places)
    context.add(KNOWN, "number", Term("count.index", keys))
    return Turns((f"count = {text}",), keys, places, context)


def _counted(module: Module, most: int) -> Turns:
    expressions, number = module.expressions, module.random.randint(1, most)
    if module.chance(30):
        test = expressions.condition(1)
        if not test.firm:
            raise NotHereError
        counts = [number if value else 0 for value in test.values]
        return _by_count(module, f"{test.text} ? {number_guise(module.random, number)} : 0", counts)
    return _by_count(module, number_guise(module.random, number), [number] * module.context.worlds)


def _counted_by_length(module: Module, most: int) -> Turns:
    """Over a list of ids: `count = length(local.ids)`."""
    kind = module.expressions.any_kind()
    term = firm(module.expressions.term(kind, "list", 2))
    if max(len(value) for value in term.values) > most:
        raise NotHereError
    turns = _by_count(module, f"length({term.text})", [len(value) for value in term.values])
    ids = tuple(id_ for value in term.values for id_ in value)
    turns.context.add(kind, "id", Term(f"{term.steppable}[count.index]", ids))
    return turns


def firm(term: Term) -> Term:
    """The term, if it may decide how many instances there are.

    Raises:
        NotHereError: it may not.
    """
    if not term.firm:
        raise NotHereError
    return term


def _by_key(module: Module, text: str, keys: Sequence[Sequence[str]]) -> Turns:
    places = tuple(world for world, names in enumerate(keys) for _ in names)
    found = tuple(name for names in keys for name in names)
    context = module.context.inside(places)
    context.add(KNOWN, "name", Term("each.key", found))
    return Turns((f"for_each = {text}",), found, places, context)


def _by_names(module: Module, most: int) -> Turns:
    if module.chance(40):
        term = module.expressions.names()
        keys: Sequence[Sequence[str]] = [sorted(set(value)) for value in term.values]
        return _by_key(module, f"toset({term.text})", keys)
    names = sorted(module.random.sample(KEYS, module.random.randint(1, most)))
    text = f"toset({names_guise(module.random, names)})"
    turns = _by_key(module, text, [names] * module.context.worlds)
    turns.context.add(KNOWN, "name", Term("each.value", tuple(map(str, turns.keys))))
    return turns


def _by_things(module: Module, _: int) -> Turns:
    kind = module.random.choice([module.expressions.any_kind(), MODULE, OBJECT, OBJECT])
    return _by_map(module, kind, "thing", firm(module.expressions.term(kind, "thingmap", 2)))


def _by_pairs(module: Module, _: int) -> Turns:
    """By every pair of a name and a zone, under keys made of both."""
    names, zones = module.expressions.names(), module.random.sample(["a", "b", "c"], 2)
    listed, key = names_guise(module.random, zones), '"${n}-${z}"'
    forms = (
        "{{ for o in flatten([for n in {0} : [for z in {1} : {{ key = {2}, name = n, zone = z }}]]) : o.key => o }}",
        '{{ for p in setproduct({0}, {1}) : join("-", p) => {{ name = p[0], zone = p[1] }} }}',
        "merge([for n in {0} : {{ for z in {1} : {2} => {{ name = n, zone = z }} }}]...)",
    )
    text = module.random.choice(forms).format(names.text, listed, key)
    if any(len(set(value)) != len(value) for value in names.values):
        raise NotHereError
    pairs = [{f"{name}-{zone}": (name, zone) for name in value for zone in zones} for value in names.values]
    turns = _by_key(module, text, [sorted(value) for value in pairs])
    found = [value[key] for value in pairs for key in sorted(value)]
    turns.context.add(KNOWN, "name", Term("each.value.name", tuple(name for name, _ in found)))
    turns.context.add(KNOWN, "name", Term("each.value.zone", tuple(zone for _, zone in found)))
    return turns


def _by_ids(module: Module, _: int) -> Turns:
    kind = module.expressions.any_kind()
    return _by_map(module, kind, "id", firm(module.expressions.term(kind, "map", 2)))


def _by_map(module: Module, kind: str, item: str, term: Term) -> Turns:
    turns = _by_key(module, term.text, [sorted(value) for value in term.values])
    items = tuple(found for value in term.values for found in sorted_values(value))
    turns.context.add(kind, item, Term("each.value", items))
    return turns


def choice(expressions: Expressions, options: Sequence[str]) -> Term:
    """One of the strings, perhaps by the instance."""
    context, random = expressions.context, expressions.random
    numbers, names = context.find(KNOWN, "number"), context.find(KNOWN, "name")
    if numbers and context.chance(60):
        number = context.choose(numbers)
        listed = ", ".join(map(quoted, options))
        values = tuple(options[value % len(options)] for value in number.values)
        return Term(f"element([{listed}], {number.text})", values)
    if names and context.chance(60):
        name, yes, no = context.choose(names), options[0], options[1]
        values = tuple(yes if value in {"a", "app"} else no for value in name.values)
        return Term(f'contains(["a", "app"], {name.text}) ? {quoted(yes)} : {quoted(no)}', values)
    option = random.choice(options)
    return Term(text_guise(random, option), (option,) * context.worlds)
