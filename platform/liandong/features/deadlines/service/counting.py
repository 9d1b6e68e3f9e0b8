"""A limit counted out from an event: by days, months, hours, as a point, or backwards; pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from liandong.calendars import (
    Computation,
    CountedIn,
    HourComputation,
    Roll,
    Step,
    Text,
    WorkingDayCalendar,
    compute,
    compute_before,
    compute_hours,
    compute_point,
)
from liandong.features.tenants.service import Rule
from liandong.mechanisms import Bound, LimitValue, Regime, TimeLimit
from liandong.mechanisms import CountedIn as Unit

_PERIODS = {Unit.MONTH, Unit.QUARTER, Unit.HALF_YEAR, Unit.YEAR}
_TARGET = Text("目标，不是法定期限", "a target, no period of the law")


@dataclass(frozen=True)
class Counted:
    """Where a limit ends: a day, and a moment where it counts in hours.

    `other_on` is the day by the reading that was not chosen, where the law leaves two (A3).
    """

    due_on: date
    due_at: datetime | None
    nominal_on: date
    is_provisional: bool
    steps: tuple[Step, ...]
    is_target: bool = False
    other_on: date | None = None


def count_limit(
    rule: Rule,
    at: datetime,
    calendar: WorkingDayCalendar,
    stated: int | date | None = None,
) -> Counted | None:
    """Return where a limit ends that starts at a moment; None where no number is laid down.

    `rule` is the limit as the county reads it, `stated` what the document itself states: a number
    of days, or the last day.

    Raises:
        OutsideCalendarError: No schedule covers the days.
    """
    if rule.value is None:
        return None
    if isinstance(stated, date):
        is_expected = calendar.is_expected(stated, by_work=False)
        return Counted(stated, None, stated, is_expected, ())
    if rule.target is not None and stated is None:
        return _of_target(rule.target, at.date(), calendar)
    length = stated if stated is not None else rule.value.length
    if length is None or rule.value.counted_in is None:
        return None
    return _of_length(rule, rule.value, length, at, calendar, is_stated=stated is not None)


def _of_length(
    rule: Rule,
    value: LimitValue,
    length: int,
    at: datetime,
    calendar: WorkingDayCalendar,
    *,
    is_stated: bool,
) -> Counted:
    if rule.limit.regime is Regime.HOUR:
        return _of_hours(rule, at, length, calendar)
    if rule.limit.regime is Regime.POINT:
        return _of_days(_point(rule.limit, value, length, at.date(), calendar))
    by_day = is_stated or value.counted_in in {None, Unit.STATED}
    unit = CountedIn.DAY if by_day else CountedIn(str(value.counted_in))
    counted = _of_days(_period(rule, value, length, unit, at.date(), calendar))
    return replace(counted, other_on=_other(rule, value, length, at.date(), calendar))


def _period(
    rule: Rule,
    value: LimitValue,
    length: int,
    unit: CountedIn,
    on: date,
    calendar: WorkingDayCalendar,
) -> Computation:
    return compute(
        on,
        length=length,
        counted_in=unit,
        roll=Roll(rule.limit.roll.value),
        backwards=value.bound is Bound.BEFORE,
        calendar=calendar,
    )


def _other(
    rule: Rule, value: LimitValue, length: int, on: date, calendar: WorkingDayCalendar
) -> date | None:
    """Return the day by the other kind of day, where the law does not say which it means (A3)."""
    if rule.limit.regime is not Regime.NATX or value.bound is Bound.EXTENSION:
        return None
    by_work = value.counted_in is Unit.WORKING_DAY
    unit = CountedIn.DAY if by_work else CountedIn.WORKING_DAY
    return _period(rule, value, length, unit, on, calendar).due_on


def _point(
    limit: TimeLimit, value: LimitValue, length: int, on: date, calendar: WorkingDayCalendar
) -> Computation:
    is_inclusive, roll = bool(limit.inclusive), Roll(limit.roll.value)
    if value.counted_in in _PERIODS:
        return compute_point(on, every=str(value.counted_in), roll=roll, calendar=calendar)
    if length == 0:
        return compute_before(on, inclusive=is_inclusive, calendar=calendar)
    return compute_point(
        on, every="month", day=length, inclusive=is_inclusive, roll=roll, calendar=calendar
    )


def _of_days(found: Computation) -> Counted:
    return Counted(found.due_on, None, found.nominal_on, found.provisional, found.steps)


def _of_hours(rule: Rule, at: datetime, length: int, calendar: WorkingDayCalendar) -> Counted:
    found: HourComputation = compute_hours(
        at,
        length=length,
        rule=rule.hour_rule,
        stop_on_holiday=rule.stops_on_holiday,
        calendar=calendar,
    )
    day = found.due_at.date()
    return Counted(day, found.due_at, day, found.provisional, found.steps)


def _of_target(days: int, on: date, calendar: WorkingDayCalendar) -> Counted:
    """Return where a service target ends, which the last step calls by its name (A13)."""
    found = compute(on, length=days, counted_in=CountedIn.WORKING_DAY, calendar=calendar)
    *steps, last = found.steps
    named = replace(last, reason_zh=_TARGET.zh, reason_en=_TARGET.en)
    return replace(_of_days(found), steps=(*steps, named), is_target=True)
