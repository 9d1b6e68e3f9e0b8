"""The things that a figure counts, each with what explains it; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from liandong.calendars import WorkingDayCalendar
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.mechanisms import Mechanism


@dataclass(frozen=True)
class Span:
    """The clock behind a record: its limit, the clause, from when to when, and when it ended."""

    limit: str
    clause: str
    begun: date | None
    due: date | None
    ended: date | None


@dataclass(frozen=True)
class Left:
    """Why something stands on neither side; `act` is the label of what brought it about."""

    why: str
    act: str = ""


@dataclass(frozen=True)
class Record:
    """One thing that may count: of which unit, on which day, how much, and where it is found.

    `row` names the row of the case that it is, `state` what the row or case came to.
    """

    unit_id: UUID
    on: date
    matter: str
    outcome: str
    weight: float = 1
    case: Case | None = None
    row: str | None = None
    state: str = ""
    span: Span | None = None
    left: Left | None = None

    @property
    def name(self) -> tuple[object, ...]:
        """What tells it from other records of one figure."""
        case = None if self.case is None else self.case.id
        return (case, self.row, self.on, self.matter, self.outcome, self.span)


@dataclass(frozen=True)
class Seen:
    """All that a person may know of the cases of one mechanism.

    `runs` are duties with a day, `moves` what happened, in its order, `owed` what is owed without
    a case, `parties` the unit that each case speaks of, `rows` the rows, each with its holder,
    `calendar` the county's as it stands, `owed_copies` the units that each mandatory rule names
    which a case with these facts meets.
    """

    mechanism: Mechanism
    runs: Sequence[tuple[Deadline, Case]]
    moves: Sequence[tuple[CaseEvent, Case]]
    owed: Sequence[Obligation]
    parties: Mapping[UUID, UUID]
    rows: Mapping[str, UUID | None]
    today: date
    calendar: WorkingDayCalendar
    owed_copies: Callable[[Mapping[str, Any]], Sequence[frozenset[UUID]]]


def dumped(record: Record) -> dict[str, Any]:
    """Return a record as machines read it: number, days, limit, outcome, never the content."""
    span = record.span
    return {
        "unit_id": str(record.unit_id),
        "on": record.on.isoformat(),
        "matter": record.matter,
        "outcome": record.outcome,
        "weight": record.weight,
        "number": record.case.number if record.case else None,
        "case_id": str(record.case.id) if record.case else None,
        "limit": span.limit if span else None,
        "clause": span.clause if span else None,
        "begun": _day(span.begun) if span else None,
        "due": _day(span.due) if span else None,
        "ended": _day(span.ended) if span else None,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
