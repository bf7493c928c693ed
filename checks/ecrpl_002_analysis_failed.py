"""CKV_ECRPL_002: Ensure the analysis of the ECR path ran in full.

Checkov drops a check file that fails to import and goes on. This one speaks even when the
engine beside it cannot be imported: it then reports the failure on every plan it sees.
"""

from typing import Any, Dict, List

try:
    from ecr_privatelink.door.checkov_checks import register

    register("CKV_ECRPL_002")
except Exception as error:  # noqa: BLE001 - the door for every other error is behind it
    from checkov.common.models.enums import CheckCategories, CheckResult
    from checkov.terraform.checks.resource.base_resource_check import BaseResourceCheck

    class EngineFailed(BaseResourceCheck):  # type: ignore[misc]
        """FAILED on each VPC and endpoint: nothing was analysed."""

        def __init__(self, why: str) -> None:
            super().__init__(
                f"Ensure the analysis of the ECR path ran in full: the engine could not be imported ({why})",
                "CKV_ECRPL_002",
                [CheckCategories.NETWORKING],
                ["aws_vpc", "aws_default_vpc", "aws_vpc_endpoint", "aws_ecs_service", "aws_eks_node_group"],
            )

        def scan_resource_conf(self, conf: Dict[str, List[Any]]) -> CheckResult:  # noqa: ARG002
            """The verdict is the same on every resource."""
            return CheckResult.FAILED

    EngineFailed(f"{type(error).__name__}: {error}")
