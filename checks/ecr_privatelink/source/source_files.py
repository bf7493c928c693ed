"""The files of one module's folder, cut into blocks, overrides apart.

Source: Terraform, "Files and Directories", "Override Files".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional, Sequence, Tuple

from ..plan.printable_text import printable
from .kept_blocks import KeptBlocks
from .source_blocks import SourceBlock
from .source_boundary import SourceBoundary
from .source_text import SourceError

MOST_FILES = 1_000

_kept = KeptBlocks()
_OVERRIDE = re.compile(r"(.*_)?override\.tf(\.json)?", re.DOTALL)


@dataclass(frozen=True, eq=False)
class ModuleFiles:
    """What a module's files hold.

    Attributes:
        overrides: the blocks of override files, in the order in which they apply.
        problems: for each file that cannot be used, why.
        unread_override: why an override file cannot be used: any block may be changed by it.
    """

    blocks: Sequence[SourceBlock]
    overrides: Sequence[SourceBlock]
    problems: Tuple[str, ...]
    unread_override: Optional[str]


def read_files(folder: Path, names: Sequence[str], prefix: str, boundary: SourceBoundary) -> ModuleFiles:
    """The blocks of the files of these names.

    Args:
        prefix: what messages put before a file's name: `modules/x/`.
    """
    if len(names) > MOST_FILES:
        return ModuleFiles((), (), (f"{prefix or './'}: there are more than {MOST_FILES:,} files",), None)
    blocks: List[SourceBlock] = []
    overrides: List[SourceBlock] = []
    problems: List[str] = []
    unread_override = None
    for name in names:
        overriding = _OVERRIDE.fullmatch(name)
        try:
            found = _kept.of(boundary.read(folder / name, printable(prefix + name)))
            (overrides if overriding else blocks).extend(found)
        except SourceError as error:
            problems.append(str(error))
            unread_override = str(error) if overriding else unread_override
    return ModuleFiles(blocks, overrides, tuple(problems), unread_override)
