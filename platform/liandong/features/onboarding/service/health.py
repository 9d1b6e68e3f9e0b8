"""What a county counts of itself for those above it: seats, liaisons, clauses, deadlines."""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ColumnExpressionArgument,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
)

from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, in_each
from liandong.features.accounts.models import Account, AccountDuty
from liandong.features.cases.models import CaseEvent
from liandong.features.deadlines.models import Deadline
from liandong.features.tenants.models import EnabledMechanism
from liandong.features.tenants.service import list_counties, report_health
from liandong.features.units.models import Seat, Unit
from liandong.kernel.clock import Clock


def report_all(sessions: Sessions, clock: Clock) -> int:
    """Let every county report how it fares, each as itself; return how many did.

    Raises:
        ExceptionGroup: Some could not; the others have had their turn.
    """
    with global_session(sessions) as session:
        counties = [each.id for each in list_counties(session)]
    return in_each(sessions, counties, lambda uow: report(uow, clock), "counties without report")


def report(uow: UnitOfWork, clock: Clock) -> int:
    """Count how the county of this transaction fares, and report it; return 1."""
    running = _running(uow)
    counted = {
        "n_unfilled_seats": _unfilled_seats(uow, clock),
        "n_units_without_liaison": _without_liaison(uow, clock),
        "n_mechanisms_without_basis": _without_basis(uow),
        "n_open_deadlines": running,
        "n_overdue": running.where(_is_over(clock)),
        "last_activity_at": _last_activity(uow),
    }
    asked = select(*(query.scalar_subquery().label(name) for name, query in counted.items()))
    found = uow.session.execute(asked).one()
    report_health(uow, **found._asdict(), reported_at=clock.now())
    return 1


def _unfilled_seats(uow: UnitOfWork, clock: Clock) -> Select[int]:
    """Count the seats of today that name neither a person nor a post."""
    return _number(
        Seat.tenant_id == uow.tenant_id,
        Seat.person.is_(None),
        Seat.post.is_(None),
        or_(Seat.seated_until.is_(None), Seat.seated_until >= clock.today()),
    )


def _without_liaison(uow: UnitOfWork, clock: Clock) -> Select[int]:
    """Count the member units in which nobody holds the duty of a liaison today."""
    held = exists().where(
        AccountDuty.tenant_id == uow.tenant_id,
        Account.tenant_id == uow.tenant_id,
        Account.id == AccountDuty.account_id,
        Account.unit_id == Unit.id,
        Account.is_active,
        AccountDuty.duty == "liaison",
        AccountDuty.held_from <= clock.today(),
        or_(AccountDuty.held_until.is_(None), AccountDuty.held_until >= clock.today()),
    )
    return _number(Unit.tenant_id == uow.tenant_id, Unit.is_active, Unit.is_member, ~held)


def _without_basis(uow: UnitOfWork) -> Select[int]:
    is_bare = func.jsonb_array_length(EnabledMechanism.basis) == 0
    return _number(EnabledMechanism.tenant_id == uow.tenant_id, is_bare)


def _running(uow: UnitOfWork) -> Select[int]:
    """Count the open deadlines by which somebody may be called late."""
    return _number(
        Deadline.tenant_id == uow.tenant_id,
        Deadline.state == "open",
        Deadline.is_enforceable,
        ~Deadline.is_provisional,
        ~Deadline.is_right,
    )


def _is_over(clock: Clock) -> ColumnElement[bool]:
    is_past = and_(Deadline.due_at.is_(None), Deadline.due_on < clock.today())
    return or_(Deadline.due_at < clock.now(), is_past)


def _number(*conditions: ColumnExpressionArgument[bool]) -> Select[int]:
    return select(func.count()).where(*conditions)


def _last_activity(uow: UnitOfWork) -> Select[datetime]:
    """Ask when a person last did something in a case: ids of events ascend with time."""
    acted = CaseEvent.tenant_id == uow.tenant_id, CaseEvent.account_id.is_not(None)
    return select(CaseEvent.recorded_at).where(*acted).order_by(CaseEvent.id.desc()).limit(1)
