"""What the environment may set."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Mapping, Optional

from ..source.source_text import SourceError
from ..source.source_tree import SourceTree

SOURCE_VARIABLE = "CKV_ECRPL_SOURCE"
SCOPE_VARIABLE = "CKV_ECRPL_SCOPE"
_SCOPES = ("used", "every-vpc")


class SettingError(ValueError):
    """An environment variable has a value that means nothing."""


def counts_every_vpc(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether `CKV_ECRPL_SCOPE` asks for every `aws_vpc` to be judged.

    Raises:
        SettingError: its value is neither `used` nor `every-vpc`.
    """
    scope = environment.get(SCOPE_VARIABLE) or _SCOPES[0]
    if scope not in _SCOPES:
        raise SettingError(f'{SCOPE_VARIABLE} is {scope!r}; set it to "used", the default, or to "every-vpc"')
    return scope == _SCOPES[1]


def source_tree(
    plan: Path, source: Optional[Path] = None, environment: Mapping[str, str] = os.environ
) -> Optional[SourceTree]:
    """The sources of a plan: in `source`, else where `CKV_ECRPL_SOURCE` says, else beside the plan if there are any.

    Raises:
        SettingError: the folder that is asked for has no sources.
    """
    named = str(source) if source is not None else environment.get(SOURCE_VARIABLE)
    if not named:
        return SourceTree.find(plan.parent)
    try:
        return SourceTree(Path(named))
    except SourceError as error:
        asked = "--source" if source is not None else SOURCE_VARIABLE
        raise SettingError(f"{asked} is {named!r}: {error}") from error
