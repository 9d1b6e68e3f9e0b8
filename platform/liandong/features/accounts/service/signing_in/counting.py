"""Failed sign-ins, counted in the database across all processes: by login, address and county.

A login is locked after some tries, each further time twice as long. An address is slowed by its
own failures, and sooner while somewhere a county is guessed at from many addresses. A login nobody
has is counted like any other, but for the county: it is of none.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import case, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from liandong.db.unit_of_work import Sessions, global_session
from liandong.features.accounts.models import SessionToken, SignInCount
from liandong.kernel.clock import Clock
from liandong.kernel.errors import TooManyRequestsError

TRIES = 5
LOCKED_FOR, LOCKED_AT_MOST = timedelta(minutes=10), timedelta(hours=4)
WINDOW = timedelta(minutes=15)
#: Failures in a window: an office of some hundred people may share one address.
BY_ADDRESS, BY_ADDRESS_UNDER_ATTACK = 60, 10
BY_COUNTY = 300
FORGOTTEN_AFTER = timedelta(hours=24)


class LockedError(TooManyRequestsError):
    """Too many failed sign-ins of one login."""

    code = "sign_in.locked"
    title_zh = "错的次数太多，过一会儿再试"
    title_en = "Too many wrong tries; try again later"


class SlowedError(TooManyRequestsError):
    """Too many failed sign-ins from one address."""

    code = "sign_in.slowed"
    title_zh = "从您的网络地址登录失败的次数太多，过一会儿再试"
    title_en = "Too many failed sign-ins from your address; try again later"


def find_slowness(session: Session, clock: Clock, network: str) -> SlowedError | None:
    """Return the refusal of an address that failed too often of late; whose login is no matter."""
    since = clock.now() - WINDOW
    of_address = (SignInCount.kind == "address") & (SignInCount.subject == network)
    under_attack = (SignInCount.kind == "county") & (SignInCount.failures >= BY_COUNTY)
    query = select(SignInCount).where(of_address | under_attack, SignInCount.began_at > since)
    found = session.scalars(query).all()
    mine = next((each for each in found if each.kind == "address"), None)
    is_attack = any(each.kind == "county" for each in found)
    if mine is None or mine.failures < (BY_ADDRESS_UNDER_ATTACK if is_attack else BY_ADDRESS):
        return None
    return SlowedError(retry_after=_seconds(mine.began_at - since))


def tries_of(session: Session, clock: Clock, login: str) -> SignInCount:
    """Return the count of a login, and hold it: of two tries at once one waits for the other."""
    key = {"kind": "login", "subject": _digest(login)}
    now = clock.now()
    fresh = {"failures": 0, "rounds": 0, "began_at": now, "counted_at": now}
    session.execute(insert(SignInCount).values(**key, **fresh).on_conflict_do_nothing())
    found = session.get_one(SignInCount, tuple(key.values()), with_for_update=True)
    is_locked = found.locked_until is not None and found.locked_until > now
    if found.counted_at + FORGOTTEN_AFTER < now and not is_locked:
        found.failures = found.rounds = 0
    return found


def find_lock(session: Session, clock: Clock, login: str) -> LockedError | None:
    """Return the refusal of a login that is locked."""
    found = session.get(SignInCount, ("login", _digest(login)))
    return lock_of(found, clock) if found else None


def lock_of(tries: SignInCount, clock: Clock) -> LockedError | None:
    """Return the refusal of a login whose count is locked."""
    left = tries.locked_until - clock.now() if tries.locked_until else timedelta(0)
    if left <= timedelta(0):
        return None
    minutes = -(-_seconds(left) // 60)
    zh, en = (
        f"错的次数太多，{minutes} 分钟后再试",
        f"Too many wrong tries; try again in {minutes} min",
    )
    return LockedError(zh, en, retry_after=_seconds(left))


def count_failure(tries: SignInCount, clock: Clock) -> LockedError | None:
    """Count a failure of a login; return the lock that it brings, if it does."""
    tries.failures += 1
    tries.counted_at = clock.now()
    if tries.failures < TRIES:
        return None
    locked_for = min(LOCKED_FOR * 2**tries.rounds, LOCKED_AT_MOST)
    tries.failures, tries.rounds = 0, min(tries.rounds + 1, 10)
    tries.locked_until = clock.now() + locked_for
    return lock_of(tries, clock)


def count_place(session: Session, clock: Clock, network: str, tenant_id: int | None) -> None:
    """Count a failure of an address and, where somebody has the login, of their county."""
    _count(session, clock.now(), "address", network)
    if tenant_id is not None:
        _count(session, clock.now(), "county", str(tenant_id))


def forgive(tries: SignInCount) -> None:
    """Begin anew with a login whose owner signed in."""
    tries.failures, tries.rounds, tries.locked_until = 0, 0, None


def sweep(sessions: Sessions, clock: Clock) -> None:
    """Delete the counts of more than a day ago, and the sessions that are over."""
    now = clock.now()
    with global_session(sessions) as session:
        session.execute(
            delete(SignInCount).where(
                SignInCount.counted_at < now - FORGOTTEN_AFTER,
                SignInCount.locked_until.is_(None) | (SignInCount.locked_until < now),
            )
        )
        session.execute(delete(SessionToken).where(SessionToken.expires_at < now))


def _count(session: Session, now: datetime, kind: str, subject: str) -> None:
    fresh = {"failures": 1, "rounds": 0, "began_at": now, "counted_at": now}
    is_over = SignInCount.began_at <= now - WINDOW
    more = insert(SignInCount).values(kind=kind, subject=subject, **fresh)
    session.execute(
        more.on_conflict_do_update(
            index_elements=["kind", "subject"],
            set_={
                "failures": case((is_over, 1), else_=SignInCount.failures + 1),
                "began_at": case((is_over, now), else_=SignInCount.began_at),
                "counted_at": now,
            },
        )
    )


def _digest(login: str) -> str:
    return hashlib.sha256(login.encode()).hexdigest()


def _seconds(left: timedelta) -> int:
    return max(1, int(left.total_seconds()))
