"""CKV_ECRPL_405: Ensure security groups of ECR path endpoints have no egress beyond TCP 443."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_405")
