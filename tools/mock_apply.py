"""The true wiring of a case, told by Terraform: ``python tools/mock_apply.py [--check] FOLDER ...``.

A plan hides the ids of what does not exist yet.  ``terraform test`` with a mock
provider applies the configuration without any cloud: each resource gets an id, and
every relation can be read from the state.  What the data sources of the case read is
given to the test from the ``prior_state`` of ``plan.json``, which has to be there.

``truth.json`` in the folder of the case then holds, by address:

``endpoints``
    ``vpc``, ``subnets``, ``security_groups``, ``route_tables``, with what association
    resources add.
``subnets``
    ``vpc`` and ``route_table``: the table that the subnet is tied to, ``"main"`` for one
    tied to none; null where the subnet is a data source and no table of it was read.
``consumers``
    ``subnets`` and ``security_groups`` of what may run containers, where it names
    subnets; whether it pulls from ECR is not asked here.

A thing is named by the address of the managed resource that it is, else by that of the
data source that reads it, else as the attribute of the VPC that it comes from
(``aws_vpc.v.main_route_table_id``); an id of nothing in the configuration stays an id.
An optional attribute that the provider fills in should be written or left alone by the
case: the mock makes up a word for a single value and an empty list for many.

What a data source reads that waits for the apply stands in ``late_reads.json``: values by
address of the data source, in which the address of a managed resource stands for its id.

The apply starts from nothing: for a second plan it tells what the configuration wires,
not what else hangs on from before.

``TF_PLUGIN_DIR`` names a folder with the providers, as for ``make_plans.py``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from terraform_plans import Plan, PlanError, find_cases, read_plan, terraform_environment, terraform_init

TRUTH_NAME = "truth.json"
LATE_READS_NAME = "late_reads.json"

Truth = dict[str, dict[str, Any]]
AttributePath = tuple[str, ...]
Reads = dict[str, dict[str, Any]]

_ANY_ARN = "arn:aws:mock:eu-west-1:123456789012:mock"

_ANY_DNS_ENTRY = {"dns_name": "vpce.mock", "hosted_zone_id": "Z0123456789"}

_ID_PREFIXES = {
    "aws_launch_template": "lt",
    "aws_route_table": "rtb",
    "aws_security_group": "sg",
    "aws_subnet": "subnet",
    "aws_vpc": "vpc",
}
"""What ids begin with, where the provider wants that or late reads name the resource."""

_VPC_ATTRIBUTES = ("main_route_table_id", "default_route_table_id", "default_security_group_id")

_SUBNET_TYPES = frozenset({"aws_subnet", "aws_default_subnet"})

_NAMED_TYPES = _SUBNET_TYPES | {
    "aws_default_route_table",
    "aws_default_security_group",
    "aws_default_vpc",
    "aws_route_table",
    "aws_security_group",
    "aws_vpc",
}

_NETWORK = "network_configuration"

_CONSUMERS: dict[str, tuple[AttributePath, AttributePath]] = {
    "aws_autoscaling_group": (("vpc_zone_identifier",), ()),
    "aws_batch_compute_environment": (
        ("compute_resources", "subnets"),
        ("compute_resources", "security_group_ids"),
    ),
    "aws_cloudwatch_event_target": (
        ("ecs_target", _NETWORK, "subnets"),
        ("ecs_target", _NETWORK, "security_groups"),
    ),
    "aws_ecs_service": ((_NETWORK, "subnets"), (_NETWORK, "security_groups")),
    "aws_ecs_task_set": ((_NETWORK, "subnets"), (_NETWORK, "security_groups")),
    "aws_eks_cluster": (("vpc_config", "subnet_ids"), ("vpc_config", "security_group_ids")),
    "aws_eks_fargate_profile": (("subnet_ids",), ()),
    "aws_eks_node_group": (("subnet_ids",), ()),
    "aws_instance": (("subnet_id",), ("vpc_security_group_ids",)),
    "aws_pipes_pipe": (
        ("target_parameters", "ecs_task_parameters", _NETWORK, "aws_vpc_configuration", "subnets"),
        ("target_parameters", "ecs_task_parameters", _NETWORK, "aws_vpc_configuration", "security_groups"),
    ),
    "aws_scheduler_schedule": (
        ("target", "ecs_parameters", _NETWORK, "subnets"),
        ("target", "ecs_parameters", _NETWORK, "security_groups"),
    ),
}
"""Where each type that may run containers has its subnets and its security groups."""

_ENDPOINT_RELATIONS: dict[str, tuple[AttributePath, ...]] = {
    "subnets": (("subnet_ids",), ("subnet_configuration", "subnet_id")),
    "security_groups": (("security_group_ids",),),
    "route_tables": (("route_table_ids",),),
}

_ENDPOINT_ASSOCIATIONS = {
    "subnets": ("aws_vpc_endpoint_subnet_association", "subnet_id"),
    "security_groups": ("aws_vpc_endpoint_security_group_association", "security_group_id"),
    "route_tables": ("aws_vpc_endpoint_route_table_association", "route_table_id"),
}


@dataclass(frozen=True)
class _Resource:
    """A resource or data source of a state."""

    address: str
    type: str
    managed: bool
    values: dict[str, Any]


def main() -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Write the true wiring of kept cases.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    cases = [case for folder in arguments.folders for case in find_cases(folder)]
    settled = [_settle(case, check=arguments.check) for case in cases]
    return 0 if all(settled) else 1


def _settle(case: Path, *, check: bool) -> bool:
    """Bring the kept truth of the case up to date, or only compare; tell whether all is well."""
    try:
        truth = true_wiring(case)
    except PlanError as error:
        print(f"failed   {case}\n{error}", file=sys.stderr)
        return False
    kept = case / TRUTH_NAME
    text = json.dumps(truth, indent=2, ensure_ascii=False) + "\n"
    same = kept.exists() and kept.read_text(encoding="utf-8") == text
    print(f"{'same' if same else 'differs' if kept.exists() else 'new':8} {case}")
    if not check:
        kept.write_text(text, encoding="utf-8")
    return same or not check


def true_wiring(case: Path) -> Truth:
    """Return the wiring of the case as Terraform makes it."""
    resources = _mock_apply(case, read_plan(case), _late_reads(case))
    names = _names(resources)
    return {
        "endpoints": _endpoints(resources, names),
        "subnets": _subnets(resources, names),
        "consumers": _consumers(resources, names),
    }


def _late_reads(case: Path) -> Reads:
    """Return what the data sources read that wait for the apply."""
    file = case / LATE_READS_NAME
    reads: Reads = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return reads


def _mock_apply(case: Path, plan: Plan, late: Reads) -> list[_Resource]:
    """Return what an apply of the case with a mock provider makes and reads, in order of address."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, case.name)
        shutil.copytree(case, copy)
        test = copy / "tests" / "truth.tftest.json"
        test.parent.mkdir()
        test.write_text(json.dumps(_test(plan, late)), encoding="utf-8")
        terraform_init(copy, terraform_environment())
        state = _state(copy)
    resources = sorted(_resources(state.get("root_module", {})), key=lambda resource: resource.address)
    unread = {resource.address for resource in resources if not resource.managed} - {*_data(plan), *late}
    if unread:
        raise PlanError(f"the plan has not read {', '.join(sorted(unread))}")
    return resources


