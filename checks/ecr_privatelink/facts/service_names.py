"""Names of VPC endpoint services, in all partitions, and what this product makes of them.

A service name is a prefix, a region and the service: `com.amazonaws.eu-west-1.ecr.dkr`.
The prefix differs by partition, and in China by service, so any of them is accepted before
any service; the match is anchored at both ends, because `s3-outposts`, `ecs-agent`,
`guardduty-data` are services of their own. A region that waits for the apply stands as the
reference to it, `${data.aws_region.current.name}`.
Sources: AWS PrivateLink guide, "AWS services that integrate with AWS PrivateLink"; the
partitions' prefixes as AWS CDK's `InterfaceVpcEndpointAwsService` lists them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

ECR_API = "ecr.api"
ECR_DKR = "ecr.dkr"
LOGS = "logs"
S3 = "s3"

ECR_SERVICES = frozenset({ECR_API, ECR_DKR})
"""The endpoints that a pull cannot do without; they put a VPC in use."""

CORE_SERVICES = ECR_SERVICES | {LOGS}

PATH_SERVICES = CORE_SERVICES | {
    S3, "sts", "ecs", "ecs-agent", "ecs-telemetry", "ssm", "ssmmessages",
    "secretsmanager", "kms", "ec2", "eks", "eks-auth",
}  # fmt: skip
"""The services between a task and its image, its secrets and its logs.
Source: Amazon ECR user guide and Amazon ECS developer guide, "interface VPC endpoints";
Amazon EKS user guide, "private clusters"."""

_PREFIXES = (
    "com.amazonaws",
    "cn.com.amazonaws",
    "gov.ic.c2s",
    "gov.sgov.sc2s",
    "gov.ic.hci.csp",
    "uk.adc-e.cloud",
    "eu.amazonaws",
)
_NAME = re.compile(
    rf"(?:{'|'.join(map(re.escape, _PREFIXES))})"
    r"\.(?P<region>[a-z]+(?:-[a-z]+)+-\d+|\$\{[^{}]+\})"
    r"\.(?P<service>[a-z0-9.-]+?)(?:-fips)?"
)

_DNS_SUFFIXES = (
    ("cn-", "amazonaws.com.cn"),
    ("us-iso-", "c2s.ic.gov"),
    ("us-isob-", "sc2s.sgov.gov"),
    ("us-isof-", "csp.hci.ic.gov"),
    ("eu-isoe-", "cloud.adc-e.uk"),
    ("eusc-", "amazonaws.eu"),
    ("", "amazonaws.com"),
)
"""By how the region's name begins; the first that fits counts."""

_DNS_HOSTS = {ECR_API: "api.ecr", ECR_DKR: "dkr.ecr", "ecs-agent": "ecs-a", "ecs-telemetry": "ecs-t"}
"""The host part of a service's private DNS name, where it is not the service's own name.
Source: Amazon ECR and Amazon ECS guides; names as a real `create-vpc-endpoint` registers them."""


class Service(NamedTuple):
    """An endpoint service: `ecr.dkr` in `eu-west-1`, or a full name that the grammar does not know."""

    name: str
    region: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def known_region(self) -> str:
        """The region by its own name; "" where the service has none, or a reference stands for it."""
        return "" if self.region.startswith("$") else self.region

    @property
    def dns_name(self) -> str:
        """The private DNS name that AWS's clients ask for; `ecr.dkr` also needs `*.` before it."""
        suffix = next(suffix for start, suffix in _DNS_SUFFIXES if self.region.startswith(start))
        return f"{self._dns_host}.{self.region}.{suffix}"

    def may_be_named_below(self, zone: str) -> bool:
        """Whether in some region its private DNS name is the zone's own, or below it."""
        for _, suffix in _DNS_SUFFIXES:
            if f".{zone}".endswith(f".{suffix}"):
                above, _, _region = zone[: -len(suffix)].rstrip(".").rpartition(".")
                return not above or f".{self._dns_host}".endswith(f".{above}")
        return any(f".{suffix}".endswith(f".{zone}") for _, suffix in _DNS_SUFFIXES)

    @property
    def _dns_host(self) -> str:
        return _DNS_HOSTS.get(self.name, self.name)


def parse_service_name(name: str) -> Service:
    """The service behind an endpoint's `service_name`; a name outside the grammar stands for itself."""
    match = _NAME.fullmatch(name)
    return Service(match["service"], match["region"]) if match else Service(name)
