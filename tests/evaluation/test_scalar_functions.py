"""Functions of text and numbers over what waits for the apply, and within their limits.

What they give for known values is asked of terraform console, in `console`.
"""

from __future__ import annotations

import re
import time
from fractions import Fraction
from typing import Dict

import pytest
from ecr_privatelink.evaluation.function_calling import MOST_CHARACTERS, Function, text_of
from ecr_privatelink.evaluation.function_table import FUNCTIONS
from ecr_privatelink.evaluation.resource_symbols import Symbol
from ecr_privatelink.evaluation.symbolic_values import (
    Bag,
    EvaluationError,
    LimitError,
    ListValue,
    MapValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
    one_of,
)
from evaluating import evaluate, new_id, new_resource

VPC, SUBNET = new_id("aws_vpc.v"), new_id("aws_subnet.a")
ARN = Symbol(new_resource("aws_vpc.v"), ("arn",))
ATTRIBUTE = Symbol(new_resource("aws_vpc.v"), ("ipv6_association_id",))
WAITING = Unsettled("it is not settled")
NAMES: Dict[str, Value] = {
    "var.vpc": VPC,
    "var.subnet": SUBNET,
    "var.arn": ARN,
    "var.attribute": ATTRIBUTE,
    "var.waiting": WAITING,
    "var.either": one_of(["a", "b"]),
    "var.set": SetValue((VPC, SUBNET)),
    "var.bag": Bag(("a",), ("b",)),
}


def value_of(text: str) -> Value:
    return evaluate(text, NAMES)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('join("-", ["x", var.vpc, "y"])', ("x-", VPC, "-y")),
        ('join("", [var.vpc, var.subnet])', (VPC, SUBNET)),
        ("join(var.vpc, [1, 2])", ("1", VPC, "2")),
        ('join("/", ["a"], ["b", "x-${var.vpc}"])', ("a/b/x-", VPC)),
        ('format("%s/%s", var.vpc, 5)', (VPC, "/5")),
        ('format("%v-%s%%", "a", var.attribute)', ("a-", ATTRIBUTE, "%")),
        ('format("%[2]s %[1]s", var.vpc, "a")', ("a ", VPC)),
        ('format("%v", "x-${var.vpc}")', ("x-", VPC)),
    ],
)
def test_text_is_made_around_what_waits(text: str, parts: object) -> None:
    assert value_of(text) == Text(parts)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ['join(",", [var.vpc])', 'format("%s", var.vpc)', "tostring(var.vpc)"])
def test_an_id_alone_stays_itself(text: str) -> None:
    assert value_of(text) == VPC


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ('split(",", "${var.vpc},${var.subnet}")', (VPC, SUBNET)),
        ('split("/", "x/${var.vpc}-y/")', ("x", Text((VPC, "-y")), "")),
        ('split(", ", join(", ", [var.subnet, "b", var.vpc]))', (SUBNET, "b", VPC)),
        ('split(":", var.vpc)', (VPC,)),
    ],
)
def test_text_is_split_where_no_id_can_hold_the_separator(text: str, members: object) -> None:
    assert value_of(text) == ListValue(members, is_list=True)  # type: ignore[arg-type]


@pytest.mark.parametrize("function", ["chomp", "lower", "trimspace"])
def test_what_changes_no_small_letter_leaves_an_id_as_it_is(function: str) -> None:
    assert value_of(f"{function}(var.vpc)") == VPC


