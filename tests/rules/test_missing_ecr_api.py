"""CKV_ECRPL_102: a VPC in use has an interface endpoint for the ECR API."""

from __future__ import annotations

from dataclasses import replace

from ecr_privatelink.rules import missing_ecr_api
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import Known
from networks import MAIN, consumer, exactly, external_vpc, interface, network, scope

API = interface("ecr.api")
DKR = interface("ecr.dkr")


def test_a_vpc_with_the_registry_endpoint_alone_fails() -> None:
    [verdict] = missing_ecr_api.judge(network(scope(MAIN, DKR)))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc.main"
    assert "aws_vpc.main has no interface endpoint for ecr.api" in verdict.message


def test_a_vpc_in_use_by_a_consumer_alone_fails() -> None:
    [verdict] = missing_ecr_api.judge(network(scope(MAIN, consumer())))
    assert isinstance(verdict, Failed)


def test_an_endpoint_of_type_gateway_does_not_count() -> None:
    gateway_type = replace(API, kind=Known("Gateway"), subnets=exactly())
    [verdict] = missing_ecr_api.judge(network(scope(MAIN, DKR, gateway_type)))
    assert isinstance(verdict, Failed)
    assert "aws_vpc_endpoint.ecr_api is of type Gateway" in verdict.message


def test_an_external_vpc_fails_on_the_ecr_endpoint_that_stands_for_it() -> None:
    shared = external_vpc()
    [verdict] = missing_ecr_api.judge(network(scope(shared, interface("ecr.dkr", shared))))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"


def test_the_endpoint_passes_without_one_for_the_registry() -> None:
    assert [*missing_ecr_api.judge(network(scope(MAIN, API)))] == [Passed("aws_vpc.main")]


def test_a_transit_gateway_leaves_a_vpc_in_use_by_a_consumer_alone_undecided() -> None:
    attachment = "aws_ec2_transit_gateway_vpc_attachment.hub"
    [verdict] = missing_ecr_api.judge(network(scope(MAIN, consumer(), joined_by=[attachment])))
    assert isinstance(verdict, Undecided)
    assert attachment in verdict.because


def test_a_vpc_that_is_not_in_use_is_not_judged() -> None:
    assert not [*missing_ecr_api.judge(network(scope(MAIN, interface("logs"))))]
