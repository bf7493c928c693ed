"""CKV_ECRPL_403: an interface endpoint without a security group gets the VPC's default one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import SecurityGroup
from ecr_privatelink.rules import default_group
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import Relation
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
    rule,
    scope,
    some_of,
    vpc,
    waits_for,
)

NO_GROUP: Relation[SecurityGroup] = exactly()
CLOSED = group(name="closed")
OTHER = group(rule(), name="other")


def test_an_ecr_endpoint_without_a_group_fails_with_the_cure() -> None:
    [verdict] = default_group.judge(network(scope(MAIN, interface("ecr.dkr", groups=NO_GROUP))))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "default group" in verdict.message
    assert "security_group_ids" in verdict.message


@pytest.mark.parametrize("service", ["email-smtp", "s3", "kms"])
def test_an_endpoint_of_any_service_fails_in_a_vpc_in_use(service: str) -> None:
    [verdict] = default_group.judge(network(scope(MAIN, consumer(), interface(service, groups=NO_GROUP))))
    assert isinstance(verdict, Failed)
    assert service in verdict.message


def test_an_endpoint_of_an_unknown_service_fails_in_a_vpc_in_use() -> None:
    endpoint = replace(interface(groups=NO_GROUP), service=waits_for("var.service"))
    [verdict] = default_group.judge(network(scope(MAIN, consumer(), endpoint)))
    assert isinstance(verdict, Failed)
    assert "service unknown" in verdict.message


def test_two_endpoints_without_a_group_fail_each() -> None:
    endpoints = [interface("ecr.api", groups=NO_GROUP), interface("ecr.dkr", groups=NO_GROUP)]
    verdicts = default_group.judge(network(scope(MAIN, *endpoints)))
    rows = [verdict.resource for verdict in verdicts if isinstance(verdict, Failed)]
    assert rows == ["aws_vpc_endpoint.ecr_api", "aws_vpc_endpoint.ecr_dkr"]


def test_an_ecr_endpoint_of_an_external_vpc_fails() -> None:
    shared = external_vpc()
    [verdict] = default_group.judge(network(scope(shared, interface("ecr.api", shared, groups=NO_GROUP))))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_api"


def test_an_ecr_endpoint_of_an_unknown_vpc_fails_as_it_puts_any_vpc_in_use() -> None:
    [verdict] = default_group.judge(network(others=[interface("ecr.dkr", not_known(), groups=NO_GROUP)]))
    assert isinstance(verdict, Failed)


def test_an_endpoint_fails_when_every_vpc_that_it_may_be_in_is_in_use() -> None:
    one, two = vpc("one"), vpc("two")
    endpoint = interface("email-smtp", some_of(one, two), groups=NO_GROUP)
    scopes = [
        scope(one, consumer(one, name="one"), possible=[endpoint]),
        scope(two, consumer(two, name="two"), possible=[endpoint]),
    ]
    [verdict] = default_group.judge(network(*scopes))
    assert isinstance(verdict, Failed)


def test_an_endpoint_with_a_group_passes() -> None:
    endpoint = interface("ecr.dkr")
    assert [*default_group.judge(network(scope(MAIN, endpoint)))] == [Passed("aws_vpc_endpoint.ecr_dkr")]


def test_a_group_without_rules_is_a_group() -> None:
    [verdict] = default_group.judge(network(scope(MAIN, interface(groups=exactly(CLOSED)))))
    assert isinstance(verdict, Passed)


def test_a_group_beside_others_that_are_not_known_passes() -> None:
    groups = Relation((CLOSED,), open_because=("local.more is not in a plan",))
    [verdict] = default_group.judge(network(scope(MAIN, interface(groups=groups))))
    assert isinstance(verdict, Passed)


def test_groups_that_are_not_known_are_undecided_with_the_reference() -> None:
    groups: Relation[SecurityGroup] = not_known("local.groups is not in a plan")
    [verdict] = default_group.judge(network(scope(MAIN, interface(groups=groups))))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "local.groups is not in a plan" in verdict.because


def test_some_of_groups_pass_where_there_is_one_whichever_it_is() -> None:
    groups = replace(some_of(CLOSED, OTHER), never_empty=True)
    [verdict] = default_group.judge(network(scope(MAIN, interface(groups=groups))))
    assert verdict == Passed("aws_vpc_endpoint.ecr_dkr")


def test_some_of_groups_are_undecided_as_none_may_be_among_them() -> None:
    [verdict] = default_group.judge(network(scope(MAIN, interface(groups=some_of(CLOSED, OTHER)))))
    assert isinstance(verdict, Undecided)
    assert "var.chosen" in verdict.because


def test_an_endpoint_that_may_be_in_a_vpc_in_use_is_undecided() -> None:
    endpoint = interface("email-smtp", not_known("var.vpc_id leads nowhere"), groups=NO_GROUP)
    [verdict] = default_group.judge(network(scope(MAIN, consumer(), possible=[endpoint])))
    assert isinstance(verdict, Undecided)
    assert "var.vpc_id leads nowhere" in verdict.because


def test_an_endpoint_of_a_vpc_in_use_or_of_an_idle_one_is_undecided() -> None:
    busy, idle = vpc("busy"), vpc("idle")
    endpoint = interface("email-smtp", some_of(busy, idle), groups=NO_GROUP)
    scopes = [scope(busy, consumer(busy), possible=[endpoint]), scope(idle, possible=[endpoint])]
    [verdict] = default_group.judge(network(*scopes))
    assert isinstance(verdict, Undecided)


def test_an_endpoint_of_a_vpc_in_use_or_of_one_outside_the_plan_is_undecided() -> None:
    where = Relation((), (MAIN,), open_because=("var.vpc_id leads nowhere",))
    endpoint = interface("email-smtp", where, groups=NO_GROUP)
    [verdict] = default_group.judge(network(scope(MAIN, consumer(), possible=[endpoint])))
    assert isinstance(verdict, Undecided)


def test_an_endpoint_of_a_vpc_that_may_be_in_use_is_undecided() -> None:
    idle = vpc("idle")
    may_run = consumer(not_known("var.subnets leads nowhere"))
    endpoint = interface("email-smtp", idle, groups=NO_GROUP)
    [verdict] = default_group.judge(network(scope(idle, endpoint, possible=[may_run])))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.email_smtp"


def test_an_endpoint_of_an_unknown_type_is_undecided() -> None:
    endpoint = replace(interface("ecr.dkr", groups=NO_GROUP), kind=waits_for("var.type"))
    [verdict] = default_group.judge(network(scope(MAIN, endpoint)))
    assert isinstance(verdict, Undecided)
    assert "var.type" in verdict.because


def test_an_endpoint_of_a_vpc_that_is_not_in_use_is_not_judged() -> None:
    idle, busy = vpc("idle"), vpc("busy")
    endpoint = interface("email-smtp", idle, groups=NO_GROUP)
    assert not [*default_group.judge(network(scope(idle, endpoint), scope(busy, consumer(busy))))]


def test_an_endpoint_of_one_of_two_idle_vpcs_is_not_judged() -> None:
    busy, one, two = vpc("busy"), vpc("one"), vpc("two")
    endpoint = interface("email-smtp", some_of(one, two), groups=NO_GROUP)
    assert not [*default_group.judge(network(scope(busy, consumer(busy)), others=[one, two, endpoint]))]


def test_an_endpoint_of_an_external_vpc_without_ecr_endpoints_is_not_judged() -> None:
    shared = external_vpc()
    endpoint = interface("email-smtp", shared, groups=NO_GROUP)
    assert not [*default_group.judge(network(others=[endpoint, consumer(shared)]))]


def test_an_endpoint_that_a_data_source_reads_is_not_judged() -> None:
    endpoint = replace(interface("ecr.dkr", groups=NO_GROUP), managed=False)
    assert not [*default_group.judge(network(scope(MAIN, endpoint)))]


def test_a_gateway_endpoint_has_no_groups_and_is_not_judged() -> None:
    assert not [*default_group.judge(network(scope(MAIN, consumer(), gateway())))]
