"""The small language of Terraform addresses and references.

    path  = step, { step } ;
    step  = name | "." name | "[" index "]" ;
    index = digits | quoted ;          (a quoted key as Terraform prints it)

`module.a["x.y"].aws_subnet.b[0].id` is one path; what its steps mean is decided by who reads it.
"""

from __future__ import annotations

import re
import sys
from typing import List, NamedTuple, Tuple, Union

InstanceKey = Union[int, str, None]
"""The key of one instance: an int under `count`, a string under `for_each`, None without either."""


class Index(NamedTuple):
    """An index step, `[0]` or `["key"]`."""

    key: Union[int, str]


Step = Union[str, Index]
Path = Tuple[Step, ...]


class AddressError(ValueError):
    """The text is no address or reference."""


_STEP = re.compile(r'\.(?P<name>[^.\[\]"]+)|\[(?P<number>[0-9]{1,18})\]|\["(?P<quoted>(?:[^"\\]|\\.)*)"\]', re.DOTALL)
_BEYOND_NAMES = re.compile(r'[\[\]"]')
_DIGITS = re.compile(r"([0-9]+)")
_MOST_DIGITS = 18
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|([$%])\4(?=\{)", re.DOTALL)
_LETTERS = {"n": "\n", "r": "\r", "t": "\t"}


def parse_path(text: str) -> Path:
    """Split an address or reference into its steps.

    Raises:
        AddressError: the text does not follow the grammar above.
    """
    if not _BEYOND_NAMES.search(text):
        names = tuple(text.split("."))
        if "" not in names:
            return names
    dotted = "." + text
    steps: List[Step] = []
    position = 0
    while position < len(dotted):
        match = _STEP.match(dotted, position)
        if match is None:
            raise AddressError(f"not an address: {text!r}")
        name, number, quoted = match.groups()
        if name:
            steps.append(name)
        else:
            steps.append(Index(int(number) if number else _unquote(quoted)))
        position = match.end()
    return tuple(steps)


def _unquote(quoted: str) -> str:
    """The key between the quotes in plain text; Terraform doubles the mark of `${` and `%{` in it."""

    def plain(match: re.Match[str]) -> str:
        short, long, letter, mark = match.groups()
        if mark:
            return str(mark)
        return _LETTERS.get(letter, letter) if letter else _character(int(short or long, 16))

    return _ESCAPE.sub(plain, quoted)


def _character(number: int) -> str:
    if number > sys.maxunicode or 0xD800 <= number <= 0xDFFF:  # noqa: PLR2004 - halves of a surrogate pair
        raise AddressError(f"there is no character {number:x}")
    return chr(number)


def render(path: Path) -> str:
    """The steps after an address, as Terraform writes them: `[0].id`."""
    if len(path) == 1 and isinstance(path[0], str):  # nearly always
        return f".{path[0]}"
    text = ""
    for step in path:
        text += f"[{_quoted(step.key)}]" if isinstance(step, Index) else f".{step}"
    return text


def _quoted(key: InstanceKey) -> str:
    if isinstance(key, int):
        return str(key)
    text = str(key).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


class ModuleStep(NamedTuple):
    """One module instance below its parent."""

    name: str
    key: InstanceKey


ModulePath = Tuple[ModuleStep, ...]
"""From the root to a module instance; `()` is the root module."""


def without_keys(address: str) -> str:
    """An address without the keys of its instances: `module.a.aws_subnet.b` of `module.a["x"].aws_subnet.b[0]`."""
    try:
        return render(tuple(step for step in parse_path(address) if not isinstance(step, Index)))[1:]
    except AddressError:
        return address


def parse_module_path(text: str) -> ModulePath:
    """The path of a module instance address such as `module.a["k"].module.b`; "" is the root.

    Raises:
        AddressError: the text is no module address.
    """
    if not text:
        return ()
    path: List[ModuleStep] = []
    steps = list(parse_path(text))
    while steps:
        name = steps[1] if len(steps) > 1 else None
        if steps[0] != "module" or not isinstance(name, str):
            raise AddressError(f"not a module address: {text!r}")
        index = steps[2] if len(steps) > 2 else None  # noqa: PLR2004
        key = index.key if isinstance(index, Index) else None
        del steps[: 2 if key is None else 3]
        path.append(ModuleStep(name, key))
    return tuple(path)


def natural_order(address: str) -> Tuple[Tuple[str, int], ...]:
    """Sort key under which `x[2]` comes before `x[10]`: texts, and numbers as such, in turn."""
    return tuple(
        [
            ("", int(part)) if place % 2 and len(part) <= _MOST_DIGITS else (part, -1)
            for place, part in enumerate(_DIGITS.split(address))
            if part
        ]
    )
