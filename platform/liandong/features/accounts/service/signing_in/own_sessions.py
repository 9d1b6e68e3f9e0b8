"""One's own sessions: where one is signed in, and ending them."""

from uuid import UUID

from sqlalchemy import delete, select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import SessionToken
from liandong.features.accounts.service.signing_in.noting import note
from liandong.features.accounts.service.signing_in.sessions import IDLE
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError


def list_sessions(uow: UnitOfWork, clock: Clock, principal: Principal) -> list[SessionToken]:
    """Return a person's sessions that still open, the last used first."""
    now = clock.now()
    query = select(SessionToken).where(
        SessionToken.tenant_id == principal.tenant_id,
        SessionToken.account_id == principal.account_id,
        SessionToken.expires_at >= now,
        SessionToken.seen_at >= now - IDLE,
    )
    ordered = query.order_by(SessionToken.seen_at.desc(), SessionToken.token_hash)
    return list(uow.session.scalars(ordered))


def revoke_session(uow: UnitOfWork, clock: Clock, principal: Principal, session_id: UUID) -> None:
    """End one of a person's sessions.

    Raises:
        NotFoundError: Theirs is none of this id, or it is over.
    """
    principal.require_call("account.change_password")
    mine = list_sessions(uow, clock, principal)
    found = next((each for each in mine if each.public_id == session_id), None)
    if found is None:
        raise NotFoundError
    uow.session.delete(found)
    _note(uow, clock, principal, 1)


def revoke_others(uow: UnitOfWork, clock: Clock, principal: Principal, but: UUID | None) -> int:
    """End every session of a person but one; return how many."""
    principal.require_call("account.change_password")
    others = [e for e in list_sessions(uow, clock, principal) if e.public_id != but]
    hashes = [each.token_hash for each in others]
    uow.session.execute(delete(SessionToken).where(SessionToken.token_hash.in_(hashes)))
    if others:
        _note(uow, clock, principal, len(others))
    return len(others)


def _note(uow: UnitOfWork, clock: Clock, principal: Principal, n_revoked: int) -> None:
    by = principal.account_id
    note(uow, clock, by, "account.sessions_revoked", {"n_sessions": n_revoked}, by=by)
