"""Changing one's password: the old one is asked for, the new one has to be strong."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from liandong.authz import Principal
from liandong.features.accounts.models import Login, SessionToken
from liandong.features.accounts.service.passwords import (
    hash_password,
    require_strong,
    verify_password,
)
from liandong.features.accounts.service.sessions import LockedError, count_failure, token_hash
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, LiandongError, Problem


def change_password(
    session: Session, clock: Clock, principal: Principal, old: str, new: str, token: str
) -> LiandongError | None:
    """Set a new password and end every other session; a wrong old one is returned and counted.

    Raises:
        InvalidInputError: The new password is weak, or the old one again.
    """
    principal.require_call("account.change_password")
    query = select(Login).where(Login.login == principal.login).with_for_update()
    found = session.scalars(query).one()
    if found.locked_until and found.locked_until > clock.now():
        return LockedError()
    if not verify_password(found.password_hash, old):
        return count_failure(found, clock)
    require_strong(new, known=(principal.login, principal.name))
    if old == new:
        same = Problem("password", "和原来的密码一样", "the same as the old password")
        raise InvalidInputError([same])
    found.password_hash, found.failures = hash_password(new), 0
    others = delete(SessionToken).where(
        SessionToken.account_id == found.account_id, SessionToken.token_hash != token_hash(token)
    )
    session.execute(others)
    return None
