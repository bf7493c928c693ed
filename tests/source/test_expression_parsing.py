"""From source text to trees. What Terraform makes of each text was seen with terraform 1.11."""

from __future__ import annotations

import random
import string
from fractions import Fraction
from typing import Callable, List

import pytest
from ecr_privatelink.source.expression_parsing import MAX_HEIGHT, MAX_NESTING, parse_expression, parse_template
from ecr_privatelink.source.expression_tree import (
    Attribute,
    Binary,
    Call,
    Conditional,
    Constant,
    Element,
    Expression,
    ExpressionError,
    For,
    Name,
    ObjectOf,
    Splat,
    SplatMember,
    Template,
    TemplateFor,
    TupleOf,
    Unary,
)

A, B, C, D, X = (Name(name) for name in "abcdx")
ONE, TWO = Constant(1), Constant(2)


def heredoc(*lines: str, opening: str = "<<-EOT") -> str:
    return "\n".join((opening, *lines, "EOT\n"))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("null", Constant(None)),
        ("true", Constant(True)),
        ("false", Constant(False)),
        ("010", Constant(10)),
        ("1.50", Constant(Fraction(3, 2))),
        ("1.5e3", Constant(1500)),
        ("1.E+2", Constant(100)),
        ("25e-2", Constant(Fraction(1, 4))),
        ("a", A),
        ("_a-b1", Name("_a-b1")),
        ("größe", Name("größe")),
        ("aws_subnet.a.id", Attribute(Attribute(Name("aws_subnet"), "a"), "id")),
        ("a.for", Attribute(A, "for")),
        ("a[0].b", Attribute(Element(A, Constant(0)), "b")),
        ("a.0.b", Attribute(Element(A, Constant(0)), "b")),
        ('a["k"][b]', Element(Element(A, Constant("k")), B)),
        ("a[\n0\n]", Element(A, Constant(0))),
        ("(a)", A),
        ("(\na\n)", A),
        ("[]", TupleOf(())),
        ("[1, 2,]", TupleOf((ONE, TWO))),
        ("[\n1 # one\n, /* two\n*/ 2 // 2\n]", TupleOf((ONE, TWO))),
        ("f()", Call("f", ())),
        ("f (a, 1,)", Call("f", (A, ONE))),
        ("f(\n1,\na...\n)", Call("f", (ONE, A), spread=True)),
        ("provider::aws::f(a)", Call("provider::aws::f", (A,))),
        ("null(a)", Call("null", (A,))),
    ],
)
def test_terms(text: str, tree: Expression) -> None:
    assert parse_expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a - b - 1", Binary("-", Binary("-", A, B), ONE)),
        ("a + b * 1", Binary("+", A, Binary("*", B, ONE))),
        ("a % b + 1", Binary("+", Binary("%", A, B), ONE)),
        ("a / (b + 1)", Binary("/", A, Binary("+", B, ONE))),
        ("a || b && 1 == 2", Binary("||", A, Binary("&&", B, Binary("==", ONE, TWO)))),
        ("1 < 2 != a", Binary("!=", Binary("<", ONE, TWO), A)),
        ("a >= 1 + 2", Binary(">=", A, Binary("+", ONE, TWO))),
        ("-1 + 2", Binary("+", Unary("-", ONE), TWO)),
        ("!a.b == 1", Binary("==", Unary("!", Attribute(A, "b")), ONE)),
        ("- -!a", Unary("-", Unary("-", Unary("!", A)))),
        ("a-1", Name("a-1")),
        ("a ? b : 1 ? 2 : a", Conditional(A, B, Conditional(ONE, TWO, A))),
        ("a || b ? 1 : 2", Conditional(Binary("||", A, B), ONE, TWO)),
        ("a ? b ? 1 : 2 : 1", Conditional(A, Conditional(B, ONE, TWO), ONE)),
    ],
)
def test_operators(text: str, tree: Expression) -> None:
    assert parse_expression(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a[*]", Splat(A, SplatMember())),
        ("a[*].b[0]", Splat(A, Element(Attribute(SplatMember(), "b"), Constant(0)))),
        ("a[*].b[*].c", Splat(A, Splat(Attribute(SplatMember(), "b"), Attribute(SplatMember(), "c")))),
        ("a.*", Splat(A, SplatMember())),
        ("a.*.b.0", Splat(A, Element(Attribute(SplatMember(), "b"), Constant(0)))),
        ("a.*.b[0].c", Attribute(Element(Splat(A, Attribute(SplatMember(), "b")), Constant(0)), "c")),
    ],
)
def test_a_full_splat_takes_every_step_and_the_old_one_only_names(text: str, tree: Expression) -> None:
    assert parse_expression(text) == tree


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("{}", ()),
        ("{ a = 1, b : 2 }", ((Constant("a"), ONE), (Constant("b"), TWO))),
        ("{\r\n  a = 1\r\n\r\n  b = 2\r\n}", ((Constant("a"), ONE), (Constant("b"), TWO))),
        ("{\n  a = 1, # one\n  // two\n  b = 2,\n}", ((Constant("a"), ONE), (Constant("b"), TWO))),
        ("{ a = (\n1\n) }", ((Constant("a"), ONE),)),
        ("{ (a) = 1 }", ((A, ONE),)),
        ('{ "${a}" = 1 }', ((A, ONE),)),
        ('{ "x${a}" = 1 }', ((Template((Constant("x"), A)), ONE),)),
        ('{ "a" = 1 }', ((Constant("a"), ONE),)),
        ("{ 1 = 2 }", ((ONE, TWO),)),
        ("{ null = 1, if = 2 }", ((Constant("null"), ONE), (Constant("if"), TWO))),
        ("{ a = <<EOT\nx\nEOT\n b = 1 }", ((Constant("a"), Constant("x\n")), (Constant("b"), ONE))),
    ],
)
def test_a_bare_word_as_a_key_is_text_and_any_other_key_an_expression(text: str, entries: object) -> None:
    tree = parse_expression(text)
    assert isinstance(tree, ObjectOf)
    assert tree.entries == entries


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("[for x in a : x]", For(None, "x", A, None, X, None)),
        ("[\nfor c, x in a\n:\nx\nif c\n]", For("c", "x", A, None, X, C)),
        ("[for x in a ? b : c : x]", For(None, "x", Conditional(A, B, C), None, X, None)),
        ("{for c, x in a : c => x}", For("c", "x", A, C, X, None)),
        ("{\n # all\n for x in a :\n x => 1...\n if b\n}", For(None, "x", A, X, ONE, B, grouping=True)),
        ("{for x in a : x => {\nb = 1\nc = 2\n}\n}", None),
        ("{ a = 1, for = 2 }", ObjectOf(((Constant("a"), ONE), (Constant("for"), TWO)))),
    ],
)
def test_for(text: str, tree: Expression | None) -> None:
    of_objects = For(None, "x", A, X, ObjectOf(((Constant("b"), ONE), (Constant("c"), TWO))), None)
    assert parse_expression(text) == (tree or of_objects)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ""),
        (r'"a\n\r\t\"\\"', 'a\n\r\t"\\'),
        (r'"\u00e9\U0001F600"', "é😀"),
        (r'"e\u0301"', "é"),
        ('"$${a} %%{b}"', "${a} %{b}"),
        ('"$$${a}"', "$${a}"),
        ('"$${~ a}"', "${~ a}"),
        ('"$ % $$ {} # // /*"', "$ % $$ {} # // /*"),
        ('"100%"', "100%"),
        (heredoc("a", '  \\n "$${b}"', opening="<<EOT"), 'a\n  \\n "${b}"\n'),
        ("<<EOT\nEOT", ""),
        ("<<EOT\nEOTX\n EOT x\n\t EOT  \n", "EOTX\n EOT x\n"),
        ("<<größe\na\ngröße\n", "a\n"),
    ],
)
def test_text_without_interpolation_is_constant(text: str, value: str) -> None:
    assert parse_expression(text) == Constant(value)


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["    a", "      b", "    c"], "a\n  b\nc\n"),
        (["", "    a", "  ", "   b"], "\n a\n  \nb\n"),
        (["\t\ta", "\t b"], "a\nb\n"),
        (["  a\r", "    b\r"], "a\r\n  b\r\n"),
        (["a", "  b"], "a\n  b\n"),
        ([""], "\n"),
    ],
)
def test_a_flush_heredoc_loses_the_smallest_indent_of_its_lines(lines: List[str], value: str) -> None:
    assert parse_expression(heredoc(*lines)) == Constant(value)


