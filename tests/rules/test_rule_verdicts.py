"""How messages name several things at once."""

from __future__ import annotations

import pytest
from ecr_privatelink.plan.printable_text import reasons
from ecr_privatelink.rules.rule_verdicts import listed


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a and b", id="two"),
        pytest.param(["a", "b", "c", "d"], "a, b, c and d", id="as-many-as-fit"),
        pytest.param(["a", "b", "c", "d", "e"], "a, b, c and 2 more", id="more-than-fit"),
    ],
)
def test_words_are_listed(words: list[str], text: str) -> None:
    assert listed(words) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a", "b", "a"], "a; b", id="each-once-in-order"),
        pytest.param(["a", "b", "c"], "a; b; c", id="as-many-as-fit"),
        pytest.param(["a", "b", "c", "d", "e"], "a; b; c; and 2 more reasons", id="more-than-fit"),
    ],
)
def test_reasons_are_joined(words: list[str], text: str) -> None:
    assert reasons(words) == text
