"""One-time links by which a person sets a password; whoever hands one over never learns it."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, unit_of_work
from liandong.features.accounts.errors import LinkGoneError
from liandong.features.accounts.models import Account, AccountLink, FeedToken, Login, SessionToken
from liandong.features.accounts.service import counting
from liandong.features.accounts.service.noting import note
from liandong.features.accounts.service.passwords import hash_password, require_strong
from liandong.features.accounts.service.records import append_record
from liandong.features.accounts.service.sessions import token_hash
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


def end_access(uow: UnitOfWork, clock: Clock, account: Account) -> None:
    """End at once what opens an account: sessions, calendars, links and the password."""
    _end_sessions(uow.session, account)
    feeds = update(FeedToken).where(
        FeedToken.tenant_id == uow.tenant_id,
        FeedToken.account_id == account.id,
        FeedToken.revoked_at.is_(None),
    )
    uow.session.execute(feeds.values(revoked_at=clock.now()))
    revoke_links(uow, clock, account.id)
    uow.session.get_one(Login, account.login).password_hash = ""


def look_at_link(sessions: Sessions, clock: Clock, token: str) -> tuple[Account, str]:
    """Return whose password a link sets, and for what it was handed over.

    Raises:
        LinkGoneError: It opens nothing.
    """
    with global_session(sessions) as session:
        link = _find(session, clock, token)
        tenant_id, account_id, purpose = link.tenant_id, link.account_id, link.purpose
    with unit_of_work(sessions, tenant_id) as uow:
        account = uow.session.get(Account, (tenant_id, account_id))
        if account is None or not account.is_active:
            raise LinkGoneError
        uow.session.expunge(account)
    return account, purpose


def use_link(sessions: Sessions, clock: Clock, token: str, password: str) -> None:
    """Set the password of whose link it is: sessions end, the lock is lifted, the link is used.

    Raises:
        LinkGoneError: It opens nothing.
        InvalidInputError: The password is weak; the link can still be used.
    """
    account, _ = look_at_link(sessions, clock, token)
    require_strong(password, known=(account.login, account.name))
    hashed = hash_password(password)
    with unit_of_work(sessions, account.tenant_id) as uow:
        link = _find(uow.session, clock, token, lock=True)
        link.used_at = clock.now()
        counting.forgive(counting.tries_of(uow.session, clock, account.login))
        login = uow.session.get_one(Login, account.login, with_for_update=True)
        login.password_hash = hashed
        _end_sessions(uow.session, account)
        said = {"purpose": link.purpose}
        append_record(uow, clock, account.id, "password_set", said, account.login)
        note(uow, clock, account.id, "account.password_set", said, by=account.id)


def _find(session: Session, clock: Clock, token: str, *, lock: bool = False) -> AccountLink:
    query = select(AccountLink).where(AccountLink.token_hash == token_hash(token))
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None or found.used_at or found.revoked_at or found.expires_at <= clock.now():
        raise LinkGoneError
    return found


def _end_sessions(session: Session, account: Account) -> None:
    session.execute(
        delete(SessionToken).where(
            SessionToken.tenant_id == account.tenant_id, SessionToken.account_id == account.id
        )
    )
