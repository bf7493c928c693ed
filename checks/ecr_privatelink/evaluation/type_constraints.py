"""Terraform's types, as the `type` of a variable gives them, and conversion to them.

Source: Terraform language, "Types and Values" and "Type Constraints"; what a list of any makes
of members of different types was asked of terraform console.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Callable, Dict, Iterable, List, Sequence, Tuple, Union

from ..source.expression_tree import Call, Constant, Expression, Name, ObjectOf, TupleOf
from .function_options import over_options
from .member_equality import set_of
from .number_text import is_short, number_text, parsed_number
from .resource_symbols import Symbol
from .symbolic_values import (
    Bag,
    EvaluationError,
    JsonText,
    Key,
    ListValue,
    MapValue,
    ModuleValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
    contents,
    in_order,
    is_collection,
    is_scalar,
    one_of,
    why_unsettled,
)


@dataclass(frozen=True)
class Primitive:
    """`string`, `number`, `bool` or `any`; `null`, `loose` and `open` stand for what unification cannot name."""

    name: str


@dataclass(frozen=True)
class CollectionOf:
    """`list(member)`, `set(member)` or `map(member)`."""

    kind: str
    member: TypeConstraint


@dataclass(frozen=True)
class TupleTypes:
    """`tuple([a, b])`."""

    members: Tuple[TypeConstraint, ...]


@dataclass(frozen=True)
class AttributeType:
    """The type of an object's attribute; the default is of that type, and null where none is written."""

    type: TypeConstraint
    optional: bool = False
    default: Value = None


@dataclass(frozen=True)
class ObjectTypes:
    """`object({ a = string })`, by name in sorted order."""

    attributes: Tuple[Tuple[str, AttributeType], ...]


TypeConstraint = Union[Primitive, CollectionOf, TupleTypes, ObjectTypes]

STRING = Primitive("string")
NUMBER = Primitive("number")
BOOL = Primitive("bool")
ANY = Primitive("any")

_NULL = Primitive("null")
_LOOSE = Primitive("loose")
_OPEN = Primitive("open")
_PRIMITIVES = {type_.name: type_ for type_ in (STRING, NUMBER, BOOL, ANY)}
_KINDS = ("list", "set", "map")

Evaluate = Callable[[Expression], Value]
_Collection = Union[ListValue, SetValue, Bag, MapValue]


def list_of(member: TypeConstraint) -> CollectionOf:
    """`list(member)`."""
    return CollectionOf("list", member)


def set_type(member: TypeConstraint) -> CollectionOf:
    """`set(member)`."""
    return CollectionOf("set", member)


def map_of(member: TypeConstraint) -> CollectionOf:
    """`map(member)`."""
    return CollectionOf("map", member)


# Reading a type


def parse_type(expression: Expression, evaluate: Evaluate) -> TypeConstraint:
    """The type that a variable's `type` names; `evaluate` gives the defaults of optional attributes.

    Raises:
        EvaluationError: it is no type, or a default is not of its attribute's type.
    """
    if isinstance(expression, Constant) and isinstance(expression.value, str):
        return _named(expression.value)  # the quoted names of Terraform 0.11
    if isinstance(expression, Name):
        return _named(expression.name)
    if isinstance(expression, Call) and len(expression.arguments) == 1:
        argument = expression.arguments[0]
        if expression.function in _KINDS:
            return CollectionOf(expression.function, parse_type(argument, evaluate))
        if expression.function == "tuple" and isinstance(argument, TupleOf):
            return TupleTypes(tuple(parse_type(member, evaluate) for member in argument.members))
        if expression.function == "object" and isinstance(argument, ObjectOf):
            return _parse_object(argument, evaluate)
    raise EvaluationError("it is no type")


def _named(name: str) -> TypeConstraint:
    if name in _KINDS:
        return CollectionOf(name, ANY)
    if name in _PRIMITIVES:
        return _PRIMITIVES[name]
    raise EvaluationError(f"{name} is no type")


def _parse_object(argument: ObjectOf, evaluate: Evaluate) -> ObjectTypes:
    attributes: Dict[str, AttributeType] = {}
    for key, type_ in argument.entries:
        if not (isinstance(key, Constant) and isinstance(key.value, str)):
            raise EvaluationError("an attribute of an object type has no fixed name")
        attributes[key.value] = _parse_attribute(type_, evaluate)
    return ObjectTypes(tuple(sorted(attributes.items(), key=lambda item: item[0])))


