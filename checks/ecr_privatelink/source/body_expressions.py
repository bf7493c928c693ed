"""One expression for an attribute of a block, wherever in nested and dynamic blocks it stands."""

from __future__ import annotations

from typing import Optional, Sequence

from .expression_tree import Attribute, Call, Constant, Expression, For, Name, ObjectOf, Splat, SplatMember, TupleOf
from .source_blocks import Body, NestedBlock

_KEY, _VALUE = "dynamic key", "dynamic value"
"""Names of a `for` that no source can hold, as they have a space in them."""


def expression_at(body: Body, path: Sequence[str]) -> Optional[Expression]:
    """The expression behind a path such as `("network_configuration", "subnets")`, None where it is not written.

    Several nested blocks, and those that a `dynamic` block makes, give a tuple of what each says.

    Raises:
        SourceError: the text cannot be read.
    """
    name, rest = path[0], path[1:]
    if name in body.attributes:
        found = body.attributes[name].expression
        for step in rest:
            found = Splat(found, Attribute(SplatMember(), step))
        return found
    parts = [part for part in (_of_block(block, name, rest) for block in body.blocks) if part is not None]
    if not parts:
        return None
    if not rest:
        return blocks_expression(body, name)
    return parts[0] if len(parts) == 1 else Call("flatten", (TupleOf(tuple(parts)),))


def blocks_expression(body: Body, name: str) -> Expression:
    """The tuple of objects that the nested blocks of a type are, those of `dynamic` blocks among them.

    Raises:
        SourceError: the text cannot be read.
    """
    parts = [part for part in (_of_block(block, name, None) for block in body.blocks) if part is not None]
    tuples = [part if isinstance(part, For) else TupleOf((part,)) for part in parts]
    return Call("concat", tuple(tuples))


def nested_types(body: Body) -> Sequence[str]:
    """The types of the nested blocks in a body, each once."""
    named = [block.labels[0] if block.type == "dynamic" and block.labels else block.type for block in body.blocks]
    return list(dict.fromkeys(named))


def _object_of(body: Body) -> Expression:
    attributes = [(Constant(name), attribute.expression) for name, attribute in body.attributes.items()]
    blocks = [(Constant(name), blocks_expression(body, name)) for name in nested_types(body)]
    return ObjectOf((*attributes, *blocks))


def _of_block(block: NestedBlock, name: str, rest: Optional[Sequence[str]]) -> Optional[Expression]:
    """What a block of this type, or a `dynamic` one for it, has at the rest of a path; whole where that is None."""
    if block.type == name:
        return _inside(block.body, rest)
    if block.type != "dynamic" or list(block.labels) != [name] or "for_each" not in block.body.attributes:
        return None
    contents = [content for content in block.body.blocks if content.type == "content"]
    result = _inside(contents[0].body, rest) if contents else None
    if result is None:
        return None
    turns = For(
        _KEY,
        _VALUE,
        block.body.attributes["for_each"].expression,
        None,
        ObjectOf(((Constant("key"), Name(_KEY)), (Constant("value"), Name(_VALUE)))),
        None,
    )
    return For(None, _iterator(block.body, name), turns, None, result, None)


def _iterator(body: Body, name: str) -> str:
    named = body.attributes["iterator"].expression if "iterator" in body.attributes else None
    return named.name if isinstance(named, Name) else name


def _inside(body: Body, rest: Optional[Sequence[str]]) -> Optional[Expression]:
    if rest is None:
        return _object_of(body)
    return expression_at(body, rest) if rest else Constant(True)
