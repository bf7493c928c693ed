"""One module's sources: its blocks by name, read as far as they are asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Dict, Iterator, Mapping, Optional, Sequence, Tuple

from ..plan.plan_address import Path as Reference
from ..plan.plan_index import DATA, MANAGED, BlockName
from .block_merging import Declared, declared_blocks
from .expression_references import references_of
from .expression_tree import Constant
from .source_blocks import SourceAttribute, SourceBlock
from .source_boundary import SourceBoundary
from .source_files import read_files
from .source_text import SourceError

_MODES = {"resource": MANAGED, "data": DATA}


class ModuleSource:
    """The sources in one folder. Its files are opened on the first question.

    Args:
        name: the folder's path from the root module's, `.` for that itself.
        file_names: the module's files.
    """

    def __init__(self, folder: Path, name: str, file_names: Sequence[str], boundary: SourceBoundary) -> None:
        self.folder = folder
        self._prefix = "" if name == "." else f"{name}/"
        self._file_names = file_names
        self._boundary = boundary

    @property
    def problems(self) -> Tuple[str, ...]:
        """Why blocks may be missing: files that cannot be used, names declared twice."""
        return self._declared.problems

    @cached_property
    def blocks(self) -> Mapping[BlockName, SourceBlock]:
        """The resource and data blocks."""
        named = self._declared.named.items()
        return {BlockName(_MODES[key[0]], key[1], key[2]): block for key, block in named if key[0] in _MODES}

    @cached_property
    def calls(self) -> Mapping[str, SourceBlock]:
        """The `module` blocks."""
        return self._of_type("module")

    @cached_property
    def variables(self) -> Mapping[str, SourceBlock]:
        """The `variable` blocks."""
        return self._of_type("variable")

    @cached_property
    def outputs(self) -> Mapping[str, SourceBlock]:
        """The `output` blocks."""
        return self._of_type("output")

    def local(self, name: str) -> Optional[SourceAttribute]:
        """The local value of this name, None where there is none.

        Raises:
            SourceError: what cannot be read may hold it.
        """
        found = self.locals.get(name)
        if found is None and self.problems:
            raise SourceError(self.problems[0])
        return found

    @cached_property
    def locals(self) -> Mapping[str, SourceAttribute]:
        """All local values; every `locals` block is parsed for their names.

        Raises:
            SourceError: a `locals` block cannot be read.
        """
        found: Dict[str, SourceAttribute] = {}
        for block in self._declared.locals:
            for name, attribute in block.body.attributes.items():
                if name in found:
                    raise SourceError(f"{attribute.place}: `local.{name}` is declared more than once")
                found[name] = attribute
        for block in self._declared.local_overrides:
            found.update(block.body.attributes)
        return found

    def forgotten(self) -> Iterator[Reference]:
        """What `removed` blocks take out of the state and leave as it is: names alone, of a type and a label at least.

        Raises:
            SourceError: such a block cannot be read.
        """
        for block in self._declared.removed:
            inside = [inner.body.attributes for inner in block.body.blocks if inner.type == "lifecycle"]
            ends = [attributes["destroy"].expression for attributes in inside if "destroy" in attributes]
            if Constant(value=False) in ends and "from" in block.body.attributes:
                found = references_of(block.body.attributes["from"].expression)
                yield from (place for place in found if len(place) > 1 and all(isinstance(step, str) for step in place))

    @cached_property
    def _declared(self) -> Declared:
        return declared_blocks(read_files(self.folder, self._file_names, self._prefix, self._boundary))

    def _of_type(self, type_name: str) -> Mapping[str, SourceBlock]:
        return {key[1]: block for key, block in self._declared.named.items() if key[0] == type_name}
