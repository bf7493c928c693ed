"""The rules of a security group from all sources of rules, and what it is attached to."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Tuple

import pytest
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.network.network_model import Rule, SecurityGroup
from ecr_privatelink.wiring.plan_facts import UNSET, Known, Unknown
from small_plans import SmallPlan, constant, refers_to

GROUP = "aws_security_group.g"
OF_GROUP = refers_to("aws_security_group.g.id")
HTTPS = {"protocol": "tcp", "from_port": 443, "to_port": 443}

Told = Tuple[str, object, object, object]
"""A rule's direction, protocol and ports."""


def groups_of(plan: SmallPlan) -> Dict[str, SecurityGroup]:
    """The groups of the endpoints that the plan describes."""
    return {group.address: group for group in build_network(plan.wiring()).groups}


def group_of(plan: SmallPlan, reference: str = "aws_security_group.g.id", address: str = GROUP) -> SecurityGroup:
    """The group at an address, when an endpoint has what a reference names."""
    plan.block("aws_vpc_endpoint.e", unknown=("security_group_ids",), security_group_ids=refers_to(reference))
    return groups_of(plan)[address]


def group(**block: Any) -> SmallPlan:
    """A plan with the group `g`; unless something else is said, its rules are not written."""
    return SmallPlan().block(GROUP, **{"unknown": ("ingress", "egress"), **block})


def told(rule: Rule) -> Told:
    """A rule in short."""
    values = [fact.value if isinstance(fact, Known) else fact for fact in (rule.protocol, rule.from_port, rule.to_port)]
    return ("egress" if rule.egress else "ingress", *values)  # type: ignore[return-value]


def unread(group: SecurityGroup) -> Tuple[str, ...]:
    """Why its rules cannot be read, of either direction."""
    assert group.unread_ingress == group.unread_egress
    return group.unread_ingress


def rules_of(plan: SmallPlan) -> List[Told]:
    """The certain rules of `g`."""
    return [told(rule) for rule in group_of(plan).rules]


def test_rules_that_are_not_written_are_none() -> None:
    """The provider removes the rule with which AWS makes a group."""
    found = group_of(group())
    assert (found.rules, found.possible_rules, unread(found), found.row) == ((), (), (), GROUP)


def test_inline_rules_of_both_directions() -> None:
    everything = {"protocol": "-1", "from_port": 0, "to_port": 0}
    plan = group(known={"ingress": [HTTPS], "egress": [everything]}, unknown=())
    assert rules_of(plan) == [("ingress", "tcp", 443, 443), ("egress", "-1", 0, 0)]


def test_an_inline_rule_with_a_part_that_waits() -> None:
    plan = group(
        known={"ingress": [{"protocol": "tcp", "from_port": 443}]},
        unknown={"ingress": [{"to_port": True, "security_groups": True}], "egress": True},
        ingress=constant([]),
    )
    [rule] = group_of(plan).rules
    assert (rule.protocol, rule.from_port) == (Known("tcp"), Known(443))
    assert rule.to_port == Unknown("aws_security_group.g.ingress: to_port is known only after the apply")


def test_rules_that_wait_as_a_whole_are_unread() -> None:
    found = group_of(group(ingress=refers_to("local.rules")))
    assert (found.rules, found.unread_egress) == ((), ())
    [why] = found.unread_ingress
    assert "ingress" in why
    assert "local.rules" in why


def test_rules_of_one_direction_are_read_while_the_other_waits() -> None:
    found = group_of(group(known={"ingress": [HTTPS]}, unknown=("egress",), egress=refers_to("local.rules")))
    assert [told(rule) for rule in found.rules] == [("ingress", "tcp", 443, 443)]
    assert (found.unread_ingress, len(found.unread_egress)) == ((), 1)


def test_a_sensitive_rule_counts_and_is_not_shown() -> None:
    plan = group(known={"ingress": [{**HTTPS, "to_port": 444}]}, unknown=("egress",))
    plan.hides("ingress")
    [rule] = group_of(plan).rules
    assert rule.to_port == Known(444)
    assert str(rule.to_port) == "(sensitive)"


