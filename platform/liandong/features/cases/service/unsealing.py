"""Sealed texts of a case in clear, as far as their keys are there."""

from collections.abc import Sequence
from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import SealedFact
from liandong.features.cases.service.case_keys import find_keys
from liandong.kernel.sealing import decrypt


def open_texts(uow: UnitOfWork, case_id: UUID, facts: Sequence[SealedFact]) -> dict[UUID, str]:
    """Return the texts that can be read, by the ids of their facts; files have none.

    A fact without a key of its own may lie under one that has the id of its case: some databases
    hold facts that were all sealed so.

    Raises:
        SecretsKeyError: The installation's keys do not open a key.
    """
    texts = [each for each in facts if not each.is_file]
    keys = find_keys(uow, [case_id, *(each.id for each in texts)]) if texts else {}
    shared = keys.get(case_id)
    found = {}
    for each in texts:
        own = keys.get(each.id)
        text = _under(own, each) if own else _tried(shared, each)
        if text is not None:
            found[each.id] = text
    return found


def belongs_to(sealed_id: UUID, place: str) -> str:
    """Return what a ciphertext is bound to, so that it is read at no other place."""
    return f"{sealed_id}/{place}"


def _under(key: bytes, fact: SealedFact) -> str:
    return decrypt(key, fact.ciphertext, belongs_to(fact.id, fact.field)).decode()


def _tried(key: bytes | None, fact: SealedFact) -> str | None:
    """Return the text if it lies under this key; what had a key of its own is gone with that."""
    try:
        return _under(key, fact) if key else None
    except ValueError:
        return None