@pytest.mark.parametrize(
    "text",
    [
        'split("-", var.vpc)',
        'split("a,", "${var.vpc},")',
        'split("", var.vpc)',
        'split("/", var.arn)',
        'split(",", var.attribute)',
        'split(var.vpc, "a")',
        'split(",", var.waiting)',
        'join(",", var.set)',
        'join(",", var.bag)',
        'join(",", ["a", var.waiting])',
        "join(var.waiting, [])",
        "upper(var.vpc)",
        "lower(var.attribute)",
        "trimspace(var.arn)",
        'replace(var.vpc, "vpc", "x")',
        'regex("^vpc-", var.vpc)',
        'format("%10s", var.vpc)',
        'format("%q", var.vpc)',
        'format("%d", var.vpc)',
        'format("%t", var.attribute)',
        'format("%v", var.attribute)',
        'format("%v", [var.vpc])',
        "format(var.vpc)",
        'format("%s", var.waiting)',
        "cidrsubnet(var.attribute, 8, 1)",
        "max(1, var.attribute)",
        "sum([1, var.waiting])",
        'formatdate("YYYY", var.attribute)',
        "sha256(var.vpc)",
    ],
)
def test_what_depends_on_an_id_is_left_open(text: str) -> None:
    value = value_of(text)
    assert isinstance(value, Unsettled)
    assert value.because


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("jsonencode", (SetValue((ListValue(("a",)), ListValue(("b",)))),)),
        ("jsonencode", (Fraction(1.6989700043360185),)),
        ("format", ("%v", SetValue((ListValue(("a",)), ListValue(("b",)))))),
        ("format", ("%.1s", "\u00e9")),
        ("format", ("%05.2d", 5)),
        ("format", ("%#05x", 5)),
        ("format", ("%f", ATTRIBUTE)),
        ("yamldecode", ("[a",)),
        ("yamldecode", ('"\\UFFFFFFFF"',)),
        ("textdecodebase64", ("YQ==", "windows-1252")),
        ("uuidv5", ("urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "a")),
        ("log", (10**400, 2)),
        ("title", ("\u0149",)),
        ("regex", ("(?i)a", "\u00e9")),
        ("regex", ("(?i)\u00e9", "a")),
        ("pow", (2, 5_000)),
        ("pow", (0, -1)),
        ("timeadd", ("9999-12-31T23:59:59Z", "1h")),
    ],
)
def test_what_is_not_followed_is_left_open(function: str, arguments: object) -> None:
    called: Function = FUNCTIONS[function]
    assert isinstance(called(*arguments), Unsettled)  # type: ignore[misc]


NINES = "9" * 5_000


@pytest.mark.parametrize(
    "text",
    ["min()", "max()", 'tostring("a", "b")', 'regex("a)", "a")', f'timeadd("2017-11-22T00:00:00Z", "{NINES}s")'],
)
def test_what_terraform_refuses_is_an_error(text: str) -> None:
    with pytest.raises(EvaluationError):
        value_of(text)


def test_a_text_of_line_ends_is_chomped_at_once() -> None:
    started = time.perf_counter()
    assert FUNCTIONS["chomp"]("\n" * 500_000 + "a\n") == "\n" * 500_000 + "a"
    assert time.perf_counter() - started < 1


def test_formatlist_goes_row_by_row() -> None:
    assert value_of('formatlist("%s-%s", "x", [var.vpc, 1])') == ListValue((Text(("x-", VPC)), "x-1"), is_list=True)


@pytest.mark.parametrize("rows", ["var.set", "var.attribute"])
def test_formatlist_of_an_unsettled_list_is_any_list(rows: str) -> None:
    value = value_of(f'formatlist("%s", {rows})')
    assert isinstance(value, Bag)
    assert value.open_because


def test_one_of_several_arguments_gives_one_of_several_results() -> None:
    assert value_of('upper("${var.either}x")') == OneOf(("AX", "BX"))
    assert value_of('join("-", [var.either, var.vpc])') == OneOf((Text(("a-", VPC)), Text(("b-", VPC))))
    assert value_of('format("%s!", var.either)') == OneOf(("a!", "b!"))


def test_an_argument_that_one_option_does_not_fit_leaves_doubt() -> None:
    value = evaluate("tonumber(var.x)", {"var.x": one_of(["1", "x"])})
    assert isinstance(value, OneOf)
    assert value.options[0] == 1
    assert isinstance(value.options[1], Unsettled)


@pytest.mark.parametrize(
    "text", ["upper(null)", 'join(",", null)', "abs(null)", 'format("%s", null)', "csvdecode(null)"]
)
def test_null_is_refused(text: str) -> None:
    with pytest.raises(EvaluationError):
        value_of(text)


def test_a_known_argument_is_refused_even_beside_one_that_waits() -> None:
    with pytest.raises(EvaluationError):
        value_of("replace(var.vpc, null, [])")
    with pytest.raises(EvaluationError):
        value_of('max(var.attribute, "x")')


