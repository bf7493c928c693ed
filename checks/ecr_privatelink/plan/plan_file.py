"""From a file to the JSON of a plan, or one line that says why not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Dict

from .json_shape import Json, PlanError, mapping_in

MAKE_PLAN = "make it with `terraform plan -out=tf.plan` and `terraform show -json tf.plan > plan.json`"


def read_plan(path: Path) -> Dict[str, Json]:
    """The JSON of the plan at `path`, checked to be a whole plan of format 1.x.

    UTF-8 and UTF-16, with or without a byte order mark (PowerShell's `>` writes UTF-16).

    Raises:
        PlanError: the file cannot be opened or holds something else; the message says what.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise PlanError(f"cannot be opened ({error.strerror})") from error
    plan = _parse(content)
    _refuse_other_kinds(plan)
    return plan


def _parse(content: bytes) -> Dict[str, Json]:
    if not content or content.isspace():
        raise PlanError(f"the file is empty; {MAKE_PLAN}")
    if content.startswith(b"PK"):
        raise PlanError("this is a binary plan file; print it with `terraform show -json`")
    if content.startswith(b"\x1f\x8b"):
        raise PlanError("this is a compressed file; unpack it")
    try:
        plan = json.loads(content)
    except UnicodeDecodeError as error:
        raise PlanError(f"the file is not valid Unicode text ({error.reason} at byte {error.start})") from error
    except ValueError as error:
        raise PlanError(f"the file is not JSON, or only part of it ({error}); {_cure(content)}") from error
    except RecursionError as error:
        raise PlanError("the file is nested too deeply to be a plan") from error
    if not isinstance(plan, dict):
        raise PlanError(f"a plan is a JSON object, and this is none; {MAKE_PLAN}")
    return plan


def _cure(content: bytes) -> str:
    """What to do about a file that is no JSON."""
    ahead = "" if content.lstrip().startswith(b"{") else "; a line that a wrapper of terraform prints first has to go"
    return MAKE_PLAN + ahead


def _refuse_other_kinds(plan: Dict[str, Json]) -> None:
    if "planned_values" not in plan:
        if "values" in plan or {"serial", "lineage"} <= set(plan):
            raise PlanError(f"this is a state, not a plan; {MAKE_PLAN}")
        raise PlanError(f"`planned_values` is missing, so this is no plan; {MAKE_PLAN}")
    version = plan.get("format_version")
    if not isinstance(version, str) or version.split(".")[0] != "1":
        shown = str(version) if str(version).isprintable() else repr(version)
        raise PlanError(f"plan format {shown[:40]} is not known; formats 1.x are")
    if not mapping_in(plan, "configuration").get("root_module"):
        raise PlanError("`configuration.root_module` is missing or empty, so nothing can be followed")
    if plan.get("errored") is True:
        raise PlanError("Terraform stopped with an error while it made this plan, so resources are missing from it")
