"""What a time limit means in a county, from its shipped package; no database is asked."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from liandong.entrypoints.administering import read_packages
from liandong.features.deadlines.service import explain_limit
from liandong.features.tenants.service import Configuration
from liandong.kernel.errors import InvalidInputError, Problem


def explain(
    code: str,
    limit_id: str,
    event_at: datetime,
    stated: int | None = None,
    opened_on: date | None = None,
) -> dict[str, Any]:
    """Count a limit out from a moment in the county's own time.

    Raises:
        InvalidInputError: No such county or limit, or no value in force on that day.
        OutsideCalendarError: No schedule covers the days.
    """
    config = shipped(code)
    moment = event_at.replace(tzinfo=ZoneInfo(config.tenant["timezone"]))
    return explain_limit(config, limit_id, moment, stated, opened_on)


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
