from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.notifications.models import Notice, NoticeRead
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7


def tell(
    uow: UnitOfWork,
    clock: Clock,
    unit_id: UUID,
    key: str,
    kind: str,
    case_id: UUID | None,
    content: dict[str, Any],
) -> None:
    """Tell a unit something once; the same key a second time says nothing."""
    notice = insert(Notice).values(
        tenant_id=uow.tenant_id,
        id=uuid7(),
        unit_id=unit_id,
        key=key,
        kind=kind,
        case_id=case_id,
        content=content,
        recorded_at=clock.now(),
    )
    uow.session.execute(
        notice.on_conflict_do_nothing(index_elements=[Notice.tenant_id, Notice.unit_id, Notice.key])
    )


def list_notices(uow: UnitOfWork, principal: Principal, limit: int = 50) -> list[Notice]:
    """Return what the principal's unit was told, newest first."""
    query = select(Notice).where(
        Notice.tenant_id == uow.tenant_id, Notice.unit_id == principal.unit_id
    )
    newest = query.order_by(Notice.recorded_at.desc(), Notice.id.desc()).limit(limit)
    return list(uow.session.scalars(newest))


def count_unread(uow: UnitOfWork, principal: Principal) -> int:
    """Return how many notices this account has not seen."""
    query = select(func.count()).where(
        Notice.tenant_id == uow.tenant_id, Notice.unit_id == principal.unit_id, ~_read(principal)
    )
    return uow.session.scalar(query) or 0


def mark_read(uow: UnitOfWork, clock: Clock, principal: Principal) -> int:
    """Note that this account has seen everything its unit was told; return how many were new."""
    query = select(Notice.id).where(
        Notice.tenant_id == uow.tenant_id, Notice.unit_id == principal.unit_id, ~_read(principal)
    )
    unread = list(uow.session.scalars(query))
    for notice_id in unread:
        uow.session.add(
            NoticeRead(
                tenant_id=uow.tenant_id,
                account_id=principal.account_id,
                notice_id=notice_id,
                read_at=clock.now(),
            )
        )
    return len(unread)


def _read(principal: Principal) -> Any:
    return exists(
        select(NoticeRead.id).where(
            NoticeRead.tenant_id == principal.tenant_id,
            NoticeRead.account_id == principal.account_id,
            NoticeRead.notice_id == Notice.id,
        )
    )
