"""What the tests of the ladder share: a reply that is late, and the days on which rungs are due."""

from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases import service
from liandong.features.cases.models import CaseEvent
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.features.notifications.models import Notice
from liandong.kernel.clock import FixedClock
from support.counties import County

#: Served then, the reply is due on 6 May 2026; the next working day it is late.
SERVED, DUE, LATE = "2026-03-02", "2026-05-06", "2026-05-07"
#: The tenth working day after the due day; 9 May is a Saturday, but worked.
FIRST = "2026-05-19"
CHINA = ZoneInfo("Asia/Shanghai")


def at(day: str, time: str = "09:00") -> FixedClock:
    return FixedClock(datetime.fromisoformat(f"{day}T{time}:00").replace(tzinfo=CHINA))


def sweep(county: County, *days: str) -> int:
    """Return how many words and rungs the sweeps said in the matters of the county."""
    before = _said(county)
    for day in days:
        service.sweep(county.sessions, at(day))
    return _said(county) - before


def _said(county: County) -> int:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.kind.in_(("reminder", "escalation")),
        )
        return uow.session.scalar(select(func.count()).select_from(CaseEvent).where(*mine)) or 0


def late(county: County, served: str = SERVED, **facts: Any) -> UUID:
    """Return a matter whose reply is late, with the late word said."""
    case_id = county.serve(served, **facts)
    county.fire("prosecutor", served, case_id, "file_upward")
    sweep(county, LATE)
    return case_id


def rungs(county: County, case_id: UUID | None = None) -> list[Escalation]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        query = select(Escalation).where(Escalation.tenant_id == uow.tenant_id)
        found = uow.session.scalars(query.order_by(Escalation.suggested_on, Escalation.number))
        return [rung for rung in found if case_id in {None, rung.case_id}]


def waiting(county: County, case_id: UUID) -> Deadline:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (Deadline.tenant_id == uow.tenant_id, Deadline.case_id == case_id)
        query = select(Deadline).where(*mine, Deadline.stands_for == "SUG-01")
        return uow.session.scalars(query).one()


def next_day(county: County, case_id: UUID) -> tuple[str | None, str | None]:
    """Return the rung that is awaited and its day."""
    deadline = waiting(county, case_id)
    moment = deadline.next_fire_at
    return deadline.rung, moment.astimezone(CHINA).date().isoformat() if moment else None


def decide(county: County, who: str, day: str, kind: str, **rest: Any) -> Escalation:
    """Decide on the newest rung."""
    newest = rungs(county)[-1]
    if kind == "confirm":
        rest.setdefault("text", newest.text)
    with county.acting(who, day) as (uow, me, clock):
        return service.decide_rung(uow, me, clock, newest.id, service.Decision(kind, **rest))


def told(county: County, kind: str) -> list[UUID]:
    with unit_of_work(county.sessions, county.tenant_id) as uow:
        mine = (Notice.tenant_id == uow.tenant_id, Notice.kind == f"escalation.{kind}")
        return list(uow.session.scalars(select(Notice.unit_id).where(*mine)))
