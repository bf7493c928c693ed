"""The `configuration` of a plan, as far as it follows from the sources: blocks, calls, references."""

from __future__ import annotations

from functools import cached_property
from typing import Dict, Iterator, List, Optional

from ..plan.json_shape import Json
from ..plan.plan_address import render
from ..source.expression_references import references_of
from ..source.expression_tree import Constant, Expression
from ..source.module_sources import ModuleSource
from ..source.source_blocks import Body, SourceBlock
from ..source.source_text import SourceError
from ..source.source_tree import CallPath, SourceTree
from ..wiring.reference_chains import prefixes_of

META_ARGUMENTS = frozenset({"count", "for_each", "provider", "providers", "depends_on", "source", "version"})
META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection", "dynamic", "timeouts"})
_MOST_MODULES = 1_000


class ConfigurationDraft:
    """The configuration of a root module and all that it calls.

    Attributes:
        unread: what could not be read, a sentence each.
        missing: modules that are not at hand, a sentence each.
    """

    def __init__(self, tree: SourceTree) -> None:
        self._tree = tree
        self._modules = 0
        self.unread: List[str] = []
        self.missing: List[str] = []

    def root(self) -> Dict[str, Json]:
        """The configuration of the root module."""
        return self._module(self._tree.root, ())

    def _module(self, source: ModuleSource, path: CallPath) -> Dict[str, Json]:
        self._modules += 1
        self.unread += source.problems
        resources = [
            {"mode": name.mode, "type": name.type, "name": name.name, **found}
            for name, block in source.blocks.items()
            for found in self._block(block)
        ]
        calls = {
            name: {**found, "module": self._called((*path, name))}
            for name, block in source.calls.items()
            for found in self._block(block)
        }
        outputs = {
            name: {"expression": expression_json(body.attributes["value"].expression)}
            for name, block in source.outputs.items()
            for body in self._body(block)
            if "value" in body.attributes
        }
        variables: Dict[str, Json] = {
            name: {"sensitive": _is_sensitive(body)}
            for name, block in source.variables.items()
            for body in self._body(block)
        }
        return {"resources": resources, "module_calls": calls, "outputs": outputs, "variables": variables}

    def _called(self, path: CallPath) -> Dict[str, Json]:
        if self._modules >= _MOST_MODULES:
            self.missing.append(f"there are more than {_MOST_MODULES:,} module calls")
            return {}
        try:
            return self._module(self._tree.child(path), path)
        except SourceError as error:
            self.missing.append(str(error))
            return {}

    def _block(self, block: SourceBlock) -> Iterator[Dict[str, Json]]:
        """What the configuration says of a block; nothing for one that cannot be read."""
        for body in self._body(block):
            try:
                found: Dict[str, Json] = {"expressions": _expressions(body)}
            except SourceError as error:
                self.unread.append(str(error))
                continue
            for name in ("for_each", "count"):
                if name in body.attributes:
                    found[f"{name}_expression"] = expression_json(body.attributes[name].expression)
            yield found

    def _body(self, block: SourceBlock) -> Iterator[Body]:
        try:
            body = block.body
            for attribute in body.attributes.values():
                _ = attribute.expression
        except SourceError as error:
            self.unread.append(str(error))
            return
        yield body


def _is_sensitive(body: Body) -> bool:
    expression = body.attributes["sensitive"].expression if "sensitive" in body.attributes else None
    return isinstance(expression, Constant) and expression.value is True


def _expressions(body: Body, *, certain: bool = True) -> Dict[str, Json]:
    """The expressions of a body and its nested blocks.

    Args:
        certain: the block is there once; of one that `dynamic` makes, no constant is certain.

    Raises:
        SourceError: a name is that of an argument and of a block.
    """
    found: Dict[str, Json] = {
        name: expression_json(attribute.expression, constant=certain)
        for name, attribute in body.attributes.items()
        if name not in META_ARGUMENTS
    }
    for block in body.blocks:
        for name in (block.type, *block.labels):
            if name in body.attributes:
                raise SourceError(f"{block.place}: `{name}` is set as an argument, too")
        if block.type == "dynamic" and block.labels:
            contents = [content.body for content in block.body.blocks if content.type == "content"]
            found.setdefault(block.labels[0], []).extend(_expressions(content, certain=False) for content in contents)
        elif block.type not in META_BLOCKS:
            found.setdefault(block.type, []).append(_expressions(block.body, certain=certain))
    return found


def expression_json(expression: Optional[Expression], *, constant: bool = True) -> Json:
    """An expression as Terraform prints it in a plan; what is no constant has references, or an empty list of them."""
    if isinstance(expression, Constant) and constant:
        return {"constant_value": expression.value}
    return {"references": WrittenReferences(expression)}


class WrittenReferences:
    """The references of an expression as a plan lists them, looked for when they are asked for: most never are."""

    def __init__(self, expression: Optional[Expression]) -> None:
        self._expression = expression

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __eq__(self, other: object) -> bool:
        return self._listed == (list(other) if isinstance(other, WrittenReferences) else other)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def _listed(self) -> List[str]:
        references = references_of(self._expression) if self._expression is not None else frozenset()
        listed = [path for reference in sorted(references, key=str) for path in (reference, *prefixes_of(reference))]
        return [render(path)[1:] for path in listed]
