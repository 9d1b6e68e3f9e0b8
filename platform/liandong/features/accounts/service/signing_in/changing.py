"""Changing one's password: the old one is asked for, the new one has to be strong."""

from sqlalchemy import delete

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts.models import Login, SessionToken
from liandong.features.accounts.service.signing_in.entering import Credentials
from liandong.features.accounts.service.signing_in.links import revoke_links
from liandong.features.accounts.service.signing_in.noting import note
from liandong.features.accounts.service.signing_in.passwords import hash_password, require_strong
from liandong.features.accounts.service.signing_in.proving import prove
from liandong.features.accounts.service.signing_in.sessions import renew, token_hash
from liandong.kernel.clock import Clock
from liandong.kernel.errors import InvalidInputError, LiandongError, Problem
from liandong.kernel.visitors import Visitor


def change_password(
    uow: UnitOfWork,
    clock: Clock,
    principal: Principal,
    visitor: Visitor,
    *,
    old: str,
    new: str,
    token: str,
) -> str | LiandongError:
    """Set a new password, end every other session and the open links; return this one's new token.

    A wrong old password is returned, and was counted.

    Raises:
        InvalidInputError: The new password is weak, or the old one again.
    """
    principal.require_call("account.change_password")
    given = Credentials(password=old)
    refused = prove(uow, clock, principal, given, visitor, with_code=False)
    if refused:
        return refused
    require_strong(new, known=(principal.login, principal.name))
    if old == new:
        same = Problem("password", "和原来的密码一样", "the same as the old password")
        raise InvalidInputError([same])
    uow.session.get_one(Login, principal.login).password_hash = hash_password(new)
    others = delete(SessionToken).where(
        SessionToken.account_id == principal.account_id,
        SessionToken.token_hash != token_hash(token),
    )
    uow.session.execute(others)
    revoke_links(uow, clock, principal.account_id)
    fresh = renew(uow.session, clock, token)
    by = principal.account_id
    note(uow, clock, by, "account.password_changed", {"address": visitor.address}, by=by)
    return fresh
