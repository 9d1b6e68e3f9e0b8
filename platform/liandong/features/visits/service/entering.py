"""A request of a visitor: recorded in the county before it is answered, whatever becomes of it."""

from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.visits.models import Visit, VisitSession
from liandong.features.visits.service.beginning import token_hash
from liandong.features.visits.service.recording import record
from liandong.features.visits.service.seating import visitor
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError

_LONGEST = 500


def find_session(
    session: Session, clock: Clock, home: Principal, code: str, token: str
) -> VisitSession:
    """Return the session of an entry: this person's, into this county, not over.

    Raises:
        NotFoundError: Anything else; which of these is not said.
    """
    found = session.get(VisitSession, token_hash(token))
    if (
        found is None
        or (found.home_id, found.account_id) != (home.tenant_id, home.account_id)
        or str(found.tenant_id) != code
        or found.expires_at <= clock.now()
        or not home.may_call("visits.enter")
    ):
        raise NotFoundError
    return found


def enter(
    uow: UnitOfWork, clock: Clock, known: VisitSession, address: str
) -> tuple[Principal, Visit]:
    """Record what is asked for, and return who looks, with the entry.

    Raises:
        NotFoundError: The county or the visitor has ended it, or its time is over.
    """
    visit = uow.session.get(Visit, (uow.tenant_id, known.visit_id), with_for_update=True)
    if visit is None or visit.direction != "in" or not visit.is_running(clock.now()):
        raise NotFoundError
    record(uow, clock, visit.id, "requested", {"address": address[:_LONGEST]}, visit.visitor)
    return visitor(uow, visit), visit
