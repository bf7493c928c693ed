"""Hand-made networks for the tests of the rules.

Everything made here is as it should be: each test states what is different. What is tied
together holds the same objects, so make a VPC or a subnet once and pass it on; to change one
attribute of a thing, use `dataclasses.replace` before anything is tied to it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Dict, FrozenSet, Iterable, List, Optional, Sequence, TypeVar, Union

from ecr_privatelink.facts.service_names import ECR_SERVICES, Service
from ecr_privatelink.network.endpoint_reading import GATEWAY, INTERFACE
from ecr_privatelink.network.network_model import (
    AppSubnets,
    Consumer,
    Endpoint,
    Network,
    RouteTable,
    Rule,
    Scope,
    SecurityGroup,
    Subnet,
    Vpc,
)
from ecr_privatelink.wiring.plan_facts import UNSET, Fact, Known, Relation, Unknown

T = TypeVar("T")
Thing = TypeVar("Thing", Subnet, SecurityGroup, Endpoint, Consumer, Vpc)

REGION = "eu-west-1"
ON: Fact[bool] = Known(True)
OFF: Fact[bool] = Known(False)


def exactly(*things: T) -> Relation[T]:
    """Tied to all of these and to nothing else."""
    return Relation(things)


def some_of(*things: T) -> Relation[T]:
    """Tied to an unknown selection of these."""
    return Relation((), things, trail=("var.chosen",))


def not_known(why: str = "local.chosen is not in a plan") -> Relation[T]:
    """Tied to what the plan does not tell."""
    return Relation(open_because=(why,))


def waits_for(reference: str) -> Unknown:
    """A value that waits for the apply."""
    return Unknown(f"{reference} is known only after the apply")


def vpc(name: str = "main", *, support: Fact[bool] = ON, hostnames: Fact[bool] = ON) -> Vpc:
    """A VPC that the plan makes."""
    return Vpc(f"aws_vpc.{name}", f"aws_vpc.{name}", support, hostnames)


def external_vpc(name: str = "shared", *, hostnames: Fact[bool] = ON) -> Vpc:
    """A VPC that a data source reads."""
    return Vpc(f"data.aws_vpc.{name}", None, ON, hostnames)


def route_table(name: str, *, module: str = "", block: str = "") -> RouteTable:
    """A route table that the plan makes, of a block of its own unless told otherwise."""
    return RouteTable(f"aws_route_table.{name}", managed=True, block=block or f"aws_route_table.{name}", module=module)


def subnet(
    name: str, zone: Union[str, Fact[str]] = "eu-west-1a", table: Union[RouteTable, Relation[RouteTable], None] = None
) -> Subnet:
    """A subnet of a VPC that no test of a subnet asks for."""
    tables = table if isinstance(table, Relation) else exactly(table or route_table(f"of_{name}"))
    return Subnet(
        address=f"aws_subnet.{name}",
        managed=True,
        vpc=not_known(),
        zone=Known(zone) if isinstance(zone, str) else zone,
        zone_id=waits_for(f"aws_subnet.{name}.availability_zone_id"),
        route_table=tables,
    )


def rule(
    protocol: Union[str, Fact[str]] = "tcp",
    first: Union[int, Fact[int]] = 443,
    last: Union[int, Fact[int]] = 443,
    written_on: str = "aws_security_group.endpoints",
) -> Rule:
    """An ingress rule, TCP 443 unless told otherwise."""
    return Rule(
        written_on=written_on,
        egress=False,
        protocol=Known(protocol) if isinstance(protocol, str) else protocol,
        from_port=Known(first) if isinstance(first, int) else first,
        to_port=Known(last) if isinstance(last, int) else last,
    )


def group(*rules: Rule, name: str = "endpoints", unread: Sequence[str] = ()) -> SecurityGroup:
    """A security group that the plan makes, with these rules.

    Args:
        unread: why other ingress rules cannot be read.
    """
    address = f"aws_security_group.{name}"
    return SecurityGroup(address, address, rules, unread_ingress=tuple(unread))


MAIN = vpc()
"""The VPC of every endpoint and consumer that names no other."""

SUBNETS = exactly(subnet("a"), subnet("b", "eu-west-1b"))
GROUPS = exactly(group(rule()))


def outside_group(*rules: Rule) -> SecurityGroup:
    """A security group of a data source; the rules are those that the plan adds."""
    unread = () if rules else ("a data source does not tell its rules",)
    return SecurityGroup("data.aws_security_group.shared", None, rules, unread_ingress=unread, unread_egress=unread)


def interface(
    service: str = "ecr.dkr",
    where: Union[Vpc, Relation[Vpc]] = MAIN,
    *,
    subnets: Relation[Subnet] = SUBNETS,
    groups: Relation[SecurityGroup] = GROUPS,
    private_dns: Fact[bool] = ON,
) -> Endpoint:
    """An interface endpoint with private DNS, subnets in two zones, and a group for TCP 443."""
    return Endpoint(
        address=f"aws_vpc_endpoint.{service.replace('.', '_').replace('-', '_')}",
        managed=True,
        service=Known(Service(service, REGION)),
        kind=Known(INTERFACE),
        vpc=where if isinstance(where, Relation) else exactly(where),
        subnets=subnets,
        groups=groups,
        route_tables=Relation(),
        private_dns=private_dns,
        only_inbound=UNSET,
    )


def of_region(endpoint: Endpoint, region: str) -> Endpoint:
    """The same endpoint, for the service in another region."""
    return replace(endpoint, service=Known(Service(str(endpoint.serves), region)))


def gateway(
    *tables: RouteTable,
    where: Union[Vpc, Relation[Vpc]] = MAIN,
    tied: Optional[Relation[RouteTable]] = None,
    name: str = "s3",
) -> Endpoint:
    """An S3 gateway endpoint, tied to these tables (or as `tied` says)."""
    return Endpoint(
        address=f"aws_vpc_endpoint.{name}",
        managed=True,
        service=Known(Service("s3", REGION)),
        kind=Known(GATEWAY),
        vpc=where if isinstance(where, Relation) else exactly(where),
        subnets=Relation(),
        groups=Relation(),
        route_tables=exactly(*tables) if tied is None else tied,
        private_dns=UNSET,
        only_inbound=UNSET,
    )


def consumer(
    where: Union[Vpc, Relation[Vpc]] = MAIN,
    *,
    name: str = "app",
    logs: Fact[bool] = ON,
    needs: FrozenSet[str] = frozenset(),
) -> Consumer:
    """An ECS service that pulls from ECR and logs with `awslogs`."""
    return Consumer(
        address=f"aws_ecs_service.{name}",
        kind="ECS service",
        vpc=where if isinstance(where, Relation) else exactly(where),
        subnets=SUBNETS,
        groups=Relation(),
        on_instances=OFF,
        logs=logs,
        needs=needs,
    )


def scope(
    where: Vpc,
    *inside: Union[Endpoint, Consumer],
    possible: Sequence[Union[Endpoint, Consumer]] = (),
    app: Optional[AppSubnets] = None,
    joined_by: Sequence[str] = (),
) -> Scope:
    """A VPC with what is inside it, and what may be; an external one must hold a managed ECR endpoint."""
    endpoints = [thing for thing in inside if isinstance(thing, Endpoint)]
    consumers = [thing for thing in inside if isinstance(thing, Consumer)]
    ecr = [endpoint for endpoint in endpoints if endpoint.serves in ECR_SERVICES]
    in_use = bool(ecr or consumers)
    return Scope(
        vpc=where,
        row=where.row or next(endpoint.address for endpoint in ecr if endpoint.managed),
        in_use=in_use,
        endpoints=tuple(endpoints),
        possible_endpoints=tuple(thing for thing in possible if isinstance(thing, Endpoint)),
        consumers=tuple(consumers),
        possible_consumers=tuple(thing for thing in possible if isinstance(thing, Consumer)),
        app_subnets=app or AppSubnets(),
        joined_by=tuple(joined_by),
        maybe_in_use=() if in_use else tuple(f"{thing.address} may be in it" for thing in possible if _uses(thing)),
    )


def network(
    *scopes: Scope,
    others: Sequence[Union[Endpoint, Consumer, Vpc]] = (),
    complete: bool = True,
    without: Sequence[str] = (),
) -> Network:
    """The network of these scopes, with things that belong to none of them; `without` are addresses left out."""
    things: List[Union[Endpoint, Consumer, Vpc]] = list(others)
    for each in scopes:
        things += [each.vpc, *each.endpoints, *each.possible_endpoints, *each.consumers, *each.possible_consumers]
    endpoints = _once(thing for thing in things if isinstance(thing, Endpoint))
    consumers = _once(thing for thing in things if isinstance(thing, Consumer))
    users: List[Union[Endpoint, Consumer]] = [*endpoints, *consumers]
    located = [place for thing in users for place in thing.vpc.everything]
    return Network(
        scopes=tuple(sorted(scopes, key=lambda each: each.vpc.address)),
        vpcs=_once([*(thing for thing in things if isinstance(thing, Vpc)), *located]),
        subnets=_once(found for thing in users for found in thing.subnets.everything),
        groups=_once(found for endpoint in endpoints for found in endpoint.groups.everything),
        endpoints=endpoints,
        consumers=consumers,
        left_out={address.split(".")[0]: f"the plan leaves out {address}" for address in without},
        incomplete_because="" if complete and not without else "the plan was made with -target",
    )


def _uses(thing: Union[Endpoint, Consumer]) -> bool:
    """Whether it would put its VPC in use."""
    return isinstance(thing, Consumer) or thing.serves is None or thing.serves in ECR_SERVICES


def _once(things: Iterable[Thing]) -> tuple[Thing, ...]:
    """Each once, by address, as the engine lists them.

    Raises:
        ValueError: two things have one address, so that relations would not hold the same object.
    """
    by_address: Dict[str, Thing] = {}
    for thing in things:
        if by_address.setdefault(thing.address, thing) is not thing:
            raise ValueError(f"{thing.address} was made twice")
    return tuple(by_address[address] for address in sorted(by_address))
