"""Which root module's sources a row of Checkov's comes from."""

from __future__ import annotations

import threading
from collections import defaultdict
from pathlib import Path
from typing import Any, DefaultDict, List, NamedTuple, Optional, Sequence, Tuple

from .plan_location import Conf, address_of, vertices

_SOURCE_ENDINGS = (".tf", ".tf.json")


class SourceNotFoundError(LookupError):
    """The row is of a source file, and which one cannot be told."""


class _Place(NamedTuple):
    """Where a block stands, and the folder of the root module that it is in."""

    file: str
    root: str


_lock = threading.Lock()
_places_of_last_graph: List[Tuple[Any, DefaultDict[Optional[str], List[_Place]]]] = []


def root_folders(conf: Conf, graph: Any, entity_path: str) -> Sequence[Path]:
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
    places = [place for place in _places(graph)[address] if place.file.endswith(scanned.lstrip("/."))]
    if not places:
        raise SourceNotFoundError(f"which file {address} comes from cannot be told")
    file = min((place.file for place in places), key=len)  # in any other, the same path stands below a further folder
    return [Path(root) for root in sorted({place.root for place in places if place.file == file})]


def _places(graph: Any) -> DefaultDict[Optional[str], List[_Place]]:
    """Where blocks stand, by address; a graph is gone through once, however many rows ask."""
    with _lock:
        if not _places_of_last_graph or _places_of_last_graph[0][0] is not graph:
            found: DefaultDict[Optional[str], List[_Place]] = defaultdict(list)
            for vertex in vertices(graph):
                file = str(vertex.get("file_path_"))
                called_in = _outermost(vertex.get("source_module_object_")) or file
                found[vertex.get("__address__")].append(_Place(file, str(Path(called_in).parent)))
            _places_of_last_graph[:] = [(graph, found)]
        return _places_of_last_graph[0][1]


def _outermost(module: Any) -> Optional[str]:
    """The file of the root module in which the first of nested calls stands."""
    path: Optional[str] = None
    while module is not None:
        as_mapping = module if isinstance(module, dict) else dict(module)
        path, module = as_mapping.get("path"), as_mapping.get("nested_tf_module")
    return path
