from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.notifications.models import Notice, NoticeRead
from liandong.features.tenants.service import installed
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


@dataclass(frozen=True)
class Told:
    """A notice, and whether this account has not seen it yet."""

    notice: Notice
    is_unread: bool


def list_notices(uow: UnitOfWork, principal: Principal, limit: int = 50) -> list[Notice]:
    """Return what the principal's unit was told, newest first."""
    return [told.notice for told in list_told(uow, principal, limit=limit)]


def list_told(
    uow: UnitOfWork,
    principal: Principal,
    *,
    unread_only: bool = False,
    after: UUID | None = None,
    limit: int = 50,
) -> list[Told]:
    """Return what the principal's unit was told, newest first; `after` is the cursor.

    Of a mechanism that the account does not read it hears nothing.
    """
    mine = _told_to(principal)
    query = select(Notice, _read(principal)).where(Notice.tenant_id == uow.tenant_id, *mine)
    if unread_only:
        query = query.where(~_read(principal))
    if after is not None:
        last = select(Notice.recorded_at, Notice.id).where(*mine, Notice.id == after)
        query = query.where(tuple_(Notice.recorded_at, Notice.id) < last.scalar_subquery())
    order = (Notice.recorded_at.desc(), Notice.id.desc())
    newest = uow.session.execute(query.order_by(*order).limit(limit))
    return [Told(row[0], not row[1]) for row in newest]


def count_all(uow: UnitOfWork, principal: Principal) -> int:
    """Return how many notices the principal's unit was sent in all."""
    of_tenant = Notice.tenant_id == uow.tenant_id
    query = select(func.count()).where(of_tenant, *_told_to(principal))
    return uow.session.scalar(query) or 0


def count_unread(uow: UnitOfWork, principal: Principal) -> int:
    """Return how many notices this account has not seen."""
    of_tenant = Notice.tenant_id == uow.tenant_id
    query = select(func.count()).where(of_tenant, *_told_to(principal), ~_read(principal))
    return uow.session.scalar(query) or 0


def mark_read(uow: UnitOfWork, clock: Clock, principal: Principal) -> int:
    """Note that this account has seen everything its unit was told; return how many were new."""
    of_tenant = Notice.tenant_id == uow.tenant_id
    query = select(Notice.id).where(of_tenant, *_told_to(principal), ~_read(principal))
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


def _told_to(principal: Principal) -> tuple[ColumnElement[bool], ...]:
    """Return what makes a notice one for this account: its unit's, of a mechanism that it reads."""
    keys = [key for key in installed().registry.keys if principal.read_scopes(key)]
    of = Notice.content["mechanism"].astext
    return (
        Notice.unit_id == principal.unit_id,
        or_(of.is_(None), of.in_(keys)),
    )


def _read(principal: Principal) -> Any:
    return exists(
        select(NoticeRead.id).where(
            NoticeRead.tenant_id == principal.tenant_id,
            NoticeRead.account_id == principal.account_id,
            NoticeRead.notice_id == Notice.id,
        )
    )
