"""What keeps Checkov from reading a plan: it then gives no row, and exits 0.

Up to a size it reads plans as YAML, which takes less than JSON does; above it as JSON.
Source: checkov/cloudformation/parser/cfn_yaml.py and PyYAML; held against Checkov 3.2.0 and 3.3.30.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Iterator

_MARKED = "utf-8-sig"
_LARGE = "CHECKOV_MAX_IAC_FILE_SIZE"
_LARGE_UNLESS_SET = 50_000_000
"""Characters; a plan that has more is a large one, and read as JSON."""

_HALF = re.compile(rb"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F]")
"""One of the two escapes for a character that UTF-16 writes as a pair."""
_NOT_IN_YAML = re.compile("[\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Of the characters that JSON takes. Source: YAML 1.1, "Character Set"."""
_LONGEST_KEY = 1024
"""Source: YAML 1.1, "Simple Keys"."""

_AS_JSON = f"or set {_LARGE}=1 for Checkov"


def why_not_read(plan: Path) -> str:
    """What is wrong for Checkov with a file that holds a plan, and what to do; "" where nothing is."""
    if plan.suffix != ".json":
        return "its name should end in .json"
    content = plan.read_bytes()
    encoding = json.detect_encoding(content)
    if encoding.endswith(("-le", "-be")):
        return f"it is {encoding[:6].upper()} without a byte order mark; write it as UTF-8"
    if not encoding.startswith("utf-8"):
        content = content.decode(encoding).encode()
    if b'"terraform_version"' not in content:
        return "it has no `terraform_version`; leave it as `terraform show -json` printed it"
    if len(content) <= _large():
        return _why_no_yaml(content)
    return "it begins with a byte order mark; write it without, as it is a large one" if encoding == _MARKED else ""


def _large() -> int:
    given = os.environ.get(_LARGE, "")
    return int(given) if given.isdecimal() else _LARGE_UNLESS_SET


def _why_no_yaml(content: bytes) -> str:
    if _HALF.search(content):
        return (
            "it has characters as pairs of escapes, as in \\ud83d\\ude00; print it as Terraform does, "
            f"`jq .` does so too, {_AS_JSON}"
        )
    if (not content.isascii() or b"\x7f" in content) and _NOT_IN_YAML.search(content.decode("utf-8", "replace")):
        return f"it has control characters that YAML does not take; take them out of the configuration, {_AS_JSON}"
    if any(_long_keys(content)):
        return f"a key in it has more than {_LONGEST_KEY:,} characters; shorten it in the configuration, {_AS_JSON}"
    return ""


def _long_keys(content: bytes) -> Iterator[bytes]:
    """The keys that are too long: each holds a whole block of half that length without a quote."""
    block = _LONGEST_KEY // 2
    for start in range(0, len(content), block):
        if b'"' in content[start : start + block]:
            continue
        first, end = content.rfind(b'"', 0, start) + 1, content.find(b'"', start)
        if content[end + 1 : end + 2] == b":" and len(content[first:end].decode("utf-8", "replace")) > _LONGEST_KEY:
            yield content[first:end]
