"""Counties that leave: which are being removed, and what those that are gone were called."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from liandong.features.tenants.models import Tenant, TenantRemoval


@dataclass(frozen=True)
class Named:
    """What a tenant is or was called."""

    code: str
    name: str
    short_name: str


def being_removed(session: Session) -> frozenset[int]:
    """Return the tenants whose removal has begun and is not done: nothing is written in them."""
    query = select(TenantRemoval.tenant_id).where(
        TenantRemoval.begun_at.is_not(None), TenantRemoval.removed_at.is_(None)
    )
    return frozenset(session.scalars(query))


def list_removals(session: Session, province_id: int | None = None) -> Sequence[TenantRemoval]:
    """Return what is announced and what was removed below a province, or anywhere; newest first."""
    query = select(TenantRemoval).where(TenantRemoval.called_off_at.is_(None))
    if province_id is not None:
        query = query.where(TenantRemoval.province_id == province_id)
    return session.scalars(query.order_by(TenantRemoval.announced_at.desc())).all()


def name_of(session: Session, tenant_id: int) -> Named:
    """Return what a tenant is called, also one that was removed."""
    found: Tenant | TenantRemoval | None = session.get(Tenant, tenant_id)
    if found is None:
        gone = select(TenantRemoval).where(TenantRemoval.tenant_id == tenant_id)
        found = session.scalar(gone.order_by(TenantRemoval.announced_at.desc()).limit(1))
    if found is None:
        return Named(str(tenant_id), str(tenant_id), str(tenant_id))
    return Named(found.code, found.name, found.short_name)
