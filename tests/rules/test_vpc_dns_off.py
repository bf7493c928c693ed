"""CKV_ECRPL_202: private DNS asks for DNS support and DNS hostnames of the VPC."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import Vpc
from ecr_privatelink.rules import vpc_dns_off
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import UNSET, Fact, Known
from networks import OFF, external_vpc, gateway, interface, network, not_known, scope, some_of, vpc, waits_for

HIDDEN_OFF: Fact[bool] = Known(False, sensitive=True)


@pytest.mark.parametrize(
    ("where", "state"),
    [
        pytest.param(vpc(support=OFF), "enable_dns_support is false", id="support-off"),
        pytest.param(vpc(hostnames=OFF), "enable_dns_hostnames is false", id="hostnames-off"),
        pytest.param(vpc(hostnames=UNSET), "enable_dns_hostnames is unset", id="hostnames-unset"),
    ],
)
def test_dns_off_beside_private_dns_fails_on_the_vpc(where: Vpc, state: str) -> None:
    [verdict] = vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where))))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc.main"
    assert state in verdict.message
    assert "aws_vpc_endpoint.ecr_dkr" in verdict.message


def test_both_settings_off_are_one_row_with_both() -> None:
    where = vpc(support=OFF, hostnames=OFF)
    [verdict] = vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where))))
    assert isinstance(verdict, Failed)
    assert "set enable_dns_support = true and enable_dns_hostnames = true" in verdict.message


def test_a_setting_that_is_on_is_not_blamed() -> None:
    where = vpc(hostnames=OFF)
    [verdict] = vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where))))
    assert isinstance(verdict, Failed)
    assert "enable_dns_support" not in verdict.message


def test_all_endpoints_with_private_dns_on_are_named_and_no_other() -> None:
    where = vpc(hostnames=OFF)
    endpoints = [interface("ecr.api", where), interface("ecr.dkr", where), interface("logs", where, private_dns=OFF)]
    [verdict] = vpc_dns_off.judge(network(scope(where, *endpoints)))
    assert isinstance(verdict, Failed)
    assert "aws_vpc_endpoint.ecr_api and aws_vpc_endpoint.ecr_dkr" in verdict.message
    assert "aws_vpc_endpoint.logs" not in verdict.message


def test_two_vpcs_with_dns_off_fail_each() -> None:
    one, two = vpc("one", hostnames=OFF), vpc("two", support=OFF)
    scopes = [scope(one, interface("ecr.api", one)), scope(two, interface("ecr.dkr", two))]
    rows = [verdict.resource for verdict in vpc_dns_off.judge(network(*scopes)) if isinstance(verdict, Failed)]
    assert rows == ["aws_vpc.one", "aws_vpc.two"]


def test_an_external_vpc_fails_on_the_first_endpoint_with_private_dns_on() -> None:
    shared = external_vpc(hostnames=OFF)
    endpoints = [interface("ecr.api", shared, private_dns=OFF), interface("ecr.dkr", shared), interface("logs", shared)]
    [verdict] = vpc_dns_off.judge(network(scope(shared, *endpoints)))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "data.aws_vpc.shared" in verdict.message


def test_an_endpoint_that_a_data_source_reads_counts() -> None:
    where = vpc(hostnames=OFF)
    read = replace(interface("ecr.dkr", where), managed=False)
    [verdict] = vpc_dns_off.judge(network(scope(where, read)))
    assert isinstance(verdict, Failed)


def test_a_setting_that_is_off_proves_the_fault_beside_an_unknown_one() -> None:
    where = vpc(support=OFF, hostnames=waits_for("var.hostnames"))
    [verdict] = vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where))))
    assert isinstance(verdict, Failed)


def test_a_sensitive_false_fails_as_well() -> None:
    where = vpc(hostnames=HIDDEN_OFF)
    [verdict] = vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where))))
    assert isinstance(verdict, Failed)


def test_a_sensitive_false_is_not_shown() -> None:
    where = vpc(hostnames=HIDDEN_OFF)
    [verdict] = vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where))))
    assert isinstance(verdict, Failed)
    assert "false" not in verdict.message


def test_private_dns_that_a_sensitive_value_puts_on_counts() -> None:
    where = vpc(hostnames=OFF)
    endpoint = interface("ecr.dkr", where, private_dns=Known(True, sensitive=True))
    [verdict] = vpc_dns_off.judge(network(scope(where, endpoint)))
    assert isinstance(verdict, Failed)


def test_both_settings_on_pass() -> None:
    where = vpc()
    assert [*vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where))))] == [Passed("aws_vpc.main")]


def test_private_dns_that_may_be_on_is_undecided_where_dns_is_off() -> None:
    where = vpc(hostnames=OFF)
    endpoint = interface("ecr.dkr", where, private_dns=waits_for("var.dns"))
    [verdict] = vpc_dns_off.judge(network(scope(where, endpoint)))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc.main"
    assert "var.dns" in verdict.because


def test_private_dns_that_may_be_on_raises_no_question_where_dns_is_on() -> None:
    where = vpc()
    endpoint = interface("ecr.dkr", where, private_dns=waits_for("var.dns"))
    verdicts = vpc_dns_off.judge(network(scope(where, endpoint)))
    assert not [verdict for verdict in verdicts if not isinstance(verdict, Passed)]


def test_an_endpoint_that_may_be_in_a_vpc_with_dns_off_is_undecided() -> None:
    where = vpc(hostnames=OFF)
    endpoint = interface("ecr.dkr", not_known("var.vpc_id leads nowhere"))
    [verdict] = vpc_dns_off.judge(network(scope(where, possible=[endpoint])))
    assert isinstance(verdict, Undecided)
    assert "var.vpc_id leads nowhere" in verdict.because


def test_an_endpoint_of_an_unknown_vpc_is_undecided_though_dns_is_on_in_the_plans_own() -> None:
    lost = interface("ecr.dkr", not_known("var.vpc_id leads nowhere"))
    verdicts = vpc_dns_off.judge(network(scope(vpc(), possible=[lost])))
    [verdict] = [verdict for verdict in verdicts if isinstance(verdict, Undecided)]
    assert "var.vpc_id leads nowhere" in verdict.because


@pytest.mark.parametrize("off", [vpc("off", hostnames=OFF), vpc("off", support=OFF)], ids=["hostnames", "support"])
def test_an_endpoint_of_one_of_two_vpcs_is_undecided_where_dns_is_off_in_one(off: Vpc) -> None:
    on = vpc("on")
    endpoint = interface("ecr.dkr", some_of(off, on))
    [verdict] = vpc_dns_off.judge(network(scope(off, possible=[endpoint]), scope(on, possible=[endpoint])))
    assert isinstance(verdict, Undecided)
    assert "var.chosen" in verdict.because


def test_an_endpoint_of_an_unknown_type_is_undecided_where_dns_is_off() -> None:
    where = vpc(hostnames=OFF)
    endpoint = replace(interface("ecr.dkr", where), kind=waits_for("var.type"))
    [verdict] = vpc_dns_off.judge(network(scope(where, endpoint)))
    assert isinstance(verdict, Undecided)
    assert "var.type" in verdict.because


def test_an_endpoint_raises_no_question_when_dns_is_on_in_every_vpc_it_may_be_in() -> None:
    one, two = vpc("one"), vpc("two")
    endpoint = interface("ecr.dkr", some_of(one, two))
    verdicts = vpc_dns_off.judge(network(scope(one, possible=[endpoint]), scope(two, possible=[endpoint])))
    assert not [verdict for verdict in verdicts if not isinstance(verdict, Passed)]


def test_an_unknown_setting_is_undecided_with_the_attribute() -> None:
    where = vpc(hostnames=waits_for("var.hostnames"))
    [verdict] = vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where))))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc.main"
    assert "enable_dns_hostnames: var.hostnames is known only after the apply" in verdict.because


def test_a_vpc_known_by_its_id_alone_is_undecided_on_the_endpoint() -> None:
    outside = waits_for("vpc-0abc")
    bare = Vpc("vpc-0abc", None, outside, outside)
    [verdict] = vpc_dns_off.judge(network(scope(bare, interface("ecr.dkr", bare))))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"


@pytest.mark.parametrize("private_dns", [OFF, UNSET], ids=["off", "unset"])
def test_dns_off_without_private_dns_is_not_judged(private_dns: Fact[bool]) -> None:
    where = vpc(hostnames=OFF)
    assert not [*vpc_dns_off.judge(network(scope(where, interface("ecr.dkr", where, private_dns=private_dns))))]


def test_a_gateway_endpoint_asks_for_no_dns_hostnames() -> None:
    where = vpc(hostnames=OFF)
    assert not [*vpc_dns_off.judge(network(scope(where, gateway(where=where))))]


def test_an_endpoint_of_another_vpc_does_not_count() -> None:
    off, on = vpc("off", hostnames=OFF), vpc("on")
    verdicts = vpc_dns_off.judge(network(scope(off), scope(on, interface("ecr.dkr", on))))
    assert [*verdicts] == [Passed("aws_vpc.on")]


def test_an_endpoint_beside_the_ecr_path_is_none_of_our_business() -> None:
    where = vpc(hostnames=OFF)
    verdicts = vpc_dns_off.judge(network(scope(where, interface("email-smtp", where))))
    assert not [verdict for verdict in verdicts if isinstance(verdict, Failed)]


def test_an_external_vpc_whose_endpoints_are_all_read_by_data_sources_is_not_judged() -> None:
    shared = external_vpc(hostnames=OFF)
    read = replace(interface("ecr.dkr", shared), managed=False)
    assert not [*vpc_dns_off.judge(network(others=[read]))]


def test_an_ecr_endpoint_of_type_gateway_is_another_checks_matter() -> None:
    where = vpc(hostnames=OFF)
    wrong_type = replace(interface("ecr.dkr", where), kind=Known("Gateway"))
    assert not [*vpc_dns_off.judge(network(scope(where, wrong_type)))]
