"""Single ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .expressions import Expressions
from .guises import names_guise, number_guise, text_guise
from .terms import ENDPOINT, GROUP, KNOWN, SUBNET, TABLE, TIE, VPC, Id, NotHereError, Term, quoted, step

_LITERAL_PREFIXES = {SUBNET: "subnet", GROUP: "sg", TABLE: "rtb", VPC: "vpc"}


def literal(make: Expressions, kind: str, _: int) -> Term:
    """A literal id, as something outside the configuration has it."""
    name = f"{_LITERAL_PREFIXES[kind]}-{make.random.getrandbits(68):017x}" if kind in _LITERAL_PREFIXES else ""
    if not name or make.chance(50):
        raise NotHereError
    return make.same(quoted(name), Id(name))


def last_resort(make: Expressions, kind: str, _: int) -> Term:
    """A literal id, where nothing else can be had."""
    there = kind == VPC or make.context.has(kind) or make.chance(10)
    if kind not in _LITERAL_PREFIXES or not there:
        raise NotHereError
    name = f"{_LITERAL_PREFIXES[kind]}-0123456789abcdef0"
    return make.same(quoted(name), Id(name))


def named_id(make: Expressions, kind: str, _: int) -> Term:
    """An id that has a name."""
    return make.context.pick(kind, "id")


def nearest_id(make: Expressions, kind: str, _: int) -> Term:
    """The id of what has a name, without any more steps than that takes."""
    for shape in make.random.sample(["thing", "things", "thingmap", "list", "map"], 5):
        for term in make.context.find(kind, shape):
            if shape == "thing":
                return make.apply(term, f"{term.text}.id", lambda value: value["id"])
            if shape in {"things", "list"} and term.shortest:
                return make.apply(term, f"{term.steppable}[0]{'.id' if shape == 'things' else ''}", _first_id)
            if shape in {"thingmap", "map"} and term.common_keys:
                return _entrys_id(make, term, make.random.choice(term.common_keys), shape)
    raise NotHereError


def _entrys_id(make: Expressions, term: Term, key: str, shape: str) -> Term:
    if shape == "map":
        return make.apply(term, f"{term.text}[{quoted(key)}]", lambda value: value[key])
    return make.apply(term, f"{term.text}[{quoted(key)}].id", lambda value: value[key]["id"])


def things_id(make: Expressions, kind: str, depth: int) -> Term:
    """A resource's id."""
    thing = make.term(kind, "thing", depth)
    resource = re.fullmatch(r"aws_\w+\.\w+(\[.*\])?", thing.text)  # an attribute of one is no index
    name = make.random.choice([".id"] if resource else [".id", ".id", '["id"]'])
    return make.apply(thing, f"{thing.text}{name}", lambda value: value["id"])


def attribute_of_other(make: Expressions, kind: str, depth: int) -> Term:
    """An id that another resource refers to: `aws_subnet.a.vpc_id`."""
    owners = {VPC: [SUBNET, GROUP, TABLE, ENDPOINT], SUBNET: [TIE], TABLE: [TIE]}.get(kind, [])
    thing = make.term(make.context.choose(owners), "thing", depth)
    name = f"{'route_table' if kind == TABLE else kind}_id"
    if name not in thing.common_keys:
        raise NotHereError
    return make.apply(thing, f"{thing.text}.{name}", lambda value: value[name])


def indexed(make: Expressions, kind: str, depth: int) -> Term:
    """`ids[0]`, or `ids[count.index]`."""
    term = make.term(kind, "list", depth)
    if not term.shortest:
        raise NotHereError
    place = make.random.randrange(term.shortest)
    counted = _index_by_name(make, term)
    if counted:
        return counted
    return make.apply(term, f"{term.steppable}[{number_guise(make.random, place)}]", lambda value: value[place])


def _index_by_name(make: Expressions, term: Term) -> Term | None:
    """The element whose place a known number in the context is."""
    for number in make.context.find(KNOWN, "number"):
        fits = all(place < len(value) for place, value in zip(number.values, term.values))
        if number.firm and fits and make.chance(50):
            values = tuple(value[place] for place, value in zip(number.values, term.values))
            return Term(f"{term.steppable}[{number.text}]", values, term.firm)
    return None


