"""What the environment may set."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Mapping, Optional

from ..source.source_listing import holds_sources

SOURCE_VARIABLE = "CKV_ECRPL_SOURCE"
SCOPE_VARIABLE = "CKV_ECRPL_SCOPE"
_SCOPES = ("used", "every-vpc")


class SettingError(ValueError):
    """A variable of the environment, or an option, asks for what means nothing."""


def counts_every_vpc(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether `CKV_ECRPL_SCOPE` asks for every `aws_vpc` to be judged.

    Raises:
        SettingError: its value is neither `used` nor `every-vpc`.
    """
    scope = environment.get(SCOPE_VARIABLE) or _SCOPES[0]
    if scope not in _SCOPES:
        raise SettingError(f'{SCOPE_VARIABLE} is {scope!r}; set it to "used", the default, or to "every-vpc"')
    return scope == _SCOPES[1]


def sources_named(source: Optional[Path], environment: Mapping[str, str] = os.environ) -> Optional[str]:
    """The folder of the sources that is asked for: `source`, else what `CKV_ECRPL_SOURCE` says."""
    return str(source) if source is not None else environment.get(SOURCE_VARIABLE) or None


def has_sources(plan: Path, source: Optional[Path]) -> bool:
    """Whether a plan is to be judged with sources: those asked for, or those that lie beside it."""
    return sources_named(source) is not None or holds_sources(plan.parent)
