"""Points: a day of a month, once in each month to year, or before an event (3.5, A1, A15)."""

from datetime import date, timedelta

from liandong.calendars.calendar import Roll, WorkingDayCalendar, default_calendar, outside
from liandong.calendars.counting import Computation, CountedIn, Step, about, add_months, moved

_MONTHS = {CountedIn.MONTH: 1, CountedIn.QUARTER: 3, CountedIn.HALF_YEAR: 6, CountedIn.YEAR: 12}
_NAMES = {
    CountedIn.MONTH: ("每月", "each month"),
    CountedIn.QUARTER: ("每个自然季度", "each quarter"),
    CountedIn.HALF_YEAR: ("每半年", "each half of a year"),
    CountedIn.YEAR: ("每年", "each year"),
}
_ONE_DAY = timedelta(days=1)


def period_of(day: date, every: CountedIn | str) -> tuple[date, date]:
    """Return first and last day of the natural month, quarter, half or year that holds a day."""
    unit = CountedIn(every)
    first = date(day.year, (day.month - 1) // _MONTHS[unit] * _MONTHS[unit] + 1, 1)
    return first, add_months(first, _MONTHS[unit]) - _ONE_DAY


def compute_point(
    within: date,
    *,
    every: CountedIn | str,
    day: int | None = None,
    inclusive: bool = True,
    roll: Roll | str = Roll.NONE,
    calendar: WorkingDayCalendar | None = None,
) -> Computation:
    """Return the point of the period that holds `within`.

    `day` is its n-th day (5 for 每月5号前), the last where the period is shorter; None is the last
    day of the period. Where the day itself is too late (`inclusive` false) it is the one before.
    A point that moves is tolerance: the original day stays in `nominal_on`.

    Raises:
        ValueError: `every` is no month, quarter, half_year or year.
        OutsideCalendarError: No schedule covers the days.
    """
    used, unit = calendar or default_calendar(), CountedIn(every)
    try:
        first, last = period_of(within, unit)
    except (OverflowError, ValueError):
        raise outside(within) from None
    stated = last if day is None else min(first + (day - 1) * _ONE_DAY, last)
    nominal = stated if inclusive else stated - _ONE_DAY
    due = used.roll(nominal, Roll(roll))
    zh, en = _NAMES[unit]
    if day is not None:
        zh, en = f"{zh}第 {day} 日{'（含）' if inclusive else '之前'}", f"day {day} of {en}"
    steps = (
        Step("started", first, f"{zh}的期间从这天开始", f"the period of {en} begins"),
        Step("counted_from", first, zh, en),
        Step("nominal", nominal, *about(used, nominal)),
        Step("due", due, *moved(used, nominal, due)),
    )
    provisional = used.is_expected(due, by_work=Roll(roll) is not Roll.NONE)
    return Computation(first, first, nominal, due, provisional, steps)


def compute_before(
    event_on: date, *, inclusive: bool = False, calendar: WorkingDayCalendar | None = None
) -> Computation:
    """Return the last day for what must precede an event: the day before, or its own day.

    Raises:
        OutsideCalendarError: There is no day before.
    """
    used = calendar or default_calendar()
    try:
        due = event_on if inclusive else event_on - _ONE_DAY
    except OverflowError:
        raise outside(event_on) from None
    said = ("须在事件之前完成", "must come before the event")
    steps = (
        Step("started", event_on, "事件当天", "the day of the event"),
        Step("counted_from", due, *said),
        Step("nominal", due, *about(used, due)),
        Step("due", due, "不顺延", "does not move"),
    )
    return Computation(event_on, due, due, due, used.is_expected(event_on, by_work=False), steps)
