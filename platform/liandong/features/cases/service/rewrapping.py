"""The keys of secrets are wrapped anew under another key of the installation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, delete, insert, select

from liandong.db.master_keys import WRAPPING, master_keys
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.cases.errors import SecretsKeyError
from liandong.features.cases.models import CaseKey
from liandong.features.cases.service.case_keys import place_of, unwrap
from liandong.kernel.sealing import decrypt, encrypt


@dataclass(frozen=True)
class Wrapped:
    """How the keys of one county are wrapped: under the key in use, the former, or neither."""

    n_current: int
    n_former: int
    n_unknown: int


def inspect_keys(uow: UnitOfWork) -> Wrapped:
    """Count the keys of a county by what opens them."""
    keys = master_keys()
    found = [_opened_by(keys, place_of(uow, each.id), each.wrapped) for each in _wrapped(uow)]
    n_unknown = found.count(None)
    n_current = found.count(0)
    return Wrapped(n_current, len(found) - n_current - n_unknown, n_unknown)


def rewrap_keys(uow: UnitOfWork) -> Wrapped:
    """Wrap every key of a county by the installation's key in use; return how they lay before.

    What lies under it already stays as it is, so that it can be done again.

    Raises:
        SecretsKeyError: Neither of the installation's keys opens one of them.
    """
    lock(uow, WRAPPING)
    before, keys = inspect_keys(uow), master_keys()
    if before.n_unknown:
        raise SecretsKeyError
    for each in _wrapped(uow):
        place = place_of(uow, each.id)
        if _opened_by(keys, place, each.wrapped) == 0:
            continue
        anew = encrypt(keys[0], unwrap(keys, each.wrapped, place), place)
        mine = (CaseKey.tenant_id == uow.tenant_id, CaseKey.id == each.id)
        was_there = uow.session.execute(delete(CaseKey).where(*mine).returning(CaseKey.id)).all()
        if not was_there:  # what is purged stays so
            continue
        # A key is never changed: it goes and comes.
        row = {"id": each.id, "wrapped": anew, "recorded_at": each.recorded_at}
        uow.session.execute(insert(CaseKey).values(tenant_id=uow.tenant_id, **row))
    return before


def _wrapped(uow: UnitOfWork) -> Sequence[Row[UUID, bytes, datetime]]:
    query = select(CaseKey.id, CaseKey.wrapped, CaseKey.recorded_at)
    return uow.session.execute(query.where(CaseKey.tenant_id == uow.tenant_id)).all()


def _opened_by(keys: tuple[bytes, ...], place: str, wrapped: bytes) -> int | None:
    """Return which of the installation's keys opens one: 0 is that in use."""
    for number, key in enumerate(keys):
        try:
            decrypt(key, wrapped, place)
        except ValueError:
            continue
        return number
    return None
