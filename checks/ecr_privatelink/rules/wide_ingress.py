"""A group of an ECR path endpoint admits more than TCP 443."""

from __future__ import annotations

from typing import Iterator

from ..network.network_model import Network
from .endpoint_groups import attached_groups, judge_width, open_groups
from .rule_verdicts import Verdict

_CURE = "admit TCP 443 alone, and give the endpoint a group of its own where it shares one"


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per group; endpoints whose groups are not known are undecided."""
    yield from open_groups(network)
    for attached in attached_groups(network):
        yield judge_width(attached, egress=False, cure=_CURE)
