"""Every check: its id, what it says, where it reports, and AWS's own page on the rule."""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple

from .consumer_types import CONSUMER_TYPES
from .network_nouns import ENDPOINT, SECURITY_GROUP, VPC

_VPC_LEVEL = (*VPC.types, *ENDPOINT.types, *CONSUMER_TYPES)
"""Where the VPC, or the endpoint, is not managed by the plan, another of these stands in."""
_ENDPOINT = ENDPOINT.types
_GROUP = (*SECURITY_GROUP.types, *_VPC_LEVEL)
_ALL = _GROUP

_ECR_ENDPOINTS = "https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html"
_ECS_ENDPOINTS = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/vpc-endpoints.html"
_INTERFACE = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"
_ACCESS = "https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html"
_GATEWAY = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"
_S3 = "https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html"
_DNS = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html"
_DEFAULT_GROUP = "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html"

UNDECIDED = "CKV_ECRPL_001"
ANALYSIS_FAILED = "CKV_ECRPL_002"


class Check(NamedTuple):
    """One check.

    Attributes:
        id: never reused, all of one length, none a part of another.
        title: what holds when it passes; a finding's sentence follows it.
        rows: the resource types that it reports on.
        guideline: AWS's page on the rule behind it.
        rule: the module in `rules` that judges it; None for 001 and 002, which tell of the others.
    """

    id: str
    title: str
    rows: Tuple[str, ...]
    guideline: str
    rule: Optional[str] = None


CHECKS = (
    Check(UNDECIDED, "Ensure the plan settles every question about the ECR path", _ALL, _ECR_ENDPOINTS),
    Check(ANALYSIS_FAILED, "Ensure the analysis of the ECR path ran in full", _ALL, _ECR_ENDPOINTS),
    Check(
        "CKV_ECRPL_101",
        "Ensure a VPC that pulls from ECR has an interface endpoint for ecr.dkr",
        _VPC_LEVEL,
        _ECR_ENDPOINTS,
        "missing_ecr_dkr",
    ),
    Check(
        "CKV_ECRPL_102",
        "Ensure a VPC that pulls from ECR has an interface endpoint for ecr.api",
        _VPC_LEVEL,
        _ECR_ENDPOINTS,
        "missing_ecr_api",
    ),
    Check(
        "CKV_ECRPL_103",
        "Ensure a VPC whose tasks log to CloudWatch has an interface endpoint for logs",
        _VPC_LEVEL,
        _ECS_ENDPOINTS,
        "missing_logs",
    ),
    Check(
        "CKV_ECRPL_201",
        "Ensure interface endpoints on the ECR path have private DNS on",
        _VPC_LEVEL,
        _ACCESS,
        "private_dns_off",
    ),
    Check(
        "CKV_ECRPL_202",
        "Ensure a VPC with private DNS endpoints has DNS support and DNS hostnames on",
        _VPC_LEVEL,
        _DNS,
        "vpc_dns_off",
    ),
    Check(
        "CKV_ECRPL_301",
        "Ensure an interface endpoint has at most one subnet per availability zone",
        _ENDPOINT,
        _INTERFACE,
        "same_zone",
    ),
    Check(
        "CKV_ECRPL_401",
        "Ensure security groups of ECR path endpoints admit TCP 443 alone",
        _GROUP,
        _ECR_ENDPOINTS,
        "wide_ingress",
    ),
    Check(
        "CKV_ECRPL_402",
        "Ensure a security group of an ECR path endpoint admits TCP 443",
        _VPC_LEVEL,
        _ECR_ENDPOINTS,
        "no_https_ingress",
    ),
    Check(
        "CKV_ECRPL_403",
        "Ensure interface endpoints name a security group instead of using the VPC's default one",
        _ENDPOINT,
        _DEFAULT_GROUP,
        "default_group",
    ),
    Check(
        "CKV_ECRPL_405",
        "Ensure security groups of ECR path endpoints have no egress beyond TCP 443",
        _GROUP,
        _INTERFACE,
        "wide_egress",
    ),
    Check(
        "CKV_ECRPL_501",
        "Ensure a VPC that pulls from ECR has an S3 gateway endpoint",
        _VPC_LEVEL,
        _S3,
        "missing_s3",
    ),
    Check(
        "CKV_ECRPL_502",
        "Ensure the S3 gateway endpoint is tied to the route tables of the app subnets",
        _VPC_LEVEL,
        _GATEWAY,
        "untied_route_table",
    ),
)


def check_by_id(check_id: str) -> Check:
    """The check with this id.

    Raises:
        KeyError: there is none.
    """
    return _BY_ID[check_id]


_BY_ID = {check.id: check for check in CHECKS}
