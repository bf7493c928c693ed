"""What pulls images from ECR through a VPC, how it runs, and which services it calls."""

from __future__ import annotations

import base64
from typing import Any, Dict, FrozenSet, Mapping, Optional, Set, Tuple

import pytest
from ecr_privatelink.network.consumer_reading import ECS_AGENT_SERVICES, find_consumers
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.network.network_model import Consumer
from ecr_privatelink.wiring.plan_facts import Fact, Known, Unknown
from small_plans import SmallPlan, addresses, constant, refers_to

ECR_HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
IN_SUBNET = {"network_configuration": [{"subnets": ["subnet-1"], "security_groups": ["sg-1"]}]}


def consumers_of(plan: SmallPlan) -> Dict[str, Consumer]:
    """The consumers of the plan by address."""
    return {consumer.address: consumer for consumer in build_network(plan.wiring()).consumers}


def the_consumer(plan: SmallPlan) -> Consumer:
    """The one consumer of the plan."""
    [found] = consumers_of(plan).values()
    return found


def alone(name: str, known: Mapping[str, object], unknown: Tuple[str, ...] = (), **expressions: Any) -> SmallPlan:
    """A plan with one resource."""
    return SmallPlan().block(name, known=known, unknown=unknown, **expressions)


TASKS = {"task_definition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/elsewhere:1"}
TARGET = {"task_definition_arn": TASKS["task_definition"], "launch_type": "FARGATE", **IN_SUBNET}
PIPE = {
    **TARGET,
    "network_configuration": [{"aws_vpc_configuration": [{"subnets": ["subnet-1"], "security_groups": ["sg-1"]}]}],
}
NODES = {"cluster_name": "c", "subnet_ids": ["subnet-1"]}


