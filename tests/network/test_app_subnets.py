"""The subnets that images are pulled from: where consumers run, else what routes and uses leave."""

from __future__ import annotations

from typing import Any, Dict, Tuple

import pytest
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.network.network_model import AppSubnets
from small_plans import SmallPlan, constant, refers_to

Told = Tuple[Tuple[str, ...], Tuple[str, ...]]
"""The addresses of the certain and of the possible subnets."""


def app_of(plan: SmallPlan) -> AppSubnets:
    """The app subnets of the VPC `v`."""
    [scope] = [scope for scope in build_network(plan.wiring()).scopes if scope.vpc.address == "aws_vpc.v"]
    return scope.app_subnets


def told(app: AppSubnets) -> Told:
    """The addresses alone."""
    return tuple(one.address for one in app.certain), tuple(one.address for one in app.possible)


def vpc(*subnets: str) -> SmallPlan:
    """The VPC `v` with subnets of these names and two ECR endpoints; nothing leads to the internet."""
    plan = SmallPlan().block("aws_vpc.v", known={"id": "vpc-1", "main_route_table_id": "rtb-0"})
    plan.block("aws_default_route_table.d", known={"id": "rtb-0", "default_route_table_id": "rtb-0", "route": []})
    for name in subnets:
        plan.block(f"aws_subnet.{name}", known={"id": f"subnet-{name}", "vpc_id": "vpc-1"})
    return plan


def use(plan: SmallPlan, name: str, *subnets: str, attribute: str = "subnet_ids") -> SmallPlan:
    """A resource in these subnets."""
    ids = [f"subnet-{subnet}" for subnet in subnets]
    return plan.block(name, known={"vpc_id": "vpc-1", attribute: ids[0] if attribute == "subnet_id" else ids})


def service(plan: SmallPlan, *subnets: str, label: str = "s", launch: str = "FARGATE") -> SmallPlan:
    """An ECS service in these subnets."""
    network = [{"subnets": [f"subnet-{subnet}" for subnet in subnets]}]
    known = {"task_definition": "elsewhere:1", "launch_type": launch, "network_configuration": network}
    return plan.block(f"aws_ecs_service.{label}", known=known)


def public(plan: SmallPlan, subnet: str, gateway: str = "igw-1") -> SmallPlan:
    """A table of its own with a route to a gateway, tied to a subnet."""
    route = [{"cidr_block": "0.0.0.0/0", "gateway_id": gateway}]
    plan.block(f"aws_route_table.{subnet}", known={"id": f"rtb-{subnet}", "route": route}, route=constant(route))
    values = {"subnet_id": f"subnet-{subnet}", "route_table_id": f"rtb-{subnet}"}
    return plan.block(f"aws_route_table_association.{subnet}", known=values)


def test_where_consumers_run() -> None:
    app = app_of(service(service(vpc("a", "b", "c"), "b"), "a", "b", label="t"))
    assert told(app) == (("aws_subnet.b", "aws_subnet.a"), ())
    assert (app.of_consumers, app.open_because) == (True, ())


def test_a_consumer_in_a_public_subnet_pulls_from_there() -> None:
    assert told(app_of(service(public(vpc("a"), "a"), "a"))) == (("aws_subnet.a",), ())


def test_a_consumer_whose_subnets_are_partly_known() -> None:
    plan = (
        vpc("a")
        .block("aws_subnet.new", known={"vpc_id": "vpc-1"})
        .block(
            "aws_ecs_service.s",
            known={"task_definition": "elsewhere:1", "launch_type": "FARGATE", "network_configuration": [{}]},
            unknown={"network_configuration": [{"subnets": True}]},
            network_configuration=[{"subnets": refers_to("aws_subnet.new.id", "aws_subnet.a.id", "local.more")}],
        )
    )
    app = app_of(plan)
    assert app.of_consumers
    assert "aws_ecs_service.s may run in this VPC" in " ".join(app.open_because)
    assert "local.more" in " ".join(app.open_because)


def test_tasks_on_instances_pull_from_the_instances_subnets() -> None:
    plan = service(vpc("tasks", "instances"), "tasks", launch="EC2")
    tag = [{"key": "kubernetes.io/cluster/c", "value": "owned"}]
    known = {"vpc_zone_identifier": ["subnet-instances"], "tag": tag}
    assert told(app_of(plan.block("aws_autoscaling_group.g", known=known))) == (("aws_subnet.instances",), ())


