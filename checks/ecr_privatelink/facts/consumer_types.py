"""What pulls images from ECR through a VPC, and where its attributes stand.

Sources: Amazon ECR user guide, "interface VPC endpoints"; Amazon ECS developer guide;
Amazon EKS user guide, "private clusters"; AWS Batch user guide; attributes from the schema
of hashicorp/aws 5.100, `aws_bedrockagentcore_agent_runtime` from its page for version 6.
Lambda, App Runner, SageMaker and CodeBuild are not here: their service pulls the image, not
an interface in the VPC. A launch template alone runs nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Optional, Tuple

AttributePath = Tuple[str, ...]


class ConsumerType(NamedTuple):
    """One resource type that pulls.

    Attributes:
        kind: in words.
        subnets: where its subnets stand.
        groups: where its security groups stand, None where it has no such attribute.
        task: where its ECS task definition stands, None where it has none.
        settings: where `launch_type` and the like of its ECS tasks stand.
        block: a block that must be there for it to run containers.
        filled: the provider does not compute the subnets.
    """

    type: str
    kind: str
    subnets: AttributePath
    groups: Optional[AttributePath] = None
    task: Optional[AttributePath] = None
    settings: AttributePath = ()
    block: Optional[AttributePath] = None
    filled: bool = True


_NETWORK = "network_configuration"

TASK_RUNNERS = (
    ConsumerType(
        "aws_ecs_service", "ECS service", (_NETWORK, "subnets"), (_NETWORK, "security_groups"), ("task_definition",)
    ),
    ConsumerType(
        "aws_ecs_task_set", "ECS task set", (_NETWORK, "subnets"), (_NETWORK, "security_groups"), ("task_definition",)
    ),
    ConsumerType(
        "aws_cloudwatch_event_target",
        "EventBridge target",
        ("ecs_target", _NETWORK, "subnets"),
        ("ecs_target", _NETWORK, "security_groups"),
        ("ecs_target", "task_definition_arn"),
        ("ecs_target",),
        ("ecs_target",),
    ),
    ConsumerType(
        "aws_scheduler_schedule",
        "EventBridge schedule",
        ("target", "ecs_parameters", _NETWORK, "subnets"),
        ("target", "ecs_parameters", _NETWORK, "security_groups"),
        ("target", "ecs_parameters", "task_definition_arn"),
        ("target", "ecs_parameters"),
        ("target", "ecs_parameters"),
    ),
    ConsumerType(
        "aws_pipes_pipe",
        "EventBridge pipe",
        ("target_parameters", "ecs_task_parameters", _NETWORK, "aws_vpc_configuration", "subnets"),
        ("target_parameters", "ecs_task_parameters", _NETWORK, "aws_vpc_configuration", "security_groups"),
        ("target_parameters", "ecs_task_parameters", "task_definition_arn"),
        ("target_parameters", "ecs_task_parameters"),
        ("target_parameters", "ecs_task_parameters"),
    ),
)
"""They run ECS tasks; unless every image is known and none comes from ECR, they pull from it."""

OTHER_RUNNERS = (
    ConsumerType(
        "aws_batch_compute_environment",
        "Batch compute environment",
        ("compute_resources", "subnets"),
        ("compute_resources", "security_group_ids"),
        block=("compute_resources",),
    ),
    ConsumerType(
        "aws_bedrockagentcore_agent_runtime",
        "AgentCore runtime",
        (_NETWORK, "network_mode_config", "subnets"),
        (_NETWORK, "network_mode_config", "security_groups"),
        block=(_NETWORK, "network_mode_config"),
    ),
)

EKS_NODES = (
    ConsumerType("aws_eks_node_group", "EKS node group", ("subnet_ids",)),
    ConsumerType("aws_eks_fargate_profile", "EKS Fargate profile", ("subnet_ids",)),
)
"""Always consumers: EKS's own system images come from ECR too."""

EKS_CLUSTER = ConsumerType(
    "aws_eks_cluster", "EKS cluster", ("vpc_config", "subnet_ids"), ("vpc_config", "security_group_ids")
)
"""A consumer when the plan holds no nodes of it: nodes pull, the control plane does not."""

INSTANCES = (
    ConsumerType("aws_autoscaling_group", "Auto Scaling group", ("vpc_zone_identifier",), filled=False),
    ConsumerType("aws_instance", "EC2 instance", ("subnet_id",), ("vpc_security_group_ids",), filled=False),
)
"""Consumers only with proof that they run containers."""

INSTANCE_KINDS = frozenset(consumer.kind for consumer in INSTANCES)

CONSUMER_TYPES = tuple(
    consumer.type for consumer in (*TASK_RUNNERS, *OTHER_RUNNERS, *EKS_NODES, EKS_CLUSTER, *INSTANCES)
)

_ECR_HOST = re.compile(
    r"\b\d{12}\.dkr(?:\.ecr|-ecr)(?:-fips)?\.[a-z0-9-]+\."
    r"(?:amazonaws\.(?:com(?:\.cn)?|eu)|on\.aws|on\.amazonwebservices\.com\.cn"
    r"|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)\b"
)


def names_ecr_host(text: str) -> bool:
    """Whether the text names a private ECR registry, in any partition."""
    return _ECR_HOST.search(text) is not None
