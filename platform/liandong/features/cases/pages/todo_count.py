"""The number beside 我的待办 on every page: counted anew only after something has happened."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import service
from liandong.features.cases.pages.todo import setting_of
from liandong.features.cases.pages.working import work_of
from liandong.kernel.clock import Clock
from liandong.web.context import current_clock, current_principal, runtime

#: What began earlier may be committed later than the newest event; such a count mends itself.
_KEPT_FOR = timedelta(minutes=1)
_MOST_KEPT = 2000


@dataclass(frozen=True)
class _Counted:
    seats: frozenset[str]
    on: date
    newest: frozenset[UUID]
    at: datetime
    n_tasks: int


def count_tasks(uow: UnitOfWork) -> int:
    """Return how many tasks wait for the person of this request; mostly one small query."""
    principal, clock = current_principal(), current_clock()
    kept: dict[UUID, _Counted] = runtime().parts.setdefault("todo_counts", {})
    newest, known = service.newest_events(uow), kept.get(principal.account_id)
    if known is not None and _holds(known, principal, clock, newest):
        return known.n_tasks
    n_tasks = _count(uow, principal, clock)
    if len(kept) >= _MOST_KEPT:
        kept.clear()
    now, seats = clock.now(), frozenset(principal.seats)
    kept[principal.account_id] = _Counted(seats, clock.today(), newest, now, n_tasks)
    return n_tasks


def _holds(known: _Counted, principal: Principal, clock: Clock, newest: frozenset[UUID]) -> bool:
    said = (known.seats, known.on, known.newest)
    is_same = said == (frozenset(principal.seats), clock.today(), newest)
    return is_same and clock.now() - known.at < _KEPT_FOR


def _count(uow: UnitOfWork, principal: Principal, clock: Clock) -> int:
    setting, work = setting_of(uow), service.list_work(uow, principal, clock)
    return sum(
        task.is_mine for seen, offers in work for task in work_of(seen, offers, setting).tasks
    )
