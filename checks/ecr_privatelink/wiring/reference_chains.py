"""Cutting a plan's flat list of references into the references that the expression holds.

Terraform prints each reference of an expression followed by its own prefixes:

    aws_subnet.a[0].id   ->   aws_subnet.a[0].id, aws_subnet.a[0], aws_subnet.a
    module.net.subnets   ->   module.net.subnets, module.net

so a reference that is no prefix of the chain before it starts a chain of its own.
Source: `references` in Terraform's JSON output format, and its `jsonconfig` package,
which says to compare by equality because the syntax may grow.
"""

from __future__ import annotations

from typing import List, Sequence, Tuple

from ..plan.plan_address import AddressError, Index, Path, parse_path

_HEAD_LENGTH = {"data": 3, "ephemeral": 3, "module": 2, "var": 2, "local": 2, "each": 2, "count": 2, "path": 2}
"""How many steps name the object itself; a managed resource takes two."""


def head_length(path: Path) -> int:
    """How many leading steps of a reference name an object: `aws_subnet.a` 2, `data.aws_vpc.v` 3."""
    return _HEAD_LENGTH.get(str(path[0]), 2)


def cut_chains(references: Sequence[str]) -> Tuple[Path, ...]:
    """The references of an expression, without the prefixes that Terraform adds to each.

    Raises:
        AddressError: a reference does not follow the grammar.
    """
    chains: List[Path] = []
    expected: List[Path] = []
    for reference in references:
        path = parse_path(reference)
        if len(path) < head_length(path):
            raise AddressError(f"not a reference: {reference!r}")
        if path in expected:
            del expected[: expected.index(path) + 1]
            continue
        chains.append(path)
        expected = prefixes_of(path)
    return tuple(chains)


def prefixes_of(path: Path) -> List[Path]:
    """What Terraform prints after a reference: the object with fewer and fewer steps.

    An instance is followed by its block (`a[0]`, then `a`), a module instance is not.
    """
    shortest = head_length(path)
    if path[0] == "module" and len(path) > shortest and isinstance(path[shortest], Index):
        shortest += 1
    return [path[:length] for length in range(len(path) - 1, shortest - 1, -1)]
