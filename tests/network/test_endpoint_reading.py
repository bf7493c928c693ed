"""What an endpoint has: its own attributes, and what association resources add."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Set

import pytest
from ecr_privatelink.facts.service_names import Service
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.network.network_model import Endpoint
from ecr_privatelink.wiring.plan_facts import UNSET, Fact, Known, Relation, Unknown
from small_plans import SmallPlan, addresses, constant, refers_to

ECR_DKR = "com.amazonaws.eu-west-1.ecr.dkr"
COMPUTED = ("subnet_ids", "security_group_ids", "route_table_ids", "private_dns_enabled", "policy")
OF_E = refers_to("aws_vpc_endpoint.e.id")


def endpoint_of(plan: SmallPlan, address: str = "aws_vpc_endpoint.e") -> Endpoint:
    """The endpoint at an address."""
    [found] = [endpoint for endpoint in build_network(plan.wiring()).endpoints if endpoint.address == address]
    return found


def with_endpoint(known: Mapping[str, object], *unknown: str, **expressions: Any) -> Endpoint:
    """An endpoint, and nothing else."""
    plan = SmallPlan().block("aws_vpc_endpoint.e", known=known, unknown=(*COMPUTED, *unknown), **expressions)
    return endpoint_of(plan)


def subnets(*references: str, **more: Any) -> SmallPlan:
    """Subnets `a` and `b`, groups `g` and `h`, and an endpoint with those subnets."""
    plan = SmallPlan()
    for name in ("aws_subnet.a", "aws_subnet.b", "aws_security_group.g", "aws_security_group.h", "aws_route_table.t"):
        plan.block(name)
    expressions: Dict[str, Any] = {"subnet_ids": refers_to(*references)} if references else {}
    return plan.block("aws_vpc_endpoint.e", unknown=COMPUTED, **expressions, **more)


def subnets_of(plan: SmallPlan) -> Relation[str]:
    """The addresses of the endpoint's subnets."""
    return addresses(endpoint_of(plan).subnets)


def groups_of(plan: SmallPlan) -> Relation[str]:
    """The addresses of the endpoint's groups."""
    return addresses(endpoint_of(plan).groups)


def associate(plan: SmallPlan, what: str, reference: str, endpoint: Dict[str, Any] = OF_E) -> SmallPlan:
    """An association resource of a subnet, a security group or a route table."""
    label = reference.replace(".", "_")
    unknown = ("vpc_endpoint_id", f"{what}_id")
    expressions: Dict[str, Any] = {"vpc_endpoint_id": endpoint, f"{what}_id": refers_to(reference)}
    return plan.block(f"aws_vpc_endpoint_{what}_association.{label}", unknown=unknown, **expressions)


@pytest.mark.parametrize(
    ("known", "service"),
    [
        ({"service_name": ECR_DKR}, Service("ecr.dkr", "eu-west-1")),
        ({"service_name": f"{ECR_DKR}-fips"}, Service("ecr.dkr", "eu-west-1")),
        ({"service_name": "cn.com.amazonaws.cn-north-1.ecr.api"}, Service("ecr.api", "cn-north-1")),
        ({"service_name": "com.amazonaws.eu-west-1.ecs-agent"}, Service("ecs-agent", "eu-west-1")),
        ({"service_name": f"not.{ECR_DKR}"}, Service(f"not.{ECR_DKR}")),
        ({"service_name": ECR_DKR, "service_region": "us-east-1"}, Service("ecr.dkr", "us-east-1")),
        ({"service_name": ECR_DKR, "service_region": ""}, Service("ecr.dkr", "eu-west-1")),
    ],
)
def test_the_service(known: Dict[str, object], service: Service) -> None:
    assert with_endpoint(known).service == Known(service)


def test_a_service_name_that_waits_is_unknown() -> None:
    endpoint = with_endpoint({}, "service_name", service_name=refers_to("local.service"))
    assert isinstance(endpoint.service, Unknown)
    assert "local.service" in endpoint.service.because
    assert endpoint.serves is None


