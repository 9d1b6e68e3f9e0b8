"""A case as it stands, following from its events; a rebuild calls this for each in turn."""

from datetime import UTC
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import (
    Case,
    CaseEvent,
    CaseLink,
    CaseParty,
    CaseRow,
    Visibility,
)
from liandong.features.cases.service.course import goes_on
from liandong.features.deadlines import service as clocks
from liandong.features.documents.models import Document
from liandong.features.tenants.service import installed
from liandong.mechanisms import Mechanism

_LEVELS = ("header", "document", "full")


def project(uow: UnitOfWork, event: CaseEvent) -> Case:
    """Let everything current follow from one more fact: the only writer of projections."""
    case = _case(uow, event)
    payload = event.payload
    case.facts = {**case.facts, **payload.get("facts", {})}
    mechanism = installed().registry[case.mechanism, case.version]
    _land(case, mechanism, event)
    _custody(case, payload)
    case.is_final = mechanism.is_final(case.state) or case.custody == "given"
    case.title = str(case.facts.get("title") or case.title)
    case.variant = case.facts.get("variant") or None
    case.number = payload.get("number") or case.number
    if event.kind in {"move", "row"}:  # drafts and reminders do not bind the days people state
        case.last_occurred_on = max(case.last_occurred_on, event.occurred_on)
    case.position = event.position
    uow.session.flush()
    for party in payload.get("parties", ()):
        _party(uow, event, party)
    for row in payload.get("rows", ()):
        _row(uow, event, row)
    for document in payload.get("documents", ()):
        _document(uow, event, document)
    for opened in payload.get("visibility", ()):
        _visibility(uow, event, opened)
    _clocks(uow, event)
    return case


def _land(case: Case, mechanism: Mechanism, event: CaseEvent) -> None:
    """Let the case come into a state; an inner move brings it there for its own unit alone."""
    if goes_on(mechanism, event) and event.audience == "parties":
        case.known_to_id = case.shown_state = None
    elif event.landed_in != case.state:
        case.shown_state = case.shown_state or case.state
        case.known_to_id = event.unit_id
    case.state = event.landed_in


def _custody(case: Case, payload: dict[str, Any]) -> None:
    """Follow whether the county still has the matter, and by which transfer it goes or came."""
    came_by = payload.get("opened", {}).get("transfer")
    said = {"custody": "own", "transfer_id": came_by} if came_by else payload.get("custody")
    if said:
        case.custody, case.transfer_id = said["custody"], UUID(said["transfer_id"])


def _case(uow: UnitOfWork, event: CaseEvent) -> Case:
    query = select(Case).where(Case.tenant_id == uow.tenant_id, Case.id == event.case_id)
    case = uow.session.scalar(query)
    if case is None:
        opened = event.payload["opened"]
        case = Case(
            tenant_id=uow.tenant_id,
            id=event.case_id,
            mechanism=opened["mechanism"],
            version=opened["version"],
            title="",
            state=event.landed_in,
            is_final=False,
            facts={},
            issuer_id=event.unit_id,
            opened_on=event.occurred_on,
            last_occurred_on=event.occurred_on,
            position=0,
            custody="own",
        )
        uow.session.add(case)
        _link(uow, event, opened.get("origin"))
    return case


def _link(uow: UnitOfWork, event: CaseEvent, origin: dict[str, str] | None) -> None:
    if origin is not None:
        link = CaseLink(
            tenant_id=uow.tenant_id,
            id=event.id,
            case_id=event.case_id,
            from_case_id=UUID(origin["case_id"]),
            move=origin["move"],
        )
        uow.session.add(link)


def _party(uow: UnitOfWork, event: CaseEvent, party: dict[str, Any]) -> None:
    mine = (
        CaseParty.tenant_id == uow.tenant_id,
        CaseParty.case_id == event.case_id,
        CaseParty.unit_id == UUID(party["unit_id"]),
        CaseParty.part == party["part"],
    )
    if party.get("gone"):
        uow.session.execute(delete(CaseParty).where(*mine))
        return
    found = uow.session.scalar(select(CaseParty).where(*mine)) or CaseParty(
        tenant_id=uow.tenant_id,
        id=UUID(party["id"]),
        case_id=event.case_id,
        unit_id=UUID(party["unit_id"]),
        part=party["part"],
    )
    found.reason = party["reason"]
    uow.session.add(found)


