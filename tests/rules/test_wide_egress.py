"""CKV_ECRPL_405: a group that endpoints alone have lets out nothing but TCP 443."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import Rule
from ecr_privatelink.rules import wide_egress
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from networks import exactly, group, interface, network, not_known, outside_group, rule, some_of, waits_for


def out(outgoing: Rule) -> Rule:
    """The same rule as egress."""
    return outgoing._replace(egress=True)


EVERYTHING = out(rule("-1", 0, 0))
WIDE = group(rule(), EVERYTHING)


@pytest.mark.parametrize(
    ("wide", "found"),
    [
        pytest.param(EVERYTHING, "all protocols", id="all-protocols"),
        pytest.param(out(rule(first=0, last=65535)), "TCP 0-65535", id="all-ports"),
        pytest.param(out(rule(first=80, last=80)), "TCP 80", id="another-port"),
        pytest.param(out(rule("udp")), "UDP 443", id="another-protocol"),
    ],
)
def test_wide_egress_fails_on_the_group_with_what_it_lets_out(wide: Rule, found: str) -> None:
    [verdict] = wide_egress.judge(network(others=[interface(groups=exactly(group(rule(), wide)))]))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_security_group.endpoints"
    assert "egress of aws_security_group.endpoints (aws_vpc_endpoint.ecr_dkr) is open to more" in verdict.message
    assert found in verdict.message


def test_two_wide_rules_are_one_row_with_both() -> None:
    both = group(out(rule(first=80, last=80)), out(rule("udp", 53, 53)))
    [verdict] = wide_egress.judge(network(others=[interface(groups=exactly(both))]))
    assert isinstance(verdict, Failed)
    assert "TCP 80 and UDP 53" in verdict.message


def test_two_wide_groups_fail_each() -> None:
    groups = exactly(group(EVERYTHING, name="one"), group(EVERYTHING, name="two"))
    verdicts = wide_egress.judge(network(others=[interface(groups=groups)]))
    rows = [verdict.resource for verdict in verdicts if isinstance(verdict, Failed)]
    assert rows == ["aws_security_group.one", "aws_security_group.two"]


def test_a_rule_that_the_plan_adds_to_a_group_made_elsewhere_fails_on_the_endpoint() -> None:
    outside = outside_group(EVERYTHING._replace(written_on="aws_security_group_rule.out"))
    [verdict] = wide_egress.judge(network(others=[interface(groups=exactly(outside))]))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "aws_security_group_rule.out" in verdict.message


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param((rule(),), id="no-egress-at-all"),
        pytest.param((rule(), out(rule())), id="tcp-443"),
        pytest.param((rule("-1", 0, 0),), id="wide-ingress-is-another-checks-matter"),
    ],
)
def test_narrow_egress_passes(rules: tuple[Rule, ...]) -> None:
    endpoint = interface(groups=exactly(group(*rules)))
    assert [*wide_egress.judge(network(others=[endpoint]))] == [Passed("aws_security_group.endpoints")]


def test_a_group_that_something_else_has_too_is_not_judged() -> None:
    shared = replace(WIDE, used_by=("aws_ecs_service.app",))
    assert not [*wide_egress.judge(network(others=[interface(groups=exactly(shared))]))]


def test_a_group_that_something_else_may_have_is_undecided_with_its_address() -> None:
    maybe_shared = replace(WIDE, maybe_used_by=("aws_ecs_service.app",))
    [verdict] = wide_egress.judge(network(others=[interface(groups=exactly(maybe_shared))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_security_group.endpoints"
    assert "aws_ecs_service.app" in verdict.because


def test_a_narrow_group_that_something_else_may_have_passes() -> None:
    maybe_shared = replace(group(rule()), maybe_used_by=("aws_ecs_service.app",))
    [verdict] = wide_egress.judge(network(others=[interface(groups=exactly(maybe_shared))]))
    assert isinstance(verdict, Passed)


def test_a_wide_group_that_may_be_attached_is_undecided_with_the_reference() -> None:
    [verdict] = wide_egress.judge(network(others=[interface(groups=some_of(WIDE))]))
    assert isinstance(verdict, Undecided)
    assert "var.chosen" in verdict.because


def test_groups_that_are_not_known_are_undecided_on_the_endpoint() -> None:
    [verdict] = wide_egress.judge(network(others=[interface(groups=not_known("local.groups is not in a plan"))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "local.groups is not in a plan" in verdict.because


def test_a_group_that_cannot_be_read_is_undecided_on_the_endpoint() -> None:
    [verdict] = wide_egress.judge(network(others=[interface(groups=exactly(outside_group()))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "data.aws_security_group.shared: a data source does not tell its rules" in verdict.because


def test_a_rule_that_is_not_settled_is_undecided_on_the_group() -> None:
    later = out(rule(first=waits_for("var.port")))
    [verdict] = wide_egress.judge(network(others=[interface(groups=exactly(group(later)))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_security_group.endpoints"


def test_a_wide_rule_that_may_be_the_groups_is_undecided() -> None:
    stray = EVERYTHING._replace(written_on="aws_security_group_rule.stray", of_group_why="var.group leads nowhere")
    maybe = replace(group(rule()), possible_rules=(stray,))
    [verdict] = wide_egress.judge(network(others=[interface(groups=exactly(maybe))]))
    assert isinstance(verdict, Undecided)
    assert "aws_security_group_rule.stray" in verdict.because


@pytest.mark.parametrize("service", ["email-smtp", "guardduty-data"])
def test_a_group_of_endpoints_beside_the_path_is_not_judged(service: str) -> None:
    assert not [*wide_egress.judge(network(others=[interface(service, groups=exactly(WIDE))]))]