@pytest.mark.parametrize(
    ("parts", "text"),
    [([], ""), (["", ""], ""), (["a", "", "b"], "ab"), (["", VPC, ""], VPC), (["a", "b", VPC], Text(("ab", VPC)))],
)
def test_parts_of_text_are_merged(parts: object, text: Value) -> None:
    assert text_of(parts) == text  # type: ignore[arg-type]


def test_text_is_composed_as_terraform_keeps_it() -> None:
    assert text_of(["e", "\u0301"]) == "\u00e9"


BIG = "x" * MOST_CHARACTERS
MANY = ListValue(("a" * 100,) * 50_000)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [
        ("join", (BIG, ListValue(("a", "b", "c")))),
        ("join", ("-", MANY)),
        ("replace", (BIG, "x", "yy")),
        ("replace", (BIG, "", "y")),
        ("replace", ("x" * 9_000, "/x/", "y" * 200)),
        ("indent", (MOST_CHARACTERS, "a\nb")),
        ("format", ("%1000001d", 5)),
        ("format", ("%.999999f%.999999f", 5, 5)),
        ("format", ("%s%s", BIG, "a")),
        ("formatlist", ("%s", MANY)),
        ("split", ("", BIG)),
        ("jsonencode", (MANY,)),
        ("jsondecode", (f"[{','.join(['1'] * 100_001)}]",)),
        ("jsondecode", ("[" * 200 + "]" * 200,)),
        ("jsondecode", ("[" * 100_000,)),
        ("yamldecode", ("[" * 70 + "]" * 70,)),
        ("yamldecode", ("[" * 5_000,)),
        ("yamldecode", ("a: " + "b" * 250_000,)),
        ("yamldecode", (f"[{','.join(['1'] * 100_001)}]",)),
        ("yamldecode", ("0x" + "f" * 5_000,)),
        ("yamldecode", ("- &x0 [a, a]\n" + "".join(f"- &x{n} [*x{n - 1}, *x{n - 1}]\n" for n in range(1, 40)),)),
        ("csvdecode", ("a\n" * 100_002,)),
        ("tonumber", ("1e999999",)),
        ("tonumber", ("9" * 5_000,)),
        ("parseint", ("1" * 5_000, 2)),
    ],
)
def test_what_grows_too_large_is_not_built(function: str, arguments: object) -> None:
    called: Function = FUNCTIONS[function]
    with pytest.raises(LimitError):
        called(*arguments)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("pattern", "subject"),
    [
        ("(a+)+$", "a" * 40 + "b"),
        ("(a|a)*$", "a" * 40 + "b"),
        ("(a?){30}a{30}", "a" * 30),
        ("a?" * 30 + "a" * 30, "a" * 30),
        ("(.*)(.*)(.*)(.*)x", "a" * 5_000),
        ("(x*y*){2,9}$", "x" * 5_000),
        ("(?:(?:a*)?)*", "a" * 50),
        ("a" * 1_001, "a"),
        ("a", "a" * 10_001),
        ("(" * 60 + ")" * 60, "a"),
        ("(a{1,1000}){1,1000}", "a" * 100),
    ],
)
def test_a_pattern_that_may_take_long_is_not_run(pattern: str, subject: str) -> None:
    started = time.perf_counter()
    assert isinstance(FUNCTIONS["regexall"](pattern, subject), Unsettled)
    assert time.perf_counter() - started < 1


def test_a_pattern_that_python_does_not_take_is_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise re.error("not here")

    monkeypatch.setattr("ecr_privatelink.evaluation.regular_expressions.re.compile", refuse)
    assert isinstance(FUNCTIONS["regex"]("a", "a"), Unsettled)


def test_an_ordinary_pattern_is_run() -> None:
    assert FUNCTIONS["regex"]("^(.+):(.+):(.+)$", "a:b:c") == ListValue(("a", "b", "c"))
    assert FUNCTIONS["regexall"]("[a-z]+", "ab1" * 1_000) == ListValue(("ab",) * 1_000, is_list=True)


@pytest.mark.parametrize("name", ["file", "templatefile", "timestamp", "plantimestamp", "uuid", "bcrypt", "fileexists"])
def test_nothing_touches_files_the_clock_or_chance(name: str) -> None:
    assert name not in FUNCTIONS


def test_named_groups_make_an_object() -> None:
    assert FUNCTIONS["regex"]("(?P<a>x)", "x") == MapValue({"a": "x"})
