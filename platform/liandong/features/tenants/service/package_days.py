"""A county's own days: each once, within the years that a calendar knows."""

from collections.abc import Iterator
from datetime import date

from liandong.calendars import OutsideCalendarError, default_calendar
from liandong.features.tenants.service.package_parts import entries, mapping, text
from liandong.kernel.errors import Problem
from liandong.kernel.yamlfile import Loaded


def check_days(file: Loaded) -> Iterator[Problem]:
    """Yield days that stand twice, and days that no schedule covers."""
    seen: set[date] = set()
    for i, entry in entries(mapping(file.data).get("days")):
        try:
            day = date.fromisoformat(text(entry.get("day")))
        except ValueError:
            continue  # the schema speaks of it
        where = file.where("days", i, "day")
        if day in seen:
            yield Problem(where, f"{day} 写了两次", f"{day} stands twice")
        seen.add(day)
        try:
            default_calendar().kind(day)
        except OutsideCalendarError:
            zh, en = f"日历里没有 {day}", f"no schedule covers {day}"
            yield Problem(where, zh, en)
