"""CKV_ECRPL_501: a VPC in use has a way to S3, where the layers of every image are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import AppSubnets, Endpoint, RouteTable, Scope
from ecr_privatelink.rules import missing_s3
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import UNSET, Known, Relation
from networks import (
    MAIN,
    OFF,
    ON,
    consumer,
    exactly,
    external_vpc,
    gateway,
    interface,
    network,
    not_known,
    of_region,
    route_table,
    scope,
    some_of,
    subnet,
    waits_for,
)

DKR = interface("ecr.dkr")
S3_INTERFACE = replace(interface("s3"), only_inbound=OFF)
SHARED = external_vpc()
OWN_TABLE = route_table("app")
FOREIGN_TABLE = replace(OWN_TABLE, address="rtb-0abc", managed=False)


def app_of(tables: Relation[RouteTable]) -> AppSubnets:
    """One app subnet, in which a consumer runs, with this table in effect."""
    return AppSubnets((subnet("app", table=tables),), of_consumers=True)


def test_a_vpc_in_use_without_any_endpoint_for_s3_fails_on_the_vpc() -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR)))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc.main"
    assert "aws_vpc.main has no S3 gateway endpoint" in verdict.message
    assert "route tables of the app subnets" in verdict.message


def test_a_vpc_in_use_by_a_consumer_alone_fails() -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, consumer())))
    assert isinstance(verdict, Failed)


@pytest.mark.parametrize(
    "endpoint",
    [
        pytest.param(replace(S3_INTERFACE, private_dns=OFF), id="private-dns-off"),
        pytest.param(replace(S3_INTERFACE, private_dns=UNSET), id="private-dns-unset"),
        pytest.param(replace(S3_INTERFACE, only_inbound=ON), id="only-for-the-inbound-resolver"),
        pytest.param(replace(S3_INTERFACE, only_inbound=UNSET), id="inbound-resolver-setting-left-to-aws"),
        pytest.param(replace(S3_INTERFACE, subnets=exactly()), id="no-subnets"),
        pytest.param(replace(S3_INTERFACE, private_dns=OFF, only_inbound=waits_for("var.x")), id="one-is-enough"),
    ],
)
def test_an_interface_endpoint_that_does_not_answer_in_the_vpc_does_not_count(endpoint: Endpoint) -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, endpoint)))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc.main"
    assert "aws_vpc_endpoint.s3" in verdict.message


@pytest.mark.parametrize(
    ("endpoint", "cure"),
    [
        (replace(S3_INTERFACE, private_dns=OFF), "set private_dns_enabled = true on it"),
        (replace(S3_INTERFACE, subnets=exactly()), "set subnet_ids on it"),
        (replace(S3_INTERFACE, only_inbound=UNSET), "set private_dns_only_for_inbound_resolver_endpoint = false on it"),
    ],
)
def test_the_cure_is_what_the_interface_endpoint_lacks(endpoint: Endpoint, cure: str) -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, endpoint)))
    assert isinstance(verdict, Failed)
    assert verdict.message.endswith(cure)


@pytest.mark.parametrize("service", ["s3-outposts", "s3express", "s3tables"])
def test_an_endpoint_of_another_service_does_not_count(service: str) -> None:
    other = replace(S3_INTERFACE, service=interface(service).service)
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, other)))
    assert isinstance(verdict, Failed)


def test_an_external_vpc_whose_app_tables_are_made_here_fails_on_the_ecr_endpoint() -> None:
    inside = scope(SHARED, interface("ecr.dkr", SHARED), app=app_of(exactly(OWN_TABLE)))
    [verdict] = missing_s3.judge(network(inside))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "data.aws_vpc.shared" in verdict.message


ATTACHMENT = "aws_ec2_transit_gateway_vpc_attachment.hub"


def test_a_hub_in_which_nothing_is_known_to_pull_is_undecided() -> None:
    """Layers come through the S3 endpoint of the VPC that pulls: a gateway serves no other."""
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, joined_by=[ATTACHMENT])))
    assert isinstance(verdict, Undecided)
    assert f"nothing in it is known to pull images, which VPCs may do that use it through {ATTACHMENT}" in str(verdict)


@pytest.mark.parametrize("shared", [scope(MAIN, DKR, consumer(), joined_by=[ATTACHMENT]), scope(MAIN, DKR)])
def test_a_joined_vpc_in_which_something_pulls_and_one_of_its_own_fail(shared: Scope) -> None:
    [verdict] = missing_s3.judge(network(shared))
    assert isinstance(verdict, Failed)


def test_a_gateway_endpoint_passes() -> None:
    assert [*missing_s3.judge(network(scope(MAIN, DKR, gateway())))] == [Passed("aws_vpc.main")]


def test_a_gateway_endpoint_for_another_region_than_the_others_is_undecided() -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, of_region(gateway(), "us-east-1"))))
    assert isinstance(verdict, Undecided)
    assert "aws_vpc_endpoint.s3 is for us-east-1" in verdict.because


def test_a_gateway_endpoint_that_a_data_source_reads_counts() -> None:
    read = replace(gateway(), address="data.aws_vpc_endpoint.s3", managed=False)
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, read)))
    assert isinstance(verdict, Passed)


def test_an_interface_endpoint_that_answers_in_the_vpc_counts() -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, S3_INTERFACE)))
    assert isinstance(verdict, Passed)


def test_settings_that_come_from_sensitive_values_count_as_well() -> None:
    hidden = replace(S3_INTERFACE, private_dns=Known(True, sensitive=True), only_inbound=Known(False, sensitive=True))
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, hidden)))
    assert isinstance(verdict, Passed)


def test_a_gateway_tied_to_no_table_is_another_checks_matter() -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, gateway(tied=exactly()))))
    assert isinstance(verdict, Passed)


@pytest.mark.parametrize(
    "app",
    [
        pytest.param(app_of(exactly(FOREIGN_TABLE)), id="tables-made-elsewhere"),
        pytest.param(app_of(some_of(OWN_TABLE, FOREIGN_TABLE)), id="tables-perhaps-made-elsewhere"),
        pytest.param(app_of(not_known()), id="tables-not-known"),
        pytest.param(AppSubnets(), id="no-app-subnets"),
    ],
)
def test_an_external_vpc_whose_app_tables_are_not_made_here_is_undecided(app: AppSubnets) -> None:
    [verdict] = missing_s3.judge(network(scope(SHARED, interface("ecr.dkr", SHARED), app=app)))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "made elsewhere" in verdict.because


@pytest.mark.parametrize(
    ("endpoint", "reason"),
    [
        pytest.param(replace(S3_INTERFACE, private_dns=waits_for("var.dns")), "var.dns", id="private-dns"),
        pytest.param(replace(S3_INTERFACE, only_inbound=waits_for("var.inbound")), "var.inbound", id="inbound"),
        pytest.param(replace(S3_INTERFACE, subnets=some_of(subnet("of_s3"))), "var.chosen", id="some-subnets-or-none"),
        pytest.param(replace(S3_INTERFACE, kind=waits_for("var.type")), "the type of aws_vpc_endpoint.s3", id="type"),
        pytest.param(
            replace(S3_INTERFACE, service=waits_for("var.name")), "the service of aws_vpc_endpoint.s3", id="service"
        ),
        pytest.param(replace(S3_INTERFACE, subnets=not_known("local.ids")), "local.ids", id="subnets"),
    ],
)
def test_an_endpoint_that_may_lead_to_s3_is_undecided_with_the_reason(endpoint: Endpoint, reason: str) -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, endpoint)))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc.main"
    assert reason in verdict.because


@pytest.mark.parametrize(
    "logs",
    [
        pytest.param(replace(interface("logs"), kind=waits_for("var.type")), id="of-an-unknown-type"),
        pytest.param(replace(interface("logs"), private_dns=waits_for("var.dns")), id="of-unknown-private-dns"),
    ],
)
def test_an_unsettled_endpoint_of_another_service_raises_no_question(logs: Endpoint) -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, replace(logs, only_inbound=OFF))))
    assert isinstance(verdict, Failed)


def test_a_gateway_that_may_be_in_the_vpc_is_undecided() -> None:
    elsewhere = gateway(where=not_known("var.vpc_id leads nowhere"))
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR, possible=[elsewhere])))
    assert isinstance(verdict, Undecided)
    assert "aws_vpc_endpoint.s3 may be in it (var.vpc_id leads nowhere)" in verdict.because


def test_absence_is_undecided_in_a_plan_that_is_not_complete() -> None:
    [verdict] = missing_s3.judge(network(scope(MAIN, DKR), complete=False))
    assert isinstance(verdict, Undecided)


def test_a_vpc_that_may_be_in_use_raises_no_question_when_it_has_the_gateway() -> None:
    may_run = consumer(not_known())
    verdicts = [*missing_s3.judge(network(scope(MAIN, gateway(), possible=[may_run])))]
    assert "aws_vpc.main" not in [verdict.resource for verdict in verdicts if isinstance(verdict, Undecided)]


def test_a_vpc_that_may_be_in_use_and_has_no_endpoint_is_undecided() -> None:
    may_run = consumer(not_known())
    verdicts = [*missing_s3.judge(network(scope(MAIN, possible=[may_run])))]
    assert "aws_vpc.main" in [verdict.resource for verdict in verdicts if isinstance(verdict, Undecided)]


def test_a_vpc_that_is_not_in_use_is_not_judged() -> None:
    assert not [*missing_s3.judge(network(scope(MAIN, interface("logs"))))]


def test_a_consumer_of_an_external_vpc_without_ecr_endpoints_is_not_judged() -> None:
    assert not [*missing_s3.judge(network(others=[consumer(SHARED)]))]