@pytest.mark.parametrize(
    ("lines", "parts"),
    [
        (["    a ${x}", "      b"], (Constant("a "), X, Constant("\n  b\n"))),
        (["    a", "${x} b"], (Constant("    a\n"), X, Constant(" b\n"))),
        (["    ${x} b", "  c"], (Constant("  "), X, Constant(" b\nc\n"))),
        (["    ${x ~}", "    b"], (Constant(""), X, Constant("    b\n"))),
    ],
)
def test_in_a_flush_heredoc_an_interpolation_counts_by_the_text_before_it(lines: List[str], parts: object) -> None:
    tree = parse_expression(heredoc(*lines))
    assert isinstance(tree, Template)
    assert tree.parts == parts


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ('"${a}"', A),
        ('"${\na\n}"', A),
        ('"${"${a}"}"', A),
        ('"${{ b = "}" }}"', ObjectOf(((Constant("b"), Constant("}")),))),
        ('"a-${b}-${1}"', Template((Constant("a-"), B, Constant("-"), ONE))),
        ('"${a}${b}"', Template((A, B))),
        ('"a${"b${c}"}"', Template((Constant("a"), Template((Constant("b"), C))))),
        ('"x ${~ a ~} \\n y"', Template((Constant("x"), A, Constant("y")))),
        ('"${~ a ~}"', A),
        ('"${a ~} "', Template((A, Constant("")))),
        ("<<EOT\n${a}\nEOT\n", Template((A, Constant("\n")))),
        ("<<EOT\nx\n  ${~ a ~}  \n  y\nEOT\n", Template((Constant("x\n"), A, Constant("  y\n")))),
        ("<<EOT\nx\n${~ a}\nEOT\n", Template((Constant("x"), A, Constant("\n")))),
        ("<<EOT\n$ \n${~ a}\nEOT\n", Template((Constant("$ "), A, Constant("\n")))),
        ("<<EOT\n${<<IN\ninner\nIN\n}EOT\nEOT\n", Template((Constant("inner\n"), Constant("EOT\n")))),
    ],
)
def test_interpolation(text: str, tree: Expression) -> None:
    assert parse_expression(text) == tree


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("%{ if a }b%{ endif }", Conditional(A, Constant("b"), Constant(""))),
        ("%{ if a }%{ else }c%{ endif }", Conditional(A, Constant(""), Constant("c"))),
        ("%{ if a }${b}%{ endif }", Conditional(A, Template((B,)), Constant(""))),
        ("%{ if a ~} b %{~ endif }", Conditional(A, Constant("b"), Constant(""))),
        ("%{ for x in a }${x},%{ endfor }", TemplateFor(None, "x", A, Template((X, Constant(","))))),
        ("%{ for c, x in a }%{ endfor }", TemplateFor("c", "x", A, Constant(""))),
        (
            "%{ for x in a }%{ if x }b%{ endif }%{ endfor }",
            TemplateFor(None, "x", A, Template((Conditional(X, Constant("b"), Constant("")),))),
        ),
    ],
)
def test_directives(text: str, part: Expression) -> None:
    assert parse_expression(f'"{text}"') == Template((part,))
    assert parse_template(text) == Template((part,))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Constant("")),
        ('say "\\n"', Constant('say "\\n"')),
        ("$${a}%%{b}", Constant("${a}%{b}")),
        ("${a}", A),
        ("a ${f(\n1)}\n", Template((Constant("a "), Call("f", (ONE,)), Constant("\n")))),
        ("a\n  ${~ b ~} \n c", Template((Constant("a\n"), B, Constant(" c")))),
        ("a", Constant("a")),
        ("[1]", Constant("[1]")),
        ('{"a": 1}', Constant('{"a": 1}')),
    ],
)
def test_a_string_of_json_is_a_template_without_backslash_escapes(text: str, tree: Expression) -> None:
    assert parse_template(text) == tree


