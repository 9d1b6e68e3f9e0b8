"""Time limits that others owe, in the cases a unit may know of; headers alone."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case
from liandong.features.cases.service import about_hidden_row, seen_by
from liandong.features.deadlines.models import Deadline


def list_open(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str]
) -> list[tuple[Deadline, Case]]:
    """Return the dated limits that run, the earliest first."""
    query = _known(uow, principal, mechanisms).where(
        Deadline.state == "open", Deadline.due_on.is_not(None)
    )
    ordered = query.order_by(Deadline.due_on, Deadline.id)
    return [(row[0], row[1]) for row in uow.session.execute(ordered)]


def list_ended(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str], since: date
) -> list[tuple[Deadline, Case]]:
    """Return the enforceable limits met or missed that fell due or ended since a day."""
    query = _known(uow, principal, mechanisms).where(
        Deadline.is_enforceable,
        Deadline.outcome.in_(("in_time", "late")),
        or_(Deadline.due_on >= since, Deadline.ended_on >= since),
    )
    return [(row[0], row[1]) for row in uow.session.execute(query.order_by(Deadline.id))]


def count_paused(uow: UnitOfWork, principal: Principal, mechanisms: Collection[str]) -> int:
    """Return how many clocks stand still."""
    query = _known(uow, principal, mechanisms).where(Deadline.state == "paused")
    return uow.session.scalar(select(func.count()).select_from(query.subquery())) or 0


def _known(
    uow: UnitOfWork, principal: Principal, mechanisms: Collection[str]
) -> Select[Deadline, Case]:
    """Return the duties, no rights, of units; an issuer's inner clocks stay its own."""
    me = principal.unit_id
    return (
        select(Deadline, Case)
        .join(Case, (Case.id == Deadline.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            Deadline.tenant_id == uow.tenant_id,
            Deadline.unit_id.is_not(None),
            Deadline.is_right.is_(False),
            Case.mechanism.in_(mechanisms),
            or_(Deadline.unit_id != Case.issuer_id, Case.issuer_id == me),
            seen_by(uow, principal),
            _is_shared(uow, me),
        )
    )


def _is_shared(uow: UnitOfWork, unit_id: UUID) -> ColumnElement[bool]:
    """Leave out what rows started that a unit does not see."""
    return ~about_hidden_row(uow, Deadline.row_id, unit_id)
