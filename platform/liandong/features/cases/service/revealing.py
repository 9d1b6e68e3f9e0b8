"""What was sealed is read for whoever sees the case: the one place where secrets are decrypted."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import Case, CaseEvent, CaseRow, SealedFact
from liandong.features.cases.service.case_keys import find_key
from liandong.features.cases.service.sealing import belongs_to
from liandong.features.documents.models import Document
from liandong.kernel.sealing import PurgedText, SealedText, decrypt, is_reference

#: What stands in a paper where a secret was.
PURGED = "【已清除】"
#: The kind of the event with which a case's secrets were purged.
PURGE = "purge"

_HOLDS = {Case: "facts", CaseRow: "facts", Document: "content", CaseEvent: "payload"}
Holder = Case | CaseRow | Document | CaseEvent


def reveal(uow: UnitOfWork, case_id: UUID, holders: Iterable[Holder]) -> None:
    """Let loaded parts of one case hold their secrets in clear; what is stored stays as it is.

    Raises:
        SecretsKeyError: The case's key cannot be read.
    """
    found = [(each, _HOLDS[type(each)]) for each in holders]
    sealing = [(each, name) for each, name in found if _holds_any(getattr(each, name))]
    if not sealing:
        return
    known = _secrets(uow, case_id)
    for each, name in sealing:
        set_committed_value(each, name, _with(getattr(each, name), known))


def _holds_any(value: Any) -> bool:
    return any(True for _ in _references(value))


def _references(value: Any) -> Iterator[dict[str, str]]:
    if is_reference(value):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _references(each)
    elif isinstance(value, list):
        for each in value:
            yield from _references(each)


def _with(value: Any, known: dict[str, SealedText]) -> Any:
    if is_reference(value):
        return known.get(value["sealed"], value)
    if isinstance(value, dict):
        return {key: _with(each, known) for key, each in value.items()}
    if isinstance(value, list):
        return [_with(each, known) for each in value]
    return value


def _secrets(uow: UnitOfWork, case_id: UUID) -> dict[str, SealedText]:
    """Return every secret of a case by its id, and what stands for it once it is purged."""
    query = select(SealedFact).where(
        SealedFact.tenant_id == uow.tenant_id, SealedFact.case_id == case_id
    )
    facts = uow.session.scalars(query).all()
    key = find_key(uow, case_id)
    purge = find_purge(uow, case_id) if key is None else None
    return {str(each.id): _clear(key, each) if key else _purged(purge, each) for each in facts}


def _clear(key: bytes, fact: SealedFact) -> SealedText:
    text = decrypt(key, fact.ciphertext, belongs_to(fact.id, fact.field)).decode()
    return SealedText.of(text, str(fact.id), fact.digest)


def _purged(purge: CaseEvent | None, fact: SealedFact) -> PurgedText:
    text = PurgedText.of(PURGED, str(fact.id), fact.digest)
    text.on = purge.occurred_on.isoformat() if purge else ""
    text.basis = purge.payload["purged"]["basis"] if purge else ""
    return text


def find_purge(uow: UnitOfWork, case_id: UUID) -> CaseEvent | None:
    """Return the event with which a case was purged, if it was."""
    query = select(CaseEvent).where(
        CaseEvent.tenant_id == uow.tenant_id,
        CaseEvent.case_id == case_id,
        CaseEvent.kind == PURGE,
    )
    return uow.session.scalars(query.order_by(CaseEvent.position).limit(1)).first()
