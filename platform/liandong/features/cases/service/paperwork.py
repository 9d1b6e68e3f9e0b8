"""Papers across cases: what a unit wrote, and what was signed and reached it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case
from liandong.features.cases.service.receiving import SIGNED, reached
from liandong.features.documents.models import Document
from liandong.features.tenants.service import installed

KINDS = ("", "in", "out", "draft")


@dataclass(frozen=True)
class SeenPaper:
    """A paper and the case it belongs to."""

    paper: Document
    case: Case


def list_papers(
    uow: UnitOfWork,
    principal: Principal,
    kind: str = "",
    *,
    after: UUID | None = None,
    limit: int = 50,
) -> list[SeenPaper]:
    """Return one page of the papers this unit may read, newest first; kind: in, out, draft."""
    query = select(Document, Case).join(
        Case, and_(Case.tenant_id == Document.tenant_id, Case.id == Document.case_id)
    )
    query = query.where(*_readable(uow, principal, kind))
    if after is not None:
        query = query.where(Document.id < after)
    found = uow.session.execute(query.order_by(Document.id.desc()).limit(limit))
    return [SeenPaper(row.Document, row.Case) for row in found]


def count_papers(uow: UnitOfWork, principal: Principal) -> dict[str, int]:
    """Return how many papers each segment of the list holds; the empty one holds all."""
    return {kind: _count(uow, principal, kind) for kind in KINDS}


def _count(uow: UnitOfWork, principal: Principal, kind: str) -> int:
    query = select(func.count(Document.id)).join(
        Case, and_(Case.tenant_id == Document.tenant_id, Case.id == Document.case_id)
    )
    return uow.session.scalar(query.where(*_readable(uow, principal, kind))) or 0


def _readable(uow: UnitOfWork, principal: Principal, kind: str) -> list[ColumnElement[bool]]:
    """Say the same as `may_read`: drafts are the drafting unit's, a header opens no paper."""
    unit_id = principal.unit_id
    mechanisms = [key for key in installed().registry.keys if principal.read_scopes(key)]
    return [
        Document.tenant_id == uow.tenant_id,
        Case.tenant_id == uow.tenant_id,
        queries.seen_by(uow, principal),
        or_(Document.unit_id == unit_id, reached(uow, principal)),
        Case.mechanism.in_(mechanisms),
        *_narrowed(unit_id, kind),
    ]


def _narrowed(unit_id: UUID, kind: str) -> list[ColumnElement[bool]]:
    if kind == "in":
        return [Document.unit_id != unit_id]
    if kind == "out":
        return [Document.unit_id == unit_id, Document.state.in_(SIGNED)]
    return [Document.state.not_in(SIGNED)] if kind == "draft" else []
