"""What the environment may set."""

from __future__ import annotations

import os
from typing import Mapping

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
