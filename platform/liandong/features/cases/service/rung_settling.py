"""A move of the case that makes a rung's document settles the rung: one fact, not a second way."""

from datetime import date
from typing import Any

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service import escalating
from liandong.features.cases.service.viewing import Opened
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.mechanisms import Landing

Payload = dict[str, Any]
_TEXT = "以案件中签发的文书为准。"


def settled_by(
    uow: UnitOfWork, principal: Principal, opened: Opened, landing: Landing, on: date
) -> list[Payload]:
    """Return the rungs that a move settles: those suggested, or awaited, that name this move."""
    if landing.transition is None:
        return []
    found: list[Payload] = []
    for deadline in opened.deadlines:
        rungs = clocks.list_rungs(uow, deadline.id) if clocks.may_climb(deadline) else []
        waiting = next((rung for rung in rungs if rung.state == "suggested"), None)
        key = waiting.rung if waiting else deadline.rung
        stated = next((r for r in deadline.inputs.get("ladder", ()) if r["key"] == key), None)
        if stated is not None and stated["move"] == landing.transition.key:
            found.append(_settled(uow, principal, opened, deadline, waiting, stated, on))
    return found


def _settled(
    uow: UnitOfWork,
    principal: Principal,
    opened: Opened,
    deadline: Deadline,
    waiting: Escalation | None,
    stated: Payload,
    on: date,
) -> Payload:
    said: Payload = (
        {"id": str(waiting.id), "deadline_id": str(deadline.id)}
        if waiting
        else escalating.suggestion(uow, on, deadline, opened.case, stated)
    )
    return said | {
        "state": "confirmed",
        "reason": None,
        "text": _TEXT,
        "decided_by": str(principal.account_id),
        "next": escalating.following(uow, opened.case, deadline, on, after=stated["key"]),
    }
