"""VPCs, subnets and what belongs to which VPC."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Optional, Tuple

import pytest
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.network.network_model import Consumer, Network, Scope, Subnet, Vpc
from ecr_privatelink.wiring.plan_facts import UNSET, Fact, Known, Unknown
from small_plans import SmallPlan, addresses, constant, refers_to

ECR_API = "com.amazonaws.eu-west-1.ecr.api"
OF_V = refers_to("aws_vpc.v.id")


def network(plan: SmallPlan, *, every_vpc: bool = False) -> Network:
    """The network of a plan."""
    return build_network(plan.wiring(), every_vpc=every_vpc)


def scopes(plan: SmallPlan, *, every_vpc: bool = False) -> Dict[str, Scope]:
    """The scopes by the address of their VPC."""
    return {scope.vpc.address: scope for scope in network(plan, every_vpc=every_vpc).scopes}


def vpc_of(plan: SmallPlan, address: str = "aws_vpc.v") -> Vpc:
    """The VPC at an address."""
    [found] = [vpc for vpc in network(plan).vpcs if vpc.address == address]
    return found


def subnet_of(plan: SmallPlan, address: str = "aws_subnet.s") -> Subnet:
    """The subnet at an address."""
    [found] = [subnet for subnet in network(plan).subnets if subnet.address == address]
    return found


def endpoint(plan: SmallPlan, vpc: Dict[str, Any] = OF_V, service: Optional[str] = ECR_API) -> SmallPlan:
    """An interface endpoint in what an expression names; without a service, that waits for the apply."""
    known = {"vpc_endpoint_type": "Interface", **({"service_name": service} if service else {})}
    expressions: Dict[str, Any] = {"vpc_id": vpc, **({} if service else {"service_name": refers_to("local.service")})}
    return plan.block("aws_vpc_endpoint.e", known=known, unknown=tuple(expressions), **expressions)


def service(plan: SmallPlan, *subnets: str) -> SmallPlan:
    """A Fargate service whose subnets are what references name."""
    return plan.block(
        "aws_ecs_service.s",
        known={"task_definition": "elsewhere:1", "launch_type": "FARGATE", "network_configuration": [{}]},
        unknown={"network_configuration": [{"subnets": True}]},
        network_configuration=[{"subnets": refers_to(*subnets)}],
    )


def the_consumer(plan: SmallPlan) -> Consumer:
    """The one consumer."""
    [found] = network(plan).consumers
    return found


def subnets(**vpcs: Dict[str, Any]) -> SmallPlan:
    """VPCs `v` and `w`, and subnets in what expressions name."""
    plan = SmallPlan().block("aws_vpc.v").block("aws_vpc.w").variable("first", value=True)
    for label, vpc in vpcs.items():
        plan.block(f"aws_subnet.{label}", unknown=("vpc_id",), vpc_id=vpc)
    return plan


@pytest.mark.parametrize(
    ("known", "unknown", "support", "hostnames"),
    [
        pytest.param({}, ("enable_dns_hostnames",), Known(True), UNSET, id="defaults"),
        pytest.param({"enable_dns_support": True}, ("enable_dns_hostnames",), Known(True), UNSET, id="as planned"),
        pytest.param(
            {"enable_dns_support": False, "enable_dns_hostnames": True}, (), Known(False), Known(True), id="written"
        ),
    ],
)
def test_the_dns_settings_of_a_vpc(
    known: Mapping[str, object], unknown: Tuple[str, ...], support: Fact[bool], hostnames: Fact[bool]
) -> None:
    vpc = vpc_of(SmallPlan().block("aws_vpc.v", known=known, unknown=unknown))
    assert (vpc.dns_support, vpc.dns_hostnames, vpc.row) == (support, hostnames, "aws_vpc.v")


@pytest.mark.parametrize("regions", [1, 2])
def test_a_default_subnet_is_in_the_default_vpc_of_its_region(regions: int) -> None:
    plan = SmallPlan().block("aws_default_vpc.v").block("aws_default_subnet.s", unknown=("vpc_id",))
    for number in range(regions):
        plan.provider(f"aws.{number}")
    found = addresses(subnet_of(plan, "aws_default_subnet.s").vpc)
    assert found.certain == (("aws_default_vpc.v",) if regions == 1 else ())


def test_the_default_vpc_of_another_region_has_no_default_subnet_of_this_one() -> None:
    plan = SmallPlan().provider("aws.0")
    for region in ("eu-west-1", "us-east-1"):
        plan.block(f"aws_default_vpc.{region}", known={"region": region})
    for region in ("us-east-1", "eu-north-1"):
        plan.block(f"aws_default_subnet.{region}", known={"region": region}, unknown=("vpc_id",))
    assert addresses(subnet_of(plan, "aws_default_subnet.us-east-1").vpc).certain == ("aws_default_vpc.us-east-1",)
    assert not subnet_of(plan, "aws_default_subnet.eu-north-1").vpc.certain


def test_unset_dns_of_the_default_vpc_is_on() -> None:
    """The provider's own defaults there; sources alone do not show them."""
    vpc = vpc_of(SmallPlan().block("aws_default_vpc.v"), "aws_default_vpc.v")
    assert (vpc.dns_support, vpc.dns_hostnames) == (Known(True), Known(True))


