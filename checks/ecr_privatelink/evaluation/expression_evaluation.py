"""Evaluating an expression over what is known, with what waits for the apply standing for itself.

The answer is the one that Terraform will have once the apply is done. What cannot be told
spreads no further than it must: an unknown condition gives either branch, a filter that is not
settled leaves its members possible, and `try` goes on only where an argument may fail.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Callable, ClassVar, Iterable, List, Mapping, Optional, Type, Union

from ..plan.plan_index import DATA, MANAGED, BlockName
from ..source.expression_tree import (
    Attribute,
    Binary,
    Call,
    Conditional,
    Constant,
    Element,
    Expression,
    For,
    Name,
    ObjectOf,
    Parenthesized,
    Splat,
    SplatMember,
    Template,
    TemplateFor,
    TupleOf,
    Unary,
)
from .expression_operators import binary, choice_of_branches, truth, unary
from .function_calling import text_of
from .function_options import over_options
from .function_table import FUNCTIONS
from .map_functions import object_of
from .member_equality import all_differ
from .number_text import rounded
from .resource_symbols import Symbol
from .symbolic_values import (
    Bag,
    EvaluationError,
    JsonText,
    ListValue,
    ModuleValue,
    OneOf,
    SetValue,
    Text,
    Unsettled,
    Value,
    contents,
    in_order,
    is_collection,
    is_known,
    one_of,
    same,
    size_of,
    unsettled_reasons,
    why_unsettled,
)
from .type_constraints import STRING, convert
from .value_names import Doubts, Names
from .value_steps import Steps, as_key
from .value_turns import Result, Turn, Turns, collected, grouped, keyed, turns_of

_Bindings = Mapping[str, Value]
"""The variables of `for` that a part of an expression stands in."""

_SPLAT_MEMBER = "*"
_BLOCK_PREFIXES = {"data": DATA, "resource": MANAGED}
_OBJECTS = frozenset({"var", "local", "each", "count", "module", "path", "terraform", "self"})
_PARTS_IN_A_STEP = 10
_STEPS_OF_A_FILE = 50
_TIMES_AS_LONG = {"yamldecode": 2_000}
"""How long a function takes to go through its arguments, beside most others."""
_WITHOUT_NULL = frozenset({"formatlist", "join", "sort", "transpose", "zipmap"})
"""Functions that refuse a null among the members of an argument."""
_MINDFUL = frozenset(
    {"chunklist", "distinct", "matchkeys", "setintersection", "setproduct", "setsubtract", "setunion"}
    | {"compact", "range", "slice", "tolist", "tomap", "toset", *_WITHOUT_NULL}
)
"""Functions that refuse members of types that have none in common, or too few of them."""
_OF_SCALARS = frozenset({"tobool", "tonumber"})
"""Functions that refuse most text."""
_MARKING = frozenset({"sensitive", "nonsensitive", "ephemeralasnull"})
"""Functions that give their argument back."""


def evaluate(expression: Expression, names: Names) -> Value:
    """The value of an expression.

    Raises:
        EvaluationError: Terraform would refuse it.
        LimitError: it takes more steps, or makes more, than it may.
    """
    return _Evaluation(names).value(expression, {})


class _Evaluation:
    def __init__(self, names: Names) -> None:
        self._names = names
        self._doubts = Doubts()
        self._steps = Steps(names, self._doubts)

    def value(self, node: Expression, bound: _Bindings) -> Value:
        """The value of a part of the expression."""
        self._names.take_step()
        if type(node) is Constant and type(node.value) is not Fraction:
            return node.value
        return self._HANDLERS[type(node)](self, node, bound)

    def _constant(self, node: Constant, bound: _Bindings) -> Value:  # noqa: ARG002 - as the others have it
        return rounded(node.value) if isinstance(node.value, Fraction) else node.value

    def _splat_member(self, node: SplatMember, bound: _Bindings) -> Value:  # noqa: ARG002
        return bound[_SPLAT_MEMBER]

    def _element(self, node: Element, bound: _Bindings) -> Value:
        return self._steps.element(self.value(node.source, bound), self.value(node.key, bound))

    def _parenthesized(self, node: Parenthesized, bound: _Bindings) -> Value:
        return self.value(node.inner, bound)

    def _tuple(self, node: TupleOf, bound: _Bindings) -> Value:
        return ListValue(tuple([self.value(member, bound) for member in node.members]))

    def _name(self, node: Name, bound: _Bindings) -> Value:
        if node.name in bound:
            return bound[node.name]
        raise EvaluationError(f"{node.name} names nothing")

    def _attribute(self, node: Attribute, bound: _Bindings) -> Value:
        named = self._named(node, bound)
        return self._steps.attribute(self.value(node.source, bound), node.name) if named is None else named()

    def _named(self, node: Attribute, bound: _Bindings) -> Optional[Callable[[], Value]]:
        """What the first steps of a reference name, `var.x` or `data.aws_vpc.v`; None for a step into a value."""
        source = node.source
        if isinstance(source, Name) and source.name not in bound:
            if source.name in _OBJECTS:
                return lambda: self._names.named(source.name, node.name)
            if source.name not in _BLOCK_PREFIXES:
                return lambda: self._names.block(BlockName(MANAGED, source.name, node.name))
        if isinstance(source, Attribute) and isinstance(source.source, Name) and source.source.name not in bound:
            mode = _BLOCK_PREFIXES.get(source.source.name)
            if mode is not None:
                return lambda: self._names.block(BlockName(mode, source.name, node.name))
        return None

    # Splats and `for`

    def _splat(self, node: Splat, bound: _Bindings) -> Value:
        return over_options(lambda source: self._splat_of(source, node, bound), [self.value(node.source, bound)])

    def _splat_of(self, source: Value, node: Splat, bound: _Bindings) -> Value:
        if source is None:
            return ListValue()
        is_one = not (isinstance(source, (ListValue, SetValue, Bag)) or _may_be_list(source))
        turns = Turns((Turn(0, source, certain=True),)) if is_one else self._turns(source)
        results = [self._if_there(turn, lambda turn: self._splat_turn(node, turn, bound)) for turn in turns.members]
        return collected([result for result in results if result is not None], turns)

    def _splat_turn(self, node: Splat, turn: Turn, bound: _Bindings) -> Result:
        return Result(turn.certain, self.value(node.each, {**bound, _SPLAT_MEMBER: turn.value}))

    def _if_there(self, turn: Turn, result_of: Callable[[Turn], Optional[Result]]) -> Optional[Result]:
        """What a turn gives; nothing where Terraform would refuse it, which it need not if the turn is not there."""
        try:
            return result_of(turn)
        except EvaluationError:
            if turn.certain:
                raise
            self._doubts.about_nothing()
            return None

    def _turns(self, source: Value) -> Turns:
        if _may_be_list(source):
            self._doubts.about(source)
        return turns_of(self._names.opened(source) if isinstance(source, ModuleValue) else source)

    def _for(self, node: For, bound: _Bindings) -> Value:
        return over_options(lambda source: self._for_over(source, node, bound), [self.value(node.collection, bound)])

    def _for_over(self, source: Value, node: For, bound: _Bindings) -> Value:
        turns = self._turns(source)
        tried = [self._if_there(turn, lambda turn: self._for_turn(node, turn, bound)) for turn in turns.members]
        results = [result for result in tried if result is not None]
        if node.new_key is None:
            return collected(results, turns)
        if node.grouping:
            return grouped(results, turns)
        keys = tuple(result.key for result in results)
        made = keyed(results, turns)
        return made if all_differ(keys) and not turns.open_because else self._doubts.about(made)

    def _for_turn(self, node: For, turn: Turn, bound: _Bindings) -> Optional[Result]:
        """What one turn of a `for` gives; None where its condition drops it."""
        inner = {**bound, node.value: turn.value, **({node.key: turn.key} if node.key else {})}
        condition = self.value(node.condition, inner) if node.condition is not None else True
        kept = self._truth(condition)
        if kept is False:
            return None
        kept_turn = turn._replace(certain=turn.certain and kept is True)
        because = why_unsettled(condition) if kept is None else ""
        return self._if_there(kept_turn, lambda turn: self._kept(node, turn, inner, because))

    def _kept(self, node: For, turn: Turn, inner: _Bindings, because: str) -> Result:
        key = self._key(self.value(node.new_key, inner)) if node.new_key is not None else None
        return Result(turn.certain, self.value(node.result, inner), key, because)

    def _key(self, value: Value) -> Value:
        """A key that is to be made, which Terraform refuses where it is null."""
        self._mind(value)
        if isinstance(value, OneOf) and any(option is None or is_collection(option) for option in value.options):
            self._doubts.about(value)
        return value if isinstance(value, (Unsettled, OneOf, JsonText)) else as_key(value)

    def _template(self, node: Template, bound: _Bindings) -> Value:
        parts = [self.value(part, bound) for part in node.parts]
        self._charge(parts)
        for part in parts:
            self._mind(part)
        return _joined(parts)

    def _template_for(self, node: TemplateFor, bound: _Bindings) -> Value:
        texts = self._for(For(node.key, node.value, node.collection, None, node.body, None), bound)
        members = in_order(texts) if is_collection(texts) else None
        return Unsettled(why_unsettled(texts)) if members is None else _joined(list(members))

    # Operators and constructors

    def _unary(self, node: Unary, bound: _Bindings) -> Value:
        operand = self.value(node.operand, bound)
        self._mind(operand)
        return self._doubts.unless_settled(over_options(lambda one: unary(node.operator, one), [operand]))

    def _binary(self, node: Binary, bound: _Bindings) -> Value:
        left = self.value(node.left, bound)
        if node.operator in ("&&", "||"):
            return self._logical(node, left, bound)
        sides = [left, self.value(node.right, bound)]
        self._charge(sides)
        found = over_options(lambda one, other: binary(node.operator, one, other), sides)
        if node.operator in ("==", "!="):
            return found
        for side in sides:
            self._mind(side)
        return self._doubts.unless_settled(found)

    def _logical(self, node: Binary, left: Value, bound: _Bindings) -> Value:
        deciding = node.operator == "||"
        decided = self._truth(left)
        try:
            right = self.value(node.right, bound)
            self._truth(right)
        except EvaluationError:
            if decided is not deciding and decided is not None:
                raise
            self._doubts.about(left)  # Terraform 1.12 passes the right side over, older ones refuse
            return Unsettled(why_unsettled(left)) if decided is None else deciding
        if decided is deciding:
            return deciding
        return over_options(lambda one, other: binary(node.operator, one, other), [left, right])

    def _truth(self, condition: Value) -> Optional[bool]:
        """A value as a condition, None where that is not settled; in doubt where Terraform may refuse it."""
        self._mind(condition)
        answer = self._doubts.unless_settled(over_options(_answer, [condition]))
        return answer if isinstance(answer, bool) else None

    def _conditional(self, node: Conditional, bound: _Bindings) -> Value:
        condition = self.value(node.condition, bound)
        chosen = self._truth(condition)
        if chosen is None:
            return self._either(node, bound, why_unsettled(condition))
        taken = self.value(node.yes if chosen else node.no, bound)
        doubts = self._doubts.count
        try:
            other = self.value(node.no if chosen else node.yes, bound)
        except EvaluationError:
            other = taken
        self._charge([taken])
        self._doubts.count = doubts  # nobody minds what is wrong with the branch that is not taken
        return choice_of_branches(taken, other)

    def _either(self, node: Conditional, bound: _Bindings, because: str) -> Value:
        first, second = (self._perhaps(branch, bound) for branch in (node.yes, node.no))
        self._charge([first, second])
        return one_of([choice_of_branches(first, second), choice_of_branches(second, first)], because)

    def _perhaps(self, node: Expression, bound: _Bindings) -> Value:
        try:
            return self.value(node, bound)
        except EvaluationError as error:
            return self._doubts.about(Unsettled(str(error)))

    def _object(self, node: ObjectOf, bound: _Bindings) -> Value:
        entries = [(self._key(self.value(key, bound)), self.value(entry, bound)) for key, entry in node.entries]
        return object_of(entries)

    # Functions

    def _call(self, node: Call, bound: _Bindings) -> Value:
        name = node.function.removeprefix("core::")
        if name in ("try", "can"):
            return self._try(node, bound) if name == "try" else self._can(node, bound)
        if name in _MARKING and len(node.arguments) == 1:
            return self._marked(name, node.arguments[0], bound)
        if name in ("file", "fileexists") and len(node.arguments) == 1:
            read = self._file_text if name == "file" else self._file_exists
            return self._of_file(read, self.value(node.arguments[0], bound))
        arguments = [self.value(argument, bound) for argument in node.arguments]
        if node.spread:
            last = arguments.pop()
            spread = in_order(last) if is_collection(last) else None
            if spread is None:
                because = f"the last argument of {name}() is not settled ({why_unsettled(last)})"
                return self._doubts.about(Unsettled(because))
            arguments += spread
        if name not in FUNCTIONS:
            return self._doubts.about(Unsettled(f"{name}() is not evaluated"))
        opened = [self._names.opened(value) if isinstance(value, ModuleValue) else value for value in arguments]
        for place, argument in enumerate(opened):
            self._mind(argument)
            if _may_be_refused(name, argument):
                self._doubts.about_nothing()
            if isinstance(argument, JsonText) and name != "jsondecode":
                opened[place] = Unsettled(why_unsettled(argument))
        self._charge(opened * _TIMES_AS_LONG.get(name, 1))
        found = over_options(FUNCTIONS[name], opened)
        self._charge([found])
        return self._doubts.unless_settled(found)

    def _marked(self, name: str, argument: Expression, bound: _Bindings) -> Value:
        held = self._names.holds_secret
        value = self.value(argument, bound)
        if name == "sensitive":
            self._names.keep_secret(value)
        elif name == "nonsensitive":
            self._names.holds_secret = held
        return value

    def _of_file(self, read: Callable[[Value], Value], path: Value) -> Value:
        """What is read of a file; in doubt where it is not, as Terraform refuses what is not there."""
        self._take_steps(_STEPS_OF_A_FILE)
        found = over_options(read, [path])
        self._charge([found])
        return self._doubts.unless_settled(found)

    def _file_text(self, path: Value) -> Value:
        if path is None:
            raise EvaluationError("a file without a name")
        name = convert(path, STRING)
        return self._names.file_text(name) if isinstance(name, str) else Unsettled(why_unsettled(name))

    def _file_exists(self, path: Value) -> Value:
        """True for a file that is read; another may have been there when the plan was made."""
        found = self._file_text(path)
        return True if isinstance(found, str) else Unsettled(f"fileexists() is open: {why_unsettled(found)}")

    def _charge(self, values: Iterable[Value]) -> None:
        """Count the steps of going through values, which takes long where they are large.

        Raises:
            LimitError: there were too many.
        """
        self._take_steps(sum(map(size_of, values)) // _PARTS_IN_A_STEP)

    def _take_steps(self, count: int) -> None:
        for _ in range(count):
            self._names.take_step()

    def _mind(self, value: Value) -> None:
        """Terraform refuses much that is null, and much that is of another type; this may turn out to be."""
        if not isinstance(value, (Unsettled, Symbol, OneOf)):
            return
        options = value.options if isinstance(value, OneOf) else (value,)
        if any(_may_be_list(option) or _is_whole(option) for option in options):
            self._doubts.about(value)

    def _try(self, node: Call, bound: _Bindings) -> Value:
        options: List[Value] = []
        before = self._doubts.count
        for argument in node.arguments:
            self._doubts.count = before
            try:
                options.append(self.value(argument, bound))
            except EvaluationError:
                continue
            if self._doubts.count == before:
                return one_of(options)
        if not options:
            raise EvaluationError("no argument of try() succeeds")
        return self._doubts.about(one_of(options))

    def _can(self, node: Call, bound: _Bindings) -> Value:
        before = self._doubts.count
        try:
            self.value(node.arguments[0], bound)
        except EvaluationError:
            return False
        settled, self._doubts.count = self._doubts.count == before, before
        return True if settled else Unsettled("whether can() succeeds is known only after the apply")

    _HANDLERS: ClassVar[Mapping[Type[object], Callable[..., Value]]] = {
        Constant: _constant,
        Name: _name,
        SplatMember: _splat_member,
        Attribute: _attribute,
        Element: _element,
        Parenthesized: _parenthesized,
        Splat: _splat,
        Template: _template,
        TemplateFor: _template_for,
        Call: _call,
        Unary: _unary,
        Binary: _binary,
        Conditional: _conditional,
        TupleOf: _tuple,
        ObjectOf: _object,
        For: _for,
    }


def _may_be_list(value: Value) -> bool:
    """A value that waits, and may be a list as well as a single thing."""
    return isinstance(value, Unsettled) or (isinstance(value, Symbol) and bool(value.path) and not value.is_name)


def _may_be_refused(function: str, argument: Value) -> bool:
    """What is not settled in an argument may be what the function refuses."""
    options = argument.options if isinstance(argument, OneOf) else (argument,)
    if function in _MINDFUL and any(map(_is_open, options)):
        return True
    if function in _OF_SCALARS:
        return any(isinstance(option, Symbol) for option in options)
    return function in _WITHOUT_NULL and any(map(_may_hold_null, filter(is_collection, options)))


def _is_open(value: Value) -> bool:
    """Members may be missing or be anything, or differ in kind: a list beside none, null beside what may be one."""
    bag = contents(value) if is_collection(value) else Bag()
    if len(set(map(is_collection, bag.certain))) > 1:
        return True
    beside_null = any(member is None for member in bag.certain) and not all(map(_is_text_or_known, bag.certain))
    return (
        bool(bag.possible)
        or beside_null
        or any(map(_is_whole, bag.certain))
        or next(unsettled_reasons(value), None) is not None
    )


def _is_text_or_known(value: Value) -> bool:
    return is_known(value) or isinstance(value, Text) or (isinstance(value, Symbol) and value.is_name)


def _may_hold_null(value: Value) -> bool:
    """A member is null, or may turn out to be."""
    bag = contents(value)
    members = bag.certain + bag.possible
    nested = any(is_collection(member) and _may_hold_null(member) for member in members)
    return bool(bag.open_because) or nested or any(same(member, None) is not False for member in members)


def _is_whole(value: Value) -> bool:
    """A whole resource, of which most that takes one thing is refused; or its id, where a list of references has it."""
    return isinstance(value, Symbol) and not value.path


def _answer(condition: Value) -> Value:
    answer = truth(condition)
    return Unsettled(why_unsettled(condition)) if answer is None else answer


def _joined(values: List[Value]) -> Value:
    """The text of a template."""
    return over_options(_joined_settled, values)


def _joined_settled(*values: Value) -> Value:
    parts: List[Union[str, Symbol]] = []
    for value in values:
        if is_collection(value) or value is None:
            raise EvaluationError("it cannot stand in a template")
        text = convert(value, STRING)
        if isinstance(text, str):
            parts.append(text)
        elif isinstance(text, Text):
            parts += text.parts
        elif isinstance(text, Symbol) and text.path:
            parts.append(text)
        else:
            return Unsettled(why_unsettled(text))
    return text_of(parts)
