"""What a side knows of the entries it was part of."""

from uuid import UUID

from sqlalchemy import exists, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.visits.models import Visit, VisitRecord
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError

_MOST = 200


def list_visits(uow: UnitOfWork, principal: Principal) -> list[Visit]:
    """Return the entries of this side, the newest first.

    Raises:
        ForbiddenError: They are nothing to this person.
    """
    principal.require_call("visits.read")
    query = select(Visit).where(Visit.tenant_id == uow.tenant_id)
    newest = query.order_by(Visit.entered_at.desc(), Visit.id.desc())
    return list(uow.session.scalars(newest.limit(_MOST)))


def get_visit(uow: UnitOfWork, principal: Principal, visit_id: UUID) -> Visit:
    """Return an entry of this side.

    Raises:
        ForbiddenError: Entries are nothing to this person.
        NotFoundError: There is none of this id.
    """
    principal.require_call("visits.read")
    found = uow.session.get(Visit, (uow.tenant_id, visit_id))
    if found is None:
        raise NotFoundError
    return found


def list_requests(uow: UnitOfWork, principal: Principal, visit_id: UUID) -> list[VisitRecord]:
    """Return every request of an entry, in order; the county has them, the province has none.

    Raises:
        ForbiddenError: Entries are nothing to this person.
    """
    principal.require_call("visits.read")
    query = select(VisitRecord).where(
        VisitRecord.tenant_id == uow.tenant_id,
        VisitRecord.visit_id == visit_id,
        VisitRecord.kind == "requested",
    )
    return list(uow.session.scalars(query.order_by(VisitRecord.position)))


def list_running(uow: UnitOfWork, clock: Clock, principal: Principal) -> list[Visit]:
    """Return who is in the county now; nothing for whom it does not concern."""
    if not principal.may_call("visits.read"):
        return []
    query = select(Visit).where(
        Visit.tenant_id == uow.tenant_id,
        Visit.direction == "in",
        Visit.ended_at.is_(None),
        Visit.until_at > clock.now(),
    )
    return list(uow.session.scalars(query.order_by(Visit.entered_at)))


def concerns(uow: UnitOfWork) -> bool:
    """Say whether anybody ever entered."""
    query = select(exists().where(Visit.tenant_id == uow.tenant_id))
    return bool(uow.session.scalar(query))
