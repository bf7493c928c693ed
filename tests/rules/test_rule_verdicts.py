"""What an incomplete plan leaves of a fault, and how messages name several things at once."""

from __future__ import annotations

import pytest
from ecr_privatelink.network.network_model import AppSubnets, Scope
from ecr_privatelink.plan.printable_text import reasons
from ecr_privatelink.rules import default_group, no_https_ingress, private_dns_off, untied_route_table, wide_egress
from ecr_privatelink.rules.rule_verdicts import Failed, Judge, Undecided, listed
from networks import MAIN, OFF, exactly, gateway, group, interface, network, route_table, rule, scope, subnet

UNTIED = scope(MAIN, interface(), gateway(route_table("tied")), app=AppSubnets((subnet("left"),), of_consumers=True))
CLOSED = scope(MAIN, interface(groups=exactly(group())))
WITHOUT_GROUP = scope(MAIN, interface(groups=exactly()))
WITHOUT_DNS = scope(MAIN, interface(private_dns=OFF))
WIDE = scope(MAIN, interface(groups=exactly(group(rule("-1", 0, 0)._replace(egress=True)))))


@pytest.mark.parametrize(
    ("judge", "faulty", "cure"),
    [
        pytest.param(private_dns_off.judge, WITHOUT_DNS, "aws_vpc_endpoint_private_dns.x", id="a DNS setting"),
        pytest.param(private_dns_off.judge, WITHOUT_DNS, "aws_route53_zone.x", id="a hosted zone"),
        pytest.param(no_https_ingress.judge, CLOSED, "aws_security_group_rule.x", id="a rule"),
        pytest.param(default_group.judge, WITHOUT_GROUP, "aws_vpc_endpoint_security_group_association.x", id="a group"),
        pytest.param(wide_egress.judge, WIDE, "aws_instance.x", id="another user of the group"),
        pytest.param(untied_route_table.judge, UNTIED, "aws_route_table_association.x", id="a subnet's table"),
        pytest.param(untied_route_table.judge, UNTIED, "aws_vpc_endpoint_route_table_association.x", id="a tie"),
    ],
)
def test_a_fault_is_undecided_where_an_incomplete_plan_leaves_its_cure_out(
    judge: Judge, faulty: Scope, cure: str
) -> None:
    [verdict] = judge(network(faulty, without=[cure, "aws_sns_topic.t"]))
    assert isinstance(verdict, Undecided)
    assert f"the plan leaves out {cure}" in verdict.because
    [verdict] = judge(network(faulty, without=["aws_sns_topic.t", "aws_vpc_security_group_egress_rule.r"]))
    assert isinstance(verdict, Failed)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a"], "a", id="one"),
        pytest.param(["a", "b"], "a and b", id="two"),
        pytest.param(["a", "b", "c", "d"], "a, b, c and d", id="as-many-as-fit"),
        pytest.param(["a", "b", "c", "d", "e"], "a, b, c and 2 more", id="more-than-fit"),
    ],
)
def test_words_are_listed(words: list[str], text: str) -> None:
    assert listed(words) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param([], "", id="none"),
        pytest.param(["a", "b", "a"], "a; b", id="each-once-in-order"),
        pytest.param(["a", "b", "c"], "a; b; c", id="as-many-as-fit"),
        pytest.param(["a", "b", "c", "d", "e"], "a; b; c; and 2 more reasons", id="more-than-fit"),
    ],
)
def test_reasons_are_joined(words: list[str], text: str) -> None:
    assert reasons(words) == text
