"""The blocks of files that were read before: roots share their modules."""

from __future__ import annotations

import threading
from functools import partial
from typing import Dict, Sequence

from .block_reading import read_block
from .block_splitting import split_blocks
from .json_blocks import json_blocks
from .source_blocks import SourceBlock
from .source_text import SourceText

MOST_CHARACTERS = 1_000_000
"""Of all the files together; with all that is read in them, they take some hundred bytes for each."""


class KeptBlocks:
    """Blocks by the name and the text of their file; those that were asked for first go first.

    Args:
        most: characters of all files together.
    """

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._blocks: Dict[tuple[str, str], Sequence[SourceBlock]] = {}
        self._characters = 0

    def of(self, file: SourceText) -> Sequence[SourceBlock]:
        """The blocks of a file, with all that was read in them. Safe to call from several threads.

        Raises:
            SourceError: it is not made of blocks.
        """
        key = (file.name, file.text)
        with self._lock:
            found = self._blocks.get(key)
        if found is None:
            found = _cut(file)
            with self._lock:
                self._keep(key, found)
        return found

    def _keep(self, key: tuple[str, str], blocks: Sequence[SourceBlock]) -> None:
        if key in self._blocks:
            return
        self._blocks[key] = blocks
        self._characters += len(key[1])
        while self._characters > self._most:
            oldest = next(iter(self._blocks))
            del self._blocks[oldest]
            self._characters -= len(oldest[1])


def _cut(file: SourceText) -> Sequence[SourceBlock]:
    if file.name.endswith(".json"):
        return tuple(json_blocks(file))
    return tuple(
        SourceBlock(block.type, block.labels, block.place, partial(read_block, block)) for block in split_blocks(file)
    )
