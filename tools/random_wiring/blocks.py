"""Random resource blocks."""

from __future__ import annotations

from random import Random
from typing import Any

from .expressions import Expressions
from .instances import KEYS, ZONES, choice, random_turns
from .modules import Module, Turns
from .terms import ENDPOINT, GROUP, OBJECT, SUBNET, TABLE, TIE, VPC, Id, Term, attempt, quoted

_TYPES = {
    VPC: "aws_vpc",
    SUBNET: "aws_subnet",
    TABLE: "aws_route_table",
    GROUP: "aws_security_group",
    TIE: "aws_route_table_association",
    ENDPOINT: "aws_vpc_endpoint",
}


_TIERS = ("app", "data")


_NAMES = ("app", "main", "private", "this", "extra", "other")


_DEPTH = 4


def write_locals(module: Module) -> None:
    """Locals, which later ones may name."""
    for _ in range(module.random.randint(1, 3)):
        kind = module.expressions.any_kind()
        shape = module.random.choice(["id", "list", "list", "bunch", "map", "lists", "listmap", "things", "thingmap"])
        term = attempt(module.expressions.term, kind, shape, _DEPTH)
        if not term:
            continue
        name = module.unused([f"{kind}_{shape}"], "local")
        module.write("locals", [f"{name} = {term.text}"])
        module.context.add(kind, shape, Term(f"local.{name}", term.values, term.firm))


def write_objects(module: Module) -> None:
    """A local that maps names to objects with wiring in them, some of it left out."""
    random = module.random
    names = sorted(random.sample(KEYS, random.randint(1, 3)))
    kinds = [kind for kind in (SUBNET, GROUP, TABLE) if module.context.has(kind)]
    wiring = [{kind: _wiring(module, kind) for kind in kinds if module.chance(75)} for _ in names]
    zones = [random.choice(ZONES) for _ in names]
    objects = []
    for name, zone, terms in zip(names, zones, wiring):
        fields = [f"{kind}s = {term.text}" for kind, term in terms.items()]
        objects.append(f"{quoted(name)} = {{ {', '.join([*fields, f'zone = {quoted(zone)}'])} }}")
    local = module.unused(["objects"], "local")
    module.write("locals", [f"{local} = {{", *(f"  {text}" for text in objects), "}"])
    values = tuple(
        {
            name: {"zone": zone, **{f"{kind}s": term.values[world] for kind, term in terms.items()}}
            for name, zone, terms in zip(names, zones, wiring)
        }
        for world in range(module.context.worlds)
    )
    form = random.choice(["{}", "{{ for k, v in {} : k => v }}", "{{ for k, v in {} : k => merge(v, {{ n = 1 }}) }}"])
    module.context.add(OBJECT, "thingmap", Term(form.format(f"local.{local}"), values))


def _wiring(module: Module, kind: str) -> Term:
    if module.chance(10):
        return Term("null", (None,) * module.context.worlds)
    return module.expressions.term(kind, "list", 2)


def _resource(module: Module, kind: str, turns: Turns, attributes: dict[str, Term], *lines: str) -> None:
    """Write a resource block and let it be named."""
    type_ = _TYPES[kind]
    name = module.unused(_NAMES, type_)
    written = [f"{attribute} = {term.text}" for attribute, term in attributes.items() if attribute != "tags"]
    if "tags" in attributes:
        written.append(f"tags = {{ tier = {attributes['tags'].text} }}")
    module.write(f'resource "{type_}" "{name}"', [*turns.lines, *written, *lines])
    things = tuple(
        {
            "id": Id(f"{module.name}:{type_}.{name}[{key!r}]#{place}"),
            **{attribute: _attribute(attribute, term.values[world]) for attribute, term in attributes.items()},
        }
        for world, (place, key) in enumerate(zip(turns.places, turns.keys))
    )
    module.let(kind, "thing", turns, Term(f"{type_}.{name}", things))


def _attribute(name: str, value: Any) -> Any:
    return {"tier": value} if name == "tags" else value


def write_vpcs(module: Module) -> None:
    """One or two blocks of VPCs."""
    for _ in range(module.random.choice([1, 1, 2])):
        turns = random_turns(module, 2)
        tags = choice(turns.expressions, _TIERS)
        _resource(module, VPC, turns, {"tags": tags}, 'cidr_block = "10.0.0.0/16"', "enable_dns_hostnames = true")


def write_subnets(module: Module) -> None:
    """A block of subnets."""
    turns = random_turns(module)
    expressions = turns.expressions
    attributes = {
        "vpc_id": expressions.term(VPC, "id", 2),
        "availability_zone": choice(expressions, ZONES),
        "tags": choice(expressions, _TIERS),
    }
    _resource(module, SUBNET, turns, attributes, 'cidr_block = "10.0.1.0/24"')


def write_tables(module: Module) -> None:
    """A block of route tables."""
    turns = random_turns(module)
    expressions = turns.expressions
    attributes = {"vpc_id": expressions.term(VPC, "id", 2), "tags": choice(expressions, _TIERS)}
    _resource(module, TABLE, turns, attributes)


