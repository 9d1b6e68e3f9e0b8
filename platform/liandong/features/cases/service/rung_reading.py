"""Rungs of the ladder as one unit may know of them.

What is suggested, declined or ended is the affair of the unit that decides. What was confirmed is
known to whoever may know of the matter; its text to the parties, and to those it is for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case
from liandong.features.cases.service.rung_deciding import may_decide, may_resume
from liandong.features.cases.service.rung_drafting import draft
from liandong.features.cases.service.rung_units import confirmer_of
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.features.units import service as units
from liandong.features.units.models import Unit
from liandong.kernel.errors import NotFoundError

MOST = 500


@dataclass(frozen=True)
class SeenRung:
    """A rung, its deadline and case, and what this person may do and read of it."""

    rung: Escalation
    deadline: Deadline
    case: Case
    unit: str
    may_decide: bool
    may_read: bool
    may_open_case: bool
    may_resume: bool
    text: str

    @property
    def waits_for_me(self) -> bool:
        """Say whether it waits for this person's decision."""
        return self.may_decide and self.rung.state == "suggested"


@dataclass(frozen=True)
class Climb:
    """A deadline on the ladder, its case, and whether the rung awaited is decided here."""

    deadline: Deadline
    case: Case
    is_mine: bool


def list_climbs(uow: UnitOfWork, principal: Principal) -> list[Climb]:
    """Return the deadlines on the ladder that somebody who decides on rungs may know of.

    Who knows the header alone knows of no clock: only of those of which a rung came before them.
    """
    if not principal.may_call("escalations.decide"):
        return []
    was_told = exists().where(
        Escalation.tenant_id == uow.tenant_id,
        Escalation.deadline_id == Deadline.id,
        _known(uow, principal),
    )
    query = (
        select(Deadline, Case)
        .join(Case, (Case.id == Deadline.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            Deadline.tenant_id == uow.tenant_id,
            Deadline.state == "open",
            Deadline.is_enforceable,
            Deadline.inputs.has_key("ladder"),
            or_(queries.seen_by(uow, principal, "full"), was_told),
        )
        .order_by(Deadline.due_on, Deadline.id)
        .limit(MOST)
    )
    known = list(units.names(uow).values())
    return [
        Climb(row[0], row[1], _awaits(principal, known, row[0], row[1]))
        for row in uow.session.execute(query)
    ]


def _awaits(principal: Principal, known: list[Unit], deadline: Deadline, case: Case) -> bool:
    ladder = deadline.inputs["ladder"]
    awaited = next((rung for rung in ladder if rung["key"] == deadline.rung), None)
    unit = confirmer_of(known, awaited["confirmed_by"], case, deadline) if awaited else None
    return unit is not None and unit.id == principal.unit_id


def list_rungs(uow: UnitOfWork, principal: Principal) -> list[SeenRung]:
    """Return the rungs that a person may know of, the longest waiting first."""
    return _seen(uow, principal)


def get_rung(uow: UnitOfWork, principal: Principal, rung_id: UUID) -> SeenRung:
    """Return one rung.

    Raises:
        NotFoundError: There is none that this person may know of.
    """
    found = _seen(uow, principal, Escalation.id == rung_id)
    if not found:
        raise NotFoundError
    return found[0]


def states_of_rungs(uow: UnitOfWork, wanted: Sequence[UUID]) -> dict[str, str]:
    """Return where rungs stand that the caller was told of, by id."""
    query = select(Escalation.id, Escalation.state).where(
        Escalation.tenant_id == uow.tenant_id, Escalation.id.in_(wanted)
    )
    return {str(row[0]): row[1] for row in uow.session.execute(query)} if wanted else {}


def as_of(uow: UnitOfWork, today: date, seen: SeenRung) -> SeenRung:
    """Return a rung with the draft of a day, while nobody has decided on it."""
    rung = seen.rung
    if rung.state != "suggested":
        return seen
    text = draft(uow, today, seen.deadline, seen.case, rung.terms, rung.addressees)
    return replace(seen, text=text)


def count_waiting(uow: UnitOfWork, principal: Principal) -> int:
    """Return how many rungs wait for this person's decision."""
    waiting = select(Escalation).where(
        Escalation.tenant_id == uow.tenant_id,
        Escalation.unit_id == principal.unit_id,
        Escalation.state == "suggested",
    )
    return sum(may_decide(principal, rung) for rung in uow.session.scalars(waiting))


def _seen(uow: UnitOfWork, principal: Principal, *more: ColumnElement[bool]) -> list[SeenRung]:
    is_theirs = and_(
        Escalation.state == "confirmed",
        Escalation.addressees.contains([{"unit_id": str(principal.unit_id)}]),
    )
    query = (
        select(Escalation, Deadline, Case, queries.seen_by(uow, principal, "full"), is_theirs)
        .join(Case, (Case.id == Escalation.case_id) & (Case.tenant_id == uow.tenant_id))
        .join(
            Deadline,
            (Deadline.id == Escalation.deadline_id) & (Deadline.tenant_id == uow.tenant_id),
        )
        .where(Escalation.tenant_id == uow.tenant_id, or_(is_theirs, _known(uow, principal)), *more)
        .order_by(Escalation.suggested_on, Escalation.id)
        .limit(MOST)
    )
    known = units.names(uow)
    found = []
    for rung, deadline, case, in_full, theirs in uow.session.execute(query):
        debtor = known.get(UUID(rung.terms["debtor"]))
        mine = rung.unit_id == principal.unit_id
        found.append(
            SeenRung(
                rung=rung,
                deadline=deadline,
                case=case,
                unit=debtor.name if debtor else "—",
                may_decide=may_decide(principal, rung),
                may_read=mine or in_full or theirs,
                may_open_case=in_full or not theirs,
                may_resume=may_decide(principal, rung) and may_resume(uow, rung, deadline),
                text=rung.text,
            )
        )
    return found


def _known(uow: UnitOfWork, principal: Principal) -> ColumnElement[bool]:
    is_open = or_(Escalation.unit_id == principal.unit_id, Escalation.state == "confirmed")
    return and_(is_open, queries.seen_by(uow, principal, "header", "full"))