def test_a_service_that_the_plan_makes_is_none_of_awss() -> None:
    plan = SmallPlan().block("aws_vpc_endpoint_service.own", unknown=("service_name",))
    written = refers_to("aws_vpc_endpoint_service.own.service_name")
    plan.block("aws_vpc_endpoint.e", unknown=("service_name",), service_name=written)
    assert endpoint_of(plan).service == Known(Service("aws_vpc_endpoint_service.own"))


def test_an_endpoint_for_a_resource_configuration_is_for_no_service() -> None:
    known = {"vpc_endpoint_type": "Resource", "resource_configuration_arn": "arn:aws:vpc-lattice:…"}
    assert with_endpoint(known, "service_name").serves == "no service"


@pytest.mark.parametrize(
    ("known", "kind"),
    [({}, "Gateway"), ({"vpc_endpoint_type": "Interface"}, "Interface"), ({"vpc_endpoint_type": "Gateway"}, "Gateway")],
)
def test_an_endpoint_without_a_type_is_a_gateway(known: Dict[str, object], kind: str) -> None:
    assert with_endpoint(known).kind == Known(kind)


@pytest.mark.parametrize(
    ("expressions", "fact"),
    [
        pytest.param({}, UNSET, id="not written"),
        pytest.param({"private_dns_enabled": constant(None)}, UNSET, id="null"),
        pytest.param(
            {"private_dns_enabled": refers_to("local.dns")},
            Unknown("local.dns cannot be followed (a plan holds no locals)"),
            id="through a local",
        ),
    ],
)
def test_private_dns_that_waits(expressions: Dict[str, Any], fact: Fact[bool]) -> None:
    assert with_endpoint({}, **expressions).private_dns == fact


def test_dns_options_tell_who_gets_private_dns() -> None:
    plan = SmallPlan().block(
        "aws_vpc_endpoint.e",
        known={"dns_options": [{"private_dns_only_for_inbound_resolver_endpoint": False}]},
        unknown={"dns_options": [{"dns_record_ip_type": True}]},
    )
    assert endpoint_of(plan).only_inbound == Known(False)


def private_dns(endpoint: Dict[str, Any], **known: object) -> Fact[bool]:
    """What the endpoint `e`, with private DNS off, has when a resource of its own sets it for some endpoint."""
    plan = SmallPlan().block("aws_vpc_endpoint.e", known={"private_dns_enabled": False}).block("aws_vpc_endpoint.f")
    expressions: Dict[str, Any] = {"vpc_endpoint_id": endpoint}
    if not known:
        expressions["private_dns_enabled"] = refers_to("local.dns")
    plan.variable("first", value=True)
    plan.block("aws_vpc_endpoint_private_dns.p", known=known, unknown=tuple(expressions), **expressions)
    return endpoint_of(plan).private_dns


def test_a_resource_of_its_own_sets_private_dns() -> None:
    assert private_dns(OF_E, private_dns_enabled=True) == Known(True)
    assert private_dns(refers_to("aws_vpc_endpoint.f.id"), private_dns_enabled=True) == Known(False)


def test_of_several_such_resources_each_sets_its_own() -> None:
    plan = SmallPlan()
    for name, on in (("f", False), ("e", True)):
        plan.block(f"aws_vpc_endpoint.{name}", unknown=COMPUTED)
        of = refers_to(f"aws_vpc_endpoint.{name}.id")
        known = {"private_dns_enabled": on}
        plan.block(
            f"aws_vpc_endpoint_private_dns.{name}", known=known, unknown=("vpc_endpoint_id",), vpc_endpoint_id=of
        )
    assert endpoint_of(plan).private_dns == Known(True)
    assert endpoint_of(plan, "aws_vpc_endpoint.f").private_dns == Known(False)


