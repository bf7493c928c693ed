"""CKV_ECRPL_102: Ensure a VPC that pulls from ECR has an interface endpoint for ecr.api."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_102")
