"""CKV_ECRPL_001: Ensure the plan settles every question about the ECR path."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_001")