@pytest.mark.parametrize(
    "endpoint",
    [
        pytest.param(refers_to("var.first", "aws_vpc_endpoint.e.id", "aws_vpc_endpoint.f.id"), id="one of two"),
        pytest.param(refers_to("local.endpoint"), id="not known"),
    ],
)
def test_a_resource_of_perhaps_another_endpoint_leaves_private_dns_open(endpoint: Dict[str, Any]) -> None:
    fact = private_dns(endpoint, private_dns_enabled=True)
    assert isinstance(fact, Unknown)
    assert "aws_vpc_endpoint_private_dns.p" in fact.because


def test_a_resource_whose_value_is_not_known_leaves_private_dns_open() -> None:
    fact = private_dns(OF_E)
    assert isinstance(fact, Unknown)
    assert "local.dns" in fact.because


def test_associations_alone_are_exact() -> None:
    plan = associate(associate(subnets(), "subnet", "aws_subnet.a.id"), "subnet", "aws_subnet.b.id")
    assert subnets_of(plan).certain == ("aws_subnet.a", "aws_subnet.b")
    assert subnets_of(plan).exact


def test_associations_add_to_what_is_written() -> None:
    plan = associate(subnets("aws_subnet.a.id"), "subnet", "aws_subnet.b.id")
    assert subnets_of(plan).certain == ("aws_subnet.a", "aws_subnet.b")


def test_one_subnet_written_and_associated_is_one() -> None:
    plan = associate(subnets("aws_subnet.a.id"), "subnet", "aws_subnet.a.id")
    assert subnets_of(plan).certain == ("aws_subnet.a",)


@pytest.mark.parametrize("reference", ["aws_subnet.all", "local.subnet"])
def test_an_association_ties_some_subnet(reference: str) -> None:
    """Whichever it is."""
    plan = associate(subnets().block("aws_subnet.all", keys=(0, 1)), "subnet", reference)
    assert not endpoint_of(plan).subnets.filled
    assert endpoint_of(plan).subnets.holds_some


def test_each_kind_of_association() -> None:
    plan = associate(subnets(), "security_group", "aws_security_group.g.id")
    endpoint = endpoint_of(associate(plan, "route_table", "aws_route_table.t.id"))
    assert addresses(endpoint.groups).certain == ("aws_security_group.g",)
    assert addresses(endpoint.route_tables).certain == ("aws_route_table.t",)


def test_an_association_of_another_endpoint_adds_nothing() -> None:
    plan = subnets().block("aws_vpc_endpoint.f", unknown=COMPUTED)
    assert subnets_of(associate(plan, "subnet", "aws_subnet.a.id", refers_to("aws_vpc_endpoint.f.id"))).empty


@pytest.mark.parametrize(
    "endpoint",
    [
        pytest.param(refers_to("var.first", "aws_vpc_endpoint.e.id", "aws_vpc_endpoint.f.id"), id="one of two"),
        pytest.param(refers_to("local.endpoint"), id="not known"),
    ],
)
def test_an_association_of_perhaps_another_endpoint_is_possible(endpoint: Dict[str, Any]) -> None:
    plan = subnets("aws_subnet.b.id").block("aws_vpc_endpoint.f", unknown=COMPUTED).variable("first", value=True)
    relation = subnets_of(associate(plan, "subnet", "aws_subnet.a.id", endpoint))
    assert (relation.certain, relation.possible) == (("aws_subnet.b",), ("aws_subnet.a",))


def test_an_association_of_a_subnet_that_is_not_known_opens_the_relation() -> None:
    relation = subnets_of(associate(subnets("aws_subnet.a.id"), "subnet", "local.subnet"))
    assert (relation.certain, relation.state) == (("aws_subnet.a",), "unknown")
    assert "local.subnet" in relation.why


