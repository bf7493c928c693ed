"""What is known only after the apply, as a value that stands for itself."""

from __future__ import annotations

from dataclasses import dataclass

from ..facts.network_nouns import NOUNS, VPC
from ..plan.open_reasons import NOT_READ
from ..plan.plan_address import Path, render
from ..plan.plan_index import Resource

_OWNED_BY_VPC = (
    ("default_network_acl_id",),
    ("default_route_table_id",),
    ("default_security_group_id",),
    ("main_route_table_id",),
)
"""What AWS makes with each VPC. Source: Amazon VPC user guide, "Default VPCs" and "VPC basics"."""


@dataclass(frozen=True)
class Symbol:
    """An attribute that is known only after the apply: it stands for itself.

    An empty path is the whole resource; whether its id is meant, its reader decides.
    """

    resource: Resource
    path: Path

    def __str__(self) -> str:
        return self.resource.address + render(self.path)

    @property
    def why_open(self) -> str:
        """Why it is not known, as part of a sentence; a data source may be read while planning."""
        return f"{self} is known only after the apply" if self.resource.managed else f"{self} {NOT_READ}"

    @property
    def is_name(self) -> bool:
        """It is text that is never null or empty: an id or an ARN, which every resource gets, or what a VPC owns."""
        of_vpc = self.resource.type in VPC.types and self.path in _OWNED_BY_VPC
        return self.resource.managed and (self.path in (("id",), ("arn",)) or of_vpc)

    @property
    def is_new_id(self) -> bool:
        """EC2 makes it up at the apply, so that it equals nothing that is known before; a default thing is adopted."""
        return (
            self.resource.managed
            and self.path == ("id",)
            and self.resource.identity is None
            and not self.resource.type.startswith("aws_default_")
            and any(self.resource.type in noun.types for noun in NOUNS)
        )