def _parse_attribute(expression: Expression, evaluate: Evaluate) -> AttributeType:
    if not (isinstance(expression, Call) and expression.function == "optional"):
        return AttributeType(parse_type(expression, evaluate))
    if not 1 <= len(expression.arguments) <= 2:  # noqa: PLR2004 - the type, and the default
        raise EvaluationError("optional() takes a type and perhaps a default")
    type_ = parse_type(expression.arguments[0], evaluate)
    defaults = [convert(evaluate(default), type_) for default in expression.arguments[1:]]
    return AttributeType(type_, True, defaults[0] if defaults else None)


# Conversion


def convert(value: Value, constraint: TypeConstraint) -> Value:
    """The value as that type, the defaults of optional attributes filled in.

    What waits for the apply stays as it is where it may be of the type.

    Raises:
        EvaluationError: Terraform cannot convert it.
    """
    if (constraint is STRING and type(value) is str) or value is None:
        return value  # most of what is converted
    if constraint in (ANY, _NULL) or isinstance(value, (Unsettled, ModuleValue)):
        return value
    if isinstance(value, OneOf):
        return over_options(lambda option: convert(option, constraint), [value])
    if isinstance(constraint, Primitive):
        return _to_primitive(value, constraint)
    return value if isinstance(value, Symbol) and not value.is_name else _to_structure(value, constraint)


def _to_structure(value: Value, constraint: Union[CollectionOf, TupleTypes, ObjectTypes]) -> Value:
    if not isinstance(value, (ListValue, SetValue, Bag, MapValue)):
        raise EvaluationError(f"a {_described(constraint)} is needed")
    if isinstance(constraint, ObjectTypes):
        return _to_object(value, constraint)
    if isinstance(constraint, TupleTypes):
        return _to_tuple(value, constraint)
    conversions = {"list": _to_list, "set": _to_set, "map": _to_map}
    return conversions[constraint.kind](value, constraint.member)


def _described(constraint: Union[CollectionOf, TupleTypes, ObjectTypes]) -> str:
    if isinstance(constraint, CollectionOf):
        return constraint.kind
    return "tuple" if isinstance(constraint, TupleTypes) else "object"


def _to_primitive(value: Value, constraint: Primitive) -> Value:
    if constraint == _OPEN:
        return Unsettled("what type the members of a list of any have is not settled")
    if constraint == _LOOSE:
        return _loosened(value)
    if is_collection(value):
        raise EvaluationError(f"a {constraint.name} is needed")
    if isinstance(value, Symbol):
        return value
    return _to_scalar(value, constraint)


def _to_scalar(value: Value, constraint: Primitive) -> Value:
    if isinstance(value, (Text, JsonText)):
        return value if constraint == STRING else Unsettled(why_unsettled(value))
    if constraint == STRING:
        return _to_string(value)
    return _to_number(value) if constraint == NUMBER else _to_bool(value)


def _to_string(value: Value) -> Value:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Fraction)):
        return number_text(value) if is_short(value) else Unsettled("the digits of a number are not followed")
    return value


def _to_number(value: Value) -> Value:
    if isinstance(value, str):
        return parsed_number(value)
    if isinstance(value, bool):
        raise EvaluationError("a number is needed, not a bool")
    return value


def _to_bool(value: Value) -> Value:
    if isinstance(value, bool):
        return value
    if value in ("true", "1"):
        return True
    if value in ("false", "0"):
        return False
    raise EvaluationError("a bool is needed")


def _to_list(value: _Collection, member: TypeConstraint) -> Value:
    if isinstance(value, MapValue):
        raise EvaluationError("a list is needed, not a map or object")
    ordered = in_order(value)
    if ordered is not None:
        return ListValue(tuple(_converted(ordered, member)), is_list=True)
    return _bag(contents(value), member, is_set=False)


def _to_set(value: _Collection, member: TypeConstraint) -> Value:
    if isinstance(value, MapValue):
        raise EvaluationError("a set is needed, not a map or object")
    if isinstance(value, Bag):
        return _bag(value, member, is_set=True)
    return set_of(_converted(value.members, member))


def _bag(value: Bag, member: TypeConstraint, *, is_set: bool) -> Value:
    if member == ANY and (value.possible or value.open_because):
        certain = _perhaps_converted(value.certain + value.possible, value.open_because)
        certain, possible = certain[: len(value.certain)], certain[len(value.certain) :]
    else:
        certain = _converted(value.certain, member)
        possible = [_converted_if_there(each, member) for each in value.possible]
    return replace(value, certain=tuple(certain), possible=tuple(possible), is_set=is_set)


def _to_map(value: _Collection, member: TypeConstraint) -> Value:
    if not isinstance(value, MapValue):
        raise EvaluationError("a map is needed")
    if member == ANY and (value.possible or value.open_because):
        members = _perhaps_converted(value.entries.values(), value.open_because)
    elif member == ANY:
        members = _converted(value.entries.values(), member, in_map=True)
    else:
        members = [
            _converted_if_there(entry, member) if key in value.possible else convert(entry, member)
            for key, entry in value.entries.items()
        ]
    return MapValue(dict(zip(value.entries, members)), True, value.possible, value.open_because)


