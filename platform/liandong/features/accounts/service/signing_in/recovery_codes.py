"""Ten codes for who has lost the authenticator: each counts once, and lies as a hash."""

import hashlib
import secrets
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, select, update

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import RecoveryCode
from liandong.kernel.clock import Clock

RECOVERY_CODES = 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH, _GROUP = 16, 4


def n_codes_left(uow: UnitOfWork, account_id: UUID) -> int:
    """Return how many codes of somebody still count."""
    query = select(func.count()).select_from(RecoveryCode).where(*_unused(account_id))
    return uow.session.scalar(query) or 0


def forget_codes(uow: UnitOfWork, account_id: UUID) -> None:
    """Delete the codes of somebody."""
    uow.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account_id))


def take_recovery_code(uow: UnitOfWork, clock: Clock, account_id: UUID, code: str) -> bool:
    """Take a code of somebody, once; say whether it was one."""
    given = RecoveryCode.code_hash == _code_hash(account_id, code)
    taken = (
        update(RecoveryCode)
        .where(*_unused(account_id), given)
        .values(used_at=clock.now())
        .returning(RecoveryCode.code_hash)
    )
    return bool(uow.session.execute(taken).all())


def fresh_codes(uow: UnitOfWork, principal: Principal) -> list[str]:
    """Return ten new codes of a person, this once; the former ones open nothing any more."""
    account_id = principal.account_id
    forget_codes(uow, account_id)
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    uow.session.add_all(
        RecoveryCode(
            account_id=account_id,
            tenant_id=principal.tenant_id,
            code_hash=_code_hash(account_id, code),
        )
        for code in codes
    )
    return codes


def _new_code() -> str:
    letters = [secrets.choice(_LETTERS) for _ in range(_LENGTH)]
    groups = ("".join(letters[at : at + _GROUP]) for at in range(0, _LENGTH, _GROUP))
    return "-".join(groups)


def _code_hash(account_id: UUID, code: str) -> str:
    letters = "".join(each for each in code.lower() if each.isalnum())
    return hashlib.sha256(f"{account_id}/{letters}".encode()).hexdigest()


def _unused(account_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None)
