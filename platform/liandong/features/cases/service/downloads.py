"""What can be taken away from a case: its papers as Word or PDF, and the files it names."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from liandong.authz import Principal
from liandong.authz.vocabulary import REVEAL
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases import queries
from liandong.features.cases.models import Case, CaseEvent, CaseRow
from liandong.features.cases.service.lettering import letter_of
from liandong.features.cases.service.reading import look
from liandong.features.cases.service.receiving import has_left
from liandong.features.cases.service.row_sight import about_hidden_row, seen_rows
from liandong.features.cases.service.sealed_files import (
    Taken,
    case_of,
    open_stored,
    sealed_among,
)
from liandong.features.cases.service.secret_reads import note_taken
from liandong.features.cases.service.wording import named_files
from liandong.features.deadlines.service import names_file
from liandong.features.documents.models import Document, FileRecord
from liandong.features.documents.service import FileStore, to_docx, to_pdf
from liandong.features.tenants.service import installed
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
WRITERS = {"docx": to_docx, "pdf": to_pdf}


@dataclass(frozen=True)
class Rendered:
    """A paper that the platform wrote."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class PaperRequest:
    """Which paper of which case, and in which form: docx or pdf."""

    mechanism: str
    case_id: UUID
    document_id: UUID
    form: str


def render_paper(
    uow: UnitOfWork, principal: Principal, clock: Clock, wanted: PaperRequest
) -> Rendered:
    """Return a paper this unit may read.

    Raises:
        NotFoundError: The case or the paper is unknown or hidden, or there is no such form.
    """
    picture = look(uow, principal, clock, wanted.mechanism, wanted.case_id)
    paper = next((each for each in picture.papers if each.id == wanted.document_id), None)
    if paper is None or wanted.form not in WRITERS:
        raise NotFoundError
    letter = letter_of(uow, picture.opened, paper)
    labels = {kind.key: kind.label for kind in picture.opened.mechanism.documents}
    name = f"{labels[paper.type]} {paper.number or picture.case.title}.{wanted.form}"
    return Rendered(name, MEDIA_TYPES[wanted.form], WRITERS[wanted.form](letter))


def find_file(uow: UnitOfWork, principal: Principal, file_id: UUID) -> FileRecord:
    """Return a file of one's own unit, or one that a case or a filing open to it shows.

    Raises:
        NotFoundError: It is unknown, foreign or hidden.
    """
    query = select(FileRecord).where(
        FileRecord.tenant_id == uow.tenant_id, FileRecord.id == file_id
    )
    record = uow.session.scalar(query)
    is_sealed = bool(sealed_among(uow, [file_id]))
    is_named = names_file(uow, principal, file_id) and not is_sealed
    is_own = record is not None and record.unit_id == principal.unit_id
    if record is not None and is_own and (not is_sealed or _may_open(uow, principal, record)):
        return record
    # Of what is hidden the same is asked as of what is unknown.
    is_shown = _is_shown(uow, principal, file_id, is_sealed=is_sealed)
    if record is None or not (is_named or is_shown):
        raise NotFoundError
    return record


def _may_open(uow: UnitOfWork, principal: Principal, record: FileRecord) -> bool:
    """Say whether an own unit's sealed file is one's own, or of a case that this person reads."""
    case_id = case_of(uow, record.id)
    if case_id is None:
        return record.account_id == principal.account_id
    query = select(Case.mechanism).where(
        Case.tenant_id == uow.tenant_id,
        Case.id == case_id,
        Case.mechanism.in_(_readable(principal)),
        queries.seen_by(uow, principal, "full"),
    )
    mechanism = uow.session.scalar(query)
    return mechanism is not None and principal.may(mechanism, REVEAL)


def take_file(
    uow: UnitOfWork, principal: Principal, clock: Clock, store: FileStore, file_id: UUID
) -> Taken:
    """Return a file in clear, for whoever may read it; that of a sealed one goes on record.

    Raises:
        NotFoundError: It is unknown, foreign or hidden.
        FilePurgedError: It was purged.
        FileDamagedError: What is stored is not what was handed in.
        SecretsKeyError: Its key cannot be read.
    """
    taken = open_stored(uow, store, find_file(uow, principal, file_id))
    if sealed_among(uow, [file_id]):
        note_taken(uow, principal, clock, case_of(uow, file_id), file_id)
    return taken


def _readable(principal: Principal) -> list[str]:
    return [key for key in installed().registry.keys if principal.read_scopes(key)]


def _is_shown(uow: UnitOfWork, principal: Principal, file_id: UUID, *, is_sealed: bool) -> bool:
    """Say whether a case names the file in a field for files; a mention in a text opens nothing."""
    query = select(Case).where(
        Case.tenant_id == uow.tenant_id,
        Case.mechanism.in_(_readable(principal)),
        queries.seen_by(uow, principal, "full"),
        or_(*_namings(uow, principal.unit_id, str(file_id))),
    )
    # Secret or not, the same is asked of the database: the statements tell nothing.
    cases = [
        case
        for case in uow.session.scalars(query)
        if not is_sealed or principal.may(case.mechanism, REVEAL)
    ]
    return any(str(file_id) in _shown_files(uow, principal, case) for case in cases)


def _shown_files(uow: UnitOfWork, principal: Principal, case: Case) -> set[str]:
    mechanism = installed().registry[case.mechanism, case.version]
    seen = seen_rows(mechanism, queries.list_rows(uow, case.id), principal.unit_id)
    shown = {row.id for row in seen if row.audience == "parties"}
    held = [row.facts for row in seen if row.id in shown]
    proofs: set[str] = set()
    for event in queries.list_events(uow, case.id, principal.unit_id):
        held.append(event.payload.get("facts", {}))
        rows = event.payload.get("rows", ())
        held += [row["facts"] for row in rows if UUID(row["id"]) in shown]
        proofs |= set(event.payload.get("proof", ()))
    query = select(Document.content).where(
        Document.tenant_id == uow.tenant_id,
        Document.case_id == case.id,
        Case.tenant_id == uow.tenant_id,
        Case.id == Document.case_id,
        has_left(),
        ~about_hidden_row(uow, Document.row_id, principal.unit_id),
    )
    for content in uow.session.scalars(query):
        held += [content["facts"], *(row["facts"] for row in content["rows"])]
    return named_files(mechanism, held) | proofs


def _namings(uow: UnitOfWork, unit_id: UUID, named: str) -> tuple[ColumnElement[bool], ...]:
    """Return the places where a case may show a file to a unit."""
    event = exists(
        select(CaseEvent.id).where(
            CaseEvent.tenant_id == uow.tenant_id,
            CaseEvent.case_id == Case.id,
            (CaseEvent.audience == "parties") | queries.heard_by(unit_id),
            _names(CaseEvent.payload, named),
        )
    )
    row = exists(
        select(CaseRow.id).where(
            CaseRow.tenant_id == uow.tenant_id,
            CaseRow.case_id == Case.id,
            CaseRow.audience == "parties",
            _names(CaseRow.facts, named),
        )
    )
    paper = exists(
        select(Document.id).where(
            Document.tenant_id == uow.tenant_id,
            Document.case_id == Case.id,
            has_left(),
            _names(Document.content, named),
        )
    )
    return event, row, paper


def _names(column: InstrumentedAttribute[dict[str, object]], named: str) -> ColumnElement[bool]:
    return cast(column, Text).contains(named, autoescape=True)
