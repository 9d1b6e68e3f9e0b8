"""One-time links by which a person sets a password; whoever hands one over never learns it."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.errors import LinkGoneError
from liandong.features.accounts.models import Account, AccountLink, FeedToken, Login, SessionToken
from liandong.features.accounts.service.signing_in.factors import forget_factor
from liandong.features.accounts.service.signing_in.sessions import token_hash
from liandong.features.tenants.service import find_tenant
from liandong.kernel.clock import Clock

LASTS = timedelta(days=7)
_BYTES = 32


def issue_link(uow: UnitOfWork, clock: Clock, account: Account) -> tuple[AccountLink, str]:
    """Return a new link of an account and its secret, told this once; earlier ones end."""
    revoke_links(uow, clock, account.id)
    token = secrets.token_urlsafe(_BYTES)
    link = AccountLink(
        token_hash=token_hash(token),
        tenant_id=uow.tenant_id,
        account_id=account.id,
        purpose="invitation" if account.is_invited else "reset",
        created_at=clock.now(),
        expires_at=clock.now() + LASTS,
    )
    uow.session.add(link)
    uow.session.flush()
    return link, token


def revoke_links(uow: UnitOfWork, clock: Clock, account_id: UUID) -> bool:
    """End the open links of an account; say whether there was one."""
    is_open = find_open_link(uow, clock, account_id) is not None
    waiting = update(AccountLink).where(
        AccountLink.tenant_id == uow.tenant_id,
        AccountLink.account_id == account_id,
        AccountLink.used_at.is_(None),
        AccountLink.revoked_at.is_(None),
    )
    uow.session.execute(waiting.values(revoked_at=clock.now()))
    return is_open


def find_open_link(uow: UnitOfWork, clock: Clock, account_id: UUID) -> AccountLink | None:
    """Return the link of an account that still opens, if there is one."""
    query = select(AccountLink).where(
        AccountLink.tenant_id == uow.tenant_id,
        AccountLink.account_id == account_id,
        AccountLink.used_at.is_(None),
        AccountLink.revoked_at.is_(None),
        AccountLink.expires_at > clock.now(),
    )
    return uow.session.scalar(query)


def get_link(session: Session, clock: Clock, token: str, *, lock: bool = False) -> AccountLink:
    """Return the link of a secret; `lock`: to use it.

    Raises:
        LinkGoneError: It opens nothing, or its county is stopped.
    """
    query = select(AccountLink).where(AccountLink.token_hash == token_hash(token))
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None or found.used_at or found.revoked_at or found.expires_at <= clock.now():
        raise LinkGoneError
    if not find_tenant(session, found.tenant_id).is_working:
        raise LinkGoneError
    return found


def end_access(uow: UnitOfWork, clock: Clock, account: Account) -> None:
    """End at once what opens an account: sessions, calendars, links, password, second factor."""
    end_sessions(uow.session, account)
    feeds = update(FeedToken).where(
        FeedToken.tenant_id == uow.tenant_id,
        FeedToken.account_id == account.id,
        FeedToken.revoked_at.is_(None),
    )
    uow.session.execute(feeds.values(revoked_at=clock.now()))
    revoke_links(uow, clock, account.id)
    forget_factor(uow, account.id)
    uow.session.get_one(Login, account.login).password_hash = ""  # nosec B105  # nothing opens it


def end_sessions(session: Session, account: Account) -> None:
    """End every session of an account."""
    session.execute(
        delete(SessionToken).where(
            SessionToken.tenant_id == account.tenant_id, SessionToken.account_id == account.id
        )
    )
