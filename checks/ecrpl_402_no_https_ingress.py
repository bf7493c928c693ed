"""CKV_ECRPL_402: Ensure a security group of an ECR path endpoint admits TCP 443."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_402")
