"""The key of a case's secrets: made with the first of them, kept wrapped, gone with a purge."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import delete, select

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.errors import SecretsKeyError
from liandong.features.cases.models import CaseKey
from liandong.kernel.sealing import decrypt, encrypt, new_key

_provider: list[Callable[[], bytes]] = []


def use_master_key(provider: Callable[[], bytes]) -> None:
    """Say where the installation's key comes from; an entry point does so once per process."""
    _provider[:] = [provider]


def find_key(uow: UnitOfWork, case_id: UUID) -> bytes | None:
    """Return the key of a case; None where it was never made, or is purged.

    Raises:
        SecretsKeyError: The installation's key is not the one with which it was wrapped.
    """
    query = select(CaseKey.wrapped).where(CaseKey.tenant_id == uow.tenant_id, CaseKey.id == case_id)
    wrapped = uow.session.scalar(query)
    if wrapped is None:
        return None
    try:
        return decrypt(_master_key(), wrapped, _place(uow, case_id))
    except ValueError as error:
        raise SecretsKeyError from error


def make_key(uow: UnitOfWork, case_id: UUID) -> bytes:
    """Make the key of a case and keep it wrapped."""
    key = new_key()
    wrapped = encrypt(_master_key(), key, _place(uow, case_id))
    uow.session.add(CaseKey(tenant_id=uow.tenant_id, id=case_id, wrapped=wrapped))
    return key


def destroy_key(uow: UnitOfWork, case_id: UUID) -> None:
    """Delete the key of a case: what it sealed cannot be read by anybody any more."""
    uow.session.execute(
        delete(CaseKey).where(CaseKey.tenant_id == uow.tenant_id, CaseKey.id == case_id)
    )


def _master_key() -> bytes:
    if not _provider:
        raise RuntimeError("No key is known: an entry point has to call use_master_key() first")
    return _provider[0]()


def _place(uow: UnitOfWork, case_id: UUID) -> str:
    return f"{uow.tenant_id}/{case_id}"
