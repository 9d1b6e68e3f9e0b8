"""Signing in and out: which of account or password was wrong is never said."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account, Login, SessionToken
from liandong.features.accounts.service.covering import held_and_covered
from liandong.features.accounts.service.passwords import verify_password
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import LiandongError, UnauthenticatedError

TRIES = 5
LOCKED_FOR = timedelta(minutes=10)
LASTS = timedelta(hours=12)
IDLE = timedelta(minutes=60)


class WrongPasswordError(LiandongError):
    """Account or password is wrong; how many tries are left may be said."""

    status = 422
    code = "sign_in.wrong"
    title_zh = "账号或密码不对"
    title_en = "The account or password is wrong"


class LockedError(LiandongError):
    """Too many wrong passwords."""

    status = 429
    code = "sign_in.locked"
    title_zh = "错的次数太多，10 分钟后再试"
    title_en = "Too many wrong tries; try again in 10 minutes"


@dataclass(frozen=True)
class SignedIn:
    """A fresh session: the token for the browser, and whose it is."""

    token: str
    tenant_id: int
    account_id: UUID


def sign_in(session: Session, clock: Clock, login: str, password: str) -> SignedIn | LiandongError:
    """Check a password and open a session; a refusal is returned so that it is counted.

    Raises nothing: the caller commits either way and then raises what came back.
    """
    found = session.scalar(select(Login).where(Login.login == login).with_for_update())
    if found and found.locked_until and found.locked_until > clock.now():
        return LockedError()
    if not verify_password(found.password_hash if found else None, password) or found is None:
        return count_failure(found, clock)
    found.failures, found.locked_until = 0, None
    token = secrets.token_urlsafe(32)
    session.add(
        SessionToken(
            token_hash=token_hash(token),
            tenant_id=found.tenant_id,
            account_id=found.account_id,
            created_at=clock.now(),
            seen_at=clock.now(),
            expires_at=clock.now() + LASTS,
        )
    )
    return SignedIn(token, found.tenant_id, found.account_id)


def count_failure(found: Login | None, clock: Clock) -> LiandongError:
    """Count a wrong password and return what to answer."""
    if found is None:
        return WrongPasswordError()
    found.failures += 1
    left = TRIES - found.failures
    if left <= 0:
        found.failures, found.locked_until = 0, clock.now() + LOCKED_FOR
        return LockedError()
    return WrongPasswordError()


def find_session(session: Session, clock: Clock, token: str) -> SessionToken:
    """Return the session of a token and note that it was used.

    Raises:
        UnauthenticatedError: Unknown, ended or idle for too long.
    """
    found = session.get(SessionToken, token_hash(token))
    now = clock.now()
    if found is None or found.expires_at < now or found.seen_at + IDLE < now:
        raise UnauthenticatedError
    if now - found.seen_at > timedelta(minutes=1):
        found.seen_at = now
    return found


def sign_out(session: Session, token: str) -> None:
    """End a session; an unknown one is ended already."""
    session.execute(delete(SessionToken).where(SessionToken.token_hash == token_hash(token)))


#: Asked by every request, and built once.
_WHO = (
    select(Account, Unit)
    .join(Unit, (Unit.tenant_id == Account.tenant_id) & (Unit.id == Account.unit_id))
    .where(Account.tenant_id == bindparam("tenant_id"), Account.id == bindparam("account_id"))
)


def load_principal(uow: UnitOfWork, clock: Clock, account_id: UUID) -> Principal:
    """Return who acts: the account, its unit, and the duties it holds today.

    Raises:
        UnauthenticatedError: The account is closed.
    """
    row = uow.session.execute(_WHO, {"tenant_id": uow.tenant_id, "account_id": account_id}).first()
    if row is None or not row.Account.is_active:
        raise UnauthenticatedError
    duties, covering = held_and_covered(uow, clock, account_id)
    return Principal(
        tenant_id=uow.tenant_id,
        account_id=account_id,
        login=row.Account.login,
        unit_id=row.Unit.id,
        unit_kind=row.Unit.kind,
        unit_roles=frozenset(row.Unit.roles),
        duties=duties,
        covering=covering,
        name=row.Account.name,
        unit_name=row.Unit.name,
        policy=current(uow).policy,
    )


def token_hash(token: str) -> str:
    """Return what is stored of a session's token."""
    return hashlib.sha256(token.encode()).hexdigest()
