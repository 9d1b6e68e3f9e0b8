"""A limit counted out from an event: by days, months, hours, as a point, or backwards; pure."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from liandong.calendars import (
    Computation,
    CountedIn,
    HourComputation,
    Roll,
    Step,
    WorkingDayCalendar,
    compute,
    compute_before,
    compute_hours,
    compute_point,
)
from liandong.features.tenants.service import Configuration, calendar_of, citation, installed
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Bound, LimitValue, Regime, TimeLimit
from liandong.mechanisms import CountedIn as Unit

_PERIODS = {Unit.QUARTER, Unit.YEAR}


@dataclass(frozen=True)
class Counted:
    """Where a limit ends: a day, and a moment where it counts in hours."""

    due_on: date
    due_at: datetime | None
    nominal_on: date
    is_provisional: bool
    steps: tuple[Step, ...]


def count_limit(
    limit: TimeLimit,
    value: LimitValue,
    at: datetime,
    calendar: WorkingDayCalendar,
    stated: int | date | None = None,
) -> Counted | None:
    """Return where a limit ends that starts at a moment; None where no number is laid down.

    `stated` is what the document itself states: a number of days, or the last day.

    Raises:
        OutsideCalendarError: No schedule covers the days.
    """
    if isinstance(stated, date):
        return Counted(stated, None, stated, calendar.is_provisional(stated), ())
    length = stated if stated is not None else value.length
    if length is None or value.counted_in is None:
        return None
    if limit.regime is Regime.HOUR:
        return _of_hours(compute_hours(at, length=length, calendar=calendar))
    if limit.regime is Regime.POINT:
        return _of_days(_point(limit, value, length, at.date(), calendar))
    is_stated = stated is not None or value.counted_in is Unit.STATED
    unit = CountedIn.DAY if is_stated else CountedIn(value.counted_in.value)
    backwards = value.bound is Bound.BEFORE
    rule = Roll(limit.roll.value)
    return _of_days(
        compute(
            at.date(),
            length=length,
            counted_in=unit,
            roll=rule,
            backwards=backwards,
            calendar=calendar,
        )
    )


def _point(
    limit: TimeLimit, value: LimitValue, length: int, on: date, calendar: WorkingDayCalendar
) -> Computation:
    is_inclusive, roll = bool(limit.inclusive), Roll(limit.roll.value)
    if value.counted_in in _PERIODS:
        return compute_point(on, every=value.counted_in.value, roll=roll, calendar=calendar)
    if length == 0:
        return compute_before(on, inclusive=is_inclusive, calendar=calendar)
    return compute_point(
        on, every="month", day=length, inclusive=is_inclusive, roll=roll, calendar=calendar
    )


def _of_days(found: Computation) -> Counted:
    return Counted(found.due_on, None, found.nominal_on, found.provisional, found.steps)


def _of_hours(found: HourComputation) -> Counted:
    day = found.due_at.date()
    return Counted(day, found.due_at, day, found.provisional, found.steps)


def explain_limit(
    config: Configuration, limit_id: str, at: datetime, stated: int | date | None = None
) -> dict[str, Any]:
    """Return what a limit means in a county for an event: rule, value, steps, who may be late.

    Raises:
        InvalidInputError: No such limit, no value in force on that day, or a period stated for a
            limit whose rule sets it.
        OutsideCalendarError: No schedule covers the days.
    """
    try:
        named = installed().registry.limit(limit_id)
    except KeyError:
        zh, en = f"没有期限“{limit_id}”", f"there is no time limit '{limit_id}'"
        raise InvalidInputError([Problem("limit", zh, en)]) from None
    limit = config.replacements.get(named.id, named)
    value = limit.value_on(at.date())
    if value is None:
        zh, en = f"{at.date()} 还没有这条规定", f"the rule was not in force on {at.date()}"
        raise InvalidInputError([Problem("event-at", zh, en)])
    if stated is not None and limit.regime is not Regime.STATED:
        zh, en = (
            "这条期限由规定写明，不由文书载明",
            "the rule itself sets this period, not the document",
        )
        raise InvalidInputError([Problem("stated", zh, en)])
    calendar = calendar_of(config)
    counted = count_limit(limit, value, at, calendar, stated)
    return {
        "limit": limit.id,
        "asked": named.id,
        "matter": limit.matter,
        "start_event": limit.start_event,
        "due_on": counted.due_on.isoformat() if counted else None,
        "due_at": counted.due_at.isoformat() if counted and counted.due_at else None,
        "provisional": bool(counted and counted.is_provisional),
        "bound": value.bound.value,
        "evidence": value.evidence.value,
        "enforceable": counted is not None and config.is_enforceable(limit, at.date()),
        "effective_from": value.effective_from.isoformat(),
        "calendar": calendar.version,
        "basis": [citation(basis.instrument, basis.clause) for basis in value.basis],
        "steps": [
            {
                "key": step.key,
                "on": step.on.isoformat(),
                "reason_zh": step.reason_zh,
                "reason_en": step.reason_en,
            }
            for step in (counted.steps if counted else ())
        ],
    }
