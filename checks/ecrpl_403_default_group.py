"""CKV_ECRPL_403: Ensure interface endpoints name a security group instead of using the VPC's default one."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_403")
