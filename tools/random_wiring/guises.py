"""Known values in as many guises as there are: constants that only a function call tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from .terms import quoted


def text_guise(random: Random, text: str) -> str:
    """An expression that is the string."""
    guises = [
        quoted(text),
        quoted(text),
        f'format("%s", {quoted(text)})',
        f'join("", [{quoted(text[:1])}, {quoted(text[1:])}])',
        f'trimprefix({quoted("x-" + text)}, "x-")',
        f'split("|", {quoted("q|" + text)})[1]',
        f'element([{quoted(text)}, "z"], 2)',
        f'coalesce(null, "", {quoted(text)})',
        f'try(tonumber("no"), {quoted(text)})',
        f"jsondecode(jsonencode({{ v = [{quoted(text)}] }})).v[0]",
        f'{{ v = {quoted(text)} }}["v"]',
        f"trimspace({quoted(' ' + text + ' ')})",
        f"one([{quoted(text)}])",
        f"keys({{ {quoted(text)} = 1 }})[0]",
        f'lookup({{ v = {quoted(text)} }}, "v", "z")',
        f'replace({quoted(text + "!")}, "!", "")',
        f"substr({quoted('xy' + text)}, 2, -1)",
        f"sort([{quoted(text)}])[0]",
        f"strrev(strrev({quoted(text)}))",
        f'regex("^[^|]+", {quoted(text + "|q")})',
        f"base64decode(base64encode({quoted(text)}))",
        f'(!false ? {quoted(text)} : "z")',
    ]
    return random.choice(guises)


def number_guise(random: Random, number: int) -> str:
    """An expression that is the number."""
    guises = [
        str(number),
        str(number),
        f"{number + 2} - 2",
        f"max({number}, 0)",
        f'tonumber("{number}")',
        f"length([{', '.join(['0'] * number)}])",
        f"abs(-{number})",
        f"floor({number}.5)",
        f"sum([{number}, 0])",
        f"min({number}, 9)",
        f"length({quoted('x' * number)})",
        f"length(range({number}))",
        f"({number} + 10) % 10",
        f"index([9, {number}], {number})" if number == 1 else f"ceil({number})",
        f'parseint("{number}", 10)',
        f"(true ? {number} : 7)",
    ]
    return _grouped(random.choice(guises))


def _grouped(text: str) -> str:
    return f"({text})" if re.search(r"\w \S+ \w", text) and not text.endswith(")") else text


def names_guise(random: Random, names: Sequence[str]) -> str:
    """An expression that is the list of strings."""
    listed = f"[{', '.join(text_guise(random, name) for name in names)}]"
    guises = [listed, f"tolist({listed})", f"jsondecode(jsonencode({listed}))", f"reverse(reverse({listed}))"]
    if names:
        guises += [f'split(",", {quoted(",".join(names))})', f"[for n in {listed} : n]"]
        guises += [f'compact([{", ".join(map(quoted, names))}, "", null])']
        guises += [f'formatlist("%s", {listed})', f'[for n in formatlist("x-%s", {listed}) : trimprefix(n, "x-")]']
        guises += [f"concat(slice({listed}, 0, 1), slice({listed}, 1, {len(names)}))"]
    if list(names) == sorted(set(names)):
        keyed = ", ".join(f"{quoted(name)} = {number}" for number, name in enumerate(names))
        guises += [f"keys({{ {keyed} }})", f"tolist(toset({listed}))", f"sort(reverse({listed}))"]
        guises += [f"sort(setunion({listed}, []))", f"[for n in toset({listed}) : n]"]
    return random.choice(guises)
