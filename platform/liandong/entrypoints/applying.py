"""A package takes effect; clocks follow the county's own days, rungs of the ladder the roster."""

from typing import Any

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service as cases
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service import TenantPackage, apply
from liandong.kernel.clock import Clock


def apply_package(
    uow: UnitOfWork, clock: Clock, package: TenantPackage, *, by: str, is_demo: bool = False
) -> bool:
    """Put a package into force; return whether anything changed.

    Raises:
        ConfigurationError: A parent division was not applied before its child.
    """
    before = _own_days(uow)
    if not apply(uow, clock, package, by=by, is_demo=is_demo):
        return False
    if before is not None and before != _own_days(uow):
        cases.recount_by_own_days(uow, clock, package.calendar.reason)
    if before is not None:
        cases.follow_roster(uow, clock)
    return True


def _own_days(uow: UnitOfWork) -> list[Any] | None:
    """Return the county's own days as they are in force; None before the first package."""
    mine = TenantRevision.tenant_id == uow.tenant_id
    newest = select(TenantRevision.package).where(mine).order_by(TenantRevision.position.desc())
    package = uow.session.scalar(newest.limit(1))
    return None if package is None else [(d["day"], d["kind"]) for d in package["calendar"]["days"]]