def test_subnet_configuration_adds_subnets() -> None:
    plan = subnets("aws_subnet.a.id")
    plan.block(
        "aws_vpc_endpoint.f",
        known={"subnet_configuration": [{"ipv4": "10.0.0.9"}]},
        unknown={"subnet_ids": True, "subnet_configuration": [{"subnet_id": True}]},
        subnet_ids=refers_to("aws_subnet.a.id"),
        subnet_configuration=[{"subnet_id": refers_to("aws_subnet.b.id"), "ipv4": constant("10.0.0.9")}],
    )
    found = addresses(endpoint_of(plan, "aws_vpc_endpoint.f").subnets)
    assert set(found.certain) == {"aws_subnet.a", "aws_subnet.b"}


def existing(endpoint: Mapping[str, object], **expressions: Any) -> SmallPlan:
    """An endpoint after the apply, in a VPC with its default group, beside two subnets and a group."""
    values = {"id": "vpce-1", "vpc_id": "vpc-1", "vpc_endpoint_type": "Interface", **endpoint}
    plan = SmallPlan().block("aws_vpc.v", known={"id": "vpc-1", "default_security_group_id": "sg-own"})
    plan.block("aws_subnet.a", known={"id": "subnet-a", "vpc_id": "vpc-1"})
    plan.block("aws_subnet.b", known={"id": "subnet-b", "vpc_id": "vpc-1"})
    plan.block("aws_security_group.g", known={"id": "sg-1", "vpc_id": "vpc-1"})
    return plan.block("aws_vpc_endpoint.e", known=values, **expressions).was(values)


def subnet_tie(subnet: str, endpoint: str = "vpce-1") -> Dict[str, object]:
    """What the state holds of a subnet association."""
    return {"id": f"a-{subnet}", "vpc_endpoint_id": endpoint, "subnet_id": subnet}


def test_what_the_last_apply_tied_elsewhere_counts() -> None:
    assert subnets_of(existing({"subnet_ids": ["subnet-a", "subnet-9"]})).certain == ("aws_subnet.a", "subnet-9")


def test_an_association_that_goes_takes_its_copy_away() -> None:
    plan = existing({"subnet_ids": ["subnet-a", "subnet-b"]})
    plan.gone("aws_vpc_endpoint_subnet_association.b", subnet_tie("subnet-b"))
    assert subnets_of(plan).certain == ("aws_subnet.a",)


def test_what_is_only_forgotten_takes_no_copy_away() -> None:
    plan = existing({"subnet_ids": ["subnet-b", "subnet-c"]}).gone("aws_subnet.c", {"id": "subnet-c"}, "forget")
    plan.gone("aws_vpc_endpoint_subnet_association.b", subnet_tie("subnet-b"), "forget")
    assert subnets_of(plan).certain == ("aws_subnet.b", "subnet-c")


def test_an_association_of_another_endpoint_that_goes_takes_nothing_away() -> None:
    plan = existing({"subnet_ids": ["subnet-a", "subnet-b"]})
    plan.gone("aws_vpc_endpoint_subnet_association.b", subnet_tie("subnet-b", "vpce-7"))
    assert subnets_of(plan).certain == ("aws_subnet.a", "aws_subnet.b")


def test_a_written_subnet_may_be_missing_when_its_association_goes() -> None:
    """The endpoint has it already, so that nothing adds it again before the next apply."""
    plan = existing({"subnet_ids": ["subnet-a", "subnet-b"]}, subnet_ids=refers_to("local.ids"))
    plan.gone("aws_vpc_endpoint_subnet_association.b", subnet_tie("subnet-b"))
    found = endpoint_of(plan).subnets
    assert (addresses(found).certain, addresses(found).possible) == (("aws_subnet.a",), ("aws_subnet.b",))
    assert found.why == (
        "aws_vpc_endpoint_subnet_association.b, which this plan deletes, takes it along until the next apply"
    )


