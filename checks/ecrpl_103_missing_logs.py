"""CKV_ECRPL_103: Ensure a VPC whose tasks log to CloudWatch has an interface endpoint for logs."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_103")
