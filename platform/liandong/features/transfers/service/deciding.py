"""The second signature: a unit takes a matter over, or says why it does not."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liandong.authz import Principal
from liandong.authz.vocabulary import CHANGE_COUNTY
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service as cases
from liandong.features.cases.service import PartyCommand
from liandong.features.transfers import queries
from liandong.features.transfers.errors import OfferError, TransferDecidedError
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.service.finding import take_hold
from liandong.features.transfers.service.offering import Sending, reasons, undecided
from liandong.features.transfers.service.recording import Step, record
from liandong.kernel.clock import Clock


@dataclass(frozen=True)
class Acceptance:
    """Who takes part here, beside the unit that takes over."""

    parties: tuple[PartyCommand, ...] = ()
    seen: int | None = None


def accept(
    uow: UnitOfWork, principal: Principal, clock: Clock, transfer_id: UUID, asked: Acceptance
) -> Transfer:
    """Sign that a matter is taken over: it begins here, and from now on this unit answers for it.

    Raises:
        NotFoundError, ForbiddenError, StaleError: Unknown, another's to sign, or moved.
        TransferDecidedError: It was decided, or taken back, already.
        PartiesError, FactsError: What its beginning here asks for is missing or wrong.
    """
    found = take_hold(uow, principal, transfer_id, "in", asked.seen)
    if found.state != "received":
        raise TransferDecidedError
    mechanism = cases.opens_there(uow, found.mechanism)
    package = package_of(uow, found)
    facts = cases.carried_facts(uow, clock, mechanism, package["facts"]) if mechanism else {}
    case = cases.take_over(uow, principal, clock, found.mechanism, found.id, facts, asked.parties)
    content = {"case_id": str(case.id), "unit": principal.unit_name, "digest": found.digest}
    step = Step(
        found.id,
        "accepted",
        clock.today(),
        found.unit_id,
        content,
        principal.account_id,
        behalf=principal.on_behalf(found.mechanism, CHANGE_COUNTY),
    )
    return record(uow, clock, step)


def reject(
    uow: UnitOfWork, principal: Principal, clock: Clock, transfer_id: UUID, asked: Sending
) -> Transfer:
    """Sign that a matter is not taken over, and why: it stays where it is.

    Raises:
        OfferError: No reason, or the law asks for the decision of the upper authority.
        NotFoundError, ForbiddenError, StaleError: Unknown, another's to sign, or moved.
        TransferDecidedError: It was decided, or taken back, already.
    """
    found = take_hold(uow, principal, transfer_id, "in", asked.seen)
    if found.state != "received":
        raise TransferDecidedError
    problems = [*reasons(asked.reason), *undecided(found.mechanism, asked.decision)]
    if problems:
        raise OfferError(problems)
    reason = "；".join(filter(None, (asked.reason.strip(), asked.decision.strip())))
    content = {"reason": reason, "digest": found.digest}
    step = Step(
        found.id,
        "rejected",
        clock.today(),
        found.unit_id,
        content,
        principal.account_id,
        behalf=principal.on_behalf(found.mechanism, CHANGE_COUNTY),
    )
    return record(uow, clock, step)


def package_shown(uow: UnitOfWork, transfer: Transfer) -> dict[str, Any] | None:
    """Return the package as a person may read it; None: this county did not take the matter over.

    Of what it sent back, or was asked back, a county keeps the digest as proof and reads no more.
    """
    if transfer.direction == "out":
        return package_of(uow, transfer)
    back = queries.find_return(uow, transfer.id)
    was_taken_back = back is not None and back.state == "accepted"
    is_gone = transfer.state in {"rejected", "revoked"} or was_taken_back
    return None if is_gone else package_of(uow, transfer)


def package_of(uow: UnitOfWork, transfer: Transfer) -> dict[str, Any]:
    """Return what came with a transfer, or went with it: its first record holds it."""
    package: dict[str, Any] = queries.list_records(uow, transfer.id)[0].content["package"]
    return package
