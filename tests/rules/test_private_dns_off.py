"""CKV_ECRPL_201: endpoints on the ECR path answer for the service's own names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import Vpc
from ecr_privatelink.rules import private_dns_off
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import UNSET, Fact, Known, Relation
from networks import (
    MAIN,
    OFF,
    consumer,
    external_vpc,
    gateway,
    interface,
    network,
    not_known,
    scope,
    some_of,
    vpc,
    waits_for,
)

OFF_DKR = interface("ecr.dkr", private_dns=OFF)
OFF_STS = interface("sts", private_dns=OFF)
NEEDS_STS = consumer(needs=frozenset({"sts"}))
ZONE = "aws_route53_zone.dkr"
PASSED = Passed("aws_vpc_endpoint.ecr_dkr")


@pytest.mark.parametrize("service", ["ecr.api", "ecr.dkr", "logs"])
def test_private_dns_off_fails_with_the_endpoint_and_the_cure(service: str) -> None:
    endpoint = interface(service, private_dns=OFF)
    [verdict] = private_dns_off.judge(network(scope(MAIN, endpoint)))
    assert isinstance(verdict, Failed)
    assert verdict.resource == endpoint.address
    assert f"private_dns_enabled of {endpoint.address} ({service}) is false" in verdict.message
    assert "set private_dns_enabled = true" in verdict.message
    assert "wildcard" not in verdict.message


def test_private_dns_unset_fails_and_says_that_it_is_unset() -> None:
    [verdict] = private_dns_off.judge(network(scope(MAIN, interface("ecr.api", private_dns=UNSET))))
    assert isinstance(verdict, Failed)
    assert "is unset" in verdict.message


def test_two_endpoints_with_private_dns_off_fail_each() -> None:
    endpoints = [interface("ecr.api", private_dns=OFF), OFF_DKR]
    verdicts = private_dns_off.judge(network(scope(MAIN, *endpoints)))
    rows = [verdict.resource for verdict in verdicts if isinstance(verdict, Failed)]
    assert rows == ["aws_vpc_endpoint.ecr_api", "aws_vpc_endpoint.ecr_dkr"]


def test_an_endpoint_of_another_path_service_fails_where_a_consumer_needs_it() -> None:
    [verdict] = private_dns_off.judge(network(scope(MAIN, OFF_STS, NEEDS_STS)))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.sts"


def test_a_logs_endpoint_fails_without_a_consumer() -> None:
    logs = interface("logs", private_dns=OFF)
    [verdict] = private_dns_off.judge(network(others=[logs]))
    assert isinstance(verdict, Failed)


def test_a_zone_without_the_wildcard_fails_and_is_named() -> None:
    [verdict] = private_dns_off.judge(network(scope(MAIN, replace(OFF_DKR, names_half_served=(ZONE,)))))
    assert isinstance(verdict, Failed)
    assert f"{ZONE} has no wildcard record" in verdict.message


def test_an_endpoint_of_an_external_vpc_fails() -> None:
    shared = external_vpc()
    [verdict] = private_dns_off.judge(network(scope(shared, interface("ecr.dkr", shared, private_dns=OFF))))
    assert isinstance(verdict, Failed)


def test_an_endpoint_that_a_data_source_reads_fails_on_the_first_ecr_endpoint_of_its_vpc() -> None:
    read = replace(OFF_DKR, address="data.aws_vpc_endpoint.dkr", managed=False)
    verdicts = private_dns_off.judge(network(scope(MAIN, interface("ecr.api"), read)))
    [failed] = [verdict for verdict in verdicts if isinstance(verdict, Failed)]
    assert failed.resource == "aws_vpc_endpoint.ecr_api"
    assert "data.aws_vpc_endpoint.dkr" in failed.message


def test_an_endpoint_that_a_data_source_reads_fails_on_the_consumer_where_no_endpoint_is_managed() -> None:
    read = replace(OFF_DKR, address="data.aws_vpc_endpoint.dkr", managed=False)
    verdicts = private_dns_off.judge(network(scope(MAIN, consumer(), read)))
    [failed] = [verdict for verdict in verdicts if isinstance(verdict, Failed)]
    assert failed.resource == "aws_ecs_service.app"


def test_an_endpoint_that_a_data_source_reads_fails_in_its_own_vpc() -> None:
    other = vpc("another")
    read = replace(OFF_DKR, address="data.aws_vpc_endpoint.dkr", managed=False)
    scopes = [scope(other, consumer(other, name="there")), scope(MAIN, consumer(name="here"), read)]
    rows = [verdict.resource for verdict in private_dns_off.judge(network(*scopes)) if isinstance(verdict, Failed)]
    assert rows == ["aws_ecs_service.here"]


@pytest.mark.parametrize("private_dns", [Known(True), Known(True, sensitive=True)], ids=["plain", "sensitive"])
def test_private_dns_on_passes(private_dns: Fact[bool]) -> None:
    endpoint = interface("ecr.dkr", private_dns=private_dns)
    assert [*private_dns_off.judge(network(scope(MAIN, endpoint)))] == [PASSED]


@pytest.mark.parametrize("private_dns", [OFF, UNSET, waits_for("var.dns")], ids=["off", "unset", "unknown"])
def test_a_private_zone_that_serves_the_names_keeps_it_silent(private_dns: Fact[bool]) -> None:
    endpoint = replace(OFF_DKR, private_dns=private_dns, names_served=(ZONE,))
    assert not [verdict for verdict in private_dns_off.judge(network(scope(MAIN, endpoint))) if verdict != PASSED]


def test_a_whole_zone_beside_one_without_the_wildcard_keeps_it_silent() -> None:
    endpoint = replace(OFF_DKR, names_served=(ZONE,), names_half_served=("aws_route53_zone.old",))
    assert not [verdict for verdict in private_dns_off.judge(network(scope(MAIN, endpoint))) if verdict != PASSED]


def test_a_zone_that_other_vpcs_alone_see_is_no_help_to_what_runs_beside_the_endpoint() -> None:
    endpoint = replace(OFF_DKR, names_served=(ZONE,), names_served_elsewhere=(ZONE,))
    assert not [*private_dns_off.judge(network(scope(MAIN, endpoint)))]
    [verdict] = private_dns_off.judge(network(scope(MAIN, consumer(), endpoint)))
    assert isinstance(verdict, Failed)
    assert f"{ZONE} answers in other VPCs alone, and not to aws_ecs_service.app" in verdict.message
    seen = replace(endpoint, names_served=(ZONE, "aws_route53_zone.here"))
    assert not [*private_dns_off.judge(network(scope(MAIN, consumer(), seen)))]


def test_unknown_private_dns_is_undecided_with_the_reference() -> None:
    [verdict] = private_dns_off.judge(network(scope(MAIN, interface("ecr.dkr", private_dns=waits_for("var.dns")))))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "var.dns" in verdict.because


def test_a_zone_that_may_serve_the_names_is_undecided() -> None:
    endpoint = replace(OFF_DKR, maybe_names_served=(f"{ZONE}, whose wildcard record is not settled",))
    [verdict] = private_dns_off.judge(network(scope(MAIN, endpoint)))
    assert isinstance(verdict, Undecided)
    assert f"{ZONE}, whose wildcard record is not settled" in verdict.because


def test_an_endpoint_of_an_unknown_service_is_undecided() -> None:
    endpoint = replace(OFF_DKR, service=waits_for("var.service"))
    [verdict] = private_dns_off.judge(network(scope(MAIN, consumer(), endpoint)))
    assert isinstance(verdict, Undecided)
    assert "var.service" in verdict.because


def test_an_endpoint_of_an_unknown_type_is_undecided() -> None:
    endpoint = replace(OFF_DKR, kind=waits_for("var.type"))
    [verdict] = private_dns_off.judge(network(scope(MAIN, endpoint)))
    assert isinstance(verdict, Undecided)
    assert "var.type" in verdict.because


def test_an_s3_interface_endpoint_is_another_checks_matter() -> None:
    needs_s3 = consumer(needs=frozenset({"s3"}))
    assert not [*private_dns_off.judge(network(scope(MAIN, interface("s3", private_dns=OFF), needs_s3)))]


@pytest.mark.parametrize("service", ["sts", "kms", "ssm", "ec2", "ecs-agent", "email-smtp"])
def test_an_endpoint_that_no_consumer_needs_is_not_judged(service: str) -> None:
    assert not [*private_dns_off.judge(network(scope(MAIN, consumer(), interface(service, private_dns=OFF))))]


def test_a_service_beside_the_path_is_not_judged_even_where_a_consumer_needs_it() -> None:
    needs = consumer(needs=frozenset({"email-smtp"}))
    assert not [*private_dns_off.judge(network(scope(MAIN, needs, interface("email-smtp", private_dns=OFF))))]


def test_a_need_in_another_vpc_does_not_count() -> None:
    other = vpc("other")
    needs = consumer(other, needs=frozenset({"sts"}))
    assert not [*private_dns_off.judge(network(scope(MAIN, OFF_STS), scope(other, needs)))]


def test_a_need_that_is_not_proven_raises_no_question() -> None:
    may_need = consumer(some_of(MAIN, vpc("other")), needs=frozenset({"sts"}))
    assert not [*private_dns_off.judge(network(scope(MAIN, OFF_STS, possible=[may_need])))]


@pytest.mark.parametrize("where", [not_known(), some_of(MAIN, vpc("other"))], ids=["unknown", "one-of-two"])
def test_a_needed_endpoint_of_an_unsettled_vpc_raises_no_question(where: Relation[Vpc]) -> None:
    lost = interface("sts", where, private_dns=OFF)
    assert not [*private_dns_off.judge(network(scope(MAIN, NEEDS_STS, possible=[lost])))]


def test_a_gateway_endpoint_is_not_judged() -> None:
    assert not [*private_dns_off.judge(network(scope(MAIN, consumer(), gateway())))]


def test_an_ecr_endpoint_of_type_gateway_is_another_checks_matter() -> None:
    wrong_type = replace(OFF_DKR, kind=Known("Gateway"))
    assert not [*private_dns_off.judge(network(scope(MAIN, wrong_type)))]


def test_an_endpoint_that_a_data_source_reads_in_an_external_vpc_is_not_judged() -> None:
    read = replace(interface("ecr.dkr", external_vpc(), private_dns=OFF), managed=False)
    assert not [*private_dns_off.judge(network(others=[read]))]
