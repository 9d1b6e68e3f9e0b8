"""What became of the matters that a case handed over, for the guards that ask."""

from collections import defaultdict
from datetime import date
from functools import cache
from uuid import UUID

from sqlalchemy import select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import CaseLink, CaseParty, Visibility
from liandong.features.documents.models import Document
from liandong.mechanisms import BegunView, Mechanism, Part, asks_of_begun


def begun_of(uow: UnitOfWork, mechanism: Mechanism, case_id: UUID) -> tuple[BegunView, ...]:
    """Return the matters that moves of a case began; none where no guard asks of them."""
    if not _asks(mechanism):
        return ()
    query = select(CaseLink.case_id, CaseLink.move).where(
        CaseLink.tenant_id == uow.tenant_id, CaseLink.from_case_id == case_id
    )
    links = uow.session.execute(query.order_by(CaseLink.id)).all()
    ids = [link.case_id for link in links]
    known, papers = _known_to(uow, ids), _served(uow, ids)
    return tuple(
        BegunView(
            link.move,
            known_to=frozenset(known[link.case_id]),
            number=paper.number if paper else None,
            received_on=_received_on(paper),
        )
        for link in links
        for paper in [papers.get(link.case_id)]
    )


def _received_on(paper: Document | None) -> date | None:
    delivery = paper.delivery if paper else None
    return date.fromisoformat(delivery["received_on"]) if delivery else None


@cache
def _asks(mechanism: Mechanism) -> bool:
    return any(asks_of_begun(move.guard) for _, move in mechanism.moves)


def _known_to(uow: UnitOfWork, ids: list[UUID]) -> defaultdict[UUID, set[str]]:
    """Return the addressees of cases that may know of them by now."""
    query = (
        select(CaseParty.case_id, CaseParty.unit_id)
        .join(
            Visibility,
            (Visibility.tenant_id == CaseParty.tenant_id)
            & (Visibility.case_id == CaseParty.case_id)
            & (Visibility.unit_id == CaseParty.unit_id),
        )
        .where(
            CaseParty.tenant_id == uow.tenant_id,
            CaseParty.case_id.in_(ids),
            CaseParty.part == Part.ADDRESSEE.value,
        )
    )
    found: defaultdict[UUID, set[str]] = defaultdict(set)
    for row in uow.session.execute(query) if ids else ():
        found[row.case_id].add(str(row.unit_id))
    return found


def _served(uow: UnitOfWork, ids: list[UUID]) -> dict[UUID, Document]:
    """Return the newest paper of each case whose delivery is proven, and that stands."""
    query = select(Document).where(
        Document.tenant_id == uow.tenant_id,
        Document.case_id.in_(ids),
        Document.state == "signed",
        Document.delivery["received_on"].astext.is_not(None),
    )
    papers = uow.session.scalars(query.order_by(Document.position)) if ids else ()
    return {paper.case_id: paper for paper in papers}