def element(make: Expressions, kind: str, depth: int) -> Term:
    """`element(ids, 3)`."""
    term = make.term(kind, "list", depth)
    numbers = [number for number in make.context.find(KNOWN, "number") if number.firm]
    if not term.shortest:
        raise NotHereError
    if numbers and make.chance(60):
        number = make.context.choose(numbers)
        values = tuple(value[place % len(value)] for place, value in zip(number.values, term.values))
        return Term(f"element({term.text}, {number.text})", values, term.firm)
    place = make.random.randint(0, 5)
    text = f"element({term.text}, {number_guise(make.random, place)})"
    return make.apply(term, text, lambda value: value[place % len(value)])


def looked_up(make: Expressions, kind: str, depth: int) -> Term:
    """`map["key"]`, or `map[each.key]`."""
    term = make.term(kind, "map", depth)
    if term.common_keys and make.chance(40):
        name = make.random.choice(term.common_keys)
        return make.apply(term, f"{term.text}{step(name, make.random)}", lambda value: value[name])
    text, keys = make.key_of(term)
    return Term(f"{term.text}[{text}]", tuple(value[key] for value, key in zip(term.values, keys)), term.firm)


def by_index(make: Expressions, kind: str, depth: int) -> Term:
    """`ids[index(names, name)]`."""
    term = make.term(kind, "list", depth)
    if not term.shortest:
        raise NotHereError
    names = make.random.sample(["a", "b", "app", "data"], min(4, term.shortest))
    place = make.random.randrange(len(names))
    text = f"{term.steppable}[index({names_guise(make.random, names)}, {quoted(names[place])})]"
    return make.apply(term, text, lambda value: value[place])


def looked_up_or(make: Expressions, kind: str, depth: int) -> Term:
    """What a map has under a key, or else another id."""
    term, other = make.term(kind, "map", depth), make.term(kind, "id", depth)
    key = make.random.choice([*term.common_keys, "nowhere", "a", "b"])
    values = tuple(value.get(key, default) for value, default in zip(term.values, other.values))
    text = make.random.choice(
        [
            f"lookup({term.text}, {text_guise(make.random, key)}, {other.text})",
            f"try({term.text}[{quoted(key)}], {other.text})",
            f"coalesce(lookup({term.text}, {quoted(key)}, null), {other.text})",
            f"contains(keys({term.text}), {quoted(key)}) ? {term.text}[{quoted(key)}] : {other.text}",
        ]
    )
    return Term(f"({text})" if "?" in text else text, values, firm=False)


def tried_index(make: Expressions, kind: str, depth: int) -> Term:
    """`try(ids[3], id)`."""
    term, other = make.term(kind, "list", depth), make.term(kind, "id", depth)
    place = make.random.randint(0, 3)
    values = tuple(value[place] if place < len(value) else default for value, default in zip(term.values, other.values))
    return Term(f"try({term.steppable}[{place}], {other.text})", values, firm=False)


def only(make: Expressions, kind: str, depth: int) -> Term:
    """`one([id])`."""
    term = make.term(kind, "id", depth)
    many = make.term(kind, "list", depth)
    if many.shortest and make.chance(50):
        return make.apply(many, f"one(slice({many.text}, 0, 1))", lambda value: value[0])
    return replace(term, text=f"one([{term.text}])")


def id_guise(make: Expressions, kind: str, depth: int) -> Term:
    """The same id, by functions and templates that give it back."""
    term = make.term(kind, "id", depth)
    text = term.text
    guises = [
        f'"${{{text}}}"',
        f'format("%s", {text})',
        f'join("", [{text}])',
        f'split("/", "x/${{{text}}}")[1]',
        f'element(split("/", "x/${{{text}}}/y"), 1)',
        f'coalesce(null, {text}, "z")',
        f"try({text}, null)",
        f"tostring({text})",
        f'coalesce("", {text})',
        f"try(null.nothing, {text})",
        f'[{text}, "z"][0]',
        f"{{ k = {text}, z = null }}.k",
        f'"%{{ if true }}${{{text}}}%{{ else }}z%{{ endif }}"',
        f"can({text}) ? {text} : null",
        f"({text})",
        f'flatten([[{text}], ["z"]])[0]',
        f"concat([{text}], [])[0]",
        f"nonsensitive(sensitive({text}))",
    ]
    guise = make.random.choice(guises)
    return Term(f"({guise})" if "?" in guise else guise, term.values, firm=False)


def either_id(make: Expressions, kind: str, depth: int) -> Term:
    """`condition ? id : id`."""
    return make.either(kind, "id", depth)


def _first_id(value: Sequence[Any]) -> Any:
    return value[0]["id"] if isinstance(value[0], dict) else value[0]