@pytest.mark.parametrize(
    ("written", "protocol"),
    [
        ("tcp", "tcp"),
        ("TCP", "tcp"),
        ("6", "tcp"),
        (6, "tcp"),
        ("17", "udp"),
        ("all", "-1"),
        ("-1", "-1"),
        ("50", "50"),
    ],
)
def test_a_protocol_has_one_name(written: object, protocol: str) -> None:
    """`aws_vpc_security_group_ingress_rule` keeps what is written."""
    plan = group().block(
        "aws_vpc_security_group_ingress_rule.r",
        known={"ip_protocol": written, "from_port": 443, "to_port": 443},
        unknown=("security_group_id",),
        security_group_id=OF_GROUP,
    )
    assert rules_of(plan) == [("ingress", protocol, 443, 443)]


@pytest.mark.parametrize(
    ("name", "known", "direction"),
    [
        ("aws_security_group_rule.r", {**HTTPS, "type": "ingress"}, "ingress"),
        ("aws_security_group_rule.r", {**HTTPS, "type": "egress"}, "egress"),
        ("aws_vpc_security_group_ingress_rule.r", {**HTTPS, "ip_protocol": "tcp"}, "ingress"),
        ("aws_vpc_security_group_egress_rule.r", {**HTTPS, "ip_protocol": "tcp"}, "egress"),
    ],
)
def test_every_kind_of_rule_resource(name: str, known: Dict[str, object], direction: str) -> None:
    plan = group().block(name, known=known, unknown=("security_group_id",), security_group_id=OF_GROUP)
    assert rules_of(plan) == [(direction, "tcp", 443, 443)]
    assert [rule.written_on for rule in groups_of(plan)[GROUP].rules] == [name]


def test_a_rule_of_all_protocols_has_no_ports() -> None:
    plan = group().block(
        "aws_vpc_security_group_egress_rule.r",
        known={"ip_protocol": "-1", "from_port": None, "to_port": None},
        unknown=("security_group_id",),
        security_group_id=OF_GROUP,
    )
    assert rules_of(plan) == [("egress", "-1", UNSET, UNSET)]


def rule(of: Dict[str, Any], **more: Any) -> SmallPlan:
    """A rule whose group is what an expression names, beside two groups."""
    plan = group().block("aws_security_group.h", unknown=("ingress", "egress")).variable("first", value=True)
    known = {**HTTPS, "type": "ingress"}
    return plan.block(
        "aws_security_group_rule.r", known=known, unknown=("security_group_id", *more), security_group_id=of, **more
    )


def test_a_rule_of_another_group_does_not_count() -> None:
    found = group_of(rule(refers_to("aws_security_group.h.id")))
    assert (found.rules, found.possible_rules) == ((), ())


@pytest.mark.parametrize(
    "of",
    [
        pytest.param(refers_to("var.first", "aws_security_group.g.id", "aws_security_group.h.id"), id="one of two"),
        pytest.param(refers_to("local.group"), id="not known"),
    ],
)
def test_a_rule_of_perhaps_another_group_is_possible(of: Dict[str, Any]) -> None:
    found = group_of(rule(of))
    assert found.rules == ()
    [maybe] = found.possible_rules
    assert told(maybe) == ("ingress", "tcp", 443, 443)
    assert maybe.of_group_why


def test_a_rule_with_a_port_that_waits() -> None:
    plan = group().block(
        "aws_security_group_rule.r",
        known={"type": "ingress", "protocol": "tcp", "from_port": 443},
        unknown=("security_group_id", "to_port"),
        security_group_id=OF_GROUP,
        to_port=refers_to("local.port"),
    )
    [found] = group_of(plan).rules
    assert isinstance(found.to_port, Unknown)
    assert "local.port" in found.to_port.because