@pytest.mark.parametrize(
    ("name", "known", "kind"),
    [
        ("aws_ecs_service.x", {**TASKS, **IN_SUBNET}, "ECS service"),
        ("aws_ecs_task_set.x", {**TASKS, **IN_SUBNET}, "ECS task set"),
        ("aws_cloudwatch_event_target.x", {"ecs_target": [TARGET]}, "EventBridge target"),
        ("aws_scheduler_schedule.x", {"target": [{"ecs_parameters": [TARGET]}]}, "EventBridge schedule"),
        ("aws_pipes_pipe.x", {"target_parameters": [{"ecs_task_parameters": [PIPE]}]}, "EventBridge pipe"),
        (
            "aws_batch_compute_environment.x",
            {"compute_resources": [{"type": "FARGATE", "subnets": ["subnet-1"], "security_group_ids": ["sg-1"]}]},
            "Batch compute environment",
        ),
        (
            "aws_bedrockagentcore_agent_runtime.x",
            {
                "network_configuration": [
                    {"network_mode_config": [{"subnets": ["subnet-1"], "security_groups": ["sg-1"]}]}
                ]
            },
            "AgentCore runtime",
        ),
        (
            "aws_eks_cluster.x",
            {"name": "c", "vpc_config": [{"subnet_ids": ["subnet-1"], "security_group_ids": ["sg-1"]}]},
            "EKS cluster",
        ),
    ],
)
def test_each_kind_with_its_subnets_and_groups(name: str, known: Dict[str, object], kind: str) -> None:
    consumer = the_consumer(alone(name, known))
    assert (consumer.address, consumer.kind, consumer.is_instance) == (name, kind, False)
    assert addresses(consumer.subnets).certain == ("subnet-1",)
    assert addresses(consumer.groups).certain == ("sg-1",)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("aws_eks_node_group.x", "EKS node group"), ("aws_eks_fargate_profile.x", "EKS Fargate profile")],
)
def test_nodes_with_their_subnets(name: str, kind: str) -> None:
    consumer = the_consumer(alone(name, NODES))
    assert consumer.kind == kind
    assert addresses(consumer.subnets).certain == ("subnet-1",)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        pytest.param(
            "aws_lambda_function.x",
            {"image_uri": f"{ECR_HOST}/app:1", "vpc_config": [{"subnet_ids": ["subnet-1"]}]},
            id="a function",
        ),
        pytest.param("aws_apprunner_vpc_connector.x", {"subnets": ["subnet-1"]}, id="an App Runner connector"),
        pytest.param(
            "aws_codebuild_project.x",
            {"environment": [{"image": f"{ECR_HOST}/build:1"}], "vpc_config": [{"subnets": ["subnet-1"]}]},
            id="a build project",
        ),
        pytest.param("aws_sagemaker_model.x", {"vpc_config": [{"subnets": ["subnet-1"]}]}, id="a model"),
        pytest.param(
            "aws_launch_template.x",
            {"user_data": base64.b64encode(b"ECS_CLUSTER=c").decode()},
            id="a launch template on its own",
        ),
        pytest.param("aws_cloudwatch_event_target.x", {"ecs_target": []}, id="an event target without a task"),
        pytest.param("aws_scheduler_schedule.x", {"target": [{"ecs_parameters": []}]}, id="a schedule without a task"),
        pytest.param("aws_pipes_pipe.x", {"target_parameters": [{}]}, id="a pipe without a task"),
        pytest.param("aws_batch_compute_environment.x", {"compute_resources": []}, id="unmanaged compute"),
        pytest.param(
            "aws_bedrockagentcore_agent_runtime.x",
            {"network_configuration": [{"network_mode": "PUBLIC", "network_mode_config": []}]},
            id="a runtime outside a VPC",
        ),
        pytest.param("aws_instance.x", {"subnet_id": "subnet-1"}, id="an instance without proof"),
        pytest.param("aws_autoscaling_group.x", {"vpc_zone_identifier": ["subnet-1"]}, id="a group without proof"),
        pytest.param(
            "aws_ecs_service.x",
            {**TASKS, "deployment_controller": [{"type": "EXTERNAL"}]},
            id="a service whose task sets run its tasks",
        ),
        pytest.param("aws_ecs_service.x", {"launch_type": "EXTERNAL"}, id="a service on servers outside AWS"),
        pytest.param(
            "aws_cloudwatch_event_target.x",
            {"ecs_target": [{"launch_type": "EXTERNAL"}]},
            id="an event target with tasks on servers outside AWS",
        ),
    ],
)
def test_what_does_not_pull_through_the_vpc(name: str, known: Dict[str, object]) -> None:
    assert not consumers_of(alone(name, known))


def test_a_block_that_is_not_settled_may_run_tasks() -> None:
    plan = alone("aws_cloudwatch_event_target.x", {}, ("ecs_target",), ecs_target=refers_to("local.target"))
    assert the_consumer(plan).subnets.state == "unknown"


def service(known: Optional[Mapping[str, object]] = None, unknown: Tuple[str, ...] = (), **more: Any) -> SmallPlan:
    """An ECS service whose task definition is in another stack."""
    return alone("aws_ecs_service.x", {**TASKS, **IN_SUBNET, **(known or {})}, unknown, **more)


FARGATE_ONLY = {
    "family": "app",
    "requires_compatibilities": ["FARGATE"],
    "container_definitions": f'[{{"image": "{ECR_HOST}/app"}}]',
}
EITHER = {**FARGATE_ONLY, "requires_compatibilities": ["FARGATE", "EC2"]}


@pytest.mark.parametrize(
    ("known", "on_instances"),
    [
        pytest.param({"launch_type": "FARGATE"}, False, id="Fargate"),
        pytest.param({"launch_type": "EC2"}, True, id="EC2"),
        pytest.param({"capacity_provider_strategy": [{"capacity_provider": "FARGATE_SPOT"}]}, False, id="Fargate Spot"),
        pytest.param({"capacity_provider_strategy": [{"capacity_provider": "my-group"}]}, True, id="own capacity"),
        pytest.param({"capacity_provider_strategy": [], "network_configuration": []}, True, id="no network"),
    ],
)
def test_where_the_tasks_run(known: Dict[str, object], *, on_instances: bool) -> None:
    consumer = the_consumer(service(known))
    assert consumer.on_instances == Known(on_instances)
    assert consumer.needs == (ECS_AGENT_SERVICES if on_instances else frozenset())


