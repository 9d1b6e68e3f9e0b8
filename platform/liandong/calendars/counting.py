"""From a start event to a last day, step by step, each with its reason (rules R1–R17)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from liandong.calendars.calendar import (
    DayKind,
    Roll,
    WorkingDayCalendar,
    default_calendar,
    outside,
)

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
_UNITS_ZH = {
    "day": "日",
    "working_day": "个工作日",
    "month": "个月",
    "quarter": "个季度",
    "half_year": "个半年",
    "year": "年",
}


class CountedIn(StrEnum):
    """What a length counts."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True)
class Step:
    """One step of a computation: 送达, 起算, 届满, 截止."""

    key: str
    on: date
    reason_zh: str
    reason_en: str


@dataclass(frozen=True)
class Computation:
    """A period counted out; `nominal_on` is its last day before it moved."""

    started_on: date
    counted_from: date
    nominal_on: date
    due_on: date
    provisional: bool
    steps: tuple[Step, ...]

    @property
    def moved(self) -> bool:
        """Whether the last day was a day off and moved."""
        return self.nominal_on != self.due_on


def add_months(day: date, n: int) -> date:
    """Return the corresponding day n months on, or the month's last day (民法典 第二百零二条)."""
    index = day.year * 12 + day.month - 1 + n
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def compute(
    start: date,
    *,
    length: int,
    counted_in: CountedIn | str,
    roll: Roll | str = Roll.NONE,
    backwards: bool = False,
    calendar: WorkingDayCalendar | None = None,
) -> Computation:
    """Count a period from the day of its start event, which itself is not counted (R2).

    Backwards it is the last day in time before an event, and never moves towards it (R17).

    Raises:
        OutsideCalendarError: No schedule covers the days.
    """
    used, unit, rule = calendar or default_calendar(), CountedIn(counted_in), Roll(roll)
    n = -length if backwards else length
    first, nominal = _nominal(used, start, n, unit)
    by_work = unit is CountedIn.WORKING_DAY
    due = nominal if backwards or by_work else used.roll(nominal, rule)
    moves = by_work or (rule is not Roll.NONE and not backwards)
    rests_on = {due, nominal} | ({start} if by_work else set())  # on every year between
    provisional = any(used.is_expected(day, by_work=moves) for day in rests_on)
    days = (start, first, nominal, due)
    return Computation(*days, provisional, _steps(used, days, n, unit))


def compute_stated(
    start: date, due_on: date, *, calendar: WorkingDayCalendar | None = None
) -> Computation:
    """Return the computation of a period whose last day the document names; it stays as named.

    Raises:
        OutsideCalendarError: No schedule covers the last day.
    """
    used = calendar or default_calendar()
    first = start + timedelta(days=1) if start < due_on else due_on
    steps = (
        Step("started", start, "期间从这天开始", "the period begins"),
        Step("counted_from", first, "文书载明了最后一日", "the document states the last day"),
        Step("nominal", due_on, *about(used, due_on)),
        Step("due", due_on, "不顺延", "does not move"),
    )
    provisional = used.is_expected(due_on, by_work=False)
    return Computation(start, first, due_on, due_on, provisional, steps)


def _steps(
    calendar: WorkingDayCalendar, days: tuple[date, date, date, date], n: int, unit: CountedIn
) -> tuple[Step, ...]:
    start, first, nominal, due = days
    return (
        Step("started", start, "当天不计", "the day itself is not counted"),
        Step("counted_from", first, *_direction(n, unit)),
        Step("nominal", nominal, *about(calendar, nominal)),
        Step("due", due, *moved(calendar, nominal, due)),
    )


def _nominal(
    calendar: WorkingDayCalendar, start: date, n: int, unit: CountedIn
) -> tuple[date, date]:
    try:
        first = start + timedelta(days=-1 if n < 0 else 1)
        if unit is CountedIn.DAY:
            return first, start + timedelta(days=n)
        if unit is CountedIn.WORKING_DAY:
            return first, calendar.add(start, n)
        return first, add_months(start, n * _MONTHS[unit.value])
    except (OverflowError, ValueError):
        raise outside(start) from None


def length_words(n: int, unit: CountedIn) -> tuple[str, str]:
    """Return 2 个月, in Chinese and in English."""
    en = f"{n} {unit.value.replace('_', ' ')}{'' if n == 1 else 's'}"
    return f"{n} {_UNITS_ZH[unit]}", en


@lru_cache(maxsize=512)
def _direction(n: int, unit: CountedIn) -> tuple[str, str]:
    zh, en = length_words(abs(n), unit)
    if n < 0:
        return f"从前一天往前数 {zh}", f"{en} back from the day before"
    return f"从次日数 {zh}", f"{en} from the next day"


def about(calendar: WorkingDayCalendar, day: date) -> tuple[str, str]:
    """Return what a last day is, in Chinese and in English."""
    known = calendar.kind(day)
    if known.kind is DayKind.HOLIDAY:
        return f"{known.name}假期内", f"inside the {known.name_en} holiday"
    if known.kind is DayKind.WEEKEND:
        return "周末", "a weekend day"
    if known.kind is DayKind.MAKEUP:
        return "调休上班日", "a weekend day that is worked"
    return "工作日", "a working day"


def moved(calendar: WorkingDayCalendar, nominal: date, due: date) -> tuple[str, str]:
    """Return whether and why a last day moved, in Chinese and in English."""
    if nominal == due:
        return "不顺延", "does not move"
    if due < nominal:
        return "提前到前一个工作日", "moved to the working day before"
    if calendar.kind(nominal).kind is DayKind.HOLIDAY:
        return "顺延到假后首个工作日", "moved to the first working day after the holiday"
    return "顺延到周末后首个工作日", "moved to the first working day after the weekend"
