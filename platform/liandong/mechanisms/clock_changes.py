"""What a move does to a clock that runs, besides ending it: hold it, let it go on, lengthen it."""

from dataclasses import dataclass
from enum import StrEnum

from liandong.mechanisms.fields import Field
from liandong.mechanisms.limits import TimeLimit

REASON = "why"
"""The fact that says why a clock was held or changed; the chip of a held one shows it."""


class ClockChangeKind(StrEnum):
    """What happens to the clock."""

    SUSPEND = "suspend"
    RESUME = "resume"
    EXCLUDE = "exclude"
    EXTEND = "extend"
    RESTART = "restart"


@dataclass(frozen=True)
class ClockChange:
    """One change of the clock of one limit, named as the move that starts it names it.

    `by` is the limit that allows an extension and says how long; without it the new last day
    stands in the field `until`. An exclusion reaches from `first` to `until`. With `when`, it
    happens only in counties whose setting of that name is true. An extension may be given `times`
    times.
    """

    kind: ClockChangeKind
    limit: TimeLimit
    by: TimeLimit | None = None
    first: Field | None = None
    until: Field | None = None
    when: str = ""
    times: int = 1


@dataclass(frozen=True)
class Follow:
    """A limit that begins on the last day of another, which the same act begins."""

    limit: TimeLimit
    after: TimeLimit


def follows(limit: TimeLimit, after: TimeLimit) -> Follow:
    """Let a period begin when another ends, wherever that end comes to lie."""
    return Follow(limit, after)


@dataclass(frozen=True)
class Where:
    """A limit that a move starts only in counties whose setting has this value."""

    limit: TimeLimit
    setting: str
    value: str | bool


def where(limit: TimeLimit, setting: str, value: str | bool) -> Where:
    """Start a limit only where a county reads the law so."""
    return Where(limit, setting, value)


def suspends(limit: TimeLimit, *, when: str = "") -> ClockChange:
    """Hold the clock from the day of the move on: that day no longer counts."""
    return ClockChange(ClockChangeKind.SUSPEND, limit, when=when)


def resumes(limit: TimeLimit, *, when: str = "") -> ClockChange:
    """Let the clock go on: the day of the move counts again."""
    return ClockChange(ClockChangeKind.RESUME, limit, when=when)


def excludes(limit: TimeLimit, first: Field, until: Field) -> ClockChange:
    """Take the days between two fields, both included, out of the count."""
    return ClockChange(ClockChangeKind.EXCLUDE, limit, first=first, until=until)


def extends(
    limit: TimeLimit, *, by: TimeLimit | None = None, until: Field | None = None, times: int = 1
) -> ClockChange:
    """Lengthen the period: by a limit that allows it, or to the day a further paper states."""
    return ClockChange(ClockChangeKind.EXTEND, limit, by=by, until=until, times=times)


def restarts(limit: TimeLimit) -> ClockChange:
    """Let the period begin anew from the day of the move."""
    return ClockChange(ClockChangeKind.RESTART, limit)
