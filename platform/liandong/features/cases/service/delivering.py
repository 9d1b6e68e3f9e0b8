"""Electronic delivery: unconfirmed after 24 hours it has failed, and the sender acts (V5)."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from liandong.calendars import Roll
from liandong.features.cases.service.opening_up import will_be_delivered
from liandong.features.cases.service.viewing import Opened
from liandong.features.tenants.service import Configuration, calendar_of, reading
from liandong.kernel.ids import uuid7
from liandong.mechanisms import Landing

#: The clock of the sender: a rule of the platform, no limit of the law; nobody is late by it.
CONFIRMATION = "delivery"
_MATTER = "电子送达待签收；24 小时未签收的，改用送达回证或者宣告送达"
_HOURS = 24

Payload = dict[str, Any]


def awaited(opened: Opened, landing: Landing, now: datetime) -> list[Payload]:
    """Return the clock that starts when a letter leaves for its electronic confirmation."""
    if not will_be_delivered(opened, landing):
        return []
    fails_at = failing_at(opened.config, now)
    return [
        {
            "id": str(uuid7()),
            "limit_id": CONFIRMATION,
            "stands_for": CONFIRMATION,
            "unit_id": str(_sender(opened)),
            "row_id": None,
            "started_on": recorded_on(opened.config, now).isoformat(),
            "due_on": fails_at.date().isoformat(),
            "due_at": None,
            "is_right": False,
            "is_provisional": False,
            "is_enforceable": False,
            "inputs": _inputs(opened.config),
            "fires": [fails_at.isoformat()],
        }
    ]


def _sender(opened: Opened) -> UUID:
    """Return the unit that acts: it sends, and it serves otherwise what nobody confirms."""
    acting = (party.unit_id for party in opened.parties if party.part in opened.parts)
    return next(acting, opened.case.issuer_id)


def failing_at(config: Configuration, now: datetime) -> datetime:
    """Return the moment 24 hours on, at the next working day where that is a day off."""
    at = (now + timedelta(hours=_HOURS)).astimezone(_zone(config))
    day = calendar_of(config).roll(at.date(), Roll.NEXT_WORKING_DAY)
    return datetime.combine(day, at.timetz())


def settle(opened: Opened, landing: Landing, ended: dict[str, Payload]) -> None:
    """End the sender's clock with the delivery, whichever way it was made."""
    move = landing.transition
    if move is None or not (move.delivers or move.revokes):
        return
    for deadline in opened.deadlines:
        if deadline.stands_for == CONFIRMATION and deadline.state == "open":
            how = "done" if move.delivers else "released"
            ended.setdefault(str(deadline.id), {"id": str(deadline.id), "how": how})


def recorded_on(config: Configuration, now: datetime) -> date:
    """Return the county's day on which something is entered, whatever day it happened."""
    return now.astimezone(_zone(config)).date()


def received_on(config: Configuration, now: datetime) -> date:
    """Return the day on which a letter confirmed now is received (V1, V6).

    Confirming is what counts, never the arrival (`delivery.electronic_effect`); from the hour of
    `delivery.cutoff` on, where a county has set one, it counts for the next day.
    """
    day = recorded_on(config, now)
    cutoff = reading(config, "delivery.cutoff", day).value
    is_after = bool(cutoff) and f"{now.astimezone(_zone(config)):%H:%M}" >= cutoff
    return day + timedelta(days=1) if is_after else day


def _zone(config: Configuration) -> ZoneInfo:
    return ZoneInfo(config.tenant["timezone"])


def _inputs(config: Configuration) -> Payload:
    return {
        "matter": _MATTER,
        "start_event": "issued",
        "regime": "NONE",
        "roll": "next_working_day",
        "stated": None,
        "calendar": calendar_of(config).version,
        "length": _HOURS,
        "counted_in": "hour",
        "evidence": None,
        "effective_from": None,
        "basis": [],
        "steps": [],
    }
