"""What an attribute can be tied to, by what its reference list can mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Dict, Tuple, Union

import pytest
from ecr_privatelink.facts.network_nouns import SECURITY_GROUP, SUBNET, VPC
from ecr_privatelink.wiring.plan_facts import UNSET, Known, Relation, Unknown
from small_plans import SmallPlan, constant, refers_to

ENDPOINT = "aws_vpc_endpoint.e"
WAITING = ("subnet_ids", "vpc_id", "security_group_ids", "private_dns_enabled")


def subnets_of(plan: SmallPlan) -> Relation[str]:
    """The subnets of the endpoint `e`."""
    wiring = plan.wiring()
    [endpoint] = wiring.plan.of_types("aws_vpc_endpoint")
    return wiring.many(endpoint, SUBNET, "subnet_ids")


def plan_with(subnet_ids: Dict[str, object], **more: Any) -> SmallPlan:
    """An endpoint with that expression beside the subnets `one`, `two`, and `many` under `count`."""
    plan = SmallPlan().block("aws_subnet.one").block("aws_subnet.two").block("aws_subnet.many", keys=(0, 1))
    plan.block("aws_subnet.only", keys=(0,))
    return plan.block(ENDPOINT, unknown=WAITING, subnet_ids=subnet_ids, **more)


@pytest.mark.parametrize(
    ("references", "certain", "possible"),
    [
        pytest.param(("aws_subnet.one.id",), ("aws_subnet.one",), (), id="one by its id"),
        pytest.param(
            ("aws_subnet.one.id", "aws_subnet.two.id"), ("aws_subnet.one", "aws_subnet.two"), (), id="two by their ids"
        ),
        pytest.param(("aws_subnet.many",), (), ("aws_subnet.many[0]", "aws_subnet.many[1]"), id="a whole block"),
        pytest.param(("aws_subnet.one",), (), ("aws_subnet.one",), id="one as a whole, which a filter may leave out"),
        pytest.param(("aws_subnet.many[0]",), (), ("aws_subnet.many[0]",), id="one of a block as a whole"),
        pytest.param(("aws_subnet.only[0].id",), ("aws_subnet.only[0]",), (), id="the only one by its id"),
        pytest.param(
            ("aws_subnet.one.id", "aws_subnet.two.id", "var.first"),
            (),
            ("aws_subnet.one", "aws_subnet.two"),
            id="two, and a variable that may choose",
        ),
        pytest.param(
            ("aws_subnet.one.id", "aws_subnet.two.availability_zone"),
            (),
            ("aws_subnet.one",),
            id="one, and a condition on another",
        ),
    ],
)
def test_lists(references: Tuple[str, ...], certain: Tuple[str, ...], possible: Tuple[str, ...]) -> None:
    relation = subnets_of(plan_with(refers_to(*references)).variable("first", value=True))
    assert (relation.certain, relation.possible, relation.open_because) == (certain, possible, ())


@pytest.mark.parametrize(
    ("listed", "certain", "possible"),
    [
        pytest.param(("aws_subnet.one.id",), ("aws_subnet.one",), (), id="one"),
        pytest.param(
            ("aws_subnet.one.id", "aws_subnet.two.id"), (), ("aws_subnet.one", "aws_subnet.two"), id="several"
        ),
    ],
)
def test_a_part_of_another_things_list_looks_like_all_of_it(
    listed: Tuple[str, ...], certain: Tuple[str, ...], possible: Tuple[str, ...]
) -> None:
    """`slice(tolist(aws_eks_node_group.n.subnet_ids), 0, 1)` names what `aws_eks_node_group.n.subnet_ids` does."""
    plan = plan_with(refers_to("aws_eks_node_group.n.subnet_ids"))
    plan.block("aws_eks_node_group.n", unknown=("subnet_ids",), subnet_ids=refers_to(*listed))
    relation = subnets_of(plan)
    assert (relation.certain, relation.possible, relation.open_because) == (certain, possible, ())


def test_terraform_data_puts_out_its_input() -> None:
    plan = plan_with(refers_to("terraform_data.t.output"))
    plan.block("terraform_data.t", unknown=("input", "output"), input=refers_to("aws_subnet.one.id"))
    assert subnets_of(plan).certain == ("aws_subnet.one",)


@pytest.mark.parametrize(
    ("subnet_ids", "filled"),
    [
        pytest.param(refers_to("aws_subnet.many"), True, id="a whole block"),
        pytest.param(refers_to("aws_subnet.one.id", "aws_subnet.many"), True, id="a block, and one more"),
        pytest.param(refers_to("aws_subnet.one.id", "aws_vpc.main.id"), True, id="an id that decides nothing"),
        pytest.param(refers_to("aws_subnet.many", "var.ids"), True, id="ids of a variable"),
        pytest.param(refers_to("aws_subnet.one", "aws_subnet.many[0]"), False, id="two as a whole, which may decide"),
        pytest.param(refers_to("aws_subnet.many", "var.on"), False, id="a variable that may decide"),
        pytest.param(refers_to("aws_subnet.many", "var.zones"), False, id="a list that may be gone through"),
        pytest.param(refers_to("aws_subnet.many", "each.key"), False, id="the key"),
        pytest.param(refers_to("aws_subnet.many", "each.value.on"), False, id="a value that the plan does not print"),
        pytest.param(refers_to("aws_subnet.many", "terraform.workspace"), False, id="the workspace"),
        pytest.param(refers_to("aws_subnet.many", "local.on"), False, id="a local"),
        pytest.param(refers_to("aws_subnet.many", "aws_vpc.main.ipv6_cidr_block"), False, id="what the apply tells"),
        pytest.param(refers_to("aws_subnet.many[0].id", "aws_route_table.t"), False, id="a table, which may decide"),
        pytest.param(refers_to("module.net.subnets[0]"), True, id="a place in a list"),
        pytest.param(refers_to("module.net.subnets.dkr"), False, id="a part of a map, which may be null"),
    ],
)
def test_references_to_subnets_hold_some_where_nothing_beside_them_may_decide(
    subnet_ids: Dict[str, object], *, filled: bool
) -> None:
    plan = SmallPlan().block("aws_subnet.one").block("aws_subnet.many", keys=(0, 1)).block("aws_vpc.main")
    plan.block("aws_route_table.t", keys=("a", "b"))
    plan.variable("on", value=True).variable("zones", value=["0", "1"]).variable("ids", value=["subnet-1"])
    plan.block("module.net.aws_subnet.this", keys=(0, 1))
    plan.output("net", "subnets", refers_to("aws_subnet.this"))
    plan.block(ENDPOINT, keys=("dkr",), for_each={}, unknown=WAITING, subnet_ids=subnet_ids)
    assert subnets_of(plan).holds_some is filled


@pytest.mark.parametrize("for_each", [refers_to("aws_subnet.many"), refers_to("aws_subnet.many", "var.on")])
def test_a_part_of_what_is_gone_through_may_be_null(for_each: Dict[str, object]) -> None:
    """`for_each = { api = { ids = null }, dkr = { ids = aws_subnet.many[*].id } }`."""
    plan = SmallPlan().block("aws_subnet.many", keys=(0, 1)).variable("on", value=True)
    plan.block(ENDPOINT, keys=("dkr",), for_each=for_each, unknown=WAITING, subnet_ids=refers_to("each.value.ids"))
    assert not subnets_of(plan).holds_some


@pytest.mark.parametrize(("block", "filled"), [("aws_subnet.keyed", True), ("aws_subnet.many", False)])
def test_a_key_picks_and_a_number_may_decide(block: str, *, filled: bool) -> None:
    """`count.index == 0 ? null : aws_subnet.many[*].id`."""
    plan = SmallPlan().block("aws_subnet.many", keys=(0, 1)).block("aws_subnet.keyed", keys=("a", "b"))
    keys: Tuple[Union[int, str], ...] = ("a", "b") if filled else (0, 1)
    each = "each.key" if filled else "count.index"
    wiring = plan.block(ENDPOINT, keys=keys, unknown=WAITING, subnet_ids=refers_to(block, each)).wiring()
    found = [wiring.many(endpoint, SUBNET, "subnet_ids") for endpoint in wiring.plan.of_types("aws_vpc_endpoint")]
    assert [relation.holds_some for relation in found] == [filled, filled]


def test_what_an_association_adds_is_there_whatever_the_attribute_holds() -> None:
    some = Relation((), ("aws_subnet.a",)).and_also(Relation(("aws_subnet.b",)))
    assert some.holds_some
    assert not some.only_possibly().holds_some
    assert Relation((), ("aws_subnet.a",), never_empty=True).and_also(Relation((), ("aws_subnet.b",))).holds_some


def test_an_empty_side_adds_its_trail_where_there_is_no_other() -> None:
    empty: Relation[str] = Relation(trail=("aws_vpc_endpoint.e.subnet_ids",))
    tied = Relation(("aws_subnet.a",), alternatives=(("aws_subnet.a",), ()))
    followed = replace(tied, trail=("aws_vpc_endpoint_subnet_association.t.subnet_id",))
    assert empty.and_also(tied) == tied.and_also(empty) == replace(tied, trail=empty.trail)
    assert empty.and_also(followed) is followed


def test_a_variable_that_holds_ids_adds_them() -> None:
    plan = plan_with(refers_to("var.more", "aws_subnet.one.id")).variable("more", value=["subnet-1", "eu-west-1a"])
    assert set(subnets_of(plan).possible) == {"subnet-1", "aws_subnet.one"}


def test_a_local_ends_the_trail_and_says_so() -> None:
    relation = subnets_of(plan_with(refers_to("local.subnets")))
    assert relation.state == "unknown"
    assert relation.open_because == ("local.subnets cannot be followed (a plan holds no locals)",)
    assert relation.trail[-1] == "local.subnets"


def test_what_is_known_beside_a_local_stays_possible() -> None:
    relation = subnets_of(plan_with(refers_to("aws_subnet.one.id", "local.more")))
    assert (relation.state, relation.certain, relation.possible) == ("unknown", (), ("aws_subnet.one",))


def test_an_unset_attribute_ties_to_nothing() -> None:
    plan = SmallPlan().block(ENDPOINT, unknown=WAITING)
    assert subnets_of(plan).empty


@pytest.mark.parametrize("expression", [constant(None), constant([]), refers_to("var.none")])
def test_known_references_of_an_unknown_value_are_null(expression: Dict[str, object]) -> None:
    """The provider shows an attribute that it computes as unknown when it comes to null."""
    assert subnets_of(plan_with(expression).variable("none", value=None)).empty


@pytest.mark.parametrize(
    ("keys", "exact"),
    [
        pytest.param((0, 1), True, id="as many"),
        pytest.param((0, 1, 2), False, id="more, so that an offset would fit"),
    ],
)
def test_count_index_picks_an_instance_where_the_counts_are_equal(keys: Tuple[int, ...], *, exact: bool) -> None:
    plan = SmallPlan().block("aws_vpc.v", keys=keys)
    plan.block("aws_subnet.s", keys=(0, 1), unknown=("vpc_id",), vpc_id=refers_to("aws_vpc.v", "count.index"))
    wiring = plan.wiring()
    found = [wiring.one(subnet, VPC, "vpc_id") for subnet in wiring.plan.of_types("aws_subnet")]
    assert [relation.exact for relation in found] == [exact, exact]
    assert not exact or [relation.certain for relation in found] == [("aws_vpc.v[0]",), ("aws_vpc.v[1]",)]


@pytest.mark.parametrize(
    ("keys", "exact"),
    [
        pytest.param(("a", "b", "c"), True, id="of distinct keys"),
        pytest.param(("a", "b", "a-2"), False, id="a part of another key, so that a template would fit"),
    ],
)
def test_each_key_picks_an_instance(keys: Tuple[str, ...], *, exact: bool) -> None:
    plan = SmallPlan().block("aws_vpc.v", keys=keys)
    plan.block("aws_subnet.s", keys=("a",), unknown=("vpc_id",), vpc_id=refers_to("aws_vpc.v", "each.key"))
    wiring = plan.wiring()
    [subnet] = wiring.plan.of_types("aws_subnet")
    assert wiring.one(subnet, VPC, "vpc_id").exact is exact


def test_a_list_with_a_key_in_it_may_mean_the_others() -> None:
    """`[for k, s in aws_subnet.s : s.id if k != each.key]` has the same references as `[aws_subnet.s[each.key].id]`."""
    plan = SmallPlan().block("aws_subnet.s", keys=("a", "b"))
    plan.block(ENDPOINT, keys=("a", "b"), unknown=WAITING, subnet_ids=refers_to("aws_subnet.s", "each.key"))
    wiring = plan.wiring()
    for endpoint in wiring.plan.of_types("aws_vpc_endpoint"):
        relation = wiring.many(endpoint, SUBNET, "subnet_ids")
        assert set(relation.everything) == {'aws_subnet.s["a"]', 'aws_subnet.s["b"]'}
        assert relation.certain == ()


def test_each_value_of_a_block_is_the_instance_of_that_key() -> None:
    plan = SmallPlan().block("aws_vpc.v", keys=("a", "b"))
    plan.block(
        "aws_subnet.s",
        keys=("a", "b"),
        unknown=("vpc_id",),
        for_each=refers_to("aws_vpc.v"),
        vpc_id=refers_to("each.value.id"),
    )
    wiring = plan.wiring()
    found = {subnet.key: wiring.one(subnet, VPC, "vpc_id").certain for subnet in wiring.plan.of_types("aws_subnet")}
    assert found == {"a": ('aws_vpc.v["a"]',), "b": ('aws_vpc.v["b"]',)}


def test_one_of_two_in_a_single_value_is_either() -> None:
    plan = SmallPlan().block("aws_vpc.one").block("aws_vpc.two")
    plan.block(ENDPOINT, unknown=WAITING, vpc_id=refers_to("var.first", "aws_vpc.one.id", "aws_vpc.two.id"))
    wiring = plan.variable("first", value=True).wiring()
    [endpoint] = wiring.plan.of_types("aws_vpc_endpoint")
    relation = wiring.one(endpoint, VPC, "vpc_id")
    assert (relation.certain, relation.possible) == ((), ("aws_vpc.one", "aws_vpc.two"))


@pytest.mark.parametrize(
    ("known", "certain", "possible"),
    [
        pytest.param("", ("aws_vpc.one",), (), id="text that is no id"),
        pytest.param("vpc-1", (), ("aws_vpc.one", "vpc-1"), id="an id, which what chooses may give after the apply"),
    ],
)
def test_a_variable_beside_the_one_thing_that_waits(
    known: str, certain: Tuple[str, ...], possible: Tuple[str, ...]
) -> None:
    """`coalesce(var.vpc_id, aws_vpc.one.id)`, `try(aws_vpc.one.ipv6_association_id, var.vpc_id)`."""
    plan = SmallPlan().block("aws_vpc.one")
    plan.block(ENDPOINT, unknown=WAITING, vpc_id=refers_to("var.vpc_id", "aws_vpc.one.id"))
    wiring = plan.variable("vpc_id", value=known).wiring()
    [endpoint] = wiring.plan.of_types("aws_vpc_endpoint")
    relation = wiring.one(endpoint, VPC, "vpc_id")
    assert (relation.certain, relation.possible) == (certain, possible)


def test_a_vpcs_own_group_is_told_by_its_attribute() -> None:
    plan = SmallPlan().block("aws_vpc.v", unknown=("default_security_group_id",))
    plan.block(ENDPOINT, unknown=WAITING, security_group_ids=refers_to("aws_vpc.v.default_security_group_id"))
    wiring = plan.wiring()
    [endpoint] = wiring.plan.of_types("aws_vpc_endpoint")
    groups = wiring.many(endpoint, SECURITY_GROUP, "security_group_ids")
    assert groups.certain == ("aws_vpc.v.default_security_group_id",)


@pytest.mark.parametrize(
    ("name", "vpc", "certain"),
    [
        pytest.param("default", "aws_vpc.v.id", ("aws_vpc.v.default_security_group_id",), id="the default group"),
        pytest.param("other", "aws_vpc.v.id", (), id="another"),
        pytest.param("default", "aws_ssm_parameter.p.value", (), id="of a VPC that is not known"),
    ],
)
def test_a_group_that_a_data_source_will_read_by_name(name: str, vpc: str, certain: Tuple[str, ...]) -> None:
    plan = SmallPlan().block("aws_vpc.v").block("aws_ssm_parameter.p", unknown=("value",))
    plan.data(
        "aws_security_group.g", known={"name": name}, unknown=("vpc_id",), name=constant(name), vpc_id=refers_to(vpc)
    )
    plan.block(ENDPOINT, unknown=WAITING, security_group_ids=refers_to("data.aws_security_group.g.id"))
    wiring = plan.wiring()
    [endpoint] = wiring.plan.of_types("aws_vpc_endpoint")
    groups = wiring.many(endpoint, SECURITY_GROUP, "security_group_ids")
    assert groups.certain == certain
    assert groups.open_because == (() if certain else ("data.aws_security_group.g has not been read",))


@pytest.mark.parametrize(
    ("beside", "because"),
    [
        pytest.param("aws_route_table.t", (), id="it names VPCs alone"),
        pytest.param("aws_instance.i", ("aws_instance.i is known only after the apply",), id="it names a subnet"),
    ],
)
def test_a_whole_thing_beside_subnets_may_stand_for_what_it_names(beside: str, because: Tuple[str, ...]) -> None:
    """As in a map of settings, of which one holds the subnets."""
    plan = SmallPlan().block("aws_subnet.a").block(beside)
    relation = subnets_of(plan.block(ENDPOINT, unknown=WAITING, subnet_ids=refers_to("aws_subnet.a", beside)))
    assert (relation.possible, relation.open_because) == (("aws_subnet.a",), because)


def test_a_value_of_something_else_may_hold_any_id() -> None:
    plan = SmallPlan().block("aws_ssm_parameter.p", unknown=("value",))
    relation = subnets_of(plan.block(ENDPOINT, unknown=WAITING, subnet_ids=refers_to("aws_ssm_parameter.p.value")))
    assert relation.open_because == ("aws_ssm_parameter.p.value is known only after the apply",)


@pytest.mark.parametrize(
    ("expression", "fact"),
    [
        pytest.param(None, UNSET, id="left out"),
        pytest.param(constant(None), UNSET, id="null"),
        pytest.param(refers_to("var.none"), UNSET, id="known references"),
        pytest.param(
            refers_to("local.dns"),
            Unknown("local.dns cannot be followed (a plan holds no locals)"),
            id="a reference that ends in a local",
        ),
    ],
)
def test_unset_is_told_from_unknown(expression: object, fact: object) -> None:
    written: Dict[str, Any] = {} if expression is None else {"private_dns_enabled": expression}
    wiring = SmallPlan().variable("none", value=None).block(ENDPOINT, unknown=WAITING, **written).wiring()
    [endpoint] = wiring.plan.of_types("aws_vpc_endpoint")
    assert wiring.fact(endpoint, "private_dns_enabled") == fact


def test_a_planned_value_is_known() -> None:
    wiring = SmallPlan().block(ENDPOINT, known={"private_dns_enabled": False}).wiring()
    [endpoint] = wiring.plan.of_types("aws_vpc_endpoint")
    assert wiring.fact(endpoint, "private_dns_enabled") == Known(False)


def test_an_id_from_a_sensitive_variable_is_not_told() -> None:
    plan = plan_with(refers_to("var.secret", "aws_subnet.one.id"))
    relation = subnets_of(plan.variable("secret", value="subnet-secret", sensitive=True))
    assert "subnet-secret" not in str(relation)
    assert len(relation.possible) == 2


@pytest.mark.parametrize("length", [10, 60, 2000])
def test_a_chain_of_modules_is_followed_or_refused_but_never_overflows(length: int) -> None:
    """Each output hands on the next one's, in one module that calls itself as no real one can."""
    outputs = {f"o{step}": {"expression": refers_to(f"module.m.o{step + 1}")} for step in range(length)}
    module = {"outputs": {**outputs, f"o{length}": {"expression": constant(["subnet-1"])}}}
    module["module_calls"] = {"m": {"expressions": {}, "module": {"outputs": module["outputs"]}}}
    relation = subnets_of(plan_with(refers_to("module.m.o0")).call("m", module))
    assert relation.state in ("exact", "unknown")


