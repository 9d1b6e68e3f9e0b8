"""Each side records an entry as itself; everything else follows from the records."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.audit import service as audit
from liandong.features.visits.models import Visit, VisitRecord
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7


@dataclass(frozen=True)
class Entered:
    """An entry as it begins; instants as ISO text, so that a record holds it as it is."""

    direction: str
    other_id: int
    other_name: str
    visitor: str
    visitor_name: str
    reason: str
    reach: str
    entered_at: str
    until_at: str


def open_visit(uow: UnitOfWork, clock: Clock, visit_id: UUID, entered: Entered) -> VisitRecord:
    """Record that an entry began, on this side."""
    return record(uow, clock, visit_id, "entered", asdict(entered), entered.visitor)


def record(
    uow: UnitOfWork, clock: Clock, visit_id: UUID, kind: str, content: dict[str, Any], by: str
) -> VisitRecord:
    """Add one record, let the entry follow from it, and keep it in the audit chain."""
    lock(uow, f"visits/{visit_id}")
    mine = (VisitRecord.tenant_id == uow.tenant_id, VisitRecord.visit_id == visit_id)
    last = uow.session.scalar(select(func.max(VisitRecord.position)).where(*mine)) or 0
    added = VisitRecord(
        tenant_id=uow.tenant_id,
        id=uuid7(),
        visit_id=visit_id,
        position=last + 1,
        kind=kind,
        content=content,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    uow.session.add(added)
    project(uow, added)
    audit.append(uow, clock, f"visit.{kind}", f"visits/{visit_id}", {**content, "by": by})
    return added


def project(uow: UnitOfWork, added: VisitRecord) -> None:
    """Let the entry follow from one more record."""
    if added.kind == "entered":
        stated = dict(added.content)
        for name in ("entered_at", "until_at"):
            stated[name] = datetime.fromisoformat(stated[name])
        visit = Visit(tenant_id=uow.tenant_id, id=added.visit_id, n_requests=0, **stated)
        uow.session.add(visit)
        uow.session.flush()
        return
    visit = uow.session.get_one(Visit, (uow.tenant_id, added.visit_id))
    if added.kind == "requested":
        visit.n_requests += 1
    else:
        visit.ended_at = datetime.fromisoformat(added.content["ended_at"])
        visit.ended_by = added.recorded_by
    uow.session.flush()


def rebuild(uow: UnitOfWork) -> None:
    """Throw the entries away and let them follow from the records again."""
    uow.session.execute(delete(Visit).where(Visit.tenant_id == uow.tenant_id))
    query = select(VisitRecord).where(VisitRecord.tenant_id == uow.tenant_id)
    for each in uow.session.scalars(query.order_by(VisitRecord.visit_id, VisitRecord.position)):
        project(uow, each)
