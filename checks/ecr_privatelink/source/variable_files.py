"""The values that a root module's variable files give.

Source: Terraform, "Variable Definition Precedence": `terraform.tfvars`, `terraform.tfvars.json`, then
`*.auto.tfvars` and `*.auto.tfvars.json` by name, a later file over an earlier one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Dict, Iterable, List, Mapping, Tuple

from ..plan.printable_text import printable
from .block_reading import read_block
from .block_splitting import split_blocks
from .json_blocks import json_body
from .source_blocks import Body, SourceAttribute
from .source_boundary import SourceBoundary
from .source_text import SourceError, SourceText

_FIRST = ("terraform.tfvars", "terraform.tfvars.json")
_AUTOMATIC = re.compile(r".*\.auto\.tfvars(\.json)?", re.DOTALL)


def variable_file_names(names: Iterable[str]) -> List[str]:
    """Those of a folder's names that are of variable files, in the order in which they count."""
    found = set(names)
    return [name for name in _FIRST if name in found] + sorted(name for name in found if _AUTOMATIC.fullmatch(name))


def given_variables(folder: Path, boundary: SourceBoundary) -> Tuple[Mapping[str, SourceAttribute], Tuple[str, ...]]:
    """The values by variable, and why files could not be used."""
    given: Dict[str, SourceAttribute] = {}
    problems: List[str] = []
    for name in variable_file_names(boundary.names_in(folder, ".")):
        try:
            given.update(_body_of(boundary.read(folder / name, printable(name))).attributes)
        except SourceError as error:  # noqa: PERF203 - one file that cannot be used leaves the others
            problems.append(str(error))
    return given, tuple(problems)


def _body_of(file: SourceText) -> Body:
    if file.name.endswith(".json"):
        return json_body(file)
    block = SourceText(file.name, f"variables {{{file.text}\n}}\n")  # in the same lines as the file
    blocks = list(split_blocks(block))
    if len(blocks) != 1:
        raise SourceError(f"{file.name}: only values of variables may stand here")
    return read_block(blocks[0])
