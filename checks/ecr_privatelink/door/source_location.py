"""Which root module's sources a row of Checkov's comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, NamedTuple, Optional, Sequence

from .graph_memory import GraphMemory
from .plan_location import Conf, address_of

_SOURCE_ENDINGS = (".tf", ".tf.json")


class SourceNotFoundError(LookupError):
    """The row is of a source file, and which one cannot be told."""


def root_folders(conf: Conf, memory: GraphMemory, entity_path: str) -> Sequence[Path]:
    """The folders of the root modules in which a row's block stands: several where they share the module.

    Raises:
        SourceNotFoundError: Checkov's graph does not tell.
    """
    scanned = entity_path.rsplit(":", 2)[0]
    if not scanned.endswith(_SOURCE_ENDINGS):
        return ()
    address = address_of(conf)
    if address is None:
        raise SourceNotFoundError(
            f"{scanned}: Checkov does not tell the address of what is in JSON syntax; judge the plan, or scan with "
            "--framework terraform, which leaves these files to us"
        )
    places = [_place_of(vertex) for vertex in memory.vertices_at(address)]
    places = [place for place in places if place.file.endswith(scanned.lstrip("/."))]
    if not places:
        raise SourceNotFoundError(f"which file {address} comes from cannot be told")
    file = min((place.file for place in places), key=len)  # in any other, the same path stands below a further folder
    return [Path(root) for root in sorted({place.root for place in places if place.file == file})]


class _Place(NamedTuple):
    """Where a block stands, and the folder of the root module that it is in."""

    file: str
    root: str


def _place_of(vertex: Mapping[str, Any]) -> _Place:
    file = str(vertex.get("file_path_"))
    called_in = _outermost(vertex.get("source_module_object_")) or file
    return _Place(file, str(Path(called_in).parent))


def _outermost(module: Any) -> Optional[str]:
    """The file of the root module in which the first of nested calls stands."""
    path: Optional[str] = None
    while module is not None:
        as_mapping = module if isinstance(module, dict) else dict(module)
        path, module = as_mapping.get("path"), as_mapping.get("nested_tf_module")
    return path