def test_an_unset_launch_type_is_decided_by_what_the_task_allows() -> None:
    on_ec2 = {**FARGATE_ONLY, "requires_compatibilities": ["EC2"]}
    unset = {name: value for name, value in FARGATE_ONLY.items() if name != "requires_compatibilities"}
    decided = ((FARGATE_ONLY, Known(False)), (EITHER, None), (on_ec2, Known(True)), (unset, Known(True)))
    for values, fact in decided:
        plan = service({"task_definition": "app:1"}, ("launch_type",))
        found = the_consumer(plan.block("aws_ecs_task_definition.t", known=values)).on_instances
        assert found == fact if fact else isinstance(found, Unknown)


def test_an_unset_launch_type_of_a_task_of_another_stack_is_not_known() -> None:
    found = the_consumer(service(unknown=("launch_type",))).on_instances
    assert isinstance(found, Unknown)
    assert "aws_ecs_service.x" in found.because


def test_ecs_exec_needs_its_channel() -> None:
    assert the_consumer(service({"launch_type": "FARGATE", "enable_execute_command": True})).needs == {"ssmmessages"}
    assert the_consumer(service({"launch_type": "FARGATE", "enable_execute_command": False})).needs == frozenset()


def test_an_event_targets_own_settings_count() -> None:
    target = {**TARGET, "launch_type": "EC2", "enable_execute_command": True}
    consumer = the_consumer(alone("aws_cloudwatch_event_target.x", {"ecs_target": [target]}))
    assert consumer.needs == ECS_AGENT_SERVICES | {"ssmmessages"}


@pytest.mark.parametrize(("driver", "logs"), [("awslogs", Known(True)), ("splunk", None)])
def test_service_connect_may_log(driver: str, logs: Optional[Fact[bool]]) -> None:
    connect = {"service_connect_configuration": [{"log_configuration": [{"log_driver": driver}]}]}
    found = the_consumer(service({"launch_type": "FARGATE", **connect})).logs
    assert found == logs if logs else isinstance(found, Unknown)


@pytest.mark.parametrize(
    ("kind", "needs"), [("EC2", ECS_AGENT_SERVICES), ("SPOT", ECS_AGENT_SERVICES), ("FARGATE", frozenset())]
)
def test_batch_on_instances_calls_the_agents_services(kind: str, needs: FrozenSet[str]) -> None:
    """Its own subnets are those of the instances, so images come in there in any case."""
    resources = {"type": kind, "subnets": ["subnet-1"]}
    consumer = the_consumer(alone("aws_batch_compute_environment.x", {"compute_resources": [resources]}))
    assert (consumer.needs, consumer.on_instances) == (needs, Known(False))
    assert isinstance(consumer.logs, Unknown)


def test_subnets_that_wait_are_followed() -> None:
    plan = (
        SmallPlan()
        .block("aws_subnet.a")
        .block(
            "aws_ecs_service.x",
            known={**TASKS, "network_configuration": [{}]},
            unknown={"network_configuration": [{"subnets": True}]},
            network_configuration=[{"subnets": refers_to("aws_subnet.a.id")}],
        )
    )
    assert addresses(the_consumer(plan).subnets).certain == ("aws_subnet.a",)


def cluster(**nodes: Mapping[str, Any]) -> SmallPlan:
    """Two EKS clusters with known names, and node groups with what the arguments say."""
    plan = SmallPlan()
    for name in ("one", "two"):
        plan.block(f"aws_eks_cluster.{name}", known={"name": name, "vpc_config": [{"subnet_ids": [f"subnet-{name}"]}]})
    for label, block in nodes.items():
        plan.block(f"aws_eks_node_group.{label}", **block)
    return plan


def test_a_cluster_without_nodes_pulls_for_those_to_come() -> None:
    assert set(consumers_of(cluster())) == {"aws_eks_cluster.one", "aws_eks_cluster.two"}


