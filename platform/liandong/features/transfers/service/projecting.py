"""A transfer as it stands in one county, following from that county's records of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.transfers import queries
from liandong.features.transfers.models import Transfer, TransferRecord

Plain = dict[str, Any]
OPEN = frozenset({"offered", "received"})
#: Whether the matter goes to the other county, or stays and the other county takes part.
CUSTODY, JOINT = "custody", "joint"
#: What came of taking part, said by the county that was asked.
RESULTS = frozenset({"resolved", "unresolved"})


def project(uow: UnitOfWork, record: TransferRecord) -> Transfer:
    """Let the transfer follow from one more record: the only writer of it."""
    transfer = queries.find_transfer(uow, record.transfer_id)
    if transfer is None:
        transfer = _new(record)
        uow.session.add(transfer)
    else:
        _STEPS[record.kind](transfer, record)
    transfer.position = record.position
    uow.session.flush()
    return transfer


def _new(record: TransferRecord) -> Transfer:
    said, is_out = record.content, record.kind == "offered"
    return Transfer(
        tenant_id=record.tenant_id,
        id=record.transfer_id,
        direction="out" if is_out else "in",
        purpose=said.get("purpose", CUSTODY),
        state=record.kind,
        is_revoking=False,
        other_id=said["to" if is_out else "from"],
        other_unit=said["to_unit" if is_out else "from_unit"],
        unit_id=record.unit_id,
        case_id=UUID(said["case_id"]) if is_out else None,
        returns_id=UUID(said["returns_id"]) if said["returns_id"] else None,
        mechanism=said["mechanism"],
        title=said["title"],
        digest=said["digest"],
        reason=said["reason"],
        legal_basis=said["legal_basis"],
        answer=None,
        offered_on=record.occurred_on,
        decided_on=None,
    )


def _receive(transfer: Transfer, record: TransferRecord) -> None:
    if transfer.state == "offered":
        transfer.state = record.kind


def _ask_back(transfer: Transfer, record: TransferRecord) -> None:
    transfer.is_revoking = record.answers is None and transfer.state in OPEN


def _decide(transfer: Transfer, record: TransferRecord) -> None:
    transfer.state, transfer.is_revoking = record.kind, False
    transfer.decided_on = record.occurred_on
    transfer.answer = record.content.get("reason")
    if record.content.get("case_id"):
        transfer.case_id = UUID(record.content["case_id"])


def _result(transfer: Transfer, record: TransferRecord) -> None:
    transfer.state, transfer.answer = record.content["outcome"], record.content["reason"]
    transfer.decided_on = record.occurred_on


def _refuse_back(transfer: Transfer, record: TransferRecord) -> None:
    transfer.is_revoking, transfer.answer = False, record.content.get("reason")


_STEPS: dict[str, Callable[[Transfer, TransferRecord], None]] = {
    "received": _receive,
    "revoke_asked": _ask_back,
    "accepted": _decide,
    "rejected": _decide,
    "revoked": _decide,
    "revoke_refused": _refuse_back,
    "resulted": _result,
}


def rebuild(uow: UnitOfWork) -> None:
    """Throw the transfers away and let them follow from their records again."""
    uow.session.execute(delete(Transfer).where(Transfer.tenant_id == uow.tenant_id))
    uow.session.expire_all()
    query = select(TransferRecord).where(TransferRecord.tenant_id == uow.tenant_id)
    order = (TransferRecord.transfer_id, TransferRecord.position)
    for record in uow.session.scalars(query.order_by(*order)).all():
        project(uow, record)
