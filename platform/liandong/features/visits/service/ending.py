"""An entry ends: by the county or by who entered, at once; the province hears of it."""

from uuid import UUID

from sqlalchemy import delete

from liandong.authz import Principal
from liandong.db.unit_of_work import Sessions, unit_of_work
from liandong.features.visits.errors import VisitEndedError
from liandong.features.visits.models import Visit, VisitRecord, VisitSession
from liandong.features.visits.service.recording import record
from liandong.features.visits.service.telling import tell
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError


def end(sessions: Sessions, clock: Clock, principal: Principal, visit_id: UUID) -> None:
    """End an entry, from either side; the county's record decides, the province's follows.

    Raises:
        ForbiddenError: The principal may end none.
        NotFoundError: There is none, or it is somebody else's of the same province.
        VisitEndedError: It is over.
    """
    principal.require_call("visits.end")
    with unit_of_work(sessions, principal.tenant_id) as uow:
        seen = uow.session.get(Visit, (uow.tenant_id, visit_id))
        if seen is None or (seen.direction == "out" and seen.visitor != principal.login):
            raise NotFoundError
        county_id = uow.tenant_id if seen.direction == "in" else seen.other_id
    with unit_of_work(sessions, county_id) as uow:
        visit = uow.session.get_one(Visit, (county_id, visit_id), with_for_update=True)
        if not visit.is_running(clock.now()):
            raise VisitEndedError
        ended = {"ended_at": clock.now().isoformat()}
        said = record(uow, clock, visit_id, "ended", ended, principal.login)
        tell(uow, clock, visit, "visit.ended")
        mine = (VisitSession.tenant_id == county_id, VisitSession.visit_id == visit_id)
        uow.session.execute(delete(VisitSession).where(*mine))
        uow.announce(said.id)
    carry(sessions, clock, county_id, said.id)


def carry(sessions: Sessions, clock: Clock, tenant_id: int, event_id: UUID) -> int:
    """Tell the province that an entry ended, once; return how many records it was told of."""
    with unit_of_work(sessions, tenant_id) as uow:
        said = uow.session.get(VisitRecord, (uow.tenant_id, event_id))
        seen = uow.session.get(Visit, (uow.tenant_id, said.visit_id)) if said else None
        if said is None or seen is None or said.kind != "ended" or seen.direction != "in":
            return 0
        visit_id, content, by = said.visit_id, said.content, said.recorded_by
        home_id = seen.other_id
    with unit_of_work(sessions, home_id) as uow:
        ours = uow.session.get(Visit, (home_id, visit_id), with_for_update=True)
        if ours is None or ours.ended_at is not None:
            return 0
        record(uow, clock, visit_id, "ended", content, by)
    return 1