@pytest.mark.parametrize(
    "text", ["1", "1 ", "1\n", "1 # one", "1 // one\n", "1 /* one\n */\n\n", "\n # one\n1\r\n\r\n"]
)
def test_white_space_and_comments_around_an_expression_do_not_count(text: str) -> None:
    assert parse_expression(text) == ONE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "a b",
        "a\n+ b",
        "a +",
        "a.",
        "a.0.1",
        "a.*.*",
        "a.*.b.0.1",
        "a[",
        "a[*",
        "a[1",
        "a[]",
        "(a",
        "a)",
        "(a]",
        "[a}",
        "[a b]",
        "[1, , 2]",
        "{ a = 1 b = 2 }",
        "{ a\n= 1 }",
        "{ a = 1\n, b = 2 }",
        "{ a }",
        "{ a = 1, for x in a : x => x }",
        "{ for = 1 }",
        "f(a b)",
        "f(a..., b)",
        "f::1(a)",
        "f::g",
        "[for]",
        "[for x y : x]",
        "[for 1 in a : x]",
        "[for x in a x]",
        "[for x in a : x...]",
        "[for x in a : x => x]",
        "{for x in a : x}",
        "a ? b",
        "a & b",
        "1.2.3",
        "1x",
        "1e9999",
        "1e-9999",
        "9" * 1000,
        "1e" + "9" * 5000,
        '"a',
        '"a\nb"',
        r'"\x"',
        r'"\u12"',
        r'"\ud83d\ude00"',
        r'"\UFFFFFFFF"',
        '"${a"',
        '"${}"',
        '"${a b}"',
        '"%{ if a }"',
        '"%{ endif }"',
        '"%{ else }"',
        '"%{ for x in a }%{ endif }"',
        '"%{ if a }%{ endfor }"',
        '"%{ if a }%{ else }%{ else }%{ endif }"',
        '"%{ while a }"',
        '"%{ 1 }"',
        '"%{ endif a }"',
        "a ~}",
        "<<EOT\na\n",
        "<<EOT\n${a}EOT",
        "<<EOT",
        "/* a",
        "a /*/",
        "a\x00",
        "a\u00a0b",
        "²",
        "😀",
        "@",
    ],
)
def test_what_terraform_refuses_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse_expression(text)
    assert str(error.value).startswith("line ")
    assert len(str(error.value)) < 150
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[\n\n1 2]", "line 3: `]` is expected, not '2'"),
        ("/*\n*/ {\n a = <<E\n x\nE\n b }", "line 6: `=` is expected, not '}'"),
        ('"a" +', "line 1: an expression is expected, not the end"),
        ('<<E\n\n${"\\q"}\nE\n', "line 3: '\\\\' is not expected here"),
    ],
)
def test_an_error_names_its_line(text: str, message: str) -> None:
    with pytest.raises(ExpressionError) as error:
        parse_expression(text)
    assert str(error.value) == message


