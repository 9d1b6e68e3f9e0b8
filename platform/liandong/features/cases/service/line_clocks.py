"""Last days of limits for whole columns of lines, to be read: nobody is called late by them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from liandong.calendars import OutsideCalendarError, WorkingDayCalendar
from liandong.calendars.vectors import Vectors
from liandong.features.deadlines.service import count_limit
from liandong.features.tenants.service import Configuration, Rule, calendar_of, rule_of
from liandong.mechanisms import Bound, CountedIn, LineClock, Roll, Table

_ZONE = ZoneInfo("Asia/Shanghai")
Contents = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class LastDay:
    """The last day of one limit for one line; `is_past`: its own act lies after it."""

    clock: LineClock
    on: date
    done_on: date | None
    is_past: bool


def last_days(config: Configuration, table: Table, contents: Contents) -> list[list[LastDay]]:
    """Return for each line the last days of the table's limits, in their order.

    A limit without a number, not in force on its first day, or out of the calendar's reach says
    nothing.
    """
    found: list[list[LastDay]] = [[] for _ in contents]
    calendar = calendar_of(config)
    for clock in table.clocks:
        rows = [n for n, content in enumerate(contents) if _is_meant(clock, content)]
        starts = [date.fromisoformat(contents[n][clock.start.key]) for n in rows]
        for n, on in zip(rows, _column(config, calendar, clock, starts), strict=True):
            if on is not None:
                found[n].append(_judged(clock, on, contents[n]))
    return found


def marked(config: Configuration, table: Table, contents: Contents) -> Iterator[bool]:
    """Yield of each line whether one of its own acts lies after the last day."""
    for days in last_days(config, table, contents):
        yield any(day.is_past for day in days)


def _is_meant(clock: LineClock, content: Mapping[str, Any]) -> bool:
    answer = content.get(clock.when.key) if clock.when else None
    return bool(content.get(clock.start.key)) and clock.speaks_of(answer)


def _judged(clock: LineClock, on: date, content: Mapping[str, Any]) -> LastDay:
    done = content.get(clock.done.key) if clock.done else None
    done_on = date.fromisoformat(done) if done else None
    return LastDay(clock, on, done_on, done_on is not None and done_on > on)


def _column(
    config: Configuration, calendar: WorkingDayCalendar, clock: LineClock, starts: Sequence[date]
) -> Iterable[date | None]:
    """Return the last day of each start: working days all at once, the rest once for each day."""
    each = {start: rule_of(config, clock.limit, start) for start in dict.fromkeys(starts)}
    kinds = {_working_days(rule) for rule in each.values()}
    length = next(iter(kinds)) if len(kinds) == 1 else None
    if length is not None:
        try:
            days = np.array(starts, "datetime64[D]")
            return list(Vectors(calendar).add_many(days, length).tolist())
        except OutsideCalendarError:
            pass
    known = {start: _alone(rule, start, calendar) for start, rule in each.items()}
    return [known[start] for start in starts]


def _working_days(rule: Rule) -> int | None:
    """Return the length of a limit that is no more than working days counted on."""
    value = rule.value
    if value is None or rule.target is not None or rule.limit.roll is not Roll.NONE:
        return None
    if value.counted_in is not CountedIn.WORKING_DAY or value.bound is not Bound.AT_MOST:
        return None
    return value.length


def _alone(rule: Rule, start: date, calendar: WorkingDayCalendar) -> date | None:
    try:
        counted = count_limit(rule, datetime.combine(start, time(), _ZONE), calendar)
    except OutsideCalendarError:
        return None
    return counted.due_on if counted else None
