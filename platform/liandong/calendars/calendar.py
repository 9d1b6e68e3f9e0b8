"""Which days are worked: the State Council's schedules, a county's own days on top.

Three tables make every question a look-up: `_nth` holds the working days in order, `_last` for each
day the place of the last of them up to and including it (-1 before the first), `_worked` whether
it is one; what a day is stands in `_days`. Whole columns of days: `liandong.calendars.vectors`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from hashlib import sha256

from liandong.calendars.schedules import Schedule, december_from, load_schedules
from liandong.kernel.errors import InvalidInputError, Problem

_FRIDAY, _DECEMBER = 4, 12


class DayKind(StrEnum):
    """What a day is for those who work: MAKEUP is a weekend day that is worked."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"


WORKED = frozenset({DayKind.WORKING, DayKind.MAKEUP})


class Roll(StrEnum):
    """Where a last day goes that is a day off."""

    NEXT_WORKING_DAY = "next_working_day"
    PREVIOUS_WORKING_DAY = "previous_working_day"
    NONE = "none"


class OutsideCalendarError(InvalidInputError):
    """No schedule, published or provisional, covers the day."""

    code = "calendar.outside"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar and the holiday it belongs to."""

    on: date
    kind: DayKind
    name: str = ""
    name_en: str = ""


class WorkingDayCalendar:
    """Working days of the covered years; immutable, shared by threads."""

    __slots__ = (
        "_days",
        "_december_from",
        "_holidays",
        "_last",
        "_local_makeup",
        "_local_off",
        "_makeup",
        "_nth",
        "_published",
        "_schedules",
        "_worked",
    )

    def __init__(
        self,
        schedules: Iterable[Schedule],
        *,
        off: Iterable[date] = (),
        makeup: Iterable[date] = (),
        december: int | None = None,
    ) -> None:
        """Build the arrays; local days win over the schedules.

        From the day `december` of that month on, the default of the register without it, days wait
        for the schedule of the year after.
        """
        self._december_from = december_from() if december is None else december
        self._schedules = tuple(sorted(schedules, key=lambda each: each.year))
        self._local_off, self._local_makeup = frozenset(off), frozenset(makeup)
        self._holidays = {
            day: holiday for each in self._schedules for holiday in each.holidays for day in holiday
        }
        self._makeup = {day for each in self._schedules for day in each.makeup} | self._local_makeup
        self._published = {each.year for each in self._schedules if not each.provisional}
        self._days: dict[date, Day] = {}
        self._last: dict[date, int] = {}
        self._worked: dict[date, bool] = {}
        self._nth: list[date] = []
        self._build()

    def _build(self) -> None:
        first = date(self._schedules[0].year, 1, 1).toordinal()
        last = date(self._schedules[-1].year, 12, 31).toordinal()
        for ordinal in range(first, last + 1):
            day = date.fromordinal(ordinal)
            self._days[day] = self._kind(day)
            self._worked[day] = self._days[day].kind in WORKED
            if self._worked[day]:
                self._nth.append(day)
            self._last[day] = len(self._nth) - 1

    @property
    def version(self) -> str:
        """Name the notices, and the county's own days, that this calendar counts by."""
        years = sorted(self._published) or [each.year for each in self._schedules]
        text = repr(self._schedules)
        return f"{years[0]}–{years[-1]}#{_digest(text)}{self._local_version}{self._own_december}"

    @property
    def _local_version(self) -> str:
        days = [(day, "off") for day in sorted(self._local_off - self._local_makeup)]
        days += [(day, "makeup") for day in sorted(self._local_makeup)]
        if not days:
            return ""
        text = " ".join(f"{day}:{kind}" for day, kind in days)
        return f"+{len(days)}#{_digest(text)}"

    @property
    def _own_december(self) -> str:
        first = self._december_from
        return "" if first == december_from() else f"~12-{first:02}"

    def schedule(self, year: int) -> Schedule | None:
        """Return the schedule of a year, None where there is none."""
        return next((each for each in self._schedules if each.year == year), None)

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """Return the schedules it counts by, in the order of the years."""
        return self._schedules

    def laid_over(self, newer: Iterable[Schedule]) -> "WorkingDayCalendar":
        """Return the calendar in which each of these schedules stands for its year."""
        known = {each.year: each for each in (*self._schedules, *newer)}
        return self._built(known.values(), self._local_off, self._local_makeup)

    def overlay(self, off: Iterable[date], makeup: Iterable[date]) -> "WorkingDayCalendar":
        """Return the calendar with a county's own days off and worked days."""
        return self._built(self._schedules, off, makeup)

    def _built(
        self, schedules: Iterable[Schedule], off: Iterable[date], makeup: Iterable[date]
    ) -> "WorkingDayCalendar":
        return WorkingDayCalendar(schedules, off=off, makeup=makeup, december=self._december_from)

    def waiting_from(self, december: int) -> "WorkingDayCalendar":
        """Return the calendar in which days from that day of December on wait for a notice."""
        return WorkingDayCalendar(
            self._schedules, off=self._local_off, makeup=self._local_makeup, december=december
        )

    def kind(self, day: date) -> Day:
        """Return what a day is, with the holiday's name.

        Raises:
            OutsideCalendarError: No schedule covers the day.
        """
        try:
            return self._days[day]
        except KeyError:
            raise outside(day) from None

    def _kind(self, day: date) -> Day:
        if day in self._local_makeup:
            return Day(day, DayKind.MAKEUP)
        if day in self._local_off:
            return Day(day, DayKind.HOLIDAY, "本地放假", "local day off")
        if day in self._makeup:
            return Day(day, DayKind.MAKEUP)
        if holiday := self._holidays.get(day):
            return Day(day, DayKind.HOLIDAY, holiday.name, holiday.name_en)
        return Day(day, DayKind.WORKING if day.weekday() <= _FRIDAY else DayKind.WEEKEND)

    def days(self) -> list[date]:
        """Return every day that the schedules cover, in order and without a gap."""
        return list(self._last)

    def is_working(self, day: date) -> bool:
        """Say whether a day is worked.

        Raises:
            OutsideCalendarError: No schedule covers the day; so for all that follow.
        """
        try:
            return self._worked[day]
        except KeyError:
            raise outside(day) from None

    def add(self, day: date, n: int) -> date:
        """Return the n-th working day after a day, before it if n is negative (R10, R17).

        The day itself is day 0 whatever day it is; for n = 0 it is returned as it stands.
        """
        if n > 0:
            try:
                return self._nth[self._last[day] + n]
            except (KeyError, IndexError):
                raise outside(day) from None
        if n == 0:
            return day
        position = n if self.is_working(day) else n + 1
        position += self._last[day]
        if position < 0:
            raise outside(day)
        return self._nth[position]

    def between(self, start: date, end: date) -> int:
        """Return how many working days lie after `start` up to and including `end`."""
        try:
            return self._last[end] - self._last[start]
        except KeyError:
            raise outside(end if start in self._last else start) from None

    def roll(self, day: date, roll: Roll) -> date:
        """Return where a last day goes: stays if worked, else as the rule says (R4)."""
        if roll is Roll.NONE or self.is_working(day):
            return day
        return self.add(day, 1 if roll is Roll.NEXT_WORKING_DAY else -1)

    def is_provisional(self, day: date) -> bool:
        """Say whether a notice that is not published yet may still change the day."""
        return self.waits_for(day) is not None

    def is_expected(self, day: date, *, by_work: bool) -> bool:
        """Say whether a last day is only expected; `by_work`: whether it is worked decides on it.

        Where nothing asks whether it is worked, no notice moves a day of a published year.
        """
        return self.is_provisional(day) if by_work else day.year not in self._published

    def waits_for(self, day: date) -> int | None:
        """Return the year whose notice a day waits for; None where all that touch it are there.

        That is the year of the day; at the end of December the year after as well (A18).
        """
        if day.year not in self._published:
            return day.year
        is_late = day.month == _DECEMBER and day.day >= self._december_from
        return day.year + 1 if is_late and day.year + 1 not in self._published else None


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def outside(day: date | str) -> OutsideCalendarError:
    """Return the error that says a day is out of reach."""
    zh = f"{day} 附近没有放假安排，不能计算工作日"
    return OutsideCalendarError([Problem("date", zh, f"no schedule covers the days near {day}")])


@cache
def default_calendar() -> WorkingDayCalendar:
    """Return the calendar of all shipped schedules."""
    return WorkingDayCalendar(load_schedules())
