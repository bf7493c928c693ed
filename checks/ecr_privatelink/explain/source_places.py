"""Where a person would edit a resource: the file and line of its block, or of the call of a module made elsewhere."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple, Optional, Tuple

from ..plan.plan_address import AddressError, Index, parse_path
from ..plan.plan_index import DATA, MANAGED, BlockName
from ..source.source_blocks import SourceBlock
from ..source.source_text import SourceError
from ..source.source_tree import SourceTree

_INSTALLED = ".terraform/"


class Place(NamedTuple):
    """A line of a file; the path is relative to the working directory, with `/`."""

    file: str
    line: int


class SourcePlaces:
    """The places of a root module's resources."""

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree

    def of(self, address: str) -> Optional[Place]:
        """The place of a resource, None where the sources do not have it."""
        try:
            calls, block = _parts_of(address)
            for depth in range(1, len(calls) + 1):
                if self._tree.module_folder_text(calls[:depth]).startswith(_INSTALLED):
                    return self._place(self._tree.child(calls[: depth - 1]).calls.get(calls[depth - 1]))
            return self._place(
                self._tree.child(calls).blocks.get(block) if calls else self._tree.root.blocks.get(block)
            )
        except (AddressError, SourceError):
            return None

    def _place(self, block: Optional[SourceBlock]) -> Optional[Place]:
        if block is None:
            return None
        file, _, line = block.place.rpartition(":")
        if not line.isdigit():  # of JSON syntax the line is not known
            file, line = block.place, "1"
        return Place(Path(os.path.relpath(self._tree.folder / file)).as_posix(), int(line))


def _parts_of(address: str) -> Tuple[Tuple[str, ...], BlockName]:
    """The module calls of an address, and its block.

    Raises:
        AddressError: it is the address of no resource.
    """
    names = [step for step in parse_path(address) if not isinstance(step, Index)]
    calls = []
    while names[:1] == ["module"] and len(names) > 1:
        calls.append(names[1])
        del names[:2]
    mode = DATA if names[:1] == ["data"] else MANAGED
    type_and_name = names[1:] if mode == DATA else names
    if len(type_and_name) != len(("type", "name")):
        raise AddressError(f"not the address of a resource: {address!r}")
    return tuple(calls), BlockName(mode, *type_and_name)
