"""Who may read a paper, in Python and as a condition for the database: the two say the same."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseRow
from liandong.features.cases.service.copies import COPY_ROWS, COPY_UNIT
from liandong.features.cases.service.row_sight import about_hidden_row, may_see
from liandong.features.cases.service.viewing import Opened
from liandong.features.documents.models import Document
from liandong.features.tenants.service import installed

#: A paper that was taken back stays a signed paper of its unit.
SIGNED = frozenset({"signed", "withdrawn"})


def copied_by(paper: Document) -> UUID | None:
    """Return the unit that a paper alone is for: the one its row copies; None for all others."""
    content = paper.content or {}
    rows = content.get("rows", ()) if paper.state in SIGNED else ()
    about = content.get("row_id")
    for row in rows:
        if row["type"] == COPY_ROWS and row["id"] == about and about is not None:
            return UUID(row["facts"][COPY_UNIT])
    return None


def papers_for(opened: Opened, unit_id: UUID, level: str) -> list[Document]:
    """Return the papers of a case that a unit which knows of it at a level reads.

    Drafts are the drafting unit's; signed papers the parties'; copied units read the letter and
    what says that they are copied, which nobody else receives. What is about a row that the unit
    does not see, or was made by an inner move, stays with those who see that.
    """
    seen = {row.id for row in opened.rows if may_see(opened.mechanism, row, unit_id)}
    return [paper for paper in opened.papers if _may_read(opened, paper, unit_id, level, seen)]


def _may_read(
    opened: Opened, paper: Document, unit_id: UUID, level: str, seen: Collection[UUID]
) -> bool:
    if paper.unit_id == unit_id:
        return True
    if not _has_left(opened.mechanism.key, paper):
        return False
    receiver = copied_by(paper)
    if receiver is not None:
        return receiver == unit_id
    if paper.row_id is not None and paper.row_id not in seen:
        return False
    return paper.number is not None if level == "document" else level == "full"


def has_left() -> ColumnElement[bool]:
    """Say the same as `_has_left` of papers in a query of their cases."""
    named = tuple_(Case.mechanism, Document.type)
    served = and_(Document.state.in_(SIGNED), Document.delivery.is_not(None))
    waits, inner = (named.in_(sorted(kinds)) for kinds in (_to_be_served(), _inner()))
    return or_(served, and_(Document.state == "signed", not_(waits), not_(inner)))


def _has_left(mechanism: str, paper: Document) -> bool:
    """What was served and then taken back is read on, marked so; unserved, it never left."""
    if paper.delivery is not None:
        return paper.state in SIGNED
    kind = (mechanism, paper.type)
    return paper.state == "signed" and kind not in _to_be_served() | _inner()


def _to_be_served() -> set[tuple[str, str]]:
    """Return the papers, by mechanism and type, that reach nobody before they are served."""
    registry = installed().registry
    return {
        (key, move.delivers.key)
        for key in registry.keys
        for move in registry.current(key).transitions
        if move.delivers
    }


def _inner() -> set[tuple[str, str]]:
    """Return the papers, by mechanism and type, that are inner, or that inner moves alone make."""
    registry = installed().registry
    kept = {
        (key, paper.key)
        for key in registry.keys
        for paper in registry.current(key).documents
        if paper.is_inner
    }
    made = [
        (key, paper.key, move.internal)
        for key in registry.keys
        for _, move in registry.current(key).moves
        for paper in (move.produces, *(each.paper for each in move.instead))
        if paper is not None
    ]
    left = {(key, kind) for key, kind, is_internal in made if not is_internal}
    return kept | ({(key, kind) for key, kind, _ in made} - left)


def reached(uow: UnitOfWork, principal: Principal) -> ColumnElement[bool]:
    """Return the condition that a signed paper of another unit is for this person to read."""
    full = queries.seen_by(uow, principal, "full")
    copied = and_(queries.seen_by(uow, principal, "document"), Document.number.is_not(None))
    is_copy = _about_copy(uow)
    is_hidden = about_hidden_row(uow, Document.row_id, principal.unit_id)
    to_all = and_(not_(is_copy), not_(is_hidden), or_(full, copied))
    to_us = _about_copy(uow, _text_of(CaseRow.facts) == str(principal.unit_id))
    return and_(has_left(), or_(to_all, to_us))


def _text_of(facts: InstrumentedAttribute[dict[str, object]]) -> ColumnElement[str]:
    return facts[COPY_UNIT].astext  # type: ignore[no-any-return]  # JSONB, by the type map


def _about_copy(uow: UnitOfWork, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists(
        select(CaseRow.id).where(
            CaseRow.tenant_id == uow.tenant_id,
            CaseRow.id == Document.row_id,
            CaseRow.type == COPY_ROWS,
            *conditions,
        )
    )
