"""Reading the consumers: what pulls images from ECR through a VPC."""

from __future__ import annotations

import base64
from typing import Dict, FrozenSet, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Set

from ..facts.consumer_types import (
    EKS_CLUSTER,
    EKS_NODES,
    INSTANCES,
    OTHER_RUNNERS,
    TASK_RUNNERS,
    ConsumerType,
    names_ecr_host,
)
from ..facts.network_nouns import SECURITY_GROUP, SUBNET
from ..plan.json_shape import Json
from ..plan.open_reasons import NO_LAUNCH_TYPE
from ..plan.plan_index import Resource
from ..plan.planned_values import part_at
from ..wiring.place_index import Place
from ..wiring.plan_facts import Fact, Known, Relation, Unknown
from ..wiring.plan_wiring import Wiring
from ..wiring.reached_values import Literal, Reached
from .consumer_tasks import Task, task_of

ECS_AGENT_SERVICES = frozenset({"ecs", "ecs-agent", "ecs-telemetry"})
"""A container instance's agent calls all three.
Source: Amazon ECS developer guide, "interface VPC endpoints"."""


NO: Fact[bool] = Known(False)
_ANYWHERE: Fact[str] = Known("EXTERNAL")
"""The launch type of tasks on servers outside AWS, which pull from there.
Source: Amazon ECS developer guide, "Amazon ECS clusters for external instances"."""


class FoundConsumer(NamedTuple):
    """A consumer before its VPC is known: its relations are still between places."""

    address: str
    kind: str
    subnets: Relation[Place]
    groups: Relation[Place]
    logs: Fact[bool]
    needs: FrozenSet[str] = frozenset()
    on_instances: Fact[bool] = NO
    maybe_because: str = ""
    """Why it may be no consumer at all."""


def _found(wiring: Wiring, resource: Resource, of_type: ConsumerType, logs: Fact[bool]) -> FoundConsumer:
    groups: Relation[Place] = Relation(open_because=("its launch template or its cluster gives its security groups",))
    if of_type.groups:
        groups = wiring.many(resource, SECURITY_GROUP, *of_type.groups, filled=True)
    subnets = wiring.many(resource, SUBNET, *of_type.subnets, filled=of_type.filled)
    return FoundConsumer(resource.address, of_type.kind, subnets, groups, logs)


def find_consumers(wiring: Wiring) -> Iterator[FoundConsumer]:
    """Every consumer that the plan keeps or makes."""
    yield from _task_runners(wiring)
    for of_type in OTHER_RUNNERS:
        for resource in wiring.plan.of_types(of_type.type):
            if _has_block(wiring, resource, of_type) and not _runs_another_image(wiring, resource):
                logs = Unknown(f"{resource.address} takes its images and log drivers from elsewhere")
                kind = wiring.fact(resource, "compute_resources", "type")
                has_agent = isinstance(kind, Known) and kind.value in ("EC2", "SPOT")
                if wiring.has_block(resource, "eks_configuration"):
                    has_agent = False
                needs = ECS_AGENT_SERVICES if has_agent else frozenset()
                yield _found(wiring, resource, of_type, logs)._replace(needs=needs)
    yield from _eks(wiring)
    yield from _instances(wiring)


def _task_runners(wiring: Wiring) -> Iterator[FoundConsumer]:
    for of_type in TASK_RUNNERS:
        for resource in wiring.plan.of_types(of_type.type):
            if not _has_block(wiring, resource, of_type) or _leaves_it_to_task_sets(wiring, resource):
                continue
            if wiring.fact(resource, *of_type.settings, "launch_type") == _ANYWHERE:
                continue
            task = task_of(wiring, resource, of_type.task or ())
            if task.from_ecr:
                on_instances = _on_instances(wiring, resource, of_type, task)
                needs = task.needs | _runner_needs(wiring, resource, of_type, on_instances)
                found = _found(wiring, resource, of_type, _service_logs(wiring, resource, task))
                yield found._replace(needs=needs, on_instances=on_instances)


def _runs_another_image(wiring: Wiring, resource: Resource) -> bool:
    """An AgentCore runtime whose image is known, and is not in ECR."""
    image = wiring.fact(resource, "agent_runtime_artifact", "container_configuration", "container_uri")
    return isinstance(image, Known) and not names_ecr_host(str(image.value))


def _leaves_it_to_task_sets(wiring: Wiring, resource: Resource) -> bool:
    """Under an external deployment controller a service runs no tasks itself."""
    return wiring.fact(resource, "deployment_controller", "type") == Known("EXTERNAL")


def _has_block(wiring: Wiring, resource: Resource, of_type: ConsumerType) -> bool:
    """Whether the block is there that makes the resource run containers at all."""
    return of_type.block is None or wiring.has_block(resource, *of_type.block)


