"""An app subnet's route table is tied to no S3 gateway endpoint of its VPC, so layers have no way in."""

from __future__ import annotations

from typing import Iterator, List, Optional, Sequence, Set, Tuple

from ..facts.service_names import ECR_SERVICES, S3
from ..network.endpoint_reading import GATEWAY
from ..network.network_model import Endpoint, Network, RouteTable, Scope, Subnet
from ..plan.open_reasons import MAYBE_TASKS, NO_APP_SUBNET, NO_TASKS
from ..plan.plan_address import natural_order
from ..plan.printable_text import reasons
from ..wiring.plan_facts import Known
from .endpoint_presence import possible_elsewhere
from .rule_verdicts import Failed, Passed, Undecided, Verdict, listed, unless_left_out
from .s3_reachability import counts_as_s3, gateways

_CURES = (
    "aws_route_table_association",
    "aws_main_route_table_association",
    "aws_vpc_endpoint_route_table_association",
    "aws_vpc_endpoint",
    "aws_vpc_endpoint s3",
)


def judge(network: Network) -> Iterator[Verdict]:
    """One verdict per VPC in use that has an S3 gateway endpoint and no interface one that serves.

    A VPC that may be in use raises a question where its gateway is not known to be right anyway.
    """
    used = any(scope.in_use or scope.maybe_in_use for scope in network.scopes) or any(
        endpoint.serves in ECR_SERVICES and not endpoint.vpc.exact for endpoint in network.endpoints
    )
    for endpoint in network.endpoints if used else ():
        if endpoint.managed and endpoint.serves == S3 and endpoint.kind == Known(GATEWAY) and not endpoint.vpc.exact:
            yield Undecided(endpoint.address, f"which VPC it is in: {endpoint.vpc.why}")
    for scope in network.scopes:
        if not gateways(scope) or any(counts_as_s3(endpoint) for endpoint in scope.endpoints):
            continue
        verdict = unless_left_out(network, _judge_scope(scope, gateways(scope)), _CURES)
        if scope.in_use:
            yield verdict
        elif scope.maybe_in_use and not isinstance(verdict, Passed):
            why = f"whether {scope.vpc.address} is in use: {reasons(scope.maybe_in_use)}"
            yield Undecided(verdict.resource, why)


def _judge_scope(scope: Scope, found: Sequence[Endpoint]) -> Verdict:
    managed = [endpoint.address for endpoint in found if endpoint.managed]
    row = min(managed, key=natural_order) if managed else scope.row
    ties = _Ties(scope, found)
    if ties.closed and not ties.possible:
        return Failed(
            row,
            f"{listed(endpoint.address for endpoint in found)} has no route table at all, so nothing reaches S3 "
            f"through it; add the route tables of the app subnets to route_table_ids",
        )
    untied, questions = ties.judge_subnets()
    if untied:
        tables = {table.address: table for subnet in untied for table in subnet.route_table.everything}
        return Failed(
            row,
            f"no route table of app subnets {listed(subnet.address for subnet in untied)} ({listed(tables)}) is tied "
            f"to {listed(endpoint.address for endpoint in found)}, so image layers come there through a NAT or "
            "internet gateway, or not at all; add them to its route_table_ids",
        )
    if questions:
        return Undecided(row, f"whether every app subnet's route table is tied to it: {reasons(questions[:4])}")
    return Passed(row)


class _Ties:
    """What the S3 gateway endpoints of a VPC are tied to, all together."""

    def __init__(self, scope: Scope, found: Sequence[Endpoint]) -> None:
        self.app = scope.app_subnets
        elsewhere = possible_elsewhere(scope, S3)
        self.certain: Set[RouteTable] = {table for endpoint in found for table in endpoint.route_tables.certain}
        self.possible: Set[RouteTable] = {table for endpoint in found for table in endpoint.route_tables.everything}
        self.because: Tuple[str, ...] = tuple(
            [f"{e.address}.route_table_ids: {e.route_tables.why}" for e in found if not e.route_tables.exact]
            + elsewhere
        )
        self.closed = all(endpoint.route_tables.closed for endpoint in found) and not elsewhere

    def judge_subnets(self) -> Tuple[List[Subnet], List[str]]:
        """The app subnets that are provably left out, and what keeps others undecided."""
        verdicts = {subnet: self._tied(subnet) for subnet in self.app.certain + self.app.possible}
        untied = [subnet for subnet in self.app.certain if verdicts[subnet] is False]
        every_one = bool(verdicts) and all(verdict is False for verdict in verdicts.values())
        if every_one and not self.app.open_because and self.app.of_consumers:
            untied = list(verdicts)
        questions = list(self.app.open_because)
        if not self.app.of_consumers:
            questions += [f"{subnet.address} {NO_TASKS}" for subnet in untied if not self._sure_of(subnet, verdicts)]
            untied = [subnet for subnet in untied if self._sure_of(subnet, verdicts)]
        for subnet, verdict in verdicts.items():
            if verdict is None:
                questions += self._questions(subnet)
            elif verdict is False and subnet not in untied and subnet in self.app.possible:
                questions.append(f"{subnet.address} {self._maybe_tasks}")
        if not verdicts and not questions:
            questions.append(NO_APP_SUBNET)
        return untied, questions

    def _sure_of(self, subnet: Subnet, verdicts: dict[Subnet, Optional[bool]]) -> bool:
        """Whether a subnet without a consumer can be called left out.

        No app subnet is tied at all, or its table is of the same block or module as a tied one. What holds
        endpoints alone needs no tie, where others have theirs and none of its kind has one.
        """
        if all(verdict is False for verdict in verdicts.values()) and not self.app.open_because:
            return True
        if subnet in self.app.of_endpoints and all(verdicts[other] is False for other in self.app.of_endpoints):
            return False
        tied = {(table.block, table.module) for table in self.certain}
        return all(
            any(table.block == block or (table.module and table.module == module) for block, module in tied)
            for table in subnet.route_table.everything
        )

    @property
    def _maybe_tasks(self) -> str:
        if not self.app.of_consumers:
            return MAYBE_TASKS
        because = reasons(self.app.possible_because)
        return f"is not tied, and tasks may run there{f' ({because})' if because else ''}"

    def _tied(self, subnet: Subnet) -> Optional[bool]:
        tables = subnet.route_table
        if not tables.closed or not tables.everything:
            return None
        if all(table in self.certain for table in tables.everything):
            return True
        if self.closed and not any(table in self.possible for table in tables.everything):
            return False
        return None

    def _questions(self, subnet: Subnet) -> List[str]:
        tables = subnet.route_table
        found = [f"the route table of {subnet.address}: {tables.why}"] if not tables.exact else []
        return found + list(self.because)
