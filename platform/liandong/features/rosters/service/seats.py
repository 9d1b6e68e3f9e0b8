"""The seats of the county as of a day, and what was proposed of them; facts alone are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.rosters.models import SeatDecision, SeatProposal
from liandong.features.tenants.service import current, roster_change
from liandong.features.units import service as units
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError

#: Whether somebody sits there today, will, or did.
NOW, TO_COME, FORMER = "now", "to_come", "former"


@dataclass(frozen=True)
class Held:
    """A seat with whoever the county states for it; `stated` has no telephone number."""

    stated: dict[str, Any]
    unit_id: UUID
    unit_name: str
    standing: str
    needs_approval: bool

    @property
    def label(self) -> str:
        """Return what the seat is called."""
        return str(self.stated["label"])


@dataclass(frozen=True)
class Proposed:
    """A proposal with what became of it."""

    proposal: SeatProposal
    decision: SeatDecision | None
    unit_name: str

    @property
    def outcome(self) -> str:
        """Return approved, declined, withdrawn, or waiting."""
        return self.decision.outcome if self.decision else "waiting"


def oversees(principal: Principal) -> bool:
    """Say whether a person sees the seats of every unit."""
    return principal.may_call("seats.oversee")


def list_seats(uow: UnitOfWork, principal: Principal, clock: Clock) -> list[Held]:
    """Return the seats that a person may see, those of the past behind those of today."""
    principal.require_call("seats.read")
    config, today = current(uow), clock.today()
    rule, known = roster_change(config, today), units.names(uow)
    by_key = {unit.key: unit for unit in known.values()}
    found = [
        Held(
            seat,
            by_key[seat["unit"]].id,
            by_key[seat["unit"]].name,
            standing_of(seat, today.isoformat()),
            rule.needs_approval(seat["seat"]),
        )
        for seat in config.package["seats"]
        if oversees(principal) or by_key[seat["unit"]].id == principal.unit_id
    ]
    return sorted(found, key=lambda held: held.standing == FORMER)


def standing_of(seat: dict[str, Any], today: str) -> str:
    """Return how a seat of the package stands on a day."""
    if seat["to_on"] and seat["to_on"] < today:
        return FORMER
    return TO_COME if seat["from_on"] and seat["from_on"] > today else NOW


def list_proposals(uow: UnitOfWork, principal: Principal) -> list[Proposed]:
    """Return what was proposed of one's own unit, or of every unit; the newest first."""
    principal.require_call("seats.read")
    mine = SeatProposal.tenant_id == uow.tenant_id
    query = select(SeatProposal).where(mine)
    if not oversees(principal):
        query = query.where(SeatProposal.unit_id == principal.unit_id)
    order = (SeatProposal.proposed_at.desc(), SeatProposal.id.desc())
    return _with_decisions(uow, uow.session.scalars(query.order_by(*order)).all())


def get_proposal(uow: UnitOfWork, principal: Principal, proposal_id: UUID) -> Proposed:
    """Return one proposal.

    Raises:
        NotFoundError: There is none for this person.
    """
    principal.require_call("seats.read")
    found = uow.session.get(SeatProposal, (uow.tenant_id, proposal_id))
    if found is None or not (oversees(principal) or found.unit_id == principal.unit_id):
        raise NotFoundError
    return _with_decisions(uow, [found])[0]


def find_waiting(uow: UnitOfWork, unit_id: UUID, seat: str, kind: str) -> SeatProposal | None:
    """Return the proposal for a seat of a unit that waits; None if there is none."""
    query = (
        select(SeatProposal)
        .outerjoin(
            SeatDecision,
            (SeatDecision.tenant_id == SeatProposal.tenant_id)
            & (SeatDecision.proposal_id == SeatProposal.id),
        )
        .where(
            SeatProposal.tenant_id == uow.tenant_id,
            SeatProposal.unit_id == unit_id,
            SeatProposal.seat == seat,
            SeatProposal.kind == kind,
            SeatDecision.id.is_(None),
        )
    )
    return uow.session.scalar(query.limit(1))


def _with_decisions(uow: UnitOfWork, found: Sequence[SeatProposal]) -> list[Proposed]:
    ids = [each.id for each in found]
    query = select(SeatDecision).where(
        SeatDecision.tenant_id == uow.tenant_id, SeatDecision.proposal_id.in_(ids)
    )
    decided = {each.proposal_id: each for each in uow.session.scalars(query)}
    known = units.names(uow)
    return [Proposed(each, decided.get(each.id), known[each.unit_id].name) for each in found]
