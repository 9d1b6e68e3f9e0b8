"""Addresses at which a calendar program reads a person's deadlines: a secret each, revocable."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import FeedToken, Login
from liandong.features.accounts.service.signing_in.counting import find_lock
from liandong.features.accounts.service.signing_in.sessions import load_principal, token_hash
from liandong.features.units.models import Unit
from liandong.kernel.clock import Clock
from liandong.kernel.errors import ConflictError, NotFoundError, UnauthenticatedError

#: What a person may have at once: one for each of their devices.
MOST = 10
_BYTES = 32
_NOTED_EVERY = timedelta(minutes=1)


class TooManyFeedsError(ConflictError):
    """The person has as many addresses as one may have."""

    code = "feeds.too_many"


def create_feed(uow: UnitOfWork, clock: Clock, principal: Principal) -> tuple[FeedToken, str]:
    """Return a new address of a person and its secret, which is told this once.

    Raises:
        TooManyFeedsError: They have as many as one may have.
    """
    principal.require_call("todo.list")
    if len(list_feeds(uow, principal)) >= MOST:
        zh = f"最多 {MOST} 个订阅地址，请先停用不再用的"
        raise TooManyFeedsError(zh, f"{MOST} addresses at most; revoke one that is not used")
    token = secrets.token_urlsafe(_BYTES)
    feed = FeedToken(
        token_hash=token_hash(token),
        tenant_id=principal.tenant_id,
        account_id=principal.account_id,
        created_at=clock.now(),
    )
    uow.session.add(feed)
    uow.session.flush()
    return feed, token


def list_feeds(uow: UnitOfWork, principal: Principal) -> list[FeedToken]:
    """Return a person's addresses that still open, the newest first."""
    query = select(FeedToken).where(
        FeedToken.tenant_id == principal.tenant_id,
        FeedToken.account_id == principal.account_id,
        FeedToken.revoked_at.is_(None),
    )
    ordered = query.order_by(FeedToken.created_at.desc(), FeedToken.token_hash)
    return list(uow.session.scalars(ordered))


def revoke_feed(uow: UnitOfWork, clock: Clock, principal: Principal, feed_id: UUID) -> FeedToken:
    """Close one of a person's addresses for good.

    Raises:
        NotFoundError: Theirs is none of this id, or it is closed already.
    """
    found = next((each for each in list_feeds(uow, principal) if each.public_id == feed_id), None)
    if found is None:
        raise NotFoundError
    found.revoked_at = clock.now()
    return found


def find_feed(session: Session, token: str) -> FeedToken:
    """Return the address a secret opens.

    Raises:
        NotFoundError: There is none, or it is revoked.
    """
    found = session.get(FeedToken, token_hash(token))
    if found is None or found.revoked_at is not None:
        raise NotFoundError
    return found


def enter_by_feed(uow: UnitOfWork, clock: Clock, token: str) -> Principal:
    """Return whose address a secret opens, and note that it was read.

    Raises:
        NotFoundError: It is revoked, the account is closed or locked, or its unit left the roster.
    """
    feed = find_feed(uow.session, token)
    try:
        principal = load_principal(uow, clock, feed.account_id)
    except UnauthenticatedError:
        raise NotFoundError from None
    login, now = uow.session.get(Login, principal.login), clock.now()
    is_locked = find_lock(uow.session, clock, principal.login) is not None
    unit = uow.session.get_one(Unit, (uow.tenant_id, principal.unit_id))
    if login is None or is_locked or not unit.is_active:
        raise NotFoundError
    if feed.seen_at is None or now - feed.seen_at > _NOTED_EVERY:
        feed.seen_at = now
    return principal