def test_the_default_group_of_a_new_vpc_has_the_rules_that_aws_gives_it() -> None:
    plan = SmallPlan().block("aws_vpc.v", unknown=("default_security_group_id",))
    found = group_of(plan, "aws_vpc.v.default_security_group_id", "aws_vpc.v.default_security_group_id")
    assert (found.row, unread(found)) == (None, ())
    assert [told(rule) for rule in found.rules] == [("ingress", "-1", 0, 0), ("egress", "-1", 0, 0)]


def test_an_adopted_default_group_has_the_rules_that_are_written() -> None:
    """Adopting it without rules removes them all."""
    plan = SmallPlan().block("aws_vpc.v", unknown=("default_security_group_id",))
    plan.block(
        "aws_default_security_group.d", unknown=("vpc_id", "ingress", "egress"), vpc_id=refers_to("aws_vpc.v.id")
    )
    found = group_of(plan, "aws_vpc.v.default_security_group_id", "aws_default_security_group.d")
    assert (found.row, found.rules, unread(found)) == ("aws_default_security_group.d", (), ())


def test_the_default_group_of_an_existing_vpc_may_have_been_changed() -> None:
    plan = SmallPlan().block("aws_vpc.v", known={"id": "vpc-1", "default_security_group_id": "sg-own"})
    plan.block("aws_vpc_endpoint.e", known={"security_group_ids": ["sg-own"]}, security_group_ids=constant(["sg-own"]))
    [found] = groups_of(plan).values()
    assert (found.rules, unread(found)) == ((), ("its rules are not in this plan",))


def test_a_group_of_another_stack_is_unread() -> None:
    plan = SmallPlan().block("aws_vpc_endpoint.e", known={"security_group_ids": ["sg-9"]})
    found = groups_of(plan)["sg-9"]
    assert (found.row, unread(found)) == (None, ("its rules are not in this plan",))


def test_a_data_source_does_not_tell_rules() -> None:
    plan = SmallPlan().data("aws_security_group.g", known={"id": "sg-9"})
    plan.block("aws_vpc_endpoint.e", known={"security_group_ids": ["sg-9"]})
    found = groups_of(plan)["data.aws_security_group.g"]
    assert (found.row, unread(found)) == (None, ("a data source does not tell its rules",))


CLUSTER = "aws_eks_cluster.c"
OF_CLUSTER = f"{CLUSTER}.vpc_config[0].cluster_security_group_id"


def with_cluster(plan: SmallPlan, *, id_: Optional[str] = None) -> SmallPlan:
    """A cluster with a rule on the group that EKS makes with it; one that exists has that group's id."""
    inside: Dict[str, object] = {"subnet_ids": ["subnet-1"], "cluster_security_group_id": id_}
    known = {"vpc_config": [inside], **({"id": "c"} if id_ else {})}
    unknown: Dict[str, object] = {} if id_ else {"vpc_config": [{"cluster_security_group_id": True}]}
    plan.block(CLUSTER, known=known, unknown=unknown, vpc_config=[{"subnet_ids": constant(["subnet-1"])}])
    return plan.block(
        "aws_security_group_rule.r",
        known={"type": "ingress", "protocol": "tcp", "from_port": 80, "to_port": 80, "security_group_id": id_},
        unknown=() if id_ else ("security_group_id",),
        security_group_id=refers_to(OF_CLUSTER),
    )


def test_the_group_that_eks_makes_with_a_cluster_is_none_of_the_others() -> None:
    assert group_of(with_cluster(group())).possible_rules == ()


def test_the_group_that_eks_makes_with_a_cluster_has_the_rules_that_the_plan_adds() -> None:
    found = group_of(with_cluster(SmallPlan()), OF_CLUSTER, OF_CLUSTER)
    assert [told(rule) for rule in found.rules] == [("ingress", "tcp", 80, 80)]
    assert (unread(found), found.row) == (("its rules are not in this plan",), None)


