"""Which secrets of a case can be purged, and what goes with those that are."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import CaseEvent, CaseKey, SealedFact
from liandong.features.cases.service.reading import CasePicture
from liandong.features.cases.service.revealing import list_sealed, references
from liandong.features.cases.service.sealing import BLIND, REQUEST

#: What is sealed along with secrets, and no field.
_BESIDE = (BLIND, REQUEST)


@dataclass(frozen=True)
class Chosen:
    """A sealed field, after its row type if it has one, of the case itself or of one row."""

    field: str
    row_id: UUID | None = None


def list_purgeable(uow: UnitOfWork, picture: CasePicture) -> list[Chosen]:
    """Return the fields in which this reader sees a secret that is there, all by the own unit.

    What another authority entered goes with the whole case alone, once it is over.
    """
    mechanism = picture.opened.mechanism
    hidden = mechanism.inner_facts(picture.opened.parts)
    rows = {row.id for row in picture.rows}
    columns = (SealedFact.field, SealedFact.row_id, CaseEvent.unit_id)
    query = select(*columns).where(*_living(uow, picture.case.id))
    held = [(Chosen(key, row), unit) for key, row, unit in uow.session.execute(query)]
    found = {each for each, _ in held} - {each for each, unit in held if unit != picture.unit_id}
    shown = [each for each in found if each.row_id in rows or _is_open(each, hidden)]
    return sorted(shown, key=lambda each: (each.field, str(each.row_id or "")))


def _is_open(chosen: Chosen, hidden: Iterable[str]) -> bool:
    """Tell whether a field is the case's own, and none that others keep to themselves."""
    return chosen.row_id is None and "." not in chosen.field and chosen.field not in hidden


def ids_to_purge(uow: UnitOfWork, case_id: UUID, chosen: Iterable[Chosen]) -> list[UUID]:
    """Return what goes: all that these fields ever held, and what would let it be guessed.

    That is what blinds the digests of papers that state it, and the digests of requests.
    """
    wanted, held = set(chosen), list_sealed(uow, case_id)
    values = {each.id for each in held if Chosen(each.field, each.row_id) in wanted}
    blinds = _blinds(uow, case_id, {str(each) for each in values})
    return sorted({*values, *blinds, *_requests(uow, case_id)})


def every_id(uow: UnitOfWork, case_id: UUID) -> list[UUID]:
    """Return what goes with all secrets of a case; some databases have a key for all of them."""
    held = [each.id for each in list_sealed(uow, case_id)]
    return [case_id, *held, *_requests(uow, case_id)]


def _requests(uow: UnitOfWork, case_id: UUID) -> list[UUID]:
    query = select(SealedFact.event_id).where(
        SealedFact.tenant_id == uow.tenant_id,
        SealedFact.case_id == case_id,
        SealedFact.field == REQUEST,
    )
    return list(uow.session.scalars(query))


def _blinds(uow: UnitOfWork, case_id: UUID, values: set[str]) -> set[UUID]:
    query = select(CaseEvent.payload["documents"]).where(
        CaseEvent.tenant_id == uow.tenant_id, CaseEvent.case_id == case_id
    )
    papers = [paper for papers in uow.session.scalars(query) for paper in papers or ()]
    found = set()
    for content in (paper.get("content") or {} for paper in papers):
        stated = {each["sealed"] for each in references(content)}
        if BLIND in content and stated & values:
            found.add(UUID(content[BLIND]["sealed"]))
    return found


def _living(uow: UnitOfWork, case_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (
        SealedFact.tenant_id == uow.tenant_id,
        SealedFact.case_id == case_id,
        SealedFact.field.not_in(_BESIDE),
        CaseKey.tenant_id == uow.tenant_id,
        CaseKey.id == SealedFact.id,
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.id == SealedFact.event_id,
    )
