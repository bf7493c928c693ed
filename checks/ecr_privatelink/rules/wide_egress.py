"""A group that only endpoints have lets out more than TCP 443; an endpoint opens no connection at all."""

from __future__ import annotations

from typing import Iterator

from ..facts.subnet_uses import NOT_AN_ATTACHMENT, is_placeless
from ..network.network_model import Network
from .endpoint_groups import Attached, attached_groups, judge_width, open_groups
from .rule_verdicts import Failed, Undecided, Verdict, listed, unless_left_out

_CURE = "an endpoint starts no connections, so remove what lets them out (in the group itself, set egress = [])"


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per group that nothing but endpoints is attached to."""
    yield from open_groups(network)
    types = {kind: kind.partition(" ")[0] for kind in network.left_out}
    users = [kind for kind, name in types.items() if not (is_placeless(name) or name in NOT_AN_ATTACHMENT)]
    for attached in attached_groups(network):
        if not attached.group.used_by:
            yield unless_left_out(network, _judge_group(attached), users)


def _judge_group(attached: Attached) -> Verdict:
    verdict = judge_width(attached, egress=True, cure=_CURE)
    maybe = attached.group.maybe_used_by
    if isinstance(verdict, Failed) and maybe:
        return Undecided(verdict.resource, f"its egress is wide, and {listed(maybe)} may use the group too")
    return verdict
