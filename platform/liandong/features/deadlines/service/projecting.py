"""Deadlines as they stand, following from the events of their case."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.models import Deadline
from liandong.features.deadlines.service import rungs
from liandong.features.deadlines.service.freezing import freeze, stay_silent, thaw


@dataclass(frozen=True)
class Change:
    """What one event says about the clocks of its case."""

    case_id: UUID
    position: int
    on: date
    recorded_at: datetime
    unit_id: UUID
    said: dict[str, list[dict[str, Any]]]


def project(uow: UnitOfWork, change: Change) -> None:
    """Let the deadlines follow from one more event: ends first, then changes, then starts.

    What was silenced is heard again before it ends.
    """
    steps = {
        "frozen": _freeze,
        "ended": _end,
        "fired": _fire,
        "changed": _alter,
        "judged": _judge,
        "escalated": _climb,
        "started": _start,
    }
    for key, step in steps.items():
        for said in change.said.get(key, ()):
            step(uow, change, said)
    uow.session.flush()


def _fire(uow: UnitOfWork, change: Change, fired: dict[str, Any]) -> None:
    deadline = _get(uow, fired["id"])
    deadline.next_fire_at = _next(deadline.fires, datetime.fromisoformat(fired["at"]))
    if fired.get("next"):
        rungs.await_rung(deadline, fired["next"])
    deadline.position = change.position


def _climb(uow: UnitOfWork, change: Change, said: dict[str, Any]) -> None:
    deadline = _get(uow, said["deadline_id"])
    if deadline.state == "open":  # what ends the clock in the same act ended its ladder
        rungs.climb(uow, change.position, change.on, deadline, said)
        deadline.position = change.position


def _freeze(uow: UnitOfWork, change: Change, said: dict[str, Any]) -> None:
    deadline = _get(uow, said["id"])
    if said["is_frozen"]:
        freeze(deadline, is_over=said["is_over"])
    else:
        thaw(deadline)
    deadline.position = change.position


def _get(uow: UnitOfWork, deadline_id: str) -> Deadline:
    mine = (Deadline.tenant_id == uow.tenant_id, Deadline.id == UUID(deadline_id))
    return uow.session.scalars(select(Deadline).where(*mine)).one()


def _end(uow: UnitOfWork, change: Change, end: dict[str, Any]) -> None:
    deadline = _get(uow, end["id"])
    if deadline.state == "paused":  # no day was due
        deadline.inputs = {**deadline.inputs, "ended_while_held": True}
    if end["how"] == "released" and _was_missed(uow, deadline, change):
        deadline.inputs = {**deadline.inputs, "missed": True}
    deadline.state = end["how"]
    deadline.ended_on = change.on
    deadline.next_fire_at = None
    rungs.end_open(uow, change.position, change.on, deadline, end["how"])
    deadline.position = change.position
    if deadline.due_at and deadline.ended_on == deadline.due_on:
        is_in_time = change.recorded_at <= deadline.due_at
        deadline.inputs = {**deadline.inputs, "recorded_in_time": is_in_time}
    deadline.outcome = _outcome(deadline)


def _was_missed(uow: UnitOfWork, deadline: Deadline, change: Change) -> bool:
    """Say whether the unit that owes it lets it go after its day: what it missed stays missed.

    Nothing is missed where the act meets or begins another duty of the unit that counts from the
    same day: that one stands in its place (a longer period, the decision instead of forwarding).
    """
    is_past = deadline.due_on is not None and deadline.due_on < change.on
    if not is_past or deadline.state != "open" or deadline.unit_id != change.unit_id:
        return False
    if any(each["id"] == str(deadline.id) for each in change.said.get("frozen", ())):
        return False  # its days ran while another county was to decide
    met = [_get(uow, each["id"]) for each in change.said["ended"] if each["how"] == "done"]
    begun = [unsaved(each) for each in change.said.get("started", ())]
    mine = (deadline.unit_id, deadline.started_on)
    return all((other.unit_id, other.started_on) != mine for other in (*met, *begun))


def _outcome(deadline: Deadline) -> str | None:
    """Return how a duty that was done stands to its day; nothing for what is no longer owed.

    Who owes a duty cannot release itself from it once its day is over: that is as late as done.

    Of a period in hours that ends on the day of the act, only the moment of the record is known:
    a later record proves nothing, so it accuses nobody.
    """
    is_settled = deadline.state == "done" or deadline.inputs.get("missed")
    if not is_settled or deadline.due_on is None or deadline.is_right:
        return None
    if deadline.inputs.get("ended_while_held"):
        return "in_time"
    if deadline.ended_on is None or deadline.ended_on <= deadline.due_on:
        return "in_time" if deadline.inputs.get("recorded_in_time", True) else "not_accused"
    return "late" if deadline.accuses else "not_accused"


def _alter(uow: UnitOfWork, change: Change, altered: dict[str, Any]) -> None:
    """Let a running clock pause, go on, or end on another day; every move keeps its cause."""
    deadline = _get(uow, altered["id"])
    due_on = date.fromisoformat(altered["due_on"]) if altered["due_on"] else None
    revision = {
        "on": change.on.isoformat(),
        "position": change.position,
        "from": deadline.due_on.isoformat() if deadline.due_on else None,
        "to": altered["due_on"],
        "state": altered["state"],
        "cause": altered["cause"],
    }
    known = deadline.inputs.get("revisions", [])
    deadline.inputs = {**deadline.inputs, **altered["inputs"], "revisions": [*known, revision]}
    deadline.state, deadline.due_on = altered["state"], due_on
    if "started_on" in altered:  # it follows another, which ends on another day now
        deadline.started_on = date.fromisoformat(altered["started_on"])
    deadline.due_at = _moment(altered["due_at"])
    deadline.is_provisional = altered["is_provisional"]
    deadline.fires = [datetime.fromisoformat(at) for at in altered["fires"]]
    deadline.next_fire_at = _next(deadline.fires, change.recorded_at)
    cause = "paused" if deadline.state == "paused" else "moved"
    rungs.end_open(uow, change.position, change.on, deadline, cause)
    rungs.say_late_anew(deadline, change.recorded_at)
    stay_silent(deadline)
    deadline.position = change.position


def _judge(uow: UnitOfWork, change: Change, judged: dict[str, Any]) -> None:
    """Take the blame from a clock whose start is contested, or give it back."""
    deadline = _get(uow, judged["id"])
    was_enforceable = deadline.is_enforceable
    deadline.is_enforceable = judged["is_enforceable"]
    others = {key: value for key, value in deadline.inputs.items() if key != "doubt"}
    deadline.inputs = {**others, "doubt": judged["doubt"]} if judged["doubt"] else others
    deadline.outcome = _outcome(deadline)
    if not deadline.is_enforceable:
        rungs.doubt(uow, change.position, change.on, deadline)
    elif not was_enforceable:
        rungs.say_late_anew(deadline, change.recorded_at)
    deadline.position = change.position


def _start(uow: UnitOfWork, change: Change, start: dict[str, Any]) -> None:
    deadline = unsaved(start)
    deadline.tenant_id, deadline.case_id = uow.tenant_id, change.case_id
    deadline.position = change.position
    uow.session.add(deadline)


def unsaved(start: dict[str, Any]) -> Deadline:
    """Return a clock as its start says it, not yet of any case."""
    fires = [datetime.fromisoformat(at) for at in start["fires"]]
    return Deadline(
        id=UUID(start["id"]),
        row_id=UUID(start["row_id"]) if start["row_id"] else None,
        limit_id=start["limit_id"],
        stands_for=start["stands_for"],
        unit_id=UUID(start["unit_id"]) if start["unit_id"] else None,
        started_on=date.fromisoformat(start["started_on"]),
        due_on=date.fromisoformat(start["due_on"]) if start["due_on"] else None,
        due_at=_moment(start.get("due_at")),
        is_right=start["is_right"],
        is_provisional=start["is_provisional"],
        is_enforceable=start["is_enforceable"],
        state=start.get("state", "open"),
        inputs=start["inputs"],
        fires=fires,
        next_fire_at=fires[0] if fires else None,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _next(fires: list[datetime], fired_at: datetime) -> datetime | None:
    """Return the first one strictly later than what was fired, so that none fires twice."""
    return next((at for at in fires if at > fired_at), None)


def clear(uow: UnitOfWork) -> None:
    """Throw the deadlines away, to rebuild them."""
    rungs.clear_rungs(uow)
    uow.session.execute(delete(Deadline).where(Deadline.tenant_id == uow.tenant_id))
