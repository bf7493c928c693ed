"""A module's blocks by name, with override files merged in.

Source: Terraform, "Override Files", "Merging Behavior". In the body of a block an argument
replaces the one of its name, and nested blocks replace all of their type; `dynamic "ingress"`
counts as `ingress`. What overrides must have something to override.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import Dict, List, Mapping, NoReturn, Sequence, Tuple

from .json_blocks import TOP_LEVEL
from .source_blocks import Body, NestedBlock, SourceBlock
from .source_files import ModuleFiles
from .source_text import SourceError

BlockKey = Tuple[str, ...]
"""A block's type and labels."""


@dataclass(frozen=True, eq=False)
class Declared:
    """The blocks of a module.

    Attributes:
        named: all but `locals` and `removed`; one that is declared twice is left out.
        problems: why blocks may be missing.
    """

    named: Mapping[BlockKey, SourceBlock]
    locals: Sequence[SourceBlock]
    local_overrides: Sequence[SourceBlock]
    removed: Sequence[SourceBlock]
    problems: Tuple[str, ...]


def declared_blocks(files: ModuleFiles) -> Declared:
    """The blocks that a module's files declare."""
    if files.unread_override:
        unread = partial(_refuse, files.unread_override)
        files = replace(files, blocks=[replace(block, read=unread) for block in files.blocks], overrides=())
    problems = list(files.problems)
    named = _unique(_with_names(files.blocks, problems), problems)
    for block in _with_names(files.overrides, problems):
        key = _key(block)
        if key in named:
            named[key] = overridden(named[key], block)
        else:
            problems.append(f"{block.place}: there is no `{'.'.join(key)}` to override")
    return Declared(
        named,
        _of_type("locals", files.blocks),
        _of_type("locals", files.overrides),
        _of_type("removed", files.blocks),
        tuple(problems),
    )


def overridden(base: SourceBlock, override: SourceBlock) -> SourceBlock:
    """The block as an override file changes it."""
    return replace(base, read=lambda: _merged(base.body, override.body))


def _merged(base: Body, override: Body) -> Body:
    replaced = {*override.attributes, *map(_meant_type, override.blocks)}
    kept = {name: attribute for name, attribute in base.attributes.items() if name not in replaced}
    blocks = [block for block in base.blocks if _meant_type(block) not in replaced]
    return Body({**kept, **override.attributes}, [*blocks, *override.blocks])


def _meant_type(block: NestedBlock) -> str:
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type


def _refuse(reason: str) -> NoReturn:
    raise SourceError(f"an override file cannot be used: {reason}")


def _of_type(name: str, blocks: Sequence[SourceBlock]) -> List[SourceBlock]:
    return [block for block in blocks if block.type == name]


def _with_names(blocks: Sequence[SourceBlock], problems: List[str]) -> List[SourceBlock]:
    """The blocks of use that have names; a wrong number of labels is a problem."""
    named = [block for block in blocks if TOP_LEVEL.get(block.type)]
    wrong = [block for block in named if len(block.labels) != TOP_LEVEL[block.type]]
    problems += [f"{block.place}: `{block.type}` takes {TOP_LEVEL[block.type]} names" for block in wrong]
    return [block for block in named if block not in wrong]


def _unique(blocks: Sequence[SourceBlock], problems: List[str]) -> Dict[BlockKey, SourceBlock]:
    count = Counter(map(_key, blocks))
    twice = [block for block in blocks if count[_key(block)] > 1]
    problems += [f"{block.place}: `{'.'.join(_key(block))}` is declared more than once" for block in twice]
    return {_key(block): block for block in blocks if count[_key(block)] == 1}


def _key(block: SourceBlock) -> BlockKey:
    return (block.type, *block.labels)
