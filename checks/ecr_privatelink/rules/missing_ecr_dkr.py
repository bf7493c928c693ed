"""The VPC has no interface endpoint for the registry, from which the image manifest is pulled."""

from __future__ import annotations

from typing import Iterator

from ..facts.service_names import ECR_DKR
from ..network.network_model import Network
from .endpoint_presence import judge_interface
from .rule_verdicts import Verdict


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC in use."""
    return judge_interface(network, ECR_DKR)
