"""Which files of a folder are of a module.

Source: Terraform, "Files and Directories"; the names that it passes over are those of hidden
files and of editors' copies.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterable, List

_SOURCE = re.compile(r"(?!\.|#.*#$).*\.tf(\.json)?", re.DOTALL)


def source_names(names: Iterable[str]) -> List[str]:
    """Those of a folder's names that are of files of a module."""
    return [name for name in names if _SOURCE.fullmatch(name)]


def holds_sources(folder: Path) -> bool:
    """Whether files of a module lie in a folder; not in one that cannot be read."""
    try:
        return bool(source_names(entry.name for entry in folder.iterdir()))
    except OSError:
        return False
