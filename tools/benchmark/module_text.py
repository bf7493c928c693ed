"""The text of a Terraform module: templates that are filled in, and variables and outputs from tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

_TEMPLATES = Path(__file__).parent / "trees"

Files = dict[str, str]
"""Texts by path."""
Variables = Mapping[tuple[str, str], str]
"""Names, with spaces between them, by type and default; the default "" is for none."""
Outputs = Mapping[str, str]
"""Values by name."""


def module(folder: str, main: Iterable[str], variables: Iterable[str], outputs: Outputs) -> Files:
    """The files of a module.

    Args:
        folder: where they are, with a slash at the end; empty for a root.
    """
    return {
        f"{folder}main.tf": "\n".join(main),
        f"{folder}variables.tf": "\n".join(variables),
        f"{folder}outputs.tf": "\n".join(_output(name, value) for name, value in outputs.items()),
        f"{folder}versions.tf": template("versions"),
    }


def template(name: str, **words: str) -> str:
    """The text of a template, with its words filled in."""
    return filled((_TEMPLATES / f"{name}.tf").read_text(encoding="utf-8"), **words)


def filled(text: str, **words: str) -> str:
    """The text with its words filled in, in their order: a value may hold a word that comes later."""
    for word, value in words.items():
        text = text.replace(word, value)
    return text


def variables_text(*tables: Variables) -> str:
    """The variables of the tables, each with a description."""
    return "\n".join(_variable(name, kind, default) for name, kind, default in rows(*tables))


def rows(*tables: Variables) -> Iterator[tuple[str, str, str]]:
    """The name of each variable, its type and its default."""
    for table in tables:
        for (kind, default), names in table.items():
            for name in names.split():
                yield name, kind, default


def attributes(resource: str, names: str, prefix: str = "") -> Outputs:
    """An output for each of the attributes of a resource that is made only on a condition."""
    return {prefix + name: f"try({resource}[0].{name}, null)" for name in names.split()}


def _variable(name: str, kind: str, default: str) -> str:
    about = "Whether this module goes by" if kind == "bool" else "What this module takes for"
    last = f"  default     = {default}\n" if default else ""
    return f'variable "{name}" {{\n  description = "{about}: {_spoken(name)}"\n  type        = {kind}\n{last}}}\n'


def _output(name: str, value: str) -> str:
    about = f"What this module has for: {_spoken(name)}"
    return f'output "{name}" {{\n  description = "{about}"\n  value       = {value}\n}}\n'


def _spoken(name: str) -> str:
    return name.replace("_", " ")