def test_a_written_subnet_that_is_new_to_the_endpoint_stays_when_its_association_goes() -> None:
    values = {"id": "vpce-1", "vpc_id": "vpc-1", "vpc_endpoint_type": "Interface"}
    plan = SmallPlan().block("aws_subnet.b", known={"id": "subnet-b", "vpc_id": "vpc-1"})
    written: Dict[str, Any] = {
        "known": {**values, "subnet_ids": ["subnet-b"]},
        "subnet_ids": refers_to("aws_subnet.b.id"),
    }
    plan.block("aws_vpc_endpoint.e", **written).was({**values, "subnet_ids": ["subnet-a"]}, "update")
    plan.gone("aws_vpc_endpoint_subnet_association.b", subnet_tie("subnet-b"))
    assert subnets_of(plan).certain == ("aws_subnet.b",)


def test_a_written_subnet_stays_when_its_association_is_made_anew() -> None:
    plan = existing({"subnet_ids": ["subnet-b"]}, subnet_ids=refers_to("aws_subnet.b.id"))
    tie = subnet_tie("subnet-b")
    plan.block("aws_vpc_endpoint_subnet_association.x", known=tie).was(tie, "delete")
    assert subnets_of(plan).certain == ("aws_subnet.b",)


def test_an_association_that_changes_moves_its_copy() -> None:
    plan = existing({"subnet_ids": ["subnet-a"]})
    after = subnet_tie("subnet-b")
    plan.block("aws_vpc_endpoint_subnet_association.x", known=after).was(subnet_tie("subnet-a"), "update")
    assert subnets_of(plan).certain == ("aws_subnet.b",)


def test_a_subnet_that_goes_takes_its_copy_away() -> None:
    plan = existing({"subnet_ids": ["subnet-a", "subnet-c"]}).gone("aws_subnet.c", {"id": "subnet-c"})
    assert subnets_of(plan).certain == ("aws_subnet.a",)


def test_a_subnet_that_is_replaced_takes_its_copy_away() -> None:
    plan = existing({"subnet_ids": ["subnet-a", "subnet-c"]})
    plan.block("aws_subnet.c", known={"vpc_id": "vpc-1"}).was({"id": "subnet-c"}, "delete")
    assert subnets_of(plan).certain == ("aws_subnet.a",)


def test_a_subnet_that_changes_in_place_keeps_its_copy() -> None:
    plan = existing({"subnet_ids": ["subnet-c"]})
    plan.block("aws_subnet.c", known={"id": "subnet-c", "tags": {"a": "b"}}).was({"id": "subnet-c"}, "update")
    assert subnets_of(plan).certain == ("aws_subnet.c",)


def test_a_copied_subnet_configuration_is_no_source() -> None:
    copied = {
        "subnet_ids": ["subnet-a"],
        "subnet_configuration": [{"subnet_id": "subnet-a"}, {"subnet_id": "subnet-b"}],
    }
    plan = existing(copied).gone("aws_vpc_endpoint_subnet_association.b", subnet_tie("subnet-b"))
    assert subnets_of(plan).certain == ("aws_subnet.a",)


def test_a_written_subnet_configuration_counts_in_a_later_plan() -> None:
    blocks = [{"subnet_id": "subnet-b"}]
    plan = existing({"subnet_ids": [], "subnet_configuration": blocks}, subnet_configuration=[{"subnet_id": {}}])
    assert subnets_of(plan).certain == ("aws_subnet.b",)


def test_a_subnet_configuration_that_changes_counts_though_a_dynamic_block_is_not_in_the_plan() -> None:
    values = {"id": "vpce-1", "vpc_id": "vpc-1", "subnet_ids": ["subnet-a"]}
    plan = existing({"subnet_ids": ["subnet-a"], "subnet_configuration": [{"subnet_id": "subnet-b"}]})
    plan.was({**values, "subnet_configuration": [{"subnet_id": "subnet-a"}]}, "update")
    assert subnets_of(plan).certain == ("aws_subnet.a", "aws_subnet.b")


