"""Who may read a paper, in Python and as a condition for the database: the two say the same."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import CaseRow
from liandong.features.cases.service.copies import COPY_ROWS, COPY_UNIT
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


def may_read(paper: Document, unit_id: UUID, level: str) -> bool:
    """Say whether a unit that knows of a case at a level reads a paper of it.

    Drafts are the drafting unit's; signed papers the parties'; copied units read the letter and
    what says that they are copied, which nobody else receives.
    """
    if paper.unit_id == unit_id:
        return True
    if not _has_left(paper):
        return False
    receiver = copied_by(paper)
    if receiver is not None:
        return receiver == unit_id
    return paper.number is not None if level == "document" else level == "full"


def has_left() -> ColumnElement[bool]:
    """Say the same as `_has_left` of papers in a query."""
    served = and_(Document.state.in_(SIGNED), Document.delivery.is_not(None))
    return or_(served, and_(Document.state == "signed", Document.type.not_in(_to_be_served())))


def _has_left(paper: Document) -> bool:
    """What was served and then taken back is read on, marked so; unserved, it never left."""
    if paper.delivery is not None:
        return paper.state in SIGNED
    return paper.state == "signed" and paper.type not in _to_be_served()


def _to_be_served() -> set[str]:
    """Return the types of papers that reach nobody before they are served."""
    registry = installed().registry
    moves = [move for key in registry.keys for move in registry.current(key).transitions]
    return {move.delivers.key for move in moves if move.delivers}


def reached(uow: UnitOfWork, principal: Principal) -> ColumnElement[bool]:
    """Return the condition that a signed paper of another unit is for this person to read."""
    full = queries.seen_by(uow, principal, "full")
    copied = and_(queries.seen_by(uow, principal, "document"), Document.number.is_not(None))
    is_copy = _about_copy(uow)
    to_all = and_(not_(is_copy), or_(full, copied))
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
