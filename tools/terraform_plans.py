"""Real Terraform plans, made from a folder of sources in a way that can be repeated.

A *case* is a folder that holds ``main.tf`` and whatever else its configuration
needs; ``plan.json`` beside it is its plan.  Two sub-folders change what the plan
is made on:

``seed/``
    is applied first, with a state of its own: it stands for what others made,
    which the case reads through data sources.
``before/``
    is applied first, and its state becomes the state of the case: the plan is
    then a second plan, with updates and deletions in it.

A case with either of them runs against an empty mock AWS of its own, which takes
``moto[server]``; a ``seed/`` of nothing but a provider does for data sources that
need nothing made.  Name what such a case makes: the names that the provider
thinks up hold the time, and no plan with them comes out twice.

Everything happens in a copy: no state, lock file or provider is left in the
folder of the case.

``TF_PLUGIN_DIR`` names a folder with the providers; without it ``terraform init``
downloads them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

PLAN_NAME = "plan.json"
SOURCE_NAME = "main.tf"

_TIMESTAMP = "2026-01-01T00:00:00Z"

Environment = dict[str, str]
Plan = dict[str, Any]


class PlanError(Exception):
    """A plan could not be made; the message is what the failing command said."""


def find_cases(folder: Path) -> list[Path]:
    """Return every case in or below the folder, in order of path.

    What lies inside a case (modules, ``before/``, ``seed/``) is part of that case.
    """
    found: list[Path] = []
    for source in sorted(folder.rglob(SOURCE_NAME), key=lambda path: path.parent.parts):
        if not any(case in source.parent.parents for case in found):
            found.append(source.parent)
    return found


def make_plan(case: Path) -> Plan:
    """Return the plan of the case, in its stable form."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch, case.name)
        shutil.copytree(case, copy)
        environment = terraform_environment()
        if not any((copy / stage).is_dir() for stage in ("seed", "before")):
            return _stable(_plan(copy, environment))
        from mock_aws import mock_aws  # noqa: PLC0415 - most plans need no mock AWS, nor moto

        with mock_aws() as url:
            environment["AWS_ENDPOINT_URL"] = url
            for stage in ("seed", "before"):
                if (copy / stage).is_dir():
                    _apply(copy / stage, environment)
            if (copy / "before").is_dir():
                shutil.copy(copy / "before" / "terraform.tfstate", copy)
            return _stable(_plan(copy, environment))


def plan_in_place(folder: Path) -> Plan:
    """Return the plan of a folder whose modules may lie outside it; what Terraform works with stays there.

    Raises:
        PlanError: it could not be made.
    """
    return _plan(folder, terraform_environment())


def read_plan(case: Path) -> Plan:
    """Return the plan that is kept beside the case."""
    plan: Plan = json.loads((case / PLAN_NAME).read_text(encoding="utf-8"))
    return plan


def write_plan(case: Path, plan: Plan) -> None:
    """Keep the plan beside the case, pretty-printed."""
    text = json.dumps(plan, indent=2, ensure_ascii=False) + "\n"
    (case / PLAN_NAME).write_text(text, encoding="utf-8")


def terraform_environment() -> Environment:
    """Return the environment for Terraform: the plan depends on the folder, not on the shell."""
    kept = set() if _plugin_dir() else {"TF_CLI_CONFIG_FILE", "TF_PLUGIN_CACHE_DIR"}
    return {name: value for name, value in os.environ.items() if name in kept or not name.startswith(("AWS_", "TF_"))}


def _plugin_dir() -> str:
    return os.environ.get("TF_PLUGIN_DIR", "")


def _apply(folder: Path, environment: Environment) -> None:
    terraform_init(folder, environment)
    _terraform(folder, environment, "apply", "-input=false", "-auto-approve")


def _plan(folder: Path, environment: Environment) -> Plan:
    terraform_init(folder, environment)
    _terraform(folder, environment, "plan", "-input=false", "-out=case.tfplan")
    plan: Plan = json.loads(_terraform(folder, environment, "show", "-json", "case.tfplan"))
    return plan


def terraform_init(folder: Path, environment: Environment) -> None:
    """Set up the providers and modules of a scratch copy."""
    plugins = [f"-plugin-dir={Path(_plugin_dir()).resolve()}"] if _plugin_dir() else []
    _terraform(folder, environment, "init", "-input=false", *plugins)


def _terraform(folder: Path, environment: Environment, command: str, *arguments: str) -> str:
    done = subprocess.run(
        ["terraform", command, "-no-color", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise PlanError(f"terraform {command}: {done.stderr.strip()}")
    return done.stdout


def _stable(plan: Plan) -> Plan:
    """Settle what differs between two runs on the same sources: the time and one unordered list."""
    plan["timestamp"] = _TIMESTAMP
    if "relevant_attributes" in plan:
        plan["relevant_attributes"].sort(key=json.dumps)
    return plan