def test_tasks_on_instances_that_the_plan_does_not_show_pull_from_subnets_that_are_not_known() -> None:
    app = app_of(service(vpc("a", "b"), "a", launch="EC2"))
    assert told(app) == ((), ())
    assert (app.of_consumers, app.open_because) == (
        True,
        ("aws_ecs_service.s runs on instances that the plan does not show",),
    )


def test_tasks_that_may_run_on_instances_leave_it_open() -> None:
    network = [{"subnets": ["subnet-a"]}]
    known = {"task_definition": "elsewhere:1", "network_configuration": network}
    app = app_of(vpc("a").block("aws_ecs_service.s", known=known, unknown=("launch_type",)))
    assert told(app) == ((), ("aws_subnet.a",))
    assert len(app.open_because) == 1


def test_a_consumer_that_may_run_elsewhere_leaves_it_open() -> None:
    plan = (
        vpc("a")
        .block("aws_vpc.w")
        .variable("first", value=True)
        .block("aws_subnet.either", unknown=("vpc_id",), vpc_id=refers_to("var.first", "aws_vpc.v.id", "local.vpc"))
    )
    plan.block(
        "aws_ecs_service.s",
        known={"task_definition": "elsewhere:1", "launch_type": "FARGATE", "network_configuration": [{}]},
        unknown={"network_configuration": [{"subnets": True}]},
        network_configuration=[{"subnets": refers_to("aws_subnet.either.id")}],
    )
    app = app_of(plan)
    assert (told(app), app.of_consumers) == (((), ()), True)
    [why] = app.open_because
    assert why.startswith("aws_ecs_service.s may run in this VPC")


def test_without_consumers_the_private_subnets() -> None:
    app = app_of(public(vpc("a", "b", "c"), "b"))
    assert told(app) == (("aws_subnet.a", "aws_subnet.c"), ())
    assert (app.of_consumers, app.open_because) == (False, ())


def test_a_subnet_behind_a_nat_gateway_is_private() -> None:
    assert told(app_of(public(vpc("a"), "a", gateway="vgw-1"))) == (("aws_subnet.a",), ())


def test_a_subnet_whose_routes_are_not_settled_is_possible() -> None:
    plan = vpc("a", "b").block(
        "aws_route_table_association.b",
        known={"subnet_id": "subnet-b"},
        unknown=("route_table_id",),
        route_table_id=refers_to("local.table"),
    )
    app = app_of(plan)
    assert told(app) == (("aws_subnet.a",), ("aws_subnet.b",))
    assert "local.table" in " ".join(app.open_because)


def test_a_subnet_with_a_public_or_a_private_table_is_possible() -> None:
    plan = public(vpc("a", "b"), "a").block("aws_route_table.private", known={"id": "rtb-p", "route": []})
    plan.variable("first", value=True).block(
        "aws_route_table_association.b",
        known={"subnet_id": "subnet-b"},
        unknown=("route_table_id",),
        route_table_id=refers_to("aws_route_table.new.id", "aws_route_table.other.id", "var.first"),
    )
    route = [{"gateway_id": "igw-1"}]
    plan.block("aws_route_table.new", known={"route": route}, route=constant(route))
    plan.block("aws_route_table.other", known={"route": []})
    app = app_of(plan)
    assert told(app) == ((), ("aws_subnet.b",))
    assert "aws_route_table.new" in " ".join(app.open_because)


def test_a_table_that_may_lead_to_the_internet_leaves_its_subnet_possible() -> None:
    plan = vpc("a").block(
        "aws_route.r",
        known={"gateway_id": "igw-1"},
        unknown=("route_table_id",),
        route_table_id=refers_to("local.table"),
    )
    app = app_of(plan)
    assert told(app) == ((), ("aws_subnet.a",))
    assert "aws_default_route_table.d may have a route to the internet" in " ".join(app.open_because)


@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        ("aws_db_subnet_group.x", "subnet_ids"),
        ("aws_elasticache_subnet_group.x", "subnet_ids"),
        ("aws_ec2_transit_gateway_vpc_attachment.x", "subnet_ids"),
        ("aws_nat_gateway.x", "subnet_id"),
        ("aws_lb.x", "subnets"),
    ],
)
def test_subnets_of_databases_and_the_like_hold_no_tasks(name: str, attribute: str) -> None:
    assert told(app_of(use(vpc("a", "b"), name, "b", attribute=attribute))) == (("aws_subnet.a",), ())


