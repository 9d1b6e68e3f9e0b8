"""A contested delivery: until it is decided in time, nobody is late by what hangs on it (V4)."""

from datetime import date
from typing import Any

from liandong.features.cases.service.viewing import Opened, contest_days
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import calendar_of
from liandong.mechanisms import Landing, RowLanding, TimeLimit

Payload = dict[str, Any]


def judged(opened: Opened, landing: Landing, on: date) -> list[Payload]:
    """Return what a contest, or its decision, does to the blame of the clocks it is about."""
    found: list[Payload] = []
    for row in landing.rows:
        if row.transition and row.on_target:
            found += _doubted(opened, row, row.transition.doubts, on)
            found += _cleared(opened, row, row.transition.clears, on)
    return found


def _doubted(
    opened: Opened, row: RowLanding, limits: tuple[TimeLimit, ...], on: date
) -> list[Payload]:
    decide_by = calendar_of(opened.config).add(on, contest_days(opened.config)).isoformat()
    found: list[Payload] = []
    for deadline in _of(opened, limits):
        fresh: Payload = {
            "rows": {},
            "was_enforceable": deadline.is_enforceable,
            "is_too_late": False,
        }
        doubt: Payload = deadline.inputs.get("doubt") or fresh
        rows = {**doubt["rows"], str(row.row_id): decide_by}
        found.append(_judged(deadline, {**doubt, "rows": rows}))
    return found


def _cleared(
    opened: Opened, row: RowLanding, limits: tuple[TimeLimit, ...], on: date
) -> list[Payload]:
    """Once every doubt is decided in time the clock has its force back; after a late one never."""
    found: list[Payload] = []
    for deadline in _of(opened, limits):
        doubt = deadline.inputs.get("doubt")
        if not doubt or str(row.row_id) not in doubt["rows"]:
            continue
        rows = dict(doubt["rows"])
        decide_by = rows.pop(str(row.row_id))
        is_too_late = doubt["is_too_late"] or on.isoformat() > decide_by
        if rows or is_too_late:
            found.append(_judged(deadline, {**doubt, "rows": rows, "is_too_late": is_too_late}))
        else:
            back = doubt["was_enforceable"]
            found.append({"id": str(deadline.id), "is_enforceable": back, "doubt": None})
    return found


def _judged(deadline: Deadline, doubt: Payload) -> Payload:
    return {"id": str(deadline.id), "is_enforceable": False, "doubt": doubt}


def _of(opened: Opened, limits: tuple[TimeLimit, ...]) -> list[Deadline]:
    named = {limit.id for limit in limits}
    fitting = [deadline for deadline in opened.deadlines if deadline.stands_for in named]
    return [deadline for deadline in fitting if deadline.state != "released"]
