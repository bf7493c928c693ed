"""Tokens one after the other, for a parser."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import List, NoReturn, Union

from .expression_tokens import Kind, Token, refuse, shown

_MARK, _NAME = Kind.MARK, Kind.NAME  # at hand: an enumeration's members are slow to get at
_NUMBER = re.compile(r"([0-9]+)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?")
_MAX_LENGTH = 150  # Terraform keeps 512 bits, which are a few digits more
_MAX_EXPONENT = 1000


class TokenReader:
    """A position among tokens, of which the last is the END; what is expected and not there raises ExpressionError.

    Attributes:
        next: the next token.
    """

    def __init__(self, tokens: List[Token]) -> None:
        self._tokens = [*tokens, tokens[-1]]  # the END may be left behind too
        self._position = 0
        self.next = tokens[0]

    def take(self) -> Token:
        """The next token, which is left behind."""
        token = self.next
        self._position += 1
        self.next = self._tokens[self._position]
        return token

    def is_at(self, *marks: str) -> bool:
        """Whether the next token is one of these marks."""
        return self.next.text in marks and self.next.kind is _MARK

    @property
    def after_next(self) -> Token:
        """The token after the next, which is not the END."""
        return self._tokens[self._position + 1]

    def is_before(self, *marks: str) -> bool:
        """Whether the token after the next, which is not the END, is one of these marks."""
        token = self.after_next
        return token.text in marks and token.kind is _MARK

    def is_at_word(self, *words: str) -> bool:
        """Whether the next token is one of these words."""
        return self.next.kind is _NAME and self.next.text in words

    def took(self, mark: str) -> bool:
        """Whether the next token was this mark; then it is left behind."""
        if self.next.text != mark or self.next.kind is not _MARK:
            return False
        self.take()
        return True

    def took_kind(self, kind: Kind) -> bool:
        """Whether the next token was of this kind; then it is left behind."""
        if self.next.kind is not kind:
            return False
        self.take()
        return True

    def expect(self, mark: str) -> None:
        """Leave this mark behind."""
        if not self.took(mark):
            self.refuse(f"`{mark}`")

    def expect_word(self, word: str) -> None:
        """Leave this word behind."""
        if not self.is_at_word(word):
            self.refuse(f"`{word}`")
        self.take()

    def name(self) -> str:
        """The name that is next, which is left behind."""
        if self.next.kind is not _NAME:
            self.refuse("a name")
        return self.take().text

    def refuse(self, expected: str) -> NoReturn:
        """Say that the next token is not what is expected."""
        found = "the end" if self.next.kind is Kind.END else shown(self.next.text)
        refuse(self.next.line, f"{expected} is expected, not {found}")


def number_of(token: Token) -> Union[int, Fraction]:
    """The value of a number.

    Raises:
        ExpressionError: it is none, like `1.2.3`, or longer than Terraform can keep.
    """
    if token.text.isdecimal() and token.text.isascii() and len(token.text) <= _MAX_LENGTH:
        return int(token.text)
    match = _NUMBER.fullmatch(token.text) if len(token.text) <= _MAX_LENGTH else None
    exponent = int(match[3] or 0) if match else 0
    if match is None or abs(exponent) > _MAX_EXPONENT:
        refuse(token.line, f"{shown(token.text)} is no number, or one too long")
    decimals = match[2] or ""
    value = int(match[1] + decimals) * Fraction(10) ** (exponent - len(decimals))
    return value.numerator if value.denominator == 1 else value
