"""Which version of each line stands for whom, as conditions and counts for the database."""

from uuid import UUID

from sqlalchemy import Subquery, func, select
from sqlalchemy.dialects.postgresql import distinct_on

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import CaseEvent, CaseLine
from liandong.features.cases.service.viewing import Opened
from liandong.mechanisms import Mechanism

#: Beyond every event: whoever enters the lines sees the newest of them.
NEWEST = 2**31 - 1


def until_for(uow: UnitOfWork, opened: Opened, unit_id: UUID) -> int:
    """Return up to which event a unit sees the lines: others see them as they were handed in."""
    if unit_id == opened.case.issuer_id:
        return NEWEST
    return presented_at(uow, opened.mechanism, opened.case.id)


def presented_at(uow: UnitOfWork, mechanism: Mechanism, case_id: UUID) -> int:
    """Return the event with which the lines were handed in last; 0: never."""
    query = select(func.max(CaseEvent.position)).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == case_id,
        CaseEvent.kind == "move",
        CaseEvent.transition.in_(presenting(mechanism)),
    )
    return uow.session.scalar(query) or 0


def pending_since(uow: UnitOfWork, opened: Opened, unit_id: UUID) -> int | None:
    """Return the event after which lines are not handed in yet; None if that says nothing here."""
    if unit_id != opened.case.issuer_id:
        return None
    return presented_at(uow, opened.mechanism, opened.case.id) or None


def presenting(mechanism: Mechanism) -> list[str]:
    """Return the moves that hand the lines in."""
    return [move.key for move in mechanism.transitions if move.presents]


def standing(uow: UnitOfWork, case_id: UUID, table: str, until: int) -> Subquery:
    """Return the lines of a table as they stand at an event, those struck out included."""
    query = (
        select(CaseLine)
        .where(
            CaseLine.tenant_id == uow.tenant_id,
            CaseLine.case_id == case_id,
            CaseLine.table_key == table,
            CaseLine.position <= until,
        )
        .ext(distinct_on(CaseLine.number))
        .order_by(CaseLine.number, CaseLine.position.desc())
    )
    return query.subquery()


def last_number(uow: UnitOfWork, case_id: UUID, table: str) -> int:
    """Return the highest number that a line of a table ever had."""
    query = select(func.max(CaseLine.number)).where(
        CaseLine.tenant_id == uow.tenant_id,
        CaseLine.case_id == case_id,
        CaseLine.table_key == table,
    )
    return uow.session.scalar(query) or 0
