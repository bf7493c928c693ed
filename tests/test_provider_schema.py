"""The provider's own schema knows no attribute for subnets or security groups that we have not classified."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Dict, Iterator, Set

import pytest
from conftest import EXAMPLES, needs_aws_provider
from ecr_privatelink.facts.consumer_types import EKS_CLUSTER, EKS_NODES, INSTANCES, TASK_RUNNERS
from ecr_privatelink.facts.subnet_uses import (
    GROUP_ATTRIBUTES,
    NOT_A_USE_OF_SUBNETS,
    NOT_AN_ATTACHMENT,
    SUBNET_ATTRIBUTES,
    SUBNETS_WITHOUT_APPS,
    is_placeless,
)
from ecr_privatelink.plan.json_shape import has_key

pytestmark = [
    pytest.mark.terraform,
    needs_aws_provider,
]

OTHER_SUBNET_NAMES = {
    "cluster_subnet_group_name",
    "db_subnet_group_name",
    "neptune_subnet_group_name",
    "replication_subnet_group_description",
    "replication_subnet_group_id",
    "subnet_change_protection",
    "subnet_group_name",
}
"""They name a group of subnets, or are a setting."""

OTHER_GROUP_NAMES = {
    "app_security_group_management",
    "associate_default_security_group",
    "block_public_security_group_rules",
    "enforce_security_group_inbound_rules_on_private_link_traffic",
    "input_security_groups",
    "referenced_security_group_id",
    "replace_security_groups_on_destroy",
    "security_group_names",
    "security_group_referencing_support",
    "source_security_group",
    "source_security_group_id",
    "source_security_group_ids",
    "use_opsworks_security_groups",
}
"""They are settings, name groups of another kind, or name the other end of a rule."""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Dict[str, Any]:
    """The provider's resource types, by name."""
    folder = tmp_path_factory.mktemp("provider")
    shutil.copy(EXAMPLES / "article" / "provider.tf", folder)
    plugins = f"-plugin-dir={Path(os.environ['TF_PLUGIN_DIR']).resolve()}"
    environment = {name: value for name, value in os.environ.items() if name != "TF_CLI_CONFIG_FILE"}
    subprocess.run(["terraform", "init", plugins], cwd=folder, check=True, capture_output=True, env=environment)
    printed = subprocess.run(
        ["terraform", "providers", "schema", "-json"], cwd=folder, check=True, capture_output=True, env=environment
    )
    [provider] = json.loads(printed.stdout)["provider_schemas"].values()
    types: Dict[str, Any] = provider["resource_schemas"]
    return types


def paths(block: Dict[str, Any], *above: str) -> Iterator[tuple[str, ...]]:
    """Where each attribute that can be set stands."""
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("optional") or attribute.get("required"):
            yield (*above, name)
    for name, nested in block.get("block_types", {}).items():
        yield from paths(nested["block"], *above, name)


def names_with(schema: Dict[str, Any], *parts: str) -> Set[str]:
    """The attribute names that contain one of the words."""
    found = (path[-1] for resource in schema.values() for path in paths(resource["block"]))
    return {name for name in found if any(part in name for part in parts)}


def test_every_attribute_for_subnets_is_classified(schema: Dict[str, Any]) -> None:
    assert names_with(schema, "subnet", "vpc_zone_identifier") == SUBNET_ATTRIBUTES | OTHER_SUBNET_NAMES


def test_every_attribute_for_security_groups_is_classified(schema: Dict[str, Any]) -> None:
    assert names_with(schema, "security_group") == GROUP_ATTRIBUTES | OTHER_GROUP_NAMES


def test_the_types_that_are_named_exist(schema: Dict[str, Any]) -> None:
    later_than_this_provider = {"aws_vpc_security_group_rules_exclusive"}
    named = SUBNETS_WITHOUT_APPS | NOT_A_USE_OF_SUBNETS | NOT_AN_ATTACHMENT
    assert named - set(schema) == later_than_this_provider


def test_what_is_placeless_takes_neither_subnets_nor_groups(schema: Dict[str, Any]) -> None:
    placeless = {name: resource for name, resource in schema.items() if is_placeless(name)}
    taking = {name for name, resource in placeless.items() if has_key(resource, SUBNET_ATTRIBUTES | GROUP_ATTRIBUTES)}
    assert placeless
    assert not taking


@pytest.mark.parametrize("consumer", [*TASK_RUNNERS, *EKS_NODES, EKS_CLUSTER, *INSTANCES], ids=lambda kind: kind.type)
def test_the_attributes_of_consumers_exist(consumer: Any, schema: Dict[str, Any]) -> None:
    known = set(paths(schema[consumer.type]["block"]))
    assert {path for path in (consumer.subnets, consumer.groups, consumer.task) if path} <= known
