"""What task definitions say of a consumer: images, log drivers and secrets."""

from __future__ import annotations

import json
from typing import Any, Dict, List, Optional, Set

import pytest
from ecr_privatelink.network.network_building import build_network
from ecr_privatelink.network.network_model import Consumer
from ecr_privatelink.wiring.plan_facts import Known, Unknown
from small_plans import SmallPlan, refers_to

ECR_IMAGE = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1"
FROM_MANAGER = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:s"
FROM_STORE = "arn:aws:ssm:eu-west-1:123456789012:parameter/p"


def definition(*containers: Dict[str, Any], family: str = "app") -> Dict[str, object]:
    """What the plan knows of a task definition with these containers."""
    return {"family": family, "container_definitions": json.dumps(containers)}


def container(image: str = ECR_IMAGE, driver: Optional[str] = None, **more: Any) -> Dict[str, Any]:
    """One container."""
    return {"image": image, **({"logConfiguration": {"logDriver": driver}} if driver else {}), **more}


def consumer_of(plan: SmallPlan, task: str = "app:1") -> Optional[Consumer]:
    """What an ECS service that names its task definition as known text is; None where it is no consumer."""
    known = {
        "task_definition": task,
        "launch_type": "FARGATE",
        "network_configuration": [{"subnets": ["subnet-1"]}],
    }
    consumers = build_network(plan.block("aws_ecs_service.s", known=known).wiring()).consumers
    return consumers[0] if consumers else None


def with_containers(*containers: Dict[str, Any]) -> Optional[Consumer]:
    """What a service that runs these containers is."""
    return consumer_of(SmallPlan().block("aws_ecs_task_definition.t", known=definition(*containers)))


def referring(*references: str, **blocks: Dict[str, object]) -> Consumer:
    """The consumer that a service with these references is, beside the task definitions."""
    plan = SmallPlan()
    for label, known in blocks.items():
        plan.block(f"aws_ecs_task_definition.{label}", known=known, unknown=("arn",))
    plan.variable("first", value=True).block(
        "aws_ecs_service.s",
        known={"launch_type": "FARGATE", "network_configuration": [{"subnets": ["subnet-1"]}]},
        unknown=("task_definition",),
        task_definition=refers_to(*references),
    )
    [consumer] = build_network(plan.wiring()).consumers
    return consumer


@pytest.mark.parametrize(
    "image",
    [
        ECR_IMAGE,
        "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com/app",
        "123456789012.dkr-ecr.eu-west-1.on.aws/app",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/app",
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu/app",
    ],
)
def test_an_image_of_ecr_makes_a_consumer(image: str) -> None:
    assert with_containers(container(image)) is not None


@pytest.mark.parametrize(
    "image",
    [
        "nginx:latest",
        "public.ecr.aws/docker/library/nginx",
        "dkr.ecr.eu-west-1.amazonaws.com/app",
        "123456789012.dkr.ecr.eu-west-1.example.com/app",
    ],
)
def test_known_images_of_elsewhere_make_none(image: str) -> None:
    assert with_containers(container(image)) is None


def test_one_image_of_ecr_is_enough() -> None:
    assert with_containers(container("nginx"), container()) is not None


def test_containers_that_wait_may_come_from_ecr() -> None:
    plan = SmallPlan().block(
        "aws_ecs_task_definition.t",
        known={"family": "app"},
        unknown=("container_definitions",),
        container_definitions=refers_to("aws_ecr_repository.r.repository_url"),
    )
    consumer = consumer_of(plan.block("aws_ecr_repository.r", unknown=("repository_url",)))
    assert consumer is not None
    assert isinstance(consumer.logs, Unknown)
    assert "aws_ecs_task_definition.t.container_definitions" in consumer.logs.because


def test_containers_that_are_no_json_may_come_from_ecr() -> None:
    known = {"family": "app", "container_definitions": "{"}
    consumer = consumer_of(SmallPlan().block("aws_ecs_task_definition.t", known=known))
    assert consumer is not None
    assert consumer.logs == Unknown("aws_ecs_task_definition.t.container_definitions is not JSON")


@pytest.mark.parametrize(
    "task", ["other:1", "arn:aws:ecs:eu-west-1:123456789012:task-definition/other:7"], ids=["family", "ARN"]
)
def test_a_task_of_another_stack_may_come_from_ecr(task: str) -> None:
    consumer = consumer_of(SmallPlan().block("aws_ecs_task_definition.t", known=definition(container("nginx"))), task)
    assert consumer is not None
    assert consumer.logs == Unknown("this plan does not make the task definition that aws_ecs_service.s runs")


@pytest.mark.parametrize("task", ["app", "app:1", "arn:aws:ecs:eu-west-1:123456789012:task-definition/app:1"])
def test_a_task_of_this_plan_is_found_by_its_family(task: str) -> None:
    plan = SmallPlan().block("aws_ecs_task_definition.t", known=definition(container("nginx")))
    assert consumer_of(plan, task) is None


