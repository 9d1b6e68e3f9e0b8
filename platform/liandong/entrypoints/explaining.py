"""What a time limit means in a county, and what its units owe without a case."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liandong.entrypoints.governing import Governing
from liandong.features.deadlines.service import explain_limit
from liandong.features.deadlines.service.owed import Joined, announce, owed_between
from liandong.features.deadlines.service.owing import owings
from liandong.features.tenants.service import calendar_of, stable_id
from liandong.mechanisms import Regime


def explain(
    governs: Governing,
    limit_id: str,
    event_at: datetime | date,
    stated: int | None = None,
    opened_on: date | None = None,
) -> dict[str, Any]:
    """Count a limit out from a moment, or a day, in the county's own time.

    Raises:
        InvalidInputError: No such limit, or no value in force on that day.
        OutsideCalendarError: No schedule covers the days.
    """
    config = governs.config
    zone = ZoneInfo(config.tenant["timezone"])
    limit = config.limits_here.get(limit_id)
    at = _moment(event_at, zone, in_hours=limit is not None and limit.regime is Regime.HOUR)
    found = explain_limit(config, limit_id, at, stated, opened_on)
    return {**found, "counted_by": governs.source}


def _moment(event_at: datetime | date, zone: ZoneInfo, *, in_hours: bool) -> datetime:
    """Return the moment; hours of which only the day is known count from the end of that day."""
    if isinstance(event_at, datetime):
        return event_at.replace(tzinfo=zone)
    return datetime.combine(event_at + timedelta(days=in_hours), time(), zone)


def owed_in(governs: Governing, year: int) -> list[dict[str, Any]]:
    """Return what the units of a county owe in a year without a case, by day."""
    config = governs.config
    names = {stable_id(config.tenant_id, "unit", u["key"]): u for u in config.package["units"]}
    first, last = date(year, 1, 1), date(year, 12, 31)
    always = Joined(date(1900, 1, 1), first=True)
    standings = {
        (owing.limit.id, unit_id): always
        for owing in owings(config)
        for unit_id, unit in names.items()
        if owing.binds(frozenset({*unit["roles"], unit["kind"]}))
    }
    found = [
        (each, announce(config, calendar_of(config), each))
        for each in owed_between(owings(config), standings, first, last)
    ]
    rows = [
        {
            "limit": each.owing.limit.id,
            "matter": each.owing.limit.matter,
            "unit": names[each.unit_id]["name"],
            "period": said["label"],
            "nominal_on": said["nominal_on"],
            "due_on": said["due_on"],
            "provisional": said["is_provisional"],
            "enforceable": said["is_enforceable"],
            "counted_by": governs.source,
        }
        for each, said in found
        if said is not None
    ]
    return sorted(rows, key=lambda row: (row["due_on"], row["limit"], row["unit"]))
