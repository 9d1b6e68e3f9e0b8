"""What a time limit means in a county, from its shipped package; no database is asked."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liandong.entrypoints.administering import read_packages
from liandong.features.deadlines.service import explain_limit
from liandong.features.deadlines.service.owed import Joined, announce, owed_between
from liandong.features.deadlines.service.owing import owings
from liandong.features.tenants.service import (
    Configuration,
    calendar_of,
    installed,
    stable_id,
)
from liandong.kernel.errors import InvalidInputError, Problem
from liandong.mechanisms import Regime


def explain(
    code: str,
    limit_id: str,
    event_at: datetime | date,
    stated: int | None = None,
    opened_on: date | None = None,
) -> dict[str, Any]:
    """Count a limit out from a moment, or a day, in the county's own time.

    Raises:
        InvalidInputError: No such county or limit, or no value in force on that day.
        OutsideCalendarError: No schedule covers the days.
    """
    config = shipped(code)
    zone = ZoneInfo(config.tenant["timezone"])
    return explain_limit(config, limit_id, _moment(limit_id, event_at, zone), stated, opened_on)


def _moment(limit_id: str, event_at: datetime | date, zone: ZoneInfo) -> datetime:
    """Return the moment; hours of which only the day is known count from the end of that day."""
    if isinstance(event_at, datetime):
        return event_at.replace(tzinfo=zone)
    known = {
        key: limit for file in installed().registry.files for key, limit in file.limits.items()
    }
    in_hours = limit_id in known and known[limit_id].regime is Regime.HOUR
    return datetime.combine(event_at + timedelta(days=in_hours), time(), zone)


def shipped(code: str) -> Configuration:
    """Return what governs a county as its package is shipped.

    Raises:
        InvalidInputError: There is no such county.
    """
    for package in read_packages():
        if package.tenant.code == code and package.tenant.county is not None:
            return Configuration(int(code), package.digest, package.canonical())
    zh, en = f"没有区县“{code}”", f"there is no county '{code}'"
    raise InvalidInputError([Problem("tenant", zh, en)])


def owed_in(code: str, year: int) -> list[dict[str, Any]]:
    """Return what the units of a county owe in a year without a case, by day.

    Raises:
        InvalidInputError: There is no such county.
    """
    config = shipped(code)
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
        }
        for each, said in found
        if said is not None
    ]
    return sorted(rows, key=lambda row: (row["due_on"], row["limit"], row["unit"]))
