"""When a deadline speaks: before its day, on it and after it, always on working days; pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from liandong.calendars import OutsideCalendarError, WorkingDayCalendar
from liandong.features.tenants.service import Configuration

#: So often: for half a year or so.
PAUSE_TIMES = 6


@dataclass(frozen=True)
class Speaks:
    """What decides the moments: the limits it goes by, start and end, and whether it is a right."""

    limits: Collection[str]
    started_at: datetime
    due_on: date | None
    due_at: datetime | None = None
    is_right: bool = False


def moments_of(
    config: Configuration, calendar: WorkingDayCalendar, speaks: Speaks
) -> list[datetime]:
    """Return the moments: working days before, the day itself, the first one after.

    A limit in hours speaks when half of it is gone, and at its end.
    """
    if speaks.due_on is None:
        return []
    zone = ZoneInfo(config.tenant["timezone"])
    if speaks.due_at is not None:
        return [speaks.started_at + (speaks.due_at - speaks.started_at) / 2, speaks.due_at]
    due_on = speaks.due_on
    steps = [-n for n in _days_before(config, speaks.limits)] + ([] if speaks.is_right else [1])
    days = {due_on, *_within(calendar, due_on, steps)}
    after = speaks.started_at.astimezone(zone).date() + timedelta(days=1)
    return sorted(notice_at(config, day) for day in days if day >= after)


def asking_about_pause(
    config: Configuration, calendar: WorkingDayCalendar, since: date
) -> list[datetime]:
    """Return when to ask the one who suspended a period whether it shall go on."""
    every = config.notice("pause_days")
    asked = _within(calendar, since, (every * n for n in range(1, PAUSE_TIMES + 1)))
    return [notice_at(config, day) for day in asked]


def _within(calendar: WorkingDayCalendar, day: date, steps: Iterable[int]) -> Iterator[date]:
    """Yield the days so many working days off; what no schedule reaches is not spoken of."""
    for n in steps:
        try:
            yield calendar.add(day, n)
        except OutsideCalendarError:
            continue


def _days_before(config: Configuration, limits: Collection[str]) -> tuple[int, ...]:
    stated = (rule for rule in config.package["reminders"] if rule["limit"] in limits)
    found = [tuple(rule["days_before"]) for rule in stated]
    return found[-1] if found else tuple(config.notice("days_before"))


def notice_at(config: Configuration, day: date) -> datetime:
    """Return the moment of a day at which the platform speaks in a county."""
    moment = time.fromisoformat(config.notice("speak_at"))
    return datetime.combine(day, moment, ZoneInfo(config.tenant["timezone"]))