def test_a_setting_through_a_local_is_unknown() -> None:
    plan = SmallPlan().block(
        "aws_vpc.v", unknown=("enable_dns_hostnames",), enable_dns_hostnames=refers_to("local.dns")
    )
    fact = vpc_of(plan).dns_hostnames
    assert isinstance(fact, Unknown)
    assert "local.dns" in fact.because


def test_a_vpc_that_a_data_source_reads() -> None:
    known = {"id": "vpc-9", "enable_dns_support": True, "enable_dns_hostnames": False}
    vpc = vpc_of(SmallPlan().data("aws_vpc.v", known=known), "data.aws_vpc.v")
    assert (vpc.managed, vpc.row, vpc.dns_support, vpc.dns_hostnames) == (False, None, Known(True), Known(False))


def test_a_vpc_known_by_its_id_alone() -> None:
    vpc = vpc_of(SmallPlan().block("aws_subnet.s", known={"vpc_id": "vpc-9"}), "vpc-9")
    assert vpc.row is None
    assert isinstance(vpc.dns_hostnames, Unknown)
    assert "data source" in vpc.dns_hostnames.because


def test_two_mentions_of_one_vpc_are_one() -> None:
    plan = SmallPlan().block("aws_vpc.v", known={"id": "vpc-1"}).data("aws_vpc.v", known={"id": "vpc-1"})
    found = network(plan.block("aws_subnet.s", known={"vpc_id": "vpc-1"}))
    [vpc] = found.vpcs
    [subnet] = found.subnets
    assert vpc.address == "aws_vpc.v"
    assert subnet.vpc.certain == (vpc,)


@pytest.mark.parametrize(
    ("known", "zone", "zone_id"),
    [
        pytest.param({"availability_zone": "eu-west-1a"}, Known("eu-west-1a"), None, id="by its name"),
        pytest.param({"availability_zone_id": "euw1-az1"}, None, Known("euw1-az1"), id="by its id"),
        pytest.param({}, None, None, id="neither"),
    ],
)
def test_a_subnets_zone(known: Dict[str, object], zone: Optional[Fact[str]], zone_id: Optional[Fact[str]]) -> None:
    waits = tuple({"availability_zone", "availability_zone_id"} - set(known))
    subnet = subnet_of(SmallPlan().block("aws_subnet.s", known=known, unknown=waits))
    why = "tells its zone otherwise" if known else "sets no availability zone, so AWS chooses one at apply"
    assert subnet.zone == (zone or Unknown(f"aws_subnet.s {why}"))
    assert subnet.zone_id == (zone_id or Unknown(f"aws_subnet.s {why}"))


@pytest.mark.parametrize(
    ("source", "known"),
    [
        ("aws_availability_zones.z", {"names": ["eu-west-1a", "eu-west-1b"], "zone_ids": ["euw1-az3", "euw1-az1"]}),
        ("aws_availability_zone.z", {"name": "eu-west-1b", "zone_id": "euw1-az1"}),
        ("aws_subnet.z", {"availability_zone": "eu-west-1b", "availability_zone_id": "euw1-az1"}),
    ],
)
def test_a_data_source_tells_which_name_a_zone_id_has(source: str, known: Dict[str, object]) -> None:
    """That differs from account to account."""
    plan = (
        SmallPlan()
        .data(source, known={"id": "x", **known})
        .block("aws_subnet.s", known={"availability_zone_id": "euw1-az1"}, unknown=("availability_zone",))
    )
    assert subnet_of(plan).zone == Known("eu-west-1b")


