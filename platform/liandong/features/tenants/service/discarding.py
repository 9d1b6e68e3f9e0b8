"""An imported schedule is put aside before any county counts by it: a fact, nothing is removed."""

from sqlalchemy import exists, select, text

from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.features.tenants.errors import AcceptedScheduleError
from liandong.features.tenants.models import AcceptedSchedule, DiscardedSchedule
from liandong.features.tenants.service.schedules import Imported, require_standing
from liandong.features.tenants.service.tree import list_counties
from liandong.kernel.clock import Clock
from liandong.kernel.errors import Problem

_LOCK = text("SELECT pg_advisory_xact_lock(0, hashtext('schedules'))")


def discard_schedule(
    sessions: Sessions, clock: Clock, imported: Imported, by: str, reason: str
) -> None:
    """Put an import aside; until another is imported nothing waits for its year.

    No county can accept it meanwhile: who has begun to is waited for, and then named.

    Raises:
        AcceptedScheduleError: Counties accepted it; each is named.
        DiscardedScheduleError: It was put aside before.
    """
    with global_session(sessions) as session:
        session.execute(_LOCK)
        require_standing(session, imported)
        accepted = [
            Problem(county.code, f"{county.name}已经接受", f"{county.name} accepted it")
            for county in list_counties(session)
            if _is_accepted(sessions, county.id, imported)
        ]
        if accepted:
            raise AcceptedScheduleError(accepted)
        session.add(
            DiscardedSchedule(
                schedule_id=imported.id,
                reason=reason,
                discarded_at=clock.now(),
                discarded_by=by,
            )
        )


def _is_accepted(sessions: Sessions, tenant_id: int, imported: Imported) -> bool:
    with unit_of_work(sessions, tenant_id) as uow:
        mine = AcceptedSchedule.tenant_id == uow.tenant_id
        query = select(exists().where(mine, AcceptedSchedule.schedule_id == imported.id))
        return bool(uow.session.scalar(query))
