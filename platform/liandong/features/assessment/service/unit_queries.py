"""What there is of some mechanisms, each kind of thing in one query for all units together."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.queries import due_or_held, first_of
from liandong.features.cases.models import Case, CaseEvent, CaseParty, CaseRow, Visibility
from liandong.features.deadlines.models import Deadline, Obligation
from liandong.mechanisms import Mechanism

Units = Collection[UUID]
Keys = Collection[str]


def list_sights(
    uow: UnitOfWork, units: Units, keys: Keys
) -> Sequence[Row[UUID, str, UUID, str, str]]:
    """Return how much each unit sees of each case, and why."""
    query = (
        select(
            Visibility.unit_id,
            Case.mechanism,
            Visibility.case_id,
            Visibility.level,
            Visibility.reason,
        )
        .join(Case, (Case.id == Visibility.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            Visibility.tenant_id == uow.tenant_id,
            Visibility.unit_id.in_(units),
            Case.mechanism.in_(keys),
        )
    )
    return uow.session.execute(query).all()


def list_runs(
    uow: UnitOfWork, units: Units, keys: Keys, since: date, until: date
) -> dict[tuple[UUID, str], list[tuple[Deadline, Case]]]:
    """Return the duties of units that fall due in a period or are held, by unit and mechanism."""
    query = (
        select(Deadline, Case)
        .join(Case, (Case.id == Deadline.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            Deadline.tenant_id == uow.tenant_id,
            Deadline.unit_id.in_(units),
            Deadline.is_right.is_(False),
            due_or_held(since, until),
            Case.mechanism.in_(keys),
        )
    )
    found: dict[Any, list[tuple[Deadline, Case]]] = defaultdict(list)
    ordered = query.order_by(Deadline.due_on, Deadline.id)
    for deadline, case in uow.session.execute(ordered):
        found[deadline.unit_id, case.mechanism].append((deadline, case))
    return found


def list_moves(
    uow: UnitOfWork, keys: Keys, until: date
) -> dict[UUID, list[tuple[CaseEvent, Case]]]:
    """Return what happened in the cases opened up to a day, by case, in its order."""
    query = (
        select(CaseEvent, Case)
        .join(Case, (Case.id == CaseEvent.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.kind.in_(("move", "row")),
            Case.opened_on <= until,
            Case.mechanism.in_(keys),
        )
    )
    found = defaultdict(list)
    for event, case in uow.session.execute(query.order_by(CaseEvent.position)):
        found[case.id].append((event, case))
    return found


def list_rows(uow: UnitOfWork, keys: Keys) -> dict[UUID, list[tuple[CaseRow, Case]]]:
    """Return the rows, by case."""
    query = (
        select(CaseRow, Case)
        .join(Case, (Case.id == CaseRow.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(CaseRow.tenant_id == uow.tenant_id, Case.mechanism.in_(keys))
    )
    found = defaultdict(list)
    for row, case in uow.session.execute(query):
        found[case.id].append((row, case))
    return found


def list_parties(uow: UnitOfWork, mechanisms: Collection[Mechanism]) -> dict[UUID, UUID]:
    """Return the unit whose work each case speaks of."""
    by_key = {each.key: each for each in mechanisms}
    query = (
        select(CaseParty.case_id, CaseParty.part, CaseParty.unit_id, Case.mechanism)
        .join(Case, (Case.id == CaseParty.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(CaseParty.tenant_id == uow.tenant_id, Case.mechanism.in_(by_key))
    )
    found = defaultdict(list)
    for row in uow.session.execute(query.order_by(CaseParty.id)):
        found[row.mechanism].append(row)
    return {
        case_id: unit_id
        for key, rows in found.items()
        for case_id, unit_id in first_of(by_key[key], rows).items()
    }


def list_owed(
    uow: UnitOfWork, units: Units, keys: Keys, since: date, until: date
) -> dict[tuple[UUID, str], list[Obligation]]:
    """Return what is owed without a case in a period, by unit and mechanism."""
    query = select(Obligation).where(
        Obligation.tenant_id == uow.tenant_id,
        Obligation.unit_id.in_(units),
        Obligation.mechanism.in_(keys),
        Obligation.due_on.between(since, until),
    )
    found = defaultdict(list)
    for each in uow.session.scalars(query.order_by(Obligation.due_on, Obligation.id)):
        found[each.unit_id, each.mechanism].append(each)
    return found
