"""The second factor: codes of an authenticator (TOTP, RFC 6238), or a recovery code.

A code is taken once, up to half a minute early or late. The secret lies under the installation's
key.
"""

import hmac
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

import pyotp
from sqlalchemy import delete
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.db.master_keys import WRAPPING
from liandong.db.unit_of_work import UnitOfWork, lock_shared
from liandong.features.accounts.errors import SecondFactorOffError, SecondFactorOnError
from liandong.features.accounts.models import SecondFactor
from liandong.features.accounts.service.signing_in.factor_secrets import seal_secret, secret_of
from liandong.features.accounts.service.signing_in.noting import note
from liandong.features.accounts.service.signing_in.recovery_codes import (
    forget_codes,
    fresh_codes,
    n_codes_left,
    take_recovery_code,
)
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, Problem

ISSUER = "府检联动"
_STEP = 30
_DIGITS = 6


class Verdict(Enum):
    """What became of a code at the door."""

    FINE = "fine"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Standing:
    """How a person stands with the second factor; `secret` while it is being set up."""

    is_on: bool
    secret: str = ""
    n_codes_left: int = 0


def standing_of(uow: UnitOfWork, principal: Principal) -> Standing:
    """Return whether the second factor is on, or what the authenticator is to be told."""
    found = uow.session.get(SecondFactor, principal.account_id)
    if found is None:
        return Standing(is_on=False)
    if found.confirmed_at is None:
        return Standing(is_on=False, secret=secret_of(found))
    return Standing(is_on=True, n_codes_left=n_codes_left(uow, principal.account_id))


def authenticator_uri(principal: Principal, secret: str) -> str:
    """Return what the authenticator reads from the picture: whose code it is, and the secret."""
    totp = pyotp.TOTP(secret)
    return totp.provisioning_uri(name=principal.login, issuer_name=ISSUER)


def has_factor(session: Session, account_id: UUID) -> bool:
    """Say whether somebody's second factor is on."""
    found = session.get(SecondFactor, account_id)
    return found is not None and found.confirmed_at is not None


def begin_factor(uow: UnitOfWork, clock: Clock, principal: Principal) -> str:
    """Make a new secret for the authenticator and return it; it is in force once confirmed.

    Raises:
        SecondFactorOnError: One is in force.
    """
    principal.require_call("account.change_password")
    lock_shared(uow, WRAPPING)  # the installation's key does not change meanwhile
    found = uow.session.get(SecondFactor, principal.account_id, with_for_update=True)
    if found is not None and found.confirmed_at is not None:
        raise SecondFactorOnError
    secret = pyotp.random_base32()
    fresh = SecondFactor(
        account_id=principal.account_id,
        tenant_id=principal.tenant_id,
        sealed=seal_secret(principal.account_id, secret),
        begun_at=clock.now(),
        last_step=0,
    )
    uow.session.merge(fresh)
    uow.session.flush()
    return secret


def confirm_factor(uow: UnitOfWork, clock: Clock, principal: Principal, code: str) -> list[str]:
    """Put the second factor into force with its first code; return the recovery codes, this once.

    Raises:
        SecondFactorOffError: None was begun.
        SecondFactorOnError: It is in force.
        InvalidInputError: The code is wrong.
    """
    principal.require_call("account.change_password")
    found = uow.session.get(SecondFactor, principal.account_id, with_for_update=True)
    if found is None:
        raise SecondFactorOffError
    if found.confirmed_at is not None:
        raise SecondFactorOnError
    if not _take_code(found, clock, code):
        zh, en = "验证码不对，看看手机的时间准不准", "the code is wrong; is the phone's time right?"
        raise InvalidInputError([Problem("code", zh, en)])
    found.confirmed_at = clock.now()
    codes = fresh_codes(uow, principal)
    _note(uow, clock, principal.account_id, "account.second_factor_on", principal.account_id)
    return codes


def renew_recovery_codes(uow: UnitOfWork, clock: Clock, principal: Principal) -> list[str]:
    """Return ten new recovery codes, this once; the former ones open nothing any more.

    Raises:
        SecondFactorOffError: There is no second factor.
    """
    principal.require_call("account.change_password")
    found = uow.session.get(SecondFactor, principal.account_id, with_for_update=True)
    if found is None or found.confirmed_at is None:
        raise SecondFactorOffError
    codes = fresh_codes(uow, principal)
    _note(uow, clock, principal.account_id, "account.recovery_codes_renewed", principal.account_id)
    return codes


def turn_off_factor(uow: UnitOfWork, clock: Clock, account_id: UUID, *, by: UUID | None) -> None:
    """Forget somebody's second factor and recovery codes: it is theirs, or they have lost all.

    Raises:
        SecondFactorOffError: There is none.
    """
    if not forget_factor(uow, account_id):
        raise SecondFactorOffError
    _note(uow, clock, account_id, "account.second_factor_off", by)


def forget_factor(uow: UnitOfWork, account_id: UUID) -> bool:
    """Delete somebody's second factor and recovery codes; say whether there was one."""
    mine = (SecondFactor.tenant_id == uow.tenant_id, SecondFactor.account_id == account_id)
    gone = uow.session.execute(delete(SecondFactor).where(*mine).returning(SecondFactor.account_id))
    forget_codes(uow, account_id)
    return bool(gone.all())


def check(uow: UnitOfWork, clock: Clock, account_id: UUID, code: str) -> Verdict:
    """Take a code of somebody; it counts this once, and of two at the same moment one does."""
    found = uow.session.get(SecondFactor, account_id, with_for_update=True)
    if found is None or found.confirmed_at is None:
        return Verdict.FINE
    if not code.strip():
        return Verdict.MISSING
    if _take_code(found, clock, code):
        return Verdict.FINE
    if take_recovery_code(uow, clock, account_id, code):
        _note(uow, clock, account_id, "account.recovery_code_used", account_id)
        return Verdict.FINE
    return Verdict.WRONG


def _take_code(factor: SecondFactor, clock: Clock, code: str) -> bool:
    given = "".join(code.split())
    if len(given) != _DIGITS or not (given.isascii() and given.isdecimal()):
        return False
    totp, now = pyotp.TOTP(secret_of(factor)), int(clock.now().timestamp()) // _STEP
    for step in (now - 1, now, now + 1):
        is_right = hmac.compare_digest(totp.generate_otp(step), given)
        if is_right and step > factor.last_step:
            factor.last_step = step
            return True
    return False


def _note(uow: UnitOfWork, clock: Clock, account_id: UUID, action: str, by: UUID | None) -> None:
    note(uow, clock, account_id, action, {}, by=by)
