"""Conditions."""

from __future__ import annotations

from .expressions import Expressions
from .guises import text_guise
from .terms import GROUP, KNOWN, SUBNET, TABLE, NotHereError, Term, quoted

_TRUE = (
    "!false",
    '"a" == "a"',
    "1 < 2",
    'can(tonumber("1"))',
    'contains(["a"], "a")',
    "null == null",
    'length(["x"]) > 0',
    "alltrue([])",
    'startswith("app-1", "app")',
    "anytrue([false, true])",
    'can(regex("^a", "ab"))',
    '"1" == tostring(1)',
    'tobool("true")',
    "1 != 2 && !(2 >= 3)",
)
_FALSE = (
    "!true",
    '"a" != "a"',
    "1 >= 2",
    'can(tonumber("x"))',
    'contains(["a"], "b")',
    "[] == null",
    "length([]) > 0",
    "anytrue([])",
    'endswith("app-1", "app")',
    '"1" == 1',
    "1 == 2 || false",
)


def constant(make: Expressions, _: int) -> Term:
    """A condition of constants."""
    truth = make.chance(70)
    return make.same(make.random.choice(_TRUE if truth else _FALSE), truth)


def flag(make: Expressions, _: int) -> Term:
    """A condition that has a name."""
    return make.context.pick(KNOWN, "bool")


def name_is(make: Expressions, _: int) -> Term:
    """A known string compared with another."""
    name = make.context.pick(KNOWN, "name")
    wanted = make.context.choose([value for value in name.values if value])
    operator = make.random.choice(["==", "!="])
    if make.chance(40):
        test = make.random.choice(["startswith", "endswith"])
        part = wanted[0] if test == "startswith" else wanted[-1]
        values = tuple(getattr(value, test)(part) for value in name.values)
        return Term(f"{test}({name.text}, {quoted(part)})", values, name.firm)
    values = tuple((value == wanted) is (operator == "==") for value in name.values)
    return Term(f"{name.text} {operator} {text_guise(make.random, wanted)}", values, name.firm)


def name_among(make: Expressions, _: int) -> Term:
    """`contains(names, name)`."""
    name, names = make.context.pick(KNOWN, "name"), make.context.pick(KNOWN, "names")
    values = tuple(one in many for one, many in zip(name.values, names.values))
    return Term(f"contains({names.text}, {name.text})", values, name.firm and names.firm)


def number_compares(make: Expressions, _: int) -> Term:
    """A known number compared with a constant."""
    number, bound = make.context.pick(KNOWN, "number"), make.random.randint(0, 3)
    if make.chance(40):
        return Term(f"{number.text} % 2 == 0", tuple(value % 2 == 0 for value in number.values), number.firm)
    return Term(f"{number.text} <= {bound}", tuple(value <= bound for value in number.values), number.firm)


def thing_attribute(make: Expressions, _: int) -> Term:
    """`subnet.availability_zone == "…"`, and its like."""
    thing = make.context.pick(make.random.choice([SUBNET, GROUP, TABLE]), "thing")
    names = [name for name in thing.common_keys if all(isinstance(value[name], str) for value in thing.values)]
    name = make.context.choose(names)
    wanted = make.random.choice(thing.values)[name]
    values = tuple(value[name] == wanted for value in thing.values)
    return Term(f"{thing.text}.{name} == {text_guise(make.random, wanted)}", values, thing.firm)


def thing_tag(make: Expressions, _: int) -> Term:
    """`subnet.tags.tier == "app"`."""
    thing = make.context.pick(make.random.choice([SUBNET, GROUP, TABLE]), "thing")
    if "tags" not in thing.common_keys:
        raise NotHereError
    wanted = make.random.choice(["app", "data"])
    tag = make.random.choice([".tags.tier", '.tags["tier"]'])
    text = f'lookup({thing.text}.tags, "tier", "-")' if make.chance(30) else f"{thing.text}{tag}"
    values = tuple(value["tags"]["tier"] == wanted for value in thing.values)
    return Term(f"{text} == {quoted(wanted)}", values, thing.firm)


def longer_than(make: Expressions, depth: int) -> Term:
    """`length(ids) > 1`."""
    term, bound = make.term(make.any_kind(), "list", depth), make.random.randint(0, 2)
    values = tuple(len(value) > bound for value in term.values)
    return Term(f"length({term.text}) > {bound}", values, term.firm)


def id_is_there(make: Expressions, depth: int) -> Term:
    """`id != ""`, which holds of all ids."""
    term = make.term(make.any_kind(), "id", depth)
    test, value = make.random.choice([('!= ""', True), ("!= null", True), ("== null", False)])
    return make.same(f"{term.text} {test}", value, firm=False)


def id_is(make: Expressions, depth: int) -> Term:
    """`id == id`."""
    kind = make.any_kind()
    one, other = make.term(kind, "id", depth), make.term(kind, "id", depth)
    values = tuple(mine == theirs for mine, theirs in zip(one.values, other.values))
    return Term(f"{one.text} == {other.text}", values, firm=False)


def id_among(make: Expressions, depth: int) -> Term:
    """`contains(ids, id)`."""
    kind = make.any_kind()
    one, many = make.term(kind, "id", depth), make.term(kind, "list", depth)
    values = tuple(mine in theirs for mine, theirs in zip(one.values, many.values))
    return Term(f"contains({many.text}, {one.text})", values, firm=False)


def key_is_there(make: Expressions, depth: int) -> Term:
    """Whether a map has a key."""
    term, key = make.term(make.any_kind(), "map", depth), make.random.choice(["a", "b", "app", "nowhere"])
    values = tuple(key in value for value in term.values)
    text = make.random.choice([f"contains(keys({term.text}), {quoted(key)})", f"can({term.text}[{quoted(key)}])"])
    return Term(text, values, term.firm and text.startswith("contains"))


def negated(make: Expressions, depth: int) -> Term:
    """`!condition`."""
    term = make.condition(depth)
    return Term(f"!({term.text})", tuple(not value for value in term.values), term.firm)


def both(make: Expressions, depth: int) -> Term:
    """Two conditions, both or either of which must hold."""
    one, other = make.condition(depth), make.condition(depth)
    operator = make.random.choice(["&&", "||"])
    values = tuple(
        (mine and theirs) if operator == "&&" else (mine or theirs) for mine, theirs in zip(one.values, other.values)
    )
    return Term(f"({one.text}) {operator} ({other.text})", values, one.firm and other.firm)