def test_a_zone_id_that_two_accounts_name_differently_has_no_name() -> None:
    plan = SmallPlan().block("aws_subnet.s", known={"availability_zone_id": "euw1-az1"}, unknown=("availability_zone",))
    for account, name in (("a", "eu-west-1a"), ("b", "eu-west-1b")):
        plan.data(f"aws_availability_zone.{account}", known={"id": name, "name": name, "zone_id": "euw1-az1"})
    assert isinstance(subnet_of(plan).zone, Unknown)


@pytest.mark.parametrize(
    ("setting", "mapped"),
    [
        pytest.param({"region": constant("us-east-1")}, True, id="another region"),
        pytest.param({"assume_role": [{"role_arn": constant("arn:aws:iam::1:role/x")}]}, False, id="another account"),
    ],
)
def test_a_zone_id_is_named_by_no_account_but_its_own(setting: Dict[str, object], *, mapped: bool) -> None:
    plan = SmallPlan().provider("aws", region=constant("eu-west-1")).provider("aws.other", **setting)
    plan.block("aws_subnet.s", known={"availability_zone_id": "euw1-az1"}, unknown=("availability_zone",))
    plan.data("aws_availability_zone.z", known={"id": "a", "name": "eu-west-1a", "zone_id": "euw1-az1"})
    assert isinstance(subnet_of(plan).zone, Known) is mapped


def test_a_zone_id_that_waits_is_what_the_zone_waits_for() -> None:
    written = refers_to("local.zone")
    waiting = ("availability_zone", "availability_zone_id")
    zone = subnet_of(SmallPlan().block("aws_subnet.s", unknown=waiting, availability_zone_id=written)).zone
    assert isinstance(zone, Unknown)
    assert "local.zone" in zone.because


def test_a_zone_through_a_local_is_unknown() -> None:
    plan = SmallPlan().block("aws_subnet.s", unknown=("availability_zone",), availability_zone=refers_to("local.zone"))
    zone = subnet_of(plan).zone
    assert isinstance(zone, Unknown)
    assert "local.zone" in zone.because


def test_a_subnet_known_by_its_id_alone() -> None:
    plan = SmallPlan().block("aws_vpc_endpoint.e", known={"subnet_ids": ["subnet-9"]})
    subnet = subnet_of(plan, "subnet-9")
    assert (subnet.managed, subnet.vpc.state) == (False, "unknown")
    assert isinstance(subnet.zone, Unknown)
    assert "not in this plan" in subnet.vpc.why


def test_the_vpc_of_a_default_subnet_is_known_after_the_apply() -> None:
    known = {"availability_zone": "eu-west-1a"}
    plan = SmallPlan().block("aws_default_subnet.s", known=known, unknown=("vpc_id",))
    subnet = subnet_of(plan, "aws_default_subnet.s")
    assert subnet.vpc.open_because == ("aws_default_subnet.s.vpc_id is known only after the apply",)


@pytest.mark.parametrize("of", ["ecr.api", "ecr.dkr"])
def test_an_ecr_endpoint_puts_its_vpc_in_use(of: str) -> None:
    scope = scopes(endpoint(SmallPlan().block("aws_vpc.v"), service=f"com.amazonaws.eu-west-1.{of}"))["aws_vpc.v"]
    assert (scope.in_use, scope.maybe_in_use, scope.row) == (True, (), "aws_vpc.v")


@pytest.mark.parametrize("of", ["com.amazonaws.eu-west-1.logs", "com.amazonaws.eu-west-1.s3", "my.ecr.api"])
def test_other_endpoints_do_not(of: str) -> None:
    scope = scopes(endpoint(SmallPlan().block("aws_vpc.v"), service=of))["aws_vpc.v"]
    assert (scope.in_use, scope.maybe_in_use) == (False, ())


def test_an_ecr_endpoint_that_a_data_source_reads_puts_its_vpc_in_use() -> None:
    known = {"id": "vpce-9", "vpc_id": "vpc-1", "service_name": ECR_API, "vpc_endpoint_type": "Interface"}
    plan = SmallPlan().block("aws_vpc.v", known={"id": "vpc-1"}).data("aws_vpc_endpoint.e", known=known)
    assert scopes(plan)["aws_vpc.v"].in_use


