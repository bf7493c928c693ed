"""Ids in no order that counts."""

from __future__ import annotations

from .expressions import Expressions
from .terms import Term


def list_as_bunch(make: Expressions, kind: str, depth: int) -> Term:
    """A list, whose order no longer counts."""
    term = make.term(kind, "list", depth + 1)
    return make.apply(term, term.text, frozenset)


def named_bunch(make: Expressions, kind: str, _: int) -> Term:
    """A list or set that has a name."""
    return make.context.pick(kind, "bunch")


def set_of_list(make: Expressions, kind: str, depth: int) -> Term:
    """A set, or the list of its members."""
    term = make.term(kind, "bunch", depth)
    form = make.random.choice(["toset({})", "tolist(toset({}))", "setunion({})", "distinct(tolist({}))"])
    return Term(form.format(term.text), term.values, firm=False)


def set_algebra(make: Expressions, kind: str, depth: int) -> Term:
    """What two have together, or in common, or what one has beyond the other."""
    one, other = make.term(kind, "bunch", depth), make.term(kind, "bunch", depth)
    name, change = make.random.choice(
        [
            ("setunion", frozenset.union),
            ("setsubtract", frozenset.difference),
            ("setintersection", frozenset.intersection),
        ]
    )
    values = tuple(change(mine, theirs) for mine, theirs in zip(one.values, other.values))
    return Term(f"{name}({one.text}, {other.text})", values, firm=False)


def ids_as_keys(make: Expressions, kind: str, depth: int) -> Term:
    """Through a map whose keys are ids."""
    term = make.term(kind, "bunch", depth)
    form = make.random.choice(
        [
            "keys({{ for x in {0} : x => true... }})",
            "[for k, x in {{ for x in {0} : x => x... }} : x[0]]",
            "[for k, x in {{ for x in {0} : x => x... }} : k]",
            "flatten(values({{ for x in {0} : x => x... }}))",
            "keys(zipmap(tolist({0}), tolist({0})))",
        ]
    )
    return Term(form.format(term.text), term.values, firm=False)


def bunch_guise(make: Expressions, kind: str, depth: int) -> Term:
    """The same ids, by functions and loops that give them back."""
    term = make.term(kind, "bunch", depth)
    text = term.text
    guises = [
        f"[for x in {text} : x]",
        f"flatten([{text}])",
        f"toset([for x in {text} : x])",
        f"try({text}, [])",
        f'compact(split(",", join(",", {text})))',
        f"reverse(tolist({text}))",
        f"concat(tolist({text}), tolist({text}))",
        f"flatten([for x in {text} : [x, x]])",
        f'setsubtract({text}, ["z"])',
        f"setunion({text}, [])",
        f'[for p in setproduct({text}, ["x", "y"]) : p[0]]',
        f"sort({text})",
        f"tolist(setunion({text}, tolist({text})))",
        f"flatten(chunklist(tolist({text}), 2))",
        f'toset(compact(concat(tolist({text}), [""])))',
    ]
    return Term(make.random.choice(guises), term.values, firm=False)


def filtered_bunch(make: Expressions, kind: str, depth: int) -> Term:
    """`[for x in ids : x if condition]`."""
    term = make.term(kind, "bunch", depth)
    members = [sorted(value) for value in term.values]
    places = make.loop_places(map(len, members))
    inside = make.inside(places)
    x = make.variable("x")
    flat = tuple(id_ for ids in members for id_ in ids)
    inside.context.add(kind, "id", Term(x, flat))
    test = inside.condition(depth + 1)
    kept = make.context.regroup(
        [place for place, keep in zip(places, test.values) if keep],
        [id_ for id_, keep in zip(flat, test.values) if keep],
    )
    text = f"[for {x} in {term.text} : {x} if {test.text}]"
    return Term(text, tuple(map(frozenset, kept)), firm=False)
