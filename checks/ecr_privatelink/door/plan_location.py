"""Which plan file a row of Checkov's comes from."""

from __future__ import annotations

from typing import Any, Mapping, Optional

from .graph_memory import GraphMemory

Conf = Mapping[str, Any]
"""An entity as Checkov hands it over: each value wrapped in a list."""


class PlanNotFoundError(LookupError):
    """The row is of a plan, and which file it is cannot be told."""


def address_of(conf: Conf) -> Optional[str]:
    """The row's full Terraform address."""
    return _first(conf.get("__address__"))


def plan_path(conf: Conf, memory: GraphMemory, entity_path: str) -> Optional[str]:
    """The plan file, None where the row is of a source file.

    Checkov notes the file in each resource. Where it does not (in a provider block, and in
    plans of more than 50 MB, `CHECKOV_MAX_IAC_FILE_SIZE`), its graph tells, by the address and
    by the scanned file, which stands relative to the scan's root before the entity's type.

    Raises:
        PlanNotFoundError: the row is of a plan, and the graph does not tell which.
    """
    noted = _first(conf.get("__file__"))
    if noted is not None:
        return noted if noted.endswith(".json") else None
    scanned = entity_path.rsplit(":", 2)[0]
    if not scanned.endswith(".json") or scanned.endswith(".tf.json"):
        return None
    address = address_of(conf)
    paths = {str(vertex.get("file_path_")) for vertex in memory.vertices_at(address)}
    fitting = sorted((path for path in paths if path.endswith(scanned.lstrip("/."))), key=len)
    if not fitting:
        raise PlanNotFoundError(f"which plan file {address} comes from cannot be told")
    return fitting[0]  # the shortest: in any other, the same path stands below a further folder


def _first(value: Any) -> Optional[str]:
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else None
