"""Which secrets of a case can be purged, and what goes with those that are."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import CaseEvent, CaseKey, CaseRow, SealedFact
from liandong.features.cases.service.reading import CasePicture
from liandong.features.cases.service.revealing import list_sealed, references
from liandong.features.cases.service.row_sight import may_see, may_stay_hidden, viewers_of
from liandong.features.cases.service.sealing import BLIND, REQUEST
from liandong.features.cases.service.viewing import Opened
from liandong.mechanisms import Mechanism, sealed_fields
from liandong.mechanisms.secrecy import OF_CASE

#: What is sealed along with secrets, and no field.
_BESIDE = (BLIND, REQUEST)


@dataclass(frozen=True)
class Chosen:
    """A sealed field, after its row type if it has one, of the case itself or of one row."""

    field: str
    row_id: UUID | None = None


def sees_all(picture: CasePicture) -> bool:
    """Tell whether no other authority can keep a secret of such a case from this reader's unit.

    The declaration decides, not what the case holds: else the answer would tell of it.
    """
    mechanism, parts = picture.opened.mechanism, picture.opened.parts
    sealed = sealed_fields(mechanism)
    if mechanism.inner_facts(parts) & sealed.get(OF_CASE, {}).keys():
        return False
    return all(
        actor.party.key in parts
        for row in mechanism.rows
        if row.key in sealed and may_stay_hidden(row)
        for move in row.transitions
        if move.creates
        for actor in move.actors
    )


def list_purgeable(uow: UnitOfWork, picture: CasePicture) -> list[Chosen]:
    """Return the fields in which this reader sees a secret that is there, all by the own unit.

    Who opened the case chooses of what others entered too, once it is over. Who did not chooses
    only of what it keeps from the unit that did: on the rest that unit relies.
    """
    mechanism = picture.opened.mechanism
    hidden = mechanism.inner_facts(picture.opened.parts)
    rows = {row.id for row in picture.rows}
    columns = (SealedFact.field, SealedFact.row_id, CaseEvent.unit_id)
    query = select(*columns).where(*_living(uow, picture.case.id))
    held = [(Chosen(key, row), unit) for key, row, unit in uow.session.execute(query)]
    is_opener = picture.case.issuer_id == picture.unit_id
    others = {each for each, unit in held if unit != picture.unit_id}
    found = {each for each, _ in held} - (set() if is_opener and picture.case.is_final else others)
    shown = [each for each in found if each.row_id in rows or _is_open(each, hidden)]
    if not is_opener:
        shown = [each for each in shown if _is_kept_from_opener(picture.opened, each)]
    return sorted(shown, key=lambda each: (each.field, str(each.row_id or "")))


def _is_kept_from_opener(opened: Opened, chosen: Chosen) -> bool:
    opener = opened.case.issuer_id
    if chosen.row_id is not None:
        row = next(each for each in opened.rows if each.id == chosen.row_id)
        return not may_see(opened.mechanism, row, opener)
    parts = {each.part for each in opened.parties if each.unit_id == opener}
    return chosen.field in opened.mechanism.inner_facts(parts)


def _is_open(chosen: Chosen, hidden: Iterable[str]) -> bool:
    """Tell whether a field is the case's own, and none that others keep to themselves."""
    return chosen.row_id is None and "." not in chosen.field and chosen.field not in hidden


def list_living(uow: UnitOfWork, case_id: UUID) -> list[Chosen]:
    """Return every field of a case that holds or held a secret that is there, whoever sees it."""
    columns = (SealedFact.field, SealedFact.row_id)
    query = select(*columns).where(*_living(uow, case_id)).distinct()
    return [Chosen(key, row) for key, row in uow.session.execute(query)]


def told_of_purge(opened: Opened, chosen: Iterable[Chosen], unit_id: UUID) -> list[str] | None:
    """Return who may know of a purge, by what all of it was seen by; None: all parties."""
    mechanism, rows = opened.mechanism, {row.id: row for row in opened.rows}
    inner, told = mechanism.inner_facts(frozenset()), None
    for each in chosen:
        if each.row_id is None:
            few = {str(unit_id)} if each.field in inner else None
        else:
            few = _viewers(mechanism, rows[each.row_id], unit_id)
        told = few if told is None else told & few if few is not None else told
    return None if told is None else sorted(told | {str(unit_id)})


def _viewers(mechanism: Mechanism, row: CaseRow, unit_id: UUID) -> set[str] | None:
    kind = mechanism.row(row.type)
    if row.audience != "parties":
        return {str(unit_id)}
    return {*viewers_of(kind, row.facts), str(row.unit_id)} if kind.shown_to else None


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
