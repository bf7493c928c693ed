"""Edits made in the text of Terraform sources."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ecr_privatelink.plan.plan_address import InstanceKey

from .edits import AddNested, AddResource, Assign, Block, Edit, RemoveBlock, RemoveNested
from .plan_editing import NotEditableError
from .source_text import Part, body_parts, brace_of, top_blocks

Texts = dict[Path, str]
"""Files of the native syntax by path."""


def edited_sources(texts: Mapping[Path, str], edits: tuple[Edit, ...]) -> Texts:
    """The files that differ once the edits are made.

    Raises:
        NotEditableError: one of them cannot be made.
    """
    changed = dict(texts)
    for edit in edits:
        _make(changed, edit)
    return {path: text for path, text in changed.items() if text != texts.get(path)}


def _make(texts: Texts, edit: Edit) -> None:
    block = edit.beside if isinstance(edit, AddResource) else edit.block
    path, start, end, brace = place_of(texts, block)
    text = texts[path]
    if isinstance(edit, Assign):
        texts[path] = _assigned(text, edit, brace, end)
    elif isinstance(edit, RemoveBlock):
        texts[path] = _without_instance(text, edit.key, brace, end) if edit.key is not None else _cut(text, start, end)
    elif isinstance(edit, RemoveNested):
        part = _nested(text, edit.type, edit.place, brace, end)
        texts[path] = _cut(text, part.start, part.end)
    elif isinstance(edit, AddNested):
        if any(part.name == edit.type and not part.nested for part in body_parts(text, brace, end)):
            raise NotEditableError(f"{edit.type} is an attribute here")
        lines = "\n".join(f"    {name} = {json.dumps(value)}" for name, value in edit.constants)
        texts[path] = f"{text[: end - 1].rstrip()}\n  {edit.type} {{\n{lines}\n  }}\n}}{text[end:]}"
    else:
        constants = [f"  {name} = {json.dumps(value)}" for name, value in edit.constants]
        lines = "\n".join([*constants, *(f"  {name} = {reference}" for name, reference in edit.references)])
        texts[path] = f'{text}\nresource "{edit.type}" "{edit.name}" {{\n{lines}\n}}\n'


def place_of(texts: Mapping[Path, str], block: Block) -> tuple[Path, int, int, int]:
    """The file of a resource block, its start and end there, and its brace.

    Raises:
        NotEditableError: it is in no file of the native syntax.
    """
    for path, text in texts.items():
        if path.parent == block.folder:
            for found in top_blocks(text):
                if found.type == "resource" and found.labels == (block.type, block.name):
                    return path, found.start, found.end, brace_of(found)
    raise NotEditableError(f"{block} is in no file of the native syntax")


def _assigned(text: str, edit: Assign, brace: int, end: int) -> str:
    if len(edit.path) > 1:
        part = _nested(text, str(edit.path[0]), int(edit.path[1]), brace, end)
        brace, end = part.inside, part.end
    name = str(edit.path[-1])
    found = [part for part in body_parts(text, brace, end) if part.name == name]
    if found and found[0].nested:
        raise NotEditableError(f"{name} is a block here")
    former = text[found[0].inside : found[0].end] if found else "null"
    new = edit.hcl if edit.key is None else _for_one(edit.key, edit.hcl or "null", former)
    if new is None:
        return _cut(text, found[0].start, found[0].end) if found else text
    if found:
        return f"{text[: found[0].inside]}{new}{text[found[0].end :]}"
    return f"{text[: end - 1].rstrip()}\n  {name} = {new}\n}}{text[end:]}"


def _for_one(key: InstanceKey, new: str, former: str) -> str:
    each = "count.index" if isinstance(key, int) else "each.key"
    return f"{each} == {json.dumps(key)} ? {new} : ({former})"


def _without_instance(text: str, key: InstanceKey, brace: int, end: int) -> str:
    for part in body_parts(text, brace, end):
        if part.name == "for_each":
            former = text[part.inside : part.end]
            kept = f"{{ for kept_key, kept in {former} : kept_key => kept if kept_key != {json.dumps(key)} }}"
            return f"{text[: part.inside]}{kept}{text[part.end :]}"
        if part.name == "count":
            return f"{text[: part.inside]}({text[part.inside : part.end]}) - 1{text[part.end :]}"
    raise NotEditableError("it has no keys")


def _nested(text: str, type_name: str, place: int, brace: int, end: int) -> Part:
    found = [part for part in body_parts(text, brace, end) if part.nested and part.name == type_name]
    if place >= len(found):
        raise NotEditableError(f"{type_name} is written in another way")
    return found[place]


def _cut(text: str, start: int, end: int) -> str:
    """Without the part, and without what is left of its line."""
    return re.sub(r"[ \t]*$", "", text[:start]) + re.sub(r"\A[ \t]*\n?", "", text[end:])


def constants_in(text: str, brace: int, end: int) -> dict[str, Any]:
    """The attributes of a body that are plain constants."""
    found = {}
    for part in body_parts(text, brace, end):
        if not part.nested:
            try:
                found[part.name] = json.loads(text[part.inside : part.end])
            except ValueError:
                continue
    return found
