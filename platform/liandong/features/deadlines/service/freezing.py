"""Clocks of a matter that is on its way to another county: the day stays, but nobody is told of it.

No law holds a period because a matter is offered to somebody else, so no day moves. But the unit
can no longer act, so no word is said and nobody is late by it until the other county has decided.
"""

from datetime import datetime
from typing import Any

from liandong.features.deadlines.models import Deadline

FROZEN = "custody"


def freeze(deadline: Deadline, *, is_over: bool) -> None:
    """Silence a clock; `is_over` says whether its unit was late when the matter was offered."""
    fires_at = deadline.next_fire_at.isoformat() if deadline.next_fire_at else None
    kept = {
        "was_enforceable": deadline.is_enforceable,
        "is_over": is_over,
        "next_fire_at": fires_at,
        "rung": deadline.rung,
    }
    deadline.inputs = {**deadline.inputs, FROZEN: kept}
    deadline.is_enforceable, deadline.next_fire_at, deadline.rung = False, None, None


def thaw(deadline: Deadline) -> None:
    """Let a clock speak again where it was silenced: what fell due meanwhile is said once."""
    kept: dict[str, Any] = deadline.inputs[FROZEN]
    deadline.inputs = {key: value for key, value in deadline.inputs.items() if key != FROZEN}
    at = kept["next_fire_at"]
    deadline.is_enforceable, deadline.rung = kept["was_enforceable"], kept["rung"]
    deadline.next_fire_at = datetime.fromisoformat(at) if at else None


def stay_silent(deadline: Deadline) -> None:
    """Keep a silenced clock silent when it was counted again: its next word waits with it."""
    if FROZEN in deadline.inputs:
        at = deadline.next_fire_at.isoformat() if deadline.next_fire_at else None
        kept = {**deadline.inputs[FROZEN], "next_fire_at": at}
        deadline.inputs = {**deadline.inputs, FROZEN: kept}
        deadline.next_fire_at = None
