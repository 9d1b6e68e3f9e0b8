"""Time limits that others owe, in the cases a unit may know of; headers alone."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, or_, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service import known_duties
from liandong.features.cases.models import Case
from liandong.features.deadlines.models import Deadline


def list_open(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str]
) -> list[tuple[Deadline, Case]]:
    """Return the dated limits that run, the earliest first."""
    query = known_duties(uow, principal, mechanisms).where(
        Deadline.state == "open", Deadline.due_on.is_not(None)
    )
    ordered = query.order_by(Deadline.due_on, Deadline.id)
    return [(row[0], row[1]) for row in uow.session.execute(ordered)]


def list_ended(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str], since: date
) -> list[tuple[Deadline, Case]]:
    """Return the enforceable limits met or missed that fell due or ended since a day."""
    query = known_duties(uow, principal, mechanisms).where(
        Deadline.is_enforceable,
        Deadline.outcome.in_(("in_time", "late")),
        or_(Deadline.due_on >= since, Deadline.ended_on >= since),
    )
    return [(row[0], row[1]) for row in uow.session.execute(query.order_by(Deadline.id))]


def count_paused(uow: UnitOfWork, principal: Principal, mechanisms: Collection[str]) -> int:
    """Return how many clocks stand still."""
    query = known_duties(uow, principal, mechanisms).where(Deadline.state == "paused")
    return uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0
