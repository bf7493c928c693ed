"""The findings as a SARIF log, each on the line of the sources that a person would edit.

Source: OASIS SARIF 2.1.0; GitHub's "SARIF support for code scanning".
"""

from __future__ import annotations

from pathlib import Path
from typing import Dict, List, Optional
from urllib.parse import quote

from ..facts.check_catalogue import CHECKS, UNDECIDED, Check
from ..judging.plan_judging import Finding, Judgement
from ..judging.source_judging import source_tree
from ..plan.json_shape import Json
from ..source.source_tree import SourceTree
from .source_places import Place, SourcePlaces

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def log_of(judgement: Judgement, subject: Path, source: Optional[Path]) -> Dict[str, Json]:
    """The log of a plan, or of the sources in a folder.

    Raises:
        SettingError, SourceError: as for the judgement.
    """
    tree = SourceTree(subject) if subject.is_dir() else source_tree(subject, source)
    return sarif_log(judgement, subject.as_posix(), SourcePlaces(tree) if tree else None)


def sarif_log(judgement: Judgement, judged: str, places: Optional[SourcePlaces]) -> Dict[str, Json]:
    """The log of one run.

    Args:
        judged: the file that was judged, for findings that no source has.
    """
    positions = {check.id: position for position, check in enumerate(CHECKS)}
    results: List[Json] = []
    for finding in judgement.findings:
        place = (places.of(finding.resource) if places else None) or Place(judged, 1)
        results.append(_result(finding, positions[finding.check], place))
    driver = {"name": "checkov-ecr-privatelink", "rules": [_rule(check) for check in CHECKS]}
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _rule(check: Check) -> Json:
    return {
        "id": check.id,
        "shortDescription": {"text": check.title},
        "help": {"text": f"{check.title}. {check.guideline}", "markdown": f"{check.title}. [AWS]({check.guideline})"},
        "helpUri": check.guideline,
        "defaultConfiguration": {"level": _level(check.id)},
    }


def _result(finding: Finding, position: int, place: Place) -> Json:
    return {
        "ruleId": finding.check,
        "ruleIndex": position,
        "level": _level(finding.check),
        "message": {"text": _text(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(place.file)},
                    "region": {"startLine": place.line},
                },
                "logicalLocations": [{"fullyQualifiedName": finding.resource, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"resourceAddress/v1": f"{finding.check} {finding.resource}"},
    }


def _text(finding: Finding) -> str:
    """The message, which stands on a line of the sources, with the resource that it is about."""
    named = finding.message.startswith(f"{finding.resource} ")
    return finding.message if named else f"{finding.resource}: {finding.message}"


def _level(check: str) -> str:
    return "warning" if check == UNDECIDED else "error"
