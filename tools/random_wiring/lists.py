"""Lists of ids in a known order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .expressions import Expressions
from .guises import names_guise, number_guise, text_guise
from .terms import OBJECT, NotHereError, Term, quoted, sorted_values, step


def named_list(make: Expressions, kind: str, _: int) -> Term:
    """A list that has a name."""
    return make.context.pick(kind, "list")


def listed(make: Expressions, kind: str, depth: int) -> Term:
    """`[id, id]`."""
    members = [make.term(kind, "id", depth) for _ in range(make.random.choice([0, 1, 1, 2, 2, 3]))]
    values = tuple(tuple(member.values[world] for member in members) for world in range(make.context.worlds))
    text = f"[{', '.join(member.text for member in members)}]"
    return Term(text, values)


def splat(make: Expressions, kind: str, depth: int) -> Term:
    """`aws_subnet.a[*].id`."""
    things = make.term(kind, "things", depth)
    splat = make.random.choice(["[*].id", "[*].id", ".*.id"])
    base = things.steppable
    return make.apply(things, f"{base}{splat}", lambda value: tuple(thing["id"] for thing in value))


def splat_of_one(make: Expressions, kind: str, depth: int) -> Term:
    """`aws_subnet.a[*].id` of a single resource."""
    thing = make.term(kind, "thing", depth)
    return make.apply(thing, f"{thing.text}[*].id", lambda value: (value["id"],))


def values_of(make: Expressions, kind: str, depth: int) -> Term:
    """`values(map)`."""
    term = make.term(kind, "map", depth)
    return make.apply(term, f"values({term.text})", lambda value: tuple(sorted_values(value)))


def loop(make: Expressions, kind: str, depth: int) -> Term:
    """`[for x in …]` over ids, names or things, with any body, and perhaps a condition."""
    source = make.loop_source(depth)
    places = make.loop_places(len(value) for value in source.term.values)
    inside = make.inside(places)
    source.let(inside.context)
    body = inside.term(kind, "id", min(depth, 1))
    test = inside.condition(depth) if make.chance(50) else None
    kept = test.values if test else (True,) * len(places)
    chosen = [(place, value) for place, value, keep in zip(places, body.values, kept) if keep]
    values = make.context.regroup([place for place, _ in chosen], [value for _, value in chosen])
    text = f"[for {source.names} in {source.term.text} : {body.text}{f' if {test.text}' if test else ''}]"
    return Term(text, tuple(map(tuple, values)), source.term.firm and (not test or test.firm))


def reversed_list(make: Expressions, kind: str, depth: int) -> Term:
    """`reverse(ids)`."""
    term = make.term(kind, "list", depth)
    return make.apply(term, f"reverse({term.text})", lambda value: value[::-1])


def part(make: Expressions, kind: str, depth: int) -> Term:
    """`slice(ids, 1, 2)`."""
    term = make.term(kind, "list", depth)
    start = make.random.randint(0, term.shortest)
    end = make.random.randint(start, term.shortest)
    text = f"slice({term.text}, {number_guise(make.random, start)}, {number_guise(make.random, end)})"
    return make.apply(term, text, lambda value: value[start:end])


def slice_to_length(make: Expressions, kind: str, depth: int) -> Term:
    """`slice(ids, 1, length(ids))`."""
    term = make.term(kind, "list", depth)
    if not term.shortest or not term.firm:
        raise NotHereError
    return make.apply(term, f"slice({term.text}, 1, length({term.text}))", lambda value: value[1:])


def concat(make: Expressions, kind: str, depth: int) -> Term:
    """Two lists behind one another."""
    one, other = make.term(kind, "list", depth), make.term(kind, "list", depth)
    values = tuple(mine + theirs for mine, theirs in zip(one.values, other.values))
    form = make.random.choice(["concat({}, {})", "flatten([{}, {}])", "concat([{}, {}]...)"])
    return Term(form.format(one.text, other.text), values, one.firm and other.firm)


def list_guise(make: Expressions, kind: str, depth: int) -> Term:
    """The same list, by functions and loops that give it back."""
    term = make.term(kind, "list", depth)
    text = term.text
    guises = [
        f"flatten({text})",
        f"flatten([{text}])",
        f"tolist({text})",
        f"[for x in {text} : x]",
        f"try({text}, [])",
        f'compact(concat({text}, ["", null]))',
        f"flatten(chunklist({text}, 2))",
        f"coalescelist([], {text})",
        f"[for i in range(length({text})) : {term.steppable}[i]]",
        f"[for i in range(length({text})) : element({text}, i)]",
        f'values({{ for i, x in {text} : format("%02d", i) => x }})',
        f'[for p in setproduct(["z"], {text}) : p[1]]',
        f'split(",", join(",", {text}))',
        f"concat({text}, [])",
        f"[for i, x in {text} : x if i >= 0]",
        f'[for x in {text} : x if x != ""]',
        f'matchkeys({text}, [for x in {text} : "k"], ["k"])',
        f'[for x in {text} : "${{x}}"]',
        f'formatlist("%s", {text})',
        f'[for x in formatlist("a/%s", {text}) : split("/", x)[1]]',
        f'compact(split(",", "%{{ for x in {text} }}${{x}},%{{ endfor }}"))',
        f"[for x in [for y in {text} : {{ v = y }}] : x.v]",
        f"[for y in {text} : {{ v = y }}][*].v",
        f"({text} == null ? [] : {text})",
        f"[for x in reverse({text}) : x if can(x)]",
        f"tolist([for x in {text} : tostring(x)])",
        f'slice(concat(["z"], {text}), 1, length({text}) + 1)',
        f'lookup({{ v = {text} }}, "v", [])',
        f"merge({{ v = [] }}, {{ v = {text} }}).v",
        f"one([{text}])",
        f"[{text}][0]",
    ]
    guise = make.random.choice(guises)
    if guise.startswith(("split(", "coalescelist(")) and not term.shortest:
        raise NotHereError
    firm = guise.startswith(("flatten([", "tolist", "[for x in ", "concat", "values")) and "if" not in guise
    return Term(guise, term.values, term.firm and firm)


def picked_by_name(make: Expressions, kind: str, depth: int) -> Term:
    """`[for k in ["a", "b"] : map[k]]`."""
    term = make.term(kind, "map", depth)
    keys = term.common_keys
    make.random.shuffle(keys)
    keys = keys[: make.random.randint(0, len(keys))]
    n = make.variable("n")
    text = f"[for {n} in {names_guise(make.random, keys)} : {term.text}[{n}]]"
    return make.apply(term, text, lambda value: tuple(value[key] for key in keys))


def filtered_map(make: Expressions, kind: str, depth: int) -> Term:
    """The values of a map, those of some keys alone."""
    term = make.term(kind, "map", depth)
    key = make.random.choice([*term.common_keys, "a", "b"])
    k = make.variable("k")
    tests: list[tuple[str, Callable[[str], bool]]] = [
        (f"{k} != {text_guise(make.random, key)}", lambda name: name != key),
        (f"!contains([{quoted(key)}], {k})", lambda name: name != key),
        (f"startswith({k}, {quoted(key[0])})", lambda name: name.startswith(key[0])),
        (f"can(regex({quoted('^' + key[0])}, {k}))", lambda name: name.startswith(key[0])),
        (f"length({k}) > 1", lambda name: len(name) > 1),
        (f"substr({k}, 0, 1) == {quoted(key[0])}", lambda name: name[:1] == key[0]),
        (f"upper({k}) != {quoted(key.upper())}", lambda name: name != key),
    ]
    text, keep = make.random.choice(tests)
    return make.apply(
        term,
        f"[for {k}, x in {term.text} : x if {text}]",
        lambda value: tuple(value[name] for name in sorted(value) if keep(name)),
    )


def member_list(make: Expressions, kind: str, depth: int) -> Term:
    """One list among several."""
    if make.chance(50):
        lists = make.term(kind, "lists", depth)
        if not lists.shortest:
            raise NotHereError
        place = make.random.randrange(lists.shortest)
        return make.apply(lists, f"{lists.steppable}[{place}]", lambda value: value[place])
    by_name = make.term(kind, "listmap", depth)
    key = make.context.choose(by_name.common_keys)
    return make.apply(by_name, f"{by_name.text}{step(key, make.random)}", lambda value: value[key])


def member_list_or(make: Expressions, kind: str, depth: int) -> Term:
    """The list that a map has under a key, or else another one."""
    by_name, other = make.term(kind, "listmap", depth), make.term(kind, "list", depth)
    key = make.random.choice([*by_name.common_keys, "nowhere", "eu-west-1b"])
    values = tuple(value.get(key, default) for value, default in zip(by_name.values, other.values))
    form = make.random.choice(["lookup({}, {}, {})", "try({}[{}], {})"])
    if form.startswith("lookup") and not by_name.firm:
        raise NotHereError
    return Term(form.format(by_name.text, quoted(key), other.text), values, firm=False)


def all_lists(make: Expressions, kind: str, depth: int) -> Term:
    """Several lists behind one another."""
    form = make.random.choice(["flatten({})", "concat({}...)", "flatten([for x in {} : x])"])
    if make.chance(50):
        term = make.term(kind, "lists", depth)
        if form.startswith("concat") and not term.shortest:
            raise NotHereError
        joined: Callable[[Any], Any] = lambda value: tuple(id_ for ids in value for id_ in ids)  # noqa: E731
        return make.apply(term, form.format(term.text), joined)
    term = make.term(kind, "listmap", depth)
    values = f"values({term.text})"
    if form.startswith("concat") and not term.shortest:
        raise NotHereError
    return make.apply(
        term, form.format(values), lambda value: tuple(id_ for ids in sorted_values(value) for id_ in ids)
    )


def first_of_each(make: Expressions, kind: str, depth: int) -> Term:
    """One of each group, as one subnet per zone."""
    term = make.term(kind, "listmap", depth)
    if not all(all(value.values()) for value in term.values):
        raise NotHereError
    form = make.random.choice(["[for k, x in {} : x[0]]", "values({})[*][0]", "[for x in values({}) : element(x, 0)]"])
    return make.apply(term, form.format(term.text), lambda value: tuple(ids[0] for ids in sorted_values(value)))


def matched(make: Expressions, kind: str, depth: int) -> Term:
    """`matchkeys(…)`: the subnets of a zone."""
    things = make.term(kind, "things", depth)
    known = [thing.get("availability_zone") for value in things.values for thing in value]
    zone = make.context.choose(known)
    if None in known:
        raise NotHereError
    base = things.steppable
    return make.apply(
        things,
        f"matchkeys({base}[*].id, {base}[*].availability_zone, [{quoted(zone)}])",
        lambda value: tuple(thing["id"] for thing in value if thing["availability_zone"] == zone),
        firm=False,
    )


def distinct(make: Expressions, kind: str, depth: int) -> Term:
    """`distinct(ids)`."""
    term = make.term(kind, "list", depth)
    return make.apply(term, f"distinct({term.text})", lambda value: tuple(dict.fromkeys(value)), firm=False)


def either_list(make: Expressions, kind: str, depth: int) -> Term:
    """`condition ? ids : ids`."""
    return make.either(kind, "list", depth)


def nested_loop(make: Expressions, kind: str, depth: int) -> Term:
    """`flatten([for n in names : [for x in … : …]])`."""
    source = make.loop_source(depth)
    places = make.loop_places(len(value) for value in source.term.values)
    inside = make.inside(places)
    source.let(inside.context)
    body = inside.term(kind, "list", min(depth, 1))
    groups = make.context.regroup(places, body.values)
    text = f"flatten([for {source.names} in {source.term.text} : {body.text}])"
    values = tuple(tuple(id_ for ids in group for id_ in ids) for group in groups)
    return Term(text, values, source.term.firm and body.firm)


def pairs(make: Expressions, kind: str, depth: int) -> Term:
    """`[for p in setproduct(names, ids) : p[1]]`."""
    term, names = make.term(kind, "list", depth), make.names()
    firm = term.firm and names.firm
    values = tuple(ids * len(many) for ids, many in zip(term.values, names.values))
    return Term(f"[for p in setproduct({names.text}, {term.text}) : p[1]]", values, firm)


def of_object(make: Expressions, kind: str, depth: int) -> Term:
    """`each.value.subnets`, with what stands for it where it is left out or null."""
    thing, name = make.term(OBJECT, "thing", depth), f"{kind}s"
    found = [value.get(name, ()) for value in thing.values]
    text = f"{thing.text}.{name}"
    forms = ["{}"]
    if any(name not in value for value in thing.values):
        forms = ["try({}, [])", "lookup({1}, {2}, [])", "(can({0}) ? {0} : [])"]
        if None in found:
            forms = ["(try({0}, null) == null ? [] : {0})", "(try({0} == null, true) ? [] : {0})"]
    elif None in found:
        forms = ["({0} == null ? [] : {0})", "({0} != null ? {0} : [])", "coalescelist({0} == null ? [] : {0}, [])"]
    values = tuple(value or () for value in found)
    form = make.random.choice(forms)
    if form.startswith("coalescelist") and not all(values):
        raise NotHereError
    return Term(form.format(text, thing.text, quoted(name)), values, firm=False)
