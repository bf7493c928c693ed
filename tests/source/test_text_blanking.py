from __future__ import annotations

import time

import pytest
from ecr_privatelink.source.source_text import SourceError
from ecr_privatelink.source.text_blanking import blanked
from source_folders import tf_text


def kept(text: str) -> str:
    """What blanking leaves of a text, fillers taken out."""
    blank = blanked(tf_text(text))
    assert len(blank) == len(text)
    return blank.replace("x", "").replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        '"a"',
        '""',
        '"a { [ ( # // /* <<A"',
        r'"a \" { \\"',
        '"${a["}"]}{"',
        '"${"${"}"}"}"',
        '"%{ if a }{%{ else }${b}%{ endif }"',
        '"$${ { %%{ {"',
        '"$$${ {"',
        '"$ % $a 5%"',
        '"${ { a = "}" } }"',
        '"${a /* } " */}"',
        '"${a # } "\n}"',
    ],
)
def test_a_quoted_template_is_one_string_whatever_it_holds(text: str) -> None:
    assert kept(text) == '""'


@pytest.mark.parametrize(
    "text",
    [
        "<<A\nx { [\nA",
        '<<-A\n  x { "\n  A',
        "<<A\nA A\n  A",
        "<<A\n${<<A\n}\nA\n}\nA",
        "<<A\n${\nA}\nA",
        "<<A\n$${ %%{ 5% $\nA",
        "<<A_b-1\r\n{\r\nA_b-1",
    ],
)
def test_a_heredoc_is_one_string_up_to_its_marker_alone_on_a_line(text: str) -> None:
    assert kept(text + "\n") == '""\n'


@pytest.mark.parametrize("comment", ["# { \" '", "// {", "/* { */", '/* {\n # " */', "/**/", '# "${'])
def test_a_comment_is_spaces(comment: str) -> None:
    assert kept(f"{comment}\n}}") == "\n}"


def test_a_heredoc_begins_only_at_the_end_of_a_line() -> None:
    assert kept("a<<B}\n") == "a<<B}\n"


def test_code_stays_as_it_is() -> None:
    text = "a = b / c % d ? e[0] : { f = g(h) }\n"
    assert blanked(tf_text(text)) == text


@pytest.mark.parametrize(
    "text",
    ['"a', '"a\n"', '"${a"', '"${', "/* a", "/*/", "<<A\na\n", "<<A\na\nA", '"${"}', '"%{ if a }', '"${/* }"'],
)
def test_what_does_not_end_is_refused_at_the_line_where_it_begins(text: str) -> None:
    with pytest.raises(SourceError, match=r"^main\.tf:2: a string or comment that does not end$"):
        blanked(tf_text("a = 1\n" + text))


@pytest.mark.parametrize(
    "text", ['"${' * 50_000, "<<A\n${" * 50_000, '"$' * 50_001, "/*" * 50_000, '"a" "' + " " * 50_000]
)
def test_hostile_text_is_refused_in_no_long_time(text: str) -> None:
    began = time.process_time()
    with pytest.raises(SourceError, match="does not end"):
        blanked(tf_text(text))
    assert time.process_time() - began < 5