def test_firewall_endpoints_take_subnets_by_mappings() -> None:
    known = {"vpc_id": "vpc-1", "subnet_mapping": [{"subnet_id": "subnet-b"}]}
    assert told(app_of(vpc("a", "b").block("aws_networkfirewall_firewall.x", known=known))) == (("aws_subnet.a",), ())


def test_a_subnet_of_a_database_and_something_else_counts() -> None:
    plan = use(use(vpc("a", "b"), "aws_db_subnet_group.x", "b"), "aws_mwaa_environment.x", "b")
    assert told(app_of(plan)) == (("aws_subnet.a", "aws_subnet.b"), ())


def test_when_databases_and_the_like_use_all_it_is_not_settled() -> None:
    assert told(app_of(use(vpc("a"), "aws_db_subnet_group.x", "a"))) == ((), ("aws_subnet.a",))


def test_network_acls_are_no_use() -> None:
    assert told(app_of(use(vpc("a"), "aws_network_acl.x", "a"))) == (("aws_subnet.a",), ())


def test_subnets_that_only_hold_endpoints_are_left_out() -> None:
    plan = use(vpc("a", "endpoints"), "aws_vpc_endpoint.e", "endpoints")
    plan.block("aws_route_table.t", known={"id": "rtb-t", "route": []})
    plan.block("aws_route_table_association.a", known={"subnet_id": "subnet-a", "route_table_id": "rtb-t"})
    assert told(app_of(plan)) == (("aws_subnet.a",), ())


def test_an_endpoint_subnet_with_a_table_of_its_own_stays() -> None:
    plan = use(vpc("a", "endpoints"), "aws_vpc_endpoint.e", "endpoints")
    plan.block("aws_route_table.t", known={"id": "rtb-t", "route": []})
    plan.block("aws_route_table_association.e", known={"subnet_id": "subnet-endpoints", "route_table_id": "rtb-t"})
    assert told(app_of(plan)) == (("aws_subnet.a", "aws_subnet.endpoints"), ())
    assert [subnet.address for subnet in app_of(plan).of_endpoints] == ["aws_subnet.endpoints"]
    assert not app_of(use(plan, "aws_instance.i", "endpoints", attribute="subnet_id")).of_endpoints


def test_where_only_endpoint_subnets_are_they_stay() -> None:
    plan = use(vpc("a", "b"), "aws_vpc_endpoint.e", "a", "b")
    assert told(app_of(plan)) == (("aws_subnet.a", "aws_subnet.b"), ())
    assert not app_of(plan).of_endpoints


def test_endpoint_subnets_are_only_possible_where_apps_may_run_in_public_ones() -> None:
    plan = public(use(vpc("a", "endpoints"), "aws_vpc_endpoint.e", "endpoints"), "a")
    assert told(app_of(plan)) == ((), ("aws_subnet.endpoints",))
    assert told(app_of(use(plan, "aws_lb.x", "a", attribute="subnets"))) == (("aws_subnet.endpoints",), ())


def test_possible_subnets_that_only_hold_endpoints_are_left_out_beside_certain_ones() -> None:
    plan = vpc("a").block("aws_subnet.e", unknown=("vpc_id",), vpc_id=refers_to("local.vpc"))
    expressions: Dict[str, Any] = {"vpc_endpoint_id": constant("vpce-9"), "subnet_id": refers_to("aws_subnet.e.id")}
    known = {"vpc_endpoint_id": "vpce-9"}
    plan.block("aws_vpc_endpoint_subnet_association.x", known=known, unknown=("subnet_id",), **expressions)
    assert told(app_of(plan)) == (("aws_subnet.a",), ())


def test_a_subnet_of_perhaps_another_vpc_is_possible() -> None:
    plan = vpc("a").block("aws_subnet.b", unknown=("vpc_id",), vpc_id=refers_to("local.vpc"))
    assert told(app_of(plan)) == (("aws_subnet.a",), ("aws_subnet.b",))


def test_a_subnet_of_another_vpc_is_no_app_subnet() -> None:
    plan = vpc("a").block("aws_vpc.w").block("aws_subnet.w", unknown=("vpc_id",), vpc_id=refers_to("aws_vpc.w.id"))
    assert told(app_of(plan)) == (("aws_subnet.a",), ())


def test_a_vpc_whose_subnets_are_all_public_has_none() -> None:
    assert told(app_of(public(vpc("a"), "a"))) == ((), ())
