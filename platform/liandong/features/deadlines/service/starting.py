"""A limit becomes a deadline: pure, and stored with all that explains it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from liandong.calendars import WorkingDayCalendar
from liandong.features.deadlines.service.counting import Counted, count_limit
from liandong.features.tenants.service import Configuration
from liandong.kernel.ids import uuid7
from liandong.mechanisms import LimitValue, TimeLimit

DEFAULT_DAYS_BEFORE = (5, 1)
NOTICE_HOUR = 9


@dataclass(frozen=True)
class Start:
    """One limit that begins to run: which, for whom, from which day."""

    limit: TimeLimit
    stands_for: TimeLimit
    on: date
    unit_id: UUID | None
    is_right: bool = False
    row_id: UUID | None = None
    stated: int | date | None = None


def begin(config: Configuration, calendar: WorkingDayCalendar, start: Start) -> dict[str, Any]:
    """Return the deadline as the event will carry it, with rule, calendar, steps and basis."""
    value = start.limit.value_on(start.on)
    at = datetime.combine(start.on, time(), ZoneInfo(config.tenant["timezone"]))
    counted = count_limit(start.limit, value, at, calendar, start.stated) if value else None
    due_on = counted.due_on if counted else None
    return {
        "id": str(uuid7()),
        "limit_id": start.limit.id,
        "stands_for": start.stands_for.id,
        "unit_id": str(start.unit_id) if start.unit_id else None,
        "row_id": str(start.row_id) if start.row_id else None,
        "started_on": start.on.isoformat(),
        "due_on": due_on.isoformat() if due_on else None,
        "is_right": start.is_right,
        "is_provisional": bool(counted and counted.is_provisional),
        "is_enforceable": due_on is not None
        and not start.is_right
        and config.is_enforceable(start.limit, start.on),
        "inputs": _inputs(start, value, counted, calendar),
        "fires": [at.isoformat() for at in _fires(config, calendar, start, due_on)],
    }


def _inputs(
    start: Start,
    value: LimitValue | None,
    counted: Counted | None,
    calendar: WorkingDayCalendar,
) -> dict[str, Any]:
    stated = start.stated.isoformat() if isinstance(start.stated, date) else start.stated
    found: dict[str, Any] = {
        "matter": start.limit.matter,
        "start_event": start.limit.start_event,
        "regime": start.limit.regime.value,
        "roll": start.limit.roll.value,
        "stated": stated,
        "calendar": calendar.version,
        "length": None,
        "counted_in": None,
        "evidence": None,
        "effective_from": None,
        "basis": [],
        "steps": [],
    }
    if value:
        found["length"] = start.stated if isinstance(start.stated, int) else value.length
        found["counted_in"] = value.counted_in.value if value.counted_in else None
        found["evidence"] = value.evidence.value
        found["effective_from"] = value.effective_from.isoformat()
        found["basis"] = [
            {"instrument": b.instrument, "clause": b.clause, "quote": b.quote} for b in value.basis
        ]
    if counted and counted.steps:
        found["nominal_on"] = counted.nominal_on.isoformat()
        found["steps"] = [
            {
                "key": str(step.key),
                "on": step.on.isoformat(),
                "reason_zh": step.reason_zh,
                "reason_en": step.reason_en,
            }
            for step in counted.steps
        ]
    return found


def _fires(
    config: Configuration, calendar: WorkingDayCalendar, start: Start, due_on: date | None
) -> list[datetime]:
    """Return when to speak: working days before, the day itself, the first one after."""
    if due_on is None:
        return []
    days_before = DEFAULT_DAYS_BEFORE
    for rule in config.package["reminders"]:
        if rule["limit"] in {start.limit.id, start.stands_for.id}:
            days_before = tuple(rule["days_before"])
    days = {calendar.add(due_on, -n) for n in days_before}
    days |= {due_on} if start.is_right else {due_on, calendar.add(due_on, 1)}
    zone = ZoneInfo(config.tenant["timezone"])
    after = start.on + timedelta(days=1)
    return sorted(datetime.combine(day, time(NOTICE_HOUR), zone) for day in days if day >= after)
