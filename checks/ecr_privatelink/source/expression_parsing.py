"""From the source text of a Terraform expression to its tree.

    expression  = operation [ "?" expression ":" expression ] ;
    operation   = operand { operator operand } ;       (|| loosest, then &&, == !=, < <= > >=, + -, * / %)
    operand     = { "-" | "!" } term { step } ;
    step        = "." ( name | number | "*" { "." ( name | number ) } ) | "[" ( "*" "]" { step } | expression "]" ) ;
    term        = number | name | call | template | "(" expression ")" | tuple | object | for ;
    call        = name { "::" name } "(" [ expression { "," expression } [ "," | "..." ] ] ")" ;
    tuple       = "[" [ expression { "," expression } [ "," ] ] "]" ;
    object      = "{" [ entry { separator entry } [ separator ] ] "}" ;     (separator: "," or a newline)
    entry       = ( name | expression ) ( "=" | ":" ) expression ;
    for         = "[" loop expression [ if ] "]" | "{" loop expression "=>" expression [ "..." ] [ if ] "}" ;
    loop        = "for" names "in" expression ":" ;
    names       = name [ "," name ] ;
    if          = "if" expression ;
    template    = open { text | "${" expression "}" | "%{" directive "}" } close ;
    directive   = "if" expression | "else" | "endif" | "for" names "in" expression | "endfor" ;

The tokens are those of expression_tokens.py; how directives pair, template_parsing.py says.

Source: HCL native syntax specification, "Expressions" and "Templates"; terraform 1.11 for what they leave open.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import List, Optional, Sequence, Tuple, Union

from .expression_references import parts_of
from .expression_tokens import SPACES, Kind, Token, expression_tokens, refuse, template_tokens
from .expression_tree import (
    Attribute,
    Binary,
    Call,
    Conditional,
    Constant,
    Element,
    Expression,
    ExpressionError,
    For,
    Name,
    ObjectOf,
    Parenthesized,
    Splat,
    SplatMember,
    TupleOf,
    Unary,
)
from .template_parsing import ForStart, IfStart, Item, Turn, build_template, constant_text, without_indent
from .token_reading import TokenReader, number_of

MAX_NESTING = 50
"""Expressions within expressions in the source: the parser calls itself for each."""

MAX_HEIGHT = 100
"""Steps from a tree's root to its last leaf, for those who walk it; a chain `a + b + c` adds one for each."""

_NAME, _NUMBER, _OPEN = Kind.NAME, Kind.NUMBER, Kind.OPEN
_LEVELS = (("||",), ("&&",), ("==", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "/", "%"))
_BINDING = {operator: level for level, operators in enumerate(_LEVELS, start=1) for operator in operators}
_STEPS = frozenset({".", "["})
_WORDS = {"true": Constant(True), "false": Constant(False), "null": Constant(None)}

_MOST_KEPT = 2_000
_LONGEST_KEPT = 100
"""Characters; short expressions are often there more than once."""

_WORD = "[A-Za-z_][A-Za-z0-9_-]*"
_PLAIN = re.compile(rf'{_WORD}(?:\.{_WORD})*|(?P<number>[0-9]+)|"(?P<text>[^"\\$%\r\n]*)"')
_LONGEST_PLAIN = 100
"""Characters; what is longer may be more than Terraform can keep, or nest too deep."""


def parse_expression(text: str) -> Expression:
    """The tree of one expression, as it stands in a .tf file after the `=`.

    Raises:
        ExpressionError: it is none, or nests too deep.
    """
    return _kept(text) if len(text) <= _LONGEST_KEPT else _parsed(text)


def _parsed(text: str) -> Expression:
    plain = _plain(text)
    if plain is not None:
        return plain
    tokens = expression_tokens(text)
    return _low(_Parser(tokens).whole_expression(), tokens)


_kept = lru_cache(_MOST_KEPT)(_parsed)
_name = lru_cache(_MOST_KEPT)(Name)


def parse_template(text: str) -> Expression:
    """The tree of a template without quotes around it, as a JSON string in a .tf.json file is one.

    Raises:
        ExpressionError: it is none, or nests too deep.
    """
    tokens = template_tokens(text)
    return _low(_Parser(tokens).template(Kind.END, flush=False), tokens)


