"""Words before and after the day of an obligation, each said once however often one looks."""

from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import Sessions, UnitOfWork, unit_of_work
from liandong.features.deadlines.models import Obligation
from liandong.features.deadlines.service.recording import Happened, record
from liandong.features.deadlines.service.waiting import next_after
from liandong.features.notifications import service as notifications
from liandong.features.tenants.service import installed
from liandong.features.units import service as units
from liandong.kernel.clock import Clock

_AT_ONCE = 200
_MISSED = frozenset({"late", "past"})
_OVERSEEING = frozenset({"office", "convener"})


def speak(sessions: Sessions, clock: Clock, tenant_id: int) -> int:
    """Say what is due about obligations in one tenant; return how many words were said.

    One transaction per obligation: its row's lock, and no other, is held.
    """
    with unit_of_work(sessions, tenant_id) as uow:
        query = select(Obligation.id).where(
            Obligation.tenant_id == tenant_id, Obligation.next_fire_at <= clock.now()
        )
        waiting = list(uow.session.scalars(query.order_by(Obligation.next_fire_at).limit(_AT_ONCE)))
    return sum(_speak(sessions, clock, tenant_id, each) for each in waiting)


def _speak(sessions: Sessions, clock: Clock, tenant_id: int, obligation_id: UUID) -> bool:
    with unit_of_work(sessions, tenant_id) as uow:
        query = select(Obligation).where(
            Obligation.tenant_id == tenant_id,
            Obligation.id == obligation_id,
            Obligation.next_fire_at <= clock.now(),
        )
        obligation = uow.session.scalar(query.with_for_update())
        if obligation is None:
            return False
        at = next_after(obligation.fires, clock.now()).isoformat()
        kind = _kind(obligation, clock)
        content = {"at": at, "kind": kind}
        today = clock.today()
        happened = Happened(obligation_id, "reminded", obligation.unit_id, today, content)
        said = record(uow, clock, happened)
        tell(uow, clock, said, kind, at)
        for unit_id in _overseers(uow, obligation) if kind in _MISSED else ():
            tell(uow, clock, said, kind, at, unit_id)
    return True


def _overseers(uow: UnitOfWork, obligation: Obligation) -> list[UUID]:
    """Return the office and the conveners, where what a case should have met was missed."""
    if not _is_met_by_a_kind_of_case(obligation):
        return []
    return [
        unit.id
        for unit in units.list_active(uow)
        if not _OVERSEEING.isdisjoint(unit.roles) and unit.id != obligation.unit_id
    ]


def _is_met_by_a_kind_of_case(obligation: Obligation) -> bool:
    registry = installed().registry
    if obligation.mechanism not in registry.keys:
        return False
    declared = registry.current(obligation.mechanism).obligations
    return any(each.limit.id == obligation.stands_for and each.told_by for each in declared)


def _kind(obligation: Obligation, clock: Clock) -> str:
    if clock.today() < obligation.due_on:
        return "ahead"
    if clock.today() == obligation.due_on:
        return "today"
    return "late" if obligation.accuses else "past"


def tell(
    uow: UnitOfWork,
    clock: Clock,
    obligation: Obligation,
    kind: str,
    key: str,
    unit_id: UUID | None = None,
) -> None:
    """Tell the owing unit, or another one, about an obligation; the same key says it once."""
    content = {
        "obligation_id": str(obligation.id),
        "limit_id": obligation.limit_id,
        "matter": obligation.inputs["matter"],
        "period": [obligation.period_start.isoformat(), obligation.period_end.isoformat()],
        "due_on": obligation.due_on.isoformat(),
        "unit": units.get(uow, obligation.unit_id).name,
        "kind": kind,
    }
    key = f"obligation/{obligation.id}/{kind}/{key}"
    unit = unit_id or obligation.unit_id
    notifications.tell(uow, clock, unit, key, f"obligation.{kind}", None, content)
