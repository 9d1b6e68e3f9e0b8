"""Periods in hours: from the moment of an event to the moment they end (R7, A4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from liandong.calendars.calendar import WorkingDayCalendar, default_calendar, outside
from liandong.calendars.counting import Step

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


class HourRule(StrEnum):
    """When the first hour begins: at the moment (民法典), or with the next hour (诉讼法)."""

    EXACT_MOMENT = "exact_moment"
    NEXT_HOUR = "next_hour"


@dataclass(frozen=True)
class HourComputation:
    """A period of hours counted out; moments keep the time zone of the start."""

    started_at: datetime
    counted_from: datetime
    due_at: datetime
    provisional: bool
    steps: tuple[Step, ...]


def compute_hours(
    start: datetime,
    *,
    length: int,
    rule: HourRule | str = HourRule.EXACT_MOMENT,
    stop_on_holiday: bool = False,
    calendar: WorkingDayCalendar | None = None,
) -> HourComputation:
    """Count `length` hours from a moment that knows its time zone.

    With `stop_on_holiday` the hours of days that are not worked do not count.

    Raises:
        ValueError: The start knows no time zone, or the length is below one.
        OutsideCalendarError: Days off stop the hours and no schedule covers the days.
    """
    if start.tzinfo is None or length < 1:
        message = "a period of hours starts at a moment with a time zone and lasts one at least"
        raise ValueError(message)
    used, begins = calendar or default_calendar(), _begins(start, HourRule(rule))
    try:
        due = _run(used, begins, length) if stop_on_holiday else begins + length * _HOUR
    except OverflowError:
        raise outside(start.date()) from None
    provisional = stop_on_holiday and any(
        used.is_provisional(moment.date()) for moment in (begins, due)
    )
    return HourComputation(start, begins, due, provisional, _steps(start, begins, due, length))


def _begins(start: datetime, rule: HourRule) -> datetime:
    if rule is HourRule.EXACT_MOMENT:
        return start
    return start.replace(minute=0, second=0, microsecond=0) + _HOUR


def _run(calendar: WorkingDayCalendar, begins: datetime, length: int) -> datetime:
    """Let the hours of worked days run off, day by day."""
    left, moment = length * _HOUR, begins
    while True:
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY
        if calendar.is_working(moment.date()):
            if left <= midnight - moment:
                return moment + left
            left -= midnight - moment
        moment = midnight


def _steps(start: datetime, begins: datetime, due: datetime, length: int) -> tuple[Step, ...]:
    first = ("开始的当时起算", "counted from the moment")
    if begins != start:
        first = ("开始的小时不计，从下一小时起算", "the hour itself is not counted")
    began, ends = _clock(start), _clock(due)
    en = f"{length} hour{'' if length == 1 else 's'}, until {ends}"
    return (
        Step("started", start.date(), f"{began} 发生", f"happened at {began}"),
        Step("counted_from", begins.date(), *first),
        Step("nominal", due.date(), f"满 {length} 小时，到 {ends}", en),
        Step("due", due.date(), "按小时计，不顺延", "hours do not move"),
    )


def _clock(moment: datetime) -> str:
    return f"{moment.hour:02}:{moment.minute:02}"
