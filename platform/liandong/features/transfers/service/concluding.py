"""The result of a matter in which a county took part: signed there, recorded in both counties."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from liandong.authz import Principal
from liandong.authz.vocabulary import CHANGE_COUNTY
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.transfers.errors import OfferError, TransferDecidedError
from liandong.features.transfers.models import Transfer
from liandong.features.transfers.service.finding import take_hold
from liandong.features.transfers.service.offering import reasons
from liandong.features.transfers.service.projecting import JOINT, RESULTS
from liandong.features.transfers.service.recording import Step, record
from liandong.kernel.clock import Clock
from liandong.kernel.errors import Problem


@dataclass(frozen=True)
class Result:
    """What came of it, `resolved` or `unresolved`, and in words; the leading county reads both."""

    outcome: str
    reason: str
    seen: int | None = None


def conclude(
    uow: UnitOfWork, principal: Principal, clock: Clock, transfer_id: UUID, asked: Result
) -> Transfer:
    """Sign the result; the matter here goes on by its own moves.

    Raises:
        OfferError: No result, or no words.
        NotFoundError, ForbiddenError, StaleError: Unknown, another's to sign, or moved.
        TransferDecidedError: This county does not take part, or has said its result.
    """
    found = take_hold(uow, principal, transfer_id, "in", asked.seen)
    if found.purpose != JOINT or found.state != "accepted":
        raise TransferDecidedError
    if problems := list(_problems(asked)):
        raise OfferError(problems)
    content = {
        "outcome": asked.outcome,
        "reason": asked.reason.strip(),
        "unit": principal.unit_name,
        "digest": found.digest,
    }
    step = Step(
        found.id,
        "resulted",
        clock.today(),
        found.unit_id,
        content,
        principal.account_id,
        behalf=principal.on_behalf(found.mechanism, CHANGE_COUNTY),
    )
    return record(uow, clock, step)


def _problems(asked: Result) -> Iterator[Problem]:
    if asked.outcome not in RESULTS:
        yield Problem("outcome", "请选化解结果", "say what came of it")
    yield from reasons(asked.reason)
