"""A period as the acts so far leave it, and how its end moves."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from liandong.calendars.acts import ClockAct, told
from liandong.calendars.calendar import Roll, WorkingDayCalendar, outside
from liandong.calendars.counting import (
    Computation,
    CountedIn,
    Step,
    about,
    compute,
    compute_stated,
    moved,
)
from liandong.kernel.errors import Problem

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """What every count of a period shares: a length, or the last day that the document states."""

    calendar: WorkingDayCalendar
    length: int | None
    unit: CountedIn
    roll: Roll
    due_on: date | None

    def problems(self, start: date) -> list[Problem]:
        """Return what is wrong with the period itself."""
        if (self.length is None) == (self.due_on is None):
            zh, en = "长度和最后一日要写其中一个", "either a length or the last day"
            return [Problem("length", zh, en)]
        if self.length is not None and self.length < 1:
            return [Problem("length", "至少是 1", "it is one at least")]
        if self.due_on is not None and self.due_on < start:
            return [Problem("due_on", "最后一日早于开始的日子", "the last day is before the start")]
        return []

    def count(self, start: date) -> Computation:
        """Count the period from a day.

        Raises:
            OutsideCalendarError: No schedule covers the days.
        """
        if self.due_on is not None:
            return compute_stated(start, self.due_on, calendar=self.calendar)
        return compute(
            start,
            length=self.length or 0,
            counted_in=self.unit,
            roll=self.roll,
            calendar=self.calendar,
        )


@dataclass(frozen=True)
class Life:
    """A period as the acts so far leave it; an extension brings its own unit and roll."""

    period: Period
    now: Computation
    unit: CountedIn
    roll: Roll
    steps: tuple[Step, ...]
    suspended_since: date | None = None
    excluded_until: date | None = None

    def ends(self, nominal: date, due: date, *through: date) -> "Life":
        """Return the life with another end; it rests on the years of all days it came through."""
        calendar, days = self.period.calendar, {nominal, due, *through}
        moves = self.unit is CountedIn.WORKING_DAY or self.roll is not Roll.NONE
        unsure = any(calendar.is_expected(day, by_work=moves) for day in days)
        provisional = self.now.provisional or unsure
        now = replace(self.now, nominal_on=nominal, due_on=due, provisional=provisional)
        return replace(self, now=now)

    def without(self, first: date, resumed: date) -> tuple["Life", int]:
        """Take out the days from `first` to before `resumed`; also return how many those were.

        Raises:
            OutsideCalendarError: No schedule covers the days.
        """
        calendar, first = self.period.calendar, max(first, self.now.counted_from)
        by_work = self.unit is CountedIn.WORKING_DAY
        if resumed <= first:
            return self, 0
        gone = _length(calendar, first, resumed, by_work=by_work)
        end = self.now.nominal_on if first <= self.now.nominal_on else self.now.due_on
        if by_work:  # never before it runs again, even where the named last day is a day off
            again = calendar.roll(resumed, Roll.NEXT_WORKING_DAY)
            nominal = max(calendar.add(end, gone), again)
            return self.ends(nominal, nominal, first, resumed), gone
        try:
            nominal = end + gone * _ONE_DAY
        except OverflowError:
            raise outside(resumed) from None
        return self.ends(nominal, calendar.roll(nominal, self.roll)), gone

    def tell(self, act: ClockAct, zh: str, en: str) -> "Life":
        """Return the life with the step of an act."""
        return replace(self, steps=(*self.steps, told(act, zh, en)))

    def computation(self) -> Computation:
        """Return the computation with the whole path as its steps.

        Raises:
            OutsideCalendarError: No schedule covers the last day.
        """
        calendar, nominal, due = self.period.calendar, self.now.nominal_on, self.now.due_on
        ends = (
            Step("nominal", nominal, *about(calendar, nominal)),
            Step("due", due, *moved(calendar, nominal, due)),
        )
        return replace(self.now, steps=(*self.steps, *ends))


def _length(calendar: WorkingDayCalendar, first: date, resumed: date, *, by_work: bool) -> int:
    """Return how many days from `first` on would have counted before the day it resumed."""
    if not by_work:
        return (resumed - first).days
    whole = calendar.between(first, resumed)
    return whole + calendar.is_working(first) - calendar.is_working(resumed)