def test_a_consumer_puts_its_vpc_in_use() -> None:
    plan = service(subnets(a=OF_V, b=refers_to("aws_vpc.w.id")), "aws_subnet.a.id")
    found = scopes(plan)
    assert (found["aws_vpc.v"].in_use, found["aws_vpc.w"].in_use) == (True, False)
    assert [consumer.address for consumer in found["aws_vpc.v"].consumers] == ["aws_ecs_service.s"]


def test_every_vpc_can_count_as_in_use() -> None:
    plan = SmallPlan().block("aws_vpc.v").data("aws_vpc.w", known={"id": "vpc-9"})
    assert not scopes(plan)["aws_vpc.v"].in_use
    assert set(scopes(plan, every_vpc=True)) == {"aws_vpc.v"}
    assert scopes(plan, every_vpc=True)["aws_vpc.v"].in_use


def test_an_endpoint_whose_service_waits_may_put_its_vpc_in_use() -> None:
    scope = scopes(endpoint(SmallPlan().block("aws_vpc.v"), service=None))["aws_vpc.v"]
    because = "local.service cannot be followed (a plan holds no locals)"
    assert not scope.in_use
    assert scope.maybe_in_use == (f"the service of aws_vpc_endpoint.e is not settled ({because})",)


@pytest.mark.parametrize("of", [ECR_API, None])
@pytest.mark.parametrize(
    "vpc",
    [
        pytest.param(refers_to("local.vpc"), id="not known"),
        pytest.param(refers_to("var.first", "aws_vpc.v.id", "aws_vpc.w.id"), id="one of two"),
    ],
)
def test_an_endpoint_of_perhaps_another_vpc_may_put_it_in_use(vpc: Dict[str, Any], of: Optional[str]) -> None:
    scope = scopes(endpoint(subnets(), vpc, of))["aws_vpc.v"]
    assert not scope.in_use
    [why] = scope.maybe_in_use
    assert why.startswith("aws_vpc_endpoint.e may be in it")
    assert [found.address for found in scope.possible_endpoints] == ["aws_vpc_endpoint.e"]


def test_another_services_endpoint_of_perhaps_another_vpc_does_not() -> None:
    plan = endpoint(subnets(), refers_to("local.vpc"), "com.amazonaws.eu-west-1.logs")
    assert scopes(plan)["aws_vpc.v"].maybe_in_use == ()


def test_a_consumer_of_subnets_in_one_of_two_vpcs_may_put_each_in_use() -> None:
    plan = service(subnets(a=refers_to("var.first", "aws_vpc.v.id", "aws_vpc.w.id")), "aws_subnet.a.id")
    for scope in scopes(plan).values():
        assert not scope.in_use
        [why] = scope.maybe_in_use
        assert why.startswith("aws_ecs_service.s may run in it")


def test_the_vpc_of_a_consumer_is_that_of_any_of_its_subnets() -> None:
    """All of them are in one VPC."""
    plan = service(subnets(a=refers_to("local.vpc"), b=OF_V), "aws_subnet.a.id", "aws_subnet.b.id")
    assert addresses(the_consumer(plan).vpc).certain == ("aws_vpc.v",)


def test_possible_subnets_of_one_vpc_settle_it() -> None:
    plan = service(subnets(a=OF_V, b=OF_V), "var.first", "aws_subnet.a.id", "aws_subnet.b.id")
    relation = addresses(the_consumer(plan).vpc)
    assert (relation.certain, relation.state) == (("aws_vpc.v",), "exact")


def test_possible_subnets_of_two_vpcs_leave_it_open() -> None:
    plan = service(subnets(a=OF_V, b=refers_to("aws_vpc.w.id")), "var.first", "aws_subnet.a.id", "aws_subnet.b.id")
    relation = addresses(the_consumer(plan).vpc)
    assert (relation.certain, set(relation.possible)) == ((), {"aws_vpc.v", "aws_vpc.w"})


def test_a_consumer_that_names_no_subnets_runs_in_no_vpc_of_the_plan() -> None:
    plan = subnets().block("aws_ecs_service.s", known={"task_definition": "app:1", "network_configuration": []})
    assert the_consumer(plan).vpc.open_because == ("aws_ecs_service.s names no subnets",)
    assert scopes(plan)["aws_vpc.v"].maybe_in_use == ()


