"""Which route table is in effect for a subnet, and whether a table leads to an internet gateway."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import pytest
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.network.network_model import Endpoint, RouteTable, Subnet
from ecr_privatelink.wiring.plan_facts import Relation
from small_plans import SmallPlan, addresses, constant, refers_to

TABLE = "aws_route_table.t"
BOTH = ("subnet_id", "route_table_id")


def subnet_at(plan: SmallPlan, address: str = "aws_subnet.s") -> Subnet:
    """A subnet of the network that the plan describes."""
    [found] = [subnet for subnet in build_network(plan.wiring()).subnets if subnet.address == address]
    return found


def table_of(plan: SmallPlan, address: str = "aws_subnet.s") -> Relation[str]:
    """The address of the route table in effect for a subnet."""
    return addresses(subnet_at(plan, address).route_table)


def the_table(plan: SmallPlan, address: str = "aws_subnet.s") -> RouteTable:
    """The one route table in effect for a subnet."""
    tables = subnet_at(plan, address).route_table
    assert tables.exact
    [found] = tables.certain
    return found


def new_vpc() -> SmallPlan:
    """The VPC `v` with the subnet `s`, the route table `t` and the internet gateway `i`."""
    plan = SmallPlan().block("aws_vpc.v", unknown=("default_route_table_id",)).block("aws_internet_gateway.i")
    plan.block("aws_subnet.s", unknown=("vpc_id",), vpc_id=refers_to("aws_vpc.v.id"))
    return plan.block(TABLE, unknown=("vpc_id", "route"), vpc_id=refers_to("aws_vpc.v.id"))


def tie(plan: SmallPlan, subnet: str = "aws_subnet.s.id", table: str = "aws_route_table.t.id") -> SmallPlan:
    """An association between what two references name."""
    name = f"aws_route_table_association.of_{subnet.split('.')[1]}"
    return plan.block(name, unknown=BOTH, subnet_id=refers_to(subnet), route_table_id=refers_to(table))


def tied_with_routes(**table: Any) -> SmallPlan:
    """The subnet `s` tied to the table `t`, which is described by the arguments, beside gateways."""
    plan = SmallPlan().block("aws_vpc.v").block("aws_internet_gateway.i").block("aws_vpn_gateway.g")
    plan.block("aws_nat_gateway.n")
    plan.block("aws_subnet.s", unknown=("vpc_id",), vpc_id=refers_to("aws_vpc.v.id"))
    return tie(plan.block(TABLE, **table))


def test_an_association_decides() -> None:
    assert table_of(tie(new_vpc())).certain == (TABLE,)


def test_an_association_that_names_no_subnet_ties_none() -> None:
    """It ties a gateway to the table."""
    plan = new_vpc().block(
        "aws_route_table_association.edge",
        known={"subnet_id": None},
        unknown=("gateway_id", "route_table_id"),
        gateway_id=refers_to("aws_internet_gateway.i.id"),
        route_table_id=refers_to("aws_route_table.t.id"),
    )
    assert table_of(plan).certain == ("aws_vpc.v.default_route_table_id",)


def test_an_association_whose_table_is_not_settled_leaves_it_open() -> None:
    relation = table_of(tie(new_vpc(), table="local.table"))
    assert relation.state == "unknown"
    assert "local.table" in relation.why


def test_without_an_association_the_main_table_counts() -> None:
    assert the_table(new_vpc()).address == "aws_vpc.v.default_route_table_id"


def test_the_main_table_of_a_new_vpc_has_no_route_to_the_internet() -> None:
    """AWS gives it the local route alone."""
    table = the_table(new_vpc())
    assert (table.managed, table.to_internet, table.maybe_to_internet) == (False, (), ())


def test_the_main_table_is_the_one_that_a_resource_adopts() -> None:
    plan = new_vpc().block(
        "aws_default_route_table.d",
        unknown=("default_route_table_id",),
        default_route_table_id=refers_to("aws_vpc.v.default_route_table_id"),
    )
    assert table_of(plan).certain == ("aws_default_route_table.d",)


def main_association(plan: SmallPlan, vpc: Dict[str, Any], table: str = "aws_route_table.t.id") -> SmallPlan:
    """Another table as the main one of a VPC."""
    name = "aws_main_route_table_association.m"
    return plan.block(name, unknown=("vpc_id", "route_table_id"), vpc_id=vpc, route_table_id=refers_to(table))


def test_a_main_association_replaces_the_main_table() -> None:
    assert table_of(main_association(new_vpc(), refers_to("aws_vpc.v.id"))).certain == (TABLE,)


@pytest.mark.parametrize(
    "vpc",
    [
        pytest.param(refers_to("var.first", "aws_vpc.v.id", "aws_vpc.w.id"), id="one of two VPCs"),
        pytest.param(refers_to("local.vpc"), id="a VPC that is not known"),
    ],
)
def test_a_main_association_of_perhaps_another_vpc_leaves_both(vpc: Dict[str, Any]) -> None:
    plan = main_association(new_vpc().block("aws_vpc.w").variable("first", value=True), vpc)
    relation = table_of(plan)
    assert relation.certain == ()
    assert set(relation.possible) == {"aws_vpc.v.default_route_table_id", TABLE}


def test_a_main_association_of_another_vpc_does_not_count() -> None:
    plan = main_association(new_vpc().block("aws_vpc.w"), refers_to("aws_vpc.w.id"))
    assert table_of(plan).certain == ("aws_vpc.v.default_route_table_id",)


def test_a_main_association_to_a_table_that_is_not_known_leaves_it_open() -> None:
    relation = table_of(main_association(new_vpc(), refers_to("aws_vpc.v.id"), "local.table"))
    assert relation.state == "unknown"
    assert "local.table" in relation.why


def test_explicit_ties_go_before_a_main_association() -> None:
    plan = tie(new_vpc().block("aws_route_table.other"), table="aws_route_table.other.id")
    assert table_of(main_association(plan, refers_to("aws_vpc.v.id"))).certain == ("aws_route_table.other",)


def existing_vpc(main: str = "rtb-main") -> SmallPlan:
    """What `new_vpc` gives, after the apply."""
    values = {"id": "vpc-1", "main_route_table_id": main, "default_route_table_id": "rtb-own"}
    plan = SmallPlan().block("aws_vpc.v", known=values).was(values)
    subnet = {"id": "subnet-1", "vpc_id": "vpc-1"}
    plan.block("aws_subnet.s", known=subnet, vpc_id=refers_to("aws_vpc.v.id")).was(subnet)
    return plan.block(TABLE, known={"id": "rtb-1", "vpc_id": "vpc-1", "route": []}).was({"id": "rtb-1"})


def test_a_later_plan_knows_the_main_table_by_its_id() -> None:
    assert table_of(existing_vpc()).certain == ("rtb-main",)
    assert table_of(existing_vpc("rtb-1")).certain == (TABLE,)


def test_a_main_association_that_goes_gives_the_vpc_its_own_table_back() -> None:
    before = {"id": "rtbassoc-1", "vpc_id": "vpc-1", "route_table_id": "rtb-1"}
    plan = existing_vpc("rtb-1").gone("aws_main_route_table_association.m", before)
    assert table_of(plan).certain == ("aws_vpc.v.default_route_table_id",)


def test_a_main_association_that_is_only_forgotten_leaves_its_table_the_main_one() -> None:
    before = {"id": "rtbassoc-1", "vpc_id": "vpc-1", "route_table_id": "rtb-1"}
    plan = existing_vpc("rtb-1").gone("aws_main_route_table_association.m", before, "forget")
    assert table_of(plan).certain == (TABLE,)


def test_an_association_that_goes_leaves_the_main_table() -> None:
    before = {"id": "rtbassoc-1", "subnet_id": "subnet-1", "route_table_id": "rtb-1"}
    assert table_of(existing_vpc().gone("aws_route_table_association.s", before)).certain == ("rtb-main",)


def test_a_subnet_in_a_vpc_of_another_stack_has_a_main_table_that_is_not_known() -> None:
    relation = table_of(SmallPlan().block("aws_subnet.s", known={"vpc_id": "vpc-9"}))
    assert relation.open_because == ("vpc-9: its main route table is not in this plan",)


def test_a_data_source_of_the_vpc_tells_its_main_table() -> None:
    plan = SmallPlan().data("aws_vpc.v", known={"id": "vpc-9", "main_route_table_id": "rtb-9"})
    assert table_of(plan.block("aws_subnet.s", known={"vpc_id": "vpc-9"})).certain == ("rtb-9",)


def test_a_subnet_of_one_of_two_vpcs_has_a_main_table_that_is_not_known() -> None:
    plan = SmallPlan().block("aws_vpc.one").block("aws_vpc.two").variable("first", value=True)
    vpc = refers_to("var.first", "aws_vpc.one.id", "aws_vpc.two.id")
    relation = table_of(plan.block("aws_subnet.s", unknown=("vpc_id",), vpc_id=vpc))
    assert relation.state == "unknown"
    assert "aws_vpc.one, aws_vpc.two" in relation.why


def many_subnets(associations: Tuple[int, ...]) -> SmallPlan:
    """Two subnets under `count`, and associations that name them through a whole block."""
    plan = new_vpc().block("aws_subnet.many", keys=(0, 1), unknown=("vpc_id",), vpc_id=refers_to("aws_vpc.v.id"))
    return plan.block(
        "aws_route_table_association.many",
        keys=associations,
        unknown=BOTH,
        subnet_id=refers_to("aws_subnet.many", "var.order"),
        route_table_id=refers_to("aws_route_table.t.id"),
    ).variable("order", value=[1, 0])


def test_as_many_associations_as_subnets_tie_each() -> None:
    """AWS ties a subnet to one table at most, so none is left out."""
    plan = many_subnets((0, 1))
    assert table_of(plan, "aws_subnet.many[0]").certain == (TABLE,)
    assert table_of(plan, "aws_subnet.many[1]").certain == (TABLE,)
    assert table_of(plan).certain == ("aws_vpc.v.default_route_table_id",)


def test_fewer_associations_than_subnets_may_leave_one_out() -> None:
    relation = table_of(many_subnets((0,)), "aws_subnet.many[1]")
    assert relation.certain == ()
    assert set(relation.possible) == {TABLE, "aws_vpc.v.default_route_table_id"}


def test_a_subnet_with_an_association_of_its_own_takes_none_of_a_block() -> None:
    plan = many_subnets((0, 1)).block("aws_route_table.own")
    plan.block(
        "aws_route_table_association.own",
        unknown=BOTH,
        subnet_id=refers_to("aws_subnet.many[0].id"),
        route_table_id=refers_to("aws_route_table.own.id"),
    )
    assert table_of(plan, "aws_subnet.many[0]").certain == ("aws_route_table.own",)
    assert table_of(plan, "aws_subnet.many[1]").certain == ()


def test_an_association_of_a_subnet_that_is_not_known_may_be_any_ones() -> None:
    relation = table_of(tie(new_vpc(), subnet="local.subnet"))
    assert relation.certain == ()
    assert set(relation.possible) == {TABLE, "aws_vpc.v.default_route_table_id"}
    assert "local.subnet" in relation.why


def test_a_subnet_of_a_data_source_has_the_table_that_another_data_source_reads() -> None:
    plan = SmallPlan().data("aws_subnet.s", known={"id": "subnet-9", "vpc_id": "vpc-9"})
    plan.data("aws_route_table.t", known={"id": "rtb-9", "route_table_id": "rtb-9", "subnet_id": "subnet-9"})
    assert table_of(plan, "data.aws_subnet.s").certain == ("data.aws_route_table.t",)


def test_an_association_that_goes_leaves_a_subnet_of_a_data_source_the_main_table_too() -> None:
    """A data source reads before the apply: it shows the association still."""
    plan = SmallPlan().data("aws_subnet.s", known={"id": "subnet-9", "vpc_id": "vpc-9"})
    plan.data("aws_route_table.t", known={"id": "rtb-9", "route_table_id": "rtb-9", "subnet_id": "subnet-9"})
    plan.gone("aws_route_table_association.s", {"id": "a-1", "subnet_id": "subnet-9", "route_table_id": "rtb-9"})
    assert table_of(plan, "data.aws_subnet.s").open_because == ("vpc-9: its main route table is not in this plan",)
    plan.data("aws_vpc.v", known={"id": "vpc-9", "main_route_table_id": "rtb-8"})
    assert table_of(plan, "data.aws_subnet.s").certain == ("rtb-8",)


def test_a_table_read_by_its_id_tells_its_subnets() -> None:
    plan = SmallPlan().data("aws_subnet.s", known={"id": "subnet-9", "vpc_id": "vpc-9"})
    associations = [{"subnet_id": "", "main": True}, {"subnet_id": "subnet-9", "main": False}]
    plan.data("aws_route_table.t", known={"id": "rtb-9", "route_table_id": "rtb-9", "associations": associations})
    assert table_of(plan, "data.aws_subnet.s").certain == ("data.aws_route_table.t",)


def test_a_subnet_of_a_data_source_without_its_table_is_open() -> None:
    plan = SmallPlan().data("aws_subnet.s", known={"id": "subnet-9", "vpc_id": "vpc-9"})
    plan.data("aws_route_table.t", known={"id": "rtb-8", "route_table_id": "rtb-8", "subnet_id": "subnet-8"})
    relation = table_of(plan, "data.aws_subnet.s")
    assert relation.open_because == ("data.aws_subnet.s: its route table is not in this plan",)


def test_the_plan_may_tie_a_subnet_that_it_does_not_make() -> None:
    plan = tie(SmallPlan().data("aws_subnet.s", known={"id": "subnet-9"}).block(TABLE), subnet="data.aws_subnet.s.id")
    assert table_of(plan, "data.aws_subnet.s").certain == (TABLE,)


def test_an_association_that_may_be_that_subnets_leaves_the_other_table_open() -> None:
    plan = SmallPlan().data("aws_subnet.s", known={"id": "subnet-9"}).data("aws_subnet.t", known={"id": "subnet-8"})
    plan.block(TABLE).variable("chosen", value=["subnet-9", "subnet-8"])
    plan.block(
        "aws_route_table_association.a",
        unknown=BOTH,
        subnet_id=refers_to("var.chosen", "local.position"),
        route_table_id=refers_to("aws_route_table.t.id"),
    )
    relation = table_of(plan, "data.aws_subnet.s")
    assert (relation.state, relation.certain) == ("unknown", ())
    assert TABLE in relation.possible


def internet(plan: SmallPlan) -> Tuple[Tuple[str, ...], bool]:
    """What leads from the table of `s` to the internet, and whether something else may."""
    table = the_table(plan)
    return table.to_internet, bool(table.maybe_to_internet)


def inline(*waiting: str, **targets: str) -> Dict[str, Any]:
    """A table with one written route to targets that wait for the apply."""
    return {
        "known": {"route": [{"cidr_block": "0.0.0.0/0"}]},
        "unknown": {"route": [dict.fromkeys([*targets, *waiting], True)]},
        "route": {"references": [ref for to in targets.values() for ref in refers_to(to)["references"]]},
    }


@pytest.mark.parametrize(
    ("table", "leads"),
    [
        pytest.param(inline(gateway_id="aws_internet_gateway.i.id"), True, id="to an internet gateway"),
        pytest.param(inline(nat_gateway_id="aws_nat_gateway.n.id"), False, id="to a NAT gateway"),
        pytest.param({"known": {"route": [{"gateway_id": "igw-9"}]}, "route": constant([{}])}, True, id="known id"),
        pytest.param({"known": {"route": [{"gateway_id": "vgw-9"}]}, "route": constant([{}])}, False, id="known VPN"),
        pytest.param({"known": {"route": []}, "route": constant([])}, False, id="none"),
        pytest.param({"unknown": ("route",)}, False, id="not written"),
    ],
)
def test_inline_routes(table: Dict[str, Any], *, leads: bool) -> None:
    assert internet(tied_with_routes(**table)) == (("aws_route_table.t.route",) if leads else (), False)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(inline(gateway_id="local.gateway"), id="a gateway that is not known"),
        pytest.param({"known": {"route": [{}]}, "unknown": {"route": [{"gateway_id": True}]}}, id="a dynamic block"),
        pytest.param(
            {"unknown": ("route",), "route": refers_to("aws_internet_gateway.i.id")}, id="routes of an unknown number"
        ),
        pytest.param(
            {
                "known": {"route": [{}]},
                "unknown": {"route": [{"gateway_id": True}]},
                "route": refers_to("var.first", "aws_internet_gateway.i.id", "aws_vpn_gateway.g.id"),
            },
            id="an internet or a VPN gateway",
        ),
    ],
)
def test_inline_routes_that_may_lead_there(table: Dict[str, Any]) -> None:
    assert internet(tied_with_routes(**table).variable("first", value=True)) == ((), True)


def route(plan: SmallPlan, table: str = "aws_route_table.t.id", **target: Any) -> SmallPlan:
    """A route of its own, whose target is given by its attribute."""
    return plan.block(
        "aws_route.r",
        known=dict.fromkeys({"gateway_id", "nat_gateway_id", "transit_gateway_id"} - set(target)),
        unknown=("route_table_id", *target),
        route_table_id=refers_to(table),
        **target,
    )


@pytest.mark.parametrize(
    ("target", "leads"),
    [
        pytest.param({"gateway_id": refers_to("aws_internet_gateway.i.id")}, True, id="to an internet gateway"),
        pytest.param({"gateway_id": refers_to("aws_vpn_gateway.g.id")}, False, id="to a VPN gateway"),
        pytest.param({"nat_gateway_id": refers_to("aws_nat_gateway.n.id")}, False, id="to a NAT gateway"),
        pytest.param({"transit_gateway_id": refers_to("local.tgw")}, False, id="to a transit gateway"),
    ],
)
def test_a_route_of_its_own(target: Dict[str, Any], *, leads: bool) -> None:
    plan = route(tied_with_routes(unknown=("route",)), **target)
    assert internet(plan) == (("aws_route.r",) if leads else (), False)


@pytest.mark.parametrize(
    ("gateway", "leads"), [("igw-9", True), ("vgw-9", False), ("local", False)], ids=["internet", "VPN", "local"]
)
def test_a_route_to_a_known_gateway(gateway: str, *, leads: bool) -> None:
    plan = tied_with_routes(unknown=("route",)).block(
        "aws_route.r",
        known={"gateway_id": gateway},
        unknown=("route_table_id",),
        route_table_id=refers_to("aws_route_table.t.id"),
    )
    assert internet(plan) == (("aws_route.r",) if leads else (), False)


def test_a_route_to_a_gateway_that_is_not_known_may_lead_there() -> None:
    plan = route(tied_with_routes(unknown=("route",)), gateway_id=refers_to("local.gateway"))
    assert internet(plan) == ((), True)


def test_a_route_of_a_table_that_is_not_known_may_be_any_ones() -> None:
    plan = tied_with_routes(unknown=("route",))
    plan = route(plan, "local.table", gateway_id=refers_to("aws_internet_gateway.i.id"))
    table = the_table(plan)
    assert table.to_internet == ()
    [why] = table.maybe_to_internet
    assert "aws_route.r" in why
    assert "local.table" in why


def test_a_route_of_one_of_two_tables_may_be_eithers() -> None:
    plan = tied_with_routes(unknown=("route",)).block("aws_route_table.u").variable("first", value=True)
    plan.block(
        "aws_route.r",
        unknown=("route_table_id", "gateway_id"),
        route_table_id=refers_to("var.first", "aws_route_table.t.id", "aws_route_table.u.id"),
        gateway_id=refers_to("aws_internet_gateway.i.id"),
    )
    assert the_table(plan).maybe_to_internet == ("aws_route.r",)


def copied(*gateways: str) -> SmallPlan:
    """A table whose routes are not written: the provider has copied them from the last apply."""
    routes = [{"cidr_block": "0.0.0.0/0", "gateway_id": gateway} for gateway in gateways]
    plan = existing_vpc().block("aws_route_table.u", known={"id": "rtb-2", "route": routes})
    values = {"id": "rtbassoc-1", "subnet_id": "subnet-1", "route_table_id": "rtb-2"}
    return plan.was({"id": "rtb-2", "route": routes}).block("aws_route_table_association.s", known=values)


def test_a_copied_route_that_no_resource_makes_counts() -> None:
    assert internet(copied("igw-1")) == (("aws_route_table.u.route",), False)


def test_a_copied_route_goes_with_its_resource() -> None:
    values = {"id": "r", "route_table_id": "rtb-2", "gateway_id": "igw-1", "destination_cidr_block": "0.0.0.0/0"}
    assert internet(copied("igw-1").gone("aws_route.r", values)) == ((), False)


def test_a_copied_route_to_another_destination_stays() -> None:
    values = {"id": "r", "route_table_id": "rtb-2", "gateway_id": "igw-1", "destination_cidr_block": "10.9.0.0/16"}
    assert internet(copied("igw-1").gone("aws_route.r", values)) == (("aws_route_table.u.route",), False)


def test_a_copied_route_changes_with_its_resource() -> None:
    there = {"id": "r", "route_table_id": "rtb-2", "destination_cidr_block": "0.0.0.0/0"}
    after = {**there, "gateway_id": None, "nat_gateway_id": "nat-1"}
    plan = copied("igw-1").block("aws_route.r", known=after)
    assert internet(plan.was({**after, "gateway_id": "igw-1", "nat_gateway_id": None}, "update")) == ((), False)


def test_a_route_of_another_table_that_goes_takes_nothing_away() -> None:
    plan = copied("igw-1").gone("aws_route.r", {"id": "r", "route_table_id": "rtb-7", "gateway_id": "igw-1"})
    assert internet(plan) == (("aws_route_table.u.route",), False)


def data_table(**values: object) -> SmallPlan:
    """A subnet tied to a table that a data source reads."""
    plan = SmallPlan().data("aws_route_table.t", known={"id": "rtb-9", "route_table_id": "rtb-9", **values})
    values = {"vpc_id": "vpc-9", "id": "subnet-1"}
    plan.block("aws_subnet.s", known=values)
    return plan.block("aws_route_table_association.s", known={"subnet_id": "subnet-1", "route_table_id": "rtb-9"})


def test_a_data_source_tells_the_routes_of_its_table() -> None:
    assert internet(data_table(routes=[{"gateway_id": "igw-9"}])) == (("data.aws_route_table.t",), False)
    assert internet(data_table(routes=[{"gateway_id": "local"}])) == ((), False)


def test_a_table_known_by_its_id_alone_may_lead_anywhere() -> None:
    plan = SmallPlan().block("aws_subnet.s", known={"vpc_id": "vpc-9", "id": "subnet-1"})
    plan.block("aws_route_table_association.s", known={"subnet_id": "subnet-1", "route_table_id": "rtb-9"})
    assert the_table(plan).maybe_to_internet == ("its routes are not in this plan",)


def test_the_main_table_of_an_existing_vpc_of_the_plan_is_told_by_its_id() -> None:
    assert the_table(existing_vpc()).maybe_to_internet == ("its routes are not in this plan",)


def test_tables_of_one_block_or_module_are_told() -> None:
    plan = SmallPlan().block("module.net.aws_subnet.s").block("module.net.aws_route_table.t")
    plan.block(
        "module.net.aws_route_table_association.s",
        unknown=BOTH,
        subnet_id=refers_to("aws_subnet.s.id"),
        route_table_id=refers_to("aws_route_table.t.id"),
    )
    table = the_table(plan, "module.net.aws_subnet.s")
    assert (table.block, table.module) == ("net.aws_route_table.t", "net")


def gateway_with(plan: SmallPlan, *tables: str) -> Endpoint:
    """The endpoint whose route tables are what the references name."""
    plan.block("aws_vpc_endpoint.e", unknown=("route_table_ids",), route_table_ids=refers_to(*tables))
    [endpoint] = build_network(plan.wiring()).endpoints
    return endpoint


def test_the_tables_of_a_gateway_keep_what_led_to_them() -> None:
    plan = new_vpc().block("aws_route_table.all", keys=(0, 1))
    tables = gateway_with(plan, "aws_route_table.all").route_tables
    assert tables.why == "a plan lists the references (aws_route_table.all), and cannot tell all from some of them"
    assert tables.never_empty


def test_a_table_read_during_the_apply_by_its_subnet_is_that_subnets() -> None:
    plan = tie(new_vpc()).data("aws_route_table.of_s", unknown=BOTH, subnet_id=refers_to("aws_subnet.s.id"))
    tables = addresses(gateway_with(plan, "data.aws_route_table.of_s.id").route_tables)
    assert (tables.certain, tables.state) == ((TABLE,), "exact")


@pytest.mark.parametrize(
    ("subnet", "why"),
    [
        pytest.param("aws_subnet.s.id", "no association of aws_subnet.s is in this plan", id="without a tie"),
        pytest.param("local.subnet", "data.aws_route_table.of_s has not been read", id="unknown"),
    ],
)
def test_a_table_read_during_the_apply_may_stay_open(subnet: str, why: str) -> None:
    plan = new_vpc().data("aws_route_table.of_s", unknown=BOTH, subnet_id=refers_to(subnet))
    tables = addresses(gateway_with(plan, "data.aws_route_table.of_s.id").route_tables)
    assert tables.open_because == (why,)


def test_a_table_that_a_data_source_has_read_is_shown_by_it() -> None:
    plan = SmallPlan().data("aws_route_table.t", known={"id": "rtb-9", "route_table_id": "rtb-9"})
    plan.block("aws_vpc_endpoint.e", known={"route_table_ids": ["rtb-9"]})
    [endpoint] = build_network(plan.wiring()).endpoints
    assert addresses(endpoint.route_tables).certain == ("data.aws_route_table.t",)
