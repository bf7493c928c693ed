"""The VPC has no interface endpoint for the ECR API, which gives the token for a pull."""

from __future__ import annotations

from typing import Iterator

from ..facts.service_names import ECR_API
from ..network.network_model import Network
from .endpoint_presence import judge_interface
from .rule_verdicts import Verdict


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC in use."""
    return judge_interface(network, ECR_API)
