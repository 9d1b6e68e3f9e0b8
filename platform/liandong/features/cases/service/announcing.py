"""What an event tells to whom: units that can see it, once, however often it is delivered."""

from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import OVERSEEING, Case, CaseEvent, Visibility
from liandong.features.cases.service.custody import KIND
from liandong.features.cases.service.rung_telling import tell_of_rung
from liandong.features.notifications import service as notifications
from liandong.kernel.clock import Clock


def tell_of_event(uow: UnitOfWork, clock: Clock, event_id: UUID) -> int:
    """Tell every other unit that may see the event; return how many there were.

    A word of a clock is for those whom its event names.
    """
    query = select(CaseEvent).where(CaseEvent.tenant_id == uow.tenant_id, CaseEvent.id == event_id)
    event = uow.session.scalar(query)
    if event is None:
        return 0
    found = select(Case).where(Case.tenant_id == uow.tenant_id, Case.id == event.case_id)
    case = uow.session.scalars(found).one()
    if event.kind == "reminder":
        return _remind(uow, clock, event, case)
    if event.kind == "escalation":
        return tell_of_rung(uow, clock, event, case)
    audience = _audience(uow, event)
    content: dict[str, object] = {
        "transition": event.transition,
        "title": case.title,
        "number": case.number,
        "mechanism": case.mechanism,
    }
    if event.kind == KIND:
        content["is_custody"] = True
    for seen in audience:
        key, kind = f"event/{event.id}", f"case.{event.transition}"
        notifications.tell(uow, clock, seen.unit_id, key, kind, case.id, content)
    return len(audience)


def _remind(uow: UnitOfWork, clock: Clock, event: CaseEvent, case: Case) -> int:
    said = {**event.payload["reminder"], "mechanism": case.mechanism}
    units = event.payload.get("to", ())
    for unit in units:
        key, kind = f"event/{event.id}", f"deadline.{said['kind']}"
        notifications.tell(uow, clock, UUID(unit), key, kind, event.case_id, said)
    return len(units)


def _told(event: CaseEvent, seen: Visibility) -> bool:
    return str(seen.unit_id) in event.payload.get(queries.SHOWN_TO, ())


def _audience(uow: UnitOfWork, event: CaseEvent) -> list[Visibility]:
    """A header tells of a paper that waits; copied units hear of the copy alone."""
    is_shared = event.audience == "parties"
    entries = event.payload.get("visibility", ())
    opened = {UUID(each["unit_id"]) for each in entries if each["reason"] not in OVERSEEING}
    return [
        seen
        for seen in queries.list_visibility(uow, event.case_id)
        if seen.unit_id != event.unit_id
        and (seen.unit_id in opened or (seen.level == "full" and (is_shared or _told(event, seen))))
    ]
