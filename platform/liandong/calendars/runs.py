"""How one deadline stands on one day, before it is put into words."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from liandong.calendars.calendar import OutsideCalendarError, WorkingDayCalendar
from liandong.calendars.words import Text, days_words, working_days_words


class RunState(StrEnum):
    """Whether a deadline runs."""

    OPEN = "open"
    DONE = "done"
    RELEASED = "released"
    MISSED = "missed"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True)
class Run:
    """A deadline and the day it is looked at; what the fields mean stands at `Given`."""

    due_on: date | None
    today: date
    calendar: WorkingDayCalendar
    state: str
    is_enforceable: bool
    is_right: bool = False
    is_appeal: bool = False
    is_provisional: bool = False
    nominal_on: date | None = None
    ended_on: date | None = None
    waiting_since: date | None = None
    paused_reason: str = ""
    whose_other: bool = False
    cut_off: str = "24:00"
    due_at: datetime | None = None
    now: datetime | None = None

    @property
    def accuses(self) -> bool:
        """Whether anybody may be called late by this deadline."""
        return self.is_enforceable and not self.is_right and not self.is_provisional

    @property
    def is_dated(self) -> bool:
        """Whether a day is what matters now."""
        running = RunState(self.state) in {RunState.OPEN, RunState.DONE, RunState.MISSED}
        return running and self.due_on is not None


def working_days(calendar: WorkingDayCalendar, start: date, end: date) -> int:
    """Return the working days after `start` up to `end`; 0 where no schedule knows."""
    try:
        return calendar.between(start, end)
    except OutsideCalendarError:
        return 0


def span(calendar: WorkingDayCalendar, start: date, end: date) -> Text:
    """Return 4 个工作日; over days off alone, or beyond the schedules, 2 天."""
    n = working_days(calendar, start, end)
    return working_days_words(n) if n else days_words((end - start).days)