@pytest.mark.parametrize(
    "block",
    [
        pytest.param({"known": {**NODES, "cluster_name": "one"}}, id="by its name"),
        pytest.param(
            {
                "known": {"subnet_ids": ["subnet-1"]},
                "unknown": ("cluster_name",),
                "cluster_name": refers_to("aws_eks_cluster.one.id"),
            },
            id="by its id",
        ),
    ],
)
def test_a_cluster_with_nodes_leaves_the_pulling_to_them(block: Dict[str, Any]) -> None:
    assert set(consumers_of(cluster(n=block))) == {"aws_eks_node_group.n", "aws_eks_cluster.two"}


def test_nodes_of_a_cluster_that_is_not_known_may_be_any_ones() -> None:
    block = {"known": {"subnet_ids": ["subnet-1"]}, "unknown": ("cluster_name",), "cluster_name": refers_to("local.c")}
    found = consumers_of(cluster(n=block))
    assert set(found) == {"aws_eks_node_group.n", "aws_eks_cluster.one", "aws_eks_cluster.two"}
    for address in ("aws_eks_cluster.one", "aws_eks_cluster.two"):
        assert not found[address].vpc.certain
        assert "aws_eks_node_group.n may be its nodes, which pull instead" in str(found[address].vpc)


def cluster_of_waiting_name(*references: str) -> SmallPlan:
    """A cluster whose name is made of these, and one without nodes whose name is known."""
    vpc = [{"subnet_ids": ["subnet-c"]}]
    plan = SmallPlan().block("terraform_data.suffix", unknown=("output",))
    plan.block("aws_eks_cluster.c", known={"vpc_config": vpc}, unknown=("name",), name=refers_to(*references))
    return plan.block("aws_eks_cluster.other", known={"name": "other", "vpc_config": vpc})


@pytest.mark.parametrize("made_of", ["terraform_data.suffix.output", "local.name"])
def test_nodes_that_name_a_cluster_of_waiting_name_are_its_own(made_of: str) -> None:
    name: Dict[str, Any] = {"unknown": ("cluster_name",), "cluster_name": refers_to("aws_eks_cluster.c.name")}
    plan = cluster_of_waiting_name(made_of).block("aws_eks_node_group.n", known={"subnet_ids": ["subnet-1"]}, **name)
    found = set(consumers_of(plan))
    assert found == {"aws_eks_node_group.n", "aws_eks_cluster.other"}


def test_nodes_whose_cluster_is_named_by_what_its_name_is_made_of_may_be_any_ones() -> None:
    name: Dict[str, Any] = {"unknown": ("cluster_name",), "cluster_name": refers_to("terraform_data.suffix.output")}
    plan = cluster_of_waiting_name("terraform_data.suffix.output")
    found = consumers_of(plan.block("aws_eks_node_group.n", known={"subnet_ids": ["subnet-1"]}, **name))
    assert set(found) == {"aws_eks_node_group.n", "aws_eks_cluster.c", "aws_eks_cluster.other"}
    assert not found["aws_eks_cluster.c"].vpc.certain


@pytest.mark.parametrize(
    ("key", "perhaps_of"),
    [
        pytest.param("aws_eks_cluster.c.name", {"aws_eks_cluster.c"}, id="the cluster's name"),
        pytest.param("local.name", {"aws_eks_cluster.c", "aws_eks_cluster.other"}, id="what may be any name"),
    ],
)
def test_a_group_with_a_tag_whose_key_waits_may_be_the_nodes_of_a_cluster(key: str, perhaps_of: Set[str]) -> None:
    tags: Dict[str, Any] = {
        "unknown": {"tag": [{}, {"key": True}]},
        "tag": [{"key": constant("Name")}, {"key": refers_to(key)}],
    }
    known = {"vpc_zone_identifier": ["subnet-1"], "tag": [{"key": "Name"}, {"value": "owned"}]}
    plan = cluster_of_waiting_name("terraform_data.suffix.output").block("aws_autoscaling_group.g", known=known, **tags)
    found = consumers_of(plan.block("aws_subnet.s", known={"id": "subnet-1", "vpc_id": "vpc-1"}))
    assert set(found) == {"aws_autoscaling_group.g", "aws_eks_cluster.c", "aws_eks_cluster.other"}
    group = found["aws_autoscaling_group.g"]
    assert addresses(group.subnets).certain == ("aws_subnet.s",)
    assert [vpc.address for vpc in group.vpc.possible] == ["vpc-1"]
    assert group.vpc.closed
    assert "may join an EKS cluster by a tag whose key is known only after the apply" in group.vpc.why
    for address in ("aws_eks_cluster.c", "aws_eks_cluster.other"):
        assert ("aws_autoscaling_group.g may be its nodes" in str(found[address].vpc)) is (address in perhaps_of)


