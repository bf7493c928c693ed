"""CKV_ECRPL_401: Ensure security groups of ECR path endpoints admit TCP 443 alone."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_401")