def test_the_default_group_that_aws_attached_is_no_group_given() -> None:
    assert groups_of(existing({"security_group_ids": ["sg-own"]})).empty


def test_the_default_group_given_by_name_counts() -> None:
    written = refers_to("aws_vpc.v.default_security_group_id")
    plan = existing({"security_group_ids": ["sg-own"]}, security_group_ids=written)
    assert groups_of(plan).certain == ("aws_vpc.v.default_security_group_id",)


def test_the_default_group_given_by_an_association_counts() -> None:
    plan = existing({"security_group_ids": ["sg-own"]})
    tie = {"id": "a", "vpc_endpoint_id": "vpce-1", "security_group_id": "sg-own"}
    plan.block("aws_vpc_endpoint_security_group_association.a", known=tie)
    assert groups_of(plan).certain == ("aws_vpc.v.default_security_group_id",)


def test_an_associated_group_counts_beside_the_default_one() -> None:
    """Without `replace_default_association` both are attached; rules add up, so the default one does no harm."""
    plan = existing({"security_group_ids": ["sg-own", "sg-1"]})
    tie = {"id": "a", "vpc_endpoint_id": "vpce-1", "security_group_id": "sg-1"}
    plan.block("aws_vpc_endpoint_security_group_association.a", known=tie)
    assert groups_of(plan).certain == ("aws_security_group.g",)


def test_a_copied_group_of_another_stack_may_be_the_default_one() -> None:
    relation = groups_of(existing({"security_group_ids": ["sg-9", "sg-1"]}))
    assert (relation.certain, relation.possible) == (("aws_security_group.g",), ("sg-9",))


def test_no_group_written_is_none() -> None:
    assert groups_of(subnets()).empty
    assert groups_of(subnets(security_group_ids=constant([]))).empty


def test_an_endpoint_that_a_data_source_reads() -> None:
    values = {
        "id": "vpce-9",
        "vpc_id": "vpc-9",
        "service_name": ECR_DKR,
        "vpc_endpoint_type": "Interface",
        "subnet_ids": ["subnet-9"],
        "security_group_ids": ["sg-9"],
        "private_dns_enabled": True,
    }
    endpoint = endpoint_of(SmallPlan().data("aws_vpc_endpoint.e", known=values), "data.aws_vpc_endpoint.e")
    assert (endpoint.managed, endpoint.serves, endpoint.private_dns) == (False, "ecr.dkr", Known(True))
    assert addresses(endpoint.subnets).certain == ("subnet-9",)
    assert addresses(endpoint.groups).certain == ("sg-9",)


def test_a_data_source_of_a_managed_endpoint_is_the_same_endpoint() -> None:
    plan = existing({"service_name": ECR_DKR}).data("aws_vpc_endpoint.e", known={"id": "vpce-1", "subnet_ids": []})
    assert [endpoint.address for endpoint in build_network(plan.wiring()).endpoints] == ["aws_vpc_endpoint.e"]


def test_an_endpoint_that_goes_is_not_there() -> None:
    plan = SmallPlan().block("aws_vpc.v").gone("aws_vpc_endpoint.e", {"id": "vpce-1", "service_name": ECR_DKR})
    assert build_network(plan.wiring()).endpoints == ()


@pytest.mark.parametrize("action", ["delete", "replace"])
def test_an_endpoint_that_goes_is_gone_for_a_data_source_that_read_it_too(action: str) -> None:
    """A data source reads before the apply: what it found is what the plan destroys."""
    values = {"id": "vpce-1", "vpc_id": "vpc-1", "service_name": ECR_DKR, "vpc_endpoint_type": "Interface"}
    plan = SmallPlan().data("aws_vpc_endpoint.e", known=values)
    if action == "delete":
        plan.gone("aws_vpc_endpoint.e", values)
    else:
        plan.block("aws_vpc_endpoint.e", known={"vpc_endpoint_type": "Gateway"}).was(values, "delete")
    kept = [endpoint.address for endpoint in build_network(plan.wiring()).endpoints]
    assert kept == ([] if action == "delete" else ["aws_vpc_endpoint.e"])