def plan_with_a_subnet_read(*vpc_id: str, subnet: str = "aws_subnet.a.id", **of_subnet: Any) -> SmallPlan:
    """Two VPCs, a subnet of the first, which a data source reads during the apply, and an endpoint."""
    plan = SmallPlan().block("aws_vpc.v").block("aws_vpc.other").block("aws_subnet.a", unknown=["vpc_id"], **of_subnet)
    plan.data("aws_subnet.read", unknown=["vpc_id"], id=refers_to(subnet)).variable("own", value=False)
    return plan.block(ENDPOINT, unknown=WAITING, vpc_id=refers_to(*vpc_id))


def vpc_of(plan: SmallPlan) -> Relation[str]:
    """The VPC of the endpoint `e`."""
    wiring = plan.wiring()
    [endpoint] = wiring.plan.of_types("aws_vpc_endpoint")
    return wiring.one(endpoint, VPC, "vpc_id")


def test_the_vpc_of_a_subnet_that_is_read_during_the_apply_is_that_of_the_subnet() -> None:
    plan = plan_with_a_subnet_read("data.aws_subnet.read.vpc_id", vpc_id=refers_to("aws_vpc.v.id"))
    assert vpc_of(plan) == Relation(("aws_vpc.v",), trail=vpc_of(plan).trail)


