"""Whole resources."""

from __future__ import annotations

import re

from . import conditions
from .expressions import Expressions, Source, Way
from .guises import number_guise, text_guise
from .terms import KNOWN, MODULE, NotHereError, Term, attempt, sorted_values


def named_thing(make: Expressions, kind: str, _: int) -> Term:
    """A resource that has a name."""
    return make.context.pick(kind, "thing")


def thing_of_things(make: Expressions, kind: str, depth: int) -> Term:
    """`aws_subnet.a[0]`."""
    things = make.term(kind, "things", depth)
    if not things.shortest:
        raise NotHereError
    place = make.random.randrange(things.shortest)
    for number in make.context.find(KNOWN, "number"):
        fits = all(found < len(value) for found, value in zip(number.values, things.values))
        if number.firm and fits and make.chance(60):
            values = tuple(value[found] for found, value in zip(number.values, things.values))
            return Term(f"{things.steppable}[{number.text}]", values, things.firm)
    return make.apply(things, f"{things.steppable}[{number_guise(make.random, place)}]", lambda value: value[place])


def thing_of_map(make: Expressions, kind: str, depth: int) -> Term:
    """`aws_subnet.a["key"]`."""
    things = make.term(kind, "thingmap", depth)
    text, keys = make.key_of(things)
    return Term(f"{things.text}[{text}]", tuple(value[key] for value, key in zip(things.values, keys)), things.firm)


def output_of_module(shape: str) -> Way:
    """The way to take an output of a whole module: `module.net["a"].subnet_list`."""

    def way(make: Expressions, kind: str, depth: int) -> Term:
        module = make.term(MODULE, "thing", depth)
        names = [name for name in module.common_keys if re.fullmatch(rf"{kind}_{shape}(_\d+)?", name)]
        name = make.context.choose(names)
        return make.apply(module, f"{module.text}.{name}", lambda value: value[name])

    return way


def named_things(make: Expressions, kind: str, _: int) -> Term:
    """Resources that have a name: a counted block."""
    return make.context.pick(kind, "things")


def things_of_map(make: Expressions, kind: str, depth: int) -> Term:
    """`values(aws_subnet.a)`."""
    things = make.term(kind, "thingmap", depth)
    form = make.random.choice(["values({})", "[for x in {} : x]"])
    return make.apply(things, form.format(things.text), lambda value: tuple(sorted_values(value)))


def filtered_things(make: Expressions, kind: str, depth: int) -> Term:
    """`[for x in aws_subnet.a : x if x.availability_zone == "…"]`."""
    things = make.term(kind, "things", depth)
    places = make.loop_places(len(value) for value in things.values)
    inside = make.inside(places)
    source = Source(things, kind, "thing", make.variable("x"), make.variable("i"))
    source.let(inside.context)
    test = _test_of_thing(inside, depth)
    kept = [thing for value in things.values for thing in value]
    values = make.context.regroup(
        [place for place, keep in zip(places, test.values) if keep],
        [thing for thing, keep in zip(kept, test.values) if keep],
    )
    text = f"[for {source.names} in {things.text} : {source.item_name} if {test.text}]"
    return Term(text, tuple(map(tuple, values)), things.firm and test.firm)


def _test_of_thing(inside: Expressions, depth: int) -> Term:
    test = inside.random.choice([conditions.thing_attribute, conditions.thing_tag])
    return attempt(test, inside, depth) or inside.condition(depth)


def part_of_things(make: Expressions, kind: str, depth: int) -> Term:
    """Some of a list of resources, or all of them in another order."""
    things = make.term(kind, "things", depth)
    end = make.random.randint(0, things.shortest)
    form, change = make.random.choice(
        [
            (f"slice({{}}, 0, {end})", lambda value: value[:end]),
            ("reverse({})", lambda value: value[::-1]),
            ("concat({}, [])", lambda value: value),
            ("flatten([{}])", lambda value: value),
        ]
    )
    return make.apply(things, form.format(things.text), change)


def listed_things(make: Expressions, kind: str, depth: int) -> Term:
    """`[aws_subnet.a, aws_subnet.b]`."""
    members = [make.term(kind, "thing", depth) for _ in range(make.random.randint(1, 2))]
    values = tuple(tuple(member.values[world] for member in members) for world in range(make.context.worlds))
    text = f"[{', '.join(member.text for member in members)}]"
    return Term(text, values, all(member.firm for member in members))


def named_thingmap(make: Expressions, kind: str, _: int) -> Term:
    """Resources by name: a block with `for_each`."""
    return make.context.pick(kind, "thingmap")


def keyed_things(make: Expressions, kind: str, depth: int) -> Term:
    """A list of resources by keys made of their places."""
    things = make.term(kind, "things", depth)
    return make.apply(
        things,
        f'{{ for i, x in {things.text} : "k${{i}}" => x }}',
        lambda value: {f"k{place}": thing for place, thing in enumerate(value)},
    )


def some_of_thingmap(make: Expressions, kind: str, depth: int) -> Term:
    """Resources by name, without one of them."""
    things = make.term(kind, "thingmap", depth)
    key = make.random.choice([*things.common_keys, "a"])
    return make.apply(
        things,
        f"{{ for k, x in {things.text} : k => x if k != {text_guise(make.random, key)} }}",
        lambda value: {name: thing for name, thing in value.items() if name != key},
    )


def merged_things(make: Expressions, kind: str, depth: int) -> Term:
    """`merge(aws_subnet.a, aws_subnet.b)`."""
    one, other = make.term(kind, "thingmap", depth), make.term(kind, "thingmap", depth)
    values = tuple({**mine, **theirs} for mine, theirs in zip(one.values, other.values))
    return Term(f"merge({one.text}, {other.text})", values, one.firm and other.firm)