def test_a_consumer_in_subnets_of_another_stack_is_not_taken_for_one_of_this_vpc() -> None:
    known = {"task_definition": "app:1", "launch_type": "FARGATE", "network_configuration": [{"subnets": ["subnet-9"]}]}
    plan = subnets().block("aws_ecs_service.s", known=known)
    consumer = the_consumer(plan)
    assert (consumer.only_outside, consumer.vpc.state) == (True, "unknown")
    assert scopes(plan)["aws_vpc.v"].possible_consumers == ()


@pytest.mark.parametrize("known", [None, {"id": "vpc-9"}], ids=["by its id", "by a data source"])
def test_an_external_vpc_counts_with_an_ecr_endpoint_of_this_plan(known: Optional[Dict[str, object]]) -> None:
    plan = SmallPlan()
    if known:
        plan.data("aws_vpc.v", known=known)
    for label in ("x10", "x2"):
        values = {"service_name": ECR_API, "vpc_endpoint_type": "Interface", "vpc_id": "vpc-9"}
        plan.block(f"aws_vpc_endpoint.{label}", known=values)
    [scope] = scopes(plan).values()
    assert scope.vpc.address == ("data.aws_vpc.v" if known else "vpc-9")
    assert (scope.in_use, scope.row) == (True, "aws_vpc_endpoint.x2")


def test_an_external_vpc_without_one_is_another_stacks_matter() -> None:
    plan = SmallPlan().data("aws_vpc.v", known={"id": "vpc-9"})
    plan.data("aws_subnet.s", known={"id": "subnet-9", "vpc_id": "vpc-9"})
    values = {"service_name": "com.amazonaws.eu-west-1.s3", "vpc_id": "vpc-9"}
    plan.block("aws_vpc_endpoint.s3", known=values)
    known = {"task_definition": "app:1", "launch_type": "FARGATE", "network_configuration": [{"subnets": ["subnet-9"]}]}
    plan.block("aws_ecs_service.s", known=known)
    assert scopes(plan, every_vpc=True) == {}


@pytest.mark.parametrize(
    ("name", "expressions", "joined"),
    [
        ("aws_ec2_transit_gateway_vpc_attachment.j", {"vpc_id": OF_V}, {"aws_vpc.v"}),
        (
            "aws_vpc_peering_connection.j",
            {"vpc_id": OF_V, "peer_vpc_id": refers_to("aws_vpc.w.id")},
            {"aws_vpc.v", "aws_vpc.w"},
        ),
        ("aws_vpc_peering_connection.j", {"vpc_id": OF_V, "peer_vpc_id": constant("vpc-9")}, {"aws_vpc.v"}),
        ("aws_ec2_transit_gateway_vpc_attachment.j", {"vpc_id": refers_to("local.vpc")}, {"aws_vpc.v", "aws_vpc.w"}),
        ("aws_vpc_peering_connection_accepter.j", {}, {"aws_vpc.v", "aws_vpc.w"}),
        ("aws_route53profiles_association.j", {"resource_id": OF_V}, {"aws_vpc.v"}),
        ("aws_vpn_gateway.j", {"vpc_id": OF_V}, set()),
    ],
)
def test_what_joins_a_vpc_to_others(name: str, expressions: Dict[str, Any], joined: set[str]) -> None:
    """One that is not settled may join any."""
    waits = tuple(attribute for attribute, value in expressions.items() if "references" in value) or ("vpc_id",)
    known = {key: value["constant_value"] for key, value in expressions.items() if "constant_value" in value}
    plan = subnets().block(name, known=known, unknown=waits, **expressions)
    found = scopes(plan)
    assert {address for address, scope in found.items() if name in scope.joined_by} == joined


TO_HUB = {"destination_cidr_block": "10.0.0.0/8", "transit_gateway_id": "tgw-1"}


