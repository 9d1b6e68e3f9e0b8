"""The keys of cases' secrets: one for each secret, kept wrapped, gone with a purge.

A key goes by the id of what lies under it: a sealed fact, a sealed file, an answered request.
"""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, func, select

from liandong.db.master_keys import WRAPPING, master_keys
from liandong.db.unit_of_work import UnitOfWork, lock_shared
from liandong.features.cases.errors import SecretsKeyError
from liandong.features.cases.models import CaseKey
from liandong.kernel.sealing import decrypt, encrypt, new_key


def find_keys(uow: UnitOfWork, ids: Collection[UUID]) -> dict[UUID, bytes]:
    """Return the keys that are still there, by the id of what lies under them.

    Raises:
        SecretsKeyError: The installation's keys open one of them not.
    """
    query = select(CaseKey.id, CaseKey.wrapped).where(
        CaseKey.tenant_id == uow.tenant_id, CaseKey.id.in_(ids)
    )
    found = uow.session.execute(query).all() if ids else ()
    keys = master_keys() if found else ()
    return {row.id: unwrap(keys, row.wrapped, place_of(uow, row.id)) for row in found}


def find_key(uow: UnitOfWork, key_id: UUID) -> bytes | None:
    """Return one key; None where it was never made, or is destroyed.

    Raises:
        SecretsKeyError: The installation's keys do not open it.
    """
    return find_keys(uow, [key_id]).get(key_id)


def make_key(uow: UnitOfWork, key_id: UUID) -> bytes:
    """Make a key and keep it wrapped."""
    lock_shared(uow, WRAPPING)  # the installation's key does not change meanwhile
    key = new_key()
    wrapped = encrypt(master_keys()[0], key, place_of(uow, key_id))
    uow.session.add(CaseKey(tenant_id=uow.tenant_id, id=key_id, wrapped=wrapped))
    return key


def destroy_keys(uow: UnitOfWork, ids: Collection[UUID]) -> None:
    """Delete keys: what lies under them cannot be read by anybody any more.

    It waits while all keys are wrapped anew, so that none of them comes back.

    Raises:
        RuntimeError: One that was there is not gone.
    """
    lock_shared(uow, WRAPPING)
    mine = (CaseKey.tenant_id == uow.tenant_id, CaseKey.id.in_(ids))
    existing = uow.session.scalar(select(func.count()).select_from(CaseKey).where(*mine))
    gone = uow.session.execute(delete(CaseKey).where(*mine).returning(CaseKey.id)).all()
    if len(gone) != existing:
        raise RuntimeError("A key that was to be destroyed is not gone")


def unwrap(keys: tuple[bytes, ...], wrapped: bytes, place: str) -> bytes:
    """Return a key as it is used, opened by the first of the installation's keys that fits.

    Raises:
        SecretsKeyError: None does.
    """
    for key in keys:
        try:
            return decrypt(key, wrapped, place)
        except ValueError:
            continue
    raise SecretsKeyError


def place_of(uow: UnitOfWork, key_id: UUID) -> str:
    """Return what a wrapped key is bound to."""
    return f"{uow.tenant_id}/{key_id}"
