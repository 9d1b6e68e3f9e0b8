"""The rule on working days, read literally from the files: what the fast way is held against."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import liandong.calendars

FOLDER = Path(liandong.calendars.__file__).parent / "schedules_data"
ONE_DAY = timedelta(days=1)


@cache
def year(number: int) -> dict[str, Any]:
    text = (FOLDER / f"{number}.yaml").read_text("utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def is_worked(day: date) -> bool:
    """Working day test of the rules: make-up, then off, then the weekday."""
    stated = year(day.year)
    if day in stated["makeup"]:
        return True
    if any(each["from"] <= day <= each["until"] for each in stated["holidays"]):
        return False
    return day.weekday() < 5


def days_of(*years: int) -> list[date]:
    first = date(min(years), 1, 1)
    n = (date(max(years), 12, 31) - first).days + 1
    return [first + timedelta(days=k) for k in range(n)]
