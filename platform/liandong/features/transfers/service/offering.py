"""The first signature: a matter is offered to another county, asked back, or sent back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.authz.vocabulary import CHANGE_COUNTY
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service as cases
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import installed, list_counties
from liandong.features.transfers.errors import (
    NotReturnableError,
    OfferError,
    TransferDecidedError,
)
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.service.finding import take_hold
from liandong.features.transfers.service.packing import digest_of, pack, pack_joint
from liandong.features.transfers.service.projecting import CUSTODY, JOINT, OPEN
from liandong.features.transfers.service.recording import Step, record
from liandong.kernel.clock import Clock
from liandong.kernel.errors import Problem
from liandong.kernel.ids import uuid7

LONGEST = 4000


@dataclass(frozen=True)
class Offer:
    """What is signed: which matter, to which unit of which county, why, and by which law.

    With the purpose `joint` the matter stays, and that unit is asked to take part.
    """

    mechanism: str
    case_id: UUID
    county: str
    unit: str
    reason: str
    legal_basis: str
    seen: int | None = None
    purpose: str = CUSTODY


def counties(uow: UnitOfWork) -> list[Tenant]:
    """Return the other counties that matters may go to: from live to live alone."""
    every = list_counties(uow.session)
    own = next(each for each in every if each.id == uow.tenant_id)
    return [each for each in every if each.id != own.id and each.mode == own.mode]


def offer(uow: UnitOfWork, principal: Principal, clock: Clock, asked: Offer) -> Transfer:
    """Sign the offer of a matter: it is frozen here, and its package goes to the other county.

    Raises:
        OfferError: Something is not stated, or there is no such county.
        NotFoundError: The unit may not know of the matter.
        ForbiddenError: Another unit leads it, or another duty signs.
        StaleError: The matter moved since it was read.
        NotTransferableError: It stands where it cannot go to another county.
    """
    known = {each.code: each for each in counties(uow)}
    problems = list(_problems(asked, known))
    if problems:
        raise OfferError(problems)
    return _offer(uow, principal, clock, asked, known[asked.county].id, None)


def _problems(asked: Offer, known: dict[str, Any]) -> Iterator[Problem]:
    if asked.purpose not in {CUSTODY, JOINT}:
        yield Problem("purpose", "没有这种移交", "there is no such purpose")
    if asked.county not in known:
        zh = "请选一个可以移交的县（市、区）"
        yield Problem("county", zh, "choose a county that matters can go to")
    if not asked.unit.strip():
        yield Problem("unit", "请写对方接收单位的名称", "name the unit that is to take it over")
    yield from reasons(asked.reason, asked.legal_basis)


def undecided(mechanism: str, decision: str) -> Iterator[Problem]:
    """Yield a problem where the law asks for the decision of the upper authority."""
    change = installed().registry.current(mechanism).changes_county
    if change is not None and change.upper_decides and not decision.strip():
        zh = "依法不得自行退回，请写明上级机关的决定（名称、文号）"
        yield Problem("decision", zh, "name the decision of the upper authority")


def reasons(reason: str, legal_basis: str | None = None) -> Iterator[Problem]:
    """Yield a problem for each text that is missing or too long."""
    stated = {"reason": reason} | ({} if legal_basis is None else {"legal_basis": legal_basis})
    words = {
        "reason": ("请写明理由", "say why"),
        "legal_basis": ("请写明依据的条文", "name the law"),
    }
    for where, text in stated.items():
        if not text.strip():
            yield Problem(where, *words[where])
        elif len(text) > LONGEST:
            yield Problem(where, f"最多 {LONGEST} 个字", f"{LONGEST} characters at most")


def _offer(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    asked: Offer,
    to: int,
    returns_id: UUID | None,
) -> Transfer:
    is_joint, reason = asked.purpose == JOINT, asked.reason.strip()
    packing = pack_joint if is_joint else pack
    package = packing(uow, principal, clock, asked.mechanism, asked.case_id)
    transfer_id = uuid7(int(clock.now().timestamp() * 1000))
    case = (
        cases.join_case(uow, principal, asked.case_id, asked.seen)
        if is_joint
        else cases.offer_case(uow, principal, clock, asked.case_id, transfer_id, asked.seen, reason)
    )
    if is_joint and _is_asked(uow, case.id, to):
        zh = "已经请过这个县共同办理，还没有结果"
        raise OfferError([Problem("county", zh, "this county is asked already")])
    content = {
        "to": to,
        "to_unit": asked.unit.strip(),
        "from": uow.tenant_id,
        "from_unit": principal.unit_name,
        "case_id": str(case.id),
        "purpose": asked.purpose,
        "mechanism": case.mechanism,
        "title": case.title,
        "reason": reason,
        "legal_basis": asked.legal_basis.strip(),
        "returns_id": str(returns_id) if returns_id else None,
        "package": package,
        "digest": digest_of(package),
    }
    step = Step(
        transfer_id,
        "offered",
        clock.today(),
        principal.unit_id,
        content,
        principal.account_id,
        behalf=principal.on_behalf(case.mechanism, CHANGE_COUNTY),
    )
    return record(uow, clock, step)


def revoke(
    uow: UnitOfWork,
    principal: Principal,
    clock: Clock,
    transfer_id: UUID,
    reason: str,
    seen: int | None,
) -> Transfer:
    """Ask an offer back; the record of the other county decides whether that was in time.

    Raises:
        OfferError: No reason.
        NotFoundError, ForbiddenError, StaleError: Unknown, another's to sign, or moved.
        TransferDecidedError: It was decided, or asked back, already.
    """
    problems = list(reasons(reason))
    if problems:
        raise OfferError(problems)
    found = take_hold(uow, principal, transfer_id, "out", seen)
    if found.state not in OPEN or found.is_revoking:
        raise TransferDecidedError
    content = {"reason": reason.strip()}
    step = Step(
        transfer_id,
        "revoke_asked",
        clock.today(),
        found.unit_id,
        content,
        principal.account_id,
        behalf=principal.on_behalf(found.mechanism, CHANGE_COUNTY),
    )
    return record(uow, clock, step)


@dataclass(frozen=True)
class Sending:
    """Why a matter is sent back or not taken; `decision` is that of the upper authority."""

    reason: str
    legal_basis: str = ""
    decision: str = ""
    seen: int | None = None


def give_back(
    uow: UnitOfWork, principal: Principal, clock: Clock, transfer_id: UUID, asked: Sending
) -> Transfer:
    """Send back a matter that had come from another county: a new offer that names the first.

    Raises:
        OfferError: Reason, law, or the decision of the upper authority is missing.
        NotFoundError, ForbiddenError, StaleError: Unknown, another's to sign, or moved.
        NotReturnableError: It was never accepted here.
        NotTransferableError, NotInCustodyError: The matter cannot leave as it stands.
    """
    found = take_hold(uow, principal, transfer_id, "in", asked.seen)
    if found.state != "accepted" or found.case_id is None or found.purpose == JOINT:
        raise NotReturnableError
    problems = [
        *reasons(asked.reason, asked.legal_basis),
        *undecided(found.mechanism, asked.decision),
    ]
    if problems:
        raise OfferError(problems)
    basis = "；".join(filter(None, (asked.legal_basis.strip(), asked.decision.strip())))
    offered = Offer(found.mechanism, found.case_id, "", found.other_unit, asked.reason, basis)
    return _offer(uow, principal, clock, offered, found.other_id, found.id)


def _is_asked(uow: UnitOfWork, case_id: UUID, to: int) -> bool:
    """Say whether a county is asked to take part in a matter, or takes part without a result."""
    query = select(Transfer.id).where(
        Transfer.tenant_id == uow.tenant_id,
        Transfer.case_id == case_id,
        Transfer.direction == "out",
        Transfer.purpose == JOINT,
        Transfer.other_id == to,
        Transfer.state.in_(("offered", "accepted")),
    )
    return uow.session.scalar(query.limit(1)) is not None
