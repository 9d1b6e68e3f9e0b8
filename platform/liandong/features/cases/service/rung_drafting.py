"""The draft of a rung as of a day: full names, cited titles, the working days counted anew."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case
from liandong.features.cases.service.rung_drafts import Late, draft_of
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.service import calendar_of, current, full_citation
from liandong.features.units import service as units


def draft(
    uow: UnitOfWork,
    today: date,
    deadline: Deadline,
    case: Case,
    rung: dict[str, Any],
    addressees: Iterable[dict[str, Any]],
) -> str:
    """Return the draft of a rung as it reads on a day; nobody has decided on it yet."""
    config = current(uow)
    known, due_on = units.names(uow), deadline.due_on or today
    debtor = known.get(deadline.unit_id) if deadline.unit_id else None
    to = (
        known[UUID(each["unit_id"])].full_name if each["unit_id"] else each["name"]
        for each in addressees
    )
    basis = deadline.inputs.get("basis") or ()
    before = (r for r in clocks.list_rungs(uow, deadline.id) if r.state == "confirmed")
    late = Late(
        document=rung["document"],
        to=tuple(to),
        unit=debtor.full_name if debtor else "",
        title=case.title,
        number=case.number or "",
        matter=deadline.inputs.get("matter") or "",
        started_on=deadline.started_on,
        due_on=due_on,
        today=today,
        working_days=calendar_of(config).between(due_on, max(due_on, today)),
        basis=tuple(
            full_citation(config.register, each["instrument"], each["clause"]) for each in basis
        ),
        before=tuple((r.terms["label"], r.decided_on or r.suggested_on) for r in before),
    )
    return draft_of(late)
