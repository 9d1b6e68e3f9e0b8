"""The digest of a request that stated secrets lies under a key that goes with theirs."""

from uuid import UUID

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.models import SealedFact
from liandong.features.cases.service.case_keys import find_key, make_key
from liandong.features.cases.service.sealed_files import HANDED_IN
from liandong.features.cases.service.sealing import REQUEST, STATED
from liandong.kernel.ids import uuid7


def make_salt(uow: UnitOfWork) -> tuple[UUID, bytes] | None:
    """Return an id for the request of this transaction and its key; None: it stated no secret.

    What handed in a sealed file and did nothing with it goes by the file, and under its key.
    """
    stated: set[UUID] = uow.session.info.get(STATED, set())
    handed_in: UUID | None = uow.session.info.get(HANDED_IN)
    if not stated:
        key = find_key(uow, handed_in) if handed_in else None
        return (handed_in, key) if handed_in and key else None
    request_id = uuid7()
    for case_id in stated:
        fact = SealedFact(
            tenant_id=uow.tenant_id,
            id=uuid7(),
            case_id=case_id,
            field=REQUEST,
            ciphertext=b"",
            digest="",
            event_id=request_id,
        )
        uow.session.add(fact)
    return request_id, make_key(uow, request_id)


def find_salt(uow: UnitOfWork, request_id: UUID) -> bytes | None:
    """Return the key of a request; None once the secrets that it stated were purged."""
    return find_key(uow, request_id)
