"""The secrets of authenticators, under the installation's key and under a new one."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from liandong.db.master_keys import WRAPPING, master_keys
from liandong.db.unit_of_work import UnitOfWork, lock
from liandong.features.accounts.errors import FactorKeyError
from liandong.features.accounts.models import SecondFactor
from liandong.kernel.sealing import decrypt, encrypt


def seal_secret(account_id: UUID, secret: str) -> bytes:
    """Return the secret of somebody's authenticator as it is kept."""
    return encrypt(master_keys()[0], secret.encode(), _place(account_id))


def secret_of(factor: SecondFactor) -> str:
    """Return the secret of an authenticator.

    Raises:
        FactorKeyError: None of the installation's keys opens it.
    """
    found = _opened(factor)
    if found is None:
        raise FactorKeyError
    return found[1].decode()


@dataclass(frozen=True)
class Sealed:
    """How the secrets of a county's authenticators lie: under the key in use, the former, none."""

    n_current: int
    n_former: int
    n_unknown: int


def inspect_second_factors(uow: UnitOfWork) -> Sealed:
    """Count the secrets of a county's authenticators by what opens them."""
    found = [_opened(each) for each in _all(uow)]
    n_unknown = found.count(None)
    n_current = sum(each is not None and each[0] == 0 for each in found)
    return Sealed(n_current, len(found) - n_current - n_unknown, n_unknown)


def rewrap_second_factors(uow: UnitOfWork) -> Sealed:
    """Encrypt them anew under the key in use; return how they lay before.

    Raises:
        FactorKeyError: Neither key opens one of them.
    """
    lock(uow, WRAPPING)
    before = inspect_second_factors(uow)
    for each in _all(uow):
        each.sealed = seal_secret(each.account_id, secret_of(each))
    return before


def _all(uow: UnitOfWork) -> list[SecondFactor]:
    mine = select(SecondFactor).where(SecondFactor.tenant_id == uow.tenant_id)
    return list(uow.session.scalars(mine.with_for_update()))


def _place(account_id: UUID) -> str:
    return f"second_factor/{account_id}"


def _opened(factor: SecondFactor) -> tuple[int, bytes] | None:
    """Return the secret, and by which of the installation's keys it opens."""
    for number, key in enumerate(master_keys()):
        try:
            return number, decrypt(key, factor.sealed, _place(factor.account_id))
        except ValueError:
            continue
    return None
