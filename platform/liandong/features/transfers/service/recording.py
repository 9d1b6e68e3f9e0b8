"""One step of a transfer on record: the fact, what follows, the message, and the audit chain."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.audit import service as audit
from liandong.features.transfers import queries
from liandong.features.transfers.models import Transfer, TransferRecord
from liandong.features.transfers.service.projecting import project
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7

Plain = dict[str, Any]
#: What the county says that hands a matter over; all else is said by the one that receives it.
_SAID_BY_SENDER = frozenset({"offered", "revoke_asked"})


@dataclass(frozen=True)
class Step:
    """What happened; `answers` is the record of the other county that it follows from.

    `behalf` says for whom a deputy signed; the other county does not hear of it.
    """

    transfer_id: UUID
    kind: str
    on: date
    unit_id: UUID | None
    content: Plain = field(default_factory=dict)
    account_id: UUID | None = None
    answers: UUID | None = None
    behalf: Plain = field(default_factory=dict)


def record(uow: UnitOfWork, clock: Clock, step: Step) -> Transfer:
    """Add one step, let the transfer follow, announce what the other county must hear, and audit.

    The caller holds the lock of the transfer. The digest of the package stands in every entry of
    the audit chain, so that the chains of both counties can be compared.
    """
    known = queries.list_records(uow, step.transfer_id)
    added = TransferRecord(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        transfer_id=step.transfer_id,
        position=len(known) + 1,
        kind=step.kind,
        occurred_on=step.on,
        recorded_at=clock.now(),
        account_id=step.account_id,
        unit_id=step.unit_id,
        answers=step.answers,
        content=step.content,
        **step.behalf,
    )
    uow.session.add(added)
    uow.session.flush()
    transfer = project(uow, added)
    if crosses(transfer, added):
        uow.announce(added.id)
    audit.append(
        uow,
        clock,
        f"transfer.{step.kind}",
        f"transfers/{step.transfer_id}",
        {"record": str(added.id), "digest": transfer.digest, **step.behalf},
        account_id=step.account_id,
        unit_id=step.unit_id,
    )
    return transfer


def crosses(transfer: Transfer, record: TransferRecord) -> bool:
    """Tell whether the other county must hear of a record, because this one said it."""
    return (record.kind in _SAID_BY_SENDER) == (transfer.direction == "out")
