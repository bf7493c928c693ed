"""CKV_ECRPL_402: a security group of an ECR path endpoint has a rule that admits TCP 443."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import Rule, SecurityGroup
from ecr_privatelink.rules import no_https_ingress
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import Known, Relation
from networks import (
    MAIN,
    consumer,
    exactly,
    external_vpc,
    gateway,
    group,
    interface,
    network,
    not_known,
    outside_group,
    rule,
    scope,
    some_of,
    waits_for,
)

EMPTY = group(name="empty")
CLOSED = group(rule(first=80, last=80), name="closed")
OPEN = group(rule(), name="open")
OUTSIDE = outside_group()
LATER = waits_for("aws_security_group_rule.later.from_port")
PASSED = Passed("aws_vpc_endpoint.ecr_dkr")


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(rule(first=80, last=80), id="port-80"),
        pytest.param(rule(first=444, last=65535), id="range-above"),
        pytest.param(rule(first=0, last=442), id="range-below"),
        pytest.param(rule("udp"), id="udp-443"),
        pytest.param(rule("icmp", -1, -1), id="icmp"),
        pytest.param(rule(waits_for("var.protocol"), 80, 80), id="port-80-of-an-unknown-protocol"),
        pytest.param(rule()._replace(egress=True), id="egress-alone"),
    ],
)
def test_a_group_without_a_rule_on_443_fails_on_the_endpoint(other: Rule) -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(group(other)))]))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "aws_security_group.endpoints" in verdict.message
    assert "TCP 443" in verdict.message


def test_a_group_without_any_rule_fails() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(EMPTY))]))
    assert isinstance(verdict, Failed)


def test_two_groups_without_a_rule_on_443_are_one_row_with_both() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(CLOSED, EMPTY))]))
    assert isinstance(verdict, Failed)
    assert "aws_security_group.closed and aws_security_group.empty" in verdict.message


def test_two_endpoints_of_one_closed_group_fail_each() -> None:
    endpoints = [interface("ecr.api", groups=exactly(CLOSED)), interface("ecr.dkr", groups=exactly(CLOSED))]
    verdicts = no_https_ingress.judge(network(others=endpoints))
    rows = [verdict.resource for verdict in verdicts if isinstance(verdict, Failed)]
    assert rows == ["aws_vpc_endpoint.ecr_api", "aws_vpc_endpoint.ecr_dkr"]


@pytest.mark.parametrize("service", ["logs", "s3", "sts", "ecs-agent", "secretsmanager"])
def test_an_endpoint_of_any_path_service_fails(service: str) -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(service, groups=exactly(CLOSED))]))
    assert isinstance(verdict, Failed)


def test_an_endpoint_of_an_external_vpc_fails() -> None:
    endpoint = interface("ecr.dkr", external_vpc(), groups=exactly(CLOSED))
    [verdict] = no_https_ingress.judge(network(others=[endpoint]))
    assert isinstance(verdict, Failed)


def test_some_of_groups_fail_when_none_of_them_admits_443() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=some_of(CLOSED, EMPTY))]))
    assert isinstance(verdict, Failed)
    assert "aws_security_group.closed and aws_security_group.empty" in verdict.message


def test_an_endpoint_that_a_data_source_reads_fails_on_the_first_ecr_endpoint_of_its_vpc() -> None:
    read = replace(interface("ecr.dkr", groups=exactly(CLOSED)), address="data.aws_vpc_endpoint.dkr", managed=False)
    verdicts = no_https_ingress.judge(network(scope(MAIN, interface("ecr.api"), read)))
    [failed] = [verdict for verdict in verdicts if isinstance(verdict, Failed)]
    assert failed.resource == "aws_vpc_endpoint.ecr_api"
    assert "data.aws_vpc_endpoint.dkr" in failed.message


@pytest.mark.parametrize(
    "admitting",
    [
        pytest.param(rule(), id="tcp-443"),
        pytest.param(rule(first=0, last=65535), id="a-range-around-443"),
        pytest.param(rule("-1", 0, 0), id="all-protocols"),
        pytest.param(rule(Known("-1", sensitive=True), 0, 0), id="all-protocols-by-a-sensitive-value"),
        pytest.param(rule("-1", waits_for("var.port"), waits_for("var.port")), id="all-protocols-on-unknown-ports"),
    ],
)
def test_a_rule_that_admits_443_passes(admitting: Rule) -> None:
    assert [*no_https_ingress.judge(network(others=[interface(groups=exactly(group(admitting)))]))] == [PASSED]


def test_one_group_that_admits_443_is_enough() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(CLOSED, OPEN))]))
    assert isinstance(verdict, Passed)


def test_a_group_that_admits_443_passes_beside_groups_that_are_not_known() -> None:
    groups = Relation((OPEN,), open_because=("local.more is not in a plan",))
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=groups)]))
    assert isinstance(verdict, Passed)


def test_a_group_that_admits_443_passes_beside_one_that_cannot_be_read() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(OPEN, OUTSIDE))]))
    assert isinstance(verdict, Passed)


def test_a_rule_that_the_plan_adds_to_a_group_of_a_data_source_passes() -> None:
    added = outside_group(rule(written_on="aws_vpc_security_group_ingress_rule.https"))
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(added))]))
    assert isinstance(verdict, Passed)


def test_some_of_groups_pass_when_each_of_them_admits_443() -> None:
    """None of them may be attached at all; then the default group is what another check tells."""
    other = group(rule(), name="other")
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=some_of(OPEN, other))]))
    assert isinstance(verdict, Passed)


def test_some_of_groups_are_undecided_when_one_of_them_admits_443() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=some_of(CLOSED, OPEN))]))
    assert isinstance(verdict, Undecided)
    assert "aws_security_group.open" in verdict.because
    assert "var.chosen" in verdict.because


def test_a_closed_group_is_undecided_beside_one_that_admits_443_and_may_be_attached() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=Relation((CLOSED,), (OPEN,)))]))
    assert isinstance(verdict, Undecided)


@pytest.mark.parametrize("certain", [(), (CLOSED,)], ids=["none-known", "a-closed-one-known"])
def test_groups_that_are_not_known_are_undecided_with_the_reference(certain: tuple[SecurityGroup, ...]) -> None:
    groups = Relation(certain, open_because=("local.groups is not in a plan",))
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=groups)]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "local.groups is not in a plan" in verdict.because


def test_a_group_that_cannot_be_read_is_undecided_on_the_endpoint() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(OUTSIDE))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "data.aws_security_group.shared: a data source does not tell its rules" in verdict.because


@pytest.mark.parametrize(
    "unsettled",
    [
        pytest.param(rule(first=LATER), id="first-port"),
        pytest.param(rule(last=LATER), id="last-port"),
        pytest.param(rule(waits_for("var.protocol")), id="protocol"),
    ],
)
def test_a_rule_that_is_not_settled_is_undecided_with_its_address(unsettled: Rule) -> None:
    written = unsettled._replace(written_on="aws_security_group_rule.later")
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(group(written)))]))
    assert isinstance(verdict, Undecided)
    assert "aws_security_group_rule.later" in verdict.because


def test_a_rule_of_which_only_one_port_is_known_fails_where_that_port_rules_443_out() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(group(rule(first=444, last=LATER))))]))
    assert isinstance(verdict, Failed)


def test_an_egress_rule_that_is_not_settled_raises_no_question() -> None:
    outgoing = rule(first=LATER)._replace(egress=True)
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(group(outgoing)))]))
    assert isinstance(verdict, Failed)


@pytest.mark.parametrize("certainty", ["exactly", "some"])
def test_a_rule_on_443_that_may_be_the_groups_is_undecided(certainty: str) -> None:
    stray = rule(written_on="aws_security_group_rule.stray")._replace(of_group_why="var.group leads nowhere")
    maybe = replace(CLOSED, possible_rules=(stray,))
    groups = exactly(maybe) if certainty == "exactly" else some_of(maybe)
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=groups)]))
    assert isinstance(verdict, Undecided)
    assert "aws_security_group_rule.stray may belong to aws_security_group.closed" in verdict.because
    assert "var.group leads nowhere" in verdict.because


@pytest.mark.parametrize("stray", [rule(first=80, last=80), rule()._replace(egress=True)], ids=["port-80", "egress"])
def test_a_rule_that_does_not_admit_443_raises_no_question_whosever_it_is(stray: Rule) -> None:
    maybe = replace(CLOSED, possible_rules=(stray,))
    [verdict] = no_https_ingress.judge(network(others=[interface(groups=exactly(maybe))]))
    assert isinstance(verdict, Failed)


def test_an_endpoint_of_an_unknown_service_is_undecided() -> None:
    endpoint = replace(interface(groups=exactly(CLOSED)), service=waits_for("var.service"))
    [verdict] = no_https_ingress.judge(network(scope(MAIN, consumer(), endpoint)))
    assert isinstance(verdict, Undecided)
    assert "var.service" in verdict.because


def test_an_endpoint_without_a_group_is_another_checks_matter() -> None:
    assert not [*no_https_ingress.judge(network(others=[interface(groups=exactly())]))]


@pytest.mark.parametrize("service", ["email-smtp", "guardduty-data", "s3express"])
def test_an_endpoint_beside_the_ecr_path_is_not_judged(service: str) -> None:
    assert not [*no_https_ingress.judge(network(others=[interface(service, groups=exactly(CLOSED))]))]


def test_an_endpoint_that_a_data_source_reads_is_not_judged_in_an_external_vpc() -> None:
    read = replace(interface("ecr.dkr", external_vpc(), groups=exactly(OUTSIDE)), managed=False)
    assert not [*no_https_ingress.judge(network(others=[read]))]


def test_a_gateway_endpoint_has_no_groups_and_is_not_judged() -> None:
    assert not [*no_https_ingress.judge(network(others=[gateway()]))]


def test_an_unknown_vpc_changes_nothing() -> None:
    [verdict] = no_https_ingress.judge(network(others=[interface("ecr.dkr", not_known(), groups=exactly(CLOSED))]))
    assert isinstance(verdict, Failed)
