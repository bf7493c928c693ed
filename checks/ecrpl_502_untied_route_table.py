"""CKV_ECRPL_502: Ensure the S3 gateway endpoint is tied to the route tables of the app subnets."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_502")