def test_an_endpoint_that_is_only_forgotten_is_there_for_a_data_source() -> None:
    values = {"id": "vpce-1", "vpc_id": "vpc-1", "service_name": ECR_DKR, "vpc_endpoint_type": "Interface"}
    plan = SmallPlan().data("aws_vpc_endpoint.e", known=values)
    plan.block("aws_vpc_endpoint.e", known=values).was(values, "forget")
    assert [endpoint.address for endpoint in build_network(plan.wiring()).endpoints] == ["data.aws_vpc_endpoint.e"]


@pytest.mark.parametrize(("service", "kept"), [("ecr.dkr", 1), ("ecr.api", 2)])
def test_a_data_source_that_will_read_what_the_plan_makes_is_no_other_endpoint(service: str, kept: int) -> None:
    """As the one of a `check` block, on a first plan."""
    of_v = refers_to("aws_vpc.v.id")
    known = {"service_name": ECR_DKR, "vpc_endpoint_type": "Interface"}
    plan = SmallPlan().block("aws_vpc.v").block("aws_vpc_endpoint.e", known=known, unknown=("vpc_id",), vpc_id=of_v)
    asked = {"service_name": f"com.amazonaws.eu-west-1.{service}"}
    plan.data("aws_vpc_endpoint.scoped", known=asked, unknown=("id", "vpc_id", "vpc_endpoint_type"), vpc_id=of_v)
    assert len(build_network(plan.wiring()).endpoints) == kept


def test_an_association_that_goes_is_taken_from_what_a_data_source_read() -> None:
    values = {"id": "vpce-9", "vpc_id": "vpc-9", "vpc_endpoint_type": "Gateway", "route_table_ids": ["rtb-1", "rtb-2"]}
    plan = SmallPlan().data("aws_vpc_endpoint.e", known=values)
    former = {"id": "a-1", "vpc_endpoint_id": "vpce-9", "route_table_id": "rtb-1"}
    plan.gone("aws_vpc_endpoint_route_table_association.a", former)
    assert addresses(endpoint_of(plan, "data.aws_vpc_endpoint.e").route_tables).certain == ("rtb-2",)


@pytest.mark.parametrize(("action", "taken"), [("update", {"subnet-9"}), ("create", set())])
def test_an_endpoint_that_exists_has_subnets_that_aws_took(action: str, taken: Set[str]) -> None:
    before = {"id": "vpce-1", "vpc_id": "vpc-1", "subnet_ids": ["subnet-a", "subnet-9"]}
    known = {**before, "subnet_ids": ["subnet-9", "subnet-b"]}
    plan = SmallPlan()
    if action == "update":
        plan.block("aws_vpc_endpoint.e", known=known).was(before, action)
    else:
        replaced = {name: value for name, value in known.items() if name != "id"}
        plan.block("aws_vpc_endpoint.e", known=replaced).was(before, action)
    assert {subnet.address for subnet in endpoint_of(plan).taken} == taken


def test_an_endpoint_that_a_data_source_has_read_has_subnets_that_aws_took() -> None:
    plan = SmallPlan().data("aws_vpc_endpoint.e", known={"id": "vpce-9", "subnet_ids": ["subnet-8", "subnet-9"]})
    assert {subnet.address for subnet in endpoint_of(plan, "data.aws_vpc_endpoint.e").taken} == {"subnet-8", "subnet-9"}


def test_a_group_that_is_not_in_the_plan_may_be_the_default_one_and_is_told() -> None:
    groups = endpoint_of(existing({"security_group_ids": ["sg-9"]})).groups
    assert [group.address for group in groups.possible] == ["sg-9"]
    assert groups.why == "sg-9 is not in this plan"
