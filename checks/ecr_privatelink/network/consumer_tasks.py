"""What a consumer's tasks say: their images, log drivers and secrets."""

from __future__ import annotations

import json
from typing import FrozenSet, Iterator, List, NamedTuple, Sequence

from ..evaluation.resource_symbols import Symbol
from ..facts.consumer_types import names_ecr_host
from ..plan.json_shape import Json
from ..plan.plan_index import Resource
from ..wiring.plan_facts import WAITING, Fact, Known, Unknown
from ..wiring.plan_wiring import Wiring

AWSLOGS = "awslogs"
_DEFINITION = "aws_ecs_task_definition"


class Task(NamedTuple):
    """What is known of the tasks of a consumer.

    Attributes:
        from_ecr: False where every image is known and none is in ECR.
        logs: whether a container logs with `awslogs`.
        needs: services its secrets certainly call.
        only_fargate: its definitions allow nothing but Fargate.
        no_fargate: none of its definitions allows Fargate; unset, none does.
    """

    from_ecr: bool
    logs: Fact[bool]
    needs: FrozenSet[str] = frozenset()
    only_fargate: bool = False
    no_fargate: bool = False


def task_of(wiring: Wiring, resource: Resource, definition: Sequence[str]) -> Task:
    """The tasks that a consumer runs, through its reference to a task definition."""
    definitions = _definitions(wiring, resource, definition)
    if not definitions:
        why = f"this plan does not make the task definition that {resource.address} runs"
        return Task(from_ecr=True, logs=Unknown(why))
    tasks = [_read(wiring, found) for found in definitions]
    either = Unknown(f"which of several task definitions {resource.address} runs is not settled")
    allowed = [wiring.fact(found, "requires_compatibilities") for found in definitions]
    return Task(
        from_ecr=any(task.from_ecr for task in tasks),
        logs=tasks[0].logs if all(task.logs == tasks[0].logs for task in tasks) else either,
        needs=frozenset.intersection(*(task.needs for task in tasks)),
        only_fargate=all(types == Known(["FARGATE"]) for types in allowed),
        no_fargate=not any(isinstance(types, Unknown) or _names_fargate(types) for types in allowed),
    )


def _names_fargate(types: Fact[Json]) -> bool:
    return isinstance(types, Known) and isinstance(types.value, list) and "FARGATE" in types.value


def _definitions(wiring: Wiring, resource: Resource, path: Sequence[str]) -> List[Resource]:
    """The task definitions of this plan that the attribute can mean; none where one of them is not settled."""
    reached = wiring.reached(resource, *path)
    if reached.open_because:
        return []
    found: List[Resource] = []
    for item in reached.items:
        if isinstance(item, Symbol):
            if not item.resource.managed or item.resource.type != _DEFINITION:
                return []
            found.append(item.resource)
        elif isinstance(item.value, str):
            family, _, revision = item.value.rpartition("/")[2].partition(":")
            every = wiring.plan.of_types(_DEFINITION)
            of_family = [definition for definition in every if definition.values.get("family") == family]
            meant = [each for each in of_family if revision in ("", _revision(each))]
            if of_family and not meant:
                return []  # deployed by other means, or what this plan replaces
            found.extend(meant)
    if any(definition.address in wiring.plan.unsettled for definition in found):
        return []
    return list(dict.fromkeys(found))


def _revision(definition: Resource) -> str:
    """The revision that a definition has; of a new family the first, "?" for what replaces an older one."""
    own = definition.values.get("revision")
    return str(own) if own is not None else "1" if definition.before is None else "?"


def _read(wiring: Wiring, definition: Resource) -> Task:
    containers = wiring.fact(definition, "container_definitions")
    if isinstance(containers, Known):
        try:
            parsed = json.loads(containers.value)
        except (TypeError, ValueError):
            return Task(from_ecr=True, logs=Unknown(f"{definition.address}.container_definitions is not JSON"))
    else:
        parsed = wiring.encoded(definition, "container_definitions")
    listed = parsed if isinstance(parsed, list) else []
    if parsed is WAITING or WAITING in listed:
        why = f"{definition.address}.container_definitions is known only after the apply"
        return Task(from_ecr=True, logs=Unknown(why))
    found = [container for container in listed if isinstance(container, dict)]
    return Task(
        from_ecr=any(_may_be_in_ecr(container.get("image")) for container in found),
        logs=_logs(definition, found),
        needs=frozenset(_secret_services(found)),
    )


def _may_be_in_ecr(image: Json) -> bool:
    """An image that waits for the apply takes its address from something, a repository as a rule."""
    return image is WAITING or names_ecr_host(str(image))


def _logs(definition: Resource, containers: Sequence[Json]) -> Fact[bool]:
    configured = [container.get("logConfiguration") for container in containers]
    drivers = [WAITING if log is WAITING else _object(log).get("logDriver") for log in configured]
    if WAITING in drivers and AWSLOGS not in drivers:
        return Unknown(f"a log driver of {definition.address} is known only after the apply")
    return Known(AWSLOGS in drivers)


def _secret_services(containers: Sequence[Json]) -> Iterator[str]:
    """`ssm` or `secretsmanager`, by where the secrets' values come from."""
    for container in containers:
        if isinstance(container.get("repositoryCredentials"), dict):
            yield "secretsmanager"
        log = _object(container.get("logConfiguration"))
        for secret in [*_listed(container.get("secrets")), *_listed(log.get("secretOptions"))]:
            source = _object(secret).get("valueFrom")
            if source is not WAITING:
                yield "secretsmanager" if ":secretsmanager:" in str(source) else "ssm"


def _listed(value: Json) -> Sequence[Json]:
    return value if isinstance(value, list) else ()


def _object(value: Json) -> Json:
    return value if isinstance(value, dict) else {}
