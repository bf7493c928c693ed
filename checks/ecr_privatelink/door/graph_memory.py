"""What is found once for each graph of Checkov's, however many rows ask."""

from __future__ import annotations

import threading
from collections import defaultdict
from functools import cached_property
from typing import Any, DefaultDict, Dict, List, Mapping, Optional, Sequence

from .judged_plans import JudgedPlan

_MOST = 4
"""Checkov's runners, which may run as threads, have a graph each; ours come from two of them."""

_lock = threading.Lock()
_memories: List[GraphMemory] = []


class GraphMemory:
    """What is known of one graph.

    Attributes:
        judged: the judgements of the plans that its rows are of, by the path that Checkov notes.
    """

    def __init__(self, graph: Any) -> None:
        self.graph = graph
        self.judged: Dict[str, JudgedPlan] = {}

    def vertices_at(self, address: Optional[str]) -> Sequence[Mapping[str, Any]]:
        """The attributes of the vertices at an address."""
        return self._by_address.get(address, ())

    @cached_property
    def _by_address(self) -> Mapping[Optional[str], Sequence[Mapping[str, Any]]]:
        found: DefaultDict[Optional[str], List[Mapping[str, Any]]] = defaultdict(list)
        for vertex in _vertices(self.graph):
            found[vertex.get("__address__")].append(vertex)
        return found


def memory_of(graph: Any) -> GraphMemory:
    """The memory of a graph, which is kept until others have taken its place; without a graph there is none to keep.

    Safe to call from several threads.
    """
    if graph is None:
        return GraphMemory(None)
    with _lock:
        for memory in _memories:
            if memory.graph is graph:
                return memory
        memory = GraphMemory(graph)
        _memories[:] = [memory, *_memories][:_MOST]
        return memory


def _vertices(graph: Any) -> Any:
    """The attributes of each vertex; rustworkx gives them by position, networkx by key."""
    if graph is None:
        return ()
    nodes = graph.nodes(data=True) if hasattr(graph, "adjacency") else graph.nodes()
    return (attributes for _, attributes in nodes)
