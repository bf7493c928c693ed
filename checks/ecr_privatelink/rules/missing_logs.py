"""The VPC has no interface endpoint for CloudWatch Logs, and its tasks may log there."""

from __future__ import annotations

from typing import Iterator, Optional

from ..facts.service_names import LOGS
from ..network.network_model import Network, Scope
from ..wiring.plan_facts import Known
from .endpoint_presence import judge_scope, judge_scopes
from .rule_verdicts import Failed, Undecided, Verdict, listed

_IF = " (needed if tasks log with awslogs)"


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC in use, save those whose tasks all log elsewhere."""
    return judge_scopes(network, lambda scope: _judge_scope(network, scope), lambda user: user.logs != Known(False))


def _judge_scope(network: Network, scope: Scope) -> Optional[Verdict]:
    drivers = [consumer.logs for consumer in scope.consumers]
    elsewhere = all(driver == Known(False) for driver in drivers)
    may_log = [consumer for consumer in scope.possible_consumers if consumer.logs != Known(False)]
    if drivers and elsewhere and not may_log:
        return None
    verdict = judge_scope(network, scope, LOGS, hint="" if Known(True) in drivers else _IF)
    unsure = may_log if drivers else () if may_log else scope.possible_consumers
    if isinstance(verdict, Failed) and elsewhere and unsure:
        others = listed(consumer.address for consumer in unsure)
        return Undecided(scope.row, f"whether {others} runs in {scope.vpc.address}, and logs with awslogs")
    return verdict