def write_groups(module: Module) -> None:
    """A block of security groups."""
    turns = random_turns(module)
    expressions = turns.expressions
    attributes = {
        "vpc_id": expressions.term(VPC, "id", 2),
        "name": choice(expressions, ["first", "second"]),
        "tags": choice(expressions, _TIERS),
    }
    _resource(module, GROUP, turns, attributes, _ingress(module.random))


def _ingress(random: Random) -> str:
    rule = 'protocol = "tcp"\n  from_port = {0}\n  to_port = {0}\n  cidr_blocks = ["10.0.0.0/16"]'
    if random.choice([True, False]):
        return f"ingress {{\n  {rule.format(443)}\n}}"
    content = rule.format("ingress.value").replace("\n", "\n  ")
    return f'dynamic "ingress" {{\n  for_each = [443, 8443]\n  content {{\n    {content}\n  }}\n}}'


def write_ties(module: Module) -> None:
    """Tie subnets to route tables, none to two."""
    for _ in range(4):
        turns = random_turns(module)
        expressions = turns.expressions
        subnet = expressions.term(SUBNET, "id", 2)
        once = len(set(subnet.values)) == len(subnet.values)
        if once and not module.tied & set(subnet.values) and subnet.values:
            module.tied |= set(subnet.values)
            table = expressions.term(TABLE, "id", 3)
            _resource(module, TIE, turns, {"subnet_id": subnet, "route_table_id": table})


def _ids(expressions: Expressions, kind: str) -> str:
    """Ids for an attribute that takes a set; now and then none."""
    term = expressions.term(kind, "bunch", _DEPTH)
    if expressions.chance(10):
        return f"({expressions.condition(1).text}) ? {term.text} : null"
    return term.text


def write_interface(module: Module) -> None:
    """A block of interface endpoints."""
    turns = random_turns(module)
    expressions = turns.expressions
    service = choice(expressions, ["ecr.api", "ecr.dkr", "logs"])
    lines = [
        f'service_name = "com.amazonaws.eu-west-1.${{{service.text}}}"',
        'vpc_endpoint_type = "Interface"',
        "private_dns_enabled = true",
        f"subnet_ids = {_ids(expressions, SUBNET)}",
    ]
    if module.chance(80):
        lines.append(f"security_group_ids = {_ids(expressions, GROUP)}")
    _resource(module, ENDPOINT, turns, {"vpc_id": expressions.term(VPC, "id", 3)}, *lines)


def write_gateway(module: Module) -> None:
    """A block of gateway endpoints."""
    turns = random_turns(module)
    expressions = turns.expressions
    lines = ['service_name = "com.amazonaws.eu-west-1.s3"']
    if module.chance(80):
        lines.append(f"route_table_ids = {_ids(expressions, TABLE)}")
    _resource(module, ENDPOINT, turns, {"vpc_id": expressions.term(VPC, "id", 3)}, *lines)


def write_associations(module: Module) -> None:
    """A block of associations that tie something more to an endpoint."""
    kind, type_ = module.random.choice(
        [
            (SUBNET, "aws_vpc_endpoint_subnet_association"),
            (GROUP, "aws_vpc_endpoint_security_group_association"),
            (TABLE, "aws_vpc_endpoint_route_table_association"),
        ]
    )
    turns = random_turns(module)
    expressions = turns.expressions
    attribute = {SUBNET: "subnet_id", GROUP: "security_group_id", TABLE: "route_table_id"}[kind]
    lines = [
        f"vpc_endpoint_id = {expressions.term(ENDPOINT, 'id', 2).text}",
        f"{attribute} = {expressions.term(kind, 'id', 3).text}",
    ]
    module.write(f'resource "{type_}" "{module.unused(_NAMES, type_)}"', [*turns.lines, *lines])


def write_service(module: Module) -> None:
    """A block of ECS services."""
    turns = random_turns(module)
    lines = ['name = "app"', 'cluster = "app"', 'task_definition = "app"', 'launch_type = "FARGATE"']
    name = module.unused(_NAMES, "aws_ecs_service")
    network = _network_configuration(turns.expressions)
    module.write(f'resource "aws_ecs_service" "{name}"', [*turns.lines, *lines, network])


def _network_configuration(expressions: Expressions) -> str:
    subnets, groups = _ids(expressions, SUBNET), _ids(expressions, GROUP)
    test = expressions.condition(1)
    if " : null" in subnets or expressions.chance(50) or not test.firm:
        subnets = expressions.term(SUBNET, "bunch", _DEPTH).text
        return f"network_configuration {{\n  subnets = {subnets}\n  security_groups = {groups}\n}}"
    given = f"[{{ subnets = {subnets}, groups = {groups} }}]"
    each = expressions.random.choice([given, f"[for x in {given} : x if {test.text}]", f"({test.text}) ? {given} : []"])
    content = "subnets = {0}.value.subnets\n    security_groups = {0}.value.groups"
    iterator = expressions.random.choice(["network_configuration", "network"])
    named = "" if iterator == "network_configuration" else f"  iterator = {iterator}\n"
    return (
        f'dynamic "network_configuration" {{\n  for_each = {each}\n{named}'
        f"  content {{\n    {content.format(iterator)}\n  }}\n}}"
    )
