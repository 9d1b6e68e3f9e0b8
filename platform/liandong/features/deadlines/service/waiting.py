"""Which deadlines wait for a word, of a case and of a county, and when the next one is due."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, or_, select, text
from sqlalchemy.dialects.postgresql import insert

from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.features.tenants.models import TenantWakeup
from liandong.kernel.clock import Clock

#: By which somebody may be called late at `:now`; never NULL, so that NOT is its opposite.
ACCUSES = """deadlines.is_enforceable AND NOT deadlines.is_provisional AND NOT deadlines.is_right
    AND deadlines.state = 'open'
    AND coalesce(deadlines.due_at <= :now, deadlines.due_on < :today, false)"""


def list_of_case(uow: UnitOfWork, case_id: UUID) -> list[Deadline]:
    """Return every clock of a case, the oldest first."""
    query = select(Deadline).where(Deadline.tenant_id == uow.tenant_id, Deadline.case_id == case_id)
    return list(uow.session.scalars(query.order_by(Deadline.started_on, Deadline.id)))


def wake(uow: UnitOfWork) -> None:
    """Write down when the scheduler has to look into this tenant next.

    One at a time: the later of two that ran side by side must see the words of the other.
    """
    lock(uow, "wake")
    words = (_first_word(uow, Deadline), _first_word(uow, Obligation))
    due_at = min(filter(None, words), default=None)
    row = insert(TenantWakeup).values(tenant_id=uow.tenant_id, due_at=due_at or func.now())
    if due_at is None:
        gone = delete(TenantWakeup).where(TenantWakeup.tenant_id == uow.tenant_id)
        uow.session.execute(gone)
        return
    uow.session.execute(
        row.on_conflict_do_update(index_elements=[TenantWakeup.tenant_id], set_={"due_at": due_at})
    )


def _first_word(uow: UnitOfWork, table: type[Deadline] | type[Obligation]) -> datetime | None:
    query = select(func.min(table.next_fire_at)).where(table.tenant_id == uow.tenant_id)
    return uow.session.scalar(query.where(table.next_fire_at.is_not(None)))


def list_due_cases(uow: UnitOfWork, now: datetime, limit: int = 200) -> list[UUID]:
    """Return the cases that have a word due, the longest waiting first; nothing is claimed yet."""
    query = select(Deadline.case_id).where(
        Deadline.tenant_id == uow.tenant_id,
        Deadline.next_fire_at <= now,
    )
    query = query.group_by(Deadline.case_id).order_by(func.min(Deadline.next_fire_at))
    return list(uow.session.scalars(query.limit(limit)))


def list_accusing(uow: UnitOfWork, clock: Clock, case_id: UUID) -> list[Deadline]:
    """Return the deadlines of a case with a late word or a rung due; the caller holds its lock."""
    now = clock.now()
    query = select(Deadline).where(
        Deadline.tenant_id == uow.tenant_id,
        Deadline.case_id == case_id,
        Deadline.next_fire_at <= now,
        or_(Deadline.rung.is_not(None), text(ACCUSES)),
    )
    query = query.order_by(Deadline.next_fire_at, Deadline.id)
    return list(uow.session.scalars(query, {"now": now, "today": clock.today()}))


def next_after(fires: list[datetime], now: datetime) -> datetime:
    """Return the last word that is due at `now`: older ones are said with it, once."""
    return [at for at in fires if at <= now][-1]
