"""A removal is announced, and can be called off until it begins."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from liandong.db.unit_of_work import Sessions, UnitOfWork, lock, unit_of_work
from liandong.features.audit import service as audit
from liandong.features.leaving.errors import (
    AnnouncedError,
    BegunError,
    NotAnnouncedError,
    NotArchivedError,
)
from liandong.features.leaving.service.checking import CheckedExport
from liandong.features.leaving.service.standing import newest_export, require_same
from liandong.features.tenants.models import ARCHIVED, Tenant, TenantRemoval
from liandong.features.tenants.service import find_tenant, list_removals
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError
from liandong.kernel.reasons import require_reason

#: Without letters that look like others.
_SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_LENGTH = 8


@dataclass(frozen=True)
class Asked:
    """That a county is to be removed: why, by whom, and not before so many days."""

    tenant_id: int
    reason: str
    days: int
    by: str


def announce(
    sessions: Sessions, clock: Clock, asked: Asked, export: CheckedExport | None = None
) -> TenantRemoval:
    """Announce that an archived county will be removed; its chain and the province's keep it.

    It rests on the last full export. Where the file is at hand, the county is held against it row
    by row; else the chain says that nothing was done since.

    Raises:
        AnnouncedError: It is announced already.
        ExportMismatchError: The county is not as the export says.
        InvalidInputError: The reason is missing or too long.
        NoExportError: No full export was made since the last change.
        NotArchivedError: It is at work, or no county.
        NotFoundError: There is no such tenant.
    """
    reason = require_reason(asked.reason)
    with unit_of_work(sessions, asked.tenant_id) as uow:
        lock(uow, "removal")
        tenant = find_tenant(uow.session, asked.tenant_id)
        if tenant.mode != ARCHIVED:
            raise NotArchivedError
        if find_open(uow.session, tenant.id) is not None:
            raise AnnouncedError
        if export is not None:
            require_same(uow, export)
        removal = TenantRemoval(
            tenant_id=tenant.id,
            code=tenant.code,
            name=tenant.name,
            short_name=tenant.short_name,
            province_id=province_of(uow.session, tenant).id,
            reason=reason,
            announced_at=clock.now(),
            announced_by=asked.by,
            due_at=clock.now() + timedelta(days=asked.days),
            confirmation="".join(secrets.choice(_SIGNS) for _ in range(_LENGTH)),
            export=export.digest if export else newest_export(uow),
        )
        uow.session.add(removal)
        uow.session.flush()
        _record_announced(uow, clock, removal)
    with unit_of_work(sessions, removal.province_id) as uow:
        _record_announced(uow, clock, removal)
    return removal


def call_off(sessions: Sessions, clock: Clock, tenant_id: int, reason: str, by: str) -> None:
    """Call an announced removal off; the county stays archived.

    Raises:
        BegunError: It has begun.
        InvalidInputError: The reason is missing or too long.
        NotAnnouncedError: None is announced.
    """
    because = require_reason(reason)
    with unit_of_work(sessions, tenant_id) as uow:
        lock(uow, "removal")
        found = find_open(uow.session, tenant_id)
        if found is None:
            raise NotAnnouncedError
        if found.begun_at is not None:
            raise BegunError
        found.called_off_at, found.called_off_by = clock.now(), by
        found.called_off_because = because
        uow.session.flush()
        _record_called_off(uow, clock, found)
    with unit_of_work(sessions, found.province_id) as uow:
        _record_called_off(uow, clock, found)


def find_open(session: Session, tenant_id: int) -> TenantRemoval | None:
    """Return the removal of a tenant that is announced, and neither called off nor done."""
    query = select(TenantRemoval).where(
        TenantRemoval.tenant_id == tenant_id,
        TenantRemoval.called_off_at.is_(None),
        TenantRemoval.removed_at.is_(None),
    )
    return session.scalar(query)


def get_removal(session: Session, province_id: int, removal_id: UUID) -> TenantRemoval:
    """Return one of a province's.

    Raises:
        NotFoundError: It has none of this id.
    """
    known = list_removals(session, province_id)
    found = next((each for each in known if each.id == removal_id), None)
    if found is None:
        raise NotFoundError
    return found


def province_of(session: Session, tenant: Tenant) -> Tenant:
    """Return the tenant at the top above a county."""
    while tenant.parent_id is not None:
        tenant = find_tenant(session, tenant.parent_id)
    return tenant


def _record_announced(uow: UnitOfWork, clock: Clock, removal: TenantRemoval) -> None:
    content = {
        "county": removal.code,
        "reason": removal.reason,
        "by": removal.announced_by,
        "due_at": removal.due_at.isoformat(),
        "export": removal.export,
    }
    subject = f"tenants/{removal.tenant_id}"
    audit.append(uow, clock, "tenant.removal_announced", subject, content)


def _record_called_off(uow: UnitOfWork, clock: Clock, removal: TenantRemoval) -> None:
    content = {
        "county": removal.code,
        "reason": removal.called_off_because,
        "by": removal.called_off_by,
    }
    subject = f"tenants/{removal.tenant_id}"
    audit.append(uow, clock, "tenant.removal_called_off", subject, content)
