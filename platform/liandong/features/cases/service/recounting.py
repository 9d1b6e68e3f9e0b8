"""Another calendar: every clock that runs is counted again, and one fact per case says so."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from liandong.calendars import WorkingDayCalendar
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseEvent, CaseRow
from liandong.features.cases.service.projecting import project
from liandong.features.cases.service.recounted import Recount, Recounted, Stuck
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.features.notifications import service as notifications
from liandong.features.tenants.service import Configuration, calendar_of, current
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError
from liandong.kernel.ids import uuid7

Payload = dict[str, Any]
KIND, TRANSITION, MOVED = "clock", "recount", "deadline.moved"


def would_change(
    uow: UnitOfWork, config: Configuration, calendar: WorkingDayCalendar, cause: Payload
) -> Recount:
    """Return every running clock that would stand otherwise by a calendar; nothing is written."""
    query = (
        select(Deadline, Case)
        .join(Case, (Case.tenant_id == Deadline.tenant_id) & (Case.id == Deadline.case_id))
        .where(Deadline.tenant_id == uow.tenant_id, Deadline.state.in_(clocks.RUNNING))
        .order_by(Case.id, Deadline.started_on, Deadline.id)
    )
    found = Recount()
    ends: dict[str, date | None] = {}
    for deadline, case in uow.session.execute(query):
        try:
            item = clocks.recount_after(config, calendar, deadline, cause, ends)
        except InvalidInputError as why:
            found.stuck.append(Stuck(deadline, case, why))
            continue
        if item is not None:
            found.changed.append(Recounted(deadline, case, item, _before(deadline)))
    return found


def _before(deadline: Deadline) -> Payload:
    due_on = deadline.due_on.isoformat() if deadline.due_on else None
    steps = deadline.inputs.get("steps", [])
    return {"due_on": due_on, "is_provisional": deadline.is_provisional, "steps": steps}


def recount_cases(uow: UnitOfWork, clock: Clock, cause: Payload) -> Recount:
    """Let every running clock of the tenant stand as its calendar says; return what changed.

    The second time nothing changes. Every matter that goes on is locked first, so that nobody
    starts a clock by the old calendar meanwhile; what governs is asked for after that, so that
    what somebody else put into force just before is not undone.
    """
    _lock_cases(uow)
    config = current(uow)
    found = would_change(uow, config, calendar_of(config), cause)
    rows = _row_units(uow, found.changed)
    for _, group in groupby(found.changed, key=lambda each: each.case.id):
        mine = list(group)
        inner = [each for each in mine if _knowers(each, rows) == {each.case.issuer_id}]
        shared = [each for each in mine if each not in inner]
        for audience, changed in (("unit", inner), ("parties", shared)):
            if changed:
                _append(uow, clock, audience, changed)
    return found


def _lock_cases(uow: UnitOfWork) -> None:
    runs = exists(
        select(Deadline.id).where(
            Deadline.tenant_id == uow.tenant_id,
            Deadline.case_id == Case.id,
            Deadline.state.in_(clocks.RUNNING),
        )
    )
    query = select(Case.id).where(Case.tenant_id == uow.tenant_id, ~Case.is_final | runs)
    uow.session.execute(query.order_by(Case.id).with_for_update()).all()


def _row_units(uow: UnitOfWork, found: Iterable[Recounted]) -> dict[UUID, UUID]:
    """Return which unit put each row there that has a clock of its own."""
    ids = {each.deadline.row_id for each in found if each.deadline.row_id}
    query = select(CaseRow.id, CaseRow.unit_id).where(
        CaseRow.tenant_id == uow.tenant_id, CaseRow.id.in_(ids)
    )
    return {row.id: row.unit_id for row in uow.session.execute(query)}


def _knowers(each: Recounted, rows: Mapping[UUID, UUID]) -> set[UUID]:
    """Return who may know of a clock: the issuer, who owes it, who put its row there."""
    row_unit = rows.get(each.deadline.row_id) if each.deadline.row_id else None
    named = (each.case.issuer_id, each.deadline.unit_id, row_unit)
    return {unit_id for unit_id in named if unit_id is not None}


def _append(uow: UnitOfWork, clock: Clock, audience: str, changed: list[Recounted]) -> None:
    case = changed[0].case
    event = CaseEvent(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        case_id=case.id,
        position=case.position + 1,
        kind=KIND,
        transition=TRANSITION,
        landed_in=case.state,
        occurred_on=max(clock.today(), case.last_occurred_on),
        recorded_at=clock.now(),
        account_id=None,
        unit_id=case.issuer_id,
        audience=audience,
        payload={"deadlines": {"changed": [each.item for each in changed]}},
    )
    uow.session.add(event)
    uow.session.flush()
    for each in changed:
        if each.moves:
            _tell(uow, clock, each, event)
    project(uow, event)


def _tell(uow: UnitOfWork, clock: Clock, each: Recounted, event: CaseEvent) -> None:
    """Tell who owes it and who opened the case; the event's place makes it once."""
    case, item = each.case, each.item
    said = {
        "deadline_id": str(each.deadline.id),
        "limit_id": each.deadline.limit_id,
        "matter": each.deadline.inputs["matter"],
        "from": each.before["due_on"],
        "due_on": item["due_on"],
        "cause": item["cause"],
        "title": case.title,
        "number": case.number,
        "mechanism": case.mechanism,
    }
    key = f"{each.deadline.id}/moved/{event.position}"
    for unit_id in {each.deadline.unit_id or case.issuer_id, case.issuer_id}:
        notifications.tell(uow, clock, unit_id, key, MOVED, case.id, said)
