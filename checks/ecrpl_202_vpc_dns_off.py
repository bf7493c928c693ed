"""CKV_ECRPL_202: Ensure a VPC with private DNS endpoints has DNS support and DNS hostnames on."""

from ecr_privatelink.door.checkov_checks import register

register("CKV_ECRPL_202")
