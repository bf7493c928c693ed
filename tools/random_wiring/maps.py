"""Maps of ids, and lists of them by name or by number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .expressions import Expressions, Source
from .guises import names_guise, number_guise, text_guise
from .terms import KNOWN, Id, NotHereError, Term, Thing, quoted, sorted_values


def named_map(make: Expressions, kind: str, _: int) -> Term:
    """A map that has a name."""
    return make.context.pick(kind, "map")


def mapped_things(make: Expressions, kind: str, depth: int) -> Term:
    """`{ for k, x in aws_subnet.a : k => x.id }`."""
    things = make.term(kind, "thingmap", depth)
    form = make.random.choice(
        [
            "{{ for k, x in {0} : k => x.id }}",
            "zipmap(keys({0}), values({0})[*].id)",
            "{{ for k in keys({0}) : k => {0}[k].id }}",
        ]
    )
    change: Callable[[Any], Any] = lambda value: {key: thing["id"] for key, thing in value.items()}  # noqa: E731
    return make.apply(things, form.format(things.text), change)


def zipmap(make: Expressions, kind: str, depth: int) -> Term:
    """`zipmap(names, ids)`."""
    term = make.term(kind, "list", depth)
    length = term.shortest
    if any(len(value) != length for value in term.values):
        raise NotHereError
    names = make.random.sample(["a", "b", "app", "data", "1", "x.y", "db", "ep", "z", "q", "r", "s"], length)
    text = f"zipmap({names_guise(make.random, names)}, {term.text})"
    return make.apply(term, text, lambda value: dict(zip(names, value)))


def written_map(make: Expressions, kind: str, depth: int) -> Term:
    """`{ a = id, b = id }`."""
    names = make.random.sample(["a", "b", "app", "data", "1", "x.y"], make.random.randint(1, 3))
    members = [make.term(kind, "id", depth) for _ in names]
    entries = ", ".join(f"{quoted(name)} = {member.text}" for name, member in zip(names, members))
    values = tuple(
        {name: member.values[world] for name, member in zip(names, members)} for world in range(make.context.worlds)
    )
    return Term(f"{{ {entries} }}", values)


def numbered_map(make: Expressions, kind: str, depth: int) -> Term:
    """`{ for i, x in ids : "k${i}" => x }`."""
    term = make.term(kind, "list", depth)
    form = make.random.choice(['{{ for i, x in {} : "k${{i}}" => x }}', '{{ for i, x in {} : format("k%d", i) => x }}'])
    return make.apply(term, form.format(term.text), lambda value: {f"k{place}": id_ for place, id_ in enumerate(value)})


def merged(make: Expressions, kind: str, depth: int) -> Term:
    """`merge(map, map)`."""
    one, other = make.term(kind, "map", depth), make.term(kind, "map", depth)
    values = tuple({**mine, **theirs} for mine, theirs in zip(one.values, other.values))
    form = make.random.choice(["merge({}, {})", "merge([{}, {}]...)"])
    return Term(form.format(one.text, other.text), values, one.firm and other.firm)


def map_guise(make: Expressions, kind: str, depth: int) -> Term:
    """The same map, by functions and loops that give it back."""
    term = make.term(kind, "map", depth)
    text = term.text
    guises = [
        f"tomap({text})",
        f"{{ for k, x in {text} : k => x }}",
        f"merge({text}, {{}})",
        f"zipmap(keys({text}), values({text}))",
        f"try({text}, {{}})",
        f"merge([for k, x in {text} : {{ (k) = x }}]...)",
        f"{{ for p in [for k, x in {text} : {{ key = k, id = x }}] : p.key => p.id }}",
        f'{{ for k, x in {text} : trimprefix("p-${{k}}", "p-") => x }}',
    ]
    guise = make.random.choice(guises if term.shortest else guises[:5])
    return Term(guise, term.values, term.firm and not guise.startswith("try"))  # what try() gives is unknown as a whole


def renamed_map(make: Expressions, kind: str, depth: int) -> Term:
    """A map with other keys."""
    term = make.term(kind, "map", depth)
    return make.apply(
        term,
        f'{{ for k, x in {term.text} : "{make.random.choice("pq")}-${{k}}" => x }}'.replace("q-", "p-"),
        lambda value: {f"p-{key}": id_ for key, id_ in value.items()},
    )


def kept_entries(make: Expressions, kind: str, depth: int) -> Term:
    """A map without one of its entries."""
    term = make.term(kind, "map", depth)
    key = make.random.choice([*term.common_keys, "a"])
    return make.apply(
        term,
        f"{{ for k, x in {term.text} : k => x if k != {text_guise(make.random, key)} }}",
        lambda value: {name: id_ for name, id_ in value.items() if name != key},
    )


def either_map(make: Expressions, kind: str, depth: int) -> Term:
    """`condition ? map : map`."""
    return make.either(kind, "map", depth, wrap="tomap")


def named_lists(make: Expressions, kind: str, _: int) -> Term:
    """Lists that have a name."""
    return make.context.pick(kind, "lists")


def listed_lists(make: Expressions, kind: str, depth: int) -> Term:
    """`[ids, ids]`."""
    members = [make.term(kind, "list", depth) for _ in range(make.random.randint(1, 3))]
    values = tuple(tuple(member.values[world] for member in members) for world in range(make.context.worlds))
    text = f"[{', '.join(member.text for member in members)}]"
    return Term(text, values, all(member.firm for member in members))


def chunks(make: Expressions, kind: str, depth: int) -> Term:
    """`chunklist(ids, 2)`."""
    term, size = make.term(kind, "list", depth), make.random.randint(1, 3)
    return make.apply(
        term,
        f"chunklist({term.text}, {number_guise(make.random, size)})",
        lambda value: tuple(value[start : start + size] for start in range(0, len(value), size)),
    )


def lists_of_map(make: Expressions, kind: str, depth: int) -> Term:
    """`values(map of lists)`."""
    term = make.term(kind, "listmap", depth)
    return make.apply(term, f"values({term.text})", lambda value: tuple(sorted_values(value)))


def named_listmap(make: Expressions, kind: str, _: int) -> Term:
    """Lists by name that have a name themselves."""
    return make.context.pick(kind, "listmap")


def grouped_things(make: Expressions, kind: str, depth: int) -> Term:
    """By zone or by tag, as the sources of "one subnet per zone" do."""
    shape = make.random.choice(["things", "thingmap"])
    things = make.term(kind, shape, depth)
    by = make.random.choice(["availability_zone", "tags.tier", 'tags["tier"]'])
    groups: list[dict[str, tuple[Id, ...]]] = []
    for value in things.values:
        group: dict[str, tuple[Id, ...]] = {}
        for thing in value if shape == "things" else sorted_values(value):
            key = _grouped_by(thing, by)
            group[key] = (*group.get(key, ()), thing["id"])
        groups.append(group)
    x = make.variable("x")
    return Term(f"{{ for {x} in {things.text} : {x}.{by} => {x}.id... }}", tuple(groups), things.firm)


def _grouped_by(thing: Thing, by: str) -> str:
    name = "tags" if by.startswith("tags") else by
    if name not in thing:
        raise NotHereError
    key: str = thing[name]["tier"] if name == "tags" else thing[name]
    return key


def written_listmap(make: Expressions, kind: str, depth: int) -> Term:
    """`{ a = ids, b = ids }`."""
    names = make.random.sample(["a", "b", "app", "data"], make.random.randint(1, 3))
    members = [make.term(kind, "list", depth) for _ in names]
    entries = ", ".join(f"{quoted(name)} = {member.text}" for name, member in zip(names, members))
    values = tuple(
        {name: member.values[world] for name, member in zip(names, members)} for world in range(make.context.worlds)
    )
    return Term(f"{{ {entries} }}", values, all(member.firm for member in members))


def looped_listmap(make: Expressions, kind: str, depth: int) -> Term:
    """`{ for n in names : n => [ … ] }`."""
    names = make.names()
    if any(len(set(value)) != len(value) for value in names.values):
        raise NotHereError
    places = make.loop_places(len(value) for value in names.values)
    inside = make.inside(places)
    source = Source(names, KNOWN, "name", make.variable("n"), "")
    source.let(inside.context)
    body = inside.term(kind, "list", depth)
    grouped = make.context.regroup(places, body.values)
    values = tuple(dict(zip(keys, lists)) for keys, lists in zip(names.values, grouped))
    text = f"{{ for {source.names} in {names.text} : {source.item_name} => {body.text} }}"
    return Term(text, values, names.firm and body.firm)


def grouped_names(make: Expressions, kind: str, depth: int) -> Term:
    """`{ for k, x in map : substr(k, 0, 1) => x... }`."""
    term = make.term(kind, "map", depth)

    def groups(value: dict[str, Id]) -> dict[str, tuple[Id, ...]]:
        found: dict[str, tuple[Id, ...]] = {}
        for key in sorted(value):
            found[key[:1]] = (*found.get(key[:1], ()), value[key])
        return found

    k = make.variable("k")
    return make.apply(term, f"{{ for {k}, x in {term.text} : substr({k}, 0, 1) => x... }}", groups)
