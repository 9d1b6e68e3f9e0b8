"""The deadlines a person may know of, in the order of their days; every read joins visibility."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select, tuple_

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseRow
from liandong.features.deadlines.models import Deadline

STATES = ("open", "paused", "done", "released")
#: Where a deadline without a day stands in the order.
_LAST = date.max


@dataclass(frozen=True)
class DueFilter:
    """What a list of deadlines is narrowed to; a stretch of days leaves out those without one."""

    since: date | None = None
    until: date | None = None
    states: tuple[str, ...] = STATES
    unit_id: UUID | None = None


@dataclass(frozen=True)
class Dated:
    """A deadline and the case it runs in."""

    deadline: Deadline
    case: Case

    @property
    def cursor(self) -> tuple[date, UUID]:
        """Return where it stands in the order: the next page begins after it."""
        return self.deadline.due_on or _LAST, self.deadline.id


def list_deadlines(
    uow: UnitOfWork,
    principal: Principal,
    wanted: DueFilter,
    *,
    after: tuple[date, UUID] | None = None,
    limit: int = 50,
) -> list[Dated]:
    """Return one page of the deadlines this person may know of, the earliest day first.

    A case has to be in full view, and the deadline one that `may_know` opens.
    """
    query = (
        select(Deadline, Case)
        .join(Case, (Case.tenant_id == Deadline.tenant_id) & (Case.id == Deadline.case_id))
        .where(
            Deadline.tenant_id == uow.tenant_id,
            queries.seen_by(uow, principal, "full"),
            known_to(uow, principal.unit_id),
            *_conditions(wanted),
        )
    )
    place = (func.coalesce(Deadline.due_on, _LAST), Deadline.id)
    if after is not None:
        query = query.where(tuple_(*place) > tuple_(*after))
    return [Dated(*row) for row in uow.session.execute(query.order_by(*place).limit(limit))]


def known_to(uow: UnitOfWork, unit_id: UUID) -> ColumnElement[bool]:
    """Return the condition that a unit may know of a deadline, as `may_know` says of one."""
    own_row = exists(
        select(CaseRow.id).where(
            CaseRow.tenant_id == uow.tenant_id,
            CaseRow.id == Deadline.row_id,
            CaseRow.unit_id == unit_id,
        )
    )
    return (Case.issuer_id == unit_id) | (Deadline.unit_id == unit_id) | own_row


def _conditions(wanted: DueFilter) -> Sequence[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Deadline.state.in_(wanted.states)]
    if wanted.since is not None:
        found.append(Deadline.due_on >= wanted.since)
    if wanted.until is not None:
        found.append(Deadline.due_on <= wanted.until)
    if wanted.unit_id is not None:
        found.append(Deadline.unit_id == wanted.unit_id)
    return found
