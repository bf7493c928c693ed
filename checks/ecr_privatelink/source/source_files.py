"""The files of one module's folder, cut into blocks, overrides apart.

Source: Terraform, "Files and Directories", "Override Files".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import List, Optional, Sequence, Tuple

from ..plan.printable_text import printable
from .block_reading import read_block
from .block_splitting import split_blocks
from .json_blocks import json_blocks
from .source_blocks import SourceBlock
from .source_boundary import SourceBoundary
from .source_text import SourceError, SourceText

MOST_FILES = 1_000
_MOST_KEPT = 500
_LARGEST_KEPT = 100_000
"""Characters; the blocks of larger files are cut anew for each root."""

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
            found = _blocks_of(boundary.read(folder / name, printable(prefix + name)))
            (overrides if overriding else blocks).extend(found)
        except SourceError as error:
            problems.append(str(error))
            unread_override = str(error) if overriding else unread_override
    return ModuleFiles(blocks, overrides, tuple(problems), unread_override)


def _blocks_of(file: SourceText) -> Sequence[SourceBlock]:
    blocks = _kept_blocks if len(file.text) <= _LARGEST_KEPT else _kept_blocks.__wrapped__
    return blocks(file.name, file.text)


@lru_cache(_MOST_KEPT)
def _kept_blocks(name: str, text: str) -> Sequence[SourceBlock]:
    """The blocks of a file with this text, with all that was read in them: roots share their modules."""
    file = SourceText(name, text)
    if name.endswith(".json"):
        return tuple(json_blocks(file))
    return tuple(
        SourceBlock(block.type, block.labels, block.place, partial(read_block, block)) for block in split_blocks(file)
    )
