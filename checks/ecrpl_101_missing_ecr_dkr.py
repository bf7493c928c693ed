"""CKV_ECRPL_101: Ensure a VPC that pulls from ECR has an interface endpoint for ecr.dkr."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_101")
