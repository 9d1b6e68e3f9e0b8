"""A convener approves or declines what a unit proposed of a seat; the unit may take it back."""

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from liandong.authz import Principal, said_by
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.rosters.errors import (
    RosterProcedureError,
    SeatDecidedError,
    SeatMovedError,
)
from liandong.features.rosters.models import SeatDecision, SeatProposal
from liandong.features.rosters.service.proposing import (
    note,
    tell_overseers,
    tell_unit,
)
from liandong.features.rosters.service.seats import get_proposal
from liandong.features.tenants.service import amend, stated_now
from liandong.features.units import service as units
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError
from liandong.kernel.ids import uuid7
from liandong.kernel.reasons import require_reason

Entry = dict[str, Any]
#: What of a seat is its person's; the rest is the seat's and stays with it.
_PERSONAL = ("person", "title", "phone", "from", "to")


def approve(uow: UnitOfWork, principal: Principal, clock: Clock, proposal_id: UUID) -> SeatDecision:
    """Let the person sit from the stated day, or from today if that is over.

    Raises:
        NotFoundError: There is no such proposal for this person.
        RosterProcedureError: It is one's own.
        SeatDecidedError: Somebody has decided.
        SeatMovedError: The seat is not what it was when it was proposed.
        ConfigurationError: The roster that would follow does not fit the rest of the package.
    """
    lock(uow, "apply")
    proposal = _waiting(uow, principal, proposal_id, "seats.decide")
    day, stated = max(proposal.from_on, clock.today()), stated_now(uow)
    unit = units.get(uow, proposal.unit_id).key
    roster = seated(stated.files["roster"], unit, proposal, day)
    decision = _decide(uow, principal, clock, proposal, "approved", seated_from=day)
    amend(uow, clock, stated.with_file("roster", roster), by=principal.login)
    return decision


def decline(
    uow: UnitOfWork, principal: Principal, clock: Clock, proposal_id: UUID, reason: str
) -> SeatDecision:
    """Let everything stay as it is, and say why.

    Raises:
        NotFoundError: There is no such proposal for this person.
        RosterProcedureError: It is one's own.
        SeatDecidedError: Somebody has decided.
        InvalidInputError: The reason is missing or too long.
    """
    proposal = _waiting(uow, principal, proposal_id, "seats.decide")
    said = require_reason(reason)
    return _decide(uow, principal, clock, proposal, "declined", reason=said)


def withdraw(
    uow: UnitOfWork, principal: Principal, clock: Clock, proposal_id: UUID
) -> SeatDecision:
    """Take back what one's own unit proposed.

    Raises:
        NotFoundError: There is no such proposal of this unit.
        SeatDecidedError: Somebody has decided.
    """
    proposal = _waiting(uow, principal, proposal_id, "seats.propose")
    if proposal.unit_id != principal.unit_id:
        raise NotFoundError
    return _decide(uow, principal, clock, proposal, "withdrawn")


def seated(roster: Mapping[str, Any], unit: str, proposal: SeatProposal, day: date) -> Entry:
    """Return the roster with the person in the seat from a day on; who sat there leaves before it.

    Raises:
        SeatMovedError: The seat is not what it was when it was proposed.
    """
    changed: Entry = deepcopy(dict(roster))
    seats: list[Entry] = changed["seats"]
    said = {"title": proposal.post, "person": proposal.person, "from": day.isoformat()}
    person = {part: text for part, text in said.items() if text}
    if not proposal.seat:
        if any(_holds(each, unit, proposal.kind, day) for each in seats):
            raise SeatMovedError
        place = {"seat": proposal.kind, "unit": unit, "label": proposal.label}
        key = _free(seats, f"{proposal.kind}_{unit}")
        seats.append({"key": key, **place, **person})
        return changed
    at = next((i for i, each in enumerate(seats) if each["key"] == proposal.seat), None)
    if at is None or not _stands(seats[at], unit, proposal, day):
        raise SeatMovedError
    seat = seats[at]
    if not seat.get("person"):
        seat |= person
        return changed
    place = {part: value for part, value in seat.items() if part not in _PERSONAL}
    title = {"title": seat["title"]} if "title" in seat else {}
    seats.insert(at + 1, {**place, **title, **person, "key": _free(seats, seat["key"])})
    last = (day - timedelta(days=1)).isoformat()
    seat["to"] = min(seat.get("to", last), last)
    return changed


def _holds(seat: Entry, unit: str, kind: str, day: date) -> bool:
    still = seat.get("to", "9999") >= day.isoformat()
    return bool((seat["unit"], seat["seat"]) == (unit, kind) and still)


def _stands(seat: Entry, unit: str, proposal: SeatProposal, day: date) -> bool:
    """Say whether a seat is still the unit's, of its kind, with the person it had."""
    same = (unit, proposal.kind, proposal.replaces)
    begun = seat.get("from", "") if seat.get("person") else ""
    found = (seat["unit"], seat["seat"], seat.get("person", ""))
    return bool(found == same and begun < day.isoformat())


def _free(seats: list[Entry], key: str) -> str:
    taken = {each["key"] for each in seats}
    start = re.sub(r"_\d+$", "", key)
    base = start if start in taken else key
    numbered = (f"{base}_{n}" for n in range(2, len(taken) + 3))
    return next(each for each in (base, *numbered) if each not in taken)


def _waiting(
    uow: UnitOfWork, principal: Principal, proposal_id: UUID, endpoint: str
) -> SeatProposal:
    principal.require_call(endpoint)
    lock(uow, "seat proposals")
    found = get_proposal(uow, principal, proposal_id)
    if found.decision is not None:
        raise SeatDecidedError
    mine = found.proposal.proposed_by["account"] == str(principal.account_id)
    if endpoint == "seats.decide" and mine:
        zh = "自己提出的调整，由另一位召集人决定"
        raise RosterProcedureError(zh, "another convener decides what you proposed")
    return found.proposal


def _decide(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    proposal: SeatProposal,
    outcome: str,
    *,
    reason: str = "",
    seated_from: date | None = None,
) -> SeatDecision:
    endpoint = "seats.propose" if outcome == "withdrawn" else "seats.decide"
    decision = SeatDecision(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        proposal_id=proposal.id,
        outcome=outcome,
        reason=reason,
        seated_from=seated_from,
        decided_at=clock.now(),
        decided_by=said_by(principal, endpoint),
    )
    uow.session.add(decision)
    uow.session.flush()
    note(uow, clock, proposal, f"seat.{outcome}", decision.decided_by)
    if outcome != "withdrawn":
        tell_unit(uow, clock, proposal, proposal.unit_id, f"seat.{outcome}")
    tell_overseers(uow, clock, proposal, f"seat.{outcome}")
    return decision