DEEP: List[Callable[[int], str]] = [
    lambda n: "[" * n + "]" * n,
    lambda n: "(" * n + "1" + ")" * n,
    lambda n: "{a=" * n + "1" + "}" * n,
    lambda n: "f(" * n + ")" * n,
    lambda n: '"x${' * n + "1" + '}"' * n,
    lambda n: "[for x in " * n + "a" + " : x]" * n,
    lambda n: "a[" * n + "1" + "]" * n,
    lambda n: "a ? 1 : " * n + "1",
    lambda n: "a" + "[*]" * n,
    lambda n: "-" * n + "1",
    lambda n: "a" + ".b" * n,
    lambda n: "1" + " + 1" * n,
    lambda n: '"' + "%{ if a }" * n + "%{ endif }" * n + '"',
]


@pytest.mark.parametrize("nested", DEEP)
def test_what_nests_without_end_is_refused_and_what_nests_a_little_is_not(nested: Callable[[int], str]) -> None:
    assert parse_expression(nested(MAX_NESTING // 2 - 2)) != Constant(None)
    for count in (MAX_NESTING + MAX_HEIGHT, 10_000):
        with pytest.raises(ExpressionError, match="nest"):
            parse_expression(nested(count))


@pytest.mark.parametrize("opening", ["[", "(", "{", "f(", '"${', "a[", "<<E\n", "/*", '"%{ if '])
def test_what_only_opens_is_refused(opening: str) -> None:
    with pytest.raises(ExpressionError):
        parse_expression(opening * 10_000)


def test_the_deepest_expression_leaves_most_of_the_stack_to_others() -> None:
    link = "1 || 1 && 1 == 1 < 1 + 1 * ("
    count = MAX_HEIGHT // link.count("1") - 1

    def below(frames: int) -> Expression:
        return below(frames - 1) if frames else parse_expression(link * count + "1" + ")" * count)

    assert isinstance(below(400), Binary)


def test_long_texts_are_read_in_time_that_grows_with_their_length() -> None:
    assert parse_expression('"' + "a" * 1_000_000 + '"') == Constant("a" * 1_000_000)
    assert parse_expression("[" + "1, " * 20_000 + "]") == TupleOf((ONE,) * 20_000)
    assert parse_expression("1" + " " * 1_000_000) == ONE
    assert parse_expression("/**/" * 20_000 + "1") == ONE
    assert parse_expression("<<E\n" + "  E x\n" * 30_000 + "E") == Constant("  E x\n" * 30_000)
    for endless in ('"' + "$" * 50_000, "/* " * 100_000, "1" + "." * 200_000, "1e" * 50_000):
        with pytest.raises(ExpressionError):
            parse_expression(endless)


SAMPLES = [
    'merge({ for k, v in var.endpoints : k => v... if v.on }, { "a-${local.b}" = a[*].id })',
    '[for s in aws_subnet.a : s.id if !contains(var.no, s.tags["x"]) && s.n >= 1.5e1 || true ? 1 : -2]',
    '{\n  a = <<-EOT\n    %{ for x in y ~}\n    ${x}\n    %{~ endfor }\n  EOT\n  "b" : aws::f(1, c...) # d\n}',
    r'"\u00e9 $${x} %%{y} %{ if a }b%{ else }${c.*.d.0}%{ endif }"',
]


def mutated(chance: random.Random) -> str:
    text = list(chance.choice(SAMPLES))
    for _ in range(chance.randrange(1, 6)):
        start = chance.randrange(len(text))
        character = chance.choice(string.printable + "é\u0301\ud800²")
        text[start : start + chance.randrange(4)] = chance.choice([character, "".join(text[start : start + 9]), " "])
    return "".join(text)


def is_refused(parse: Callable[[str], Expression], text: str) -> bool:
    try:
        parse(text)
    except ExpressionError:
        return True
    return False


@pytest.mark.parametrize("parse", [parse_expression, parse_template])
def test_no_text_raises_anything_but_the_expression_error(parse: Callable[[str], Expression]) -> None:
    chance = random.Random(20)  # noqa: S311 - for chance, not secrets
    refused = sum(is_refused(parse, mutated(chance)) for _ in range(2000))
    assert 200 < refused < 1900
