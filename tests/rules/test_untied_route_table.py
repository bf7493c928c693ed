"""CKV_ECRPL_502: the route tables of the app subnets are tied to an S3 gateway endpoint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from ecr_privatelink.network.network_model import AppSubnets, Endpoint, RouteTable, Subnet, Vpc
from ecr_privatelink.rules import untied_route_table
from ecr_privatelink.rules.rule_verdicts import Failed, Passed, Undecided
from ecr_privatelink.wiring.plan_facts import Relation
from networks import (
    MAIN,
    OFF,
    consumer,
    exactly,
    external_vpc,
    gateway,
    interface,
    network,
    not_known,
    route_table,
    scope,
    some_of,
    subnet,
    vpc,
)

TIED = route_table("tied")
LEFT = route_table("left")
LEFT_TOO = route_table("left_too")
IN_TIED = subnet("in_tied", table=TIED)
IN_TIED_TOO = subnet("in_tied_too", table=TIED)
IN_LEFT = subnet("in_left", table=LEFT)
IN_LEFT_TOO = subnet("in_left_too", table=LEFT_TOO)
IN_EITHER = subnet("in_either", table=some_of(TIED, LEFT))
IN_EITHER_LEFT = subnet("in_either_left", table=some_of(LEFT, LEFT_TOO))
LOST = subnet("lost", table=not_known("local.table is not in a plan"))
S3 = gateway(TIED)
DKR = interface("ecr.dkr")
PASSED = Passed("aws_vpc_endpoint.s3")
NO_TABLE: Relation[RouteTable] = exactly()


def of_consumers(*certain: Subnet, possible: tuple[Subnet, ...] = (), open_because: str = "") -> AppSubnets:
    """App subnets in which consumers run."""
    return AppSubnets(certain, possible, of_consumers=True, open_because=(open_because,) if open_because else ())


def by_routes(*certain: Subnet, possible: tuple[Subnet, ...] = (), open_because: str = "") -> AppSubnets:
    """App subnets found without a consumer."""
    return AppSubnets(certain, possible, open_because=(open_because,) if open_because else ())


class TestWhereConsumersRun:
    """App subnets that consumers name."""

    def test_an_untied_table_fails_on_the_gateway_with_table_and_subnet(self) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=of_consumers(IN_LEFT))))
        assert isinstance(verdict, Failed)
        assert verdict.resource == "aws_vpc_endpoint.s3"
        assert "aws_subnet.in_left" in verdict.message
        assert "aws_route_table.left" in verdict.message

    def test_a_tied_subnet_beside_it_is_not_blamed(self) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=of_consumers(IN_TIED, IN_LEFT))))
        assert isinstance(verdict, Failed)
        assert "in_tied" not in verdict.message

    def test_two_untied_tables_are_one_row_with_both(self) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=of_consumers(IN_LEFT, IN_LEFT_TOO))))
        assert isinstance(verdict, Failed)
        assert "aws_subnet.in_left and aws_subnet.in_left_too" in verdict.message
        assert "aws_route_table.left and aws_route_table.left_too" in verdict.message

    def test_two_vpcs_with_an_untied_table_fail_each(self) -> None:
        one, two = vpc("one"), vpc("two")
        scopes = [
            scope(one, consumer(one, name="one"), gateway(TIED, where=one, name="a"), app=of_consumers(IN_LEFT)),
            scope(two, consumer(two, name="two"), gateway(TIED, where=two, name="b"), app=of_consumers(IN_LEFT_TOO)),
        ]
        verdicts = untied_route_table.judge(network(*scopes))
        rows = [verdict.resource for verdict in verdicts if isinstance(verdict, Failed)]
        assert rows == ["aws_vpc_endpoint.a", "aws_vpc_endpoint.b"]

    def test_a_table_fails_when_it_is_untied_whichever_it_is(self) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=of_consumers(IN_EITHER_LEFT))))
        assert isinstance(verdict, Failed)
        assert "aws_route_table.left and aws_route_table.left_too" in verdict.message

    def test_some_of_subnets_fail_when_all_of_them_are_untied(self) -> None:
        app = of_consumers(possible=(IN_LEFT, IN_LEFT_TOO))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Failed)

    def test_a_known_untied_subnet_proves_the_fault_beside_unknown_ones(self) -> None:
        app = of_consumers(IN_LEFT, open_because="aws_ecs_service.app: local.more is not in a plan")
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Failed)

    def test_a_superset_of_ties_proves_the_fault_of_a_table_outside_it(self) -> None:
        endpoint = gateway(tied=some_of(TIED, LEFT_TOO))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, endpoint, app=of_consumers(IN_LEFT))))
        assert isinstance(verdict, Failed)

    def test_two_gateways_are_one_row_on_the_first_by_natural_order(self) -> None:
        endpoints = [gateway(LEFT_TOO, name="s3[10]"), gateway(TIED, name="s3[9]")]
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, *endpoints, app=of_consumers(IN_LEFT))))
        assert isinstance(verdict, Failed)
        assert verdict.resource == "aws_vpc_endpoint.s3[9]"

    def test_a_gateway_that_a_data_source_reads_fails_on_the_vpc(self) -> None:
        read = replace(S3, address="data.aws_vpc_endpoint.s3", managed=False)
        [verdict] = untied_route_table.judge(network(scope(MAIN, consumer(), read, app=of_consumers(IN_LEFT))))
        assert isinstance(verdict, Failed)
        assert verdict.resource == "aws_vpc.main"
        assert "data.aws_vpc_endpoint.s3" in verdict.message

    def test_a_gateway_of_an_external_vpc_that_a_data_source_reads_fails_on_the_ecr_endpoint(self) -> None:
        shared = external_vpc()
        read = replace(gateway(TIED, where=shared), address="data.aws_vpc_endpoint.s3", managed=False)
        inside = scope(shared, interface("ecr.dkr", shared), read, app=of_consumers(IN_LEFT))
        [verdict] = untied_route_table.judge(network(inside))
        assert isinstance(verdict, Failed)
        assert verdict.resource == "aws_vpc_endpoint.ecr_dkr"

    def test_tied_tables_pass(self) -> None:
        app = of_consumers(IN_TIED, IN_TIED_TOO)
        assert [*untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))] == [PASSED]

    def test_tables_of_two_gateways_add_up(self) -> None:
        endpoints = [gateway(TIED, name="one"), gateway(LEFT, name="two")]
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, *endpoints, app=of_consumers(IN_TIED, IN_LEFT))))
        assert isinstance(verdict, Passed)

    def test_a_table_passes_when_it_is_tied_whichever_it_is(self) -> None:
        endpoint = gateway(TIED, LEFT)
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, endpoint, app=of_consumers(IN_EITHER))))
        assert isinstance(verdict, Passed)

    def test_some_of_subnets_pass_when_all_of_them_are_tied(self) -> None:
        app = of_consumers(possible=(IN_TIED, IN_TIED_TOO))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Passed)

    def test_a_tied_table_passes_beside_ties_that_are_not_known(self) -> None:
        endpoint = gateway(tied=Relation((TIED,), open_because=("local.more is not in a plan",)))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, endpoint, app=of_consumers(IN_TIED))))
        assert isinstance(verdict, Passed)

    def test_a_table_that_is_not_an_app_subnets_needs_no_tie(self) -> None:
        endpoint = replace(DKR, subnets=exactly(IN_LEFT))
        [verdict] = untied_route_table.judge(network(scope(MAIN, endpoint, S3, app=of_consumers(IN_TIED))))
        assert isinstance(verdict, Passed)

    def test_an_unknown_route_table_is_undecided_with_the_reference(self) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=of_consumers(IN_TIED, LOST))))
        assert isinstance(verdict, Undecided)
        assert verdict.resource == "aws_vpc_endpoint.s3"
        assert "the route table of aws_subnet.lost: local.table is not in a plan" in verdict.because

    def test_a_table_that_may_be_an_untied_one_is_undecided(self) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=of_consumers(IN_EITHER))))
        assert isinstance(verdict, Undecided)
        assert "aws_subnet.in_either" in verdict.because

    @pytest.mark.parametrize(
        "tied",
        [
            pytest.param(some_of(TIED, LEFT), id="some-of-them"),
            pytest.param(not_known("var.chosen"), id="not-known"),
        ],
    )
    def test_ties_that_are_not_settled_are_undecided_with_the_attribute(self, tied: Relation[RouteTable]) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, gateway(tied=tied), app=of_consumers(IN_LEFT))))
        assert isinstance(verdict, Undecided)
        assert "aws_vpc_endpoint.s3.route_table_ids: " in verdict.because
        assert "var.chosen" in verdict.because

    def test_unknown_ties_of_one_gateway_leave_it_undecided_beside_another(self) -> None:
        endpoints = [gateway(TIED, name="known"), gateway(tied=not_known("local.tables"), name="unknown")]
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, *endpoints, app=of_consumers(IN_LEFT))))
        assert isinstance(verdict, Undecided)
        assert "aws_vpc_endpoint.unknown.route_table_ids: local.tables" in verdict.because

    @pytest.mark.parametrize("table", [TIED, LEFT], ids=["perhaps-tied", "perhaps-untied"])
    def test_a_table_that_may_be_one_outside_the_plan_is_undecided(self, table: RouteTable) -> None:
        open_tables = Relation((), (table,), open_because=("var.table leads nowhere",))
        app = of_consumers(subnet("open", table=open_tables))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Undecided)
        assert "var.table leads nowhere" in verdict.because

    def test_possible_untied_subnets_are_undecided_beside_unknown_ones(self) -> None:
        app = of_consumers(possible=(IN_LEFT,), open_because="aws_ecs_service.app: local.more is not in a plan")
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Undecided)

    def test_some_of_subnets_are_undecided_when_one_of_them_is_untied(self) -> None:
        app = of_consumers(possible=(IN_TIED, IN_LEFT))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Undecided)
        assert "aws_subnet.in_left" in verdict.because

    def test_unknown_subnets_are_undecided_where_the_known_ones_are_tied(self) -> None:
        app = of_consumers(IN_TIED, open_because="aws_ecs_service.app: local.more is not in a plan")
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Undecided)
        assert "aws_ecs_service.app: local.more is not in a plan" in verdict.because

    def test_a_gateway_that_may_be_in_the_vpc_leaves_an_untied_table_undecided(self) -> None:
        possible = gateway(LEFT, where=not_known("var.vpc_id leads nowhere"), name="other")
        inside = scope(MAIN, DKR, S3, possible=[possible], app=of_consumers(IN_LEFT))
        verdicts = {verdict.resource: verdict for verdict in untied_route_table.judge(network(inside))}
        assert isinstance(verdicts["aws_vpc_endpoint.s3"], Undecided)


class TestWithoutConsumers:
    """App subnets found by their routes alone."""

    def test_it_fails_when_none_of_the_tables_is_tied(self) -> None:
        endpoint = gateway(route_table("elsewhere"))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, endpoint, app=by_routes(IN_LEFT, IN_LEFT_TOO))))
        assert isinstance(verdict, Failed)
        assert "aws_subnet.in_left and aws_subnet.in_left_too" in verdict.message

    def test_a_table_of_the_same_block_as_a_tied_one_fails(self) -> None:
        private = [route_table(f"private[{index}]", block="aws_route_table.private") for index in (0, 1)]
        app = by_routes(subnet("first", table=private[0]), subnet("second", table=private[1]))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, gateway(private[0]), app=app)))
        assert isinstance(verdict, Failed)
        assert "aws_subnet.second" in verdict.message
        assert "aws_subnet.first" not in verdict.message

    def test_a_table_of_the_same_module_as_a_tied_one_fails(self) -> None:
        tied, left = route_table("tied", module="vpc"), route_table("left", module="vpc")
        app = by_routes(subnet("first", table=tied), subnet("second", table=left))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, gateway(tied), app=app)))
        assert isinstance(verdict, Failed)

    def test_one_tied_table_of_the_same_block_is_enough_beside_others(self) -> None:
        private = [route_table(f"private[{index}]", block="aws_route_table.private") for index in (0, 1)]
        app = by_routes(subnet("first", table=private[0]), subnet("second", table=private[1]))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, gateway(private[0], TIED), app=app)))
        assert isinstance(verdict, Failed)

    def test_a_table_that_may_be_of_another_block_is_undecided(self) -> None:
        private = [route_table(f"private[{index}]", block="aws_route_table.private") for index in (0, 1)]
        app = by_routes(subnet("first", table=private[0]), subnet("second", table=some_of(private[1], LEFT)))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, gateway(private[0]), app=app)))
        assert isinstance(verdict, Undecided)

    @pytest.mark.parametrize(
        "left",
        [
            pytest.param(LEFT, id="both-in-the-root-module"),
            pytest.param(route_table("left", module="intra"), id="of-another-module"),
        ],
    )
    def test_another_untied_table_is_undecided_as_its_subnets_may_hold_no_tasks(self, left: RouteTable) -> None:
        app = by_routes(IN_TIED, subnet("other", table=left))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Undecided)
        assert verdict.resource == "aws_vpc_endpoint.s3"
        assert "aws_subnet.other" in verdict.because

    def test_subnets_of_endpoints_alone_may_hold_no_tasks_beside_tied_ones(self) -> None:
        tables = {name: route_table(name, block="aws_route_table.this", module="vpc") for name in ("app", "endpoint")}
        apps, endpoints = (subnet(name, table=table) for name, table in tables.items())
        app = by_routes(apps, endpoints)._replace(of_endpoints=frozenset({endpoints}))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, gateway(tables["app"]), app=app)))
        assert isinstance(verdict, Undecided)
        assert "aws_subnet.endpoint may hold no tasks" in verdict.because

    def test_subnets_of_endpoints_fail_as_others_where_one_of_them_is_tied_or_nothing_is(self) -> None:
        tables = [route_table(f"this[{index}]", block="aws_route_table.this") for index in range(3)]
        first, second, third = (subnet(f"s{index}", table=table) for index, table in enumerate(tables))
        app = by_routes(first, second, third)._replace(of_endpoints=frozenset({first, second}))
        for tied in (tables[0], route_table("elsewhere")):
            [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, gateway(tied), app=app)))
            assert isinstance(verdict, Failed)
            assert "aws_subnet.s1" in verdict.message

    def test_tied_tables_pass(self) -> None:
        app = by_routes(IN_TIED, IN_TIED_TOO)
        assert [*untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))] == [PASSED]

    def test_a_subnet_that_may_be_public_passes_when_it_is_tied_anyhow(self) -> None:
        app = by_routes(IN_TIED, possible=(IN_TIED_TOO,))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Passed)

    @pytest.mark.parametrize("certain", [(), (IN_TIED,)], ids=["alone", "beside-a-tied-one"])
    def test_an_untied_subnet_that_may_be_public_is_undecided(self, certain: tuple[Subnet, ...]) -> None:
        app = by_routes(*certain, possible=(IN_LEFT,))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Undecided)
        assert "aws_subnet.in_left" in verdict.because

    def test_untied_tables_are_undecided_where_other_subnets_routes_are_not_known(self) -> None:
        app = by_routes(IN_LEFT, open_because="aws_subnet.other: its route table is not known")
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3, app=app)))
        assert isinstance(verdict, Undecided)
        assert "aws_subnet.other: its route table is not known" in verdict.because

    def test_a_vpc_without_app_subnets_is_undecided(self) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, S3)))
        assert isinstance(verdict, Undecided)
        assert "no subnet" in verdict.because


class TestWithoutAnyTable:
    """A gateway endpoint that is tied to nothing."""

    @pytest.mark.parametrize(
        "app",
        [
            pytest.param(of_consumers(IN_LEFT), id="known-app-subnets"),
            pytest.param(AppSubnets(), id="no-app-subnets"),
            pytest.param(of_consumers(LOST), id="unknown-route-table"),
            pytest.param(of_consumers(open_because="local.subnets is not in a plan"), id="unknown-app-subnets"),
        ],
    )
    def test_it_fails_whatever_the_app_subnets(self, app: AppSubnets) -> None:
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, gateway(tied=NO_TABLE), app=app)))
        assert isinstance(verdict, Failed)
        assert verdict.resource == "aws_vpc_endpoint.s3"
        assert "no route table at all" in verdict.message

    def test_tables_that_are_not_known_may_be_some(self) -> None:
        endpoint = gateway(tied=not_known("local.tables is not in a plan"))
        [verdict] = untied_route_table.judge(network(scope(MAIN, DKR, endpoint)))
        assert isinstance(verdict, Undecided)


class TestNotApplicable:
    """Where the check has nothing to say."""

    def test_a_vpc_without_a_gateway_is_another_checks_matter(self) -> None:
        assert not [*untied_route_table.judge(network(scope(MAIN, DKR, app=of_consumers(IN_LEFT))))]

    def test_a_vpc_that_is_not_in_use_is_not_judged(self) -> None:
        assert not [*untied_route_table.judge(network(scope(MAIN, S3, app=by_routes(IN_LEFT))))]

    def test_a_gateway_of_another_service_is_not_judged(self) -> None:
        dynamodb = replace(S3, service=interface("dynamodb").service)
        assert not [*untied_route_table.judge(network(scope(MAIN, DKR, dynamodb, app=of_consumers(IN_LEFT))))]

    def test_an_s3_interface_endpoint_has_no_route_tables(self) -> None:
        s3_interface = replace(interface("s3"), only_inbound=OFF)
        assert not [*untied_route_table.judge(network(scope(MAIN, DKR, s3_interface, app=of_consumers(IN_LEFT))))]

    def test_a_gateway_of_an_external_vpc_without_ecr_endpoints_is_not_judged(self) -> None:
        shared = external_vpc()
        assert not [*untied_route_table.judge(network(others=[gateway(where=shared, tied=NO_TABLE)]))]

    def test_an_interface_endpoint_that_serves_s3_leaves_the_gateway_no_part_in_a_pull(self) -> None:
        s3_interface = replace(interface("s3"), address="aws_vpc_endpoint.s3_interface", only_inbound=OFF)
        inside = scope(MAIN, DKR, interface("logs"), S3, s3_interface, app=of_consumers(IN_LEFT))
        assert not [*untied_route_table.judge(network(inside))]

    @pytest.mark.parametrize(
        "lost",
        [
            pytest.param(replace(gateway(where=not_known()), managed=False), id="read-by-a-data-source"),
            pytest.param(replace(gateway(where=not_known()), service=interface("dynamodb").service), id="dynamodb"),
            pytest.param(interface("s3", not_known()), id="interface"),
        ],
    )
    def test_another_endpoint_of_an_unknown_vpc_raises_no_question(self, lost: Endpoint) -> None:
        assert not [*untied_route_table.judge(network(scope(MAIN, DKR, possible=[lost])))]

    @pytest.mark.parametrize(
        ("where", "reason"),
        [
            pytest.param(not_known("var.vpc_id leads nowhere"), "var.vpc_id leads nowhere", id="unknown"),
            pytest.param(some_of(MAIN, vpc("other")), "var.chosen", id="one-of-two"),
        ],
    )
    def test_a_gateway_of_an_unsettled_vpc_is_undecided(self, where: Relation[Vpc], reason: str) -> None:
        lost = gateway(TIED, where=where)
        inside = scope(MAIN, DKR, possible=[lost], app=of_consumers(IN_LEFT))
        [verdict] = untied_route_table.judge(network(inside))
        assert isinstance(verdict, Undecided)
        assert verdict.resource == "aws_vpc_endpoint.s3"
        assert reason in verdict.because

    def test_a_gateway_of_an_unknown_vpc_raises_no_question_where_none_is_in_use(self) -> None:
        lost = gateway(TIED, where=not_known())
        assert not [*untied_route_table.judge(network(scope(MAIN), others=[lost]))]
