"""The VPC has no endpoint for S3, where the layers of every image are."""

from __future__ import annotations

from typing import Iterator, Sequence

from ..facts.service_names import S3
from ..network.network_model import Endpoint, Network, Scope
from ..plan.open_reasons import MADE_OUTSIDE, SHARED_HUB
from ..plan.printable_text import reasons
from ..wiring.plan_facts import Known
from .endpoint_presence import absence_unproven, judge_scopes, other_region, possible_elsewhere
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed
from .s3_reachability import counts_as_s3, gateways, unsettled_s3


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC in use."""
    return judge_scopes(network, lambda scope: _judge_scope(network, scope))


def _judge_scope(network: Network, scope: Scope) -> Verdict:
    found = [*gateways(scope), *(endpoint for endpoint in scope.endpoints if counts_as_s3(endpoint))]
    elsewhere = [other_region(scope, endpoint) for endpoint in found]
    if not all(elsewhere):
        return Passed(scope.row)
    questions = elsewhere + unsettled_s3(scope) + possible_elsewhere(scope, S3) + absence_unproven(network, scope, S3)
    if scope.joined_by and not scope.consumers:
        shared = listed(scope.joined_by)
        questions.append(f"{SHARED_HUB}, which VPCs may do that use it through {shared}")
    if not scope.vpc.managed and not _makes_an_app_table(scope):
        questions.append(f"the route tables of its app subnets {MADE_OUTSIDE}, and so may the S3 endpoint be")
    if questions:
        return Undecided(scope.row, f"whether {scope.vpc.address} has an S3 endpoint: {reasons(questions)}")
    interface = [endpoint for endpoint in scope.endpoints if endpoint.serves == S3]
    if interface:
        return Failed(
            scope.row,
            f"{scope.vpc.address} has no S3 gateway endpoint, and {listed(found.address for found in interface)} does "
            f"not answer for S3 inside the VPC; add a gateway endpoint, or set {listed(_cures(interface))} on it",
        )
    return Failed(
        scope.row,
        f"{scope.vpc.address} has no S3 gateway endpoint, so image layers come through a NAT or internet gateway, or "
        "not at all; add an aws_vpc_endpoint of type Gateway for s3 and tie it to the route tables of the app subnets",
    )


def _cures(interface: Sequence[Endpoint]) -> Iterator[str]:
    """What interface endpoints lack to answer for S3."""
    if any(endpoint.private_dns != Known(True) for endpoint in interface):
        yield "private_dns_enabled = true"
    if any(endpoint.only_inbound != Known(False) for endpoint in interface):
        yield "private_dns_only_for_inbound_resolver_endpoint = false"
    if any(endpoint.subnets.empty for endpoint in interface):
        yield "subnet_ids"


def _makes_an_app_table(scope: Scope) -> bool:
    """Whether the table in effect for an app subnet is made by this plan."""
    return any(table.managed for subnet in scope.app_subnets.certain for table in subnet.route_table.certain)