@pytest.mark.parametrize(("id_", "address"), [(None, OF_CLUSTER), ("sg-1", "sg-1")])
def test_the_group_that_eks_makes_with_a_cluster_is_the_cluster_s_own(id_: Optional[str], address: str) -> None:
    plan = with_cluster(SmallPlan(), id_=id_)
    plan.block(
        "aws_vpc_endpoint.e",
        known={"security_group_ids": [id_]} if id_ else {},
        unknown=() if id_ else ("security_group_ids",),
        security_group_ids=refers_to(OF_CLUSTER),
    )
    assert groups_of(plan)[address].used_by == (CLUSTER,)


def test_a_rule_resource_adds_to_a_group_of_another_stack() -> None:
    plan = SmallPlan().block("aws_vpc_endpoint.e", known={"security_group_ids": ["sg-9"]})
    plan.block("aws_security_group_rule.r", known={**HTTPS, "type": "ingress", "security_group_id": "sg-9"})
    assert [told(rule) for rule in groups_of(plan)["sg-9"].rules] == [("ingress", "tcp", 443, 443)]


WIDE = {"protocol": "tcp", "from_port": 0, "to_port": 65535}
FROM = {"cidr_blocks": ["10.0.0.0/8"], "self": False}


def existing(*rules: Dict[str, object], **written: Any) -> SmallPlan:
    """A group after the apply; the provider shows all its ingress rules in the attribute."""
    values = {"id": "sg-1", "ingress": list(rules), "egress": []}
    return SmallPlan().block(GROUP, known=values, **written).was(values)


def rule_state(**more: object) -> Dict[str, object]:
    """What the state holds of an `aws_security_group_rule` of that group."""
    return {**WIDE, "id": "sgrule-1", "type": "ingress", "security_group_id": "sg-1", **FROM, **more}


def test_copied_rules_that_no_resource_makes_count() -> None:
    assert rules_of(existing({**WIDE, **FROM})) == [("ingress", "tcp", 0, 65535)]


def test_a_copied_rule_goes_with_its_resource() -> None:
    plan = existing({**WIDE, **FROM}, {**HTTPS, **FROM}).gone("aws_security_group_rule.r", rule_state())
    assert rules_of(plan) == [("ingress", "tcp", 443, 443)]


def test_a_copied_rule_stays_when_its_resource_is_only_forgotten() -> None:
    plan = existing({**HTTPS, **FROM}).gone("aws_security_group_rule.r", rule_state(**HTTPS), "forget")
    assert rules_of(plan) == [("ingress", "tcp", 443, 443)]


def test_a_copied_rule_goes_with_its_resource_of_a_newer_kind() -> None:
    plan = existing({"protocol": "-1", "from_port": 0, "to_port": 0, **FROM})
    before = {"id": "sgr-1", "security_group_id": "sg-1", "ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8"}
    assert rules_of(plan.gone("aws_vpc_security_group_ingress_rule.r", before)) == []


def test_a_rule_that_goes_the_other_way_takes_nothing_away() -> None:
    plan = existing({**WIDE, **FROM}).gone("aws_security_group_rule.r", rule_state(type="egress"))
    assert rules_of(plan) == [("ingress", "tcp", 0, 65535)]


def test_a_rule_of_another_group_that_goes_takes_nothing_away() -> None:
    plan = existing({**WIDE, **FROM}).gone("aws_security_group_rule.r", rule_state(security_group_id="sg-7"))
    assert rules_of(plan) == [("ingress", "tcp", 0, 65535)]


def test_a_copied_rule_stays_while_another_source_of_it_does() -> None:
    """The provider gathers rules of the same ports in one object."""
    both = {**WIDE, "cidr_blocks": ["10.0.0.0/8", "192.168.0.0/16"], "self": False}
    plan = existing(both).gone("aws_security_group_rule.r", rule_state())
    assert rules_of(plan) == [("ingress", "tcp", 0, 65535)]


def test_a_rule_from_the_group_itself_is_known_as_self() -> None:
    plan = existing({**WIDE, "cidr_blocks": [], "self": True})
    before = rule_state(cidr_blocks=None, source_security_group_id="sg-1")
    assert rules_of(plan.gone("aws_security_group_rule.r", before)) == []


