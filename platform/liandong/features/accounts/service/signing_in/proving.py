"""Proving once more who one is, inside a session; failures count as they do at the door."""

from uuid import UUID

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.errors import CodeRequiredError, WrongCodeError, WrongPasswordError
from liandong.features.accounts.models import Login
from liandong.features.accounts.service.signing_in import counting
from liandong.features.accounts.service.signing_in.entering import Credentials, Door, refuse
from liandong.features.accounts.service.signing_in.factors import Verdict, check
from liandong.features.accounts.service.signing_in.own_sessions import list_sessions
from liandong.features.accounts.service.signing_in.passwords import verify_password
from liandong.kernel.clock import Clock
from liandong.kernel.errors import LiandongError
from liandong.kernel.visitors import Visitor


def prove(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    given: Credentials,
    visitor: Visitor,
    *,
    with_code: bool = True,
) -> LiandongError | None:
    """Check the password, and the code, of who acts; a refusal is returned, and was counted."""
    tries = counting.tries_of(uow.session, clock, principal.login)
    locked = counting.lock_of(tries, clock)
    if locked:
        return locked
    found = uow.session.get_one(Login, principal.login, with_for_update=True)
    door = Door(uow.session, uow, clock, visitor)
    if not verify_password(found.password_hash, given.password):
        return refuse(door, tries, found, WrongPasswordError())
    if not with_code:
        return None
    verdict = check(uow, clock, principal.account_id, given.code)
    if verdict is Verdict.MISSING:
        return CodeRequiredError()
    return refuse(door, tries, found, WrongCodeError()) if verdict is Verdict.WRONG else None


def confirm_session(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    given: Credentials,
    visitor: Visitor,
    *,
    session_id: UUID,
) -> LiandongError | None:
    """Note in a session that its owner has just proved who they are; a refusal is returned."""
    refused = prove(uow, clock, principal, given, visitor)
    if refused:
        return refused
    for each in list_sessions(uow, clock, principal):
        if each.public_id == session_id:
            each.confirmed_at = clock.now()
    return None
