"""Words before and after a due day, each said once however often the sweep runs."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.features.audit import service as audit
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service.escalating import after_late_word, suggest
from liandong.features.cases.service.projecting import project
from liandong.features.cases.service.words_due import say_words_due, say_words_of
from liandong.features.deadlines import service as clocks
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.models import WORKING, Tenant, TenantWakeup
from liandong.kernel.clock import Clock
from liandong.kernel.ids import uuid7

#: So many tenants at a time: one connection keeps one core of the database busy.
SIDE_BY_SIDE = 2


def sweep(sessions: Sessions, clock: Clock) -> int:
    """Say what is due in every tenant; return how many words were said.

    Two levels: which tenants are due (ids only), then each in transactions of its own, some
    tenants side by side. One that fails keeps no other from being swept.

    Raises:
        ExceptionGroup: What failed, when every tenant has had its turn.
    """
    tenants = _due_tenants(sessions, clock)
    if not tenants:
        return 0
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        # Each thread knows from where it is called, as the audit says it.
        turns = [
            pool.submit(copy_context().run, sweep_tenant, sessions, clock, tenant_id)
            for tenant_id in tenants
        ]
    failed = []
    for tenant_id, turn in zip(tenants, turns, strict=True):
        if error := turn.exception():
            error.add_note(f"tenant {tenant_id}")
            failed.append(error)
    if failed:
        raise BaseExceptionGroup(f"{len(failed)} of {len(tenants)} tenants failed", failed)
    return sum(turn.result() for turn in turns)


def _due_tenants(sessions: Sessions, clock: Clock) -> list[int]:
    """Return the tenants with a word due: one statement by itself, for it is asked all the time.

    One that is suspended or archived says nothing; its words wait until it goes on.
    """
    with sessions() as session:
        session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
        due = (
            select(TenantWakeup.tenant_id)
            .join(Tenant, Tenant.id == TenantWakeup.tenant_id)
            .where(TenantWakeup.due_at <= clock.now(), Tenant.mode.in_(WORKING))
        )
        return list(session.scalars(due.order_by(TenantWakeup.due_at)))


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
    """Say what is due in one case, under its lock; return how many words were said.

    First what accuses nobody, then the late words and the rungs of the ladder.
    """
    query = select(Case).where(Case.tenant_id == uow.tenant_id, Case.id == case_id)
    case = uow.session.scalars(query.with_for_update()).one()
    said = say_words_of(uow, clock, case_id)
    due = clocks.list_accusing(uow, clock, case_id)
    for deadline in due:
        if deadline.rung is None:
            _say_late(uow, clock, deadline, case)
        else:
            suggest(uow, clock, deadline, case)
    return said + len(due)


def _say_late(uow: UnitOfWork, clock: Clock, deadline: Deadline, case: Case) -> None:
    """Say that a deadline is over, to the unit that owes it and to the one that asked."""
    moment = clocks.next_after(deadline.fires, clock.now())
    following, fired_at = after_late_word(uow, case, deadline, moment), moment.isoformat()
    owing = deadline.unit_id or case.issuer_id
    event = CaseEvent(
        tenant_id=uow.tenant_id,
        id=uuid7(int(clock.now().timestamp() * 1000)),
        case_id=case.id,
        position=case.position + 1,
        kind="reminder",
        transition="late",
        landed_in=case.state,
        occurred_on=max(clock.today(), case.last_occurred_on),
        recorded_at=clock.now(),
        account_id=None,
        unit_id=owing,
        audience="unit",
        payload={
            "deadlines": {"fired": [{"id": str(deadline.id), "at": fired_at, "next": following}]},
            "reminder": {
                "deadline_id": str(deadline.id),
                "limit_id": deadline.limit_id,
                "due_on": deadline.due_on.isoformat() if deadline.due_on else None,
                "kind": "late",
                "title": case.title,
                "number": case.number,
                "mechanism": case.mechanism,
            },
            "to": sorted({str(owing), str(case.issuer_id)}),
        },
    )
    uow.session.add(event)
    uow.session.flush()
    project(uow, event)
    uow.announce(event.id)
    content = {"event": str(event.id), "limit_id": deadline.limit_id, "kind": "late"}
    audit.append(uow, clock, "deadline.reminded", f"cases/{case.id}", content)
