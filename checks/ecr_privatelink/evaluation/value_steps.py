"""Steps into a value: `.name` and `[key]`."""

from __future__ import annotations

from typing import Union

from ..plan.plan_address import Index
from .function_options import over_options
from .resource_symbols import Symbol
from .symbolic_values import (
    Bag,
    EvaluationError,
    JsonText,
    Key,
    ListValue,
    MapValue,
    ModuleValue,
    Text,
    Unsettled,
    Value,
    contents,
    in_order,
    is_collection,
    is_scalar,
    one_of,
    same,
    why_unsettled,
)
from .type_constraints import NUMBER, STRING, convert
from .value_names import Doubts, Names


class Steps:
    """Steps into the values of one evaluation."""

    def __init__(self, names: Names, doubts: Doubts) -> None:
        self._names = names
        self._doubts = doubts

    def attribute(self, source: Value, name: str) -> Value:
        """`source.name`.

        Raises:
            EvaluationError: it has no such attribute.
        """
        found = over_options(lambda one: self._attribute_of(one, name), [source])
        return self._doubts.unless_settled(found)

    def element(self, source: Value, key: Value) -> Value:
        """`source[key]`.

        Raises:
            EvaluationError: it has no such element.
        """
        return self._doubts.unless_settled(over_options(self._element_of, [source, key]))

    def _attribute_of(self, source: Value, name: str) -> Value:
        if isinstance(source, Unsettled):
            return source
        if isinstance(source, MapValue):
            return self._entry(source, name)
        if isinstance(source, ModuleValue):
            return self._names.attribute_of(source, name)
        if isinstance(source, Symbol) and not source.path:
            return self._names.attribute_of(source, name)
        if isinstance(source, Symbol) and not source.is_name:
            return self._doubts.about(Symbol(source.resource, (*source.path, name)))
        raise EvaluationError("there is no such attribute")

    def _element_of(self, source: Value, key: Value) -> Value:
        if source is None or key is None:
            raise EvaluationError("null has no elements, and is no key")
        if isinstance(source, Unsettled):
            return source
        if isinstance(source, MapValue):
            return self._entry(source, key if isinstance(key, (Unsettled, JsonText)) else as_key(key))
        if isinstance(source, (ListValue, Bag)):
            return self._at_position(source, key)
        if isinstance(key, Unsettled):
            return key
        if isinstance(source, Symbol) and source.path and not source.is_name and isinstance(key, (int, str)):
            return self._doubts.about(self._part_of(source, key))
        if isinstance(source, (Symbol, ModuleValue)) and isinstance(key, str):
            return self._attribute_of(source, key)
        raise EvaluationError("it has no elements")

    def _part_of(self, source: Symbol, key: Union[int, str]) -> Value:
        if self._names.holds_secret:  # the key may be a part of it, and a symbol shows its path
            return Unsettled(source.why_open)
        return Symbol(source.resource, (*source.path, Index(key)))

    def _at_position(self, source: Union[ListValue, Bag], key: Value) -> Value:
        if isinstance(source, Bag) and source.is_set:
            raise EvaluationError("a set has no positions")
        position = convert(key, NUMBER)
        if not isinstance(position, int) or isinstance(position, bool):
            if is_scalar(position):
                raise EvaluationError("it is no position")
            return self._doubts.about(_any_of(contents(source), why_unsettled(position)))
        members = in_order(source)
        if members is None:
            bag = contents(source)
            found = _any_of(bag, bag.open_because)
            return found if position == 0 and bag.certain else self._doubts.about(found)
        if not 0 <= position < len(members):
            raise EvaluationError("there is no element at that position")
        return members[position]

    def _entry(self, source: MapValue, key: Union[Key, Unsettled, JsonText]) -> Value:
        certain = [entry for other, entry in source.entries.items() if same(other, key)]
        if certain and key not in source.possible:
            return certain[0]
        maybe = [entry for other, entry in source.entries.items() if same(other, key) is None]
        if not (certain or maybe or source.open_because):
            raise EvaluationError("there is no entry of that key")
        others = [Unsettled(source.open_because)] if source.open_because else []
        return self._doubts.about(one_of([*certain, *maybe, *others]))


def _any_of(bag: Bag, because: str) -> Value:
    """One of the members, or, where there may be others, anything."""
    members = [*bag.certain, *bag.possible]
    return one_of([*members, Unsettled(bag.open_because or because)] if bag.open_because or not members else members)


def as_key(value: Value) -> Key:
    """A value as the key of a map.

    Raises:
        EvaluationError: it can be none.
    """
    text = None if is_collection(value) else convert(value, STRING)
    if isinstance(text, (str, Symbol, Text)):
        return text
    raise EvaluationError("it is no key")
