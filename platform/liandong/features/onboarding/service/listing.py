"""Every effective value of a tenant with its source, and every revision with what it changed."""

from dataclasses import dataclass
from datetime import datetime

from liandong.calendars import Text
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.access.service import permission_words
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service import (
    Change,
    Provenance,
    changes,
    list_revisions,
    sources_of,
)
from liandong.kernel.errors import NotFoundError


@dataclass(frozen=True)
class Revision:
    """One revision of a tenant: when, by whom and why, and whether it can be stated again."""

    position: int
    applied_at: datetime
    applied_by: str
    cause: str
    digest: str
    is_kept: bool


@dataclass(frozen=True)
class Step:
    """What a revision changed: value by value, and what each unit may do since."""

    revision: Revision
    changes: tuple[Change, ...]
    permissions: tuple[Text, ...]


def list_values(uow: UnitOfWork) -> list[Provenance]:
    """Return every effective value of the tenant with where it comes from.

    Raises:
        NotFoundError: No package was ever applied.
    """
    sources = sources_of(uow)
    return [sources.of(path) for path in sources.paths]


def list_history(uow: UnitOfWork) -> list[Revision]:
    """Return the revisions of the tenant, the newest first."""
    return [_revision(each) for each in list_revisions(uow)]


def step_of(uow: UnitOfWork, position: int) -> Step:
    """Return what a revision changed.

    Raises:
        NotFoundError: There is no such revision.
    """
    known = {each.position: each for each in list_revisions(uow)}
    if position not in known:
        raise NotFoundError
    found, before = known[position], known.get(position - 1)
    was = before.package if before else {}
    said = permission_words(was, found.package)
    return Step(_revision(found), tuple(changes(was, found.package)), tuple(said))


def _revision(found: TenantRevision) -> Revision:
    return Revision(
        position=found.position,
        applied_at=found.applied_at,
        applied_by=found.applied_by,
        cause=found.cause,
        digest=found.digest,
        is_kept=found.stated is not None,
    )
