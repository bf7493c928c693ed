"""Terraform's functions of times that are given: none asks the clock."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Callable, Dict, Iterator, Mapping, NamedTuple, Tuple

from .function_calling import Function, takes
from .symbolic_values import EvaluationError, LimitError, Unsettled, Value
from .type_constraints import STRING

_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?"
    r"(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)
_DURATION = re.compile(r"([0-9]{0,20})(?:\.([0-9]{0,1000}))?(ns|us|\u00b5s|\u03bcs|ms|s|m|h)")
_NANOSECONDS = {
    "ns": 1,
    "us": 10**3,
    "\u00b5s": 10**3,
    "\u03bcs": 10**3,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_MOST_NANOSECONDS = 2**63 - 1
_SECOND = 10**9
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NOON = 12


class _Time(NamedTuple):
    """A time on the clock of its place, with what is less than a second, and how far that place is from UTC."""

    clock: datetime
    nanoseconds: int
    offset: timedelta

    @property
    def zone(self) -> str:
        """`+02:00`, and `Z` for UTC."""
        minutes = int(self.offset.total_seconds()) // 60
        return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "Z"


def _parsed(text: str) -> _Time:
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        raise EvaluationError("it is no timestamp of RFC 3339")
    if found[1] == "0000":
        raise LimitError("the year 0 is not followed")
    offset = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    try:
        clock = datetime(*(int(found[group]) for group in range(1, 7)))  # type: ignore[arg-type]  # noqa: DTZ001 - the zone is kept beside it
    except ValueError as error:
        raise EvaluationError(f"it is no timestamp: {error}") from error
    return _Time(clock, int((found[7] or "0")[:9].ljust(9, "0")), -offset if found[8] == "-" else offset)


def _nanoseconds(duration: str) -> int:
    """A duration such as `1h30m`."""
    unsigned = duration[1:] if duration[:1] in ("+", "-") else duration
    if unsigned == "0":
        return 0
    total = Fraction(0)
    place = 0
    while place < len(unsigned) or not unsigned:
        found = _DURATION.match(unsigned, place)
        if found is None or not (found[1] or found[2]):
            raise EvaluationError("it is no duration")
        amount = Fraction(int(found[1] or 0)) + Fraction(int(found[2] or 0), 10 ** len(found[2] or ""))
        total += int(amount * _NANOSECONDS[found[3]])
        place = found.end()
    if total > _MOST_NANOSECONDS:
        raise EvaluationError("a duration is too long")
    return -int(total) if duration.startswith("-") else int(total)


def timeadd(timestamp: str, duration: str) -> Value:
    """The time that much later, without parts of a second."""
    time = _parsed(timestamp)
    seconds = (time.nanoseconds + _nanoseconds(duration)) // _SECOND
    try:
        later = time.clock + timedelta(seconds=seconds)
    except OverflowError:
        return Unsettled("times outside the years 1 to 9999 are not followed")
    return later.strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0") + time.zone


def timecmp(one: str, other: str) -> Value:
    """-1, 0 or 1: the first is earlier, the same, or later."""
    first, second = _parsed(one), _parsed(other)
    apart = (first.clock - second.clock) - (first.offset - second.offset)
    difference = (apart, first.nanoseconds - second.nanoseconds)
    nothing = (timedelta(0), 0)
    return (difference > nothing) - (difference < nothing)


def formatdate(layout: str, timestamp: str) -> Value:
    """The time in a layout such as `DD MMM YYYY hh:mm`."""
    time = _parsed(timestamp)
    pieces = []
    for letters, literal in _pieces(layout):
        if letters and letters not in _LETTERS:
            raise EvaluationError("formatdate() has no such letters")
        pieces.append(_LETTERS[letters](time) if letters else literal)
    return "".join(pieces)


_PIECE = re.compile(r"'(?P<quoted>'|(?:[^']|'')+')|(?P<letters>([A-Za-z])\3*)|(?P<other>[^A-Za-z']+)")


def _pieces(layout: str) -> Iterator[Tuple[str, str]]:
    """Equal letters in a row, or text that stands for itself."""
    place = 0
    while place < len(layout):
        found = _PIECE.match(layout, place)
        if found is None:
            raise EvaluationError("a quote in the layout of formatdate() is not closed")
        quoted = found["quoted"] or ""
        literal = "'" if quoted == "'" else quoted[:-1].replace("''", "'")
        yield found["letters"] or "", literal or found["other"] or ""
        place = found.end()


def _half(time: _Time) -> int:
    return time.clock.hour % _NOON or _NOON


def _basic_zone(time: _Time) -> str:
    return "+0000" if time.zone == "Z" else time.zone.replace(":", "")


_LETTERS: Dict[str, Callable[[_Time], str]] = {
    "YYYY": lambda time: f"{time.clock.year:04}",
    "YY": lambda time: f"{time.clock.year % 100:02}",
    "MMMM": lambda time: _MONTHS[time.clock.month - 1],
    "MMM": lambda time: _MONTHS[time.clock.month - 1][:3],
    "MM": lambda time: f"{time.clock.month:02}",
    "M": lambda time: str(time.clock.month),
    "DD": lambda time: f"{time.clock.day:02}",
    "D": lambda time: str(time.clock.day),
    "EEEE": lambda time: _DAYS[time.clock.weekday()],
    "EEE": lambda time: _DAYS[time.clock.weekday()][:3],
    "hh": lambda time: f"{time.clock.hour:02}",
    "h": lambda time: str(time.clock.hour),
    "HH": lambda time: f"{_half(time):02}",
    "H": lambda time: str(_half(time)),
    "AA": lambda time: "AM" if time.clock.hour < _NOON else "PM",
    "aa": lambda time: "am" if time.clock.hour < _NOON else "pm",
    "mm": lambda time: f"{time.clock.minute:02}",
    "m": lambda time: str(time.clock.minute),
    "ss": lambda time: f"{time.clock.second:02}",
    "s": lambda time: str(time.clock.second),
    "Z": lambda time: time.zone,
    "ZZZ": lambda time: "UTC" if time.zone == "Z" else _basic_zone(time),
    "ZZZZ": _basic_zone,
    "ZZZZZ": lambda time: "+00:00" if time.zone == "Z" else time.zone,
}

DATE_FUNCTIONS: Mapping[str, Function] = {
    "formatdate": takes(STRING, STRING)(formatdate),
    "timeadd": takes(STRING, STRING)(timeadd),
    "timecmp": takes(STRING, STRING)(timecmp),
}
