"""CKV_ECRPL_301: an interface endpoint takes one subnet per availability zone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import Subnet, ZoneInList
from ecr_privatelink.rules import same_zone
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import Known, Relation
from networks import exactly, gateway, interface, network, not_known, some_of, subnet, waits_for

A1 = subnet("a1", "eu-west-1a")
A2 = subnet("a2", "eu-west-1a")
A3 = subnet("a3", "eu-west-1a")
B1 = subnet("b1", "eu-west-1b")
B2 = subnet("b2", "eu-west-1b")
BY_ID_1 = replace(subnet("id1", waits_for("aws_subnet.id1.availability_zone")), zone_id=Known("euw1-az1"))
BY_ID_1_TOO = replace(subnet("id1_too", waits_for("aws_subnet.id1_too.availability_zone")), zone_id=Known("euw1-az1"))
BY_ID_2 = replace(subnet("id2", waits_for("aws_subnet.id2.availability_zone")), zone_id=Known("euw1-az2"))
LATER = subnet("later", waits_for("aws_subnet.later.availability_zone"))


def test_two_subnets_in_one_zone_fail_with_both_subnets_and_the_zone() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(A1, A2, B1))]))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "aws_subnet.a1 and aws_subnet.a2 are in one availability zone (eu-west-1a)" in verdict.message


def test_two_subnets_with_one_zone_id_fail_with_the_id() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(BY_ID_1, BY_ID_1_TOO))]))
    assert isinstance(verdict, Failed)
    assert "aws_subnet.id1 and aws_subnet.id1_too are in one availability zone (euw1-az1)" in verdict.message


def test_three_subnets_in_one_zone_are_one_row_with_all_three() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(A1, A2, A3))]))
    assert isinstance(verdict, Failed)
    assert "aws_subnet.a1, aws_subnet.a2 and aws_subnet.a3" in verdict.message


def test_two_crowded_zones_of_one_endpoint_are_both_named() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(A1, A2, B1, B2))]))
    assert isinstance(verdict, Failed)
    assert "eu-west-1a" in verdict.message
    assert "eu-west-1b" in verdict.message


def test_two_endpoints_with_crowded_zones_fail_each() -> None:
    endpoints = [interface("ecr.api", subnets=exactly(A1, A2)), interface("ecr.dkr", subnets=exactly(B1, B2))]
    rows = [verdict.resource for verdict in same_zone.judge(network(others=endpoints)) if isinstance(verdict, Failed)]
    assert rows == ["aws_vpc_endpoint.ecr_api", "aws_vpc_endpoint.ecr_dkr"]


def test_an_endpoint_of_any_service_fails() -> None:
    [verdict] = same_zone.judge(network(others=[interface("email-smtp", subnets=exactly(A1, A2))]))
    assert isinstance(verdict, Failed)


def test_an_endpoint_of_an_unknown_service_fails() -> None:
    endpoint = replace(interface(subnets=exactly(A1, A2)), service=waits_for("var.service"))
    [verdict] = same_zone.judge(network(others=[endpoint]))
    assert isinstance(verdict, Failed)


def test_subnets_from_the_attribute_and_from_an_association_add_up() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(A1).and_also(exactly(A2)))]))
    assert isinstance(verdict, Failed)


def test_certain_subnets_prove_the_fault_beside_unknown_ones() -> None:
    subnets = Relation((A1, A2), open_because=("local.more is not in a plan",))
    [verdict] = same_zone.judge(network(others=[interface(subnets=subnets)]))
    assert isinstance(verdict, Failed)


def test_a_sensitive_zone_is_not_shown() -> None:
    hidden = [replace(one, zone=Known("eu-west-1a", sensitive=True)) for one in (A1, A2)]
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(*hidden))]))
    assert isinstance(verdict, Failed)
    assert "eu-west-1a" not in verdict.message


def test_one_subnet_per_zone_passes() -> None:
    endpoint = interface(subnets=exactly(A1, B1))
    assert [*same_zone.judge(network(others=[endpoint]))] == [Passed("aws_vpc_endpoint.ecr_dkr")]


def test_different_zone_ids_pass() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(BY_ID_1, BY_ID_2))]))
    assert isinstance(verdict, Passed)


def test_one_subnet_of_an_unknown_zone_passes() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(LATER))]))
    assert isinstance(verdict, Passed)


def test_a_subnet_named_by_the_attribute_and_by_an_association_is_one() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(A1, B1).and_also(exactly(A1)))]))
    assert isinstance(verdict, Passed)


def test_two_endpoints_in_one_subnet_pass() -> None:
    endpoints = [interface("ecr.api", subnets=exactly(A1)), interface("ecr.dkr", subnets=exactly(A1))]
    assert all(isinstance(verdict, Passed) for verdict in same_zone.judge(network(others=endpoints)))


def test_endpoints_of_one_zone_in_different_subnets_pass() -> None:
    endpoints = [interface("ecr.api", subnets=exactly(A1)), interface("ecr.dkr", subnets=exactly(A2))]
    assert all(isinstance(verdict, Passed) for verdict in same_zone.judge(network(others=endpoints)))


def test_some_of_subnets_in_distinct_zones_pass() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=some_of(A1, B1))]))
    assert isinstance(verdict, Passed)


@pytest.mark.parametrize(
    "subnets",
    [
        pytest.param(some_of(A1, A2, B1), id="both-may-be-left-out"),
        pytest.param(Relation((A1,), (A2,), trail=("var.chosen",)), id="one-may-be-left-out"),
    ],
)
def test_subnets_of_one_zone_that_may_be_left_out_are_undecided(subnets: Relation[Subnet]) -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=subnets)]))
    assert isinstance(verdict, Undecided)
    assert "aws_subnet.a1 and aws_subnet.a2" in verdict.because
    assert "var.chosen" in verdict.because


def test_subnets_that_are_not_known_are_undecided_with_the_reference() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=not_known("local.subnets is not in a plan"))]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"
    assert "local.subnets is not in a plan" in verdict.because


@pytest.mark.parametrize("subnets", [exactly(A1, LATER), exactly(LATER, A1)], ids=["last", "first"])
def test_an_unknown_zone_is_undecided_with_the_attribute(subnets: Relation[Subnet]) -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=subnets)]))
    assert isinstance(verdict, Undecided)
    assert "aws_subnet.later.availability_zone" in verdict.because


@pytest.mark.parametrize("subnets", [exactly(A1, BY_ID_1), exactly(BY_ID_1, A1)], ids=["last", "first"])
def test_a_zone_id_beside_a_zone_name_is_undecided_with_both_subnets(subnets: Relation[Subnet]) -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=subnets)]))
    assert isinstance(verdict, Undecided)
    assert "one names its zone, the other the zone's id" in verdict.because
    assert all(subnet.address in verdict.because for subnet in subnets.certain)
    assert "known only after the apply" not in verdict.because  # both subnets say all that they ever will


def test_a_subnet_that_names_its_zone_by_id_is_not_blamed_for_one_that_names_none() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(BY_ID_1, LATER))]))
    assert isinstance(verdict, Undecided)
    assert "aws_subnet.later.availability_zone" in verdict.because
    assert "aws_subnet.id1" not in verdict.because


def test_subnets_that_the_endpoint_has_already_are_in_zones_of_their_own() -> None:
    """AWS took them; and a subnet stays in its zone."""
    other = subnet("other", waits_for("aws_subnet.other.availability_zone"))
    endpoint = interface(subnets=exactly(LATER, other))
    taken = replace(endpoint, taken=frozenset({LATER, other}))
    assert [*same_zone.judge(network(others=[taken]))] == [Passed("aws_vpc_endpoint.ecr_dkr")]
    [verdict] = same_zone.judge(network(others=[replace(endpoint, taken=frozenset({LATER}))]))
    assert isinstance(verdict, Undecided)


def test_subnets_that_another_endpoint_has_already_are_in_different_zones_too() -> None:
    """As where one is added to a VPC of another stack, whose subnets are known by their ids alone."""
    other = subnet("other", waits_for("aws_subnet.other.availability_zone"))
    there = replace(interface("ecr.api", subnets=exactly(LATER, other)), managed=False, taken=frozenset({LATER, other}))
    added = interface(subnets=exactly(LATER, other))
    assert [*same_zone.judge(network(others=[there, added]))] == [Passed("aws_vpc_endpoint.ecr_dkr")]


def test_an_endpoint_of_an_unknown_type_is_undecided() -> None:
    endpoint = replace(interface(subnets=exactly(A1, A2)), kind=waits_for("var.type"))
    [verdict] = same_zone.judge(network(others=[endpoint]))
    assert isinstance(verdict, Undecided)
    assert "var.type" in verdict.because


def test_an_endpoint_that_exists_already_is_not_judged() -> None:
    endpoint = replace(interface(subnets=exactly(A1, A2)), managed=False)
    assert not [*same_zone.judge(network(others=[endpoint]))]


def test_an_endpoint_without_subnets_is_not_judged() -> None:
    assert not [*same_zone.judge(network(others=[interface(subnets=exactly())]))]


def test_a_gateway_endpoint_is_not_judged() -> None:
    assert not [*same_zone.judge(network(others=[gateway()]))]


def test_an_ecr_endpoint_of_type_gateway_is_another_checks_matter() -> None:
    wrong_type = replace(interface(subnets=exactly(A1, A2)), kind=Known("Gateway"))
    assert not [*same_zone.judge(network(others=[wrong_type]))]


def in_list(name: str, place: int, source: str = "data.aws_availability_zones.a.names") -> Subnet:
    """A subnet in the zone at a place of a list that is not read yet."""
    return replace(subnet(name, waits_for(f"{source}[{place}]")), zone_in_list=ZoneInList(source, place))


def test_two_subnets_at_one_place_of_a_list_of_zones_fail_with_the_place() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(in_list("x", 0), in_list("y", 0)))]))
    assert isinstance(verdict, Failed)
    assert "are in one availability zone (data.aws_availability_zones.a.names[0])" in verdict.message


def test_places_of_one_list_are_different_zones() -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(in_list("x", 0), in_list("y", 1)))]))
    assert isinstance(verdict, Passed)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(in_list("y", 0, "module.m.data.aws_availability_zones.b.names"), id="places of two lists"),
        pytest.param(in_list("y", 1, "module.m.data.aws_availability_zones.b.names"), id="other places of two lists"),
        pytest.param(A1, id="a place and a name"),
    ],
)
def test_zones_that_cannot_be_compared_are_undecided(other: Subnet) -> None:
    [verdict] = same_zone.judge(network(others=[interface(subnets=exactly(in_list("x", 0), other))]))
    assert isinstance(verdict, Undecided)


def test_one_of_two_pairs_passes_where_each_pair_is_apart() -> None:
    """Either A1 or A2, and B1: whichever it is, no two are in one zone."""
    subnets = Relation((B1,), (A1, A2), alternatives=((B1, A1), (B1, A2)))
    [verdict] = same_zone.judge(network(others=[interface(subnets=subnets)]))
    assert isinstance(verdict, Passed)


def test_one_of_two_sets_is_undecided_where_one_of_them_is_crowded() -> None:
    subnets = Relation((A1,), (A2, B1), alternatives=((A1, B1), (A1, A2)), possible_because="var.x waits")
    [verdict] = same_zone.judge(network(others=[interface(subnets=subnets)]))
    assert isinstance(verdict, Undecided)
    assert "var.x waits" in verdict.because
