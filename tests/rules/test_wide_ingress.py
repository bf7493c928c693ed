"""CKV_ECRPL_401: a security group of an ECR path endpoint admits TCP 443 alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import Rule, SecurityGroup
from ecr_privatelink.rules import no_https_ingress, wide_egress, wide_ingress
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import Known, Relation
from networks import (
    MAIN,
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

HTTP = rule(first=80, last=80)
WIDE = group(rule(), HTTP)
LATER = waits_for("var.port")


@pytest.mark.parametrize(
    ("wide", "found"),
    [
        pytest.param(HTTP, "TCP 80", id="another-port"),
        pytest.param(rule(first=0, last=65535), "TCP 0-65535", id="a-range-around-443"),
        pytest.param(rule(first=443, last=444), "TCP 443-444", id="a-range-from-443"),
        pytest.param(rule(first=442, last=443), "TCP 442-443", id="a-range-to-443"),
        pytest.param(rule("udp"), "UDP 443", id="another-protocol"),
        pytest.param(rule("icmp", -1, -1), "ICMP -1", id="icmp"),
        pytest.param(rule("-1", 0, 0), "all protocols", id="all-protocols"),
        pytest.param(rule("-1"), "all protocols", id="all-protocols-although-443-is-written"),
        pytest.param(rule(first=80, last=LATER), "TCP 80-unknown", id="one-known-port-is-enough"),
        pytest.param(rule("udp", LATER, LATER), "UDP unknown", id="the-protocol-is-enough"),
        pytest.param(rule(waits_for("var.protocol"), 80, 80), "80", id="the-port-is-enough"),
    ],
)
def test_a_rule_that_admits_more_fails_on_the_group_with_what_it_admits(wide: Rule, found: str) -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(group(wide)))]))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_security_group.endpoints"
    assert found in verdict.message
    assert "aws_vpc_endpoint.ecr_dkr" in verdict.message


def test_two_wide_rules_are_one_row_with_both() -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(group(HTTP, rule("udp", 53, 53))))]))
    assert isinstance(verdict, Failed)
    assert "TCP 80 and UDP 53" in verdict.message


def test_a_group_of_three_endpoints_is_one_row_with_all_three() -> None:
    endpoints = [interface(service, groups=exactly(WIDE)) for service in ("ecr.api", "ecr.dkr", "logs")]
    [verdict] = wide_ingress.judge(network(others=endpoints))
    assert isinstance(verdict, Failed)
    assert "aws_vpc_endpoint.ecr_api, aws_vpc_endpoint.ecr_dkr and aws_vpc_endpoint.logs" in verdict.message


def test_two_wide_groups_of_one_endpoint_fail_each() -> None:
    groups = exactly(group(HTTP, name="one"), group(HTTP, name="two"))
    verdicts = wide_ingress.judge(network(others=[interface(groups=groups)]))
    rows = [verdict.resource for verdict in verdicts if isinstance(verdict, Failed)]
    assert rows == ["aws_security_group.one", "aws_security_group.two"]


def test_the_rule_resource_that_widens_the_group_is_named() -> None:
    added = rule(first=80, last=80, written_on="aws_vpc_security_group_ingress_rule.http")
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(group(rule(), added)))]))
    assert isinstance(verdict, Failed)
    assert "TCP 80 by aws_vpc_security_group_ingress_rule.http" in verdict.message


def test_a_group_shared_with_an_application_fails_and_the_message_says_to_part_them() -> None:
    shared = replace(WIDE, used_by=("aws_lb.app",))
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(shared))]))
    assert isinstance(verdict, Failed)
    assert "own" in verdict.message


@pytest.mark.parametrize("service", ["s3", "sts", "ecs-telemetry", "kms"])
def test_a_group_of_any_path_service_fails(service: str) -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(service, groups=exactly(WIDE))]))
    assert isinstance(verdict, Failed)


def test_a_wide_rule_on_a_group_made_elsewhere_fails_on_the_endpoint() -> None:
    outside = outside_group(HTTP._replace(written_on="aws_security_group_rule.http"))
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(outside))]))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "data.aws_security_group.shared" in verdict.message
    assert "aws_security_group_rule.http" in verdict.message


def test_a_group_of_an_endpoint_that_a_data_source_reads_fails_on_the_group() -> None:
    read = replace(interface(groups=exactly(WIDE)), address="data.aws_vpc_endpoint.dkr", managed=False)
    [verdict] = wide_ingress.judge(network(others=[read]))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_security_group.endpoints"


def test_where_neither_group_nor_endpoint_is_managed_the_first_ecr_endpoint_stands_for_them() -> None:
    outside = outside_group(HTTP._replace(written_on="aws_security_group_rule.http"))
    logs = replace(interface("logs", groups=exactly(outside)), address="data.aws_vpc_endpoint.logs", managed=False)
    verdicts = wide_ingress.judge(network(scope(MAIN, interface("ecr.api"), logs)))
    [failed] = [verdict for verdict in verdicts if isinstance(verdict, Failed)]
    assert failed.resource == "aws_vpc_endpoint.ecr_api"


def test_a_wide_rule_fails_beside_another_that_is_not_settled() -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(group(HTTP, rule(first=LATER))))]))
    assert isinstance(verdict, Failed)


def test_a_sensitive_port_is_not_shown() -> None:
    hidden = rule(first=Known(8123, sensitive=True), last=Known(8123, sensitive=True))
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(group(hidden)))]))
    assert isinstance(verdict, Failed)
    assert "8123" not in verdict.message


@pytest.mark.parametrize(
    "narrow",
    [
        pytest.param(rule(), id="tcp-443"),
        pytest.param(rule(Known("tcp", sensitive=True), Known(443, sensitive=True)), id="tcp-443-by-sensitive-values"),
        pytest.param(rule("-1", 0, 0)._replace(egress=True), id="wide-egress-is-another-checks-matter"),
    ],
)
def test_a_group_that_admits_443_alone_passes(narrow: Rule) -> None:
    endpoint = interface(groups=exactly(group(narrow)))
    assert [*wide_ingress.judge(network(others=[endpoint]))] == [Passed("aws_security_group.endpoints")]


def test_a_group_that_admits_nothing_passes() -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(group()))]))
    assert isinstance(verdict, Passed)


def test_a_narrow_group_that_may_be_attached_raises_no_question() -> None:
    verdicts = wide_ingress.judge(network(others=[interface(groups=some_of(group(rule())))]))
    assert not [verdict for verdict in verdicts if not isinstance(verdict, Passed)]


def test_a_wide_group_that_may_be_attached_is_undecided_with_the_reference() -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=some_of(WIDE))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_security_group.endpoints"
    assert "aws_vpc_endpoint.ecr_dkr" in verdict.because
    assert "var.chosen" in verdict.because


def test_a_wide_group_made_elsewhere_that_may_be_attached_is_undecided_on_the_endpoint() -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=some_of(outside_group(HTTP)))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"


def test_a_wide_group_that_an_endpoint_of_a_data_source_may_have_is_undecided_on_the_group() -> None:
    read = replace(interface(groups=some_of(WIDE)), address="data.aws_vpc_endpoint.dkr", managed=False)
    [verdict] = wide_ingress.judge(network(others=[read]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_security_group.endpoints"


def test_a_wide_group_of_an_endpoint_of_an_unknown_service_is_undecided() -> None:
    endpoint = replace(interface(groups=exactly(WIDE)), service=waits_for("var.service"))
    [verdict] = wide_ingress.judge(network(others=[endpoint]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_security_group.endpoints"
    assert "var.service" in verdict.because


def test_a_wide_group_attached_to_one_endpoint_fails_though_another_only_may_have_it() -> None:
    certain = interface("ecr.api", groups=exactly(WIDE))
    [verdict] = wide_ingress.judge(network(others=[certain, interface("ecr.dkr", groups=some_of(WIDE))]))
    assert isinstance(verdict, Failed)
    assert "aws_vpc_endpoint.ecr_dkr" not in verdict.message


def test_groups_that_are_not_known_are_undecided_on_the_endpoint() -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=not_known("local.groups is not in a plan"))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "local.groups is not in a plan" in verdict.because


def test_a_known_wide_group_fails_beside_groups_that_are_not_known() -> None:
    groups = Relation((WIDE,), open_because=("local.more is not in a plan",))
    verdicts = wide_ingress.judge(network(others=[interface(groups=groups)]))
    assert [type(verdict) for verdict in verdicts] == [Undecided, Failed]


def test_a_group_that_cannot_be_read_is_undecided_on_the_endpoint() -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(outside_group()))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "data.aws_security_group.shared: a data source does not tell its rules" in verdict.because


def test_a_managed_group_whose_rules_wait_for_the_apply_is_undecided_on_the_endpoint() -> None:
    unread = group(unread=["its ingress rules are known only after the apply (var.rules)"])
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(unread))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "var.rules" in verdict.because


def test_egress_that_waits_says_nothing_about_ingress() -> None:
    waiting = replace(group(rule()), unread_egress=("its egress rules are known only after the apply (var.rules)",))
    network_of = network(others=[interface(groups=exactly(waiting))])
    assert [type(verdict) for verdict in wide_ingress.judge(network_of)] == [Passed]
    assert [type(verdict) for verdict in no_https_ingress.judge(network_of)] == [Passed]
    assert [type(verdict) for verdict in wide_egress.judge(network_of)] == [Undecided]


def test_a_managed_group_that_cannot_be_read_is_undecided_itself_where_its_endpoint_is_not_managed() -> None:
    unread = group(unread=["its ingress rules are known only after the apply (var.rules)"])
    read = replace(interface(groups=exactly(unread)), address="data.aws_vpc_endpoint.dkr", managed=False)
    [verdict] = wide_ingress.judge(network(others=[read]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_security_group.endpoints"


def test_a_group_that_cannot_be_read_is_undecided_where_a_row_can_show_it() -> None:
    """A data source has no row, so the first ECR endpoint of the VPC tells it."""
    logs = interface("logs", groups=exactly(outside_group()))
    read = replace(logs, address="data.aws_vpc_endpoint.logs", managed=False)
    verdicts = wide_ingress.judge(network(scope(MAIN, interface("ecr.api"), read)))
    assert [verdict.resource for verdict in verdicts if isinstance(verdict, Undecided)] == ["aws_vpc_endpoint.ecr_api"]


@pytest.mark.parametrize(
    "unsettled",
    [
        pytest.param(rule(first=LATER), id="first-port"),
        pytest.param(rule(last=LATER), id="last-port"),
        pytest.param(rule(waits_for("var.protocol")), id="protocol"),
    ],
)
def test_a_rule_that_is_not_settled_is_undecided_on_the_group(unsettled: Rule) -> None:
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(group(unsettled)))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_security_group.endpoints"
    assert "not settled before the apply" in verdict.because


@pytest.mark.parametrize("stray", [HTTP, rule(first=LATER)], ids=["wide", "perhaps-wide"])
def test_a_rule_that_may_be_the_groups_is_undecided(stray: Rule) -> None:
    stray = stray._replace(written_on="aws_security_group_rule.stray", of_group_why="var.group leads nowhere")
    maybe = replace(group(rule()), possible_rules=(stray,))
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(maybe))]))
    assert isinstance(verdict, Undecided)
    assert "aws_security_group_rule.stray may belong to aws_security_group.endpoints" in verdict.because
    assert "var.group leads nowhere" in verdict.because


@pytest.mark.parametrize("stray", [rule(), HTTP._replace(egress=True)], ids=["narrow", "egress"])
def test_a_harmless_rule_raises_no_question_whosever_it_is(stray: Rule) -> None:
    maybe = replace(group(rule()), possible_rules=(stray,))
    [verdict] = wide_ingress.judge(network(others=[interface(groups=exactly(maybe))]))
    assert isinstance(verdict, Passed)


@pytest.mark.parametrize("service", ["email-smtp", "guardduty-data", "s3express"])
def test_a_group_of_endpoints_beside_the_path_is_not_judged(service: str) -> None:
    assert not [*wide_ingress.judge(network(others=[interface(service, groups=exactly(WIDE))]))]


def test_an_endpoint_without_a_group_is_another_checks_matter() -> None:
    assert not [*wide_ingress.judge(network(others=[interface(groups=exactly())]))]


def test_a_gateway_endpoint_is_not_judged() -> None:
    assert not [*wide_ingress.judge(network(others=[gateway()]))]


@pytest.mark.parametrize("groups", [exactly(outside_group()), not_known()], ids=["unread", "unknown"])
def test_groups_of_endpoints_that_are_another_stacks_matter_are_not_judged(groups: Relation[SecurityGroup]) -> None:
    endpoint = interface("ecr.dkr", external_vpc(), groups=groups)
    assert not [*wide_ingress.judge(network(others=[replace(endpoint, managed=False)]))]
