"""Closings, entries and letters of units, for all of them at once."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseEvent
from liandong.features.cases.service import seen_by
from liandong.features.deadlines.models import Deadline
from liandong.features.documents.models import Document
from liandong.features.tenants.service import installed


def list_closings(
    uow: UnitOfWork, units: Collection[UUID], mechanisms: Sequence[str], since: date, until: date
) -> Iterator[tuple[Deadline, Case]]:
    """Yield the duties that units ended in a period, by day."""
    query = (
        select(Deadline, Case)
        .join(Case, (Case.id == Deadline.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            Deadline.tenant_id == uow.tenant_id,
            Deadline.unit_id.in_(units),
            Deadline.state == "done",
            Deadline.is_right.is_(False),
            Deadline.ended_on.between(since, until),
            Case.mechanism.in_(mechanisms),
        )
    )
    for row in uow.session.execute(query.order_by(Deadline.ended_on, Deadline.id)):
        yield row[0], row[1]


def list_entries(
    uow: UnitOfWork, units: Collection[UUID], mechanisms: Sequence[str], since: date, until: date
) -> Iterator[tuple[CaseEvent, Case]]:
    """Yield what units entered of their matters, for all parties to see, by the day it states."""
    query = (
        select(CaseEvent, Case)
        .join(Case, (Case.id == CaseEvent.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.unit_id.in_(units),
            CaseEvent.kind.in_(("move", "row")),
            CaseEvent.audience == "parties",
            CaseEvent.account_id.is_not(None),
            CaseEvent.occurred_on.between(since, until),
            Case.mechanism.in_(mechanisms),
        )
    )
    for row in uow.session.execute(query.order_by(CaseEvent.occurred_on, CaseEvent.id)):
        yield row[0], row[1]


def list_letters(
    uow: UnitOfWork, units: Collection[UUID], mechanisms: Sequence[str], since: date, until: date
) -> Iterator[tuple[Document, Case]]:
    """Yield the letters that units signed as answers in matters that others began, by day."""
    query = (
        select(Document, Case)
        .join(Case, (Case.id == Document.case_id) & (Case.tenant_id == uow.tenant_id))
        .where(
            Document.tenant_id == uow.tenant_id,
            Document.unit_id.in_(units),
            Document.unit_id != Case.issuer_id,
            Document.state == "signed",
            Document.signed_at >= since,
            Document.signed_at < until,
            Case.mechanism.in_(mechanisms),
        )
    )
    for row in uow.session.execute(query.order_by(Document.signed_at, Document.id)):
        yield row[0], row[1]


def list_readable(uow: UnitOfWork, principal: Principal, cases: Collection[str]) -> set[str]:
    """Return those of some cases that somebody may know of."""
    keys = [key for key in installed().registry.keys if principal.read_scopes(key)]
    query = select(Case.id).where(
        Case.tenant_id == uow.tenant_id,
        Case.id.in_([UUID(each) for each in cases]),
        Case.mechanism.in_(keys),
        seen_by(uow, principal),
    )
    return {str(each) for each in uow.session.scalars(query)} if cases else set()
