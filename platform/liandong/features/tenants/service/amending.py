"""A tenant states something else: from a page, or by going back to what it stated before."""

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.tenants.service.applying import PAGE, ROLLBACK, apply
from liandong.features.tenants.service.revisions import revision_at, stated_of
from liandong.features.tenants.service.stated import StatedPackage
from liandong.kernel.clock import Clock


def amend(
    uow: UnitOfWork, clock: Clock, stated: StatedPackage, *, by: str, cause: str = PAGE
) -> bool:
    """Let the tenant state this from now on, over what it inherits; return whether it is new.

    Raises:
        ConfigurationError: It is wrong; each problem names the path of its part.
    """
    return apply(uow, clock, stated, by=by, cause=cause)


def roll_back(uow: UnitOfWork, clock: Clock, to: int | None = None, *, by: str) -> int:
    """State again what was stated in an earlier revision; return its position.

    Without `to` it is the last that stated something else. What is inherited stays that of now.

    Raises:
        ConfigurationError: It does not fit what is installed and inherited now.
        InvalidInputError: There is no such revision.
        NotFoundError: No package was ever applied.
    """
    found = revision_at(uow, to)
    apply(uow, clock, stated_of(found), by=by, cause=ROLLBACK)
    return found.position
