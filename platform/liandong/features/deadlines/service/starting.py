"""A limit becomes a deadline: pure, and stored with all that explains it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from liandong.calendars import Step, WorkingDayCalendar
from liandong.features.deadlines.service.counting import Counted, count_limit
from liandong.features.deadlines.service.speaking import Speaks, moments_of
from liandong.features.tenants.service import Configuration
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Bound, LimitValue, Regime, TimeLimit


@dataclass(frozen=True)
class Start:
    """One limit that begins to run: which, for whom, from which day.

    `at` is the moment, which matters to a limit in hours alone: where only the day is known, the
    end of that day, so that nobody has less time than the rule gives.
    """

    limit: TimeLimit
    stands_for: TimeLimit
    on: date
    unit_id: UUID | None
    at: datetime | None = None
    is_right: bool = False
    row_id: UUID | None = None
    stated: int | date | None = None


def begin(config: Configuration, calendar: WorkingDayCalendar, start: Start) -> dict[str, Any]:
    """Return the deadline as the event will carry it, with rule, calendar, steps and basis."""
    value = start.limit.value_on(start.on)
    at = _moment(config, start)
    counted = count_limit(start.limit, value, at, calendar, start.stated) if value else None
    due_on = counted.due_on if counted else None
    due_at = counted.due_at if counted else None
    names = frozenset({start.limit.id, start.stands_for.id})
    speaks = Speaks(names, at, due_on, due_at, start.is_right)
    return {
        "id": str(uuid7()),
        "limit_id": start.limit.id,
        "stands_for": start.stands_for.id,
        "unit_id": str(start.unit_id) if start.unit_id else None,
        "row_id": str(start.row_id) if start.row_id else None,
        "started_on": start.on.isoformat(),
        "due_on": due_on.isoformat() if due_on else None,
        "due_at": due_at.isoformat() if due_at else None,
        "is_right": start.is_right,
        "is_provisional": bool(counted and counted.is_provisional),
        "is_enforceable": due_on is not None
        and not start.is_right
        and config.is_enforceable(start.limit, start.on),
        "inputs": {**_inputs(start, value, counted, calendar), "started_at": at.isoformat()},
        "fires": [at.isoformat() for at in moments_of(config, calendar, speaks)],
    }


def _moment(config: Configuration, start: Start) -> datetime:
    zone = ZoneInfo(config.tenant["timezone"])
    if start.limit.regime is not Regime.HOUR:
        return datetime.combine(start.on, time(), zone)
    if start.at is not None and start.at.astimezone(zone).date() == start.on:
        return start.at.astimezone(zone)
    return datetime.combine(start.on + timedelta(days=1), time(), zone)


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
        "inclusive": start.limit.inclusive,
        "bound": Bound.AT_MOST.value,
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
        found["bound"] = value.bound.value
        found["evidence"] = value.evidence.value
        found["effective_from"] = value.effective_from.isoformat()
        found["basis"] = [
            {"instrument": b.instrument, "clause": b.clause, "quote": b.quote} for b in value.basis
        ]
    if counted and counted.steps:
        found["nominal_on"] = counted.nominal_on.isoformat()
        found["steps"] = [plain_step(step) for step in counted.steps]
    return found


def plain_step(step: Step) -> dict[str, str]:
    """Return a step of a count as it is stored and answered."""
    return {
        "key": str(step.key),
        "on": step.on.isoformat(),
        "reason_zh": step.reason_zh,
        "reason_en": step.reason_en,
    }
