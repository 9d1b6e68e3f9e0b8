"""A package takes effect: one fact, one transaction, nothing if nothing changed."""

from collections.abc import Sequence

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
from liandong.features.tenants.service.checking import require_right
from liandong.features.tenants.service.compiling import compile_package
from liandong.features.tenants.service.layering import dump_layers, load_layers
from liandong.features.tenants.service.merging import Layer
from liandong.features.tenants.service.package_model import TenantPackage
from liandong.features.tenants.service.revisions import newest
from liandong.features.tenants.service.stable_ids import stable_id
from liandong.features.tenants.service.stated import StatedPackage, digest_of
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConfigurationError, Problem
from liandong.mechanisms import Mechanism

PACKAGE, PAGE, ROLLBACK = "package", "page", "rollback"
INHERITED, SCHEDULED = "inherited", "scheduled"


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
    uow: UnitOfWork,
    clock: Clock,
    stated: StatedPackage,
    above: Sequence[Layer] | None = None,
    *,
    by: str,
    cause: str = PACKAGE,
    is_demo: bool = False,
) -> bool:
    """Put a package into force; return whether anything changed.

    Without `above`, or with older ones, it is laid over the layers that the tenant took in last.

    Raises:
        ConfigurationError: A parent division was not applied before its child, or the package does
            not fit what it inherits.
    """
    lock(uow, "apply")
    last = newest(uow)
    layers = _newer(load_layers(last.above if last else []), above)
    dumped = dump_layers(layers)
    source = digest_of([stated.files, [each["rules"] for each in dumped]])
    if last is not None and last.source == source:
        _take_note(uow, layers)
        return False
    require_right(stated, layers)
    compiled = compile_package(stated, layers).package
    package = compiled.canonical()
    digest, position = digest_of(package), last.position + 1 if last else 1
    _write_tenant(uow, compiled, position, layers, is_demo=is_demo)
    revision = TenantRevision(
        tenant_id=uow.tenant_id,
        position=position,
        digest=digest,
        package=package,
        applied_at=clock.now(),
        applied_by=by,
        stated=dict(stated.files),
        above=dumped,
        source=source,
        cause=cause,
    )
    before = last.package if last else None
    uow.session.add(revision)
    uow.session.flush()
    project(uow, revision)
    events.announce(uow, revision.package)
    applied = events.Applied(position, digest, cause, by, before=before, after=package)
    events.let_follow(uow, clock, applied)
    if last is not None and not stated.is_county:  # nobody stands below what has just come
        uow.announce(revision.id)
    return True


def _newer(taken: tuple[Layer, ...], above: Sequence[Layer] | None) -> tuple[Layer, ...]:
    """Return the layers that were taken in, unless those that come are no older."""
    if above is None or (taken and above and above[-1].position < taken[-1].position):
        return taken
    return tuple(above)


def _take_note(uow: UnitOfWork, layers: Sequence[Layer]) -> None:
    """Note that what came from above changes nothing here."""
    tenant = uow.session.get_one(Tenant, uow.tenant_id)
    if layers and tenant.parent_position < layers[-1].position:
        tenant.parent_position, tenant.refusal = layers[-1].position, None


def _write_tenant(
    uow: UnitOfWork,
    package: TenantPackage,
    position: int,
    layers: Sequence[Layer],
    *,
    is_demo: bool,
) -> None:
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
    tenant.position = position
    tenant.parent_position, tenant.refusal = layers[-1].position if layers else 0, None
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
    last = newest(uow)
    if last is not None:
        project(uow, last)
        events.announce(uow, last.package)


def count_revisions(uow: UnitOfWork) -> int:
    """Return how often the tenant's configuration changed."""
    mine = TenantRevision.tenant_id == uow.tenant_id
    return uow.session.scalar(select(func.count()).select_from(TenantRevision).where(mine)) or 0