def _on_instances(wiring: Wiring, resource: Resource, of_type: ConsumerType, task: Task) -> Fact[bool]:
    """Whether the tasks run on EC2 container instances.

    Fargate asks for a network configuration, and for a task definition that allows it. Where
    neither launch type nor capacity providers are set, the cluster's default decides.
    """
    launch_type = wiring.fact(resource, *of_type.settings, "launch_type")
    if isinstance(launch_type, Known) and launch_type.value:
        return Known(launch_type.value != "FARGATE")
    providers = wiring.fact(resource, *of_type.settings, "capacity_provider_strategy")
    if isinstance(providers, Known) and isinstance(providers.value, list) and providers.value:
        names = [str(provider.get("capacity_provider")) for provider in providers.value if isinstance(provider, dict)]
        return Known(not any(name.startswith("FARGATE") for name in names))
    if task.no_fargate or wiring.many(resource, SUBNET, *of_type.subnets, filled=True).empty:
        return Known(True)
    if task.only_fargate:
        return Known(False)
    return Unknown(f"{resource.address} {NO_LAUNCH_TYPE}, and its cluster's default is not read")


def _runner_needs(
    wiring: Wiring, resource: Resource, of_type: ConsumerType, on_instances: Fact[bool]
) -> FrozenSet[str]:
    needs = set(ECS_AGENT_SERVICES) if on_instances == Known(True) else set()
    if wiring.fact(resource, *of_type.settings, "enable_execute_command") == Known(True):
        needs.add("ssmmessages")  # ECS Exec opens its session through it
    return frozenset(needs)


def _service_logs(wiring: Wiring, resource: Resource, task: Task) -> Fact[bool]:
    """The driver of Service Connect's own container counts as well."""
    driver = wiring.fact(resource, "service_connect_configuration", "log_configuration", "log_driver")
    return Known(True) if driver == Known("awslogs") else task.logs


def _eks(wiring: Wiring) -> Iterator[FoundConsumer]:
    """Nodes always; a cluster where the plan has no nodes of it, and perhaps where it may have."""
    clusters = list(wiring.plan.of_types(EKS_CLUSTER.type))
    with_nodes: Set[str] = set()
    perhaps_with_nodes: Dict[str, str] = {}
    for of_type in EKS_NODES:
        for resource in wiring.plan.of_types(of_type.type):
            named = _clusters_of(wiring, resource, clusters)
            with_nodes |= named.addresses
            if not named.settled:
                perhaps_with_nodes.update((cluster.address, resource.address) for cluster in clusters)
            found = _found(wiring, resource, of_type, _pods_log(resource))
            yield found._replace(needs=_node_needs(wiring, resource))
    groups = list(wiring.plan.of_types("aws_autoscaling_group"))
    for group in filter(_has_waiting_tags, groups):
        tagged_for = _led_through(wiring.reached(group, "tag", "key"), clusters)
        perhaps_with_nodes.update(dict.fromkeys(tagged_for or {cluster.address for cluster in clusters}, group.address))
    tagged = {name for group in groups for name in _cluster_tags(group)}
    for cluster in clusters:
        if cluster.address not in with_nodes and str(cluster.values.get("name")) not in tagged:
            found = _found(wiring, cluster, EKS_CLUSTER, _pods_log(cluster))
            nodes = perhaps_with_nodes.get(cluster.address)
            yield _perhaps(found, f"{nodes} may be its nodes, which pull instead") if nodes else found


def _pods_log(resource: Resource) -> Fact[bool]:
    return Unknown(f"whether pods on {resource.address} log to CloudWatch is not in the plan")


class _Named(NamedTuple):
    """The clusters of this plan that nodes name, and whether these are all."""

    addresses: Set[str]
    settled: bool


def _clusters_of(wiring: Wiring, nodes: Resource, clusters: Sequence[Resource]) -> _Named:
    """The clusters that nodes name; a cluster's name that waits leads through it to what it is made of."""
    reached = wiring.reached(nodes, "cluster_name")
    literals = {item.value for item in reached.items if isinstance(item, Literal)}
    named = {symbol.resource.address for symbol in reached.symbols if symbol.resource in clusters}
    named |= {cluster.address for cluster in clusters if cluster.values.get("name") in literals}
    named |= _led_through(reached, clusters)
    return _Named(named, not reached.open_because and bool(named or not reached.symbols))


def _led_through(reached: Reached, clusters: Sequence[Resource]) -> Set[str]:
    """The clusters whose attributes are among the references that were followed."""
    steps = reached.trail
    return {each.address for each in clusters if any(step.startswith(f"{each.address}.") for step in steps)}


def _has_waiting_tags(group: Resource) -> bool:
    tags = group.unknown.get("tag")
    written = group.config is not None and "tag" in group.config.expressions
    return (written and tags is True) or (isinstance(tags, list) and any(part_at(tag, "key") is True for tag in tags))


