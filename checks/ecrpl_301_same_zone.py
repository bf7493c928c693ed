"""CKV_ECRPL_301: Ensure an interface endpoint has at most one subnet per availability zone."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_301")
