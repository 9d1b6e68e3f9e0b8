"""Time limits: dated values with their evidence and legal basis, read from YAML."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Regime(StrEnum):
    """By which family of law a period is counted."""

    NAT = "NAT"
    NATX = "NATX"
    LIT = "LIT"
    CRIM = "CRIM"
    PEN = "PEN"
    COER = "COER"
    REC = "REC"
    WD = "WD"
    HOUR = "HOUR"
    POINT = "POINT"
    STATED = "STATED"
    NONE = "NONE"


class CountedIn(StrEnum):
    """What a length counts."""

    HOUR = "hour"
    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    POINT = "point"
    STATED = "stated"


class Every(StrEnum):
    """How often something is owed; natural periods."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


class Roll(StrEnum):
    """Where a last day goes that is a day off."""

    NEXT_WORKING_DAY = "next_working_day"
    PREVIOUS_WORKING_DAY = "previous_working_day"
    NONE = "none"


class Evidence(StrEnum):
    """How the wording is known; only TEXT may ever make a unit late."""

    TEXT = "text"
    REPORTED = "reported"
    UNCONFIRMED = "unconfirmed"


class Bound(StrEnum):
    """What a length bounds: done within, at least, before the event, or an extension."""

    AT_MOST = "at_most"
    AT_LEAST = "at_least"
    BEFORE = "before"
    EXTENSION = "extension"


class AppliesTo(StrEnum):
    """By which day the version of a value is chosen: the start event's, or the case's opening."""

    START_EVENT = "start_event"
    CASE_OPENED = "case_opened"


@dataclass(frozen=True)
class LegalBasis:
    """Where a rule stands; the quote, if any, is exact to the character."""

    instrument: str
    clause: str
    quote: str = ""


@dataclass(frozen=True)
class LimitValue:
    """What a limit says from a day on, at most to `effective_to`; no length without a number."""

    effective_from: date
    length: int | None
    counted_in: CountedIn | None
    evidence: Evidence
    basis: tuple[LegalBasis, ...]
    bound: Bound = Bound.AT_MOST
    effective_to: date | None = None


@dataclass(frozen=True)
class Conflict:
    """Another limit that speaks of the same duty, and how the two stand to each other."""

    limit_id: str
    message_zh: str
    message_en: str


@dataclass(frozen=True)
class TimeLimit:
    """A period that a provision sets, addressed by its id.

    With `met_by_progress` the provision asks for the result or the progress, so that an interim
    notice in time meets it.
    With `is_lapse` a power ends with the period: nothing is owed, and nobody late.
    `used_by` are the mechanisms whose work it times, `received_by` the roles that what is owed
    goes to, where the provision names a receiver.
    One that `is_slot` has no value of its own: each county's limits fill it, and where none does,
    nothing is owed. `in_place_of` is the limit or slot in whose place a county's limit stands.
    """

    id: str
    matter: str = ""
    start_event: str = ""
    owed_by: tuple[str, ...] = ()
    regime: Regime = Regime.NONE
    roll: Roll = Roll.NONE
    values: tuple[tuple[date, LimitValue | None], ...] = ()
    inclusive: bool | None = None
    extends: str | None = None
    met_by_progress: bool = False
    package: str = ""
    is_right: bool = False
    is_lapse: bool = False
    applies_to: AppliesTo = AppliesTo.START_EVENT
    conflicts: tuple[Conflict, ...] = ()
    used_by: tuple[str, ...] = ()
    received_by: tuple[str, ...] = ()
    is_slot: bool = False
    in_place_of: str = ""

    def __hash__(self) -> int:
        return hash(self.id)

    def value_on(self, day: date) -> LimitValue | None:
        """Return the value in force on the day; None before the first one and after a repeal."""
        current = None
        for effective_from, value in self.values:
            if effective_from <= day:
                current = value
        if current and current.effective_to and current.effective_to < day:
            return None
        return current

    @property
    def recurs(self) -> tuple[Every, ...]:
        """The periods in which it is owed again, each once; none for what runs from an event."""
        found = (self.every(value) for _, value in self.values if value)
        return tuple(dict.fromkeys(each for each in found if each))

    def every(self, value: LimitValue) -> Every | None:
        """Return how often one of its values is owed; None for what runs from an event."""
        if self.regime is not Regime.POINT or value.counted_in is None:
            return None
        if value.counted_in is CountedIn.POINT:
            return Every.MONTH if value.length else None
        return Every(value.counted_in)

    def version_day(self, started_on: date, opened_on: date | None) -> date:
        """Return the day whose value governs (architecture, section 6); None: no case is known."""
        if self.applies_to is AppliesTo.CASE_OPENED and opened_on is not None:
            return opened_on
        return started_on
