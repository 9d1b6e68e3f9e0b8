"""A package takes effect: one fact, one transaction, nothing if nothing changed."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.tenants import events
from liandong.features.tenants.models import (
    EnabledMechanism,
    MechanismState,
    Tenant,
    TenantRevision,
)
from liandong.features.tenants.service.package_model import TenantPackage
from liandong.features.tenants.service.stable_ids import stable_id
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.mechanisms import Mechanism


def write_states(session: Session, mechanisms: tuple[Mechanism, ...]) -> None:
    """Tell the database which states the installed mechanisms know."""
    known = {
        (each.mechanism, each.version, each.state): each
        for each in session.scalars(select(MechanismState))
    }
    for mechanism in mechanisms:
        for state in mechanism.states:
            key = (mechanism.key, mechanism.version, state.key)
            if (row := known.get(key)) is None:
                names = dict(zip(("mechanism", "version", "state"), key, strict=True))
                row = MechanismState(**names)
                session.add(row)
            row.label, row.is_final = state.label, mechanism.is_final(state.key)


def apply(
    uow: UnitOfWork, clock: Clock, package: TenantPackage, *, by: str, is_demo: bool = False
) -> bool:
    """Put a package into force; return whether anything changed.

    Raises:
        ConfigurationError: A parent division was not applied before its child.
    """
    lock(uow, "apply")
    mine = select(TenantRevision).where(TenantRevision.tenant_id == uow.tenant_id)
    last = uow.session.scalar(mine.order_by(TenantRevision.position.desc()).limit(1))
    if last is not None and last.digest == package.digest:
        return False
    _write_tenant(uow, package, is_demo=is_demo)
    revision = TenantRevision(
        tenant_id=uow.tenant_id,
        position=last.position + 1 if last else 1,
        digest=package.digest,
        package=package.canonical(),
        applied_at=clock.now(),
        applied_by=by,
    )
    uow.session.add(revision)
    uow.session.flush()
    project(uow, revision)
    events.announce(uow, revision.package)
    return True


def _write_tenant(uow: UnitOfWork, package: TenantPackage, *, is_demo: bool) -> None:
    stated = package.tenant
    parent_id = int(stated.parent.code) if stated.parent else None
    if parent_id is not None and uow.session.get(Tenant, parent_id) is None:
        where = f"{stated.code}.parent"
        zh, en = f"上级 {parent_id} 还没有建", f"the parent {parent_id} was not applied"
        raise ConfigurationError([Problem(where, zh, en)])
    tenant = uow.session.get(Tenant, uow.tenant_id) or Tenant(
        id=uow.tenant_id, policy_version=0, is_demo=is_demo
    )
    tenant.code, tenant.name, tenant.short_name = stated.code, stated.name, stated.short_name
    tenant.level, tenant.parent_id, tenant.timezone = stated.level, parent_id, stated.timezone
    tenant.mode = stated.county.mode if stated.county else "live"
    tenant.policy_version += 1
    uow.session.add(tenant)
    uow.session.flush()


def project(uow: UnitOfWork, revision: TenantRevision) -> None:
    """Let the enabled mechanisms follow from a revision."""
    mine = EnabledMechanism.tenant_id == uow.tenant_id
    uow.session.execute(delete(EnabledMechanism).where(mine))
    for stated in revision.package["mechanisms"]:
        uow.session.add(
            EnabledMechanism(
                tenant_id=uow.tenant_id,
                id=stable_id(uow.tenant_id, "mechanism", stated["key"]),
                key=stated["key"],
                basis=stated["source"]["basis"],
                revision_id=revision.id,
            )
        )
    uow.session.flush()


def rebuild(uow: UnitOfWork) -> None:
    """Let everything configured follow from the latest revision again."""
    mine = select(TenantRevision).where(TenantRevision.tenant_id == uow.tenant_id)
    last = uow.session.scalar(mine.order_by(TenantRevision.position.desc()).limit(1))
    if last is not None:
        project(uow, last)
        events.announce(uow, last.package)


def count_revisions(uow: UnitOfWork) -> int:
    """Return how often the tenant's configuration changed."""
    mine = TenantRevision.tenant_id == uow.tenant_id
    return uow.session.scalar(select(func.count()).select_from(TenantRevision).where(mine)) or 0
