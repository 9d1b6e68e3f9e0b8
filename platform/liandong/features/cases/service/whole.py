"""All matters of a county for who takes everything along: tables a clerk opens, signed papers.

Nobody's sight is asked for, and no secret is opened: what is sealed is masked.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account
from liandong.features.cases.models import Case, CaseEvent, CaseKey, SealedFact
from liandong.features.cases.service.audit_words import action_labels
from liandong.features.cases.service.lettering import letter_of
from liandong.features.cases.service.sealed_files import open_stored
from liandong.features.cases.service.unsealing import open_texts
from liandong.features.cases.service.viewing import open_up
from liandong.features.documents.models import Document, FileRecord
from liandong.features.documents.service import FileStore, to_docx
from liandong.features.tenants.service import installed
from liandong.features.units import service as units
from liandong.kernel.errors import LiandongError
from liandong.kernel.ids import uuid7

Row = tuple[str, ...]
_AT_ONCE = 500
CASES = ("编号", "标题", "机制", "状态", "发起单位", "发起日期", "最近办理", "标识")
EVENTS = ("案件编号", "标题", "日期", "记录时间", "事项", "办理单位", "办理人", "标识")


@dataclass(frozen=True)
class Letter:
    """A signed paper as it can be opened; without content the reason why it cannot be written."""

    name: str
    content: bytes
    why_not: str = ""


@dataclass(frozen=True)
class OpenedFile:
    """A sealed file in clear."""

    id: UUID
    name: str
    content: bytes


def case_rows(uow: UnitOfWork) -> Iterator[Row]:
    """Yield every case, the oldest first, as a line of `CASES`."""
    known = units.names(uow)
    query = select(Case).where(Case.tenant_id == uow.tenant_id).order_by(Case.opened_on, Case.id)
    for case in _streamed(uow, query):
        mechanism = installed().registry[case.mechanism, case.version]
        states = {each.key: each.label for each in mechanism.states}
        yield (
            case.number or "",
            case.title,
            mechanism.label,
            states.get(case.state, case.state),
            known[case.issuer_id].name,
            case.opened_on.isoformat(),
            case.last_occurred_on.isoformat(),
            str(case.id),
        )


def event_rows(uow: UnitOfWork) -> Iterator[Row]:
    """Yield everything that happened in every case, case by case, as a line of `EVENTS`."""
    known = units.names(uow)
    accounts = select(Account.id, Account.name).where(Account.tenant_id == uow.tenant_id)
    people = {row.id: row.name for row in uow.session.execute(accounts)}
    query = (
        select(CaseEvent, Case)
        .join(Case, (Case.tenant_id == CaseEvent.tenant_id) & (Case.id == CaseEvent.case_id))
        .where(CaseEvent.tenant_id == uow.tenant_id, Case.tenant_id == uow.tenant_id)
        .order_by(Case.opened_on, Case.id, CaseEvent.position)
    )
    for event, case in uow.session.execute(query, execution_options={"yield_per": _AT_ONCE}):
        unit = known.get(event.unit_id)
        yield (
            case.number or "",
            case.title,
            event.occurred_on.isoformat(),
            event.recorded_at.isoformat(timespec="seconds"),
            " ".join(action_labels(f"case.{event.transition}", case)),
            unit.name if unit else "",
            people.get(event.account_id, "") if event.account_id else "",
            str(case.id),
        )


def letters(uow: UnitOfWork) -> Iterator[Letter]:
    """Yield every signed paper as Word, by what a clerk calls it."""
    signed = select(Document.case_id).where(
        Document.tenant_id == uow.tenant_id, Document.digest.is_not(None)
    )
    query = select(Case.id).where(Case.tenant_id == uow.tenant_id, Case.id.in_(signed))
    reader = _nobody(uow)
    for case_id in uow.session.scalars(query.order_by(Case.opened_on, Case.id)).all():
        opened = open_up(uow, reader, uow.session.get_one(Case, (uow.tenant_id, case_id)))
        labels = {kind.key: kind.label for kind in opened.mechanism.documents}
        for paper in opened.papers:
            if paper.digest:
                label = labels.get(paper.type, paper.type)
                name = f"{label} {paper.number or opened.case.title} {str(paper.id)[-8:]}.docx"
                try:
                    yield Letter(name, to_docx(letter_of(uow, opened, paper)))
                except LiandongError as error:
                    yield Letter(name, b"", str(error))
        uow.session.expunge_all()


def secret_texts(uow: UnitOfWork) -> Iterator[dict[str, str]]:
    """Yield every sealed text whose key is there, in clear, with the case and field it stands in.

    Raises:
        SecretsKeyError: The installation's keys do not open a key.
    """
    query = select(SealedFact.case_id).where(SealedFact.tenant_id == uow.tenant_id).distinct()
    for case_id in sorted(uow.session.scalars(query)):
        mine = (SealedFact.tenant_id == uow.tenant_id, SealedFact.case_id == case_id)
        facts = uow.session.scalars(select(SealedFact).where(*mine).order_by(SealedFact.id)).all()
        clear = open_texts(uow, case_id, facts)
        for each in facts:
            if each.id in clear:
                said = {"id": str(each.id), "case": str(case_id), "field": each.field}
                yield {**said, "text": clear[each.id]}


def secret_files(uow: UnitOfWork, store: FileStore) -> Iterator[OpenedFile]:
    """Yield every sealed file whose key is there, in clear.

    Raises:
        FileDamagedError: What is stored is not what was handed in.
        NotFoundError: The store does not have it.
        SecretsKeyError: The installation's keys do not open a key.
    """
    keyed = select(CaseKey.id).where(CaseKey.tenant_id == uow.tenant_id)
    query = select(FileRecord).where(
        FileRecord.tenant_id == uow.tenant_id, FileRecord.id.in_(keyed)
    )
    for record in uow.session.scalars(query.order_by(FileRecord.id)).all():
        taken = open_stored(uow, store, record)
        with taken.content:
            yield OpenedFile(record.id, taken.name, taken.content.read())


def _streamed(uow: UnitOfWork, query: Select[Any]) -> Iterator[Any]:
    return iter(uow.session.scalars(query, execution_options={"yield_per": _AT_ONCE}))


def _nobody(uow: UnitOfWork) -> Principal:
    """Return who may do nothing: before them every secret is masked."""
    return Principal(
        tenant_id=uow.tenant_id,
        account_id=uuid7(),
        unit_id=uuid7(),
        unit_kind="",
        unit_roles=frozenset(),
        duties=frozenset(),
        login="",
    )
