"""The revisions of a tenant's configuration: the last, those before it, and going back to one."""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service.stated import StatedPackage
from liandong.kernel.errors import InvalidInputError, NotFoundError, Problem


def newest(uow: UnitOfWork) -> TenantRevision | None:
    """Return the revision that governs; None before the first package."""
    mine = select(TenantRevision).where(TenantRevision.tenant_id == uow.tenant_id)
    return uow.session.scalar(mine.order_by(TenantRevision.position.desc()).limit(1))


def list_revisions(uow: UnitOfWork) -> Sequence[TenantRevision]:
    """Return every revision, the newest first."""
    mine = select(TenantRevision).where(TenantRevision.tenant_id == uow.tenant_id)
    return uow.session.scalars(mine.order_by(TenantRevision.position.desc())).all()


def stated_of(revision: TenantRevision) -> StatedPackage:
    """Return what the tenant stated in a revision.

    Raises:
        InvalidInputError: The revision is older than the keeping of what tenants state.
    """
    if revision.stated is None:
        zh = f"第 {revision.position} 版没有保存原文，请重新应用资料包"
        en = f"revision {revision.position} did not keep what was stated: apply the package again"
        raise InvalidInputError([Problem("revision", zh, en)])
    return StatedPackage(deepcopy(revision.stated))


def stated_now(uow: UnitOfWork) -> StatedPackage:
    """Return what the tenant states now; a copy, to be changed and put into force again.

    Raises:
        NotFoundError: No package was ever applied.
    """
    last = newest(uow)
    if last is None:
        raise NotFoundError
    return stated_of(last)


def revision_at(uow: UnitOfWork, position: int | None) -> TenantRevision:
    """Return a revision; without a position the last that stated something else than now.

    Raises:
        InvalidInputError: There is no such revision, or none before this one.
        NotFoundError: No package was ever applied.
    """
    known = list_revisions(uow)
    if not known:
        raise NotFoundError
    for each in known:
        if each.position == position or (position is None and _differs(each, known[0])):
            return each
    if position is None:
        problem = Problem("to", "没有更早的版本", "there is no revision before this one")
    else:
        said = f"没有第 {position} 版，最新是第 {known[0].position} 版"
        problem = Problem("to", said, f"the revisions are 1 to {known[0].position}")
    raise InvalidInputError([problem])


def _differs(one: TenantRevision, other: TenantRevision) -> bool:
    left: Any = one.stated
    return left is not None and left != other.stated