def test_tags_whose_values_wait_make_no_nodes() -> None:
    tags: Dict[str, Any] = {
        "unknown": {"tag": [{"value": True}]},
        "tag": [{"key": constant("Name"), "value": refers_to("local.a")}],
    }
    known = {"vpc_zone_identifier": ["subnet-1"], "tag": [{"key": "Name"}]}
    plan = cluster_of_waiting_name("local.name").block("aws_autoscaling_group.g", known=known, **tags)
    assert set(consumers_of(plan)) == {"aws_eks_cluster.c", "aws_eks_cluster.other"}


@pytest.mark.parametrize(
    ("name", "known", "expressions", "needs"),
    [
        pytest.param("aws_eks_node_group.n", {}, {}, {"ec2"}, id="EKS's own image"),
        pytest.param("aws_eks_node_group.n", {"ami_type": "AL2023_x86_64_STANDARD"}, {}, {"ec2"}, id="one by type"),
        pytest.param("aws_eks_node_group.n", {"ami_type": "CUSTOM"}, {}, set(), id="an image of one's own"),
        pytest.param(
            "aws_eks_node_group.n",
            {"launch_template": [{"version": "1"}]},
            {"launch_template": [{"id": refers_to("aws_launch_template.t.id"), "version": constant("1")}]},
            set(),
            id="a launch template",
        ),
        pytest.param(
            "aws_eks_node_group.n",
            {"launch_template": [{"version": "1"}]},
            {},
            set(),
            id="a launch template in a dynamic block",
        ),
        pytest.param("aws_eks_fargate_profile.n", {}, {}, {"sts"}, id="Fargate pods"),
    ],
)
def test_what_nodes_call(name: str, known: Dict[str, Any], expressions: Dict[str, Any], needs: FrozenSet[str]) -> None:
    consumer = the_consumer(alone(name, {**NODES, **known}, **expressions))
    assert consumer.needs == needs
    assert isinstance(consumer.logs, Unknown)


def test_the_image_of_nodes_may_wait() -> None:
    image: Dict[str, Any] = {"unknown": ("ami_type",), "ami_type": refers_to("local.image")}
    assert the_consumer(SmallPlan().block("aws_eks_node_group.n", known=NODES, **image)).needs == frozenset()


def test_an_environment_on_eks_runs_no_container_agent() -> None:
    compute: Dict[str, Any] = {"compute_resources": [{"type": "EC2", "subnets": ["subnet-1"]}]}
    in_dynamic_block = {**compute, "eks_configuration": [{"kubernetes_namespace": "n"}]}
    name = "aws_batch_compute_environment.b"
    assert the_consumer(alone(name, compute)).needs == ECS_AGENT_SERVICES
    assert the_consumer(alone(name, in_dynamic_block)).needs == frozenset()


def encoded(text: str) -> str:
    """A text as `base64encode` gives it."""
    return base64.b64encode(text.encode()).decode()


JOIN = "#!/bin/sh\necho ECS_CLUSTER=main >> /etc/ecs/ecs.config\n"
RUN = f"docker run {ECR_HOST}/app:1"


