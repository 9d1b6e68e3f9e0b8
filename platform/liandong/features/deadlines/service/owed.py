"""Which obligations are owed between two days; pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from liandong.calendars import OutsideCalendarError, WorkingDayCalendar
from liandong.calendars.words import period_words
from liandong.features.deadlines.models import STANDS_FOR
from liandong.features.deadlines.service.owing import Owing, periods
from liandong.features.deadlines.service.speaking import Speaks, moments_of
from liandong.features.deadlines.service.starting import Start, begin
from liandong.features.tenants.service import Configuration, stable_id

#: Reminders may stand before the period: those of the fifth day begin in the month before.
_AHEAD = timedelta(days=31)


@dataclass(frozen=True)
class Joined:
    """Since when a limit binds a unit without a break; `first`: since the county's beginning."""

    on: date
    first: bool


@dataclass(frozen=True)
class Owed:
    """One obligation: a limit, a unit, a period."""

    owing: Owing
    unit_id: UUID
    period_start: date
    period_end: date

    def id_in(self, tenant_id: int) -> UUID:
        """Return the id it has whoever generates it."""
        key = f"{self.owing.limit.id}/{self.unit_id}/{self.period_start}"
        return stable_id(tenant_id, "obligation", key)


Standings = Mapping[tuple[str, UUID], Joined]


def owed_between(
    found: Iterable[Owing], standings: Standings, first: date, last: date
) -> Iterator[Owed]:
    """Yield what is owed in the periods that have a day between two days, both included.

    A limit that was not in force on the first day of a period is not owed in it. A unit that joins
    in the middle of a period owes from the next full one. The units of a county's first package
    owe the running period too; whether its due day was still to come is asked with the day.
    """
    for owing in found:
        for (limit_id, unit_id), joined in standings.items():
            if limit_id == owing.limit.id:
                for start, end in periods(owing.every, max(first, joined.on), last):
                    is_whole = joined.first or start >= joined.on
                    if is_whole and owing.is_in_force(start):
                        yield Owed(owing, unit_id, start, end)


def announce(
    config: Configuration, calendar: WorkingDayCalendar, owed: Owed
) -> dict[str, Any] | None:
    """Return an obligation as its record carries it; None without a day of its own."""
    limit = owed.owing.limit
    try:
        found = begin(config, calendar, Start(limit, limit, owed.period_start, owed.unit_id))
        if found["due_on"] is None:
            return None
        fires = _fires(config, calendar, owed, date.fromisoformat(found["due_on"]))
    except OutsideCalendarError:
        return None
    return {
        "limit_id": limit.id,
        "mechanism": owed.owing.mechanism,
        "met_by": owed.owing.met_by,
        "period_start": owed.period_start.isoformat(),
        "period_end": owed.period_end.isoformat(),
        "label": period_words(owed.period_start, owed.period_end).zh,
        "nominal_on": found["inputs"].get("nominal_on", found["due_on"]),
        "due_on": found["due_on"],
        "is_provisional": found["is_provisional"],
        "is_enforceable": found["is_enforceable"],
        "inputs": {**found["inputs"], STANDS_FOR: owed.owing.stands_for},
        "fires": fires,
    }


def _fires(
    config: Configuration, calendar: WorkingDayCalendar, owed: Owed, due_on: date
) -> list[str]:
    zone = ZoneInfo(config.tenant["timezone"])
    since = datetime.combine(owed.period_start - _AHEAD, time(), zone)
    speaks = Speaks({owed.owing.limit.id}, since, due_on)
    return [at.isoformat() for at in moments_of(config, calendar, speaks)]
