"""Using a one-time link: its owner sets a password."""

from liandong.db.unit_of_work import Sessions, global_session, unit_of_work
from liandong.features.accounts.errors import LinkGoneError
from liandong.features.accounts.models import Account, Login
from liandong.features.accounts.service.people.records import append_record
from liandong.features.accounts.service.signing_in import counting
from liandong.features.accounts.service.signing_in.links import end_sessions, get_link
from liandong.features.accounts.service.signing_in.noting import note
from liandong.features.accounts.service.signing_in.passwords import hash_password, require_strong
from liandong.kernel.clock import Clock


def look_at_link(sessions: Sessions, clock: Clock, token: str) -> tuple[Account, str]:
    """Return whose password a link sets, and for what it was handed over.

    Raises:
        LinkGoneError: It opens nothing.
    """
    with global_session(sessions) as session:
        link = get_link(session, clock, token)
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
        link = get_link(uow.session, clock, token, lock=True)
        link.used_at = clock.now()
        counting.forgive(counting.tries_of(uow.session, clock, account.login))
        login = uow.session.get_one(Login, account.login, with_for_update=True)
        login.password_hash = hashed
        end_sessions(uow.session, account)
        said = {"purpose": link.purpose}
        append_record(uow, clock, account.id, "password_set", said, account.login)
        note(uow, clock, account.id, "account.password_set", said, by=account.id)
