"""Signing in: which of account, password or code was wrong is never said, nor what costs more.

A login nobody has is counted, locked and verified like any other.
"""

import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from liandong.db.unit_of_work import Sessions, UnitOfWork, global_session, unit_of_work
from liandong.features.accounts.errors import (
    CodeRequiredError,
    StepExpiredError,
    WrongCodeError,
    WrongPasswordError,
)
from liandong.features.accounts.models import Login, SessionToken, SignInCount
from liandong.features.accounts.service.signing_in import counting
from liandong.features.accounts.service.signing_in.factors import Verdict, check
from liandong.features.accounts.service.signing_in.noting import note, note_claimed
from liandong.features.accounts.service.signing_in.passwords import (
    hash_password,
    needs_rehash,
    verify_password,
)
from liandong.features.accounts.service.signing_in.sessions import LASTS, SignedIn, token_hash
from liandong.features.accounts.service.signing_in.steps import make_step, mark_of, open_step
from liandong.kernel.clock import Clock
from liandong.kernel.errors import LiandongError
from liandong.kernel.visitors import LONGEST_AGENT, Visitor


@dataclass(frozen=True)
class Credentials:
    """What somebody signs in with: a password, or the word that it was right; and a code."""

    login: str = ""
    password: str = ""
    code: str = ""
    step: str = ""


@dataclass(frozen=True)
class Door:
    """One try to sign in: its transaction, of the county whose login it is."""

    session: Session
    uow: UnitOfWork | None
    clock: Clock
    visitor: Visitor


def sign_in(
    sessions: Sessions, clock: Clock, given: Credentials, visitor: Visitor
) -> SignedIn | LiandongError:
    """Check what was given and open a session; a refusal is returned, and was counted."""
    if given.step:
        step = open_step(clock, given.step)
        if step is None:
            return StepExpiredError()
        given = replace(given, login=step.login)
    with _entered(sessions, given.login) as (session, uow):
        return _try(Door(session, uow, clock, visitor), given)


@contextmanager
def _entered(sessions: Sessions, login: str) -> Iterator[tuple[Session, UnitOfWork | None]]:
    with global_session(sessions) as session:
        tenant_id = session.scalar(select(Login.tenant_id).where(Login.login == login))
    if tenant_id is None:
        with global_session(sessions) as session:
            yield session, None
        return
    with unit_of_work(sessions, tenant_id) as uow:
        yield uow.session, uow


def _try(door: Door, given: Credentials) -> SignedIn | LiandongError:
    session, clock = door.session, door.clock
    slowed = counting.find_slowness(session, clock, door.visitor.network)
    if slowed:
        return slowed
    tries = counting.tries_of(session, clock, given.login)
    locked = counting.lock_of(tries, clock)
    if locked:
        return locked
    found = session.get(Login, given.login, with_for_update=True)
    if not _knows_password(found, given, clock) or found is None or door.uow is None:
        return refuse(door, tries, found, WrongPasswordError())
    verdict = check(door.uow, clock, found.account_id, given.code)
    if verdict is Verdict.MISSING:
        return CodeRequiredError(make_step(clock, found.login, found.password_hash))
    if verdict is Verdict.WRONG:
        return refuse(door, tries, found, WrongCodeError())
    counting.forgive(tries)
    if given.password and needs_rehash(found.password_hash):
        found.password_hash = hash_password(given.password)
    return open_session(door.uow, clock, found, door.visitor)


def _knows_password(found: Login | None, given: Credentials, clock: Clock) -> bool:
    if not given.step:
        return verify_password(found.password_hash if found else None, given.password)
    step = open_step(clock, given.step)
    if found is None or step is None:
        return False
    return hmac.compare_digest(step.mark, mark_of(found.password_hash))


def refuse(
    door: Door, tries: SignInCount, found: Login | None, error: LiandongError
) -> LiandongError:
    """Count a failure and return what to answer: the error, or the lock that it brings."""
    locked = counting.count_failure(tries, door.clock)
    tenant_id = door.uow.tenant_id if door.uow else None
    counting.count_place(door.session, door.clock, door.visitor.network, tenant_id)
    if found is not None:
        found.failures += 1
    if locked and found is not None and door.uow is not None:
        content = {"address": door.visitor.address, "minutes": locked.retry_after // 60}
        note_claimed(door.uow, door.clock, found.account_id, "account.locked", content)
    return locked or error


def unlock(uow: UnitOfWork, clock: Clock, found: Login, *, by: UUID | None = None) -> None:
    """Lift the lock of a login, whose owner somebody has made sure of; None: at the terminal."""
    counting.forgive(counting.tries_of(uow.session, clock, found.login))
    note(uow, clock, found.account_id, "account.unlocked", {}, by=by)


def open_session(
    uow: UnitOfWork, clock: Clock, found: Login, visitor: Visitor, *, issuer: str = ""
) -> SignedIn:
    """Open a session for whoever has proved who they are, and record it.

    `issuer` is the identity provider before whom they did; none: they did here.
    """
    token = secrets.token_urlsafe(32)
    uow.session.add(
        SessionToken(
            token_hash=token_hash(token),
            tenant_id=found.tenant_id,
            account_id=found.account_id,
            created_at=clock.now(),
            seen_at=clock.now(),
            expires_at=clock.now() + LASTS,
            address=visitor.address,
            agent=visitor.agent[:LONGEST_AGENT],
            previous_at=found.signed_in_at,
            previous_address=found.signed_in_from,
            n_failed_before=found.failures,
            # Who came through a provider has not proved anything here yet.
            confirmed_at=clock.now() - LASTS if issuer else None,
        )
    )
    found.signed_in_at, found.signed_in_from = clock.now(), visitor.address
    found.failures = 0
    content = {"address": visitor.address, **({"issuer": issuer} if issuer else {})}
    note(uow, clock, found.account_id, "account.signed_in", content, by=found.account_id)
    return SignedIn(token, found.tenant_id, found.account_id)
