"""A limit becomes a deadline: pure, and stored with all that explains it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from liandong.calendars import WorkingDayCalendar
from liandong.features.deadlines.service.counting import Counted, count_limit
from liandong.features.deadlines.service.explaining import (
    is_enforceable,
    other_reading,
    steps_of,
)
from liandong.features.deadlines.service.precedence import Duty, beside
from liandong.features.deadlines.service.speaking import Speaks, moments_of
from liandong.features.tenants.service import Configuration, Rule, rule_of
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Bound, Regime, TimeLimit

ISSUED = "issued"


@dataclass(frozen=True)
class Start:
    """One limit that begins to run: which, for whom, from which day.

    `at` is the moment, which matters to a limit in hours alone: where only the day is known, the
    end of that day, so that nobody has less time than the rule gives. `opened_on` and `issued_on`
    are the days of the case and of its letter, for the rules whose version goes by the opening or
    whose period runs from the signature.
    """

    limit: TimeLimit
    stands_for: TimeLimit
    on: date
    unit_id: UUID | None
    at: datetime | None = None
    is_right: bool = False
    row_id: UUID | None = None
    stated: int | date | None = None
    opened_on: date | None = None
    issued_on: date | None = None


def begin(config: Configuration, calendar: WorkingDayCalendar, start: Start) -> dict[str, Any]:
    """Return the deadline as the event will carry it, with rule, calendar, steps and basis.

    Where no rule is in force there is no due day, and `inputs` say so under `flag`.
    """
    version_on = start.limit.version_day(start.on, start.opened_on)
    rule = rule_of(config, start.limit, version_on)
    on = _counted_from(rule, start)
    at = _moment(config, start, on)
    counted = count_limit(rule, at, calendar, start.stated)
    due_on = counted.due_on if counted else None
    due_at = counted.due_at if counted else None
    is_right = start.is_right or start.limit.is_right
    duty = Duty(start.stands_for, start.limit, at, counted, start.opened_on)
    names = frozenset({start.limit.id, start.stands_for.id})
    speaks = Speaks(names, at, due_on, due_at, is_right)
    return {
        "id": str(uuid7()),
        "limit_id": start.limit.id,
        "stands_for": start.stands_for.id,
        "unit_id": str(start.unit_id) if start.unit_id else None,
        "row_id": str(start.row_id) if start.row_id else None,
        "started_on": on.isoformat(),
        "due_on": due_on.isoformat() if due_on else None,
        "due_at": due_at.isoformat() if due_at else None,
        "is_right": is_right,
        "is_provisional": bool(counted and counted.is_provisional),
        "is_enforceable": not is_right and is_enforceable(config, rule, version_on, counted),
        "inputs": {
            **_inputs(start, rule, counted, calendar),
            "started_at": at.isoformat(),
            "beside": beside(config, duty, calendar),
        },
        "fires": [each.isoformat() for each in moments_of(config, calendar, speaks)],
    }


def _counted_from(rule: Rule, start: Start) -> date:
    """Return the day that starts the count: where the county says so, the signature's (A2)."""
    is_read_so = rule.limit.start_event == ISSUED != start.limit.start_event
    return start.issued_on if is_read_so and start.issued_on else start.on


def _moment(config: Configuration, start: Start, on: date) -> datetime:
    zone = ZoneInfo(config.tenant["timezone"])
    if start.limit.regime is not Regime.HOUR:
        return datetime.combine(on, time(), zone)
    if start.at is not None and start.at.astimezone(zone).date() == on:
        return start.at.astimezone(zone)
    return datetime.combine(on + timedelta(days=1), time(), zone)


def _inputs(
    start: Start, rule: Rule, counted: Counted | None, calendar: WorkingDayCalendar
) -> dict[str, Any]:
    stated = start.stated.isoformat() if isinstance(start.stated, date) else start.stated
    found: dict[str, Any] = {
        "matter": rule.limit.matter,
        "start_event": rule.limit.start_event,
        "applies_to": rule.limit.applies_to.value,
        "regime": rule.limit.regime.value,
        "roll": rule.limit.roll.value,
        "stated": stated,
        "calendar": calendar.version,
        "inclusive": rule.limit.inclusive,
        "bound": Bound.AT_MOST.value,
        "length": None,
        "counted_in": None,
        "evidence": None,
        "effective_from": None,
        "basis": [],
        "steps": steps_of(counted),
        "readings": [each.stored() for each in rule.readings],
        "hour_rule": rule.hour_rule.value,
        "stops_on_holiday": rule.stops_on_holiday,
    }
    if rule.missing:
        found["flag"] = {"zh": rule.missing.zh, "en": rule.missing.en}
    found |= _value(start, rule)
    if other := other_reading(rule, counted):
        found["other_reading"] = other
    if counted and counted.is_target:
        found |= {"is_target": True, "length": rule.target, "counted_in": "working_day"}
    if counted and counted.steps:
        found["nominal_on"] = counted.nominal_on.isoformat()
    return found


def _value(start: Start, rule: Rule) -> dict[str, Any]:
    value = rule.value
    if value is None:
        return {}
    return {
        "length": start.stated if isinstance(start.stated, int) else value.length,
        "counted_in": value.counted_in.value if value.counted_in else None,
        "bound": value.bound.value,
        "evidence": value.evidence.value,
        "effective_from": value.effective_from.isoformat(),
        "basis": [
            {"instrument": b.instrument, "clause": b.clause, "quote": b.quote} for b in value.basis
        ],
    }
