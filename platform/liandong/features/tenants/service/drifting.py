"""What changed in a tenant since its package was last applied, or against a folder."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service.applying import INHERITED, PACKAGE
from liandong.features.tenants.service.compiling import compile_package
from liandong.features.tenants.service.layering import load_layers
from liandong.features.tenants.service.planning import Change, changes
from liandong.features.tenants.service.revisions import list_revisions, stated_of
from liandong.features.tenants.service.stated import StatedPackage
from liandong.kernel.errors import NotFoundError


@dataclass(frozen=True)
class Amendment:
    """A change that came from no folder: from a page, or by going back."""

    position: int
    cause: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Drift:
    """What is in force and not in the folder, and the acts that may have brought it there."""

    changes: tuple[Change, ...]
    amendments: tuple[Amendment, ...]


def drift(uow: UnitOfWork, folder: StatedPackage | None = None) -> Drift:
    """Compare what a tenant states now with a folder, or with what was last applied from one.

    Layers above play no part: both are laid over what the tenant inherits now.

    Raises:
        NotFoundError: No package was ever applied.
    """
    known = list_revisions(uow)
    if not known:
        raise NotFoundError
    applied = next((each for each in known if each.cause == PACKAGE), known[-1])
    meant = folder or stated_of(applied)
    above = load_layers(known[0].above)
    expected = compile_package(meant, above).package.canonical()
    actual = compile_package(stated_of(known[0]), above).package.canonical()
    return Drift(tuple(changes(expected, actual)), _amendments(known, applied))


def _amendments(known: Sequence[TenantRevision], since: TenantRevision) -> tuple[Amendment, ...]:
    return tuple(
        Amendment(each.position, each.cause, each.applied_by, each.applied_at)
        for each in known
        if each.position > since.position and each.cause != INHERITED
    )