def _node_needs(wiring: Wiring, nodes: Resource) -> FrozenSet[str]:
    """EKS's own images describe their instance through `ec2`; Fargate pods take their role from `sts`."""
    if nodes.type == "aws_eks_fargate_profile":
        return frozenset({"sts"})
    image = wiring.fact(nodes, "ami_type")
    own_image = wiring.has_block(nodes, "launch_template") or isinstance(image, Unknown) or image == Known("CUSTOM")
    return frozenset() if own_image else frozenset({"ec2"})


def _instances(wiring: Wiring) -> Iterator[FoundConsumer]:
    grouped = _groups_of_capacity_providers(wiring)
    has_clusters = any(True for _ in wiring.plan.of_types(EKS_CLUSTER.type))
    for of_type in INSTANCES:
        for resource in wiring.plan.of_types(of_type.type):
            data = list(_user_data(wiring, resource))
            in_cluster = grouped.get(resource.address) == "" or any("ECS_CLUSTER" in text for text in data)
            pulls = in_cluster or bool(_cluster_tags(resource)) or any(names_ecr_host(text) for text in data)
            perhaps = grouped.get(resource.address, "")
            if has_clusters and _has_waiting_tags(resource):
                perhaps = f"{resource.address} may join an EKS cluster by a tag whose key is known only after the apply"
            if pulls or perhaps:
                logs = Unknown(f"the log drivers of containers on {resource.address} are not in the plan")
                needs = ECS_AGENT_SERVICES if in_cluster else frozenset()
                found = _found(wiring, resource, of_type, logs)._replace(needs=needs)
                yield found if pulls else _perhaps(found, perhaps)


def _perhaps(consumer: FoundConsumer, because: str) -> FoundConsumer:
    """A consumer that may be none."""
    return consumer._replace(maybe_because=because)


def _cluster_tags(resource: Resource) -> List[str]:
    """The EKS clusters that tags name, without which an instance could not join one.

    Source: Amazon EKS user guide, "self-managed nodes".
    """
    tags = resource.values.get("tag") or resource.values.get("tags") or ()
    keys = [tag.get("key") for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else list(tags)
    prefix = "kubernetes.io/cluster/"
    return [str(key)[len(prefix) :] for key in keys if str(key).startswith(prefix)]


def _groups_of_capacity_providers(wiring: Wiring) -> Mapping[str, str]:
    """The addresses of groups that ECS runs tasks on; each with why its provider may not be there, "" where it is."""
    found: Dict[str, str] = {}
    groups = list(wiring.plan.of_types("aws_autoscaling_group"))
    for provider in wiring.plan.of_types("aws_ecs_capacity_provider"):
        reached = wiring.reached(provider, "auto_scaling_group_provider", "auto_scaling_group_arn")
        arns = {item.value for item in reached.items if isinstance(item, Literal) and isinstance(item.value, str)}
        named = [symbol.resource.address for symbol in reached.symbols]
        named = named if len(named) == 1 and not reached.open_because else []
        named += [group.address for group in groups if group.values.get("arn") in arns]
        absent = wiring.plan.unsettled.get(provider.address, "")
        found.update((group, absent and found.get(group, absent)) for group in named)
    return found


def _user_data(wiring: Wiring, resource: Resource) -> Iterator[str]:
    """User data in plain text without comments, of an instance or of the launch template that it names.

    The provider shows an instance's `user_data` as a hash.
    """
    holders = [resource, *_templates(wiring, resource)]
    for holder in holders:
        for attribute in ("user_data", "user_data_base64"):
            for text in (holder.values.get(attribute), *wiring.written_texts(holder, attribute)):
                yield from map(_without_comments, _texts(text))


def _without_comments(script: str) -> str:
    return "\n".join(line for line in script.splitlines() if not line.lstrip().startswith("#"))


def _templates(wiring: Wiring, resource: Resource) -> Iterator[Resource]:
    """The launch templates and configurations that an instance or a group refers to, or knows by id or name."""
    holders = list(wiring.plan.of_types("aws_launch_template", "aws_launch_configuration"))
    for block in ("launch_template", "launch_configuration", "mixed_instances_policy"):
        reached = wiring.reached(resource, block)
        known = {text for item in reached.items if isinstance(item, Literal) for text in item.strings()}
        named = [symbol.resource for symbol in reached.symbols]
        yield from (holder for holder in holders if holder in named or known & _names(holder))


def _names(holder: Resource) -> Set[str]:
    return {str(holder.values[name]) for name in ("id", "name") if holder.values.get(name)}


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        decoded = _decoded(value)
        if decoded is not None:
            yield decoded


def _decoded(text: str) -> Optional[str]:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:  # no base64, or not of text
        return None