@pytest.mark.parametrize(
    ("known", "expressions", "needs"),
    [
        pytest.param({"user_data": "0b9c"}, {"user_data": constant(JOIN)}, ECS_AGENT_SERVICES, id="plain text"),
        pytest.param({"user_data_base64": encoded(JOIN)}, {}, ECS_AGENT_SERVICES, id="base64"),
        pytest.param({"user_data_base64": encoded(RUN)}, {}, frozenset(), id="an image's host"),
        pytest.param({"tags": {"kubernetes.io/cluster/c": "owned"}}, {}, frozenset(), id="a node's tag"),
    ],
)
def test_an_instance_with_proof(known: Dict[str, object], expressions: Dict[str, Any], needs: FrozenSet[str]) -> None:
    values = {"subnet_id": "subnet-1", "vpc_security_group_ids": ["sg-1"], **known}
    consumer = the_consumer(alone("aws_instance.i", values, **expressions))
    assert (consumer.kind, consumer.is_instance, consumer.needs) == ("EC2 instance", True, needs)
    assert addresses(consumer.subnets).certain == ("subnet-1",)
    assert addresses(consumer.groups).certain == ("sg-1",)
    assert isinstance(consumer.logs, Unknown)


@pytest.mark.parametrize(
    "known",
    [
        pytest.param({"user_data": "echo hello"}, id="other user data"),
        pytest.param({"user_data": "#!/bin/sh\n  # no ECS_CLUSTER here\necho hello"}, id="a comment"),
        pytest.param(
            {"user_data_base64": encoded("docker run public.ecr.aws/docker/library/nginx")}, id="public image"
        ),
        pytest.param({"user_data_base64": base64.b64encode(b"\x1f\x8b\xff").decode()}, id="compressed"),
        pytest.param({"tags": {"Name": "kubernetes.io/cluster/c"}}, id="a tag's value"),
        pytest.param({"tags": None, "user_data": None}, id="nothing"),
    ],
)
def test_an_instance_without_proof(known: Dict[str, object]) -> None:
    assert not consumers_of(alone("aws_instance.i", {"subnet_id": "subnet-1", **known}))


@pytest.mark.parametrize(
    ("attribute", "text"), [("user_data", JOIN), ("user_data", RUN), ("user_data_base64", encoded(JOIN))]
)
@pytest.mark.parametrize("sensitive", [False, True])
def test_user_data_that_comes_through_a_variable_is_read(attribute: str, text: str, *, sensitive: bool) -> None:
    """The plan shows a hash of it; the variable's value stands in the plan, and no message shows it."""
    written: Dict[str, Any] = {attribute: refers_to("var.boot")}
    plan = alone("aws_instance.i", {"subnet_id": "subnet-1", attribute: "0b9c46"}, **written)
    plan.variable("boot", text, sensitive=sensitive)
    assert the_consumer(plan).is_instance


def test_user_data_that_comes_through_a_modules_input_is_read() -> None:
    plan = SmallPlan().variable("boot", JOIN)
    plan.call("nodes", {"resources": [], "variables": {"user_data": {}}}, user_data=refers_to("var.boot"))
    known = {"subnet_id": "subnet-1", "user_data": "0b9c46"}
    plan.block("module.nodes.aws_instance.i", known=known, user_data=refers_to("var.user_data"))
    assert the_consumer(plan).is_instance


@pytest.mark.parametrize(
    "references",
    [
        pytest.param(("var.boot", "var.other"), id="one of two, and which is not told"),
        pytest.param(("var.other",), id="other user data"),
        pytest.param(("aws_ecs_cluster.main.name",), id="a name, of which the text around is not told"),
        pytest.param(("local.boot",), id="a local"),
    ],
)
def test_user_data_that_a_plan_does_not_tell_is_no_proof(references: Tuple[str, ...]) -> None:
    known = {"subnet_id": "subnet-1", "user_data": "0b9c46"}
    plan = alone("aws_instance.i", known, user_data=refers_to(*references)).block("aws_ecs_cluster.main")
    assert not consumers_of(plan.variable("boot", JOIN).variable("other", "echo hello"))


