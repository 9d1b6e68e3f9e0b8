"""Whom a rung is told: as suggested the unit that decides alone, as confirmed those it is for."""

from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.deadlines.models import Escalation
from liandong.features.notifications import service as notifications
from liandong.kernel.clock import Clock


def tell_of_rung(uow: UnitOfWork, clock: Clock, event: CaseEvent, case: Case) -> int:
    """Tell of a rung, once however often it is delivered; return how many units there were."""
    rung_id = UUID(event.payload["escalation"]["id"])
    rung = uow.session.get_one(Escalation, (uow.tenant_id, rung_id))
    state = event.transition.rpartition(".")[2]
    kind = "suggested" if state in {"resumed", "moved"} else state
    units = {"suggested": {rung.unit_id}, "confirmed": _receivers(rung, case)}.get(kind, set())
    content = {
        "title": rung.terms["case_title"],
        "number": rung.terms["case_number"],
        "mechanism": case.mechanism,
        "due_on": rung.terms["due_on"],
        "rung": rung.terms["label"],
        "escalation_id": str(rung.id),
    }
    for unit_id in units:
        key = f"escalation/{rung.id}/{kind}"
        notifications.tell(uow, clock, unit_id, key, f"escalation.{kind}", case.id, content)
    return len(units)


def _receivers(rung: Escalation, case: Case) -> set[UUID]:
    """Return the addressees, the unit that is late and the one whose matter it is."""
    named = {UUID(each["unit_id"]) for each in rung.addressees if each["unit_id"]}
    return {*named, UUID(rung.terms["debtor"]), case.issuer_id} - {rung.unit_id}
