"""A rung goes with the office that decides on it when the roster gives that office to another unit.

What the office may know of a matter, the unit that is the office now may know.
"""

from typing import Any

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case
from liandong.features.cases.service.escalating import event_of
from liandong.features.cases.service.projecting import project
from liandong.features.cases.service.rung_units import addressees_of, confirmer_of, inherited
from liandong.features.deadlines.models import Deadline, Escalation
from liandong.features.units import service as units
from liandong.kernel.clock import Clock

Payload = dict[str, Any]


def follow_roster(uow: UnitOfWork, clock: Clock) -> int:
    """Put every rung that waits before the unit that decides now; return how many moved.

    Where no unit decides any more it stays where it is. The second time nothing changes.
    """
    query = (
        select(Escalation, Deadline, Case)
        .join(Case, (Case.tenant_id == uow.tenant_id) & (Case.id == Escalation.case_id))
        .join(
            Deadline,
            (Deadline.tenant_id == uow.tenant_id) & (Deadline.id == Escalation.deadline_id),
        )
        .where(Escalation.tenant_id == uow.tenant_id, Escalation.state == "suggested")
        .order_by(Case.id, Escalation.id)
        .with_for_update(of=Case)
    )
    found = uow.session.execute(query).all()
    return sum(_follow(uow, clock, rung, deadline, case) for rung, deadline, case in found)


def _follow(
    uow: UnitOfWork, clock: Clock, rung: Escalation, deadline: Deadline, case: Case
) -> bool:
    known = list(units.names(uow).values())
    confirmer = confirmer_of(known, rung.terms["confirmed_by"], case, deadline)
    if confirmer is None or confirmer.id == rung.unit_id:
        return False
    said: Payload = {
        "id": str(rung.id),
        "deadline_id": str(deadline.id),
        "unit_id": str(confirmer.id),
        "addressees": addressees_of(known, rung.terms["to"], deadline.unit_id),
        "state": "suggested",
        "terms": rung.terms,
    }
    seeing = queries.list_visibility(uow, case.id)
    event = event_of(uow, clock, case, f"{rung.rung}.moved", said)
    event.payload = {**event.payload, "visibility": inherited(seeing, confirmer)}
    uow.session.add(event)
    uow.session.flush()
    project(uow, event)
    uow.announce(event.id)
    return True