def _converted_if_there(value: Value, member: TypeConstraint) -> Value:
    """A member that may be missing: Terraform refuses a wrong one only where it is there."""
    try:
        return convert(value, member)
    except EvaluationError as error:
        return Unsettled(f"Terraform may refuse it: {error}")


def _perhaps_converted(members: Iterable[Value], open_because: str) -> List[Value]:
    """The members of a list of any of which some may be missing, and others there."""
    members = list(members)
    types = set(map(_type_of, members)) - {_NULL}
    return members if len(types) <= 1 and not open_because else list(map(_loosened, members))


def _to_tuple(value: Value, constraint: TupleTypes) -> Value:
    if isinstance(value, Bag) and not value.is_set:
        return Unsettled(why_unsettled(value))
    if not isinstance(value, ListValue) or len(value.members) != len(constraint.members):
        raise EvaluationError(f"a tuple of {len(constraint.members)} is needed")
    return ListValue(tuple(map(convert, value.members, constraint.members)))


def _to_object(value: Value, constraint: ObjectTypes) -> Value:
    if not isinstance(value, MapValue):
        raise EvaluationError("an object is needed")
    entries: Dict[Key, Value] = {name: _attribute(value, name, type_) for name, type_ in constraint.attributes}
    return MapValue(entries)


def _attribute(source: MapValue, name: str, wanted: AttributeType) -> Value:
    if name in source.entries:
        given = convert(source.entries[name], wanted.type)
        options = given.options if isinstance(given, OneOf) else (given,)
        found = [choice for option in options for choice in _or_default(option, wanted)]
        return one_of(found + ([wanted.default] if name in source.possible and wanted.optional else []))
    if source.open_because or not all(isinstance(key, str) for key in source.entries):
        return Unsettled(source.open_because or f"whether it has {name} is known only after the apply")
    if not wanted.optional:
        raise EvaluationError(f"the attribute {name} is missing")
    return wanted.default


def _or_default(given: Value, wanted: AttributeType) -> List[Value]:
    """What an attribute is that was given: the default takes the place of null."""
    if wanted.default is None:
        return [given]
    if given is None:
        return [wanted.default]
    may_be_null = isinstance(given, Symbol) and not given.is_name
    return [given, wanted.default] if may_be_null else [given]


# What the members of a list of any become


def _converted(members: Iterable[Value], member: TypeConstraint, *, in_map: bool = False) -> List[Value]:
    members = list(members)
    if member == ANY:
        types = [_type_of(each) for each in members]
        member = _in_common(types)
        _check_nulls([] if in_map and _may_hold_null(types) else types, member)
    if isinstance(member, Primitive) and member in (ANY, _NULL):
        return members
    return [convert(each, member) for each in members]


def _may_hold_null(types: List[TypeConstraint]) -> bool:
    """Whether null may stand beside lists and objects of these types in a map of any."""
    given = set(types) - {_NULL}
    return len(given) == 1 or any(isinstance(type_, CollectionOf) for type_ in given)


def _type_of(value: Value) -> TypeConstraint:
    """The type of a value: any where it waits for the apply and may be of several."""
    if isinstance(value, (Unsettled, ModuleValue, OneOf)) or (isinstance(value, Symbol) and not value.is_name):
        return _type_of_options(value.options) if isinstance(value, OneOf) else ANY
    if isinstance(value, ListValue):
        types = tuple(map(_type_of, value.members))
        return list_of(_in_common(types)) if value.is_list else TupleTypes(types)
    if isinstance(value, Bag):
        return ANY  # it may be a tuple, of members that have no type in common
    if isinstance(value, SetValue):
        return set_type(_in_common(map(_type_of, value.members)))
    if isinstance(value, MapValue):
        return _type_of_map(value)
    return _type_of_scalar(value)


def _type_of_options(options: Tuple[Value, ...]) -> TypeConstraint:
    types = set(map(_type_of, options))
    return types.pop() if len(types) == 1 else ANY


def _type_of_map(value: MapValue) -> TypeConstraint:
    if not (value.is_map or value.settled):
        return ANY
    if value.is_map:
        return map_of(_in_common(map(_type_of, value.entries.values())))
    items = sorted((str(key), AttributeType(_type_of(entry))) for key, entry in value.entries.items())
    return ObjectTypes(tuple(items))


