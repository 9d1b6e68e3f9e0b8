"""Sessions, and who acts in one."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Account, SessionToken
from liandong.features.accounts.service.signing_in.covering import held_and_covered
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import UnauthenticatedError

LASTS = timedelta(hours=12)
IDLE = timedelta(minutes=60)


@dataclass(frozen=True)
class SignedIn:
    """A fresh session: the token for the browser, and whose it is."""

    token: str
    tenant_id: int
    account_id: UUID


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


def renew(session: Session, clock: Clock, token: str) -> str:
    """Give a session another token, as its owner has just proved who they are; return it."""
    fresh = secrets.token_urlsafe(32)
    session.execute(
        update(SessionToken)
        .where(SessionToken.token_hash == token_hash(token))
        .values(token_hash=token_hash(fresh), confirmed_at=clock.now())
    )
    return fresh


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