def _row(uow: UnitOfWork, event: CaseEvent, moved: dict[str, Any]) -> None:
    query = select(CaseRow).where(
        CaseRow.tenant_id == uow.tenant_id, CaseRow.id == UUID(moved["id"])
    )
    row = uow.session.scalar(query)
    if row is None:
        row = CaseRow(
            tenant_id=uow.tenant_id,
            id=UUID(moved["id"]),
            case_id=event.case_id,
            type=moved["type"],
            number=_next_number(uow, event.case_id, moved["type"]),
            unit_id=event.unit_id,
            audience=moved["audience"],
            facts={},
        )
    row.audience = moved["audience"]
    row.state = moved["landed_in"]
    row.facts = {**row.facts, **moved["facts"]}
    row.position = event.position
    uow.session.add(row)
    uow.session.flush()


def _next_number(uow: UnitOfWork, case_id: UUID, row_type: str) -> int:
    query = select(func.max(CaseRow.number)).where(
        CaseRow.tenant_id == uow.tenant_id, CaseRow.case_id == case_id, CaseRow.type == row_type
    )
    return (uow.session.scalar(query) or 0) + 1


def _document(uow: UnitOfWork, event: CaseEvent, stated: dict[str, Any]) -> None:
    query = select(Document).where(
        Document.tenant_id == uow.tenant_id, Document.id == UUID(stated["id"])
    )
    paper = uow.session.scalar(query)
    if paper is None:
        paper = Document(
            tenant_id=uow.tenant_id,
            id=UUID(stated["id"]),
            case_id=event.case_id,
            type=stated["type"],
            row_id=UUID(stated["row_id"]) if stated.get("row_id") else None,
            unit_id=event.unit_id,
            state="draft",
            content={},
        )
    for key in ("state", "number", "content", "digest"):
        if key in stated:
            setattr(paper, key, stated[key])
    if "delivery" in stated:
        told_at = event.recorded_at.astimezone(UTC).isoformat()
        paper.delivery = {**stated["delivery"], "recorded_at": told_at}
    if stated.get("signed"):
        paper.signed_at, paper.signed_by = event.recorded_at, event.account_id
    paper.position = event.position
    uow.session.add(paper)
    uow.session.flush()


def _visibility(uow: UnitOfWork, event: CaseEvent, opened: dict[str, Any]) -> None:
    unit_id = UUID(opened["unit_id"])
    query = select(Visibility).where(
        Visibility.tenant_id == uow.tenant_id,
        Visibility.case_id == event.case_id,
        Visibility.unit_id == unit_id,
    )
    found = uow.session.scalar(query)
    if found is not None and _LEVELS.index(found.level) >= _LEVELS.index(opened["level"]):
        return
    if found is None:
        found = Visibility(
            tenant_id=uow.tenant_id, id=UUID(opened["id"]), case_id=event.case_id, unit_id=unit_id
        )
    found.level = opened["level"]
    found.since = event.occurred_on
    found.reason = opened["reason"]
    uow.session.add(found)
    uow.session.flush()


def _clocks(uow: UnitOfWork, event: CaseEvent) -> None:
    said = event.payload.get("deadlines", {})
    if said:
        change = clocks.Change(
            case_id=event.case_id,
            position=event.position,
            on=event.occurred_on,
            recorded_at=event.recorded_at,
            unit_id=event.unit_id,
            said=said,
        )
        clocks.project(uow, change)
        clocks.wake(uow)


def rebuild(uow: UnitOfWork) -> None:
    """Throw every projection of cases away and let it follow from the events again."""
    clocks.clear(uow)
    for table in (Visibility, CaseRow, CaseParty, CaseLink, Document, Case):
        uow.session.execute(delete(table).where(table.tenant_id == uow.tenant_id))
    uow.session.expire_all()
    query = select(CaseEvent).where(CaseEvent.tenant_id == uow.tenant_id)
    order = (CaseEvent.case_id, CaseEvent.position)
    for event in uow.session.scalars(query.order_by(*order)).all():
        project(uow, event)
