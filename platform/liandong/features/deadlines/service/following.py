"""A period that begins when another ends: where it stands once that end has moved; pure."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from liandong.calendars import WorkingDayCalendar
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service.recounting import recount
from liandong.features.tenants.service import Configuration

Payload = dict[str, Any]
FOLLOWS = "follows"
"""The key under which the inputs of a deadline name the one whose last day begins it."""


def recount_after(
    config: Configuration,
    calendar: WorkingDayCalendar,
    deadline: Deadline,
    cause: Payload,
    ends: dict[str, date | None],
) -> Payload | None:
    """Return what `recount` returns; one that follows another begins on the last day of that.

    Args:
        config: What governs the county.
        calendar: The calendar to count by.
        deadline: One that runs, or is paused.
        cause: Why it is counted again.
        ends: Where those before it end now, by their id; this one is added.

    Raises:
        HistoryError, UnchangeableError, OutsideCalendarError: As `recount` does.
    """
    first = ends.get(str(deadline.inputs.get(FOLLOWS)))
    item = recount(config, calendar, _begun(config, deadline, first), cause)
    if item is not None and first is not None:
        at = _midnight(config, first)
        item |= {"started_on": first.isoformat(), "inputs": {**item["inputs"], "started_at": at}}
    due_on = date.fromisoformat(item["due_on"]) if item and item["due_on"] else deadline.due_on
    ends[str(deadline.id)] = due_on
    return item


def _begun(config: Configuration, deadline: Deadline, first: date | None) -> Deadline:
    """Return the deadline as if it had begun on a day; nothing is stored."""
    if first is None or first == deadline.started_on:
        return deadline
    stored = {column.key: getattr(deadline, column.key) for column in Deadline.__table__.columns}
    inputs = {**deadline.inputs, "started_at": _midnight(config, first)}
    return Deadline(**{**stored, "started_on": first, "inputs": inputs})


def _midnight(config: Configuration, day: date) -> str:
    return datetime.combine(day, time(), ZoneInfo(config.tenant["timezone"])).isoformat()