def test_a_group_is_told_by_the_tags_that_it_hands_on() -> None:
    tag = {"key": "kubernetes.io/cluster/c", "value": "owned", "propagate_at_launch": True}
    plan = alone("aws_autoscaling_group.g", {"vpc_zone_identifier": ["subnet-1"], "tag": [tag]})
    consumer = the_consumer(plan)
    assert (consumer.kind, consumer.is_instance) == ("Auto Scaling group", True)
    assert addresses(consumer.subnets).certain == ("subnet-1",)


@pytest.mark.parametrize("template", ["aws_launch_template.t", "aws_launch_configuration.t"])
@pytest.mark.parametrize(("text", "found"), [(JOIN, True), (RUN, True), ("echo hello", False)])
def test_a_groups_template_may_hold_the_proof(template: str, text: str, *, found: bool) -> None:
    attribute = template.partition(".")[0].replace("aws_", "")
    name = f"{template}.id" if attribute == "launch_template" else f"{template}.name"
    written: Any = [{"id": refers_to(name)}] if attribute == "launch_template" else refers_to(name)
    plan = SmallPlan().block(template, known={"user_data": encoded(text)}, unknown=("name",))
    expressions: Dict[str, Any] = {attribute: written}
    plan.block(
        "aws_autoscaling_group.g",
        known={"vpc_zone_identifier": ["subnet-1"], "mixed_instances_policy": []},
        unknown=(attribute,),
        **expressions,
    )
    assert set(consumers_of(plan)) == ({"aws_autoscaling_group.g"} if found else set())


def test_a_mixed_policys_template_may_hold_the_proof() -> None:
    plan = SmallPlan().block("aws_launch_template.t", known={"user_data": encoded(JOIN)})
    template = [{"launch_template_specification": [{"launch_template_id": refers_to("aws_launch_template.t.id")}]}]
    plan.block(
        "aws_autoscaling_group.g",
        unknown=("mixed_instances_policy", "vpc_zone_identifier"),
        mixed_instances_policy=[{"launch_template": template}],
        vpc_zone_identifier=refers_to("local.subnets"),
    )
    assert the_consumer(plan).subnets.state == "unknown"


def capacity_provider(group: Dict[str, Any]) -> SmallPlan:
    """Two Auto Scaling groups, and a capacity provider of what an expression names."""
    plan = (
        SmallPlan()
        .block("aws_autoscaling_group.g", unknown=("arn",))
        .block("aws_autoscaling_group.h", unknown=("arn",))
    )
    return plan.variable("first", value=True).block(
        "aws_ecs_capacity_provider.p",
        known={"auto_scaling_group_provider": [{}]},
        unknown={"auto_scaling_group_provider": [{"auto_scaling_group_arn": True}]},
        auto_scaling_group_provider=[{"auto_scaling_group_arn": group}],
    )


def test_a_group_of_a_capacity_provider_joins_a_cluster() -> None:
    consumer = the_consumer(capacity_provider(refers_to("aws_autoscaling_group.g.arn")))
    assert (consumer.address, consumer.needs) == ("aws_autoscaling_group.g", ECS_AGENT_SERVICES)


def test_a_group_of_a_capacity_provider_is_known_by_its_arn_later() -> None:
    plan = SmallPlan().block("aws_autoscaling_group.g", known={"id": "g", "arn": "arn:g"})
    plan.block("aws_autoscaling_group.h", known={"id": "h", "arn": "arn:h"})
    provider = {"id": "p", "auto_scaling_group_provider": [{"auto_scaling_group_arn": "arn:g"}]}
    assert the_consumer(plan.block("aws_ecs_capacity_provider.p", known=provider)).address == "aws_autoscaling_group.g"


def test_a_capacity_provider_of_one_of_two_groups_proves_neither() -> None:
    either = refers_to("var.first", "aws_autoscaling_group.g.arn", "aws_autoscaling_group.h.arn")
    assert not consumers_of(capacity_provider(either))


def test_what_goes_does_not_pull() -> None:
    assert not list(find_consumers(SmallPlan().gone("aws_ecs_service.x", {"id": "x", **TASKS, **IN_SUBNET}).wiring()))
