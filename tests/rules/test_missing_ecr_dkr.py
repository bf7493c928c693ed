"""CKV_ECRPL_101: a VPC in use has an interface endpoint for the registry.

What holds for this service holds for the others of the family; their own tests tell what is
different there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import List, Sequence, Union

import pytest
from ecr_privatelink.network.network_model import Consumer, Endpoint, Subnet, Vpc
from ecr_privatelink.rules import missing_ecr_dkr
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import Fact, Known, Relation
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
    scope,
    some_of,
    subnet,
    vpc,
    waits_for,
)

DKR = interface("ecr.dkr")
API = interface("ecr.api")
OF_GATEWAY_TYPE = replace(DKR, kind=Known("Gateway"), subnets=exactly())
WITHOUT_SUBNETS = interface("ecr.dkr", subnets=exactly())
INSTANCES = replace(consumer(), address="aws_autoscaling_group.ecs", is_instance=True)
A, B = subnet("a"), subnet("b", "eu-west-1b")
PEERING = "aws_vpc_peering_connection.hub"


@pytest.mark.parametrize("user", [pytest.param(API, id="ecr.api"), pytest.param(consumer(), id="consumer")])
def test_a_vpc_in_use_without_the_endpoint_fails_on_the_vpc(user: Union[Endpoint, Consumer]) -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, user)))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc.main"
    assert "aws_vpc.main has no interface endpoint for ecr.dkr" in verdict.message


def test_an_endpoint_of_type_gateway_does_not_count() -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, OF_GATEWAY_TYPE)))
    assert isinstance(verdict, Failed)
    assert "aws_vpc_endpoint.ecr_dkr is of type Gateway" in verdict.message


def test_an_endpoint_without_subnets_does_not_count() -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, WITHOUT_SUBNETS)))
    assert isinstance(verdict, Failed)
    assert "aws_vpc_endpoint.ecr_dkr has no subnets" in verdict.message


ZONELESS = exactly(subnet("somewhere", waits_for("var.zone")))


def in_zones(*zones: str) -> Endpoint:
    """The endpoint for eu-west-1, with a subnet in each of these zones."""
    return interface("ecr.dkr", subnets=exactly(*(subnet(zone, zone) for zone in zones)))


@pytest.mark.parametrize(
    "endpoint",
    [
        pytest.param(in_zones("us-east-1a", "us-east-1b"), id="its own subnets"),
        pytest.param(in_zones("us-west-2-lax-1a"), id="a local zone"),
    ],
)
def test_an_endpoint_for_another_region_than_the_zones_is_undecided(endpoint: Endpoint) -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, endpoint)))
    assert isinstance(verdict, Undecided)
    assert "ecr_dkr is for eu-west-1, and the subnets of the VPC are in us-" in verdict.because


@pytest.mark.parametrize("zones", [("eu-west-1a", "eu-west-1-lhr-1a"), ("euw1-az1",), ("nowhere",)])
def test_an_endpoint_for_the_region_of_its_zones_counts_whatever_others_are_for(zones: Sequence[str]) -> None:
    verdicts = missing_ecr_dkr.judge(network(scope(MAIN, in_zones(*zones), of_region(API, "eu-west-1"))))
    assert Passed("aws_vpc.main") in list(verdicts)
    by_zone = missing_ecr_dkr.judge(network(scope(MAIN, in_zones("eu-west-1a"), of_region(API, "us-east-1"))))
    assert Passed("aws_vpc.main") in list(by_zone)


def test_an_endpoint_for_another_region_than_the_others_is_undecided_with_both() -> None:
    endpoint = of_region(interface("ecr.dkr", subnets=ZONELESS), "us-east-1")
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, endpoint, API)))
    assert isinstance(verdict, Undecided)
    assert "ecr_dkr is for us-east-1, and the other endpoints of the VPC for eu-west-1" in verdict.because


@pytest.mark.parametrize(
    "others",
    [
        pytest.param([], id="no-other-endpoint"),
        pytest.param([of_region(API, "us-east-1")], id="one-region"),
        pytest.param([API, of_region(interface("logs"), "us-east-1")], id="of-two-regions-one-is-the-same"),
        pytest.param([of_region(API, "${data.aws_region.current.name}")], id="a-region-that-waits"),
        pytest.param([of_region(interface("com.example.vpce.eu-west-1.service"), "")], id="a-service-without-a-region"),
        pytest.param([replace(API, service=waits_for("var.name"))], id="a-service-that-waits"),
    ],
)
def test_an_endpoint_for_a_region_that_no_other_speaks_against_counts(others: List[Endpoint]) -> None:
    endpoint = of_region(interface("ecr.dkr", subnets=ZONELESS), "us-east-1")
    verdicts = missing_ecr_dkr.judge(network(scope(MAIN, endpoint, *others)))
    assert Passed("aws_vpc.main") in list(verdicts)


def test_two_endpoints_that_do_not_count_are_both_named() -> None:
    other = replace(OF_GATEWAY_TYPE, address="aws_vpc_endpoint.other")
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, WITHOUT_SUBNETS, other)))
    assert isinstance(verdict, Failed)
    assert "aws_vpc_endpoint.ecr_dkr has no subnets and aws_vpc_endpoint.other is of type Gateway" in verdict.message


def test_two_vpcs_without_the_endpoint_fail_each() -> None:
    one, two = vpc("one"), vpc("two")
    scopes = [scope(one, consumer(one, name="one")), scope(two, consumer(two, name="two"))]
    rows = [verdict.resource for verdict in missing_ecr_dkr.judge(network(*scopes)) if isinstance(verdict, Failed)]
    assert rows == ["aws_vpc.one", "aws_vpc.two"]


def test_an_external_vpc_fails_on_the_ecr_endpoint_that_stands_for_it() -> None:
    shared = external_vpc()
    [verdict] = missing_ecr_dkr.judge(network(scope(shared, interface("ecr.api", shared))))
    assert isinstance(verdict, Failed)
    assert verdict.resource == "aws_vpc_endpoint.ecr_api"
    assert "data.aws_vpc.shared" in verdict.message


def test_a_peering_does_not_excuse_a_vpc_with_an_ecr_endpoint_of_its_own() -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, API, joined_by=[PEERING])))
    assert isinstance(verdict, Failed)


def test_an_endpoint_of_another_vpc_does_not_count() -> None:
    other = vpc("other")
    dkr_there = interface("ecr.dkr", other)
    verdicts = missing_ecr_dkr.judge(network(scope(MAIN, API), scope(other, dkr_there)))
    assert [type(verdict) for verdict in verdicts] == [Failed, Passed]


@pytest.mark.parametrize("service", ["ecr.api", "ecr.dkr-something", "ecs"])
def test_an_endpoint_of_another_service_does_not_count(service: str) -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, consumer(), interface(service))))
    assert isinstance(verdict, Failed)


def test_an_interface_endpoint_with_subnets_passes() -> None:
    assert [*missing_ecr_dkr.judge(network(scope(MAIN, DKR)))] == [Passed("aws_vpc.main")]


@pytest.mark.parametrize(
    "subnets",
    [
        pytest.param(some_of(A, B), id="some or none"),
        pytest.param(Relation((), (A,), alternatives=((A,), ())), id="one or none"),
        pytest.param(Relation((), (A,), ("local.more is not in a plan",)), id="one, or others"),
    ],
)
def test_an_endpoint_that_may_have_no_subnets_is_asked_about(subnets: Relation[Subnet]) -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, interface("ecr.dkr", subnets=subnets))))
    assert isinstance(verdict, Undecided)
    assert "whether aws_vpc_endpoint.ecr_dkr has subnets is not settled" in verdict.because


@pytest.mark.parametrize(
    "subnets",
    [
        pytest.param(replace(some_of(A, B), never_empty=True), id="some of two"),
        pytest.param(Relation((), (A, B), alternatives=((A,), (B,))), id="one or the other"),
        pytest.param(Relation((A,), (), ("local.more is not in a plan",)), id="one, and perhaps others"),
    ],
)
def test_an_endpoint_with_subnets_passes_whichever_these_are(subnets: Relation[Subnet]) -> None:
    assert [*missing_ecr_dkr.judge(network(scope(MAIN, interface("ecr.dkr", subnets=subnets))))] == [
        Passed("aws_vpc.main")
    ]


def test_the_subnets_of_an_endpoint_of_another_type_are_not_asked_about() -> None:
    other = replace(OF_GATEWAY_TYPE, subnets=some_of(A))
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, other)))
    assert isinstance(verdict, Failed)


def test_an_endpoint_that_a_data_source_reads_counts() -> None:
    read = replace(DKR, address="data.aws_vpc_endpoint.dkr", managed=False)
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, consumer(), read)))
    assert isinstance(verdict, Passed)


def test_one_serving_endpoint_beside_one_that_does_not_count_passes() -> None:
    other = replace(OF_GATEWAY_TYPE, address="aws_vpc_endpoint.other")
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, DKR, other)))
    assert isinstance(verdict, Passed)


def test_a_faulty_endpoint_is_another_checks_matter() -> None:
    hidden = interface("ecr.dkr", private_dns=Known(False), groups=exactly())
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, hidden)))
    assert isinstance(verdict, Passed)


def test_presence_is_proven_in_a_plan_that_is_not_complete() -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, DKR), complete=False))
    assert isinstance(verdict, Passed)


def test_absence_is_undecided_in_a_plan_that_is_not_complete() -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, API), complete=False))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc.main"
    assert "-target" in verdict.because


def test_a_joined_vpc_in_use_by_a_consumer_alone_is_undecided() -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, consumer(), joined_by=[PEERING])))
    assert isinstance(verdict, Undecided)
    assert PEERING in verdict.because


def test_a_gateway_for_s3_does_not_make_a_joined_vpc_keep_its_own_set() -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, consumer(), gateway(), joined_by=[PEERING])))
    assert isinstance(verdict, Undecided)


def test_an_endpoint_of_an_unknown_service_may_be_the_one() -> None:
    unknown = replace(interface("var"), service=waits_for("var.service"))
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, API, unknown)))
    assert isinstance(verdict, Undecided)
    assert (
        "the service of aws_vpc_endpoint.var is not settled (var.service is known only after the apply)"
        in verdict.because
    )


def test_an_endpoint_of_an_unknown_type_may_be_the_one() -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, replace(DKR, kind=waits_for("var.type")))))
    assert isinstance(verdict, Undecided)
    assert (
        "the type of aws_vpc_endpoint.ecr_dkr is not settled (var.type is known only after the apply)"
        in verdict.because
    )


def test_an_endpoint_whose_subnets_are_not_known_may_have_none() -> None:
    endpoint = interface("ecr.dkr", subnets=not_known("local.subnets is not in a plan"))
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, endpoint)))
    assert isinstance(verdict, Undecided)
    assert "local.subnets is not in a plan" in verdict.because


def test_an_endpoint_that_may_be_in_the_vpc_is_undecided() -> None:
    endpoint = interface("ecr.dkr", not_known("var.vpc_id leads nowhere"))
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, API, possible=[endpoint])))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_vpc.main"
    assert "aws_vpc_endpoint.ecr_dkr may be in it (var.vpc_id leads nowhere)" in verdict.because


def test_an_endpoint_of_another_service_that_may_be_in_the_vpc_raises_no_question() -> None:
    logs = interface("logs", not_known())
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, API, possible=[logs])))
    assert isinstance(verdict, Failed)


@pytest.mark.parametrize(
    "logs",
    [
        pytest.param(replace(interface("logs"), kind=waits_for("var.type")), id="of-an-unknown-type"),
        pytest.param(interface("logs", subnets=not_known()), id="of-unknown-subnets"),
    ],
)
def test_an_unsettled_endpoint_of_another_service_raises_no_question(logs: Endpoint) -> None:
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, API, logs)))
    assert isinstance(verdict, Failed)


def test_one_known_subnet_is_enough_beside_unknown_ones() -> None:
    subnets = Relation((subnet("a"),), open_because=("local.more is not in a plan",))
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, interface("ecr.dkr", subnets=subnets))))
    assert isinstance(verdict, Passed)


def test_an_unsettled_endpoint_beside_one_that_serves_passes() -> None:
    unknown = replace(interface("var"), service=waits_for("var.service"))
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, DKR, unknown)))
    assert isinstance(verdict, Passed)


def test_a_vpc_that_may_be_in_use_is_undecided_and_so_is_the_consumer() -> None:
    may_run = consumer(not_known("var.subnets leads nowhere"))
    verdicts = [*missing_ecr_dkr.judge(network(scope(MAIN, possible=[may_run])))]
    assert all(isinstance(verdict, Undecided) for verdict in verdicts)
    assert [verdict.resource for verdict in verdicts] == ["aws_vpc.main", "aws_ecs_service.app"]


def test_a_consumer_of_an_unknown_vpc_is_undecided_with_the_reference() -> None:
    lost = consumer(not_known("var.subnets leads nowhere"))
    [verdict] = missing_ecr_dkr.judge(network(others=[lost]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_ecs_service.app"
    assert "var.subnets leads nowhere" in verdict.because


def test_tasks_on_instances_raise_no_question_where_the_plan_shows_the_instances() -> None:
    tasks = replace(consumer(not_known()), on_instances=ON)
    assert [*missing_ecr_dkr.judge(network(scope(MAIN, INSTANCES, DKR), others=[tasks]))] == [Passed("aws_vpc.main")]


@pytest.mark.parametrize(
    ("on_instances", "other"),
    [
        pytest.param(ON, consumer(name="other"), id="no-instances-in-the-plan"),
        pytest.param(OFF, INSTANCES, id="not-on-instances"),
        pytest.param(waits_for("var.launch_type"), INSTANCES, id="perhaps-not-on-instances"),
    ],
)
def test_other_tasks_of_an_unknown_vpc_are_undecided(on_instances: Fact[bool], other: Consumer) -> None:
    tasks = replace(consumer(not_known()), on_instances=on_instances)
    verdicts = missing_ecr_dkr.judge(network(scope(MAIN, other, DKR), others=[tasks]))
    assert [verdict.resource for verdict in verdicts if isinstance(verdict, Undecided)] == ["aws_ecs_service.app"]


def test_an_ecr_endpoint_of_an_unknown_vpc_is_undecided_with_the_reference() -> None:
    lost = interface("ecr.api", not_known("var.vpc_id has no value"))
    for scopes in ([], [scope(MAIN, DKR, possible=[lost])]):
        question = [*missing_ecr_dkr.judge(network(*scopes, others=[lost]))][-1]
        assert question == Undecided("aws_vpc_endpoint.ecr_api", "which VPC it is in: var.vpc_id has no value")


def test_an_ecr_endpoint_raises_no_question_of_its_own_where_a_vpc_is_asked_about_or_every_one_has_the_endpoint() -> (
    None
):
    lost = interface("ecr.api", not_known("var.vpc_id has no value"))
    [verdict] = missing_ecr_dkr.judge(network(scope(MAIN, possible=[lost])))
    assert verdict.resource == "aws_vpc.main"
    one, two = vpc("one"), vpc("two")
    either = replace(interface("ecr.api"), vpc=some_of(one, two))
    served = [replace(interface("ecr.dkr", where), address=f"{where.address}.dkr") for where in (one, two)]
    scopes = [scope(where, dkr, possible=[either]) for where, dkr in zip((one, two), served)]
    assert {type(verdict) for verdict in missing_ecr_dkr.judge(network(*scopes))} == {Passed}


def test_the_endpoint_itself_raises_the_question_only_where_it_does_not_count() -> None:
    lost = interface("ecr.dkr", not_known("var.vpc_id has no value"))
    assert not [*missing_ecr_dkr.judge(network(others=[lost]))]
    [verdict] = missing_ecr_dkr.judge(network(others=[replace(lost, kind=Known("Gateway"))]))
    assert isinstance(verdict, Undecided)


def test_an_unsettled_endpoint_that_is_read_or_of_another_service_raises_no_question_of_its_own() -> None:
    nowhere: Relation[Vpc] = not_known("var.vpc_id has no value")
    others = [replace(interface("ecr.api", nowhere), managed=False), interface("logs", nowhere)]
    assert not [*missing_ecr_dkr.judge(network(others=others))]


def test_a_consumer_of_one_of_two_vpcs_is_undecided_when_one_has_no_endpoint() -> None:
    one, two = vpc("one"), vpc("two")
    may_run = consumer(some_of(one, two))
    scopes = [scope(one, interface("ecr.dkr", one), possible=[may_run]), scope(two, possible=[may_run])]
    rows = [verdict.resource for verdict in missing_ecr_dkr.judge(network(*scopes)) if isinstance(verdict, Undecided)]
    assert rows == ["aws_vpc.two", "aws_ecs_service.app"]


def test_a_consumer_that_names_no_subnets_is_undecided() -> None:
    lost = replace(consumer(not_known("aws_ecs_service.app names no subnets")), subnets=exactly())
    [verdict] = missing_ecr_dkr.judge(network(others=[lost]))
    assert isinstance(verdict, Undecided)
    assert verdict.resource == "aws_ecs_service.app"


def test_a_consumer_raises_no_question_when_every_vpc_it_may_run_in_has_the_endpoint() -> None:
    one, two = vpc("one"), vpc("two")
    may_run = consumer(some_of(one, two))
    scopes = [
        scope(one, replace(interface("ecr.dkr", one), address="aws_vpc_endpoint.one"), possible=[may_run]),
        scope(two, replace(interface("ecr.dkr", two), address="aws_vpc_endpoint.two"), possible=[may_run]),
    ]
    verdicts = [*missing_ecr_dkr.judge(network(*scopes))]
    assert verdicts == [Passed("aws_vpc.one"), Passed("aws_vpc.two")]


def test_a_vpc_that_is_not_in_use_is_not_judged() -> None:
    assert not [*missing_ecr_dkr.judge(network(scope(MAIN, interface("logs"), gateway())))]


def test_a_consumer_of_an_external_vpc_without_ecr_endpoints_is_not_judged() -> None:
    shared = external_vpc()
    assert not [*missing_ecr_dkr.judge(network(others=[consumer(shared)]))]


def test_a_consumer_of_one_of_two_such_external_vpcs_is_not_judged_either() -> None:
    shared = consumer(some_of(external_vpc("one"), external_vpc("two")))
    assert not [*missing_ecr_dkr.judge(network(others=[shared]))]


def test_a_consumer_in_subnets_made_elsewhere_is_not_judged() -> None:
    elsewhere = replace(subnet("elsewhere"), address="subnet-0abc", managed=False)
    shared = replace(consumer(not_known()), subnets=exactly(elsewhere))
    assert not [*missing_ecr_dkr.judge(network(others=[shared]))]


def test_a_network_of_nothing_is_not_judged() -> None:
    assert not [*missing_ecr_dkr.judge(network())]
