"""Words before and after a due day, each said once however often the sweep runs."""

from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, unit_of_work
from liandong.features.audit import service as audit
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service.delivering import CONFIRMATION
from liandong.features.cases.service.escalating import after_late_word, suggest
from liandong.features.cases.service.projecting import project
from liandong.features.cases.service.words_due import say_words_due
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.models import TenantWakeup
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7


def sweep(sessions: Sessions, clock: Clock) -> int:
    """Say what is due in every tenant; return how many words were said.

    Two levels: which tenants are due (ids only), then each in a transaction of its own.
    """
    with global_session(sessions) as session:
        due = select(TenantWakeup.tenant_id).where(TenantWakeup.due_at <= clock.now())
        tenants = list(session.scalars(due))
    return sum(sweep_tenant(sessions, clock, tenant_id) for tenant_id in tenants)


def sweep_tenant(sessions: Sessions, clock: Clock, tenant_id: int) -> int:
    """Say what is due in one tenant: many at once what accuses nobody, then the rest by case.

    What is owed without a case speaks here too.
    """
    said = 0
    while True:
        with unit_of_work(sessions, tenant_id) as uow:
            words = say_words_due(uow, clock)
        said += words.words
        if not words.is_full or not words.words:
            break
    with unit_of_work(sessions, tenant_id) as uow:
        waiting = clocks.list_due_cases(uow, clock.now())
    said += sum(_sweep_case(sessions, clock, tenant_id, case_id) for case_id in waiting)
    said += clocks.speak(sessions, clock, tenant_id)
    with unit_of_work(sessions, tenant_id) as uow:
        clocks.wake(uow)
    return said


def _sweep_case(sessions: Sessions, clock: Clock, tenant_id: int, case_id: UUID) -> int:
    with unit_of_work(sessions, tenant_id) as uow:
        return speak_in_case(uow, clock, case_id)


def speak_in_case(uow: UnitOfWork, clock: Clock, case_id: UUID) -> int:
    """Say what is due in one case, under its lock; return how many words were said."""
    query = select(Case).where(Case.tenant_id == uow.tenant_id, Case.id == case_id)
    case = uow.session.scalars(query.with_for_update()).one()
    due = clocks.list_due(uow, clock.now(), case_id)
    for deadline in due:
        if deadline.rung is None:
            _speak(uow, clock, deadline, case)
        else:
            suggest(uow, clock, deadline, case)
    return len(due)


def _speak(uow: UnitOfWork, clock: Clock, deadline: Deadline, case: Case) -> None:
    moment = clocks.next_after(deadline.fires, clock.now())
    following, fired_at = after_late_word(uow, case, deadline, moment), moment.isoformat()
    said = {
        "deadline_id": str(deadline.id),
        "limit_id": deadline.limit_id,
        "due_on": deadline.due_on.isoformat() if deadline.due_on else None,
        "kind": _kind(deadline, clock),
        "title": case.title,
        "number": case.number,
        "mechanism": case.mechanism,
    }
    event = CaseEvent(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        case_id=case.id,
        position=case.position + 1,
        kind="reminder",
        transition=str(said["kind"]),
        landed_in=case.state,
        occurred_on=max(clock.today(), case.last_occurred_on),
        recorded_at=clock.now(),
        account_id=None,
        unit_id=case.issuer_id if said["kind"] == "held" else deadline.unit_id or case.issuer_id,
        audience="unit",
        payload={
            "deadlines": {"fired": [{"id": str(deadline.id), "at": fired_at, "next": following}]},
            "reminder": said,
            "to": _told(deadline, case, str(said["kind"])),
        },
    )
    uow.session.add(event)
    uow.session.flush()
    project(uow, event)
    uow.announce(event.id)
    content = {"limit_id": deadline.limit_id, "kind": said["kind"]}
    audit.append(uow, clock, "deadline.reminded", f"cases/{case.id}", content)


def _told(deadline: Deadline, case: Case, kind: str) -> list[str]:
    """Return whom the word is for: who owes it; of lateness also who asked; a hold, who set it."""
    owing = deadline.unit_id or case.issuer_id
    units = {"late": {owing, case.issuer_id}, "held": {case.issuer_id}}.get(kind, {owing})
    return sorted(str(unit) for unit in units)


def _kind(deadline: Deadline, clock: Clock) -> str:
    if deadline.stands_for == CONFIRMATION:
        return "unconfirmed"
    if deadline.state == "paused":
        return "held"
    if deadline.due_at is not None:
        is_over, is_today = deadline.due_at <= clock.now(), False
    else:
        is_over = deadline.due_on is not None and deadline.due_on < clock.today()
        is_today = deadline.due_on == clock.today()
    if not is_over:
        return "today" if is_today else "ahead"
    return "late" if deadline.accuses else "past"
