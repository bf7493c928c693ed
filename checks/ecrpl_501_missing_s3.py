"""CKV_ECRPL_501: Ensure a VPC that pulls from ECR has an S3 gateway endpoint."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_501")
