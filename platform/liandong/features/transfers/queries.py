from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service import installed
from liandong.features.transfers.models import Transfer, TransferRecord


def list_transfers(
    uow: UnitOfWork, principal: Principal, direction: str = "", *, limit: int = 200
) -> list[Transfer]:
    """Return the transfers of the person's own unit, of mechanisms that they read, newest first."""
    read = [key for key in installed().registry.keys if principal.read_scopes(key)]
    query = select(Transfer).where(
        Transfer.tenant_id == uow.tenant_id,
        Transfer.unit_id == principal.unit_id,
        Transfer.mechanism.in_(read),
    )
    if direction:
        query = query.where(Transfer.direction == direction)
    return list(uow.session.scalars(query.order_by(Transfer.id.desc()).limit(limit)))


def find_transfer(uow: UnitOfWork, transfer_id: UUID) -> Transfer | None:
    """Return a transfer of this county, whoever it is about."""
    query = select(Transfer).where(Transfer.tenant_id == uow.tenant_id, Transfer.id == transfer_id)
    return uow.session.scalar(query)


def find_return(uow: UnitOfWork, transfer_id: UUID) -> Transfer | None:
    """Return the newest transfer by which the matter of another one was sent back."""
    query = select(Transfer).where(
        Transfer.tenant_id == uow.tenant_id, Transfer.returns_id == transfer_id
    )
    return uow.session.scalar(query.order_by(Transfer.id.desc()).limit(1))


def list_records(uow: UnitOfWork, transfer_id: UUID) -> list[TransferRecord]:
    """Return the steps of a transfer as this county recorded them, in their order."""
    query = select(TransferRecord).where(
        TransferRecord.tenant_id == uow.tenant_id, TransferRecord.transfer_id == transfer_id
    )
    return list(uow.session.scalars(query.order_by(TransferRecord.position)))


def get_record(uow: UnitOfWork, record_id: UUID) -> TransferRecord | None:
    """Return one step by its id, which is that of its message."""
    query = select(TransferRecord).where(
        TransferRecord.tenant_id == uow.tenant_id, TransferRecord.id == record_id
    )
    return uow.session.scalar(query)


def list_moved(uow: UnitOfWork, since: datetime) -> list[Transfer]:
    """Return the transfers of which something was recorded since a moment."""
    moved = select(TransferRecord.transfer_id).where(
        TransferRecord.tenant_id == uow.tenant_id, TransferRecord.recorded_at >= since
    )
    query = select(Transfer).where(Transfer.tenant_id == uow.tenant_id, Transfer.id.in_(moved))
    return list(uow.session.scalars(query.order_by(Transfer.id)))


def is_taken(uow: UnitOfWork, message_id: UUID) -> bool:
    """Tell whether a message of another county was taken in already."""
    query = select(func.count()).where(
        TransferRecord.tenant_id == uow.tenant_id,
        or_(TransferRecord.answers == message_id, TransferRecord.id == message_id),
    )
    return bool(uow.session.scalar(query))


def list_all(uow: UnitOfWork) -> Sequence[Transfer]:
    """Return every transfer of the county, in their order: for the check of both records."""
    query = select(Transfer).where(Transfer.tenant_id == uow.tenant_id)
    return uow.session.scalars(query.order_by(Transfer.id)).all()