def _plain(text: str) -> Optional[Expression]:
    """The tree of a reference, a whole number or a text without escapes, as most expressions are; None for others."""
    found = _PLAIN.fullmatch(text)
    if found is None or len(text) > _LONGEST_PLAIN:
        return None
    if found["text"] is not None:
        return constant_text(found["text"])
    if found["number"]:
        return Constant(int(found["number"]))
    first, *rest = text.split(".")
    if first in _WORDS:
        return None if rest else _WORDS[first]
    expression: Expression = _name(first)
    for name in rest:
        expression = Attribute(expression, name)
    return expression


def _low(expression: Expression, tokens: Sequence[Token]) -> Expression:
    if len(tokens) <= MAX_HEIGHT:  # each step from the root has a token of its own
        return expression
    level = [expression]
    for _ in range(MAX_HEIGHT):
        level = [part for whole in level for part in parts_of(whole)]
        if not level:
            return expression
    raise ExpressionError(f"line 1: the expression nests deeper than {MAX_HEIGHT} operations")


class _Parser(TokenReader):
    def __init__(self, tokens: List[Token]) -> None:
        super().__init__(tokens)
        self._nesting = 0

    def whole_expression(self) -> Expression:
        whole = self._expression()
        self.took_kind(Kind.NEWLINE)
        if self.next.kind is not Kind.END:
            self.refuse("the end")
        return whole

    # Operations.

    def _expression(self) -> Expression:
        self._descend()
        result = self._operation(1)
        if self.took("?"):
            yes = self._expression()
            self.expect(":")
            result = Conditional(result, yes, self._expression())
        self._nesting -= 1
        return result

    def _descend(self) -> None:
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            refuse(self.next.line, f"expressions nest deeper than {MAX_NESTING} here")

    def _operation(self, loosest: int) -> Expression:
        """An operation of operators that bind at least so much; those of one level group from the left."""
        left = self._operand()
        while self.next.text in _BINDING and _BINDING[self.next.text] >= loosest:
            operator = self.take().text
            left = Binary(operator, left, self._operation(_BINDING[operator] + 1))
        return left

    def _operand(self) -> Expression:
        if not self.is_at("-", "!"):
            return self._steps(self._term())
        operators: List[str] = []
        while self.is_at("-", "!"):
            operators.append(self.take().text)
        operand = self._steps(self._term())
        for operator in reversed(operators):
            operand = Unary(operator, operand)
        return operand

    # Steps.

    def _steps(self, source: Expression) -> Expression:
        while self.next.text in _STEPS:
            if self.took("."):
                source = self._attribute_splat(source) if self.took("*") else self._dotted(source)
            elif self.took("["):
                source = self._full_splat(source) if self.took("*") else self._element(source)
            else:
                break
        return source

    def _dotted(self, source: Expression) -> Expression:
        if self.next.kind is not Kind.NUMBER:
            return Attribute(source, self.name())
        if "." in self.next.text:  # `a.0.1`: one number to Terraform, which refuses it too
            self.refuse("an index in brackets")
        return Element(source, Constant(number_of(self.take())))

    def _attribute_splat(self, source: Expression) -> Expression:
        each: Expression = SplatMember()
        while self.took("."):
            each = self._dotted(each)
        return Splat(source, each)

    def _full_splat(self, source: Expression) -> Expression:
        self.expect("]")
        self._descend()
        splat = Splat(source, self._steps(SplatMember()))
        self._nesting -= 1
        return splat

    def _element(self, source: Expression) -> Expression:
        key = self._expression()
        self.expect("]")
        return Element(source, key)

    # Terms.

    def _term(self) -> Expression:
        kind = self.next.kind
        if kind is _NAME:
            return self._word()
        if kind is _NUMBER:
            return Constant(number_of(self.take()))
        if kind is _OPEN:
            return self._quoted()
        return self._bracketed()

    def _bracketed(self) -> Expression:
        if self.took("("):
            return self._parenthesised()
        if self.took("["):
            return self._list_for() if self.is_at_word("for") else self._tuple()
        if not self.took("{"):
            self.refuse("an expression")
        return self._object_for() if self.is_at_word("for") else self._object()

    def _word(self) -> Expression:
        name = self.take().text
        if self.is_at("(", "::"):
            return self._call(name)
        return _WORDS[name] if name in _WORDS else _name(name)

    def _call(self, first_name: str) -> Expression:
        names = [first_name]
        while self.took("::"):
            names.append(self.name())
        self.expect("(")
        arguments: List[Expression] = []
        spread = False
        while not self.took(")"):
            arguments.append(self._expression())
            spread = self.took("...")
            if spread or not self.took(","):
                self.expect(")")
                break
        return Call("::".join(names), tuple(arguments), spread)

    def _parenthesised(self) -> Expression:
        inner = self._expression()
        self.expect(")")
        return Parenthesized(inner) if isinstance(inner, (Attribute, Element)) else inner

    def _tuple(self) -> Expression:
        members: List[Expression] = []
        while not self.took("]"):
            members.append(self._expression())
            if not self.took(","):
                self.expect("]")
                break
        return TupleOf(tuple(members))

    def _object(self) -> Expression:
        entries: List[Tuple[Expression, Expression]] = []
        while not self.took("}"):
            entries.append(self._entry())
            if not self._separated():
                self.expect("}")
                break
        return ObjectOf(tuple(entries))

    def _entry(self) -> Tuple[Expression, Expression]:
        key = self._key()
        if not self.took(":"):
            self.expect("=")
        return key, self._expression()

    def _key(self) -> Expression:
        """A name that stands alone as a key is a text, even `null`."""
        if self.next.kind is Kind.NAME and self.is_before("=", ":"):
            return Constant(self.take().text)
        return self._expression()

    def _separated(self) -> bool:
        """Whether a comma or a newline follows an entry; what parts it from the next is left behind."""
        took_comma = self.took(",")
        return self.took_kind(Kind.NEWLINE) or took_comma

    # For.

    def _list_for(self) -> Expression:
        key, value, collection = self._loop()
        self.expect(":")
        result = self._expression()
        condition = self._condition()
        self.expect("]")
        return For(key, value, collection, None, result, condition)

    def _object_for(self) -> Expression:
        key, value, collection = self._loop()
        self.expect(":")
        new_key = self._expression()
        self.expect("=>")
        result = self._expression()
        grouping = self.took("...")
        condition = self._condition()
        self.expect("}")
        return For(key, value, collection, new_key, result, condition, grouping)

    def _loop(self) -> Tuple[Optional[str], str, Expression]:
        """The variables and the collection of a `for`, in an expression or a template."""
        self.expect_word("for")
        first = self.name()
        second = self.name() if self.took(",") else None
        self.expect_word("in")
        collection = self._expression()
        return (None, first, collection) if second is None else (first, second, collection)

    def _condition(self) -> Optional[Expression]:
        if not self.is_at_word("if"):
            return None
        self.take()
        return self._expression()

    # Templates.

    def _quoted(self) -> Expression:
        opening = self.take().text
        if opening == '"' and self.next.kind is Kind.TEXT and self.after_next.kind is Kind.CLOSE:
            text = self.take().text
            self.take()
            return constant_text(text)
        return self.template(Kind.CLOSE, flush=opening == "<<-")

    def template(self, closer: Kind, *, flush: bool) -> Expression:
        items: List[Item] = []
        stripped = False
        while self.next.kind is not closer:
            token = self.take()
            if token.kind is Kind.TEXT:
                items.append(token.text.lstrip(SPACES) if stripped else token.text)
                stripped = False
            else:
                _strip_last(items, token)
                items.append(self._expression() if token.kind is Kind.INTERPOLATION else self._directive())
                stripped = self._ended_sequence()
        end = self.take()
        return build_template(without_indent(items) if flush else items, end.line)

    def _ended_sequence(self) -> bool:
        """Take the `}` of a `${` or `%{`; whether it says to strip what follows."""
        if self.next.kind is not Kind.SEQUENCE_END:
            self.refuse("`}`")
        return self.take().text.startswith("~")

    def _directive(self) -> Union[IfStart, ForStart, Turn]:
        if self.is_at_word("for"):
            return ForStart(*self._loop())
        if self.is_at_word("if"):
            self.take()
            return IfStart(self._expression())
        if not self.is_at_word("else", "endif", "endfor"):
            self.refuse("a directive")
        word = self.take()
        return Turn(word.text, word.line)


def _strip_last(items: List[Item], opening: Token) -> None:
    """`${~` and `%{~` strip the text right before them."""
    last = items[-1] if items else None
    if opening.text.endswith("~") and isinstance(last, str):
        items[-1] = last.rstrip(SPACES)
