"""CKV_ECRPL_103: a VPC in use has an interface endpoint for logs, unless its tasks log elsewhere."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import Consumer, Scope
from ecr_privatelink.rules import missing_logs
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import Known
from networks import MAIN, OFF, ON, consumer, exactly, external_vpc, interface, network, not_known, scope, waits_for

DKR = interface("ecr.dkr")
LOGS = interface("logs")
LOGGING = consumer(name="logging", logs=ON)
SILENT = consumer(name="silent", logs=OFF)
UNKNOWN = consumer(name="unknown", logs=waits_for("aws_ecs_task_definition.app.container_definitions"))
MAY_LOG = consumer(not_known("var.subnets leads nowhere"), name="may_log", logs=ON)
MAY_BE_SILENT = consumer(not_known("var.subnets leads nowhere"), name="may_be_silent", logs=OFF)
MAY_BE_UNKNOWN = replace(UNKNOWN, vpc=not_known("var.subnets leads nowhere"))
HINT = "needed if tasks log with awslogs"


@pytest.mark.parametrize(
    "scope_without",
    [
        pytest.param(scope(MAIN, LOGGING), id="logging"),
        pytest.param(scope(MAIN, LOGGING, SILENT), id="one-of-two-logging"),
        pytest.param(scope(MAIN, LOGGING, UNKNOWN), id="one-of-two-unknown"),
    ],
)
def test_a_consumer_that_logs_there_needs_the_endpoint(scope_without: Scope) -> None:
    [verdict] = missing_logs.judge(network(scope_without))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc.main"
    assert "no interface endpoint for logs" in verdict.message
    assert HINT not in verdict.message


@pytest.mark.parametrize(
    "scope_without",
    [
        pytest.param(scope(MAIN, DKR), id="no-consumer"),
        pytest.param(scope(MAIN, UNKNOWN), id="driver-unknown"),
        pytest.param(scope(MAIN, UNKNOWN, SILENT), id="one-of-two-drivers-unknown"),
    ],
)
def test_the_message_says_when_it_is_needed_where_that_is_not_known(scope_without: Scope) -> None:
    [verdict] = missing_logs.judge(network(scope_without))
    assert isinstance(verdict, Failed)
    assert HINT in verdict.message


def test_the_hint_stands_beside_an_endpoint_that_does_not_count() -> None:
    gateway_type = replace(LOGS, kind=Known("Gateway"), subnets=exactly())
    [verdict] = missing_logs.judge(network(scope(MAIN, DKR, gateway_type)))
    assert isinstance(verdict, Failed)
    assert "aws_vpc_endpoint.logs is of type Gateway" in verdict.message
    assert HINT in verdict.message


def test_an_external_vpc_fails_on_the_ecr_endpoint_that_stands_for_it() -> None:
    shared = external_vpc()
    [verdict] = missing_logs.judge(network(scope(shared, interface("ecr.dkr", shared))))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"


def test_a_vpc_without_a_certain_consumer_fails_whether_or_not_one_of_unknown_driver_runs_there() -> None:
    verdicts = [*missing_logs.judge(network(scope(MAIN, DKR, possible=[MAY_BE_UNKNOWN])))]
    [verdict] = [verdict for verdict in verdicts if verdict.resource == "aws_vpc.main"]
    assert isinstance(verdict, Failed)


def test_the_endpoint_passes() -> None:
    assert [*missing_logs.judge(network(scope(MAIN, LOGGING, LOGS)))] == [Passed("aws_vpc.main")]


def test_consumers_that_all_log_elsewhere_need_no_endpoint() -> None:
    assert not [*missing_logs.judge(network(scope(MAIN, DKR, SILENT, consumer(name="too", logs=OFF))))]


def test_a_possible_consumer_that_logs_elsewhere_changes_nothing() -> None:
    verdicts = [*missing_logs.judge(network(scope(MAIN, SILENT, possible=[MAY_BE_SILENT])))]
    assert "aws_vpc.main" not in [verdict.resource for verdict in verdicts]


@pytest.mark.parametrize("possible", [MAY_LOG, MAY_BE_UNKNOWN], ids=["logging", "driver-unknown"])
def test_a_possible_consumer_leaves_it_undecided_where_the_others_log_elsewhere(possible: Consumer) -> None:
    verdicts = [*missing_logs.judge(network(scope(MAIN, SILENT, possible=[possible])))]
    [verdict] = [verdict for verdict in verdicts if verdict.resource == "aws_vpc.main"]
    assert isinstance(verdict, Undecided)
    assert possible.address in verdict.because


def test_a_consumer_that_logs_elsewhere_raises_no_question_wherever_it_runs() -> None:
    assert not [*missing_logs.judge(network(others=[MAY_BE_SILENT]))]


def test_an_only_possible_consumer_that_logs_elsewhere_leaves_it_undecided() -> None:
    """With the consumer no endpoint is needed, without it one is missing."""
    verdicts = [*missing_logs.judge(network(scope(MAIN, DKR, possible=[MAY_BE_SILENT])))]
    [verdict] = [verdict for verdict in verdicts if verdict.resource == "aws_vpc.main"]
    assert isinstance(verdict, Undecided)


def test_an_incomplete_plan_leaves_the_absence_undecided() -> None:
    [verdict] = missing_logs.judge(network(scope(MAIN, LOGGING), complete=False))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc.main"


def test_a_vpc_that_may_be_in_use_raises_no_question_when_it_has_the_endpoint() -> None:
    verdicts = [*missing_logs.judge(network(scope(MAIN, LOGS, possible=[MAY_LOG])))]
    assert "aws_vpc.main" not in [verdict.resource for verdict in verdicts if isinstance(verdict, Undecided)]


def test_a_vpc_that_is_not_in_use_is_not_judged() -> None:
    assert not [*missing_logs.judge(network(scope(MAIN, interface("sts"))))]