def test_a_written_rule_may_be_missing_when_its_resource_goes() -> None:
    """The group has it already, so that nothing adds it again before the next apply."""
    plan = existing({**WIDE, **FROM}, {**HTTPS, **FROM}, ingress=[{"from_port": constant(0)}])
    found = group_of(plan.gone("aws_security_group_rule.r", rule_state()))
    assert [told(rule) for rule in found.rules] == [("ingress", "tcp", 443, 443)]
    [rule] = found.possible_rules
    assert told(rule) == ("ingress", "tcp", 0, 65535)
    assert "aws_security_group_rule.r, which this plan deletes" in rule.of_group_why


def test_a_written_rule_that_is_new_stays_whatever_goes() -> None:
    values = {"id": "sg-1", "ingress": [{**WIDE, **FROM}], "egress": []}
    plan = SmallPlan().block(GROUP, known=values, ingress=[{"from_port": constant(0)}])
    plan.was({**values, "ingress": []}, "update").gone("aws_security_group_rule.r", rule_state())
    assert rules_of(plan) == [("ingress", "tcp", 0, 65535)]


def test_a_written_rule_stays_when_a_resource_changes() -> None:
    plan = existing({**WIDE, **FROM}, ingress=[{"from_port": constant(0)}])
    after = rule_state(from_port=443, to_port=443)
    plan.block("aws_security_group_rule.r", known=after).was(rule_state(), "update")
    assert ("ingress", "tcp", 0, 65535) in rules_of(plan)


def test_a_rule_that_changes_leaves_its_new_form() -> None:
    """Both the copy and the resource still stand, in the form that each will have."""
    plan = existing({**WIDE, **FROM})
    plan.block("aws_security_group_rule.r", known=rule_state(from_port=443, to_port=443)).was(rule_state(), "update")
    assert rules_of(plan) == [("ingress", "tcp", 443, 443)]


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        pytest.param("aws_instance.x", {"vpc_security_group_ids": OF_GROUP}, id="an instance"),
        pytest.param("aws_lb.x", {"security_groups": OF_GROUP}, id="a load balancer"),
        pytest.param(
            "aws_network_interface_sg_attachment.x", {"security_group_id": OF_GROUP}, id="an attachment resource"
        ),
        pytest.param(
            "aws_ecs_service.x", {"network_configuration": [{"security_groups": OF_GROUP}]}, id="in a nested block"
        ),
    ],
)
def test_what_else_has_the_group(name: str, attributes: Dict[str, Any]) -> None:
    plan = group().block(name, unknown=tuple(attributes), **attributes)
    found = group_of(plan)
    assert (found.used_by, found.maybe_used_by) == ((name,), ())


def test_what_may_have_the_group() -> None:
    plan = group().block("aws_security_group.h").variable("first", value=True)
    plan.block(
        "aws_lb.two",
        unknown=("security_groups",),
        security_groups=refers_to("var.first", "aws_security_group.g.id", "aws_security_group.h.id"),
    ).block("aws_lb.unknown", unknown=("security_groups",), security_groups=refers_to("local.groups"))
    found = group_of(plan)
    assert found.used_by == ()
    assert found.maybe_used_by == ("aws_lb.two", "aws_lb.unknown")


@pytest.mark.parametrize(
    ("name", "attribute"),
    [
        ("aws_vpc_endpoint.other", "security_group_ids"),
        ("aws_vpc_endpoint_security_group_association.x", "security_group_id"),
        ("aws_security_group.x", "security_groups"),
        ("aws_vpc_security_group_ingress_rule.x", "security_group_id"),
    ],
)
def test_endpoints_rules_and_groups_are_no_other_use(name: str, attribute: str) -> None:
    expressions: Dict[str, Any] = {attribute: OF_GROUP}
    found = group_of(group().block(name, unknown=(attribute,), **expressions))
    assert (found.used_by, found.maybe_used_by) == ((), ())


def test_a_known_id_of_a_user_is_the_group() -> None:
    plan = existing().block("aws_lb.x", known={"security_groups": ["sg-1"]})
    assert group_of(plan).used_by == ("aws_lb.x",)
