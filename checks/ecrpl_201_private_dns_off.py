"""CKV_ECRPL_201: Ensure interface endpoints on the ECR path have private DNS on."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_201")
