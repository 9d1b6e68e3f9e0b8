"""Proving once more who one is, inside a session; failures count as they do at the door."""

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Login
from liandong.features.accounts.service import counting
from liandong.features.accounts.service.entering import Door, WrongPasswordError, refuse
from liandong.features.accounts.service.passwords import verify_password
from liandong.kernel.clock import Clock
from liandong.kernel.errors import LiandongError
from liandong.kernel.visitors import Visitor


def prove(
    uow: UnitOfWork, clock: Clock, principal: Principal, password: str, visitor: Visitor
) -> LiandongError | None:
    """Check the password of who acts; a refusal is returned, and was counted."""
    tries = counting.tries_of(uow.session, clock, principal.login)
    locked = counting.lock_of(tries, clock)
    if locked:
        return locked
    found = uow.session.get_one(Login, principal.login, with_for_update=True)
    if verify_password(found.password_hash, password):
        return None
    door = Door(uow.session, uow, clock, visitor)
    return refuse(door, tries, found, WrongPasswordError())
