"""The rungs of the ladder as they stand, following from the events of their case."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.deadlines.models import Deadline, Escalation

_DECIDED = ("state", "reason", "text", "addressees", "terms", "letter_number")


def await_rung(deadline: Deadline, following: dict[str, Any] | None) -> None:
    """Let a deadline wait for its next rung; without one it says no more."""
    deadline.rung = following["rung"] if following else None
    deadline.next_fire_at = datetime.fromisoformat(following["at"]) if following else None
    if following and "ladder" in following:
        kept = {"ladder": following["ladder"], "passed": following["passed"]}
        deadline.inputs = {**deadline.inputs, **kept}


def climb(
    uow: UnitOfWork, position: int, on: date, deadline: Deadline, said: dict[str, Any]
) -> None:
    """Let a rung be suggested or decided, and the deadline wait for what follows."""
    found = uow.session.get(Escalation, (uow.tenant_id, UUID(said["id"])))
    if found is None:
        found = Escalation(
            tenant_id=uow.tenant_id,
            id=UUID(said["id"]),
            case_id=deadline.case_id,
            deadline_id=deadline.id,
            rung=said["rung"],
            number=said["number"],
            suggested_on=on,
        )
        uow.session.add(found)
    if "unit_id" in said:
        found.unit_id = UUID(said["unit_id"])
    for key in _DECIDED:
        if key in said:
            setattr(found, key, said[key])
    if found.state != "suggested":
        found.decided_on = on
        found.decided_by = UUID(said["decided_by"]) if said.get("decided_by") else None
    found.position = position
    await_rung(deadline, said.get("next"))
    uow.session.flush()


def end_open(uow: UnitOfWork, position: int, on: date, deadline: Deadline, cause: str) -> None:
    """End what is suggested for a deadline, with its cause: nothing is left to decide."""
    deadline.rung = None
    query = select(Escalation).where(
        Escalation.tenant_id == uow.tenant_id,
        Escalation.deadline_id == deadline.id,
        Escalation.state == "suggested",
    )
    for found in uow.session.scalars(query):
        found.state, found.reason = "ended", cause
        found.decided_on, found.position = on, position


def doubt(uow: UnitOfWork, position: int, on: date, deadline: Deadline) -> None:
    """Stop the ladder of a deadline by which nobody can be late while its start is contested."""
    if deadline.rung is not None:
        deadline.next_fire_at = None
    end_open(uow, position, on, deadline, "in_doubt")


def say_late_anew(deadline: Deadline, now: datetime) -> None:
    """Say the last word again where every word was said while nobody could be late."""
    is_silent = deadline.state == "open" and deadline.next_fire_at is None
    is_over = bool(deadline.fires) and deadline.fires[-1] <= now
    if is_silent and is_over and deadline.accuses:
        deadline.next_fire_at = deadline.fires[-1]


def has_stopped(rung: Escalation) -> bool:
    """Say whether a person stopped the ladder here: declined, and not skipped."""
    return rung.state == "declined" and not rung.terms.get("skipped")


def list_rungs(uow: UnitOfWork, deadline_id: UUID) -> list[Escalation]:
    """Return what was suggested for a deadline, in order."""
    mine = (Escalation.tenant_id == uow.tenant_id, Escalation.deadline_id == deadline_id)
    return list(uow.session.scalars(select(Escalation).where(*mine).order_by(Escalation.number)))


def clear_rungs(uow: UnitOfWork) -> None:
    """Throw the rungs away, to rebuild them."""
    uow.session.execute(delete(Escalation).where(Escalation.tenant_id == uow.tenant_id))
