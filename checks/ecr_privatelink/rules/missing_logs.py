"""The VPC has no interface endpoint for CloudWatch Logs, and its tasks may log there."""

from __future__ import annotations

from typing import Iterator

from ..facts.service_names import LOGS
from ..network.network_model import Network, Scope
from ..wiring.plan_facts import Known
from .endpoint_presence import judge_scope, unsettled_use
from .verdicts import Failed, Undecided, Verdict, listed

_IF = " (needed if tasks log with awslogs)"


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC in use, save those whose tasks all log elsewhere."""
    yield from unsettled_use(network)
    for scope in network.scopes:
        if scope.in_use and not _all_log_elsewhere(scope):
            verdict = judge_scope(network, scope, LOGS, hint="" if _one_logs(scope) else _IF)
            if isinstance(verdict, Failed) and scope.consumers and _known_to_log_elsewhere(scope):
                others = listed(consumer.address for consumer in scope.possible_consumers)
                verdict = Undecided(scope.row, f"whether {others} runs in {scope.vpc.address} and logs with awslogs")
            yield verdict


def _all_log_elsewhere(scope: Scope) -> bool:
    return bool(scope.consumers) and _known_to_log_elsewhere(scope) and not scope.possible_consumers


def _known_to_log_elsewhere(scope: Scope) -> bool:
    return all(consumer.logs == Known(False) for consumer in scope.consumers)


def _one_logs(scope: Scope) -> bool:
    return any(consumer.logs == Known(True) for consumer in scope.consumers)
