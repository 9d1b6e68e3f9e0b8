"""The ladder of a county: which rungs there are, and when the next one may be weighed; pure.

A rung waits working days, so weekends and holidays never burn it. The ladder is taken as it stands
on the day of the late word, and kept with the deadline.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from liandong.calendars import WorkingDayCalendar
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service.speaking import notice_at
from liandong.features.tenants.service import Configuration

Rung = dict[str, Any]
_KEPT = ("key", "label", "after", "to", "document", "confirmed_by", "move")


def may_climb(deadline: Deadline) -> bool:
    """Say whether a deadline may call anybody late now; all others get words only."""
    is_owed = deadline.due_on is not None and deadline.unit_id is not None
    return deadline.accuses and deadline.state == "open" and is_owed


def ladder_of(config: Configuration, mechanism: str) -> list[Rung]:
    """Return the rungs that a person confirms, lowest first, for a mechanism."""
    if not config.is_live:
        return []
    return [
        {key: rung[key] for key in _KEPT} | {"basis": rung["source"]["basis"]}
        for rung in config.rungs(mechanism)
        if rung.get("confirmed_by")
    ]


def next_rung(
    ladder: list[Rung], after: str | None, is_possible: Callable[[Rung], bool]
) -> tuple[Rung | None, list[str]]:
    """Return the first possible rung above `after`, and the labels of those that are passed over.

    A rung is passed over where nobody is there to confirm it who may know of the matter.
    """
    keys = [rung["key"] for rung in ladder]
    above = ladder[keys.index(after) + 1 :] if after in keys else ladder
    passed: list[str] = []
    for rung in above:
        if is_possible(rung):
            return rung, passed
        passed.append(rung["label"])
    return None, passed


def moment_of(
    config: Configuration, calendar: WorkingDayCalendar, since: date, rung: Rung
) -> datetime:
    """Return when a rung may be suggested: so many working days after a day.

    Raises:
        OutsideCalendarError: No schedule covers the days.
    """
    return notice_at(config, calendar.add(since, rung["after"]))
