"""Which month is reported in which period, and where; pure."""

from datetime import date, timedelta

from liandong.features.deadlines.models import Obligation as Owed
from liandong.features.tenants.service import Configuration, installed

#: Which month is reported in a period: the one before it, or its own.
PERIOD, PREVIOUS, CURRENT = "report.period", "previous_month", "current_month"
_A_MONTH = timedelta(days=31)


def period_day(config: Configuration, month: str) -> date:
    """Return a day of the period in which a month, such as 2026-10, is reported."""
    first = date.fromisoformat(f"{month}-01")
    return first if _is_own(config) else (first + _A_MONTH).replace(day=1)


def reported_in(config: Configuration, period_start: date) -> str:
    """Return the month that is reported in a period, such as 2026-10."""
    first = period_start.replace(day=1)
    first = first if _is_own(config) else first - timedelta(days=1)
    return f"{first:%Y-%m}"


def report_path(config: Configuration, owed: Owed) -> str | None:
    """Return below a county's address where a period's report is begun; None: it is no case."""
    if owed.mechanism not in config.enabled & set(installed().registry.keys):
        return None
    for each in installed().registry.current(owed.mechanism).obligations:
        if each.limit.id == owed.stands_for and each.about is not None:
            month = reported_in(config, owed.period_start)
            return f"/new/{owed.mechanism}?facts.{each.about.key}={month}"
    return None


def _is_own(config: Configuration) -> bool:
    return bool(config.setting(PERIOD, PREVIOUS) == CURRENT)