def _test(plan: Plan, late: Reads) -> dict[str, Any]:
    """Return the test that applies the configuration of the plan on the data that is read before and during it."""
    changes = [change for change in plan["resource_changes"] if change["mode"] == "managed"]
    made = [change for change in changes if change["change"]["after"] is not None]
    ids = {
        change["address"]: f"{_ID_PREFIXES[change['type']]}-{number:017x}"
        for number, change in enumerate(made)
        if change["type"] in _ID_PREFIXES
    }
    reads = {**_data(plan), **_with_ids(late, ids)}
    return {
        "mock_provider": {"aws": {"mock_resource": _defaults(made)}},
        "override_resource": [{"target": address, "values": {"id": id_}} for address, id_ in ids.items()],
        "override_data": [{"target": address, "values": values} for address, values in reads.items()],
        "run": {"apply": {"command": "apply"}},
    }


def _with_ids(value: Any, ids: dict[str, str]) -> Any:
    """Return the value with the id of each resource in place of its address."""
    if isinstance(value, dict):
        return {name: _with_ids(item, ids) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_ids(item, ids) for item in value]
    return ids.get(value, value) if isinstance(value, str) else value


def _defaults(made: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the computed values that have to look real, by resource type."""
    arns = {
        change["type"]: {"defaults": {"arn": _ANY_ARN}}
        for change in made
        if "arn" in {**change["change"]["after"], **change["change"]["after_unknown"]}
    }
    return {**arns, "aws_vpc_endpoint": {"defaults": {"arn": _ANY_ARN, "dns_entry": [_ANY_DNS_ENTRY]}}}


def _data(plan: Plan) -> Reads:
    """Return what the plan has read, by the address of the data source."""
    root = plan.get("prior_state", {}).get("values", {}).get("root_module", {})
    return {
        resource.address: {name: value for name, value in resource.values.items() if value is not None}
        for resource in _resources(root)
        if not resource.managed
    }


def _state(folder: Path) -> dict[str, Any]:
    """Return the state that the test in the folder ends with."""
    done = subprocess.run(
        ["terraform", "test", "-no-color", "-verbose", "-json"],
        cwd=folder,
        env=terraform_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    messages = [json.loads(line) for line in done.stdout.splitlines()]
    states: list[dict[str, Any]] = [said["test_state"] for said in messages if said["type"] == "test_state"]
    if done.returncode != 0 or not states:
        told = [said["@message"] for said in messages if said["@level"] == "error"]
        raise PlanError("\n".join(["terraform test:", *told, done.stderr.strip()]))
    return states[-1]


def _resources(module: dict[str, Any]) -> Iterator[_Resource]:
    """Yield all resources in or below a module of a state."""
    for found in module.get("resources", []):
        yield _Resource(found["address"], found["type"], found["mode"] == "managed", found["values"])
    for child in module.get("child_modules", []):
        yield from _resources(child)


def _names(resources: list[_Resource]) -> dict[str, str]:
    """Return what to call the thing with an id: the best name overwrites the others."""
    names: dict[str, str] = {}
    for vpc in _of_type(resources, "aws_vpc", "aws_default_vpc"):
        names.update({vpc.values[name]: f"{vpc.address}.{name}" for name in _VPC_ATTRIBUTES if vpc.values.get(name)})
    named = _of_type(resources, *_NAMED_TYPES)
    names.update({read.values["id"]: read.address for read in reversed(named) if not read.managed})
    names.update({made.values["id"]: made.address for made in named if made.managed})
    names.update(_adopted(resources))
    return names


def _adopted(resources: list[_Resource]) -> dict[str, str]:
    """Return the addresses of the default tables and groups under the ids that their VPC knows them by."""
    tables = {
        table.values["default_route_table_id"]: table.address
        for table in _of_type(resources, "aws_default_route_table")
    }
    groups = {group.values["vpc_id"]: group.address for group in _of_type(resources, "aws_default_security_group")}
    adopted = dict(tables)
    managed = [vpc for vpc in _of_type(resources, "aws_vpc", "aws_default_vpc") if vpc.managed]
    for vpc in managed:
        table = tables.get(vpc.values["default_route_table_id"])
        if table:
            adopted[vpc.values["main_route_table_id"]] = table
        if vpc.values["id"] in groups:
            adopted[vpc.values["default_security_group_id"]] = groups[vpc.values["id"]]
    return adopted


def _endpoints(resources: list[_Resource], names: dict[str, str]) -> dict[str, Any]:
    """Return the relations of each endpoint, associations included."""
    return {
        endpoint.address: {
            "vpc": names.get(endpoint.values["vpc_id"], endpoint.values["vpc_id"]),
            **{relation: _named(_related(endpoint, relation, resources), names) for relation in _ENDPOINT_RELATIONS},
        }
        for endpoint in _of_type(resources, "aws_vpc_endpoint")
    }


def _related(endpoint: _Resource, relation: str, resources: list[_Resource]) -> set[str]:
    """Return the ids that the endpoint itself or an association resource ties to it."""
    association, attribute = _ENDPOINT_ASSOCIATIONS[relation]
    inline = {found for path in _ENDPOINT_RELATIONS[relation] for found in _ids(endpoint.values, path)}
    return inline | {
        tie.values[attribute]
        for tie in _of_type(resources, association)
        if tie.values["vpc_endpoint_id"] == endpoint.values["id"]
    }


def _subnets(resources: list[_Resource], names: dict[str, str]) -> dict[str, Any]:
    """Return the VPC and the route table of each subnet."""
    tied = {
        table.values["subnet_id"]: table.values["id"]
        for table in _of_type(resources, "aws_route_table")
        if not table.managed
    }
    tied.update(
        {
            association.values["subnet_id"]: association.values["route_table_id"]
            for association in _of_type(resources, "aws_route_table_association")
        }
    )
    return {
        subnet.address: {
            "vpc": names.get(subnet.values["vpc_id"], subnet.values["vpc_id"]),
            "route_table": _route_table(subnet, tied.get(subnet.values["id"]), names),
        }
        for subnet in _of_type(resources, *_SUBNET_TYPES)
    }


def _route_table(subnet: _Resource, tied: str | None, names: dict[str, str]) -> str | None:
    if tied:
        return names.get(tied, tied)
    return "main" if subnet.managed else None


def _consumers(resources: list[_Resource], names: dict[str, str]) -> dict[str, Any]:
    """Return the subnets and security groups of what may run containers."""
    consumers = {}
    for resource in _of_type(resources, *_CONSUMERS):
        subnets, groups = (set(_ids(resource.values, path)) for path in _CONSUMERS[resource.type])
        if resource.managed and subnets:
            consumers[resource.address] = {
                "subnets": _named(subnets, names),
                "security_groups": _named(groups, names),
            }
    return consumers


def _of_type(resources: list[_Resource], *types: str) -> list[_Resource]:
    return [resource for resource in resources if resource.type in types]


def _ids(value: Any, path: AttributePath) -> Iterator[str]:
    """Yield the strings at the path, through however many blocks stand on the way."""
    if isinstance(value, list):
        for item in value:
            yield from _ids(item, path)
    elif isinstance(value, dict) and path:
        yield from _ids(value.get(path[0]), path[1:])
    elif isinstance(value, str) and not path:
        yield value


def _named(ids: set[str], names: dict[str, str]) -> list[str]:
    return sorted(names.get(found, found) for found in ids)


if __name__ == "__main__":
    sys.exit(main())
