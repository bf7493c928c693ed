"""Terraform's functions of CIDR blocks.

Source: Terraform's reference, "IP Network Functions", and answers of terraform console: numbers
may have leading zeros, and bits beyond the prefix are dropped.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import List, Mapping, NamedTuple, Union

from .function_calling import Function, takes
from .number_text import Number, whole
from .symbolic_values import EvaluationError, ListValue, Unsettled, Value
from .type_constraints import NUMBER, STRING

_BLOCK = re.compile(r"([0-9A-Fa-f.:]+)/([0-9]{1,6})")
_LEADING_ZEROS = re.compile(r"(?<![0-9A-Fa-f])0+(?=[0-9A-Fa-f])")
_IPV4_BITS = 32
_IPV6_BITS = 128
_MAPPED = 0xFFFF  # ::ffff:0:0/96, which Go takes for IPv4
_MOST_NEW_BITS = 32


class _Block(NamedTuple):
    """A block of addresses: the first one as a number, and how many bits lead and make up an address."""

    first: int
    prefix: int
    bits: int

    def address(self, number: int) -> Union[str, Unsettled]:
        """An address as text."""
        if self.bits == _IPV4_BITS:
            return str(IPv4Address(number))
        if number >> _IPV4_BITS == _MAPPED:
            return Unsettled("IPv4 addresses in IPv6 form are not followed")
        return str(IPv6Address(number))

    def part(self, number: int, prefix: int) -> Union[str, Unsettled]:
        """A block within as text."""
        address = self.address(number)
        return address if isinstance(address, Unsettled) else f"{address}/{prefix}"

    def widened(self, new_bits: int) -> int:
        """The prefix with so many more bits.

        Raises:
            EvaluationError: an address has not as many.
        """
        if self.prefix + new_bits > self.bits:
            raise EvaluationError("a prefix cannot have so many more bits")
        return self.prefix + new_bits


def _parsed(text: str) -> _Block:
    found = _BLOCK.fullmatch(text)
    if found is None:
        raise EvaluationError("it is no CIDR block")
    bits = _IPV6_BITS if ":" in found[1] else _IPV4_BITS
    prefix = int(found[2])
    if prefix > bits:
        raise EvaluationError("a CIDR block has too long a prefix")
    try:
        address = _LEADING_ZEROS.sub("", found[1])
        number = int(IPv6Address(address) if bits == _IPV6_BITS else IPv4Address(address))
    except AddressValueError as error:
        raise EvaluationError("it is no CIDR block") from error
    return _Block(number >> bits - prefix << bits - prefix, prefix, bits)


def cidrhost(block: str, host: Number) -> Value:
    """The address of that number in the block, from the end where it is negative."""
    parsed = _parsed(block)
    number = whole(host, "the host number")
    count = 1 << parsed.bits - parsed.prefix
    if not -count <= number < count:
        raise EvaluationError("the block has no such host")
    return parsed.address(parsed.first + number % count)


def cidrnetmask(block: str) -> Value:
    """The mask of an IPv4 block."""
    parsed = _parsed(block)
    if parsed.bits != _IPV4_BITS:
        raise EvaluationError("cidrnetmask() takes an IPv4 block")
    return parsed.address((1 << _IPV4_BITS) - (1 << _IPV4_BITS - parsed.prefix))


def cidrsubnet(block: str, newbits: Number, netnum: Number) -> Value:
    """The block of that number among those with so many more bits."""
    parsed = _parsed(block)
    more, number = whole(newbits, "the number of bits"), whole(netnum, "the network number")
    if more < 0 or number < 0:
        return Unsettled("cidrsubnet() of negative numbers is not followed")
    prefix = parsed.widened(more)
    if number >> more:
        raise EvaluationError("the new bits do not hold the network number")
    return parsed.part(parsed.first + (number << parsed.bits - prefix), prefix)


def cidrsubnets(block: str, *newbits: Number) -> Value:
    """Blocks one after the other, each with so many more bits."""
    parsed = _parsed(block)
    following, end = parsed.first, parsed.first + (1 << parsed.bits - parsed.prefix)
    if newbits and following == 0:
        raise EvaluationError("cidrsubnets() starts from the block before, and 0 has none")
    blocks: List[Value] = []
    for each in newbits:
        more = whole(each, "the number of bits")
        if not 1 <= more <= _MOST_NEW_BITS:
            raise EvaluationError(f"cidrsubnets() takes 1 to {_MOST_NEW_BITS} bits")
        prefix = parsed.widened(more)
        size = 1 << parsed.bits - prefix
        start = -(-following // size) * size
        following = start + size
        if following > end:
            raise EvaluationError("the block has no room for all of these")
        blocks.append(parsed.part(start, prefix))
    return ListValue(tuple(blocks), is_list=True)


ADDRESS_FUNCTIONS: Mapping[str, Function] = {
    "cidrhost": takes(STRING, NUMBER)(cidrhost),
    "cidrnetmask": takes(STRING)(cidrnetmask),
    "cidrsubnet": takes(STRING, NUMBER, NUMBER)(cidrsubnet),
    "cidrsubnets": takes(STRING, rest=NUMBER)(cidrsubnets),
}