def _type_of_scalar(value: Value) -> Primitive:
    if value is None:
        return _NULL
    if isinstance(value, bool):
        return BOOL
    return NUMBER if isinstance(value, (int, Fraction)) else STRING


def _in_common(types: Iterable[TypeConstraint]) -> TypeConstraint:
    """The type that all of these can be converted to.

    Raises:
        EvaluationError: there is none.
    """
    found = [type_ for type_ in types if type_ != _NULL]
    distinct = list(dict.fromkeys(found))
    if len(distinct) <= 1 and not (ANY in distinct and len(found) > 1):
        return distinct[0] if distinct else _NULL
    if ANY in distinct or _LOOSE in distinct:
        rest = [type_ for type_ in distinct if type_ not in (ANY, _LOOSE)]
        return STRING if STRING in rest else _LOOSE
    if all(isinstance(type_, Primitive) for type_ in distinct):
        if STRING in distinct:
            return STRING
        raise EvaluationError("numbers stand beside bools")
    return _structure_in_common(distinct)


def _structure_in_common(types: List[TypeConstraint]) -> TypeConstraint:
    objects = [type_ for type_ in types if isinstance(type_, ObjectTypes)]
    tuples = [type_ for type_ in types if isinstance(type_, TupleTypes)]
    collections = [type_ for type_ in types if isinstance(type_, CollectionOf)]
    kinds = {type_.kind for type_ in collections}
    if len(objects) + len(tuples) + len(collections) != len(types) or (objects and tuples):
        raise EvaluationError("members are of different kinds")
    if tuples and not collections:
        return _tuples_in_common(tuples)
    if objects and not collections:
        return _objects_in_common(objects)
    inner: List[TypeConstraint] = [type_.member for type_ in collections]
    inner += [member for type_ in tuples for member in type_.members]
    if not objects and (kinds == {"list", "set"} or (kinds == {"set"} and tuples)):
        return _beside_sets(collections)
    inner += [attribute.type for type_ in objects for _, attribute in type_.attributes]
    if kinds == {"map"} and not tuples:
        return map_of(_in_common(inner))
    if len(kinds) == 1 and "map" not in kinds and not objects:
        return CollectionOf(kinds.pop(), _in_common(inner))
    raise EvaluationError("members are of different kinds")


def _beside_sets(types: List[CollectionOf]) -> TypeConstraint:
    """What sets, and lists or tuples beside them, become: what the lists are, and sets where there is none."""
    wanted = {type_ for type_ in types if type_.kind != "set"} or set(types)
    first = wanted.pop()
    return _OPEN if wanted or first.member in (_NULL, ANY, _LOOSE, _OPEN) else first


def _tuples_in_common(types: List[TupleTypes]) -> TypeConstraint:
    if len({len(type_.members) for type_ in types}) == 1:
        return TupleTypes(tuple(_column_in_common(column) for column in zip(*(type_.members for type_ in types))))
    return list_of(_in_common(member for type_ in types for member in type_.members))


def _objects_in_common(types: List[ObjectTypes]) -> TypeConstraint:
    names = [name for name, _ in types[0].attributes]
    if all([name for name, _ in type_.attributes] == names for type_ in types):
        columns = zip(*(type_.attributes for type_ in types))
        return ObjectTypes(
            tuple(
                (name, AttributeType(_column_in_common([attribute.type for _, attribute in column])))
                for name, column in zip(names, columns)
            )
        )
    return map_of(_in_common(attribute.type for type_ in types for _, attribute in type_.attributes))


def _column_in_common(types: Sequence[TypeConstraint]) -> TypeConstraint:
    common = _in_common(types)
    _check_nulls(types, common)
    return common


def _check_nulls(types: Sequence[TypeConstraint], common: TypeConstraint) -> None:
    if _NULL in types and not isinstance(common, Primitive):
        raise EvaluationError("null stands beside lists or objects")


def _loosened(value: Value) -> Value:
    """The value where something beside it, which waits, may turn numbers and bools into text."""
    if value is not None and is_scalar(value):
        return one_of([value, _to_string(value)])
    if isinstance(value, (ListValue, SetValue)):
        members = tuple(map(_loosened, value.members))
        return SetValue(members) if isinstance(value, SetValue) else ListValue(members, value.is_list)
    if isinstance(value, Bag):
        certain, possible = tuple(map(_loosened, value.certain)), tuple(map(_loosened, value.possible))
        return replace(value, certain=certain, possible=possible, is_set=False)  # beside a list, a set becomes one
    if isinstance(value, MapValue):
        entries = {key: _loosened(entry) for key, entry in value.entries.items()}
        return MapValue(entries, value.is_map, value.possible, value.open_because)
    return one_of(map(_loosened, value.options)) if isinstance(value, OneOf) else value
