"""A contested delivery: until it is decided in time, nobody is late by what hangs on it (V4)."""

from datetime import date
from typing import Any
from uuid import UUID

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
    decide_by = calendar_of(opened.config).add(on, contest_days(opened.config))
    return [
        {
            "id": str(deadline.id),
            "is_enforceable": False,
            "doubt": {
                "row": str(row.row_id),
                "decide_by": decide_by.isoformat(),
                "was_enforceable": deadline.is_enforceable,
            },
        }
        for deadline in _of(opened, limits)
        if "doubt" not in deadline.inputs
    ]


def _cleared(
    opened: Opened, row: RowLanding, limits: tuple[TimeLimit, ...], on: date
) -> list[Payload]:
    """A decision in time gives the clock its force back; a late one leaves it without."""
    found: list[Payload] = []
    for deadline in _of(opened, limits):
        doubt = deadline.inputs.get("doubt")
        if doubt and UUID(doubt["row"]) == row.row_id and on.isoformat() <= doubt["decide_by"]:
            back = doubt["was_enforceable"]
            found.append({"id": str(deadline.id), "is_enforceable": back, "doubt": None})
    return found


def _of(opened: Opened, limits: tuple[TimeLimit, ...]) -> list[Deadline]:
    named = {limit.id for limit in limits}
    fitting = [deadline for deadline in opened.deadlines if deadline.stands_for in named]
    return [deadline for deadline in fitting if deadline.state in {"open", "done"}]