@pytest.mark.parametrize(("task", "another"), [("app", False), ("app:3", False), ("app:7", True)])
def test_another_revision_of_a_family_is_not_in_this_plan(task: str, *, another: bool) -> None:
    """A service that ignores changes of its task definition runs what was deployed by other means."""
    known = {**definition(container("nginx")), "id": "app", "revision": 3}
    plan = SmallPlan().block("aws_ecs_task_definition.t", known=known).was(known)
    assert (consumer_of(plan, task) is not None) is another


@pytest.mark.parametrize(("task", "pulls"), [("app:1", False), ("app:2", False), ("app:3", True), ("app:4", True)])
def test_each_definition_of_a_family_has_a_revision_of_its_own(task: str, *, pulls: bool) -> None:
    plan = SmallPlan()
    for revision, image in ((1, "nginx"), (2, "nginx"), (3, ECR_IMAGE)):
        known = {**definition(container(image)), "id": "app", "revision": revision}
        plan.block(f"aws_ecs_task_definition.t{revision}", known=known).was(known)
    assert (consumer_of(plan, task) is not None) is pulls


def test_a_later_revision_is_none_of_a_family_that_this_plan_makes() -> None:
    plan = SmallPlan().block("aws_ecs_task_definition.t", known=definition(container("nginx")), unknown=("revision",))
    assert consumer_of(plan, "app:3") is not None


@pytest.mark.parametrize(("task", "another"), [("app", False), ("app:3", True)])
def test_what_replaces_a_task_definition_is_a_new_revision(task: str, *, another: bool) -> None:
    known = definition(container("nginx"))
    plan = SmallPlan().block("aws_ecs_task_definition.t", known=known, unknown=("revision",))
    plan.was({**known, "id": "app", "revision": 3}, "delete")
    assert (consumer_of(plan, task) is not None) is another


@pytest.mark.parametrize(
    ("drivers", "logs"),
    [(["awslogs"], True), (["splunk", "awslogs"], True), (["awsfirelens"], False), ([None], False)],
)
def test_the_log_driver(drivers: List[Optional[str]], *, logs: bool) -> None:
    consumer = with_containers(*(container(driver=driver) for driver in drivers))
    assert consumer is not None
    assert consumer.logs == Known(logs)


@pytest.mark.parametrize(
    ("more", "needs"),
    [
        pytest.param({}, set(), id="none"),
        pytest.param({"secrets": []}, set(), id="an empty list"),
        pytest.param({"secrets": [{"name": "A", "valueFrom": FROM_MANAGER}]}, {"secretsmanager"}, id="a secret"),
        pytest.param({"secrets": [{"name": "A", "valueFrom": FROM_STORE}]}, {"ssm"}, id="a parameter"),
        pytest.param({"secrets": [{"name": "A", "valueFrom": "/app/p"}]}, {"ssm"}, id="a parameter by its name"),
        pytest.param(
            {"logConfiguration": {"logDriver": "splunk", "secretOptions": [{"name": "t", "valueFrom": FROM_MANAGER}]}},
            {"secretsmanager"},
            id="a log driver's secret",
        ),
        pytest.param({"environment": [{"name": "A", "value": FROM_MANAGER}]}, set(), id="a plain variable"),
    ],
)
def test_what_secrets_need(more: Dict[str, Any], needs: Set[str]) -> None:
    consumer = with_containers(container(**more))
    assert consumer is not None
    assert consumer.needs == needs


def test_a_reference_leads_to_the_definition() -> None:
    consumer = referring("aws_ecs_task_definition.t.arn", t=definition(container(driver="awslogs")))
    assert consumer.logs == Known(True)


def test_of_two_definitions_either_may_run() -> None:
    """It needs what both need, and may log where one does."""
    one = definition(container(driver="awslogs", secrets=[{"valueFrom": FROM_MANAGER}, {"valueFrom": FROM_STORE}]))
    two = definition(container("nginx", secrets=[{"valueFrom": FROM_MANAGER}]), family="other")
    consumer = referring(
        "var.first", "aws_ecs_task_definition.one.arn", "aws_ecs_task_definition.two.arn", one=one, two=two
    )
    assert consumer.logs == Unknown("which of several task definitions aws_ecs_service.s runs is not settled")
    assert consumer.needs == {"secretsmanager"}


@pytest.mark.parametrize(
    "reference", ["local.task", "aws_ssm_parameter.p.value"], ids=["a local", "a value of something else"]
)
def test_a_reference_that_ends_elsewhere_may_be_any_task(reference: str) -> None:
    plan = SmallPlan().block("aws_ecs_task_definition.t", known=definition(container("nginx")))
    plan.block("aws_ssm_parameter.p", unknown=("value",)).block(
        "aws_ecs_service.s",
        known={"launch_type": "FARGATE", "network_configuration": [{"subnets": ["subnet-1"]}]},
        unknown=("task_definition",),
        task_definition=refers_to(reference),
    )
    [consumer] = build_network(plan.wiring()).consumers
    assert isinstance(consumer.logs, Unknown)
    assert consumer.needs == frozenset()
