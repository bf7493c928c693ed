"""Which plan file a row of Checkov's comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Mapping, Optional

Conf = Mapping[str, Any]
"""An entity as Checkov hands it over: each value wrapped in a list."""


class PlanNotFoundError(LookupError):
    """The row is of a plan, and which file it is cannot be told."""


def address_of(conf: Conf) -> Optional[str]:
    """The row's full Terraform address."""
    return _first(conf.get("__address__"))


def plan_path(conf: Conf, graph: Any, entity_path: str) -> Optional[Path]:
    """The plan file, None where the row is of a source file.

    Checkov notes the file in each entity, unless the plan has more than 50 MB
    (`CHECKOV_MAX_IAC_FILE_SIZE`): then its graph tells, by address.

    Raises:
        PlanNotFoundError: the row is of a plan that neither of them names.
    """
    noted = _first(conf.get("__file__"))
    if noted is not None:
        return Path(noted) if noted.endswith(".json") else None
    if "__change_actions__" not in conf:
        return None
    address = address_of(conf)
    scanned = entity_path.rsplit(":", 2)[0].lstrip("/.")
    paths = {
        str(attributes.get("file_path_"))
        for attributes in _vertices(graph)
        if attributes.get("__address__") == address and str(attributes.get("file_path_")).endswith(scanned)
    }
    if len(paths) != 1:
        raise PlanNotFoundError(f"which plan file {address} comes from cannot be told")
    return Path(paths.pop())


def _vertices(graph: Any) -> Any:
    """The attributes of each vertex; rustworkx gives them by position, networkx by key."""
    if graph is None:
        return ()
    nodes = graph.nodes(data=True) if hasattr(graph, "adjacency") else graph.nodes()
    return (attributes for _, attributes in nodes)


def _first(value: Any) -> Optional[str]:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None
