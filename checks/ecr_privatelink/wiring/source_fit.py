"""Whether sources are those that a plan was made from, as far as both can tell."""

from __future__ import annotations

from typing import FrozenSet, Iterable, Optional

from ..plan.json_shape import Json, texts_in
from ..plan.plan_address import AddressError, Path, parse_path
from ..plan.plan_index import ModuleConfig
from ..source.module_sources import ModuleSource
from ..source.source_blocks import SourceAttribute


def misfit_of_module(config: ModuleConfig, source: ModuleSource) -> Optional[str]:
    """What the plan has and the sources of a module have not, or the other way round; None where they fit."""
    if source.problems:
        return source.problems[0]
    sides = (
        ("", config.blocks, source.blocks),
        ("module.", config.calls, source.calls),
        ("output.", config.outputs, source.outputs),
        ("var.", config.variables, source.variables),
    )
    for kind, planned, written in sides:
        mine, theirs = frozenset(map(str, planned)), frozenset(map(str, written))
        if mine - theirs:
            return f"{kind}{min(mine - theirs)} is in the plan and not in the sources"
        if theirs - mine:
            return f"{kind}{min(theirs - mine)} is in the sources and not in the plan"
    return None


def same_references(planned: Json, written: Optional[SourceAttribute]) -> bool:
    """Whether an expression of the sources holds the references that the plan lists for it.

    One without any, which calls a function, the plan may leave out.

    Raises:
        PlanError: the plan's list is none.
    """
    if written is None:
        return planned is None
    if planned is None:
        return not written.references
    if not isinstance(planned, dict):
        return True
    if planned and not ("references" in planned or "constant_value" in planned):
        return True  # of an attribute that is a block to Terraform, the plan lists each part
    try:
        listed = frozenset(map(parse_path, texts_in(planned, "references") if "references" in planned else ()))
    except AddressError:
        return False
    return _longest(listed) == _longest(written.references)


def _longest(paths: Iterable[Path]) -> FrozenSet[Path]:
    """Those that are no part of another: Terraform lists each reference with its own beginnings."""
    found = frozenset(paths)
    parts = {path[:length] for path in found for length in range(1, len(path))}
    return found - parts