@pytest.mark.parametrize(
    ("table", "known", "joined"),
    [
        ("aws_route_table.t.id", TO_HUB, {"aws_vpc.v"}),
        ("aws_route_table.t.id", {"core_network_arn": "arn:aws:networkmanager::1:core-network/c"}, {"aws_vpc.v"}),
        ("aws_route_table.t.id", {"vpc_peering_connection_id": "pcx-1"}, {"aws_vpc.v"}),
        ("aws_vpc.w.main_route_table_id", TO_HUB, {"aws_vpc.w"}),
        ("local.table", TO_HUB, {"aws_vpc.v", "aws_vpc.w"}),
        ("var.elsewhere", TO_HUB, set()),
        ("aws_route_table.t.id", {"nat_gateway_id": "nat-1"}, set()),
    ],
)
def test_a_route_to_other_vpcs_joins_the_vpc_of_its_table(table: str, known: Dict[str, Any], joined: set[str]) -> None:
    plan = SmallPlan().block("aws_vpc.v").block("aws_vpc.w", unknown=("main_route_table_id",))
    plan.block("aws_route_table.t", unknown=("vpc_id",), vpc_id=OF_V).variable("elsewhere", value="rtb-9")
    plan.block("aws_route.j", known=known, unknown=("route_table_id",), route_table_id=refers_to(table))
    assert {address for address, scope in scopes(plan).items() if scope.joined_by == ("aws_route.j",)} == joined


@pytest.mark.parametrize("waits", [True, False])
def test_an_inline_route_to_other_vpcs_joins_the_vpc_of_its_table(*, waits: bool) -> None:
    known = {"route": [{} if waits else {"transit_gateway_id": "tgw-1"}]}
    unknown = {"vpc_id": True, **({"route": [{"transit_gateway_id": True}]} if waits else {})}
    found = scopes(subnets().block("aws_route_table.t", known=known, unknown=unknown, vpc_id=OF_V))
    assert (found["aws_vpc.v"].joined_by, found["aws_vpc.w"].joined_by) == (("aws_route_table.t",), ())


@pytest.mark.parametrize(
    ("name", "joined"),
    [("api.ecr.eu-west-1.amazonaws.com", ("aws_route53_zone.z",)), ("internal.example.com", ())],
)
def test_a_private_zone_for_names_of_ecr_joins_its_vpc(name: str, joined: tuple[str, ...]) -> None:
    plan = subnets().block("aws_route53_zone.z", known={"name": name}, unknown=("vpc",), vpc=[{"vpc_id": OF_V}])
    found = scopes(plan)
    assert (found["aws_vpc.v"].joined_by, found["aws_vpc.w"].joined_by) == (joined, ())


def test_an_association_with_a_zone_for_names_of_ecr_joins_its_vpc() -> None:
    plan = subnets().data("aws_route53_zone.z", known={"id": "Z1", "name": "dkr.ecr.eu-west-1.amazonaws.com"})
    plan.block("aws_route53_zone_association.a", known={"zone_id": "Z1"}, unknown=("vpc_id",), vpc_id=OF_V)
    assert scopes(plan)["aws_vpc.v"].joined_by == ("aws_route53_zone_association.a",)


@pytest.mark.parametrize("arn", [None, "arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1"])
def test_a_cloud_wan_attachment_joins_the_vpc_of_its_arn(arn: Optional[str]) -> None:
    attached = "aws_networkmanager_vpc_attachment.j"
    plan = endpoint(SmallPlan().block("aws_vpc.v", known={"id": "vpc-1"} if arn else {}, unknown=("arn",)))
    known, unknown = ({"vpc_arn": arn}, ()) if arn else ({}, ("vpc_arn",))
    plan.block(attached, known=known, unknown=unknown, vpc_arn=refers_to("aws_vpc.v.arn"))
    assert scopes(plan)["aws_vpc.v"].joined_by == (attached,)


def test_scopes_come_in_natural_order() -> None:
    plan = SmallPlan().block("aws_vpc.v", keys=(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
    assert [scope.vpc.address for scope in network(plan).scopes][-2:] == ["aws_vpc.v[9]", "aws_vpc.v[10]"]


def test_what_a_plan_only_forgets_may_be_there() -> None:
    plan = SmallPlan().gone("aws_route_table_association.b", {"subnet_id": "subnet-1"}, "forget")
    plan.gone("aws_route_table_association.a", {"subnet_id": "subnet-2"}, "forget").gone("aws_route.r", {})
    assert build_network(plan.wiring()).left_out == {
        "aws_route_table_association": "aws_route_table_association.a stays, which this plan only forgets"
    }
