"""Natural periods by their names: 2026, 2026-Q1, 2026-03; pure."""

import re
from calendar import monthrange
from datetime import date

_NAME = re.compile(r"(?P<year>20\d\d)(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_QUARTER, _YEAR = 3, 12


def named_period(name: str, today: date) -> str:
    """Return the name of a period; this year where it names none."""
    return name if _NAME.fullmatch(name) else str(today.year)


def period_of(name: str, today: date) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    found = _NAME.fullmatch(named_period(name, today))
    if found is None:
        raise AssertionError
    year, quarter, month = int(found["year"]), found["quarter"], found["month"]
    first, length = 1, _YEAR
    if quarter:
        first, length = (int(quarter) - 1) * _QUARTER + 1, _QUARTER
    elif month:
        first, length = int(month), 1
    last = first + length - 1
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def recent_periods(today: date) -> list[str]:
    """Return this year, its quarters so far, the newest first, and the year before."""
    quarters = range((today.month - 1) // _QUARTER + 1, 0, -1)
    return [str(today.year), *(f"{today.year}-Q{n}" for n in quarters), str(today.year - 1)]