def test_a_vpc_beside_that_of_a_subnet_that_is_read_during_the_apply_is_one_of_two() -> None:
    plan = plan_with_a_subnet_read(
        "var.own", "aws_vpc.other.id", "data.aws_subnet.read.vpc_id", vpc_id=refers_to("aws_vpc.v.id")
    )
    relation = vpc_of(plan)
    assert (relation.certain, set(relation.possible)) == ((), {"aws_vpc.other", "aws_vpc.v"})


@pytest.mark.parametrize(
    ("subnet", "vpc_id"),
    [
        pytest.param("var.subnet", "aws_vpc.v.id", id="of a subnet that is not in the plan"),
        pytest.param("aws_subnet.a.id", "data.aws_subnet.read.vpc_id", id="of a subnet that takes it from there"),
        pytest.param("data.aws_subnet.read.id", "aws_vpc.v.id", id="of itself"),
    ],
)
def test_a_vpc_that_is_read_during_the_apply_may_be_any_other(subnet: str, vpc_id: str) -> None:
    read = "data.aws_subnet.read.vpc_id"
    for references in ([read], ["var.own", "aws_vpc.other.id", read]):
        relation = vpc_of(plan_with_a_subnet_read(*references, subnet=subnet, vpc_id=refers_to(vpc_id)))
        assert (relation.certain, relation.closed) == ((), False)


def test_what_the_provider_fills_in_elsewhere_may_be_any_other() -> None:
    plan = SmallPlan().block("aws_vpc.v").block("aws_default_subnet.d", unknown=["vpc_id"])
    plan.block(ENDPOINT, unknown=WAITING, vpc_id=refers_to("aws_vpc.v.id", "aws_default_subnet.d.vpc_id"))
    assert (vpc_of(plan).certain, vpc_of(plan).closed) == ((), False)


def test_a_reference_to_itself_ends() -> None:
    module = {"outputs": {"o": {"expression": refers_to("var.i")}}, "variables": {"i": {}}}
    plan = plan_with(refers_to("module.m.o")).call("m", module, i=refers_to("module.m.o"))
    relation = subnets_of(plan)
    assert relation.state == "unknown"
    assert "refers to itself" in relation.why
