import hashlib
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.audit.models import AuditEntry
from liandong.kernel.clock import Clock

START = "0" * 64


def append(
    uow: UnitOfWork,
    clock: Clock,
    action: str,
    subject: str,
    content: dict[str, Any] | None = None,
    *,
    account_id: UUID | None = None,
    unit_id: UUID | None = None,
) -> AuditEntry:
    """Add one link to the tenant's chain; call it last, the head stays locked until commit."""
    uow.session.flush()
    lock(uow, "audit")
    query = select(AuditEntry.position, AuditEntry.digest)
    query = query.where(AuditEntry.tenant_id == uow.tenant_id)
    head = uow.session.execute(query.order_by(AuditEntry.position.desc()).limit(1)).first()
    position, previous = (head.position + 1, head.digest) if head else (1, START)
    entry = AuditEntry(
        tenant_id=uow.tenant_id,
        position=position,
        recorded_at=clock.now(),
        account_id=account_id,
        unit_id=unit_id,
        action=action,
        subject=subject,
        content=content or {},
        previous=previous,
    )
    entry.digest = digest_of(entry)
    uow.session.add(entry)
    return entry


def digest_of(entry: AuditEntry) -> str:
    """Return the SHA-256 over the entry's content and the digest before it, in hex."""
    parts = [
        entry.tenant_id,
        entry.position,
        int(entry.recorded_at.timestamp() * 1_000_000),
        str(entry.account_id),
        str(entry.unit_id),
        entry.action,
        entry.subject,
        entry.content,
        entry.previous,
    ]
    return hashlib.sha256(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)).hexdigest()


def verify(uow: UnitOfWork) -> int | None:
    """Walk the chain; return the first position that does not fit, None if all do."""
    query = select(AuditEntry).where(AuditEntry.tenant_id == uow.tenant_id)
    expected, previous = 1, START
    for entry in uow.session.scalars(query.order_by(AuditEntry.position)):
        fits = entry.position == expected and entry.previous == previous
        if not fits or entry.digest != digest_of(entry):
            return expected
        expected, previous = expected + 1, entry.digest
    return None
